-- Accounts on this server: the part of Supabase Auth that the migrations lean on, and what local sign-in needs.
create schema if not exists auth;
grant usage on schema auth to anon, authenticated, wellspring_owner, wellspring_accounts;

create or replace function auth.jwt() returns jsonb language sql stable
    set search_path = ''
    return coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb;

create or replace function auth.uid() returns uuid language sql stable
    set search_path = ''
    return nullif(auth.jwt() ->> 'sub', '')::uuid;

create or replace function auth.role() returns text language sql stable
    set search_path = ''
    return auth.jwt() ->> 'role';

create table if not exists auth.users (
    id uuid primary key default gen_random_uuid(),
    email text not null unique check (email = lower(email) and length(email) between 3 and 254),
    encrypted_password text check (length(encrypted_password) <= 100),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    last_sign_in_at timestamptz
);

create table if not exists auth.reset_codes (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    code_hash text not null,
    expires_at timestamptz not null,
    tries int not null default 0,
    made_at timestamptz not null default now()
);
create index if not exists reset_codes_user_id on auth.reset_codes (user_id);

alter table auth.users enable row level security;
alter table auth.reset_codes enable row level security;

drop policy if exists accounts on auth.users;
create policy accounts on auth.users to wellspring_accounts using (true) with check (true);
drop policy if exists owner on auth.users;
create policy owner on auth.users to wellspring_owner using (true) with check (true);
drop policy if exists accounts on auth.reset_codes;
create policy accounts on auth.reset_codes to wellspring_accounts using (true) with check (true);
drop policy if exists owner on auth.reset_codes;
create policy owner on auth.reset_codes to wellspring_owner using (true) with check (true);

revoke all on auth.users, auth.reset_codes from public, anon, authenticated;
grant select, insert, update, delete on auth.users, auth.reset_codes to wellspring_accounts;
grant select, insert, update, delete, references, trigger on auth.users to wellspring_owner;
grant select, delete on auth.reset_codes to wellspring_owner;

-- A new password, wherever it comes from, ends the code that somebody may have asked for.
create or replace function auth.drop_code() returns trigger language plpgsql
    set search_path = ''
as $$
begin
    delete from auth.reset_codes where user_id = new.id;
    return new;
end $$;

create or replace trigger drop_code after update of encrypted_password on auth.users
    for each row execute function auth.drop_code();

create or replace function auth.account(p_email text) returns json language sql stable
    set search_path = ''
    return (
        select json_build_object('id', u.id, 'email', u.email, 'hash', u.encrypted_password)
        from auth.users u where u.email = p_email
    );

create or replace function auth.create_account(p_email text, p_hash text) returns uuid language sql
    set search_path = ''
as $$
    insert into auth.users (email, encrypted_password) values (p_email, p_hash)
    on conflict (email) do nothing
    returning id
$$;

-- False when the password was changed since the one that let this person in was compared.
create or replace function auth.note_sign_in(p_id uuid, p_hash text) returns boolean language sql
    set search_path = ''
as $$
    update auth.users set last_sign_in_at = now()
    where id = p_id and encrypted_password is not distinct from p_hash
    returning true
$$;

-- The password, the other sign-ins and the line in the log change together or not at all.
create or replace function auth.change_password(p_id uuid, p_old_hash text, p_hash text, p_keep_secret text)
    returns boolean language plpgsql
    set search_path = ''
as $$
begin
    update auth.users set encrypted_password = p_hash, updated_at = now()
    where id = p_id and encrypted_password = p_old_hash;
    if not found then
        return false;
    end if;
    perform private.password_changed(p_id, p_keep_secret, 'password_change');
    return true;
end $$;

-- At most five an hour, whoever asks: an inbox is not to be flooded. Each stays good until it runs out, so nobody
-- can make the owner's code worthless by asking for another.
create or replace function auth.make_reset_code(p_email text, p_code_hash text, p_minutes int) returns boolean
    language plpgsql
    set search_path = ''
as $$
declare
    person uuid;
begin
    select u.id into person from auth.users u
    where u.email = p_email and u.encrypted_password is not null for update;
    delete from auth.reset_codes where user_id = person and made_at < now() - interval '1 hour';
    if person is null or (select count(*) from auth.reset_codes where user_id = person) >= 5 then
        return false;
    end if;
    insert into auth.reset_codes (user_id, code_hash, expires_at)
    values (person, p_code_hash, now() + make_interval(mins => p_minutes));
    return true;
end $$;

-- A hundred tries a code: with 50 bits that helps no guesser, and fewer would let a stranger use them up. The try is
-- counted in the statement that reads the codes, so that parallel guesses all count.
create or replace function auth.reset_password(p_email text, p_code_hash text, p_hash text) returns uuid
    language plpgsql
    set search_path = ''
as $$
declare
    person uuid;
begin
    -- The account first and its codes then, as a change of the password does it, or the two would wait for each other.
    perform from auth.users where email = p_email for no key update;
    with tried as (
        update auth.reset_codes c set tries = c.tries + 1
        from auth.users u
        where u.email = p_email and c.user_id = u.id and c.expires_at > now() and c.tries < 100
        returning c.user_id, c.code_hash
    )
    select t.user_id into person from tried t where t.code_hash = p_code_hash;
    if person is not null then
        -- This also ends the person's codes, by a trigger.
        update auth.users set encrypted_password = p_hash, updated_at = now() where id = person;
        perform private.password_changed(person, '', 'password_reset');
    end if;
    return person;
end $$;

do $$
declare
    f regprocedure;
begin
    for f in select p.oid from pg_proc p where p.pronamespace = 'auth'::regnamespace
    loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to wellspring_accounts, wellspring_owner', f);
    end loop;
    grant execute on function auth.uid(), auth.jwt(), auth.role() to anon, authenticated;
end $$;
