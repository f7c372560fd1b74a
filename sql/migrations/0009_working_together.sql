-- What a person and their coach do together: proposals, habits, check-ins, words to each other; and the pages that read it.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 9;


-- Proposals that become habits and goals ------------------------------------------------------------------------------------

-- A goal has a metric and bounds, a habit only words; either is to be kept on so many days of a week.
create table public.agreements (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    coach_id uuid not null,
    title text not null check (length(title) between 1 and 120),
    metric text references public.metrics (id),
    low numeric(9, 2),
    high numeric(9, 2),
    times int not null check (times between 1 and 7),
    starts_on date not null check (starts_on between date '1900-01-01' and date '2200-01-01'),
    state text not null default 'proposed' check (state in ('proposed', 'accepted', 'declined', 'ended')),
    proposed_at timestamptz not null default now(),
    answered_at timestamptz,
    client_key uuid not null default gen_random_uuid(),
    unique (user_id, coach_id, client_key),
    check (low <= high),
    check ((metric is null) = (low is null and high is null)),
    unique (id, user_id),
    foreign key (user_id, coach_id) references public.consents (user_id, coach_id) on delete cascade
);
create index agreements_user_id on public.agreements (user_id, state);
create index agreements_coach on public.agreements (coach_id, user_id);
alter table public.agreements enable row level security;
alter table public.agreements force row level security;
create policy keeper on public.agreements to current_user using (true) with check (true);
create policy own_select on public.agreements for select to authenticated using (user_id = (select auth.uid()));
grant select on public.agreements to authenticated;

-- The days on which the person says they kept to a habit.
create table public.habit_ticks (
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    agreement_id uuid not null,
    local_date date not null check (local_date between date '1900-01-01' and date '2200-01-01'),
    ticked_at timestamptz not null default now(),
    primary key (agreement_id, local_date),
    foreign key (agreement_id, user_id) references public.agreements (id, user_id) on delete cascade
);
create index habit_ticks_user_id on public.habit_ticks (user_id, local_date);
select private.own('public.habit_ticks');

-- Goals that do harm whoever sets them; what follows from the person themselves private.check_goal knows.
create function private.refuse_harm(p_metric text, p_low numeric, p_high numeric) returns void language plpgsql
    set search_path = ''
as $$
begin
    if (case p_metric when 'protein' then p_high < 30 when 'carbs' then p_high < 50 when 'fat' then p_high < 20
                      when 'water' then p_high < 1000 or p_low > 6000 when 'sleep' then p_high < 6 or p_low > 14
                      when 'active_minutes' then p_low > 300 when 'steps' then p_low > 50000
                      when 'weight' then coalesce(p_low, p_high) < 35 when 'waist' then coalesce(p_low, p_high) < 50 end) then
        raise exception using errcode = 'WG004', message = 'A goal like this could do harm.';
    end if;
end $$;

create function private.check_harm() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    perform private.refuse_harm(new.metric, new.low, new.high);
    return new;
end $$;
create trigger check_harm before insert or update on public.goals for each row execute function private.check_harm();

-- The consent that lets the caller, a coach, do something for a client at all, whatever the kind.
create function private.require_client(p_client uuid) returns text[] language plpgsql
    set search_path = ''
as $$
declare
    v_kinds text[] := private.shared_with_me(p_client);
begin
    if cardinality(v_kinds) = 0 then
        raise exception using errcode = 'WC001', message = 'This is not shared with you.';
    end if;
    return v_kinds;
end $$;

create function public.propose(
    p_client uuid, p_title text, p_metric text, p_low numeric, p_high numeric, p_times int, p_starts_on date,
    p_client_key uuid default null) returns uuid
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_kinds text[] := private.require_client(p_client);
    m public.metrics;
    v_id uuid;
