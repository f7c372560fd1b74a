-- Coaching: who lets whom see what. A coach has no policy on anything a client logs; all they read comes out of the
-- functions below, which look at the consent first, write down that they looked, and only then answer.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 8;

alter table public.profiles
    add column is_coach boolean not null default false,
    add column alerts_a_week int not null default 5 check (alerts_a_week between 1 and 50),
    add column care_until date;
comment on column public.profiles.alerts_a_week is 'how many clients a coach wants to be pointed to in a week';
comment on column public.profiles.care_until is 'a coach hides calories and weight for both of them up to this day; kept by private.note_sharing';
grant update (is_coach, alerts_a_week) on public.profiles to authenticated;


-- Consent ---------------------------------------------------------------------------------------------------------------

-- What was agreed to, word for word; a later wording is a new row.
create table public.consent_wordings (
    version int primary key,
    wording text not null check (length(wording) between 1 and 4000)
);
select private.shared('public.consent_wordings');
insert into public.consent_wordings (version, wording) values (1,
    'I let this coach read the kinds of entries that I ticked, from the first day I chose, up to the last day I chose. '
    'They can read them and change nothing. Every time they look, it is written down where I can see it. I can change, '
    'pause or end this at any moment, and it holds from their next click on. What they have read by then they have read.');

create table public.consents (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    coach_id uuid not null references auth.users (id) on delete cascade,
    kinds text[] not null check (
        kinds <@ array['meal', 'photos', 'water', 'gym', 'mood', 'sleep', 'body', 'score', 'notes']
        and cardinality(kinds) between 1 and 9),
    since date not null check (since between date '1900-01-01' and date '2200-01-01'),
    ends_on date not null check (ends_on between date '1900-01-01' and date '2200-01-01'),
    state text not null default 'live' check (state in ('live', 'paused', 'revoked')),
    wording int not null references public.consent_wordings (version),
    hide_numbers boolean not null default false,
    agreed_at timestamptz not null default now(),
    together_since timestamptz not null default '-infinity',
    changed_at timestamptz not null default now(),
    check (user_id <> coach_id),
    unique (user_id, coach_id)
);
comment on column public.consents.since is 'the first day of the diary that may be read';
comment on column public.consents.ends_on is 'the last day on which anything may be read';
comment on column public.consents.hide_numbers is 'calories and weight are hidden from both; the coach may set it';
comment on column public.consents.together_since is 'what they wrote to each other before that, ahead of an end, is not told to the coach';
create index consents_coach_id on public.consents (coach_id);
alter table public.consents enable row level security;
alter table public.consents force row level security;
create policy keeper on public.consents to current_user using (true) with check (true);
create policy own_select on public.consents for select to authenticated using (user_id = (select auth.uid()));
grant select on public.consents to authenticated;

-- What a coach asks each week: a few, and short.
create domain public.short_questions as text[] check (
    cardinality(value) = 0
    or (cardinality(value) <= 5 and array_ndims(value) = 1
        and array_to_string(value, '', '') !~ E'[\x01-\x1f]'
        and array_to_string(value, E'\x1f', '') ~ E'^[^\x1f]{1,200}(\x1f[^\x1f]{1,200})*$'));

-- What a coach keeps about their work with a client. It comes with the first consent and goes with either account.
create table public.coached (
    user_id uuid not null references auth.users (id) on delete cascade,
    client_id uuid not null references auth.users (id) on delete cascade,
    label text not null default '' check (length(label) <= 40),
    status text not null default 'active' check (status in ('active', 'paused', 'injured', 'sick', 'holiday')),
    status_until date check (status_until between date '1900-01-01' and date '2200-01-01'),
    quiet_since date check (quiet_since between date '1900-01-01' and date '2200-01-01'),
    quiet_until date check (quiet_until between date '1900-01-01' and date '2200-01-01'),
    check_in_weekday int not null default 1 check (check_in_weekday between 1 and 7),
    questions public.short_questions not null default
        array['What went well this week?', 'What was hard?', 'What do you want to try next week?'],
    created_at timestamptz not null default now(),
    primary key (user_id, client_id)
);
comment on column public.coached.user_id is 'the coach';
comment on column public.coached.quiet_until is 'looked at: this client is in no alert before that day';
create index coached_client_id on public.coached (client_id);
alter table public.coached enable row level security;
alter table public.coached force row level security;
create policy keeper on public.coached to current_user using (true) with check (true);
create policy own_select on public.coached for select to authenticated using (user_id = (select auth.uid()));
create policy own_update on public.coached for update to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
grant select on public.coached to authenticated;
grant update (label, status, status_until, quiet_since, quiet_until, check_in_weekday, questions)
    on public.coached to authenticated;

