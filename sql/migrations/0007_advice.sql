-- Advice: what was said and thought of it, what leaves the app for Gemini, and who agreed to that.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 7;

alter table public.profiles
    add column advise_gemini boolean not null default false,
    add column send_words boolean not null default false,
    add column only_here boolean not null default false;
comment on column public.profiles.advise_gemini is 'agreed that figures of the diary are sent to Gemini for advice';
comment on column public.profiles.send_words is 'agreed that what they wrote themselves goes along with the figures';
comment on column public.profiles.only_here is 'nothing of theirs leaves the app, whatever else they agreed to';
grant update (advise_gemini, send_words, only_here) on public.profiles to authenticated;

-- What somebody agreed to and took back, and when.
create function private.note_consent() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    if (select count(*) from public.audit_log
        where user_id = new.user_id and created_at > now() - interval '1 day') >= 1000 then
        raise exception using errcode = '54000', message = 'This is enough for one day.';
    end if;
    insert into public.audit_log (user_id, event, detail) values (new.user_id, 'consent', jsonb_build_object(
        'version', 1, 'ask_gemini', new.ask_gemini, 'advise_gemini', new.advise_gemini,
        'send_words', new.send_words, 'only_here', new.only_here));
    return null;
end $$;
create trigger note_consent after update of ask_gemini, advise_gemini, send_words, only_here on public.profiles
    for each row when ((old.ask_gemini, old.advise_gemini, old.send_words, old.only_here)
                       is distinct from (new.ask_gemini, new.advise_gemini, new.send_words, new.only_here))
    execute function private.note_consent();


-- Calls to the outside -----------------------------------------------------------------------------------------------

-- Written before the call goes out, so that none is missing. Never what was said, only what kind of thing it was.
create table public.external_calls (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    called_at timestamptz not null default now(),
    service text not null check (service = 'gemini'),
    purpose text not null check (purpose in ('photo', 'advice', 'summary', 'assistant', 'voice')),
    model text not null check (length(model) <= 80),
    sent text[] not null check (cardinality(sent) between 1 and 20 and pg_column_size(sent) <= 2000),
    outcome text check (outcome ~ '^[a-z_]{1,40}$'),
    milliseconds int check (milliseconds >= 0)
);
comment on column public.external_calls.sent is 'the kinds of what was sent, such as "figures of the day"';
comment on column public.external_calls.outcome is 'null: it has not come back yet, or the app ended before it did';
create index on public.external_calls (user_id, called_at desc);
alter table public.external_calls enable row level security;
alter table public.external_calls force row level security;
create policy keeper on public.external_calls to current_user using (true) with check (true);
create policy own_select on public.external_calls for select to authenticated using (user_id = (select auth.uid()));
grant select on public.external_calls to authenticated;

insert into public.quota_limits (feature, tier, per_day) values ('assistant', 'free', 20), ('assistant', 'premium', null);

-- How often all people together may ask in a minute.
create table private.budgets (
    service text primary key,
    per_minute int not null check (per_minute >= 0),
    minute timestamptz not null default '-infinity',
    used int not null default 0
);
alter table private.budgets enable row level security;
alter table private.budgets force row level security;
create policy keeper on private.budgets to current_user using (true) with check (true);
insert into private.budgets (service, per_minute) values ('gemini', 10);

-- Asks to make a call for the person: whether they agreed, whether any is left of their day and of everybody's minute. What
-- is allowed is counted and written down at once.
create function public.begin_call(p_purpose text, p_model text, p_sent text[]) returns jsonb
    language plpgsql security definer
    set search_path = ''
as $$
declare
    person public.profiles;
    v_feature text := case p_purpose when 'photo' then 'photo_analysis' when 'advice' then 'advice'
                                     when 'summary' then 'advice' else 'assistant' end;
    v_quota jsonb;
    v_call uuid;