begin
    if p_metric is not null then
        select * into m from public.metrics where id = p_metric;
        if not coalesce(private.may_read(m, v_kinds, private.hides_numbers(p_client)), false) then
            raise exception using errcode = 'WC001', message = 'This is not shared with you.';
        end if;
        if m.aggregate = 'none' or p_low not between 0 and m.highest or p_high not between 0 and m.highest then
            raise exception using errcode = '23514', message = 'This goal is outside what is possible.';
        end if;
        perform private.refuse_harm(p_metric, p_low, p_high);
        -- What the body needs at rest is looked at when it is accepted; below this it is nobody's goal.
        if p_metric = 'energy' and p_high < 1200 then
            raise exception using errcode = 'WG001', message = 'An energy goal must not lie below what a body needs at rest.';
        end if;
    end if;
    if (select count(*) from public.agreements a where a.coach_id = auth.uid() and a.user_id = p_client
        and a.state in ('proposed', 'accepted')) >= 30
       or (select count(*) from public.agreements a where a.coach_id = auth.uid() and a.user_id = p_client) >= 500 then
        raise exception using errcode = '54000', message = 'These are as many agreements with a client as there can be.';
    end if;
    insert into public.agreements (user_id, coach_id, title, metric, low, high, times, starts_on, client_key)
    values (p_client, auth.uid(), trim(p_title), p_metric, p_low, p_high, p_times, p_starts_on,
            coalesce(p_client_key, gen_random_uuid()))
    on conflict (user_id, coach_id, client_key) do nothing returning id into v_id;
    return coalesce(v_id, (select a.id from public.agreements a where a.user_id = p_client and a.coach_id = auth.uid()
                               and a.client_key = p_client_key));
end $$;
grant execute on function public.propose(uuid, text, text, numeric, numeric, int, date, uuid) to authenticated;

-- The client's word. A goal that is accepted becomes their goal from its first day on, unless it would harm them.
create function public.answer_proposal(p_agreement uuid, p_accept boolean, p_today date) returns void
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_agreement public.agreements;
begin
    update public.agreements a set state = case when p_accept then 'accepted' else 'declined' end, answered_at = now(),
        starts_on = case when p_accept then greatest(a.starts_on, p_today) else a.starts_on end
    where a.id = p_agreement and a.user_id = auth.uid() and a.state = 'proposed' and p_accept is not null
        and exists (select from public.consents c
                    where c.user_id = a.user_id and c.coach_id = a.coach_id and c.state <> 'revoked')
    returning * into v_agreement;
    if v_agreement.id is null then
        raise exception using errcode = 'WC011', message = 'This proposal is not open any more.';
    end if;
    if p_accept and v_agreement.metric is not null then
        insert into public.goals (user_id, metric, low, high, starts_on, source)
        values (v_agreement.user_id, v_agreement.metric, v_agreement.low, v_agreement.high, v_agreement.starts_on,
                left('agreed with ' || private.shown_name(v_agreement.coach_id), 120))
        on conflict (user_id, metric, starts_on) do update
            set low = excluded.low, high = excluded.high, source = excluded.source;
    end if;
end $$;
grant execute on function public.answer_proposal(uuid, boolean, date) to authenticated;

-- With the sharing ends what was agreed.
create function private.end_agreements() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    update public.agreements a set state = 'ended', answered_at = now()
    where a.user_id = new.user_id and a.coach_id = new.coach_id and a.state in ('proposed', 'accepted');
    return null;
end $$;
create trigger end_agreements after update of state on public.consents
    for each row when (new.state = 'revoked') execute function private.end_agreements();

-- By either of them. A goal that came of it stays the person's own.
create function public.end_agreement(p_agreement uuid) returns void language plpgsql security definer
    set search_path = ''
as $$
begin
    update public.agreements a set state = 'ended', answered_at = now()
    where a.id = p_agreement and a.state in ('proposed', 'accepted')
        and (a.user_id = auth.uid()
             or (a.coach_id = auth.uid() and cardinality(private.shared_with_me(a.user_id)) > 0));
    if not found then
        raise exception using errcode = 'WC011', message = 'This agreement is not open any more.';
    end if;
end $$;
grant execute on function public.end_agreement(uuid) to authenticated;


-- Words to each other ---------------------------------------------------------------------------------------------------------