-- For the coach alone, also from the client, and kept as long as both have an account.
create table public.coach_notes (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    client_id uuid not null,
    text text not null check (length(text) between 1 and 4000),
    client_key uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, client_key),
    foreign key (user_id, client_id) references public.coached (user_id, client_id) on delete cascade
);
comment on column public.coach_notes.user_id is 'the coach';
create index coach_notes_client on public.coach_notes (user_id, client_id, created_at desc);
create trigger touch before update on public.coach_notes for each row execute function private.touch();
select private.own('public.coach_notes');

create function private.check_note() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    perform private.refuse_strangers(new.user_id);
    if (select count(*) from public.coach_notes n where n.user_id = new.user_id and n.client_id = new.client_id) >= 1000 then
        raise exception using errcode = '54000', message = 'These are as many notes on a client as there can be.';
    end if;
    return new;
end $$;
create trigger check_note before insert on public.coach_notes for each row execute function private.check_note();

-- What others read as somebody's name: it stays in its line, and turns nothing around.
create function private.shown_name(p_user uuid) returns text language sql stable
    set search_path = ''
as $$
    select left(regexp_replace(coalesce(p.name, u.email), '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]', ' ', 'g'), 80)
    from auth.users u join public.profiles p on p.user_id = u.id where u.id = p_user
$$;

create function private.today_of(p_user uuid) returns date language sql stable
    set search_path = ''
as $$
    select (now() at time zone p.time_zone)::date from public.profiles p where p.user_id = p_user
$$;

-- Every change of a consent is evidence, for the client to read and nobody to change. Pausing and ending are never too many.
create function private.note_sharing() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    if tg_op = 'DELETE' then
        -- The coach's account went: the name is the one that was written down.
        insert into public.audit_log (user_id, event, detail)
        select old.user_id, 'consent', jsonb_build_object(
            'coach', old.coach_id, 'coach_name', (
                select l.detail -> 'coach_name' from public.audit_log l
                where l.user_id = old.user_id and l.event = 'consent' and l.detail ->> 'coach' = old.coach_id::text
                order by l.created_at desc limit 1),
            'kinds', old.kinds, 'since', old.since, 'ends_on', old.ends_on, 'state', 'revoked', 'wording', old.wording,
            'hide_numbers', old.hide_numbers)
        from auth.users u where u.id = old.user_id and old.state <> 'revoked';
    else
        if not (tg_op = 'UPDATE' and new.state <> old.state and new.state <> 'live') and (
            select count(*) from public.audit_log
            where user_id = new.user_id and created_at > now() - interval '1 day') >= 1000 then
            raise exception using errcode = '54000', message = 'This is enough for one day.';
        end if;
        insert into public.audit_log (user_id, event, detail) values (new.user_id, 'consent', jsonb_build_object(
            'coach', new.coach_id, 'coach_name', private.shown_name(new.coach_id), 'kinds', new.kinds,
            'since', new.since, 'ends_on', new.ends_on, 'state', new.state, 'wording', new.wording,
            'hide_numbers', new.hide_numbers));
    end if;
    update public.profiles p set care_until = (
        select max(c.ends_on) from public.consents c
        where c.user_id = p.user_id and c.hide_numbers and c.state <> 'revoked')
    where p.user_id = coalesce(new.user_id, old.user_id);
    return null;
end $$;
create trigger note_sharing after insert or update or delete on public.consents
    for each row execute function private.note_sharing();

-- Who may agree to what, and until when.
create function private.check_consent(p_kinds text[], p_since date, p_ends_on date) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    today date := private.today_of(auth.uid());
begin
    if today is null then
        raise exception using errcode = '42501', message = 'Only a signed-in person can share.';
    end if;
    if p_ends_on is null or p_ends_on not between today and today + 731 then
        raise exception using errcode = 'WC002', message = 'The last day is one from today on, at most two years ahead.';
    end if;
    if p_since is null or p_since > p_ends_on then
        raise exception using errcode = 'WC003', message = 'The first day comes before the last one.';
    end if;
    if p_kinds is null or cardinality(p_kinds) = 0 or array_position(p_kinds, null) is not null then
        raise exception using errcode = 'WC004', message = 'Choose at least one kind to share.';
    end if;
end $$;

