-- The first tables: who a person is, where they are signed in, what was done, and how much of a quota is used.
-- Every table: row-level security on and forced, explicit grants, nothing by default.

create schema private;
revoke all on schema private from public;

-- Supabase grants new tables and functions to everybody who asks. Here nothing is granted until a migration says so.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from public, anon, authenticated;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated;
alter default privileges in schema public revoke all on functions from public, anon, authenticated;

-- What /health and a starting app compare with the newest file here. Every migration replaces it.
create function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 1;
grant execute on function public.schema_version() to anon, authenticated;

create function private.touch() returns trigger language plpgsql
    set search_path = ''
as $$
begin
    new.updated_at := now();
    return new;
end $$;

create function private.is_time_zone(name text) returns boolean language plpgsql stable
    set search_path = ''
as $$
begin
    perform now() at time zone name;
    -- Postgres also takes offsets, abbreviations, any word before an offset ('Mars/Venus5') and small letters, of
    -- which some know nothing of summer time and others are no zone outside Postgres.
    return name = 'UTC'
        or name ~ '^[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+$'
        or name ~ '^Etc/GMT([+](\d|1[0-2])|-(\d|1[0-4]))$';
exception when others then
    return false;
end $$;


-- Profiles ---------------------------------------------------------------------------------------------------

create table public.profiles (
    user_id uuid primary key default auth.uid() references auth.users (id) on delete cascade,
    name text check (length(name) between 1 and 80),
    birth_date date check (birth_date >= date '1900-01-01'),
    sex text check (sex in ('female', 'male', 'other')),
    height_cm numeric(4, 1) check (height_cm between 50 and 272),
    units text not null default 'metric' check (units in ('metric', 'imperial')),
    energy_unit text not null default 'kcal' check (energy_unit in ('kcal', 'kJ')),
    time_zone text not null default 'UTC' check (length(time_zone) <= 64),
    first_weekday int not null default 1 check (first_weekday in (1, 6, 7)),
    hide_numbers boolean not null default false,
    tier text not null default 'free' check (tier in ('free', 'premium')),
    is_demo boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on column public.profiles.first_weekday is 'ISO day of the week: 1 Monday, 6 Saturday, 7 Sunday';
comment on column public.profiles.tier is 'set with owner rights only; a person holds no right to update it';

create function private.check_profile() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    if not private.is_time_zone(new.time_zone) then
        raise exception using errcode = '22023', message = 'This time zone is not known.';
    end if;
    if new.birth_date > current_date then
        raise exception using errcode = '22008', message = 'A birth date lies in the past.';
    end if;
    return new;
end $$;

create trigger check_profile before insert or update of time_zone, birth_date on public.profiles
    for each row execute function private.check_profile();
create trigger touch before update on public.profiles
    for each row execute function private.touch();

alter table public.profiles enable row level security;
alter table public.profiles force row level security;
-- The owner of the functions below works across people; the policy says so openly instead of a bypass.
create policy keeper on public.profiles to current_user using (true) with check (true);
create policy own_select on public.profiles for select to authenticated
    using (user_id = (select auth.uid()));
create policy own_update on public.profiles for update to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
grant select on public.profiles to authenticated;
grant update (name, birth_date, sex, height_cm, units, energy_unit, time_zone, first_weekday, hide_numbers)
    on public.profiles to authenticated;

create function private.add_profile() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    insert into public.profiles (user_id) values (new.id);
    return new;
end $$;

create trigger add_profile after insert on auth.users
    for each row execute function private.add_profile();

create function private.set_tier(p_email text, p_tier text) returns boolean language sql
    set search_path = ''
as $$
    update public.profiles set tier = p_tier
    where user_id = (select id from auth.users where email = lower(p_email))
    returning true
$$;


-- What was done, for the person to read and nobody to change -------------------------------------------------

create function private.refuse_change() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    -- Deleting an account takes its lines along; by then the account itself is gone.
    if tg_op = 'DELETE' and not exists (select from auth.users where id = old.user_id) then
        return old;
    end if;
    raise exception using errcode = '42501', message = 'This log is only ever added to.';
end $$;

create table public.audit_log (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    event text not null check (event in (
        'sign_in', 'sign_out', 'sign_out_everywhere', 'password_change', 'password_reset',
        'consent', 'export', 'import', 'deletion'
    )),
    detail jsonb not null default '{}' check (pg_column_size(detail) <= 2000),
    created_at timestamptz not null default now()
);
create index audit_log_user_id on public.audit_log (user_id, created_at desc);

create table public.access_log (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    coach_id uuid not null,
    coach_name text not null check (length(coach_name) <= 80),
    kind text not null check (length(kind) <= 40),
    seen_at timestamptz not null default now(),
    unique (user_id, coach_id, kind, seen_at)
);
comment on column public.access_log.seen_at is 'start of the quarter of an hour in which the coach looked';

create trigger only_added before update or delete on public.audit_log
    for each row execute function private.refuse_change();
create trigger never_emptied before truncate on public.audit_log
    for each statement execute function private.refuse_change();
create trigger only_added before update or delete on public.access_log
    for each row execute function private.refuse_change();
create trigger never_emptied before truncate on public.access_log
    for each statement execute function private.refuse_change();

alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;
create policy keeper on public.audit_log to current_user using (true) with check (true);
create policy own_select on public.audit_log for select to authenticated
    using (user_id = (select auth.uid()));
grant select on public.audit_log to authenticated;

alter table public.access_log enable row level security;
alter table public.access_log force row level security;
create policy keeper on public.access_log to current_user using (true) with check (true);
create policy own_select on public.access_log for select to authenticated
    using (user_id = (select auth.uid()));
grant select on public.access_log to authenticated;

-- The events an app reports for the person it serves. Sign-ins are written where they happen.
create function public.note_event(p_event text, p_detail json default '{}') returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if p_event not in ('password_change', 'password_reset', 'export', 'import') then
        raise exception using errcode = '22023', message = 'This event is not one an app reports.';
    end if;
    if (select count(*) from public.audit_log
        where user_id = auth.uid() and created_at > now() - interval '1 day') >= 1000 then
        raise exception using errcode = '54000', message = 'This is enough for one day.';
    end if;
    insert into public.audit_log (user_id, event, detail) values (auth.uid(), p_event, p_detail);
end $$;
grant execute on function public.note_event(text, json) to authenticated;


-- Sign-ins kept across reloads -------------------------------------------------------------------------------

create table public.app_sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    secret_hash text not null unique check (length(secret_hash) = 64),
    sealed text check (length(sealed) <= 4000),
    device text not null default '' check (length(device) <= 120),
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at timestamptz not null
);
comment on column public.app_sessions.secret_hash is 'SHA-256 of the value in the browser''s cookie';
comment on column public.app_sessions.sealed is 'refresh token of Supabase Auth, encrypted by the app';
create index app_sessions_user_id on public.app_sessions (user_id, created_at);