-- About an entry, a day, or nothing in particular.
create table public.coach_messages (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    coach_id uuid not null,
    from_coach boolean not null,
    text text not null check (length(text) between 1 and 2000),
    about_day date check (about_day between date '1900-01-01' and date '2200-01-01'),
    about_kind text check (about_kind in ('meal', 'water', 'gym', 'mood', 'sleep', 'body')),
    about_id uuid,
    client_key uuid not null,
    sent_at timestamptz not null default now(),
    read_at timestamptz,
    check (about_kind is null or about_day is not null),
    check (about_id is null or about_kind is not null),
    unique (user_id, coach_id, client_key),
    foreign key (user_id, coach_id) references public.consents (user_id, coach_id) on delete cascade
);
comment on column public.coach_messages.user_id is 'the client';
comment on column public.coach_messages.read_at is 'when the other of the two saw it';
create index coach_messages_user_id on public.coach_messages (user_id, sent_at desc);
create index coach_messages_coach on public.coach_messages (coach_id, user_id, sent_at desc);
alter table public.coach_messages enable row level security;
alter table public.coach_messages force row level security;
create policy keeper on public.coach_messages to current_user using (true) with check (true);
create policy own_select on public.coach_messages for select to authenticated using (user_id = (select auth.uid()));
grant select on public.coach_messages to authenticated;

create function private.send_message(p_client uuid, p_coach uuid, p_from_coach boolean, p_message jsonb) returns void
    language plpgsql
    set search_path = ''
as $$
begin
    if (select count(*) from public.coach_messages m where m.user_id = p_client and m.coach_id = p_coach
        and m.from_coach = p_from_coach and m.sent_at > now() - interval '1 day') >= 100 then
        raise exception using errcode = '54000', message = 'These are enough messages for one day.';
    end if;
    insert into public.coach_messages (user_id, coach_id, from_coach, text, about_day, about_kind, about_id, client_key)
    values (p_client, p_coach, p_from_coach, trim(p_message ->> 'text'), (p_message ->> 'about_day')::date,
            p_message ->> 'about_kind', (p_message ->> 'about_id')::uuid,
            coalesce((p_message ->> 'client_key')::uuid, gen_random_uuid()))
    on conflict (user_id, coach_id, client_key) do nothing;
end $$;

-- {"text", "about_day", "about_kind", "about_id", "client_key"}: a coach writes about what is shared with them only.
create function public.write_to_client(p_client uuid, p_message jsonb) returns void
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_kinds text[] := private.require_client(p_client);
begin
    if p_message ->> 'about_kind' is not null and not p_message ->> 'about_kind' = any (v_kinds) then
        raise exception using errcode = 'WC001', message = 'This is not shared with you.';
    end if;
    perform private.send_message(p_client, auth.uid(), true, p_message);
end $$;
grant execute on function public.write_to_client(uuid, jsonb) to authenticated;

create function public.write_to_coach(p_coach uuid, p_message jsonb) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not exists (select from public.consents c
                   where c.user_id = auth.uid() and c.coach_id = p_coach and c.state <> 'revoked') then
        raise exception using errcode = 'WC001', message = 'Nothing is shared with this coach.';
    end if;
    perform private.send_message(auth.uid(), p_coach, false, p_message);
end $$;
grant execute on function public.write_to_coach(uuid, jsonb) to authenticated;

-- What the other of the two wrote to the caller up to then, who has now seen it; what a coach is not shown stays unseen.
create function public.mark_read(p_other uuid, p_up_to timestamptz default null) returns void language sql security definer
    set search_path = ''
as $$
    update public.coach_messages m set read_at = now()
    where m.read_at is null and m.sent_at <= coalesce(p_up_to, now()) and ((m.user_id = auth.uid() and m.coach_id = p_other and m.from_coach)
        or (m.coach_id = auth.uid() and m.user_id = p_other and not m.from_coach
            and cardinality(private.shared_with_me(p_other)) > 0
            and (m.about_kind is null or m.about_kind = any (private.shared_with_me(p_other)))))
$$;
grant execute on function public.mark_read(uuid, timestamptz) to authenticated;


-- Check-ins ---------------------------------------------------------------------------------------------------------------------

create table public.check_ins (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    coach_id uuid not null,
    week date not null check (extract(isodow from week) = 1),
    answers jsonb not null check (
        jsonb_typeof(answers) = 'array' and jsonb_array_length(answers) between 1 and 5 and pg_column_size(answers) <= 12000
        and jsonb_array_length(answers) = jsonb_array_length(jsonb_path_query_array(
            answers, 'strict $[*] ? (@.question.type() == "string" && @.answer.type() == "string")'))),
    reply text check (length(reply) between 1 and 2000),
    sent_at timestamptz not null default now(),
    replied_at timestamptz check ((reply is null) = (replied_at is null)),
    unique (user_id, coach_id, week),
    foreign key (user_id, coach_id) references public.consents (user_id, coach_id) on delete cascade
);
comment on column public.check_ins.week is 'the Monday of the week it is about';
create index check_ins_coach on public.check_ins (coach_id, user_id, week desc);
alter table public.check_ins enable row level security;
alter table public.check_ins force row level security;
create policy keeper on public.check_ins to current_user using (true) with check (true);
create policy own_select on public.check_ins for select to authenticated using (user_id = (select auth.uid()));
grant select on public.check_ins to authenticated;

