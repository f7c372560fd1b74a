-- Every table of this installation with the columns that hold something of their own, whoever added it and when.
select c.oid::regclass::text, array_agg(quote_ident(a.attname) order by a.attnum)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where c.relkind = 'r' and (pg_get_userbyid(c.relowner) = 'wellspring_owner' or n.nspname = 'auth')
group by c.oid
order by 1