create function public.change_consent(p_coach uuid, p_kinds text[], p_since date, p_ends_on date) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    perform private.check_consent(p_kinds, p_since, p_ends_on);
    update public.consents c set kinds = array(select distinct k from unnest(p_kinds) k order by k),
        since = p_since, ends_on = p_ends_on, changed_at = now()
    where c.user_id = auth.uid() and c.coach_id = p_coach and c.state <> 'revoked';
    if not found then
        raise exception using errcode = 'WC001', message = 'Nothing is shared with this coach.';
    end if;
end $$;
grant execute on function public.change_consent(uuid, text[], date, date) to authenticated;

-- Pausing, going on, and ending for good: after that only a new invitation shares anything again.
create function public.set_sharing(p_coach uuid, p_state text) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if p_state not in ('live', 'paused', 'revoked') or p_state is null then
        raise exception using errcode = '22023', message = 'Sharing goes on, pauses or ends.';
    end if;
    update public.consents c set state = p_state, changed_at = now()
    where c.user_id = auth.uid() and c.coach_id = p_coach and c.state <> 'revoked' and c.state <> p_state;
    if not found and not exists (select from public.consents c
                                 where c.user_id = auth.uid() and c.coach_id = p_coach and c.state = p_state) then
        raise exception using errcode = 'WC001', message = 'Nothing is shared with this coach.';
    end if;
end $$;
grant execute on function public.set_sharing(uuid, text) to authenticated;


-- Invitations -------------------------------------------------------------------------------------------------------------

create table public.coach_invites (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    email text check (length(email) between 3 and 320),
    code_hash text unique check (length(code_hash) = 64),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    check ((email is null) <> (code_hash is null))
);
comment on column public.coach_invites.user_id is 'the coach';
comment on column public.coach_invites.code_hash is 'SHA-256 of a code that was shown once';
create index coach_invites_user_id on public.coach_invites (user_id, created_at desc);
create index coach_invites_email on public.coach_invites (email) where used_at is null;
alter table public.coach_invites enable row level security;
alter table public.coach_invites force row level security;
create policy keeper on public.coach_invites to current_user using (true) with check (true);
create policy own_select on public.coach_invites for select to authenticated using (user_id = (select auth.uid()));
create policy own_delete on public.coach_invites for delete to authenticated using (user_id = (select auth.uid()));
grant select, delete on public.coach_invites to authenticated;

insert into public.quota_limits (feature, tier, per_day) values
    ('invitations', 'free', 60), ('invitations', 'premium', 300), ('invite_codes', 'free', 40), ('invite_codes', 'premium', 40);

create function private.plain_code(p_code text) returns text language sql immutable
    set search_path = ''
    return upper(regexp_replace(left(p_code, 200), '[^0-9A-Za-z]', '', 'g'));

-- Ten letters and digits that are not mistaken for each other.
create function private.new_code() returns text language sql volatile
    set search_path = ''
as $$
    select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + get_byte(b.bytes, place) % 32, 1), '' order by place)
    -- The seventh and the ninth byte of such an id are not random.
    from (select uuid_send(gen_random_uuid()) as bytes offset 0) b, unnest(array[0, 1, 2, 3, 4, 5, 9, 10, 11, 12]) place
$$;

-- By e-mail address, or else by a code that is told once. Nothing is said about whether the address has an account.
create function public.invite_client(p_email text default null) returns jsonb language plpgsql security definer
    set search_path = ''
as $$
declare
    v_email text := nullif(lower(trim(p_email)), '');
    v_code text := case when v_email is null then private.new_code() end;
    v_invite public.coach_invites;
begin
    if not exists (select from public.profiles p where p.user_id = auth.uid() and p.is_coach) then
        raise exception using errcode = 'WC005', message = 'Only a coach invites.';
    end if;
    if v_email is not null and (length(v_email) not between 3 and 320 or v_email !~ '^[^@\s]+@[^@\s]+$') then
        raise exception using errcode = 'WC006', message = 'This is no e-mail address.';
    end if;
    if not (public.use_quota('invitations') ->> 'allowed')::boolean then
        raise exception using errcode = 'WC007', message = 'These are enough invitations for one day.';
    end if;
    delete from public.coach_invites i where i.user_id = auth.uid()
        and (i.expires_at < now() - interval '30 days' or (v_email is not null and i.email = v_email and i.used_at is null));
    insert into public.coach_invites (user_id, email, code_hash, expires_at)
    values (auth.uid(), v_email, case when v_code is not null then private.hash_secret(v_code) end,
            now() + case when v_email is null then interval '7 days' else interval '30 days' end)
    returning * into v_invite;
    return jsonb_build_object('id', v_invite.id, 'email', v_email, 'expires_at', v_invite.expires_at,
                              'code', substr(v_code, 1, 5) || '-' || substr(v_code, 6));
