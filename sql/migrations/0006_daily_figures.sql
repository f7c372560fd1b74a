-- The figures of each day are kept as they are logged, so that years of them are read without adding anything up.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 6;

-- Written by private.keep_figures alone, from what is logged. A metric without a figure is not in there, which is not zero.
create table public.daily_figures (
    user_id uuid not null references auth.users (id) on delete cascade,
    local_date date not null,
    figures jsonb not null,
    unknown jsonb not null default '{}',
    primary key (user_id, local_date)
);
comment on column public.daily_figures.figures is 'by metric, in its unit; "late_caffeine" is what was drunk from 15:00 on';
comment on column public.daily_figures.unknown is 'by metric, of how much that was eaten the figure is not known, where there is any';
alter table public.daily_figures enable row level security;
alter table public.daily_figures force row level security;
create policy keeper on public.daily_figures to current_user using (true) with check (true);
create policy own_select on public.daily_figures for select to authenticated using (user_id = (select auth.uid()));
grant select on public.daily_figures to authenticated;

-- What a person's diary says of some days.
create function private.figures_of(p_user uuid, p_days date[])
    returns table (local_date date, figures jsonb, unknown jsonb) language sql stable
    set search_path = ''
as $$
    with eaten as (
        select m.local_date, true as is_food, e.*
        from public.meals m join public.meal_items p on p.meal_id = m.id, lateral (values
            ('energy', p.kcal), ('protein', p.protein_g), ('carbs', p.carbs_g), ('fat', p.fat_g), ('fibre', p.fibre_g),
            ('sugar', p.sugar_g), ('satfat', p.satfat_g), ('sodium', p.sodium_mg), ('potassium', p.potassium_mg),
            ('calcium', p.calcium_mg), ('iron', p.iron_mg)) e(metric, value)
        where m.user_id = p_user and m.local_date = any (p_days)
        union all
        select p.local_date, p.kcal is distinct from 0, e.*
        from public.drinks p, lateral (values
            ('energy', p.kcal), ('protein', p.protein_g), ('carbs', p.carbs_g), ('fat', p.fat_g), ('fibre', p.fibre_g),
            ('sugar', p.sugar_g), ('satfat', p.satfat_g), ('sodium', p.sodium_mg), ('potassium', p.potassium_mg),
            ('calcium', p.calcium_mg), ('iron', p.iron_mg)) e(metric, value)
        where p.user_id = p_user and p.local_date = any (p_days) and (p.kcal is distinct from 0 or p.sodium_mg > 0)
    ), found (local_date, metric, value, unknown) as (
        select local_date, metric, round(sum(value::float8)::numeric, 2), count(*) filter (where value is null)
        -- A day of nothing but water is no day of nothing eaten.
        from eaten group by local_date, metric having bool_or(is_food)
        union all
        select d.local_date, e.metric, round(sum(e.value::float8)::numeric, 3), 0
        from public.drinks d, lateral (values
            ('water', d.ml), ('caffeine', d.caffeine_mg), ('alcohol', d.alcohol_g),
            ('late_caffeine', case when d.logged_at at time zone d.time_zone >= d.local_date + interval '15 hours'
                                   then d.caffeine_mg else 0 end)) e(metric, value)
        where d.user_id = p_user and d.local_date = any (p_days) group by d.local_date, e.metric
        union all
        select w.local_date, e.metric, round(sum(e.value::float8)::numeric, 3), 0
        from public.workouts w, lateral (values
            ('active_minutes', w.minutes), ('training_energy', w.net_kcal), ('distance', w.distance_km)) e(metric, value)
        where w.user_id = p_user and w.local_date = any (p_days) group by w.local_date, e.metric
        union all
        select m.local_date, e.metric, round(avg(e.value::float8)::numeric, 3), 0
        from public.moods m, lateral (values ('wellbeing', m.wellbeing), ('mood_energy', m.energy)) e(metric, value)
        where m.user_id = p_user and m.local_date = any (p_days) group by m.local_date, e.metric
        union all
        select s.local_date, e.metric, round(e.value::numeric, 3), 0
        from (select n.local_date, sum(n.minutes::float8) / 60 as hours, avg(n.quality::float8) as quality
              from public.sleeps n where n.user_id = p_user and n.local_date = any (p_days) group by 1) s,
            lateral (values ('sleep', s.hours), ('sleep_quality', s.quality)) e(metric, value)
        union all
        select m.local_date, x.id, round(case x.aggregate when 'sum' then sum(m.value) when 'mean' then avg(m.value)
                                         else (array_agg(m.value order by m.logged_at desc))[1] end, 3), 0
        from public.metrics x join public.measurements m on m.metric = x.id
        where x.logged and x.aggregate <> 'none' and m.user_id = p_user and m.local_date = any (p_days)
        group by x.id, x.aggregate, m.local_date
        union all
        select m.local_date, e.metric, round(avg(e.value), 3), 0
        from public.measurements m, lateral (values ('systolic', m.value), ('diastolic', m.value2)) e(metric, value)
        where m.metric = 'blood_pressure' and m.user_id = p_user and m.local_date = any (p_days)
        group by m.local_date, e.metric)
    select f.local_date, jsonb_object_agg(f.metric, f.value) filter (where f.value is not null),
           coalesce(jsonb_object_agg(f.metric, f.unknown) filter (where f.value is not null and f.unknown > 0), '{}')
    from found f group by f.local_date having count(f.value) > 0
