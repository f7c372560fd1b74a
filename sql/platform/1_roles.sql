-- The roles that Supabase brings along, for a Postgres of one's own. Run by an administrator, as often as liked.
-- Passwords come in as settings of this connection, so that none stands in a file.
do $$
declare
    name text;
    password text;
begin
    foreach name in array array['wellspring_owner', 'anon', 'authenticated', 'authenticator', 'wellspring_accounts']
    loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I nologin noinherit', name);
        end if;
    end loop;
    -- The owner inherits nothing and bypasses nothing; the two logins of the app may do only what is granted below.
    foreach name in array array['wellspring_owner', 'authenticator', 'wellspring_accounts']
    loop
        password := current_setting('wellspring.password_' || name, true);
        if coalesce(password, '') <> '' then
            execute format('alter role %I login password %L', name, password);
        end if;
    end loop;
    foreach name in array array['authenticator', 'wellspring_accounts']
    loop
        -- A login may change its own settings; whatever it left behind goes.
        execute format('alter role %I reset all', name);
        execute format('alter role %I set statement_timeout = %L', name, '5s');
        execute format('alter role %I set lock_timeout = %L', name, '2s');
        execute format('alter role %I set idle_in_transaction_session_timeout = %L', name, '10s');
    end loop;
    execute format('grant wellspring_owner to %I', current_user);
    execute format('grant connect on database %I to authenticator, wellspring_accounts', current_database());
    execute format('grant create, connect on database %I to wellspring_owner', current_database());
    execute format('revoke connect, temporary on database %I from public', current_database());
end $$;

grant anon, authenticated to authenticator;
do $$
begin
    -- Whoever holds the right by way of the owner cannot give it to the owner once more.
    if not has_schema_privilege('wellspring_owner', 'public', 'create with grant option')
       or not has_schema_privilege('wellspring_owner', 'public', 'usage with grant option') then
        grant usage, create on schema public to wellspring_owner with grant option;
    end if;
end $$;
grant usage on schema public to anon, authenticated;
