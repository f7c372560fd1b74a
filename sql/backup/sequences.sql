select c.oid::regclass::text
from pg_class c
where c.relkind = 'S' and pg_get_userbyid(c.relowner) = 'wellspring_owner'
order by 1