begin
    select * into person from public.profiles where user_id = auth.uid();
    if not found then
        raise exception using errcode = '42501', message = 'Only a signed-in person makes calls.';
    end if;
    -- Everybody is the demo person: nobody's consent is anybody else's.
    if person.only_here or person.is_demo
       or not (case when p_purpose = 'photo' then person.ask_gemini else person.advise_gemini end)
       or not (person.send_words or (p_purpose not in ('assistant', 'voice') and not 'your own words' = any (p_sent))) then
        return jsonb_build_object('allowed', false, 'why', 'not_agreed');
    end if;
    v_quota := public.use_quota(v_feature);
    if not (v_quota ->> 'allowed')::boolean then
        return v_quota || jsonb_build_object('why', 'quota');
    end if;
    update private.budgets b
    set used = case when b.minute < date_trunc('minute', now()) then 1 else b.used + 1 end,
        minute = greatest(b.minute, date_trunc('minute', now()))
    where b.service = 'gemini' and b.per_minute > 0
        and (b.minute < date_trunc('minute', now()) or b.used < b.per_minute);
    if not found then
        delete from public.quota_uses q where q.user_id = person.user_id and q.feature = v_feature and q.used = 1;
        update public.quota_uses q set used = q.used - 1 where q.user_id = person.user_id and q.feature = v_feature;
        return v_quota || jsonb_build_object('allowed', false, 'why', 'busy');
    end if;
    delete from public.external_calls c where c.user_id = person.user_id and c.called_at < now() - interval '1 year';
    insert into public.external_calls (user_id, service, purpose, model, sent)
    values (person.user_id, 'gemini', p_purpose, p_model, p_sent) returning id into v_call;
    return v_quota || jsonb_build_object('call', v_call);
end $$;
grant execute on function public.begin_call(text, text, text[]) to authenticated;

create function public.end_call(p_call uuid, p_outcome text, p_milliseconds int) returns void
    language sql security definer
    set search_path = ''
as $$
    update public.external_calls c set outcome = p_outcome, milliseconds = coalesce(p_milliseconds, 0)
    where c.id = p_call and c.user_id = auth.uid() and c.outcome is null
$$;
grant execute on function public.end_call(uuid, text, int) to authenticated;


-- Lines ----------------------------------------------------------------------------------------------------------------

-- The key stands for all that a line was made from: the day, the facts as they are said, and who was asked. Only lines that
-- were checked are kept.
create table public.advice_lines (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    key text not null check (key ~ '^[0-9a-f]{64}$'),
    local_date date not null check (local_date between date '1900-01-01' and date '2200-01-01'),
    moment text not null check (moment in ('water', 'gym', 'meal', 'mood', 'morning', 'summary')),
    line text check (length(line) between 1 and 220),
    said_by text not null check (length(said_by) between 1 and 80),
    facts jsonb not null default '[]' check (jsonb_typeof(facts) = 'array' and pg_column_size(facts) <= 20000),
    thumb int check (thumb in (-1, 1)),
    made_at timestamptz not null default now(),
    unique (user_id, key)
);
comment on column public.advice_lines.line is 'null: it was asked for, and nothing came that could be shown';
comment on column public.advice_lines.said_by is '"rules", or the model';
create index on public.advice_lines (user_id, local_date desc, made_at desc);
alter table public.advice_lines enable row level security;
alter table public.advice_lines force row level security;
create policy keeper on public.advice_lines to current_user using (true) with check (true);
create policy own_select on public.advice_lines for select to authenticated using (user_id = (select auth.uid()));
create policy own_delete on public.advice_lines for delete to authenticated using (user_id = (select auth.uid()));
grant select, delete on public.advice_lines to authenticated;

-- What is older than a day and neither a day's summary nor judged is not needed any more; and nobody has more than 2,000.
create function private.tidy_advice(p_user uuid) returns void language sql security definer
    set search_path = ''
as $$
    delete from public.advice_lines a where a.user_id = p_user and (
        (a.made_at < now() - interval '24 hours' and a.thumb is null and (a.moment <> 'summary' or a.line is null))
        or a.id in (select o.id from public.advice_lines o where o.user_id = p_user order by o.made_at desc offset 2000))
$$;

-- The line that was made from the same facts within a day; or else leave to ask, which is given once for the same facts.
create function public.begin_advice(
    p_key text, p_day date, p_moment text, p_model text, p_sent text[]) returns jsonb
    language plpgsql security definer
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
    known public.advice_lines;
    v_answer jsonb;
begin
    perform private.tidy_advice(me);
    insert into public.advice_lines (user_id, key, local_date, moment, said_by)
    values (me, p_key, p_day, p_moment, p_model) on conflict (user_id, key) do nothing;
    if not found then
        select * into known from public.advice_lines a where a.user_id = me and a.key = p_key;
        return jsonb_build_object('allowed', false, 'why', 'asked', 'line', known.line, 'thumb', known.thumb,
                                  'facts', jsonb_path_query_array(known.facts, '$[*].id'));
    end if;
    v_answer := public.begin_call(case when p_moment = 'summary' then 'summary' else 'advice' end, p_model, p_sent);
    if not (v_answer ->> 'allowed')::boolean then
        delete from public.advice_lines a where a.user_id = me and a.key = p_key and a.line is null;
    end if;
    return v_answer;
