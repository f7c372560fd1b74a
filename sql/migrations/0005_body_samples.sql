-- What sensors read of a body: as it was read for 30 days, by the hour until 90, and as one entry a day from then on.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 5;

create table public.body_samples (
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    metric text not null references public.metrics (id) check (metric in ('hrv_rmssd', 'hrv_sdnn', 'heart_rate')),
    device text not null check (device ~ E'^[^\x01-\x1f]{1,60}$' and device = btrim(device)),
    taken_at timestamptz not null check (taken_at >= timestamptz '1900-01-01'),
    is_hour boolean not null default false,
    time_zone text not null check (length(time_zone) <= 64),
    local_date date not null,
    value numeric(8, 4) not null,
    readings int not null default 1 check (readings between 1 and 100000 and (is_hour or readings = 1)),
    written_at timestamptz not null default now(),
    primary key (user_id, metric, device, taken_at, is_hour)
);
comment on column public.body_samples.is_hour is 'the mean of the readings of an hour, of which the first is at taken_at';
select private.own('public.body_samples');
create index on public.body_samples (user_id, local_date, metric);

-- What was last said of a day of a sensor among the measurements. An entry that says something else was changed by the
-- person; a day whose entry the person deleted waits an hour for it to come back.
create table public.device_days (
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    metric text not null,
    device text not null,
    local_date date not null,
    value numeric(9, 2) not null,
    dropped_at timestamptz,
    primary key (user_id, metric, device, local_date)
);
select private.own('public.device_days');

-- The bounds stand in sql/reference/metrics.csv. The day is never taken from whoever writes: what is tidied follows it.
create function private.check_sample() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    m public.metrics;
begin
    perform private.refuse_strangers(new.user_id);
    if not private.is_time_zone(new.time_zone) then
        raise exception using errcode = '22023', message = 'This time zone is not known.';
    end if;
    select * into m from public.metrics where id = new.metric;
    if found and (new.value not between m.lowest and m.highest or new.taken_at > now() + interval '1 day') then
        raise exception using errcode = '23514', message = format('%s is outside what is possible.', m.label);
    end if;
    new.local_date := (new.taken_at at time zone new.time_zone)::date;
    return new;
end $$;
create trigger check_sample before insert or update on public.body_samples
    for each row execute function private.check_sample();

-- The name of a day's entry among the measurements.
create function public.device_day(p_metric text, p_day date, p_device text) returns text language sql stable
    set search_path = ''
    return p_metric || ' ' || to_char(p_day, 'YYYY-MM-DD') || ' ' || p_device;

-- What the samples say of days: [{"metric": "hrv_rmssd", "device": "Polar H10", "local_date": "2026-03-02"}].
create function public.samples_say(p_days jsonb)
    returns table (metric text, device text, local_date date, value numeric, last_at timestamptz, time_zone text)
    language sql stable
    set search_path = ''
as $$
    select d.metric, d.device, d.local_date, round(sum(s.value * s.readings) / sum(s.readings), 2),
           max(s.taken_at), (array_agg(s.time_zone order by s.taken_at desc))[1]
    from jsonb_to_recordset(p_days) d(metric text, device text, local_date date)
    join public.body_samples s on s.user_id = auth.uid() and s.local_date = d.local_date and s.metric = d.metric
        and s.device = d.device
    group by 1, 2, 3
$$;

-- Of the caller, or of everybody where the owner of the tables asks. A day's entry is not touched by any of it. What was
-- written within the hour stays as it is, so that it can be taken back.
create function public.tidy_samples() returns void language plpgsql
    set search_path = ''
as $$
declare
    v_before timestamptz := now() - interval '1 hour';
begin
    delete from public.body_samples s using public.device_days d
    where d.user_id = s.user_id and d.metric = s.metric and d.device = s.device and d.local_date = s.local_date
        and d.dropped_at < v_before;
    delete from public.device_days where dropped_at < v_before;
    delete from public.body_samples where local_date < current_date - 90 and written_at < v_before;
    with old as (
        delete from public.body_samples
        where not is_hour and local_date < current_date - 30 and written_at < v_before returning *)
    insert into public.body_samples (user_id, metric, device, taken_at, is_hour, time_zone, value, readings)
    select user_id, metric, device, min(taken_at), true, time_zone, avg(value), least(count(*), 100000)
    from old group by 1, 2, 3, local_date, time_zone, date_trunc('hour', taken_at at time zone 'UTC')
    on conflict do nothing;
end $$;

-- Adds readings and takes readings away: {"metric", "device", "taken_at", "time_zone", "value"}; to take one away the
-- first three do. Each day that is touched has one entry a metric and device, their mean, unless the person has changed
-- that entry since. What is known already changes nothing. Returns which readings were added, as they have to be given to
-- be taken away again, and how many were left out because only the mean of their hour or day is left.
create function public.change_samples(p_add jsonb default '[]', p_remove jsonb default '[]') returns jsonb
    language plpgsql
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
    v_days jsonb;
    v_added jsonb;
    v_left_out int;