end $$;
grant execute on function public.invite_client(text) to authenticated;

-- The live invitation that the caller may take: one to their address, or the one of a code they know.
create function private.invite_for(p_invite uuid, p_code text) returns public.coach_invites language plpgsql
    set search_path = ''
as $$
declare
    v_invite public.coach_invites;
begin
    if p_code is not null then
        if not (public.use_quota('invite_codes') ->> 'allowed')::boolean then
            raise exception using errcode = 'WC008', message = 'Too many codes were tried today.';
        end if;
        select * into v_invite from public.coach_invites i
        where i.code_hash = private.hash_secret(private.plain_code(p_code)) for update;
    else
        select i.* into v_invite from public.coach_invites i join auth.users u on u.email = i.email
        where i.id = p_invite and u.id = auth.uid() for update of i;
    end if;
    if v_invite.id is null or v_invite.used_at is not null or v_invite.expires_at <= now()
       or v_invite.user_id = auth.uid()
       or not exists (select from public.profiles c join public.profiles me on me.user_id = auth.uid()
                      where c.user_id = v_invite.user_id and c.is_coach
                          -- Everybody is the demo coach: nobody shares with them by accident.
                          and c.is_demo = me.is_demo) then
        return null;
    end if;
    return v_invite;
end $$;

-- Who invites, before anything is agreed to; null where the code opens nothing.
create function public.see_invite(p_code text) returns jsonb language plpgsql security definer
    set search_path = ''
as $$
declare
    v_invite public.coach_invites := private.invite_for(null, p_code);
begin
    if v_invite.id is null then
        return null;
    end if;
    return jsonb_build_object('coach_id', v_invite.user_id, 'coach_name', private.shown_name(v_invite.user_id),
                              'expires_at', v_invite.expires_at);
end $$;
grant execute on function public.see_invite(text) to authenticated;

-- By the id of an invitation to the caller's address, or by a code. Used once; a consent that there is is replaced. Null where
-- there is no such invitation, or none any more.
create function public.accept_invite(
    p_invite uuid, p_code text, p_kinds text[], p_since date, p_ends_on date, p_wording int) returns uuid
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_invite public.coach_invites;
begin
    perform private.check_consent(p_kinds, p_since, p_ends_on);
    if p_wording is distinct from (select max(w.version) from public.consent_wordings w) then
        raise exception using errcode = 'WC009', message = 'The words have changed. Read them again.';
    end if;
    v_invite := private.invite_for(p_invite, p_code);
    -- No error, which would undo the count of the codes that were tried.
    if v_invite.id is null then
        return null;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('coach' || v_invite.user_id, 0));
    if (select count(*) from public.consents c where c.coach_id = v_invite.user_id and c.state <> 'revoked') >= 500 then
        raise exception using errcode = '54000', message = 'This coach has as many clients as there can be.';
    end if;
    update public.coach_invites i set used_at = now() where i.id = v_invite.id;
    insert into public.consents as c (user_id, coach_id, kinds, since, ends_on, wording)
    values (auth.uid(), v_invite.user_id, array(select distinct k from unnest(p_kinds) k order by k),
            p_since, p_ends_on, p_wording)
    on conflict (user_id, coach_id) do update
        set kinds = excluded.kinds, since = excluded.since, ends_on = excluded.ends_on, state = 'live',
            wording = excluded.wording, agreed_at = now(), changed_at = now(),
            -- A switch from before the end holds no longer; one of a consent that goes on does.
            hide_numbers = c.hide_numbers and c.state <> 'revoked',
            together_since = case when c.state = 'revoked' then now() else c.together_since end;
    insert into public.coached (user_id, client_id) values (v_invite.user_id, auth.uid()) on conflict do nothing;
    return v_invite.user_id;
end $$;
grant execute on function public.accept_invite(uuid, text, text[], date, date, int) to authenticated;

create function public.decline_invite(p_invite uuid) returns void language sql security definer
    set search_path = ''
as $$
    delete from public.coach_invites i using auth.users u
    where i.id = p_invite and i.used_at is null and u.id = auth.uid() and u.email = i.email
$$;
grant execute on function public.decline_invite(uuid) to authenticated;