end $$;
grant execute on function public.begin_advice(text, date, text, text, text[]) to authenticated;

-- Keeps a line, or what the person thinks of it.
create function public.keep_advice(p_line jsonb) returns void language plpgsql security definer
    set search_path = ''
as $$
begin
    insert into public.advice_lines as a (user_id, key, local_date, moment, line, said_by, facts, thumb)
    select auth.uid(), p.key, p.local_date, p.moment, p.line, p.said_by, coalesce(p.facts, '[]'), p.thumb
    from jsonb_populate_record(null::public.advice_lines, p_line) p
    on conflict (user_id, key) do update
        set line = excluded.line, said_by = excluded.said_by, facts = excluded.facts, thumb = excluded.thumb, made_at = now();
    perform private.tidy_advice(auth.uid());
end $$;
grant execute on function public.keep_advice(jsonb) to authenticated;

-- The day as before, and beside it the energy of the three days before where all of it is known: whoever advises has to see
-- when somebody eats far too little.
alter function public.day_overview(date) rename to day_entries;
create function public.day_overview(p_date date) returns jsonb language sql stable
    set search_path = ''
as $$
    select public.day_entries(p_date) || jsonb_build_object('energy_before', (
        select coalesce(jsonb_agg(f.figures -> 'energy' order by f.local_date), '[]')
        from public.daily_figures f join public.complete_days c on c.user_id = f.user_id and c.local_date = f.local_date
        where f.user_id = auth.uid() and f.local_date between p_date - 3 and p_date - 1
            and f.figures ? 'energy' and not f.unknown ? 'energy'))
$$;
grant execute on function public.day_overview(date) to authenticated;

-- All that the page of days in short needs: figures, the kinds of entry that there are on the last day, and the last line
-- that was kept of each of sixty days, the newest day first.
create function public.days_in_short(p_metrics text[], p_from date, p_to date) returns json language sql stable
    set search_path = ''
as $$
    select json_build_object(
        'daily', public.daily_series(p_metrics, p_from, p_to),
        'logged', (
            select coalesce(json_agg(k.kind), '[]') from (values
                ('meal', exists (select from public.meals e where e.user_id = auth.uid() and e.local_date = p_to)),
                ('water', exists (select from public.drinks e where e.user_id = auth.uid() and e.local_date = p_to)),
                ('gym', exists (select from public.workouts e where e.user_id = auth.uid() and e.local_date = p_to)),
                ('mood', exists (select from public.moods e where e.user_id = auth.uid() and e.local_date = p_to)),
                ('sleep', exists (select from public.sleeps e where e.user_id = auth.uid() and e.local_date = p_to)),
                ('body', exists (select from public.measurements e where e.user_id = auth.uid() and e.local_date = p_to))
            ) k(kind, is_there) where k.is_there),
        'lines', (
            select coalesce(json_agg(l order by l.local_date desc), '[]') from (
                select distinct on (a.local_date) a.local_date, a.key, a.line, a.said_by, a.thumb,
                    jsonb_path_query_array(a.facts, '$[*].id') as facts
                from public.advice_lines a
                where a.user_id = auth.uid() and a.moment = 'summary' and a.line is not null and a.local_date > p_to - 60
                order by a.local_date desc, a.made_at desc limit 60) l))
$$;
grant execute on function public.days_in_short(text[], date, date) to authenticated;


-- Questions to the assistant --------------------------------------------------------------------------------------------

create table public.chat_turns (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    question text not null check (length(question) between 1 and 500),
    answer text not null check (length(answer) between 1 and 4000),
    -- "rules", "care", or the model.
    said_by text not null check (length(said_by) between 1 and 80),
    -- What the answer rests on, in words.
    facts jsonb not null default '[]' check (jsonb_typeof(facts) = 'array' and pg_column_size(facts) <= 20000),
    asked_at timestamptz not null default now()
);
select private.own('public.chat_turns');
create index on public.chat_turns (user_id, asked_at desc);

-- Nobody keeps more than the last 200.
create function private.tidy_chat() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    delete from public.chat_turns t where t.id in (
        select o.id from public.chat_turns o where o.user_id = new.user_id order by o.asked_at desc, o.id offset 200);
    return null;
end $$;
create trigger tidy_chat after insert on public.chat_turns for each row execute function private.tidy_chat();