begin
    if jsonb_typeof(p_add) is distinct from 'array' or jsonb_typeof(p_remove) is distinct from 'array'
       or jsonb_array_length(p_add) + jsonb_array_length(p_remove) > 5000 then
        raise exception using errcode = '54000', message = 'These are more readings than are taken at once.';
    end if;
    -- Two tabs would each see the mean without the other's readings.
    perform pg_advisory_xact_lock(hashtextextended('samples ' || me, 0));
    select coalesce(jsonb_agg(distinct jsonb_build_object('metric', metric, 'device', device, 'local_date', day)), '[]')
    into v_days from (
        select a.metric, a.device, (a.taken_at at time zone a.time_zone)::date as day
        from jsonb_to_recordset(p_add) a(metric text, device text, taken_at timestamptz, time_zone text)
        union all
        select s.metric, s.device, s.local_date
        from jsonb_to_recordset(p_remove) r(metric text, device text, taken_at timestamptz)
        join public.body_samples s using (metric, device, taken_at)
        where s.user_id = me and not s.is_hour) touched;

    -- Who adds to a day whose entry was deleted begins it anew.
    with begun as (
        delete from public.device_days d using jsonb_to_recordset(v_days) t(metric text, device text, local_date date)
        where d.user_id = me and d.metric = t.metric and d.device = t.device and d.local_date = t.local_date
            and d.dropped_at is not null
        returning d.*)
    delete from public.body_samples s using begun b
    where s.user_id = me and s.metric = b.metric and s.device = b.device and s.local_date = b.local_date;
    delete from public.body_samples s
    using jsonb_to_recordset(p_remove) r(metric text, device text, taken_at timestamptz)
    where s.user_id = me and s.metric = r.metric and s.device = r.device and s.taken_at = r.taken_at and not s.is_hour;

    with given as (
        select a.*, (a.taken_at at time zone a.time_zone)::date as day
        from jsonb_to_recordset(p_add) a(metric text, device text, taken_at timestamptz, time_zone text, value numeric)),
    -- Of an old hour or day only the mean is left, which may hold this reading.
    judged as (
        select g.*, exists (
                select from public.body_samples h
                where h.user_id = me and h.metric = g.metric and h.device = g.device and h.is_hour
                    and h.local_date = g.day
                    and date_trunc('hour', h.taken_at at time zone 'UTC') = date_trunc('hour', g.taken_at at time zone 'UTC'))
            or (g.day < current_date - 90
                and exists (select from public.device_days d
                            where d.user_id = me and d.metric = g.metric and d.device = g.device and d.local_date = g.day)
                and not exists (select from public.body_samples s
                                where s.user_id = me and s.metric = g.metric and s.device = g.device
                                    and s.local_date = g.day)) as is_late
        from given g),
    came as (
        insert into public.body_samples (metric, device, taken_at, time_zone, value)
        select metric, device, taken_at, time_zone, value from judged where is_late is not true
        order by metric, device, taken_at
        on conflict do nothing returning metric, device, taken_at)
    select (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from came c), (select count(*) from judged where is_late)
    into v_added, v_left_out;

    insert into public.measurements as m (metric, value, logged_at, local_date, time_zone, note, source, external_id)
    select s.metric, s.value, s.last_at, s.local_date, s.time_zone, s.device, 'device',
           public.device_day(s.metric, s.local_date, s.device)
    from public.samples_say(v_days) s
    on conflict (user_id, source, external_id) where external_id is not null do update
        set value = excluded.value, logged_at = excluded.logged_at
        where m.local_date = excluded.local_date and m.value = (
            select d.value from public.device_days d
            where d.user_id = me and d.metric = excluded.metric and d.device = excluded.note
                and d.local_date = excluded.local_date);
    with silent as (
        delete from public.device_days d using jsonb_to_recordset(v_days) t(metric text, device text, local_date date)
        where d.user_id = me and d.metric = t.metric and d.device = t.device and d.local_date = t.local_date
            and not exists (
                select from public.body_samples s
                where s.user_id = me and s.metric = d.metric and s.device = d.device and s.local_date = d.local_date)
            -- Of a day that has only its entry left, nothing was taken away.
            and exists (select from jsonb_to_recordset(p_remove) r(metric text, device text)
                        where r.metric = d.metric and r.device = d.device)
        returning d.*)
    delete from public.measurements m using silent s
    where m.user_id = me and m.source = 'device' and m.value = s.value
        and m.external_id = public.device_day(s.metric, s.local_date, s.device);
    insert into public.device_days (metric, device, local_date, value)
    select s.metric, s.device, s.local_date, s.value from public.samples_say(v_days) s
    on conflict (user_id, metric, device, local_date) do update set value = excluded.value;
    perform public.tidy_samples();
    return jsonb_build_object('added', v_added, 'left_out', v_left_out);
end $$;

-- Whoever deletes a day's entry means the readings it was made of as well, and so does whoever brings it back.
create function private.drop_samples() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    v_entry public.measurements := case when tg_op = 'DELETE' then old else new end;
begin
    update public.device_days d set dropped_at = case when tg_op = 'DELETE' then now() end
    where d.user_id = v_entry.user_id and d.metric = v_entry.metric
        and public.device_day(d.metric, d.local_date, d.device) = v_entry.external_id;
    return null;
end $$;
create trigger drop_samples after delete on public.measurements
    for each row when (old.source = 'device') execute function private.drop_samples();
create trigger recall_samples after insert on public.measurements
    for each row when (new.source = 'device') execute function private.drop_samples();

grant execute on function public.device_day(text, date, text), public.samples_say(jsonb), public.tidy_samples(),
    public.change_samples(jsonb, jsonb) to authenticated;