-- Until the coach has answered, the week's answers can be sent again.
create function public.send_check_in(p_coach uuid, p_week date, p_answers jsonb) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not exists (select from public.consents c
                   where c.user_id = auth.uid() and c.coach_id = p_coach and c.state <> 'revoked') then
        raise exception using errcode = 'WC001', message = 'Nothing is shared with this coach.';
    end if;
    if p_week not between current_date - 35 and current_date + 7 then
        raise exception using errcode = '22008', message = 'A check-in is about one of the last weeks.';
    end if;
    insert into public.check_ins as c (user_id, coach_id, week, answers)
    values (auth.uid(), p_coach, p_week, p_answers)
    on conflict (user_id, coach_id, week) do update set answers = excluded.answers, sent_at = now()
        where c.reply is null;
    if not found then
        raise exception using errcode = 'WC012', message = 'Your coach has answered this check-in already.';
    end if;
end $$;
grant execute on function public.send_check_in(uuid, date, jsonb) to authenticated;

create function public.reply_to_check_in(p_check_in uuid, p_reply text) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    update public.check_ins c set reply = trim(p_reply), replied_at = now()
    where c.id = p_check_in and c.coach_id = auth.uid() and cardinality(private.shared_with_me(c.user_id)) > 0;
    if not found then
        raise exception using errcode = 'WC001', message = 'This is not shared with you.';
    end if;
end $$;
grant execute on function public.reply_to_check_in(uuid, text) to authenticated;

-- The switch that hides calories and weight from both of them.
create function public.set_care(p_client uuid, p_hide boolean) returns void language plpgsql security definer
    set search_path = ''
as $$
begin
    perform private.require_client(p_client);
    -- Each is written down for the client, whose own changes must find room on the same day.
    if (select count(*) from public.audit_log l
        where l.user_id = p_client and l.event = 'consent' and l.created_at > now() - interval '1 day') >= 100 then
        raise exception using errcode = '54000', message = 'This is enough for one day.';
    end if;
    update public.consents c set hide_numbers = p_hide
    where c.user_id = p_client and c.coach_id = auth.uid() and c.hide_numbers is distinct from p_hide;
end $$;
grant execute on function public.set_care(uuid, boolean) to authenticated;


-- Pages ---------------------------------------------------------------------------------------------------------------------------

-- What is agreed and how far it was kept to, in the last four weeks and not before the first day that is shared.
create function private.agreements_json(
    p_client uuid, p_coach uuid, p_kinds text[], p_hide boolean, p_today date, p_since date default null,
    p_together timestamptz default '-infinity')
    returns jsonb language plpgsql stable
    set search_path = ''
as $$
begin
    -- In plpgsql, so that the plan is kept from client to client.
    return (select coalesce(jsonb_agg(to_jsonb(a) - array['user_id', 'coach_id'] || jsonb_build_object('ticks', (
        select coalesce(jsonb_agg(t.local_date order by t.local_date), '[]') from public.habit_ticks t
        where t.agreement_id = a.id and t.local_date between greatest(p_today - 27, p_since) and p_today + 1)) order by a.proposed_at), '[]')
    from public.agreements a left join public.metrics x on x.id = a.metric
    where a.user_id = p_client and a.coach_id = p_coach and a.proposed_at >= p_together
        and (a.metric is null or private.may_read(x, p_kinds, p_hide)));
end $$;

create function private.state_of(c public.consents) returns text language sql stable
    set search_path = ''
as $$
    select case when c.state = 'live' and c.ends_on < private.today_of(c.user_id) then 'expired' else c.state end
$$;

-- Whether what a person and a coach do together goes on: also while it is paused.
create function private.goes_on(p_user uuid, p_coach uuid) returns boolean language sql stable
    set search_path = ''
