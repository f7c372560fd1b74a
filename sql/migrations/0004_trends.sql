-- Trends: the daily figures of a person, worked out in the database and read in one call.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 4;

-- The days of each metric as two lists, "d" (days since p_from) and "v" (values); of what is eaten also "u": of how much
-- that day the figure is not known. A day without a figure is not in the lists: missing is missing, and never zero.
-- Beside the metrics of the reference table there are "late_caffeine" (what was drunk from 15:00 on) and "tags", which
-- gives each tag its days.
create function public.daily_series(p_metrics text[], p_from date, p_to date) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
    v_eaten constant jsonb := '{"energy": "kcal", "protein": "protein_g", "carbs": "carbs_g", "fat": "fat_g",
        "fibre": "fibre_g", "sugar": "sugar_g", "satfat": "satfat_g", "sodium": "sodium_mg", "potassium": "potassium_mg",
        "calcium": "calcium_mg", "iron": "iron_mg"}';
    -- By table, what makes the figure of a day. As numeric, sums over five years would take twice as long.
    v_logged constant jsonb := '{
        "drinks": {
            "water": "sum(ml::float8)", "caffeine": "sum(caffeine_mg::float8)", "alcohol": "sum(alcohol_g::float8)",
            "late_caffeine":
            "sum(case when logged_at at time zone time_zone >= local_date + ''15 h''::interval then caffeine_mg::float8 else 0 end)"},
        "workouts": {
            "active_minutes": "sum(minutes::float8)", "training_energy": "sum(net_kcal::float8)",
            "distance": "sum(distance_km::float8)"},
        "moods": {"wellbeing": "avg(wellbeing::float8)", "mood_energy": "avg(energy::float8)"},
        "sleeps": {"sleep": "sum(minutes::float8) / 60", "sleep_quality": "avg(quality::float8)"}}';
    v_meals text;
    v_drinks text;
    v_sums text;
    v_lists text;
    v_table text;
    found jsonb;
    result jsonb := '{}';
