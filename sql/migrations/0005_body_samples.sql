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
    value numeric(6, 2) not null,
    readings int not null default 1 check (readings between 1 and 100000 and (is_hour or readings = 1)),
    primary key (user_id, metric, device, taken_at, is_hour)
);
comment on column public.body_samples.is_hour is 'the mean of the readings of an hour, which begins at taken_at';
select private.own('public.body_samples');
create index on public.body_samples (user_id, local_date, metric);

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

-- Of the caller, or of everybody where the owner of the tables asks. A day's entry is not touched by any of it.
create function public.tidy_samples() returns void language plpgsql
    set search_path = ''
as $$
begin
    with old as (
        delete from public.body_samples where not is_hour and local_date < current_date - 30 returning *)
    insert into public.body_samples as h (user_id, metric, device, taken_at, is_hour, time_zone, value, readings)
    select user_id, metric, device, date_trunc('hour', taken_at at time zone time_zone) at time zone time_zone, true,
           min(time_zone), round(avg(value), 2), count(*)
    from old group by 1, 2, 3, 4
    on conflict (user_id, metric, device, taken_at, is_hour) do update
        set value = (h.value * h.readings + excluded.value * excluded.readings) / (h.readings + excluded.readings),
            readings = least(h.readings + excluded.readings, 100000);
    delete from public.body_samples where local_date < current_date - 90;
end $$;

-- Adds readings and takes readings away: {"metric", "device", "taken_at", "time_zone", "value"}; to take one away the
-- first three do. Each day that is touched has one entry a metric and device, their mean, unless the person has changed
-- that entry since. What is known already changes nothing. Returns how many were added.
create function public.change_samples(p_add jsonb default '[]', p_remove jsonb default '[]') returns int
    language plpgsql
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
    v_days jsonb;
    v_before jsonb;
    v_added int;
begin
    if jsonb_typeof(p_add) is distinct from 'array' or jsonb_typeof(p_remove) is distinct from 'array'
       or jsonb_array_length(p_add) + jsonb_array_length(p_remove) > 5000 then
        raise exception using errcode = '54000', message = 'These are more readings than are taken at once.';
    end if;
    select coalesce(jsonb_agg(distinct jsonb_build_object('metric', metric, 'device', device, 'local_date', day)), '[]')
    into v_days from (
        select a.metric, a.device, (a.taken_at at time zone a.time_zone)::date as day
        from jsonb_to_recordset(p_add) a(metric text, device text, taken_at timestamptz, time_zone text)
        union all
        select s.metric, s.device, s.local_date
        from jsonb_to_recordset(p_remove) r(metric text, device text, taken_at timestamptz)
        join public.body_samples s using (metric, device, taken_at)
        where s.user_id = me and not s.is_hour) touched;
    select coalesce(jsonb_agg(to_jsonb(b)), '[]') into v_before from public.samples_say(v_days) b;

    delete from public.body_samples s
    using jsonb_to_recordset(p_remove) r(metric text, device text, taken_at timestamptz)
    where s.user_id = me and s.metric = r.metric and s.device = r.device and s.taken_at = r.taken_at and not s.is_hour;
    insert into public.body_samples (metric, device, taken_at, time_zone, value)
    select a.metric, a.device, a.taken_at, a.time_zone, a.value
    from jsonb_to_recordset(p_add) a(metric text, device text, taken_at timestamptz, time_zone text, value numeric)
    -- Of an old hour or day only the mean is left, which may hold this reading.
    where not exists (
        select from public.body_samples h
        where h.user_id = me and h.metric = a.metric and h.device = a.device and h.is_hour
            and h.taken_at = date_trunc('hour', a.taken_at at time zone a.time_zone) at time zone a.time_zone)
    and ((a.taken_at at time zone a.time_zone)::date >= current_date - 90 or not exists (
        select from public.measurements m
        where m.user_id = me and m.source = 'device'
            and m.external_id = public.device_day(a.metric, (a.taken_at at time zone a.time_zone)::date, a.device)))
    on conflict do nothing;
    get diagnostics v_added = row_count;

    insert into public.measurements as m (metric, value, logged_at, local_date, time_zone, note, source, external_id)
    select s.metric, s.value, s.last_at, s.local_date, s.time_zone, s.device, 'device',
           public.device_day(s.metric, s.local_date, s.device)
    from public.samples_say(v_days) s
    on conflict (user_id, source, external_id) where external_id is not null do update
        set value = excluded.value, logged_at = excluded.logged_at
        where m.value = (select b.value from jsonb_populate_recordset(null::public.body_samples, v_before) b
                         where public.device_day(b.metric, b.local_date, b.device) = m.external_id);
    delete from public.measurements m
    using jsonb_populate_recordset(null::public.body_samples, v_before) b
    where m.user_id = me and m.source = 'device' and m.value = b.value
        and m.external_id = public.device_day(b.metric, b.local_date, b.device)
        and not exists (select from public.samples_say(jsonb_build_array(to_jsonb(b))));
    perform public.tidy_samples();
    return v_added;
end $$;

-- Whoever deletes a day's entry means the readings it was made of as well.
create function private.forget_samples() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    delete from public.body_samples s
    where s.user_id = old.user_id and s.metric = old.metric and s.local_date = old.local_date
        and public.device_day(s.metric, s.local_date, s.device) = old.external_id;
    return null;
end $$;
create trigger forget_samples after delete on public.measurements
    for each row when (old.source = 'device') execute function private.forget_samples();

grant execute on function public.device_day(text, date, text), public.samples_say(jsonb), public.tidy_samples(),
    public.change_samples(jsonb, jsonb) to authenticated;