as $$
    select exists (select from public.consents c where c.user_id = p_user and c.coach_id = p_coach
                       and private.state_of(c) in ('live', 'paused'))
$$;

-- All clients of the caller in one answer: the ones who share with their figures, the others by name and why not. Where no
-- metric is asked for, nothing of anybody's diary is read, and no look is written down.
create function public.coach_board(p_metrics text[], p_from date, p_today date) returns json
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_people jsonb;
    v_name text := private.shown_name(auth.uid());
begin
    if cardinality(p_metrics) > 20 or (p_today - p_from between 0 and 200) is not true then
        raise exception using errcode = '54000', message = 'This is more than is read at once.';
    end if;
    if not exists (select from public.profiles p where p.user_id = auth.uid() and p.is_coach) then
        raise exception using errcode = 'WC005', message = 'Only a coach has clients.';
    end if;
    v_people := (
        select coalesce(jsonb_agg(jsonb_build_object('user_id', c.user_id, 'kinds', c.kinds, 'since', c.since,
                                                     'hide', private.hides_numbers(c.user_id))), '[]')
        from public.consents c
        where c.coach_id = auth.uid() and private.state_of(c) = 'live' and cardinality(p_metrics) > 0);
    insert into public.access_log (user_id, coach_id, coach_name, kind, seen_at)
    select r.user_id, auth.uid(), v_name, k, date_bin('15 minutes', now(), timestamptz '2000-01-01')
    from jsonb_to_recordset(v_people) r(user_id uuid, kinds text[]), unnest(r.kinds) k
    where k not in ('photos', 'notes')
    on conflict do nothing;
    return (
        select coalesce(json_agg(
            case when k.state <> 'live' then json_build_object(
                'client', k.client_id, 'name', k.name, 'state', k.state, 'ends_on', k.ends_on, 'label', k.label)
            when f.user_id is null then json_build_object(
                'client', k.client_id, 'name', k.name, 'state', k.state, 'ends_on', k.ends_on, 'label', k.label,
                'kinds', k.kinds, 'hide_numbers', private.hides_numbers(k.client_id))
            else json_build_object(
                'client', k.client_id, 'name', k.name, 'state', k.state, 'ends_on', k.ends_on, 'label', k.label,
                'kinds', r.kinds, 'since', r.since, 'hide_numbers', r.hide,
                'days', f.days, 'series', f.series, 'last_day', f.last_day, 'complete', f.complete, 'goals', f.goals,
                'scores', f.scores, 'status', k.status, 'status_until', k.status_until, 'quiet_since', k.quiet_since,
                'quiet_until', k.quiet_until, 'check_in_weekday', k.check_in_weekday,
                'check_in', (select json_build_object('week', i.week, 'replied', i.reply is not null)
                             from public.check_ins i where i.coach_id = k.user_id and i.user_id = k.client_id
                                 and i.sent_at >= k.together_since
                             order by i.week desc limit 1),
                'unread', (select count(*) from public.coach_messages m
                           where m.coach_id = k.user_id and m.user_id = k.client_id and not m.from_coach
                               and m.read_at is null and m.sent_at >= k.together_since
                               and (m.about_kind is null or m.about_kind = any (r.kinds))),
                'agreed_on', k.agreed_at::date,
                'agreements', private.agreements_json(k.client_id, k.user_id, r.kinds, r.hide, p_today, r.since, k.together_since)) end
            order by k.name, k.client_id), '[]')
        from (select o.*, c.ends_on, c.kinds, c.together_since, c.agreed_at, private.state_of(c) as state, private.shown_name(o.client_id) as name
              from public.coached o join public.consents c on c.user_id = o.client_id and c.coach_id = o.user_id
              where o.user_id = auth.uid() offset 0) k
        left join jsonb_to_recordset(v_people) r(user_id uuid, kinds text[], since date, hide boolean)
            on r.user_id = k.client_id and k.state = 'live'
        left join private.board_figures(v_people, p_metrics, p_from, p_today) f on f.user_id = r.user_id);
end $$;
grant execute on function public.coach_board(text[], date, date) to authenticated;