begin
    if cardinality(p_metrics) > 60 or (p_to - p_from between 0 and 40000) is not true then
        raise exception using errcode = '54000', message = 'This is more than is read at once.';
    end if;
    p_metrics := array(select distinct m from unnest(p_metrics) m);
    -- What is eaten: foods, and the drinks that are food as well. Only the columns that are asked for are added up.
    select string_agg(format('p.%1$I::float8 as %1$I, (p.%1$I is null)::int as %2$I', c, 'no_' || c), ', '),
           string_agg(format('sum(%1$I) as %1$I, sum(%2$I) as %2$I', c, 'no_' || c), ', '),
           string_agg(format('%1$L, jsonb_build_object(
               ''d'', to_jsonb(array_agg(day) filter (where %2$I is not null)),
               ''v'', to_jsonb(array_agg(round(%2$I::numeric, 2)) filter (where %2$I is not null)),
               ''u'', to_jsonb(array_agg(%3$I) filter (where %2$I is not null)))', m, c, 'no_' || c), ', ')
    into v_drinks, v_sums, v_lists
    from unnest(p_metrics) m, lateral (select v_eaten ->> m as c) found
    where c is not null;
    if v_sums is not null then
        v_meals := case when p_metrics && array(select k from jsonb_object_keys(v_eaten - 'energy') k) then
            format('select m.local_date as day, true as is_food, %s
                from public.meals m join public.meal_items p on p.meal_id = m.id', v_drinks)
            -- A meal knows its energy without its items.
            else 'select m.local_date as day, true as is_food, m.kcal::float8 as kcal, m.kcal_unknown as no_kcal
                from (select * from public.meals where kcal is not null or kcal_unknown > 0) m' end;
        execute format(
            'select jsonb_build_object(%s) from (
                select parts.day - $2 as day, %s from (
                    %s where m.user_id = $1 and m.local_date between $2 and $3
                    union all
                    select p.local_date, p.kcal is distinct from 0, %s from public.drinks p
                    where p.user_id = $1 and p.local_date between $2 and $3 and (p.kcal is distinct from 0 or p.sodium_mg > 0)
                -- A day of nothing but water is no day of nothing eaten.
                ) parts group by parts.day having bool_or(is_food) order by 1) days',
            v_lists, v_sums, v_meals, v_drinks) into found using me, p_from, p_to;
        result := result || found;
    end if;
    -- What each of the other tables has.
    for v_table, v_sums, v_lists in
        select t.key, string_agg(format('%s as %I', e.value, e.key), ', '),
               string_agg(format('%1$L, jsonb_build_object(
                   ''d'', to_jsonb(array_agg(day) filter (where %1$I is not null)),
                   ''v'', to_jsonb(array_agg(round(%1$I::numeric, 3)) filter (where %1$I is not null)))', e.key), ', ')
        from jsonb_each(v_logged) t, jsonb_each_text(t.value) e where e.key = any (p_metrics) group by t.key
    loop
        execute format(
            'select jsonb_build_object(%s) from (
                select local_date - $2 as day, %s from public.%I
                where user_id = $1 and local_date between $2 and $3 group by 1 order by 1) days',
            v_lists, v_sums, v_table) into found using me, p_from, p_to;
        result := result || found;
    end loop;
    with days (metric, day, value) as (
        select x.id, m.local_date - p_from,
               case x.aggregate when 'sum' then sum(m.value) when 'mean' then avg(m.value)
                                else (array_agg(m.value order by m.logged_at desc))[1] end
        from public.metrics x join public.measurements m on m.metric = x.id
        where x.id = any (p_metrics) and x.logged and x.aggregate <> 'none'
            and m.user_id = me and m.local_date between p_from and p_to
        group by x.id, x.aggregate, 2
        union all
        select k.metric, m.local_date - p_from, avg(case k.metric when 'systolic' then m.value else m.value2 end)
        from public.measurements m, unnest(array['systolic', 'diastolic']) k(metric)
        where k.metric = any (p_metrics) and m.metric = 'blood_pressure'
            and m.user_id = me and m.local_date between p_from and p_to
        group by 1, 2)
    select coalesce(jsonb_object_agg(metric, lists), '{}') into found from (
        select metric, jsonb_build_object('d', jsonb_agg(day order by day),
                                          'v', jsonb_agg(round(value, 3) order by day)) lists
        from days where value is not null group by metric) series;
    result := jsonb_build_object('series', result || found, 'version', (
        select v.version from public.diary_versions v where v.user_id = me), 'complete', (
        select coalesce(jsonb_agg(c.local_date - p_from order by c.local_date), '[]') from public.complete_days c
        where c.user_id = me and c.local_date between p_from and p_to));
    if 'goals' = any (p_metrics) then
        result := result || jsonb_build_object('goals', (
            select coalesce(jsonb_agg(jsonb_build_object('metric', g.metric, 'low', g.low, 'high', g.high,
                                                         'starts_on', g.starts_on) order by g.starts_on), '[]')
            from public.goals g where g.user_id = me and g.metric = any (p_metrics) and g.starts_on <= p_to));
    end if;
    if 'notes' = any (p_metrics) then
        result := result || jsonb_build_object('notes', (
            select coalesce(jsonb_agg(jsonb_build_array(day, note) order by day), '[]') from (
                select m.local_date - p_from as day, m.note from public.moods m
                where m.user_id = me and m.note is not null and m.local_date between p_from and p_to
                order by m.local_date desc, m.logged_at desc limit 200) n));
    end if;
    if 'tags' = any (p_metrics) then
        result := result || jsonb_build_object(
            'tags', (select coalesce(jsonb_object_agg(tag, days), '{}') from (
                select tag, jsonb_agg(distinct m.local_date - p_from) days
                from public.moods m, unnest(m.tags) tag
                where m.user_id = me and m.local_date between p_from and p_to
                group by tag order by count(*) desc, tag limit 40) t),
            'told', (select coalesce(jsonb_agg(distinct m.local_date - p_from), '[]') from public.moods m
                     where m.user_id = me and m.local_date between p_from and p_to));
    end if;
    return result;
end $$;
grant execute on function public.daily_series(text[], date, date) to authenticated;


-- The wellness score -----------------------------------------------------------------------------------------------

alter table public.profiles add column score_weights jsonb check (
    jsonb_typeof(score_weights) = 'object' and pg_column_size(score_weights) <= 400
    and score_weights - array['sleep', 'activity', 'nutrition', 'mood', 'hydration', 'recovery'] = '{}');
comment on column public.profiles.score_weights is 'how much each part of the score counts; null: as usual';
grant update (score_weights) on public.profiles to authenticated;

-- The score of a day with its parts, as it was worked out last. What is changed in a day takes away the scores that
-- it is part of, and the app works them out anew.
create table public.daily_scores (
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    local_date date not null check (local_date between date '1900-01-01' and date '2200-01-01'),
    total int check (total between 0 and 100),
    coverage int not null check (coverage between 0 and 100),
    parts jsonb not null check (jsonb_typeof(parts) = 'array' and pg_column_size(parts) <= 8000),
    made_at timestamptz not null default now(),
    primary key (user_id, local_date)
);
comment on column public.daily_scores.total is 'null: not enough was logged';
select private.own('public.daily_scores');

-- Counts every write of a person. Whoever works something out from the diary can say by it that nothing has changed
-- since; and who writes while it is kept waits for it.
create table public.diary_versions (
    user_id uuid primary key references auth.users (id) on delete cascade,
    version bigint not null default 0
);
insert into public.diary_versions (user_id) select user_id from public.profiles;
alter table public.diary_versions enable row level security;
alter table public.diary_versions force row level security;
create policy keeper on public.diary_versions to current_user using (true) with check (true);
create policy own_select on public.diary_versions for select to authenticated using (user_id = (select auth.uid()));
grant select on public.diary_versions to authenticated;

create function private.add_version() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    insert into public.diary_versions (user_id) values (new.user_id);
    return null;
end $$;
create trigger add_version after insert on public.profiles for each row execute function private.add_version();

-- How many days later than its own an entry still counts: activity looks back over a week, what is usual for a heart over
-- 60 days, and a weight holds for a year.
create function private.unscore() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    v_weekly boolean := tg_table_name = 'workouts';
    v_touched jsonb;
begin
    if tg_op = 'INSERT' then
        v_touched := (select jsonb_agg(distinct to_jsonb(t)) from (
            select c.user_id, c.local_date, to_jsonb(c) ->> 'metric' as metric from come c) t);
    elsif tg_op = 'DELETE' then
        v_touched := (select jsonb_agg(distinct to_jsonb(t)) from (
            select g.user_id, g.local_date, to_jsonb(g) ->> 'metric' as metric from gone g) t);
    else
        v_touched := (select jsonb_agg(distinct to_jsonb(t)) from (
            select c.user_id, c.local_date, to_jsonb(c) ->> 'metric' as metric from come c
            union select g.user_id, g.local_date, to_jsonb(g) ->> 'metric' from gone g) t);
    end if;
    update public.diary_versions v set version = v.version + 1
    where v.user_id in (select t.user_id from jsonb_to_recordset(v_touched) t(user_id uuid));
    delete from public.daily_scores s
    using jsonb_to_recordset(v_touched) t(user_id uuid, local_date date, metric text)
    where s.user_id = t.user_id and s.local_date between t.local_date and t.local_date + case
        when v_weekly or t.metric = 'steps' then 6
        when t.metric in ('resting_heart_rate', 'hrv_rmssd', 'hrv_sdnn') then 60
        when t.metric = 'weight' then 365 else 0 end;
    return null;
end $$;
do $$
declare
    t text;
begin
    foreach t in array array['meals', 'drinks', 'workouts', 'moods', 'sleeps', 'measurements'] loop
        execute format('create trigger unscore_come after insert on public.%I referencing new table as come
            for each statement execute function private.unscore()', t);
        execute format('create trigger unscore_changed after update on public.%I
            referencing old table as gone new table as come for each statement execute function private.unscore()', t);
        execute format('create trigger unscore_gone after delete on public.%I referencing old table as gone
            for each statement execute function private.unscore()', t);
    end loop;
end $$;

-- Writes scores: those that are there are replaced. Where the diary is no longer what they were worked out from, nothing
-- is written, and the answer is false.
create function public.keep_scores(p_scores jsonb, p_version bigint default null) returns boolean
    language plpgsql security definer
    set search_path = ''
as $$
declare
    v_version bigint;
begin
    if auth.uid() is null then
        raise exception using errcode = '42501', message = 'Only a signed-in person has scores.';
    end if;
    if jsonb_typeof(p_scores) is distinct from 'array' or jsonb_array_length(p_scores) > 400 then
        raise exception using errcode = '54000', message = 'These are more scores than are kept at once.';
    end if;
    -- Held until the end: an entry that is written meanwhile takes its scores away afterwards.
    select v.version into v_version from public.diary_versions v where v.user_id = auth.uid() for update;
    if v_version <> p_version then
        return false;
    end if;
    insert into public.daily_scores (user_id, local_date, total, coverage, parts)
    select auth.uid(), p.local_date, p.total, p.coverage, p.parts
    from jsonb_populate_recordset(null::public.daily_scores, p_scores) p order by p.local_date
    on conflict (user_id, local_date) do update
        set total = excluded.total, coverage = excluded.coverage, parts = excluded.parts, made_at = now();
    return true;
end $$;
grant execute on function public.keep_scores(jsonb, bigint) to authenticated;
