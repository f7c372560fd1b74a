-- Tables and functions that only the contract suite uses. They are made in its own database; on a real project
-- they are run once in the SQL editor and taken away again with the last lines of this file.
create table public.contract_things (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    whole int,
    long bigint,
    amount numeric(14, 4),
    ratio double precision,
    name text,
    done boolean,
    day date,
    moment timestamptz,
    clock time,
    reference uuid,
    document jsonb,
    raw json,
    tags text[],
    numbers int[],
    filled text not null default 'by itself',
    score int check (score between 0 and 10),
    code text unique,
    -- Names that a carelessly built query would take for its own.
    t int,
    r int,
    p int,
    w int
);
create index contract_things_user_id on public.contract_things (user_id);

create table public.contract_parts (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    thing_id uuid not null references public.contract_things (id)
);
create index contract_parts_user_id on public.contract_parts (user_id);

create table public.contract_secrets (id int primary key, text text);

alter table public.contract_things enable row level security;
alter table public.contract_things force row level security;
create policy own on public.contract_things to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
grant select, insert, update, delete on public.contract_things to authenticated;

alter table public.contract_parts enable row level security;
alter table public.contract_parts force row level security;
create policy own on public.contract_parts to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
grant select, insert, update, delete on public.contract_parts to authenticated;

alter table public.contract_secrets enable row level security;
alter table public.contract_secrets force row level security;

create view public.contract_names with (security_invoker = true) as
    select id, name from public.contract_things;
grant select on public.contract_names to authenticated;

create function public.contract_nothing(p_number int default 0) returns void language sql
    as 'select null::void';
create function public.contract_sum(p_a int, p_b int default 10) returns int language sql
    as 'select p_a + p_b';
create function public.contract_text(p_text text) returns text language sql
    as 'select p_text';
create function public.contract_json(p_value json) returns json language sql
    as 'select p_value';
create function public.contract_jsonb(p_value jsonb) returns jsonb language sql
    as 'select p_value';
create function public.contract_words(p_words text[]) returns text[] language sql
    as 'select array_append(p_words, ''end'')';
create function public.contract_is_null(p_value text) returns boolean language sql
    as 'select p_value is null';
create function public.contract_numbers(p_count int) returns setof int language sql
    as 'select * from generate_series(1, p_count)';
create function public.contract_rows(p_count int) returns table (n int, label text) language sql
    as 'select g, ''row '' || g from generate_series(1, p_count) g';
create function public.contract_one_column(p_count int) returns table (n int) language sql
    as 'select * from generate_series(1, p_count)';
create function public.contract_named(p_a int, out doubled int) language sql
    as 'select p_a * 2';
create function public.contract_first(out doubled int, p_a int, out tripled int) language sql
    as 'select p_a * 2, p_a * 3';
create function public.contract_add(p_name text) returns public.contract_things language sql
    as 'insert into public.contract_things (name) values (p_name) returning *';
create function public.contract_no_thing() returns public.contract_parts language sql
    as 'select * from public.contract_parts where false';
create function public.contract_mine() returns setof public.contract_things language sql
    as 'select * from public.contract_things order by name';
create function public.contract_who() returns json language sql
    as 'select json_build_object(''role'', current_user, ''person'', auth.uid())';
create function public.contract_raise(p_code text) returns void language plpgsql
    as 'begin raise exception using errcode = p_code, message = ''as asked''; end';
create function public.contract_sleep(p_seconds double precision) returns void language sql
    as 'select pg_sleep(p_seconds)';
create function public.contract_add_and_fail(p_name text) returns void language plpgsql
    as 'begin insert into public.contract_things (name) values (p_name); raise exception ''after all''; end';
create function public.contract_not_granted() returns int language sql
    as 'select 1';

grant execute on function
    public.contract_nothing(int), public.contract_sum(int, int), public.contract_text(text),
    public.contract_json(json), public.contract_jsonb(jsonb), public.contract_words(text[]),
    public.contract_is_null(text), public.contract_numbers(int), public.contract_rows(int),
    public.contract_one_column(int), public.contract_named(int), public.contract_first(int),
    public.contract_add(text), public.contract_no_thing(), public.contract_mine(),
    public.contract_raise(text), public.contract_sleep(double precision), public.contract_add_and_fail(text)
    to authenticated;
grant execute on function public.contract_who() to anon, authenticated;

-- To take everything away again:
-- drop table public.contract_parts, public.contract_secrets cascade;
-- drop table public.contract_things cascade;
-- select format('drop function %s;', oid::regprocedure) from pg_proc where proname like 'contract\_%';