$$;

-- Called while the person's row of diary_versions is held: then nothing that is logged meanwhile is missed.
create function private.keep_figures(p_user uuid, p_days date[]) returns void language plpgsql security definer
    set search_path = ''
as $$
begin
    delete from public.daily_figures f where f.user_id = p_user and f.local_date = any (p_days);
    -- Somebody who is being deleted has none.
    if exists (select from auth.users u where u.id = p_user) then
        insert into public.daily_figures (user_id, local_date, figures, unknown)
        select p_user, f.* from private.figures_of(p_user, p_days) f;
    end if;
end $$;

-- Which days are to be added up anew when the transaction ends: a hundred entries of a day are added up once.
create function private.touch_days(p_touched jsonb) returns void language plpgsql
    set search_path = ''
as $$
declare
    v_known jsonb := coalesce(nullif(current_setting('wellspring.touched', true), ''), '[]');
    v_new jsonb := (select jsonb_agg(distinct jsonb_build_array(t -> 'user_id', t -> 'local_date'))
                    from jsonb_array_elements(p_touched) t);
begin
    if not v_known @> v_new then
        perform set_config('wellspring.touched', (
            select jsonb_agg(distinct d) from jsonb_array_elements(v_known || v_new) d)::text, true);
    end if;
end $$;

create function private.keep_touched() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    v_touched jsonb := nullif(current_setting('wellspring.touched', true), '');
begin
    if v_touched is not null then
        perform set_config('wellspring.touched', '', true);
        perform private.keep_figures((d ->> 0)::uuid, array_agg((d ->> 1)::date))
        from jsonb_array_elements(v_touched) d group by d ->> 0;
    end if;
    return null;
end $$;
-- The version of a person goes up with every write, and this waits for the end of the transaction that holds it.
create constraint trigger keep_touched after update on public.diary_versions
    deferrable initially deferred for each row execute function private.keep_touched();

create or replace function private.unscore() returns trigger language plpgsql security definer
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
    perform private.touch_days(v_touched);
    delete from public.daily_scores s
    using jsonb_to_recordset(v_touched) t(user_id uuid, local_date date, metric text)
    where s.user_id = t.user_id and s.local_date between t.local_date and t.local_date + case
        when v_weekly or t.metric = 'steps' then 6
        when t.metric in ('resting_heart_rate', 'hrv_rmssd', 'hrv_sdnn') then 60
        when t.metric = 'weight' then 365 else 0 end;
    return null;