alter table public.app_sessions enable row level security;
alter table public.app_sessions force row level security;
create policy keeper on public.app_sessions to current_user using (true) with check (true);
create policy own_select on public.app_sessions for select to authenticated
    using (user_id = (select auth.uid()));
create policy own_delete on public.app_sessions for delete to authenticated
    using (user_id = (select auth.uid()));
grant select (id, user_id, device, created_at, last_used_at, expires_at) on public.app_sessions to authenticated;
grant delete on public.app_sessions to authenticated;

-- The list a person sees; neither the hash nor the token can be read through it.
create view public.my_sessions with (security_invoker = true) as
    select id, device, created_at, last_used_at, expires_at from public.app_sessions;
grant select, delete on public.my_sessions to authenticated;

create function private.hash_secret(p_secret text) returns text language sql immutable
    set search_path = ''
    return encode(sha256(convert_to(p_secret, 'UTF8')), 'hex');

create function public.open_session(p_secret text, p_device text, p_days int, p_sealed text default null)
    returns uuid language plpgsql security definer
    set search_path = ''
as $$
declare
    new_id uuid;
    places int := (select case when p.is_demo then 500 else 20 end from public.profiles p where p.user_id = auth.uid());
begin
    if length(p_secret) < 32 or p_days not between 1 and 365 then
        raise exception using errcode = '22023', message = 'A session needs a longer secret or another number of days.';
    end if;
    insert into public.app_sessions (user_id, secret_hash, sealed, device, expires_at)
    values (auth.uid(), private.hash_secret(p_secret), p_sealed, left(coalesce(p_device, ''), 120),
            now() + make_interval(days => p_days))
    returning id into new_id;
    -- Twenty are plenty for one person, and the demo people are many; the ones longest unused make room.
    delete from public.app_sessions s
    where s.user_id = auth.uid() and (s.expires_at < now() or s.id in (
        select o.id from public.app_sessions o where o.user_id = auth.uid()
        order by o.last_used_at desc, o.created_at desc offset places));
    insert into public.audit_log (user_id, event, detail)
    values (auth.uid(), 'sign_in', json_build_object('device', left(coalesce(p_device, ''), 120)));
    return new_id;