-- The caller's own line as a coach with these kinds would get it, before or after anything is agreed to; nothing of what the
-- coach keeps about them.
create function public.coach_preview(
    p_coach uuid, p_kinds text[], p_since date, p_metrics text[], p_from date, p_today date) returns json
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
    v_hide boolean := private.hides_numbers(me);
begin
    if cardinality(p_metrics) > 20 or (p_today - p_from between 0 and 200) is not true then
        raise exception using errcode = '54000', message = 'This is more than is read at once.';
    end if;
    return (
        select json_build_object(
            'client', me, 'name', private.shown_name(me), 'state', 'live', 'ends_on', p_today + 28, 'label', '',
            'kinds', p_kinds, 'since', p_since, 'hide_numbers', v_hide,
            'days', f.days, 'series', f.series, 'last_day', f.last_day, 'complete', f.complete, 'goals', f.goals,
            'scores', f.scores, 'status', 'active', 'status_until', null, 'quiet_since', null, 'quiet_until', null,
            'check_in_weekday', 1, 'check_in', null, 'unread', 0, 'agreed_on', p_today,
            'agreements', private.agreements_json(me, p_coach, p_kinds, v_hide, p_today, p_since))
        from private.board_figures(
            jsonb_build_array(jsonb_build_object('user_id', me, 'kinds', p_kinds, 'since', p_since, 'hide', v_hide)),
            p_metrics, p_from, p_today) f);
end $$;
grant execute on function public.coach_preview(uuid, text[], date, text[], date, date) to authenticated;

-- All of a client's page in one answer. Where nothing may be read it says why, and holds the coach's own notes only.
-- p_series {"metrics", "from", "to"} and p_entries {"kind", "from", "to", "limit", "offset"} are answered as by
-- client_series and client_entries; null in their place: it is not shared.
create function public.client_page(p_client uuid, p_today date, p_series jsonb default null, p_entries jsonb default null)
    returns jsonb language plpgsql security definer
    set search_path = ''
as $$
declare
    v_kinds text[] := private.shared_with_me(p_client);
    v_hide boolean;
    v_page jsonb;
begin
    v_page := (
        select jsonb_build_object(
            'client', k.client_id, 'name', private.shown_name(k.client_id),
            'state', case when cardinality(v_kinds) = 0 and private.state_of(c) = 'live' then 'paused'
                          else private.state_of(c) end,
            'ends_on', c.ends_on, 'label', k.label,
            'notes', (select coalesce(jsonb_agg(to_jsonb(n) - array['user_id', 'client_id', 'client_key']
                                                order by n.created_at desc), '[]')
                      from (select * from public.coach_notes n where n.user_id = k.user_id and n.client_id = k.client_id
                            order by n.created_at desc limit 100) n))
        from public.coached k join public.consents c on c.user_id = k.client_id and c.coach_id = k.user_id
        where k.user_id = auth.uid() and k.client_id = p_client);
    if v_page is null then
        raise exception using errcode = 'WC001', message = 'This is not shared with you.';
    end if;
    if cardinality(v_kinds) = 0 then
        return v_page;
    end if;
    v_hide := private.hides_numbers(p_client);
    return v_page || (
        select jsonb_build_object(
            'kinds', c.kinds, 'since', c.since, 'agreed_at', c.agreed_at, 'hide_numbers', v_hide, 'care', c.hide_numbers,
            'status', k.status, 'status_until', k.status_until, 'quiet_since', k.quiet_since, 'quiet_until', k.quiet_until,
            'check_in_weekday', k.check_in_weekday, 'questions', k.questions,
            'agreements', private.agreements_json(p_client, auth.uid(), v_kinds, v_hide, p_today, c.since, c.together_since),
            'check_ins', (select coalesce(jsonb_agg(to_jsonb(i) - array['user_id', 'coach_id'] order by i.week desc), '[]')
                          from (select * from public.check_ins i where i.coach_id = auth.uid() and i.user_id = p_client
                                    and i.sent_at >= c.together_since
                                order by i.week desc limit 12) i),
            'messages', (select coalesce(jsonb_agg(to_jsonb(m) - array['user_id', 'coach_id', 'client_key']
                                                   order by m.sent_at desc), '[]')
                         from (select * from public.coach_messages m where m.coach_id = auth.uid() and m.user_id = p_client
                                   and m.sent_at >= c.together_since and (m.about_kind is null or m.about_kind = any (v_kinds))
                               order by m.sent_at desc limit 100) m))
        from public.consents c join public.coached k on k.user_id = c.coach_id and k.client_id = c.user_id
        where c.user_id = p_client and c.coach_id = auth.uid())
    || case when p_series is null then '{}' else jsonb_build_object('daily', case
        when cardinality(private.metrics_of(
                 array(select jsonb_array_elements_text(p_series -> 'metrics')), v_kinds, v_hide)) > 0
             or ('score' = any (v_kinds) and p_series -> 'metrics' ? 'score')
        then public.client_series(p_client, array(select jsonb_array_elements_text(p_series -> 'metrics')),
                                  (p_series ->> 'from')::date, (p_series ->> 'to')::date) end) end
    || case when p_entries is null then '{}' else jsonb_build_object('entries', case
        when p_entries ->> 'kind' = any (v_kinds)
        then public.client_entries(p_client, p_entries ->> 'kind', (p_entries ->> 'from')::date, (p_entries ->> 'to')::date,
                                   coalesce((p_entries ->> 'limit')::int, 50), coalesce((p_entries ->> 'offset')::int, 0))
        end) end;
