-- Files as rows, shaped as in Supabase Storage, so that the same policies guard both.
create schema if not exists storage;
grant usage on schema storage to anon, authenticated, wellspring_owner;

create table if not exists storage.buckets (
    id text primary key,
    name text not null unique,
    public boolean not null default false,
    file_size_limit bigint,
    allowed_mime_types text[]
);

create table if not exists storage.objects (
    id uuid primary key default gen_random_uuid(),
    bucket_id text not null references storage.buckets (id),
    name text not null check (length(name) between 1 and 300 and name !~ '(^|/)\.{1,2}(/|$)'),
    mime_type text not null,
    content bytea not null,
    created_at timestamptz not null default now(),
    unique (bucket_id, name)
);

alter table storage.buckets enable row level security;
alter table storage.buckets force row level security;
alter table storage.objects enable row level security;
alter table storage.objects force row level security;

create or replace function storage.foldername(name text) returns text[] language sql immutable
    set search_path = ''
    return (string_to_array(name, '/'))[1:cardinality(string_to_array(name, '/')) - 1];

-- Runs as whoever stores a file, who may not read the buckets: hence with the owner's rights.
create or replace function storage.check_limits() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    bucket storage.buckets;
begin
    select * into bucket from storage.buckets b where b.id = new.bucket_id;
    if not found then
        raise exception using errcode = '23503', message = 'There is no such place for files.';
    end if;
    if octet_length(new.content) > bucket.file_size_limit then
        raise exception using errcode = '54000', message = 'The file is larger than this place takes.';
    end if;
    if not new.mime_type = any (coalesce(bucket.allowed_mime_types, array[new.mime_type])) then
        raise exception using errcode = '22023', message = 'This kind of file is not taken here.';
    end if;
    return new;
end $$;

create or replace trigger check_limits before insert or update on storage.objects
    for each row execute function storage.check_limits();

-- An account takes its files along. (On Supabase the app deletes them first: there they lie outside the database.)
create or replace function storage.drop_files() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    delete from storage.objects o where (storage.foldername(o.name))[1] = old.id::text;
    return old;
end $$;

create or replace trigger drop_files after delete on auth.users
    for each row execute function storage.drop_files();

drop policy if exists keeper on storage.buckets;
create policy keeper on storage.buckets to wellspring_owner using (true) with check (true);
drop policy if exists keeper on storage.objects;
create policy keeper on storage.objects to wellspring_owner using (true) with check (true);

revoke all on all tables in schema storage from public, anon, authenticated;
revoke all on all functions in schema storage from public;
grant execute on function storage.foldername(text) to anon, authenticated;
grant select, insert, update, delete on storage.objects to authenticated;

-- Migrations add policies here, which only an owner may do.
grant create on schema storage to wellspring_owner;
alter table storage.buckets owner to wellspring_owner;
alter table storage.objects owner to wellspring_owner;
alter function storage.foldername(text) owner to wellspring_owner;
alter function storage.check_limits() owner to wellspring_owner;
alter function storage.drop_files() owner to wellspring_owner;
revoke create on schema storage from wellspring_owner;