-- A coach lets go of a client: nothing is shared any more, and what the coach kept about them goes. What they wrote to each
-- other stays with the client.
create function public.let_go(p_client uuid) returns void language plpgsql security definer
    set search_path = ''
as $$
begin
    update public.consents c set state = 'revoked', changed_at = now()
    where c.coach_id = auth.uid() and c.user_id = p_client and c.state <> 'revoked';
    delete from public.coached k where k.user_id = auth.uid() and k.client_id = p_client;
end $$;
grant execute on function public.let_go(uuid) to authenticated;


-- Reading -----------------------------------------------------------------------------------------------------------------

-- The consent by which the caller may read at this moment, or null. Whoever reads takes kinds and first day from one look
-- at it: between two looks it may become another.
create function private.live_consent(p_client uuid) returns public.consents language sql stable
    set search_path = ''
as $$
    select c from public.consents c join public.profiles me on me.user_id = c.coach_id
    where c.user_id = p_client and c.coach_id = auth.uid() and me.is_coach
        and c.state = 'live' and c.ends_on >= private.today_of(c.user_id)
$$;

-- Which of a client's kinds the caller may read at this moment; empty where none.
create function private.shared_with_me(p_client uuid) returns text[] language sql stable
    set search_path = ''
as $$
    select coalesce((private.live_consent(p_client)).kinds, '{}')
$$;

create function private.log_access(p_client uuid, p_kinds text[]) returns void language sql
    set search_path = ''
as $$
    insert into public.access_log (user_id, coach_id, coach_name, kind, seen_at)
    select p_client, auth.uid(), private.shown_name(auth.uid()), k,
           date_bin('15 minutes', now(), timestamptz '2000-01-01')
    from unnest(p_kinds) k on conflict do nothing
$$;

-- The consent for one kind; without it an error that is the same whoever the client is, or whether there is one.
create function private.require_shared(p_client uuid, p_kind text) returns public.consents language plpgsql
    set search_path = ''
as $$
declare
    v_consent public.consents := private.live_consent(p_client);
begin
    if (p_kind = any (v_consent.kinds)) is not true then
        raise exception using errcode = 'WC001', message = 'This is not shared with you.';
    end if;
    return v_consent;
end $$;

create function private.hides_numbers(p_client uuid) returns boolean language sql stable
    set search_path = ''
as $$
    select p.hide_numbers or coalesce(p.care_until >= (now() at time zone p.time_zone)::date, false)
    from public.profiles p where p.user_id = p_client
$$;

-- Whether a metric may be read with these kinds. Where numbers are hidden, nothing is told of food, as energy follows from
-- what it is made of. The energy of a training follows from the body weight and is told to nobody but its owner.
create function private.may_read(p_metric public.metrics, p_kinds text[], p_hide boolean) returns boolean
    language sql immutable
    set search_path = ''
as $$
    select p_metric.kind = any (p_kinds) and not (p_hide and (p_metric.hidden or p_metric.kind = 'meal'))
        and p_metric.id <> 'training_energy'
$$;

-- The metrics that may be read, of those that are asked for.
create function private.metrics_of(p_metrics text[], p_kinds text[], p_hide boolean) returns text[] language sql stable
    set search_path = ''
as $$
    select coalesce(array_agg(x.id order by x.position), '{}') from public.metrics x
    where x.id = any (p_metrics) and private.may_read(x, p_kinds, p_hide)
$$;

-- Whose goals may be read: one for protein may have been worked out from the weight.
create function private.tells_goal(p_metric public.metrics, p_kinds text[], p_hide boolean) returns boolean
    language sql immutable
    set search_path = ''
as $$
    select private.may_read(p_metric, p_kinds, p_hide)
        and (p_metric.id <> 'protein' or ('body' = any (p_kinds) and not p_hide))
$$;

-- The daily figures as of 0006, of whoever is named: called by a person they are their own or nothing, since the policies
-- hold. With p_since no earlier day is in them and no goal that ended before, with p_logged no day that has none of these,
-- with p_no_goals no goal for one of these.
create function public.series_of(
    p_user uuid, p_metrics text[], p_from date, p_to date, p_since date default '-infinity', p_logged text[] default null,
    p_no_goals text[] default '{}')
    returns json
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_since date := greatest(p_from, p_since);
    v_known text[];
    v_figures json;
    v_days json;
    v_goals json;
    v_notes json;
    v_tags json;
    v_told json;