end $$;
grant execute on function public.open_session(text, text, int, text) to authenticated;

-- Whoever holds the secret of a live sign-in learns whose it is. One call at the top of every rerun.
create function public.session_state(p_secret text) returns json language plpgsql security definer
    set search_path = ''
as $$
declare
    s public.app_sessions;
begin
    select * into s from public.app_sessions
    where secret_hash = private.hash_secret(p_secret) and expires_at > now();
    if not found then
        return null;
    end if;
    if s.last_used_at < now() - interval '5 minutes' then
        update public.app_sessions set last_used_at = now() where id = s.id;
    end if;
    return (
        select json_build_object('id', s.id, 'user_id', s.user_id, 'email', u.email, 'sealed', s.sealed,
                                 'profile', to_json(p))
        from auth.users u join public.profiles p on p.user_id = u.id
        where u.id = s.user_id
    );
end $$;
grant execute on function public.session_state(text) to anon, authenticated;

create function public.close_session(p_secret text) returns void language plpgsql security definer
    set search_path = ''
as $$
declare
    person uuid;
begin
    delete from public.app_sessions where secret_hash = private.hash_secret(p_secret) returning user_id into person;
    if found then
        insert into public.audit_log (user_id, event) values (person, 'sign_out');
    end if;
end $$;
grant execute on function public.close_session(text) to anon, authenticated;

-- Ends every sign-in of the caller but the one named; null ends them all.
create function public.close_sessions(p_keep_secret text default null) returns int
    language plpgsql security definer
    set search_path = ''
as $$
declare
    closed int;
begin
    delete from public.app_sessions
    where user_id = auth.uid() and secret_hash is distinct from private.hash_secret(p_keep_secret);
    get diagnostics closed = row_count;
    if p_keep_secret is null then
        insert into public.audit_log (user_id, event) values (auth.uid(), 'sign_out_everywhere');
    end if;
    return closed;
end $$;
grant execute on function public.close_sessions(text) to authenticated;

-- A refreshed token takes the place of the one it came from, and of no other.
create function public.reseal_session(p_secret text, p_old text, p_new text) returns boolean
    language sql security definer
    set search_path = ''
as $$
    update public.app_sessions set sealed = p_new
    where secret_hash = private.hash_secret(p_secret) and user_id = auth.uid() and sealed = p_old
    returning true
$$;
grant execute on function public.reseal_session(text, text, text) to authenticated;


-- A changed password ends every sign-in but the one it was changed from.
create function private.password_changed(p_id uuid, p_keep_secret text, p_event text) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    delete from public.app_sessions
    where user_id = p_id and secret_hash is distinct from private.hash_secret(p_keep_secret);
    insert into public.audit_log (user_id, event) values (p_id, p_event);
end $$;

-- Sign-in work on this app's own Postgres has a role of its own, which Supabase does not need.
do $$
begin
    if exists (select from pg_roles where rolname = 'wellspring_accounts') then
        grant usage on schema private to wellspring_accounts;
        grant execute on function private.password_changed(uuid, text, text) to wellspring_accounts;
    end if;
end $$;

-- For whoever runs the installation, when somebody has no way to prove who they are but to ask.
create function private.reset_password(p_email text, p_hash text) returns boolean language plpgsql
    set search_path = ''
as $$
declare
    person uuid;
begin
    update auth.users set encrypted_password = p_hash, updated_at = now()
    where email = lower(p_email) and encrypted_password is not null
    returning id into person;
    if person is null then
        return false;
    end if;
    perform private.password_changed(person, null, 'password_reset');
    return true;
end $$;


-- Quotas -----------------------------------------------------------------------------------------------------