end $$;
grant execute on function public.client_page(uuid, date, jsonb, jsonb) to authenticated;

-- Every quarter of an hour in which a coach looked at somebody, the newest first.
create function private.looks_at(p_user uuid)
    returns table (coach_id uuid, coach_name text, seen_at timestamptz, kinds text[], n bigint) language sql stable
    set search_path = ''
as $$
    select l.coach_id, max(l.coach_name), l.seen_at, array_agg(l.kind order by l.kind),
           row_number() over (order by l.seen_at desc, l.coach_id)
    from public.access_log l where l.user_id = p_user group by l.coach_id, l.seen_at
$$;

-- The client's side of it all: who may see what, who looked, who invites, and what there is between them.
create function public.my_coaching(p_today date) returns jsonb language sql stable security definer
    set search_path = ''
as $$
    select jsonb_build_object(
        'consents', (
            select coalesce(jsonb_agg(to_jsonb(c) - 'user_id' || jsonb_build_object(
                'coach_name', private.shown_name(c.coach_id), 'state', private.state_of(c),
                'questions', k.questions, 'check_in_weekday', k.check_in_weekday,
                'agreements', private.agreements_json(c.user_id, c.coach_id, array(select distinct x.kind from public.metrics x), false,
                                                      p_today),
                'check_ins', (select coalesce(jsonb_agg(to_jsonb(i) - array['user_id', 'coach_id'] order by i.week desc), '[]')
                              from (select * from public.check_ins i where i.coach_id = c.coach_id and i.user_id = c.user_id
                                    order by i.week desc limit 12) i),
                'messages', (select coalesce(jsonb_agg(to_jsonb(m) - array['user_id', 'coach_id', 'client_key']
                                                       order by m.sent_at desc), '[]')
                             from (select * from public.coach_messages m where m.coach_id = c.coach_id and m.user_id = c.user_id
                                   order by m.sent_at desc limit 100) m)) order by c.agreed_at desc), '[]')
            from public.consents c left join public.coached k on k.user_id = c.coach_id and k.client_id = c.user_id
            where c.user_id = auth.uid()),
        'invites', (
            select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'coach_id', i.user_id,
                'coach_name', private.shown_name(i.user_id), 'expires_at', i.expires_at) order by i.created_at), '[]')
            from public.coach_invites i join auth.users u on u.email = i.email and u.id = auth.uid()
            join public.profiles p on p.user_id = i.user_id join public.profiles me on me.user_id = u.id
            where i.used_at is null and i.expires_at > now() and p.is_coach and p.is_demo = me.is_demo
                and i.user_id <> u.id),
        -- The last ones by quarter of an hour, the others by day, so that one who looks often hides nobody else.
        'looks', (
            select coalesce(jsonb_agg(to_jsonb(l) - 'n' order by l.seen_at desc, l.coach_name), '[]')
            from private.looks_at(auth.uid()) l where l.n <= 100),
        'looked_earlier', (
            select coalesce(jsonb_agg(to_jsonb(d) order by d.day desc, d.coach_name), '[]') from (
                select l.coach_id, max(l.coach_name) as coach_name, (l.seen_at at time zone p.time_zone)::date as day,
                       count(*) as times, array(select distinct a.kind from public.access_log a
                           where a.user_id = p.user_id and a.coach_id = l.coach_id
                               and a.seen_at between min(l.seen_at) and max(l.seen_at) order by 1) as kinds
                from public.profiles p, private.looks_at(p.user_id) l
                where p.user_id = auth.uid() and l.n > 100
                group by p.user_id, l.coach_id, 3 order by 3 desc limit 730) d),
        'wording', (select jsonb_build_object('version', w.version, 'wording', w.wording)
                    from public.consent_wordings w order by w.version desc limit 1))