begin
    if cardinality(p_metrics) > 60 or (p_to - p_from between 0 and 40000) is not true then
        raise exception using errcode = '54000', message = 'This is more than is read at once.';
    end if;
    v_known := array(select distinct m from unnest(p_metrics) m
                     where m = 'late_caffeine' or exists (select from public.metrics x where x.id = m));
    execute format(
        -- Lists of numbers as text: json_agg takes twice as long.
        'select coalesce(json_agg(day), ''[]''), (''{'' || concat_ws('','', %s) || ''}'')::json from (
            select f.local_date - $2 as day, f.figures from public.daily_figures f
            where f.user_id = $1 and f.local_date between $4 and $3 and ($5 is null or f.figures ?| $5)
            order by f.local_date) days',
        coalesce((
            select string_agg(format('%L || string_agg(coalesce(figures ->> %L, ''null''), '','') || '']''',
                                     to_json(m) || ':[', m), ', ') from unnest(v_known) m), 'null'))
    into v_days, v_figures using p_user, p_from, p_to, v_since, p_logged;
    if 'goals' = any (p_metrics) then
        v_goals := (
            select coalesce(json_agg(json_build_object(
                'metric', g.metric, 'low', g.low, 'high', g.high, 'starts_on', greatest(g.starts_on, p_since))
                order by g.starts_on), '[]')
            from public.goals g where g.user_id = p_user and g.metric = any (p_metrics) and g.metric <> all (p_no_goals) and g.starts_on <= p_to
                and not exists (select from public.goals n where n.user_id = g.user_id and n.metric = g.metric
                                    and n.starts_on > g.starts_on and n.starts_on <= p_since));
    end if;
    if 'notes' = any (p_metrics) then
        v_notes := (
            select coalesce(json_agg(json_build_array(day, note) order by day), '[]') from (
                select m.local_date - p_from as day, m.note from public.moods m
                where m.user_id = p_user and m.note is not null and m.local_date between v_since and p_to
                order by m.local_date desc, m.logged_at desc limit 200) n);
    end if;
    if 'tags' = any (p_metrics) then
        v_tags := (
            select coalesce(json_object_agg(tag, days), '{}') from (
                select tag, json_agg(distinct m.local_date - p_from) days
                from public.moods m, unnest(m.tags) tag
                where m.user_id = p_user and m.local_date between v_since and p_to
                group by tag order by count(*) desc, tag limit 40) t);
        v_told := (select coalesce(json_agg(distinct m.local_date - p_from), '[]') from public.moods m
                   where m.user_id = p_user and m.local_date between v_since and p_to);
    end if;
    return json_build_object(
        'days', v_days, 'series', v_figures, 'goals', v_goals, 'notes', v_notes, 'tags', v_tags, 'told', v_told,
        'at_least', (
            select coalesce(json_object_agg(metric, days), '{}') from (
                select u.metric, json_agg(f.local_date - p_from order by f.local_date) days
                from public.daily_figures f, jsonb_object_keys(f.unknown) u(metric)
                where f.user_id = p_user and f.local_date between v_since and p_to and f.unknown <> '{}'
                    and u.metric = any (p_metrics) group by u.metric) known),
        'version', (select v.version from public.diary_versions v where v.user_id = p_user),
        'complete', (
            select coalesce(json_agg(c.local_date - p_from order by c.local_date), '[]') from public.complete_days c
            where c.user_id = p_user and c.local_date between v_since and p_to));
end $$;
grant execute on function public.series_of(uuid, text[], date, date, date, text[], text[]) to authenticated;

create or replace function public.daily_series(p_metrics text[], p_from date, p_to date) returns json
    language sql stable
    set search_path = ''
as $$
    select public.series_of(auth.uid(), p_metrics, p_from, p_to)
$$;

-- As daily_series, of a client: the metrics of the kinds that are shared, from the day on that was chosen. "shared" says
-- which kinds these are; "score" is answered as the totals that were kept, "notes" and "tags" as they are shared.
create function public.client_series(p_client uuid, p_metrics text[], p_from date, p_to date) returns jsonb
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_consent public.consents := private.live_consent(p_client);
    v_kinds text[] := coalesce(v_consent.kinds, '{}');
    v_since date := v_consent.since;
    v_hide boolean := private.hides_numbers(p_client);
    v_metrics text[] := private.metrics_of(p_metrics, v_kinds, v_hide);
    v_read text[];
    v_scores jsonb;
