-- What must not get in the way while rows are brought back, each with the statement that puts it back as it was:
-- triggers that would add rows of their own or refuse them, the order in which tables refer to each other, and
-- policies, under which Postgres takes no rows by COPY.
select 'alter table ' || t.tgrelid::regclass || ' disable trigger ' || quote_ident(t.tgname),
       'alter table ' || t.tgrelid::regclass
       || case t.tgenabled when 'A' then ' enable always' when 'R' then ' enable replica' else ' enable' end
       || ' trigger ' || quote_ident(t.tgname)
from pg_trigger t
where t.tgrelid = any (%(tables)s::regclass[]) and not t.tgisinternal and t.tgenabled <> 'D'
union all
select 'alter table ' || c.conrelid::regclass || ' alter constraint ' || quote_ident(c.conname)
       || ' deferrable initially deferred',
       'alter table ' || c.conrelid::regclass || ' alter constraint ' || quote_ident(c.conname)
       || case when c.condeferred then ' deferrable initially deferred'
               when c.condeferrable then ' deferrable initially immediate'
               else ' not deferrable' end
from pg_constraint c
where c.conrelid = any (%(tables)s::regclass[]) and c.contype = 'f'
union all
select 'alter table ' || c.oid::regclass || ' no force row level security',
       'alter table ' || c.oid::regclass || ' force row level security'
from pg_class c
where c.oid = any (%(tables)s::regclass[]) and c.relforcerowsecurity
