-- A year and a half of Demo Dana's diary, up to yesterday: run by the owner at every start, after people.sql.
-- What a day holds follows from its date alone, so every database of the same day holds the same, and a later start
-- adds the days since as if they had been there from the beginning. sql/demo/truths.json says what is built in.

select pg_advisory_xact_lock(7301947);

-- migrations.demo_diary: days up to that one are written and stay as visitors have left them.
do $demo$
declare
    -- Effects, each with its lag in truths.json.
    alcohol_on_heart constant float8 := 0.11;
    alcohol_on_hrv constant float8 := -0.22;
    alcohol_on_sleep constant float8 := -0.03;
    late_caffeine_on_sleep constant float8 := -0.006;
    sleep_on_mood constant float8 := 0.55;
    exercise_on_mood constant float8 := 0.012;
    quality_on_energy constant float8 := 0.5;

    -- What happens again and again, counted from a first day.
    illness_first constant date := '2024-02-12';
    illness_every constant int := 420;
    illness_days constant int := 6;
    watch_first constant date := '2024-10-01';
    watch_every constant int := 520;
    watch_shift constant float8 := 7;
    gap_first constant date := '2024-03-02';
    gap_every constant int := 97;
    gap_days constant int := 3;
    wave_middle constant date := '2026-02-20';
    wave_days constant int := 1100;
    holiday_days constant int := 14;
    home_zone constant text := 'Europe/Berlin';
    away_zone constant text := 'America/New_York';
    days_kept constant int := 548;

    -- Of a cup of coffee and a glass each: what the effects above are reckoned with.
    cup_ml constant int := 200;
    cup_caffeine_mg constant float8 := 81.2;
    wine_ml constant int := 150;
    wine_alcohol_g constant float8 := 16.1;
    beer_ml constant int := 330;
    beer_alcohol_g constant float8 := 13.1;

    dana uuid;
    last_written date;
    first_day date;
    until date;
    first_time boolean;