begin
    -- Which of the kinds shared are answered with.
    v_read := array(
        select distinct x.kind from public.metrics x where x.id = any (v_metrics)
        union select 'score' where 'score' = any (p_metrics) and 'score' = any (v_kinds)
        union select unnest(array['mood', 'notes']) where 'notes' = any (p_metrics) and v_kinds @> array['mood', 'notes']
        union select 'mood' where 'tags' = any (p_metrics) and 'mood' = any (v_kinds));
    if cardinality(v_read) = 0 then
        raise exception using errcode = 'WC001', message = 'This is not shared with you.';
    end if;
    if 'score' = any (v_read) then
        v_scores := (
            select coalesce(jsonb_agg(jsonb_build_array(s.local_date - p_from, s.total) order by s.local_date), '[]')
            from public.daily_scores s
            where s.user_id = p_client and s.total is not null and s.local_date between greatest(p_from, v_since) and p_to);
    end if;
    perform private.log_access(p_client, v_read);
    return public.series_of(
        p_client, v_metrics || array(
            select w from unnest(array['goals', 'notes', 'tags']) w
            where w = any (p_metrics) and (w = 'goals' or ('mood' = any (v_read) and (w = 'tags' or 'notes' = any (v_read))))),
        p_from, p_to, v_since, array(select x.id from public.metrics x where x.kind = any (v_read)),
        array(select x.id from public.metrics x where x.id = any (v_metrics) and not private.tells_goal(x, v_kinds, v_hide))
        )::jsonb - 'version'
        || case when v_read && array['meal', 'water'] then '{}' else jsonb_build_object('complete', jsonb_build_array()) end
        || jsonb_build_object('scores', v_scores, 'shared', to_jsonb(v_kinds), 'since', v_since, 'hide_numbers', v_hide);
end $$;
grant execute on function public.client_series(uuid, text[], date, date) to authenticated;

-- An entry as a coach sees it: nothing of how it was kept, and no note and no number that is not theirs to see.
create function private.entry_for_coach(p_kind text, p_entry jsonb, p_notes boolean, p_hide boolean) returns jsonb
    language sql immutable
    set search_path = ''
as $$
    select p_entry - array['client_key', 'source', 'external_id', 'import_id', 'user_id', 'words', 'updated_at', 'created_at',
                            'made_by', 'named_by', 'net_kcal']
        - case when p_notes then '{}'::text[] else array['note'] end
        - case when p_hide and p_kind in ('meal', 'water') then array[
            'kcal', 'kcal_unknown', 'kcal_low', 'kcal_high', 'protein_g', 'carbs_g', 'fat_g', 'fibre_g', 'sugar_g',
            'satfat_g', 'sodium_mg', 'potassium_mg', 'calcium_mg', 'iron_mg', 'grams']
          else '{}'::text[] end
$$;

-- The entries of one kind, the newest first. Meals bring their foods along, and small pictures where photos are shared.
create function public.client_entries(
    p_client uuid, p_kind text, p_from date, p_to date, p_limit int default 50, p_offset int default 0) returns jsonb
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_consent public.consents := private.require_shared(p_client, p_kind);
    v_kinds text[] := v_consent.kinds;
    v_hide boolean := private.hides_numbers(p_client);
    v_notes boolean := 'notes' = any (v_kinds);
    v_photos boolean := p_kind = 'meal' and 'photos' = any (v_kinds) and p_limit <= 100;
    v_table text := case p_kind when 'meal' then 'meals' when 'water' then 'drinks' when 'gym' then 'workouts'
                                when 'mood' then 'moods' when 'sleep' then 'sleeps' when 'body' then 'measurements' end;
    v_found jsonb;
