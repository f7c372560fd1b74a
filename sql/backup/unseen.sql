-- Tables of which a policy would hide rows from whoever asks: a backup without them would look complete.
select t::text
from unnest(%(tables)s::regclass[]) as t
where row_security_active(t) and (
    not exists (
        select from pg_policy p
        where p.polrelid = t and p.polpermissive and p.polcmd in ('*', 'r')
            and pg_get_expr(p.polqual, p.polrelid) = 'true'
            and exists (select from unnest(p.polroles) r where r = 0 or pg_has_role(r, 'usage'))
    )
    or exists (
        select from pg_policy p
        where p.polrelid = t and not p.polpermissive and p.polcmd in ('*', 'r')
    )
)
