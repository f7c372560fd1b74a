-- The people anybody may try the app as. They have no password: one click signs in, nothing else does.
with person (email, name) as (
    values ('demo@wellspring.example', 'Demo Dana'), ('coach@wellspring.example', 'Coach Carla')
), added as (
    insert into auth.users (email) select email from person
    on conflict (email) do nothing
)
select 1;

update public.profiles p
set is_demo = true,
    name = case u.email when 'demo@wellspring.example' then 'Demo Dana' else 'Coach Carla' end
from auth.users u
where p.user_id = u.id and not p.is_demo
    and u.email in ('demo@wellspring.example', 'coach@wellspring.example');