create table public.quota_limits (
    feature text not null check (length(feature) <= 40),
    tier text not null check (tier in ('free', 'premium')),
    per_day int check (per_day >= 0),
    primary key (feature, tier)
);
comment on column public.quota_limits.per_day is 'null: no limit';
insert into public.quota_limits (feature, tier, per_day) values
    ('photo_analysis', 'free', 3), ('photo_analysis', 'premium', null),
    ('advice', 'free', 10), ('advice', 'premium', null);

alter table public.quota_limits enable row level security;
alter table public.quota_limits force row level security;
create policy keeper on public.quota_limits to current_user using (true) with check (true);
create policy all_select on public.quota_limits for select to authenticated using (true);
grant select on public.quota_limits to authenticated;

create table public.quota_uses (
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    feature text not null,
    local_date date not null,
    resets_at timestamptz not null,
    used int not null check (used > 0),
    primary key (user_id, feature)
);
comment on column public.quota_uses.resets_at is 'when local_date ends in the time zone it was first counted in';

alter table public.quota_uses enable row level security;
alter table public.quota_uses force row level security;
create policy keeper on public.quota_uses to current_user using (true) with check (true);
create policy own_select on public.quota_uses for select to authenticated
    using (user_id = (select auth.uid()));
grant select on public.quota_uses to authenticated;

-- Takes one use if one is left. A change of time zone opens neither a second yesterday nor tomorrow ahead of time:
-- the count starts anew on a later date only, and only when the day it stands for has ended where it began.
create function public.use_quota(p_feature text) returns json language plpgsql security definer
    set search_path = ''
as $$
declare
    person public.profiles;
    per_day int;
    today date;
    counted public.quota_uses;
    allowed boolean := false;
begin
    select * into person from public.profiles where user_id = auth.uid();
    if not found then
        raise exception using errcode = '42501', message = 'Only a signed-in person has a quota.';
    end if;
    select l.per_day into per_day from public.quota_limits l where l.feature = p_feature and l.tier = person.tier;
    if not found then
        raise exception using errcode = '22023', message = 'There is no quota of this name.';
    end if;
    today := (now() at time zone person.time_zone)::date;
    delete from public.quota_uses q
    where q.user_id = person.user_id and q.feature = p_feature and q.local_date < today and q.resets_at <= now();
    if per_day is distinct from 0 then
        insert into public.quota_uses as q (user_id, feature, local_date, resets_at, used)
        values (person.user_id, p_feature, today, (today + 1)::timestamp at time zone person.time_zone, 1)
        on conflict (user_id, feature) do update set used = q.used + 1
            where per_day is null or q.used < per_day
        returning q.* into counted;
        allowed := found;
    end if;
    if not allowed then
        select * into counted from public.quota_uses q where q.user_id = person.user_id and q.feature = p_feature;
    end if;
    return json_build_object(
        'allowed', allowed,
        'used', case when allowed then counted.used else per_day end,
        'limit', per_day,
        'left', case when allowed then per_day - counted.used else 0 end,
        'resets_at', greatest(
            counted.resets_at, (coalesce(counted.local_date, today) + 1)::timestamp at time zone person.time_zone));
end $$;
grant execute on function public.use_quota(text) to authenticated;


-- Photos -----------------------------------------------------------------------------------------------------

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('meal-photos', 'meal-photos', false, 2097152, array['image/jpeg'])
on conflict (id) do nothing;

create policy meal_photos_select on storage.objects for select to authenticated
    using (bucket_id = 'meal-photos' and (storage.foldername(name))[1] = (select auth.uid())::text);
-- Whoever has deleted their account keeps a live token for a while; the profile says that they are still here.
create policy meal_photos_insert on storage.objects for insert to authenticated
    with check (bucket_id = 'meal-photos' and (storage.foldername(name))[1] = (select auth.uid())::text
                and exists (select from public.profiles p where p.user_id = (select auth.uid())));
create policy meal_photos_update on storage.objects for update to authenticated
    using (bucket_id = 'meal-photos' and (storage.foldername(name))[1] = (select auth.uid())::text)
    with check (bucket_id = 'meal-photos' and (storage.foldername(name))[1] = (select auth.uid())::text);
create policy meal_photos_delete on storage.objects for delete to authenticated
    using (bucket_id = 'meal-photos' and (storage.foldername(name))[1] = (select auth.uid())::text);