end $$;

-- Also to be called by a migration after which the figures are worked out otherwise.
create function private.keep_all_figures() returns void language plpgsql security definer
    set search_path = ''
as $$
begin
    perform private.keep_figures(d.user_id, array_agg(d.local_date)) from (
        select m.user_id, m.local_date from public.meals m union select m.user_id, m.local_date from public.drinks m
        union select m.user_id, m.local_date from public.workouts m union select m.user_id, m.local_date from public.moods m
        union select m.user_id, m.local_date from public.sleeps m
        union select m.user_id, m.local_date from public.measurements m
        union select f.user_id, f.local_date from public.daily_figures f) d
    group by d.user_id;
end $$;
select private.keep_all_figures();

-- "days" are those that have any figure, as days since p_from, and "series" the figures of these days by metric, with
-- null where there is none. "at_least" are the days on which more was eaten than is known. "goals", "notes" and "tags" are
-- answered where they are asked for; "tags" gives each tag its days, and "told" are those on which a mood was logged.
drop function public.daily_series(text[], date, date);
create function public.daily_series(p_metrics text[], p_from date, p_to date) returns json
    language plpgsql stable
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
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
            where f.user_id = $1 and f.local_date between $2 and $3 order by f.local_date) days',
        coalesce((
            select string_agg(format('%L || string_agg(coalesce(figures ->> %L, ''null''), '','') || '']''',
                                     to_json(m) || ':[', m), ', ') from unnest(v_known) m), 'null'))
    into v_days, v_figures using me, p_from, p_to;
    if 'goals' = any (p_metrics) then
        v_goals := (
            select coalesce(json_agg(json_build_object('metric', g.metric, 'low', g.low, 'high', g.high,
                                                       'starts_on', g.starts_on) order by g.starts_on), '[]')
            from public.goals g where g.user_id = me and g.metric = any (p_metrics) and g.starts_on <= p_to);
    end if;
    if 'notes' = any (p_metrics) then
        v_notes := (
            select coalesce(json_agg(json_build_array(day, note) order by day), '[]') from (
                select m.local_date - p_from as day, m.note from public.moods m
                where m.user_id = me and m.note is not null and m.local_date between p_from and p_to
                order by m.local_date desc, m.logged_at desc limit 200) n);
    end if;
    if 'tags' = any (p_metrics) then
        v_tags := (
            select coalesce(json_object_agg(tag, days), '{}') from (
                select tag, json_agg(distinct m.local_date - p_from) days
                from public.moods m, unnest(m.tags) tag
                where m.user_id = me and m.local_date between p_from and p_to
                group by tag order by count(*) desc, tag limit 40) t);
        v_told := (select coalesce(json_agg(distinct m.local_date - p_from), '[]') from public.moods m
                   where m.user_id = me and m.local_date between p_from and p_to);
    end if;
    return json_build_object(
        'days', v_days, 'series', v_figures, 'goals', v_goals, 'notes', v_notes, 'tags', v_tags, 'told', v_told,
        'at_least', (
            select coalesce(json_object_agg(metric, days), '{}') from (
                select u.metric, json_agg(f.local_date - p_from order by f.local_date) days
                from public.daily_figures f, jsonb_object_keys(f.unknown) u(metric)
                where f.user_id = me and f.local_date between p_from and p_to and f.unknown <> '{}'
                    and u.metric = any (p_metrics) group by u.metric) known),
        'version', (select v.version from public.diary_versions v where v.user_id = me),
        'complete', (
            select coalesce(json_agg(c.local_date - p_from order by c.local_date), '[]') from public.complete_days c
            where c.user_id = me and c.local_date between p_from and p_to));
end $$;
grant execute on function public.daily_series(text[], date, date) to authenticated;