begin
    if v_table is null then
        raise exception using errcode = '22023', message = 'There is no such kind of entry.';
    end if;
    execute format(
        'select coalesce(jsonb_agg(private.entry_for_coach($1, to_jsonb(t), $2, $3) || %s
                                   order by t.local_date desc, t.logged_at desc, t.id), ''[]'')
        from (select * from public.%I e
              where e.user_id = $4 and e.local_date between greatest($5, $6) and $7 and %s
              order by e.local_date desc, e.logged_at desc, e.id limit $8 offset $9) t',
        case p_kind
            when 'meal' then 'jsonb_build_object(''items'', (
                select coalesce(jsonb_agg(private.entry_for_coach(''meal'', to_jsonb(i), false, $3)
                                          - array[''meal_id'', ''food_id'', ''created_at''] order by i.position), ''[]'')
                from public.meal_items i where i.meal_id = t.id))'
                || case when v_photos then ' || jsonb_build_object(''photos'', (
                select coalesce(jsonb_agg(p.thumbnail order by p.position), ''[]'') from public.meal_photos p
                where p.meal_id = t.id and p.thumbnail is not null))' else '' end
            when 'gym' then 'jsonb_build_object(''items'', (
                select coalesce(jsonb_agg(jsonb_build_object(''position'', s.position, ''exercise'', s.exercise,
                                                             ''reps'', s.reps, ''kg'', s.kg) order by s.position), ''[]'')
                from public.workout_sets s where s.workout_id = t.id))'
            else '''{}''::jsonb' end,
        v_table,
        case when p_kind = 'body' and v_hide
            then 'e.metric not in (select x.id from public.metrics x where x.hidden)' else 'true' end)
    into v_found
    using p_kind, v_notes, v_hide, p_client, p_from, v_consent.since, p_to,
          greatest(least(p_limit, 1000), 1), greatest(p_offset, 0);
    perform private.log_access(p_client, array[p_kind]
        || case when v_notes then array['notes'] else '{}' end || case when v_photos then array['photos'] else '{}' end);
    return jsonb_build_object('entries', v_found, 'shared', to_jsonb(v_kinds), 'since', v_consent.since,
                              'hide_numbers', v_hide);
end $$;
grant execute on function public.client_entries(uuid, text, date, date, int, int) to authenticated;

-- What a line of the board rests on, for people and the kinds of each that may be read: days with any figure of these
-- kinds, figures by metric, and the goals for them. Offsets count from p_from.
create function private.board_figures(p_people jsonb, p_metrics text[], p_from date, p_to date)
    returns table (user_id uuid, days json, series json, last_day date, complete json, goals json, scores json)
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_lists text;
begin
    -- Lists of numbers as text, made in one pass over the days of a person in the order of the index. As jsonb, every
    -- number would be copied over and over.
    select string_agg(format('case when %L = any (p.kinds) and not (p.hide and %L) then %L || string_agg(coalesce(f.figures ->> %L, ''null''), '','') || '']'' end',
                             x.kind, x.hidden or x.kind = 'meal', to_json(x.id) || ':[', x.id), ', ')
    into v_lists from public.metrics x where x.id = any (p_metrics) and x.id <> 'training_energy';
    return query execute format($sql$
        with p as materialized (
            select r.user_id, r.kinds, r.since, r.hide, array(select x.id from public.metrics x where x.kind = any (r.kinds)) as logged
            from jsonb_to_recordset($1) r(user_id uuid, kinds text[], since date, hide boolean))
        select p.user_id, ('[' || coalesce(d.days, '') || ']')::json, ('{' || d.series || '}')::json,
            (select l.local_date from public.daily_figures l
             where l.user_id = p.user_id and l.local_date between p.since and $3 and l.figures ?| p.logged
             order by l.local_date desc limit 1),
            (select ('[' || coalesce(string_agg((c.local_date - $2)::text, ',' order by c.local_date), '') || ']')::json
                         from public.complete_days c
                         where c.user_id = p.user_id and p.kinds && array['meal', 'water']
                             and c.local_date between greatest($2, p.since) and $3),
            (select coalesce(json_agg(json_build_object('metric', g.metric, 'low', g.low, 'high', g.high,
                                                                   'starts_on', greatest(g.starts_on, p.since))
                                                order by g.starts_on), '[]')
                      from public.goals g join public.metrics x on x.id = g.metric
                      where g.user_id = p.user_id and g.starts_on <= $3 and private.tells_goal(x, p.kinds, p.hide)
                          and not exists (select from public.goals n where n.user_id = g.user_id and n.metric = g.metric
                                              and n.starts_on > g.starts_on and n.starts_on <= p.since)),
            case when 'score' = any (p.kinds) then (
                select ('[' || coalesce(string_agg('[' || (s.local_date - $2)::text || ',' || s.total::text || ']', ','
                                                   order by s.local_date), '') || ']')::json
                from public.daily_scores s where s.user_id = p.user_id and s.total is not null
                    and s.local_date between greatest($2, p.since) and $3) end
        from p cross join lateral (
            select string_agg((f.local_date - $2)::text, ',') as days, concat_ws(',', %s) as series
            from (select k.local_date, k.figures from public.daily_figures k
                  where k.user_id = p.user_id and k.local_date between greatest($2, p.since) and $3 and k.figures ?| p.logged
                  order by k.local_date offset 0) f) d$sql$, coalesce(v_lists, 'null'))
    using p_people, p_from, p_to;
end $$;