begin
    select id into dana from auth.users where email = 'demo@wellspring.example';
    select d.last_day into last_written from migrations.demo_diary d where d.user_id = dana;
    first_time := last_written is null;
    -- Tests say which day it is; everybody else has the real one.
    until := coalesce(nullif(current_setting('wellspring.demo_today', true), '')::date,
                      (now() at time zone home_zone)::date) - 1;
    first_day := greatest(last_written + 1, until - days_kept + 1);
    if dana is null or first_day > until then
        return;
    end if;

    -- What is needed on the way stands in a schema of its own and goes with it; nobody else ever sees it.
    create schema demo;

    -- A number between 0 and 1 that belongs to a name and a day. md5 is the same in every version of Postgres.
    create function demo.chance(p_name text, p_day date) returns float8 language sql immutable as $f$
        select ((('x' || substr(md5(p_name || (p_day - date '2000-01-01')), 1, 8))::bit(32)::bigint + 0.5)
                / 4294967296.0)::float8
    $f$;

    -- The same around 0 with spread 1, never beyond 3.5: near enough to a normal distribution, without outliers.
    create function demo.noise(p_name text, p_day date) returns float8 language sql immutable as $f$
        select (demo.chance(p_name || '/1/', p_day) + demo.chance(p_name || '/2/', p_day)
                + demo.chance(p_name || '/3/', p_day) + demo.chance(p_name || '/4/', p_day) - 2) * sqrt(3::float8)
    $f$;

    create function demo.key(p_slot text, p_day date) returns uuid language sql immutable as $f$
        select md5('demo/' || (p_day - date '2000-01-01') || '/' || p_slot)::uuid
    $f$;


    -- What kind of day it is: two more in front, because some things show only the day after --------------------------

    create table demo.calendar as
    select d.day,
           extract(isodow from d.day)::int as weekday,
           away_day between 1 and holiday_days as away,
           away_day between 0 and holiday_days as off_work,
           away_day = 0 as leaving,
           away_day = holiday_days + 1 as back,
           case when away_day between 1 and holiday_days then away_zone else home_zone end as zone,
           coalesce((array[0.6, 1, 1, 0.8, 0.5, 0.3])[ill_day + 1], 0)::float8 as ill,
           ill_day < illness_days + 3 as resting,
           (d.day - gap_first) % gap_every < gap_days as silent,
           demo.chance('forgotten', d.day) < 0.02 as forgotten,
           sin(2 * pi() * (d.day - wave_middle) / wave_days) as wave,
           ((d.day - watch_first) / watch_every) % 2 * watch_shift as watch
    from (select first_day - 2 + n as day from generate_series(0, until - first_day + 2) n) d,
         lateral (select make_date(extract(year from d.day)::int, 8, 1) as august) a,
         -- The first Saturday of August is the day of the journey.
         lateral (select d.day - (august + (13 - extract(isodow from august)::int) % 7) as away_day,
                         (d.day - illness_first) % illness_every as ill_day) f;

    -- How much of the day got into the diary.
    create table demo.kept as
    select *, not half and not leaving and demo.chance('complete', day) < 0.8 as complete
    from (select c.*, demo.chance('half', c.day) < 0.13 or c.leaving as half
          from demo.calendar c where not c.silent and not c.forgotten and c.day >= first_day) k;

    create table demo.exercise as
    select c.day, p.slot, p.activity, p.at, p.intensity, m.minutes,
           round((p.kmh * m.minutes / 60 * (1 + 0.04 * demo.noise(p.slot || ' pace', c.day)))::numeric, 2) as km,
           p.steps
    from demo.calendar c
    join (values
        ('strength', array[1, 4], false, 0.75, 'weight-training', 50, 8, null, time '18:10', 'moderate', 10),
        ('run', array[3], false, 0.7, 'jogging', 34, 6, 9.2, time '18:20', 'moderate', 150),
        ('long run', array[6], false, 0.62, 'jogging', 56, 10, 9.0, time '10:20', 'vigorous', 150),
        ('yoga', array[2], false, 0.4, 'yoga-hatha', 45, 5, null, time '19:10', 'light', 0),
        ('hike', array[7], false, 0.35, 'hiking', 110, 25, 4.1, time '11:00', 'moderate', 105),
        ('commute', array[2, 5], false, 0.35, 'bike-commuting', 25, 3, 17.0, time '08:00', 'moderate', 0),
        ('walk', array[1, 2, 3, 4, 5, 6, 7], false, 0.33, 'walking', 30, 6, 5.0, time '20:15', 'light', 105),
        ('swim', array[1, 2, 3, 4, 5, 6, 7], true, 0.35, 'swimming-leisurely', 40, 8, null, time '10:00', 'light', 0),
        ('stroll', array[1, 2, 3, 4, 5, 6, 7], true, 0.55, 'walking', 75, 20, 4.6, time '15:30', 'light', 105)
    ) p(slot, weekdays, away, probability, activity, minutes, spread, kmh, at, intensity, steps)
        on c.weekday = any (p.weekdays) and c.away = p.away,
    lateral (select greatest(5, 5 * round((p.minutes + p.spread * demo.noise(p.slot, c.day)) / 5))::int as minutes) m
    where not c.resting and not c.leaving and demo.chance(p.slot, c.day) < p.probability;

    -- What was done, whether or not it was written down.
    create table demo.doings as
    select c.day, demo.chance('meetings', c.day)
                  < case when c.off_work or c.ill > 0 then 0 else (array[0.5, 0.8, 0.4, 0.75, 0.2, 0, 0])[c.weekday] end
                  as meetings,
           g.glasses, g.beer,
           g.glasses * case when g.beer then beer_alcohol_g else wine_alcohol_g end as alcohol_g,
           l.late_coffee, case when l.late_coffee then cup_caffeine_mg else 0 end as late_caffeine_mg,
           coalesce(e.minutes, 0) as active, coalesce(e.steps, 0) as exercise_steps
    from demo.calendar c
    left join (select day, sum(minutes) as minutes, sum(minutes * steps) as steps from demo.exercise group by day) e
        on e.day = c.day,
    lateral (select case when c.ill = 0 and demo.chance('evening', c.day)
                              < case when c.off_work then 0.5 else (array[0.1, 0.15, 0.2, 0.15, 0.6, 0.65, 0.2])[c.weekday] end
                         then 1 + floor(2.7 * demo.chance('glasses', c.day))::int else 0 end as glasses,
                    demo.chance('beer', c.day) < 0.4 as beer) g,
    lateral (select c.ill = 0 and demo.chance('late coffee', c.day) < 0.27 as late_coffee) l;

    -- How the night was and how the body and the mood answered, from that day and the one before.
    create table demo.body as
    select c.day, a.hours,
           3.7 + alcohol_on_sleep * b.alcohol_g - 0.8 * c.ill + 0.6 * demo.noise('quality', c.day) as quality,
           58.5 + alcohol_on_heart * b.alcohol_g + 11 * c.ill + 1.4 * demo.noise('heart', c.day) as heart,
           42 + c.watch + alcohol_on_hrv * b.alcohol_g - 12 * c.ill + 4 * demo.noise('hrv', c.day) as hrv,
           6 + (array[-0.3, 0, 0, 0, 0.4, 0.9, 0.6])[c.weekday] + sleep_on_mood * (a.hours - 7.25)
             + exercise_on_mood * b.active - 2.8 * c.ill + case when c.away then 0.4 else 0 end
             + 0.6 * demo.noise('mood', c.day) as wellbeing
    from demo.calendar c
    join demo.doings b on b.day = c.day - 1,
    lateral (select 7.25 + case when c.weekday >= 6 or c.away then 0.6 else 0 end + 0.8 * c.ill
                    + late_caffeine_on_sleep * b.late_caffeine_mg + 0.55 * demo.noise('night', c.day) as hours) a
    where c.day >= first_day;


    -- Body readings come first, for the energy of a workout follows from the weight ---------------------------------

    insert into public.measurements (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at,
                                     source, metric, value, value2, note)
    select dana, demo.key(r.metric || r.nth, c.day), m.at, c.day, c.zone, m.at, m.at, 'demo', r.metric, r.value,
           r.value2, r.note
    from demo.calendar c
    join demo.doings d on d.day = c.day
    join demo.body b on b.day = c.day
    -- The weight of the morning: up and down over years, a little more after the weekend.
    cross join lateral (select 67.8 - 1.8 * c.wave + case when c.weekday = 1 then 0.25 else 0 end
                               + 0.3 * demo.noise('weight', c.day) as kg) w
    cross join lateral (values
        ('resting_heart_rate', 1, time '06:50', not c.silent and demo.chance('heart worn', c.day) < 0.96,
         round(b.heart::numeric), null::numeric, null),
        ('hrv_rmssd', 1, time '06:50', not c.silent and demo.chance('hrv worn', c.day) < 0.93,
         round(b.hrv::numeric, 1), null,
         case when (c.day - watch_first) % watch_every = 0 then 'The first night with a new watch.' end),
        ('steps', 1, time '22:30', not c.silent,
         round(greatest(350 + 150 * demo.chance('steps', c.day),
                        6800 + 2200 * c.wave + (array[0, 200, 0, 200, 0, 500, -900])[c.weekday]
                        + case when c.away then 3500 else 0 end - 5500 * c.ill + d.exercise_steps * 0.8
                        + 1500 * demo.noise('steps', c.day))::numeric), null, null),
        ('weight', 1, time '06:55', c.zone = home_zone and not c.silent and not c.forgotten and not c.back
                                    and demo.chance('scales', c.day) < 0.6,
         round(w.kg::numeric, 1), null, null),
        ('waist', 1, time '07:00', extract(day from c.day) in (1, 15) and not c.silent and not c.forgotten and not c.away,
         round((79 - 1.5 * c.wave + 0.5 * demo.noise('waist', c.day))::numeric * 2) / 2, null, null),
        ('blood_pressure', 1, time '08:40', c.weekday = 7 and not c.away and not c.silent and not c.forgotten
                                            and demo.chance('pressure', c.day) < 0.6,
         round((119 + 5 * demo.noise('systolic', c.day))::numeric),
         round((76 + 3.5 * demo.noise('diastolic', c.day))::numeric), null),
        ('heart_rate', 1, time '08:41', c.weekday = 7 and not c.away and not c.silent and not c.forgotten
                                        and demo.chance('pressure', c.day) < 0.6,
         round((67 + 4 * demo.noise('pulse', c.day))::numeric), null, null),
        ('glucose', 1, time '07:05', extract(day from c.day) = 3 and not c.silent and not c.away,
         round((88 + 4 * demo.noise('glucose', c.day))::numeric), null, 'Before breakfast.'),
        ('temperature', 1, time '08:10', c.ill > 0,
         round((36.7 + 1.7 * c.ill + 0.2 * demo.noise('fever', c.day))::numeric, 1), null, null),
        ('temperature', 2, time '19:20', c.ill > 0.4,
         round((37.0 + 1.8 * c.ill + 0.2 * demo.noise('evening fever', c.day))::numeric, 1), null, null),
        ('spo2', 1, time '08:12', c.ill > 0, round((97.5 - 1.5 * c.ill + 0.5 * demo.noise('spo2', c.day))::numeric),
         null, null)
    ) r(metric, nth, at, taken, value, value2, note)
    cross join lateral (select (c.day + r.at + make_interval(mins => (20 * demo.chance(r.metric, c.day))::int))
                               at time zone c.zone as at) m
    where r.taken and exists (select from public.metrics x where x.id = r.metric)
    order by c.day, m.at
    on conflict do nothing;

    insert into public.sleeps (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                               started_at, ended_at, quality, note)
    select dana, demo.key('sleep', c.day), t.woken, c.day, c.zone, t.woken, t.woken, 'demo',
           t.woken - make_interval(mins => (5 * round(b.hours * 12))::int), t.woken,
           least(greatest(round(b.quality), 1), 5)::int,
           case when c.ill = 1 then 'Woke up sweating.' end
    from demo.kept c
    join demo.body b on b.day = c.day,
    lateral (select (c.day + case when c.weekday >= 6 or c.away or c.ill > 0 then time '07:50' else time '06:30' end
                     + make_interval(mins => (5 * round(3 * demo.noise('waking', c.day)))::int))
                    at time zone c.zone as woken) t
    -- The night of the flight home is no night.
    where not c.back and demo.chance('sleep kept', c.day) < 0.96
    order by c.day
    on conflict do nothing;

    insert into public.moods (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                              wellbeing, energy, feelings, tags, note)
    select dana, demo.key('mood' || r.nth, c.day), t.at, c.day, c.zone, t.at, t.at, 'demo', w.wellbeing,
           least(greatest(round(5.6 + (array[-0.5, -0.9, -0.4, -0.8, 0.3, 0.8, 0.6])[c.weekday] - 2 * c.ill
                                + quality_on_energy * (b.quality - 3.5) + 0.9 * demo.noise('energy' || r.nth, c.day)),
                          0), 10)::int,
           case when c.ill > 0.4 then array['unwell', 'tired']
                else array[(case when w.wellbeing >= 8 then array['happy', 'grateful', 'excited', 'proud']
                                 when w.wellbeing >= 6.5 then array['content', 'calm', 'hopeful', 'focused']
                                 when w.wellbeing >= 5 then array['calm', 'bored', 'tired', 'focused']
                                 else array['stressed', 'irritable', 'tired', 'sad'] end)
                           [1 + floor(4 * demo.chance('feeling' || r.nth, c.day))::int]] end,
           array_remove(array[
               case when d.meetings then 'meetings' end,
               case when c.away then 'holiday' end,
               case when d.glasses > 0 and r.nth = 1 and demo.chance('friends', c.day) < 0.6 then 'friends' end], null),
           case when c.leaving then 'Off to New York.'
                when c.back and r.nth = 2 then 'Home again, and very sleepy.'
                when c.ill = 1 and r.nth = 1 then 'Fever. Stayed in bed.' end
    from demo.kept c
    join demo.doings d on d.day = c.day
    join demo.body b on b.day = c.day
    cross join (values (1, time '20:40', 0.93), (2, time '12:50', 0.35)) r(nth, at, probability),
    lateral (select (c.day + r.at + make_interval(mins => (40 * demo.chance('mood at' || r.nth, c.day))::int))
                    at time zone c.zone as at) t,
    lateral (select least(greatest(round((b.wellbeing + 0.3 * demo.noise('mood' || r.nth, c.day))::numeric * 2) / 2,
                                   0), 10) as wellbeing) w
    where demo.chance('mood kept' || r.nth, c.day) < case when c.leaving or c.back then 1 else r.probability end
        and not (c.half and r.nth = 1)
    order by c.day, t.at
    on conflict do nothing;


    -- Training --------------------------------------------------------------------------------------------------------

    with written as (
        insert into public.workouts (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at,
                                     source, activity, minutes, intensity, distance_km)
        select dana, demo.key(e.slot, c.day), t.at, c.day, c.zone, t.at, t.at, 'demo', e.activity, e.minutes,
               e.intensity, e.km
        from demo.kept c
        join demo.exercise e on e.day = c.day,
        lateral (select (c.day + e.at + make_interval(mins => (25 * demo.chance(e.slot || ' at', c.day))::int))
                        at time zone c.zone as at) t
        where exists (select from public.activities a where a.id = e.activity) and not (c.half and e.at >= time '17:00')
        order by c.day, t.at
        on conflict do nothing
        returning id, local_date, created_at, activity)
    insert into public.workout_sets (user_id, workout_id, position, exercise, reps, kg, created_at)
    select dana, w.id, x.place * 3 + n, x.exercise, greatest(4, x.reps - n / 2 + tired),
           2.5 * round(x.kg * (1 + 0.12 * c.wave) / 2.5), w.created_at
    from written w
    join demo.calendar c on c.day = w.local_date
    join (values (1, 0, 'Squat', 8, 60), (1, 1, 'Bench press', 8, 35), (1, 2, 'Seated row', 10, 40),
                 (4, 0, 'Deadlift', 6, 70), (4, 1, 'Overhead press', 8, 22.5), (4, 2, 'Lat pulldown', 10, 42.5)
    ) x(weekday, place, exercise, reps, kg) on x.weekday = c.weekday
    cross join generate_series(1, 3) n,
    lateral (select round(demo.noise(x.exercise || n, c.day))::int as tired) t
    where w.activity = 'weight-training'
    order by w.local_date, x.place, n;


    -- Drinks ----------------------------------------------------------------------------------------------------------

    insert into public.drinks (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                               beverage, ml)
    select dana, demo.key(p.slot, c.day), t.at, c.day, c.zone, t.at, t.at, 'demo', p.beverage, p.ml
    from demo.kept c
    join demo.doings d on d.day = c.day
    cross join lateral (
        select *, demo.chance(w.slot, c.day) < case when c.weekday < 6 then w.workday else w.weekend end as taken
        from (values
            ('water 1', time '07:10', 'water', 200, 0.85, 0.6), ('water 2', time '09:50', 'water', 330, 0.85, 0.2),
            ('water 3', time '12:30', 'water', 330, 0.85, 0.4), ('water 4', time '15:10', 'water', 500, 0.75, 0.2),
            ('water 5', time '18:10', 'water', 330, 0.7, 0.5), ('water 6', time '21:00', 'water', 200, 0.5, 0.4),
            ('coffee 1', time '07:30', 'coffee', 240, 0.9, 0.0), ('coffee 2', time '10:20', 'coffee', 200, 0.45, 0.2),
            ('cappuccino', time '09:20', 'cappuccino', 240, 0.0, 0.85),
            ('juice', time '09:25', 'orange-juice', 200, 0.02, 0.3), ('tea', time '21:15', 'herbal-tea', 250, 0.25, 0.2)
        ) w(slot, at, beverage, ml, workday, weekend)
        union all
        select 'late coffee', time '15:40', 'coffee', cup_ml, null, null, d.late_coffee
        union all
        select 'glass ' || n, time '19:00' + n * interval '50 minutes', case when d.beer then 'beer' else 'red-wine' end,
               case when d.beer then beer_ml else wine_ml end, null, null, true
        from generate_series(1, d.glasses) n
        union all
        select 'ill tea ' || n, time '09:00' + n * interval '3 hours', 'herbal-tea', 250, null, null, c.ill > 0
        from generate_series(1, 2) n) p
    cross join lateral (select (c.day + p.at + make_interval(mins => (35 * demo.chance(p.slot || ' at', c.day))::int))
                               at time zone c.zone as at) t
    where p.taken and not (c.half and p.at >= time '17:00')
        and not (c.ill > 0 and p.beverage in ('coffee', 'cappuccino'))
        and exists (select from public.beverages x where x.id = p.beverage)
    order by c.day, t.at
    on conflict do nothing;


    -- Meals -----------------------------------------------------------------------------------------------------------

    -- How readily a menu is chosen on a workday, at the weekend, away and in bed.
    create table demo.menu (meal text, menu text, workday float8, weekend float8, away float8, in_bed float8);
    insert into demo.menu values
        ('breakfast', 'oats', 6, 0.6, 0.5, 0), ('breakfast', 'toast and egg', 2, 2, 1, 0),
        ('breakfast', 'yoghurt and granola', 2.5, 1, 1, 0.5), ('breakfast', 'croissant', 0.3, 2.5, 0.5, 0),
        ('breakfast', 'pancakes', 0, 1.5, 2, 0), ('breakfast', 'bagel', 0, 0, 3, 0),
        ('breakfast', 'porridge', 0, 0, 0, 3),
        ('lunch', 'canteen', 2.5, 0, 0, 0), ('lunch', 'lentil soup', 2, 1, 0, 0), ('lunch', 'falafel', 1.5, 0.7, 1, 0),
        ('lunch', 'caesar salad', 1.5, 0.8, 1.5, 0), ('lunch', 'sandwich', 2, 1, 1.5, 0),
        ('lunch', 'sushi', 0.8, 0.8, 1, 0),
        ('lunch', 'quiche and salad', 0.5, 1.8, 0, 0), ('lunch', 'tacos', 0, 0, 2, 0), ('lunch', 'broth', 0, 0, 0, 3),
        ('dinner', 'bolognese', 1.5, 1.2, 0.3, 0), ('dinner', 'salmon', 1.5, 1, 1, 0),
        ('dinner', 'lentil curry', 1.6, 0.6, 0, 0),
        ('dinner', 'stir-fry', 1.6, 0.6, 0.5, 0), ('dinner', 'pizza', 0.4, 2, 1.5, 0),
        ('dinner', 'chicken and potatoes', 1.4, 0.8, 0, 0),
        ('dinner', 'greek salad', 1.2, 0.6, 0.5, 0), ('dinner', 'ramen', 0.5, 0.8, 1, 0),
        ('dinner', 'cheeseburger', 0, 0.7, 2, 0),
        ('dinner', 'tomato soup', 0.4, 0.4, 0, 3),
        ('snack', 'apple', 2, 1.2, 1, 1), ('snack', 'banana', 1.2, 0.8, 1, 2), ('snack', 'almonds', 1.5, 0.8, 0.5, 0),
        ('snack', 'chocolate', 1.4, 1.6, 0.5, 0), ('snack', 'hummus', 0.8, 0.8, 0, 0),
        ('snack', 'cake from a colleague', 0.4, 0, 0, 0),
        ('snack', 'home-made cake', 0, 1, 0, 0), ('snack', 'ice cream', 0.1, 0.5, 2.5, 0);

    -- A food by its slug or another name; one that is not in the reference is left out. Amounts as they were said
    -- keep their grams, others differ from day to day. Without a food: a quick add, whose energy may be unknown.
    create table demo.dish (menu text, place int, food text, grams numeric, amount numeric, portion text, kcal numeric);
    insert into demo.dish values
        ('oats', 1, 'oats-dry', 70, null, null, null), ('oats', 2, 'milk-semi-skimmed', 200, null, null, null),
        ('oats', 3, 'blueberries', 75, 1, 'handful', null), ('oats', 4, 'walnuts', 15, null, null, null),
        ('toast and egg', 1, 'wholemeal-toast', 66, 2, 'slice', null),
        ('toast and egg', 2, 'butter', 10, null, null, null),
        ('toast and egg', 3, 'egg-boiled', 50, 1, 'egg', null), ('toast and egg', 4, 'jam', 20, 1, 'tablespoon', null),
        ('yoghurt and granola', 1, 'greek-yoghurt', 150, 1, 'pot', null),
        ('yoghurt and granola', 2, 'granola', 60, null, null, null),
        ('yoghurt and granola', 3, 'banana', 126, 1, 'banana', null),
        ('croissant', 1, 'croissant', 57, 1, 'croissant', null), ('croissant', 2, 'jam', 20, 1, 'tablespoon', null),
        ('croissant', 3, 'egg-fried', 55, 1, 'egg', null),
        ('pancakes', 1, 'pancakes', 150, 3, 'pancake', null), ('pancakes', 2, 'maple-syrup', 30, null, null, null),
        ('pancakes', 3, 'blueberries', 75, 1, 'handful', null),
        ('bagel', 1, 'bagel', 105, 1, 'bagel', null), ('bagel', 2, 'butter', 14, 1, 'tablespoon', null),
        ('porridge', 1, 'porridge-with-water', 240, 1, 'bowl', null), ('porridge', 2, 'banana', 126, 1, 'banana', null),
        ('canteen', 1, null, null, null, null, 720),
        ('lentil soup', 1, 'lentil-soup', 310, 1, 'bowl', null), ('lentil soup', 2, 'rye-bread', 64, 2, 'slice', null),
        ('lentil soup', 3, 'yoghurt-fruit', 170, 1, 'pot', null),
        ('lentil soup', 4, 'butter', 14, 1, 'tablespoon', null),
        ('falafel', 1, 'falafel-in-pitta', 185, 1, 'pitta', null),
        ('falafel', 2, 'mixed-salad-leaves', 70, 1, 'salad', null), ('falafel', 3, 'hummus', 60, 1, 'serving', null),
        ('caesar salad', 1, 'chicken-caesar-salad', 311, 1, 'salad', null),
        ('caesar salad', 2, 'bread-roll', 43, 1, 'roll', null),
        ('caesar salad', 3, 'yoghurt-fruit', 170, 1, 'pot', null),
        ('sandwich', 1, 'ham-and-cheese-sandwich', 146, 1, 'sandwich', null),
        ('sandwich', 2, 'apple', 200, 1, 'apple', null), ('sandwich', 3, 'yoghurt-fruit', 170, 1, 'pot', null),
        ('sushi', 1, 'sushi', 360, 12, 'piece', null),
        ('quiche and salad', 1, 'quiche', 170, null, null, null),
        ('quiche and salad', 2, 'mixed-salad-leaves', 70, 1, 'salad', null),
        ('quiche and salad', 3, 'tomato', 125, 1, 'tomato', null),
        ('tacos', 1, 'taco', 230, 2, 'taco', null), ('broth', 1, 'chicken-noodle-soup', 301, 1, 'bowl', null),
        ('bolognese', 1, 'spaghetti-bolognese', 450, null, null, null),
        ('bolognese', 2, 'mixed-salad-leaves', 70, 1, 'salad', null),
        ('salmon', 1, 'salmon-baked', 160, null, null, null), ('salmon', 2, 'potatoes-boiled', 280, null, null, null),
        ('salmon', 3, 'broccoli-cooked', 150, null, null, null), ('salmon', 4, 'olive-oil', 14, 1, 'tablespoon', null),
        ('lentil curry', 1, 'lentil-curry', 350, null, null, null),
        ('lentil curry', 2, 'white-rice-cooked', 250, null, null, null),
        ('stir-fry', 1, 'tofu-and-vegetable-stir-fry', 400, null, null, null),
        ('stir-fry', 2, 'white-rice-cooked', 250, null, null, null),
        ('pizza', 1, 'pizza-vegetable', 330, null, null, null),
        ('chicken and potatoes', 1, 'chicken-breast-roasted', 160, null, null, null),
        ('chicken and potatoes', 2, 'potatoes-boiled', 300, null, null, null),
        ('chicken and potatoes', 3, 'carrots-cooked', 120, null, null, null),
        ('chicken and potatoes', 4, 'butter', 15, null, null, null),
        ('greek salad', 1, 'greek-salad', 350, null, null, null),
        ('greek salad', 2, 'wholemeal-bread', 72, 2, 'slice', null),
        ('greek salad', 3, 'hummus', 60, 1, 'serving', null),
        ('ramen', 1, 'ramen', 700, null, null, null), ('cheeseburger', 1, 'cheeseburger', 165, 1, 'cheeseburger', null),
        ('cheeseburger', 2, 'potato-wedges', 150, null, null, null),
        ('tomato soup', 1, 'tomato-soup', 300, 1, 'bowl', null),
        ('tomato soup', 2, 'wholemeal-bread', 72, 2, 'slice', null),
        ('tomato soup', 3, 'butter', 14, 1, 'tablespoon', null),
        ('apple', 1, 'apple', 200, 1, 'apple', null), ('banana', 1, 'banana', 126, 1, 'banana', null),
        ('almonds', 1, 'almonds', 40, null, null, null), ('chocolate', 1, 'dark-chocolate', 35, null, null, null),
        ('hummus', 1, 'hummus', 60, 1, 'serving', null), ('hummus', 2, 'carrot-raw', 120, 2, 'carrot', null),
        ('cake from a colleague', 1, null, null, null, null, null),
        ('home-made cake', 1, 'carrot-cake', 110, null, null, null),
        ('ice cream', 1, 'chocolate-ice-cream', 120, 1, 'scoop', null);

    create table demo.food as
    select d.food as said, f.*
    from (select distinct food from demo.dish where food is not null) d,
    lateral (select f.* from public.foods f
             where f.user_id is null and (f.slug = d.food or lower(f.name) = replace(d.food, '-', ' ')
                                          or replace(d.food, '-', ' ') = any (f.aliases))
             order by f.slug = d.food desc, f.slug limit 1) f;

    create table demo.meal as
    select distinct on (c.day, m.meal) c.day, c.zone, m.meal, m.menu,
           (c.day + t.at + case when c.weekday >= 6 or c.away then interval '50 minutes' else interval '0' end
            + make_interval(mins => (30 * demo.chance(m.meal || ' at', c.day))::int)) at time zone c.zone as at
    from demo.kept c
    join (values ('breakfast', time '07:15', 0.95), ('lunch', time '12:20', 0.97), ('dinner', time '18:45', 0.98),
                 ('snack', time '15:45', 0.8)) t(meal, at, probability)
        on demo.chance(t.meal, c.day) < t.probability - case when c.ill > 0.4 then 0.25 else 0 end
    join demo.menu m on m.meal = t.meal,
    lateral (select case when c.ill > 0 then m.in_bed when c.away then m.away when c.weekday >= 6 then m.weekend
                         else m.workday end as weight) w
    where w.weight > 0 and not (c.half and (t.meal = 'dinner' or t.meal = 'lunch' and demo.chance('no lunch', c.day) < 0.3))
    -- The heavier a menu, the likelier it comes first.
    order by c.day, m.meal, -ln(demo.chance(m.menu, c.day)) / w.weight, m.menu;

    with written as (
        insert into public.meals (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                                  meal_type, made_by)
        select dana, demo.key(m.meal, m.day), m.at, m.day, m.zone, m.at, m.at, 'demo', m.meal,
               case when exists (select from demo.dish d where d.menu = m.menu and d.food is null) then 'quick'
                    when m.menu = 'oats' then 'repeat' else 'search' end
        from demo.meal m
        where exists (select from demo.dish d left join demo.food f on f.said = d.food
                      where d.menu = m.menu and (d.food is null or f.id is not null))
        order by m.day, m.at
        on conflict do nothing
        returning id, local_date, meal_type, created_at)
    insert into public.meal_items (user_id, meal_id, position, food_id, food_name, grams, amount, portion, kcal,
                                   protein_g, carbs_g, fat_g, fibre_g, sugar_g, satfat_g, sodium_mg, potassium_mg,
                                   calcium_mg, iron_mg, created_at)
    select dana, w.id, d.place, f.id, coalesce(f.name, initcap(left(d.menu, 1)) || substr(d.menu, 2)), g.grams, d.amount,
           d.portion, coalesce(d.kcal, f.kcal * g.grams / 100), f.protein_g * g.grams / 100, f.carbs_g * g.grams / 100,
           f.fat_g * g.grams / 100, f.fibre_g * g.grams / 100, f.sugar_g * g.grams / 100, f.satfat_g * g.grams / 100,
           f.sodium_mg * g.grams / 100, f.potassium_mg * g.grams / 100, f.calcium_mg * g.grams / 100,
           f.iron_mg * g.grams / 100, w.created_at
    from written w
    join demo.meal m on m.day = w.local_date and m.meal = w.meal_type
    join demo.dish d on d.menu = m.menu
    left join demo.food f on f.said = d.food,
    lateral (select case when d.amount is not null then d.grams
                         when d.grams is not null
                         then greatest(5, 5 * round((d.grams * (1 + 0.12 * demo.noise(d.food, m.day))::numeric) / 5))
                    end as grams) g
    where d.food is null or f.id is not null
    order by m.day, m.at, d.place;

    insert into public.complete_days (user_id, local_date, completed_at)
    select dana, c.day, (c.day + time '21:45') at time zone c.zone from demo.kept c where c.complete
    on conflict do nothing;


    -- Who Dana is, and what is set once and then belongs to the visitors ---------------------------------------------

    if first_time then
        update public.profiles
        set birth_date = '1991-04-17', sex = 'female', height_cm = 169, time_zone = home_zone, activity_level = 'moderate',
            welcome = 'done'
        where user_id = dana;

        insert into public.goals (user_id, metric, low, high, starts_on, source)
        select dana, g.metric, g.low, g.high, first_day + g.after, g.source
        from (values
            ('water', 1600, null, 0, 'EFSA 2010, Dietary Reference Values for water'),
            ('water', 2000, null, 240, 'own'), ('sleep', 7, null, 0, 'own'),
            ('protein', 55, null, 30, 'own'), ('protein', 70, null, 300, 'own'), ('fibre', 25, null, 120,
             'EFSA 2010, Dietary Reference Values for carbohydrates and dietary fibre'),
            ('energy', 1750, 2200, 30, 'own'), ('steps', 8000, null, 60, 'own'), ('alcohol', null, 20, 200, 'own'),
            ('weight', null, 67, 90, 'own'), ('weight', null, null, 420, 'own')
        ) g(metric, low, high, after, source)
        where exists (select from public.metrics x where x.id = g.metric)
            and not exists (select from public.goals where user_id = dana)
        order by g.metric, g.after
        on conflict do nothing;

        insert into public.repeats (user_id, client_key, title, weekdays, entries)
        select dana, demo.key('repeat oats', date '2000-01-01'), 'Oats', array[1, 2, 3, 4, 5], jsonb_build_array(
            jsonb_build_object('kind', 'meal', 'row', '{"meal_type": "breakfast", "made_by": "repeat"}'::jsonb,
                'items', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'food_id', f.id, 'food_name', f.name, 'grams', d.grams, 'amount', d.amount, 'portion', d.portion,
                    'kcal', round(f.kcal * d.grams / 100, 1), 'protein_g', round(f.protein_g * d.grams / 100, 2),
                    'carbs_g', round(f.carbs_g * d.grams / 100, 2), 'fat_g', round(f.fat_g * d.grams / 100, 2),
                    'fibre_g', round(f.fibre_g * d.grams / 100, 2), 'sugar_g', round(f.sugar_g * d.grams / 100, 2),
                    'satfat_g', round(f.satfat_g * d.grams / 100, 2), 'sodium_mg', round(f.sodium_mg * d.grams / 100, 2),
                    'potassium_mg', round(f.potassium_mg * d.grams / 100, 2),
                    'calcium_mg', round(f.calcium_mg * d.grams / 100, 2), 'iron_mg', round(f.iron_mg * d.grams / 100, 2)
                    )) order by d.place)))
        from demo.dish d join demo.food f on f.said = d.food
        where d.menu = 'oats'
        having count(*) > 0
        on conflict do nothing;

        insert into public.repeats (user_id, client_key, title, weekdays, entries)
        select dana, demo.key('repeat walk', date '2000-01-01'), 'Evening walk', array[1, 2, 3, 4, 5, 6, 7],
               '[{"kind": "gym", "row": {"activity": "walking", "minutes": 30, "distance_km": 2.5, "intensity": "light"}}]'
        where exists (select from public.activities where id = 'walking')
        on conflict do nothing;
    end if;

    -- Without fresh figures about what the tables hold, reading a day takes ten times as long for the first minutes.
    if until - first_day > 30 then
        analyze public.meals, public.meal_items, public.drinks, public.workouts, public.workout_sets, public.moods,
                public.sleeps, public.measurements, public.complete_days, public.goals;
    end if;

    insert into migrations.demo_diary (user_id, last_day) values (dana, until)
    on conflict (user_id) do update set last_day = excluded.last_day;
    drop schema demo cascade;
end $demo$;