$$;
grant execute on function public.my_coaching(date) to authenticated;

-- What waits for the person, for the page Today; null where nothing does and nothing is agreed.
create function public.coaching_today(p_day date) returns jsonb language sql stable security definer
    set search_path = ''
as $$
    select nullif(jsonb_strip_nulls(jsonb_build_object(
        'unread', (select nullif(count(*), 0) from public.coach_messages m
                   where m.user_id = auth.uid() and m.from_coach and m.read_at is null
                       and private.goes_on(m.user_id, m.coach_id)),
        'proposals', (select nullif(count(*), 0) from public.agreements a where a.user_id = auth.uid() and a.state = 'proposed'
                          and private.goes_on(a.user_id, a.coach_id)),
        'invites', (select nullif(count(*), 0) from public.coach_invites i
                    join auth.users u on u.email = i.email and u.id = auth.uid()
                    join public.profiles c on c.user_id = i.user_id join public.profiles me on me.user_id = u.id
                    where i.used_at is null and i.expires_at > now() and c.is_coach and c.is_demo = me.is_demo
                        and i.user_id <> u.id),
        'check_ins', (select nullif(count(*), 0) from public.consents c
                      join public.coached k on k.user_id = c.coach_id and k.client_id = c.user_id
                      where c.user_id = auth.uid() and c.state = 'live' and c.ends_on >= p_day
                          and extract(isodow from p_day) >= k.check_in_weekday and cardinality(k.questions) > 0
                          and not exists (select from public.check_ins i where i.user_id = c.user_id
                              and i.coach_id = c.coach_id and i.week = date_trunc('week', p_day::timestamp)::date)),
        'ending', (select min(c.ends_on) from public.consents c
                   where c.user_id = auth.uid() and c.state = 'live' and c.ends_on between p_day and p_day + 7),
        'habits', (select jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title, 'times', a.times,
                        'ticks', (select count(*) from public.habit_ticks t where t.agreement_id = a.id
                                  and t.local_date between date_trunc('week', p_day::timestamp)::date and p_day),
                        'done', exists (select from public.habit_ticks t where t.agreement_id = a.id and t.local_date = p_day))
                        order by a.proposed_at)
                   from public.agreements a
                   where a.user_id = auth.uid() and a.state = 'accepted' and a.metric is null and a.starts_on <= p_day
                       and private.goes_on(a.user_id, a.coach_id))
    )), '{}')
$$;

grant execute on function public.coaching_today(date) to authenticated;

create or replace function public.day_overview(p_date date) returns jsonb language sql stable
    set search_path = ''
as $$
    select public.day_entries(p_date) || jsonb_build_object('energy_before', (
        select coalesce(jsonb_agg(f.figures -> 'energy' order by f.local_date), '[]')
        from public.daily_figures f join public.complete_days c on c.user_id = f.user_id and c.local_date = f.local_date
        where f.user_id = auth.uid() and f.local_date between p_date - 3 and p_date - 1
            and f.figures ? 'energy' and not f.unknown ? 'energy'),
        'coaching', public.coaching_today(p_date))
$$;

-- Ticks a habit of the caller's on a day, or takes the tick back.
create function public.tick_habit(p_agreement uuid, p_day date, p_done boolean) returns void language plpgsql
    set search_path = ''
as $$
begin
    if p_done then
        insert into public.habit_ticks (agreement_id, local_date) values (p_agreement, p_day) on conflict do nothing;
    else
        delete from public.habit_ticks t
        where t.user_id = auth.uid() and t.agreement_id = p_agreement and t.local_date = p_day;
    end if;
end $$;
grant execute on function public.tick_habit(uuid, date, boolean) to authenticated;
