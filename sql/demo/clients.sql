-- The demo coach's clients and about four months of their diaries, up to yesterday: run by the owner at every start, after
-- diary.sql. Each has a story that is counted in days from the day they were made on, so that the coach's board is worth
-- looking at from the first minute on. A later start adds the days since; what visitors have changed stays.

select pg_advisory_xact_lock(7301947);

do $demo$
declare
    home_zone constant text := 'Europe/Berlin';
    days_kept constant int := 120;
    -- A story comes back after so many days.
    again_after constant int := 84;
    carla uuid;
    dana uuid;
    today date;
    first_time boolean;
    touched jsonb := coalesce(nullif(current_setting('wellspring.touched', true), ''), '[]');
begin
    select id into carla from auth.users where email = 'coach@wellspring.example';
    select id into dana from auth.users where email = 'demo@wellspring.example';
    -- Tests say which day it is; everybody else has the real one.
    today := coalesce(nullif(current_setting('wellspring.demo_today', true), '')::date,
                      (now() at time zone home_zone)::date);
    if carla is null or dana is null then
        return;
    end if;

    -- What is needed on the way stands in a schema of its own and goes with it; nobody else ever sees it.
    create schema demo;

    -- A number between 0 and 1, and one around 0 with spread 1 and never beyond 3.5, that belong to a name and a number.
    create function demo.chance(p_name text, p_n int) returns float8 language sql immutable as $f$
        select ((('x' || substr(md5(p_name || '/' || p_n), 1, 8))::bit(32)::bigint + 0.5) / 4294967296.0)::float8
    $f$;
    create function demo.noise(p_name text, p_n int) returns float8 language sql immutable as $f$
        select (demo.chance(p_name || '/1', p_n) + demo.chance(p_name || '/2', p_n)
                + demo.chance(p_name || '/3', p_n) + demo.chance(p_name || '/4', p_n) - 2) * sqrt(3::float8)
    $f$;
    create function demo.key(p_who text, p_slot text, p_n int) returns uuid language sql immutable as $f$
        select md5('demo/' || p_who || '/' || p_slot || '/' || p_n)::uuid
    $f$;


    -- Who they are ---------------------------------------------------------------------------------------------------

    -- logs: the kinds they keep; chance: on how many of the days; weekdays: on which at all. kinds: what they share,
    -- from so many days ago up to so many days ahead. begins, lasts: when the story does, in days from the first one.
    create table demo.story (
        nr int, name text, sex text, born date, height numeric, label text, story text, begins int, lasts int,
        mood float8, sleep float8, heart float8, kg float8, water int, logs text[], chance float8, weekdays int[],
        kinds text[], since int, ends_in int, state text, hide boolean, status text, status_for int);
    insert into demo.story
    select nr, name, sex, born::date, height, label, story, begins, lasts, mood, sleep, heart, kg, water,
           string_to_array(logs, ' '), chance, string_to_array(weekdays, null)::int[],
           case kinds when 'as logged' then string_to_array(logs, ' ') else string_to_array(kinds, ' ') end,
           since, ends_in, state, hide, status, status_for
    from (values
        (1, 'Amelia Hart', 'female', '1988-03-02', 168, 'Running group', 'steady', null, null, 6.8, 7.4, 57, 62, 1900,
         'gym mood sleep body', 0.95, '1234567', 'body gym mood notes sleep', 118, 240, 'live', false, 'active', null),
        (2, 'Bruno Keller', 'male', '1979-11-20', 183, 'Mornings', 'steady', null, null, 6.2, 7.0, 61, 84, 2000,
         'meal water mood sleep', 0.95, '1234567', 'meal mood sleep water', 110, 300, 'live', false, 'active', null),
        (3, 'Chiara Rossi', 'female', '1994-07-15', 164, 'Running group', 'steady', null, null, 7.2, 7.6, 54, 58, 1800,
         'gym mood sleep body', 0.95, '1234567', 'as logged', 100, 200, 'live', false, 'active', null),
        (4, 'David Okafor', 'male', '1985-01-09', 178, 'Mornings', 'stopped', -9, 20, 6.4, 7.1, 62, 79, 1900,
         'water mood sleep body', 0.97, '1234567', 'as logged', 120, 180, 'live', false, 'active', null),
        (5, 'Elif Yilmaz', 'female', '1991-05-28', 170, 'Mornings', 'weekly', null, null, 6.9, 7.5, 60, 66, 1800,
         'mood sleep body', 1, '7', 'as logged', 120, 330, 'live', false, 'active', null),
        (6, 'Finn Larsen', 'male', '1990-09-12', 186, 'Running group', 'sleep', -14, 28, 6.5, 7.5, 55, 78, 2100,
         'gym mood sleep body', 0.96, '1234567', 'body gym mood notes sleep', 115, 210, 'live', false, 'active', null),
        (7, 'Grace Liu', 'female', '1987-12-01', 162, 'Mornings', 'mood', -21, 42, 7.1, 7.2, 63, 57, 1700,
         'mood sleep water', 0.96, '1234567', 'mood notes sleep water', 112, 150, 'live', false, 'active', null),
        (8, 'Hugo Martin', 'male', '1975-04-22', 176, 'Running group', 'heart', -13, 28, 6.3, 7.0, 56, 81, 1900,
         'gym mood sleep body', 0.96, '1234567', 'as logged', 119, 270, 'live', false, 'active', null),
        (9, 'Ines Silva', 'female', '1969-08-30', 160, 'Evenings', 'reading', -2, 1, 6.6, 6.9, 66, 69, 1700,
         'mood sleep body', 0.97, '1234567', 'as logged', 116, 190, 'live', false, 'active', null),
        (10, 'Jonas Weber', 'male', '1996-02-17', 181, 'Evenings', 'plan', null, null, 6.0, 6.8, 64, 88, 1800,
         'gym mood sleep', 0.95, '1234567', 'as logged', 90, 120, 'live', false, 'active', null),
        (11, 'Keiko Tanaka', 'female', '1983-10-05', 158, 'Mornings', 'drinks', -7, 60, 6.8, 7.3, 59, 55, 1800,
         'water mood sleep', 0.97, '1234567', 'as logged', 105, 220, 'live', false, 'active', null),
        (12, 'Liam O''Brien', 'male', '1992-06-11', 179, 'Running group', 'injured', -10, 28, 6.4, 7.2, 53, 74, 2000,
         'gym mood sleep body', 0.95, '1234567', 'as logged', 118, 250, 'live', false, 'injured', 18),
        (13, 'Maya Patel', 'female', '1989-03-19', 166, 'Evenings', 'away', -7, 12, 6.9, 7.4, 60, 61, 1800,
         'water mood sleep', 0.97, '1234567', 'as logged', 117, 260, 'live', false, 'holiday', 5),
        (14, 'Noah Cohen', 'male', '1981-07-07', 175, 'Evenings', 'steady', null, null, 6.1, 6.9, 63, 77, 1900,
         'gym mood sleep', 0.9, '1234567', 'as logged', 111, 140, 'paused', false, 'active', null),
        (15, 'Olivia Brown', 'female', '1993-11-03', 171, 'Running group', 'steady', null, null, 7.0, 7.5, 56, 63, 1900,
         'gym mood sleep body', 0.95, '1234567', 'as logged', 120, 5, 'live', false, 'active', null),
        (16, 'Pavel Novak', 'male', '1977-09-25', 182, 'Mornings', 'steady', null, null, 6.3, 7.0, 62, 86, 1900,
         'mood sleep', 0.9, '1234567', 'as logged', 120, -3, 'live', false, 'active', null),
        (17, 'Quentin Dubois', 'male', '1986-05-14', 174, 'Evenings', 'steady', null, null, 6.2, 7.1, 61, 72, 1800,
         'mood sleep', 0.9, '1234567', 'as logged', 120, 100, 'revoked', false, 'active', null),
        (18, 'Rosa Jimenez', 'female', '1984-01-27', 161, 'Mornings', 'steady', null, null, 6.7, 7.2, 64, 60, 1700,
         'water gym mood sleep body', 0.93, '1234567', 'mood sleep', 96, 310, 'live', false, 'active', null),
        (19, 'Samir Haddad', 'male', '1990-10-18', 177, 'Running group', 'steady', null, null, 6.5, 7.0, 58, 80, 2000,
         'gym mood sleep body', 0.94, '1234567', 'body gym', 108, 280, 'live', false, 'active', null),
        (20, 'Tara Singh', 'female', '2001-04-08', 167, 'Evenings', 'steady', null, null, 6.1, 7.1, 65, 54, 1700,
         'meal water mood sleep body', 0.93, '1234567', 'body meal mood sleep water', 88, 170, 'live', true, 'active',
         null),
        (21, 'Ugo Bianchi', 'male', '1972-12-12', 172, 'Mornings', 'steady', null, null, 6.8, 7.0, 65, 83, 1800,
         'mood sleep gym', 0.94, '1234567', 'as logged', 114, 230, 'live', false, 'active', null),
        (22, 'Vera Petrova', 'female', '1995-08-21', 169, 'Evenings', 'steady', null, null, 6.4, 7.3, 59, 64, 1800,
         'water mood sleep', 0.95, '1234567', 'mood notes sleep water', 113, 200, 'live', false, 'active', null),
        (23, 'Wei Zhang', 'male', '1998-06-30', 180, 'Running group', 'steady', null, null, 6.9, 7.4, 55, 73, 2100,
         'meal water gym mood sleep', 0.95, '1234567', 'gym meal mood sleep water', 109, 320, 'live', false, 'active',
         null),
        (24, 'Ximena Torres', 'female', '1999-02-06', 163, 'Evenings', 'new', -19, null, 6.3, 6.9, 67, 65, 1700,
         'mood sleep water', 0.95, '1234567', 'as logged', 19, 340, 'live', false, 'active', null),
        (25, 'Yusuf Demir', 'male', '1982-03-31', 185, 'Mornings', 'steady', null, null, 6.7, 7.1, 60, 82, 2300,
         'water mood sleep gym', 0.97, '1234567', 'as logged', 118, 290, 'live', false, 'active', null),
        (26, 'Zoe Fischer', 'female', '1997-07-24', 165, 'Running group', 'now and then', null, null, 6.9, 7.3, 58, 59,
         1700, 'gym mood sleep', 0.5, '1234567', 'as logged', 102, 160, 'live', false, 'active', null),
        (27, 'Anders Berg', 'male', '1980-10-10', 188, 'Mornings', 'workdays', null, null, 6.4, 6.8, 59, 90, 1900,
         'mood sleep body', 0.97, '12345', 'as logged', 107, 240, 'live', false, 'active', null),
        (28, 'Beatriz Costa', 'female', '1992-09-09', 164, 'Running group', 'sick', -4, 8, 6.9, 7.3, 57, 60, 1900,
         'gym mood sleep body', 0.95, '1234567', 'as logged', 112, 250, 'live', false, 'sick', 4),
        (29, 'Callum Reid', 'male', '1988-01-16', 184, 'Evenings', 'nights', -7, 60, 6.2, 7.0, 62, 85, 1900,
         'mood sleep', 0.97, '1234567', 'as logged', 98, 180, 'live', false, 'active', null),
        (30, 'Dalia Mansour', 'female', '1990-05-05', 166, 'Mornings', 'steady', null, null, 7.0, 7.4, 60, 62, 1900,
         'meal water gym mood sleep body', 0.95, '1234567', 'body gym meal mood notes sleep water', 119, 365, 'live',
         false, 'paused', 30)
    ) s(nr, name, sex, born, height, label, story, begins, lasts, mood, sleep, heart, kg, water, logs, chance, weekdays,
        kinds, since, ends_in, state, hide, status, status_for);

    first_time := not exists (select from migrations.demo_diary d join auth.users u on u.id = d.user_id
                              where u.email ~ '^client\d\d@wellspring\.example$');
    -- Without a password, and no demo that anybody is let into: nobody signs in as one of them.
    insert into auth.users (email, created_at)
    select 'client' || to_char(nr, 'FM00') || '@wellspring.example', (today + time '08:00') at time zone home_zone
    from demo.story order by nr
    on conflict (email) do nothing;

    create table demo.person as
    select s.*, u.id, f.made, d.last_day is null as is_new, coalesce(d.last_day + 1, f.made - days_kept) as next_day
    from demo.story s
    join auth.users u on u.email = 'client' || to_char(s.nr, 'FM00') || '@wellspring.example'
    left join migrations.demo_diary d on d.user_id = u.id,
    lateral (select (u.created_at at time zone home_zone)::date as made) f
    where coalesce(d.last_day, '-infinity') < today - 1;
    if not exists (select from demo.person) then
        drop schema demo cascade;
        return;
    end if;

    update public.profiles x
    set is_demo = true, name = p.name, birth_date = p.born, sex = p.sex, height_cm = p.height, time_zone = home_zone,
        welcome = 'done'
    from demo.person p where p.is_new and x.user_id = p.id;


    -- What their days were like ----------------------------------------------------------------------------------------

    -- n counts the days from the one they were made on. Chance goes by it as well, so that every first day looks alike.
    create table demo.calendar as
    select p.*, c.day, c.n, e.went_on, e.step, p.nr || '/' as who
    from demo.person p
    cross join lateral (select day::date as day, day::date - p.made as n
                        from generate_series(p.next_day, today - 1, interval '1 day') day) c
    cross join lateral (select coalesce(c.n >= p.begins and (c.n - p.begins) % again_after < p.lasts, false) as went_on,
                               (c.n - p.begins) % again_after as step) e
    where not (p.story = 'new' and c.n < p.begins)
        and not (p.story in ('stopped', 'away') and e.went_on)
        and extract(isodow from c.day)::int = any (p.weekdays)
        and demo.chance(p.nr || '/logged', c.n) < p.chance;

    -- Each statement tells which days it touched, and compares all of them with those told before: 3,000 days each time.
    -- They are the same ones every time, so they are told once, at the end.
    create function demo.tell_nothing() returns void language sql as $f$
        select set_config('wellspring.touched', '', true)
    $f$;

    insert into public.moods (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                              wellbeing, energy, feelings, tags, note)
    select c.id, demo.key(c.who, 'mood', c.n), t.at, c.day, home_zone, t.at, t.at, 'demo', w.wellbeing,
           least(greatest(round(w.wellbeing - 0.6 + 0.7 * demo.noise(c.who || 'energy', c.n)), 0), 10)::int,
           array[(case when w.wellbeing >= 7 then array['content', 'happy', 'grateful', 'focused']
                       when w.wellbeing >= 5.5 then array['calm', 'content', 'focused', 'hopeful']
                       else array['tired', 'stressed', 'sad', 'anxious'] end)
                 [1 + floor(4 * demo.chance(c.who || 'feeling', c.n))::int]],
           case when demo.chance(c.who || 'tag', c.n) < 0.15
                then array[(array['friends', 'meetings', 'family'])[1 + floor(3 * demo.chance(c.who || 'which', c.n))::int]]
                else '{}' end,
           case when not c.went_on then null
                when c.story = 'mood' and c.step % 6 = 2 then 'Another long day. I do not feel like much at the moment.'
                when c.story = 'sleep' and c.step % 5 = 1 then 'Awake at four again, and no idea why.'
                when c.story = 'injured' and c.step = 0 then 'Twisted my ankle on the way down.'
                when c.story = 'sick' and c.step = 0 then 'A cold. Stayed in bed.' end
    from demo.calendar c,
    lateral (select (c.day + time '20:15' + make_interval(mins => (80 * demo.chance(c.who || 'mood at', c.n))::int))
                    at time zone home_zone as at) t,
    lateral (select least(greatest(round((c.mood + 0.55 * demo.noise(c.who || 'mood', c.n)
                        - case when not c.went_on then 0
                               else case c.story when 'mood' then least(2.6, 0.16 * c.step) when 'sick' then 1.5
                                                 when 'sleep' then 0.2 when 'injured' then 0.5 else 0 end end)::numeric * 2)
                                   / 2, 0), 10) as wellbeing) w
    where 'mood' = any (c.logs)
    order by c.id, c.day
    on conflict do nothing;
    perform demo.tell_nothing();

    insert into public.sleeps (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                               started_at, ended_at, quality)
    select c.id, demo.key(c.who, 'sleep', c.n), t.woken, c.day, home_zone, t.woken, t.woken, 'demo',
           t.woken - make_interval(mins => (5 * round(h.hours * 12))::int), t.woken,
           least(greatest(round(3.6 + 1.2 * (h.hours - c.sleep) + 0.4 * demo.noise(c.who || 'quality', c.n)), 1), 5)::int
    from demo.calendar c,
    lateral (select (c.day + time '06:20' + make_interval(mins => 5 * (c.nr % 7))
                     + make_interval(mins => (5 * round(2 * demo.noise(c.who || 'waking', c.n)))::int))
                    at time zone home_zone as woken) t,
    lateral (select c.sleep + 0.38 * demo.noise(c.who || 'sleep', c.n)
                    + case when not c.went_on then 0
                           else case c.story when 'sleep' then -1.3 when 'nights' then 0.5 when 'sick' then 0.5
                                             else 0 end end as hours) h
    where 'sleep' = any (c.logs)
    order by c.id, c.day
    on conflict do nothing;
    perform demo.tell_nothing();

    insert into public.measurements (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at,
                                     source, metric, value, value2)
    select c.id, demo.key(c.who, r.metric, c.n), t.at, c.day, home_zone, t.at, t.at, 'demo', r.metric, r.value, r.value2
    from demo.calendar c
    cross join lateral (values
        ('resting_heart_rate', time '06:50', true,
         round((c.heart + 1.5 * demo.noise(c.who || 'heart', c.n)
                + case when c.went_on and c.story in ('heart', 'sick') then 8 else 0 end)::numeric), null::numeric),
        ('weight', time '06:55', extract(isodow from c.day) in (1, 4, 7),
         round((c.kg + 0.3 * demo.noise(c.who || 'weight', c.n))::numeric, 1), null),
        ('blood_pressure', time '07:40', c.story = 'reading',
         round((122 + 4 * demo.noise(c.who || 'upper', c.n) + case when c.went_on then 36 else 0 end)::numeric),
         round((78 + 3 * demo.noise(c.who || 'lower', c.n) + case when c.went_on then 14 else 0 end)::numeric))
    ) r(metric, at, taken, value, value2)
    cross join lateral (select (c.day + r.at + make_interval(mins => c.nr % 9)) at time zone home_zone as at) t
    where r.taken and 'body' = any (c.logs) and exists (select from public.metrics x where x.id = r.metric)
    order by c.id, c.day, t.at
    on conflict do nothing;
    perform demo.tell_nothing();

    insert into public.workouts (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                                 activity, minutes, intensity, distance_km)
    select c.id, demo.key(c.who, 'workout', c.n), t.at, c.day, home_zone, t.at, t.at, 'demo', a.activity, m.minutes,
           a.intensity, round((a.kmh * m.minutes / 60)::numeric, 2)
    from demo.calendar c
    join (values ('Running group', 0, 'jogging', 'moderate', 9.0, 45), ('Running group', 1, 'jogging', 'vigorous', 9.6, 60),
                 ('Running group', 2, 'weight-training', 'moderate', null, 45),
                 ('Mornings', 0, 'yoga-hatha', 'light', null, 30), ('Mornings', 1, 'walking', 'light', 5.0, 40),
                 ('Mornings', 2, 'weight-training', 'moderate', null, 40),
                 ('Evenings', 0, 'walking', 'light', 5.0, 45), ('Evenings', 1, 'weight-training', 'moderate', null, 50),
                 ('Evenings', 2, 'jogging', 'moderate', 8.5, 35)
    ) a(label, nth, activity, intensity, kmh, minutes)
        on a.label = c.label and a.nth = (c.n / 2 + 600) % 3,
    lateral (select (5 * round((a.minutes + 7 * demo.noise(c.who || 'minutes', c.n)) / 5))::int as minutes) m,
    lateral (select (c.day + case when c.label = 'Mornings' then time '06:40' else time '18:10' end
                     + make_interval(mins => (40 * demo.chance(c.who || 'training at', c.n))::int))
                    at time zone home_zone as at) t
    where 'gym' = any (c.logs) and (c.n + c.nr) % 2 = 0 and demo.chance(c.who || 'trained', c.n) < 0.85
        and not (c.went_on and c.story in ('injured', 'sick'))
        and exists (select from public.activities x where x.id = a.activity)
    order by c.id, c.day
    on conflict do nothing;
    perform demo.tell_nothing();

    insert into public.drinks (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                               beverage, ml)
    select c.id, demo.key(c.who, d.slot, c.n), t.at, c.day, home_zone, t.at, t.at, 'demo', d.beverage, d.ml
    from demo.calendar c
    cross join lateral (select c.water + case when c.went_on and c.story = 'drinks' then 330 else 0 end as water) w
    cross join lateral (values
        ('first', time '07:30', case when 'meal' = any (c.logs) then 'coffee' else 'water' end, 250.0),
        ('middle', time '12:40', 'water', 10 * round((w.water - 250) * (0.055 + 0.008 * demo.noise(c.who || 'middle', c.n)))),
        ('last', time '18:30', 'water', 10 * round((w.water - 250) * (0.045 + 0.008 * demo.noise(c.who || 'last', c.n))))
    ) d(slot, at, beverage, ml)
    cross join lateral (select (c.day + d.at + make_interval(mins => (60 * demo.chance(c.who || d.slot, c.n))::int))
                               at time zone home_zone as at) t
    where 'water' = any (c.logs) and exists (select from public.beverages x where x.id = d.beverage)
    order by c.id, c.day, t.at
    on conflict do nothing;
    perform demo.tell_nothing();


    -- Meals --------------------------------------------------------------------------------------------------------------

    -- A food by its slug; one that is not in the reference is left out.
    create table demo.dish (meal text, menu int, place int, food text, grams float8);
    insert into demo.dish values
        ('breakfast', 0, 1, 'oats-dry', 70), ('breakfast', 0, 2, 'milk-semi-skimmed', 200), ('breakfast', 0, 3, 'blueberries', 75),
        ('breakfast', 1, 1, 'wholemeal-toast', 66), ('breakfast', 1, 2, 'egg-boiled', 50),
        ('breakfast', 2, 1, 'greek-yoghurt', 170), ('breakfast', 2, 2, 'granola', 60), ('breakfast', 2, 3, 'banana', 126),
        ('lunch', 0, 1, 'lentil-soup', 310), ('lunch', 0, 2, 'rye-bread', 64), ('lunch', 1, 1, 'falafel-in-pitta', 240),
        ('lunch', 2, 1, 'greek-salad', 350), ('lunch', 2, 2, 'wholemeal-bread', 72),
        ('dinner', 0, 1, 'salmon-baked', 160), ('dinner', 0, 2, 'potatoes-boiled', 280), ('dinner', 0, 3, 'broccoli-cooked', 150),
        ('dinner', 1, 1, 'lentil-curry', 350), ('dinner', 1, 2, 'white-rice-cooked', 220),
        ('dinner', 2, 1, 'spaghetti-bolognese', 420), ('dinner', 2, 2, 'mixed-salad-leaves', 70),
        ('dinner', 3, 1, 'chicken-breast-roasted', 170), ('dinner', 3, 2, 'potatoes-boiled', 300),
        ('dinner', 3, 3, 'carrots-cooked', 120);

    create table demo.eaten as
    select c.id, c.who, c.n, c.day, m.meal, floor(m.menus * demo.chance(c.who || m.meal, c.n))::int as menu,
           (c.day + m.at + make_interval(mins => (45 * demo.chance(c.who || m.meal || ' at', c.n))::int))
           at time zone home_zone as at
    from demo.calendar c
    cross join (values ('breakfast', 3, time '07:15'), ('lunch', 3, time '12:20'), ('dinner', 4, time '18:50')) m(meal, menus, at)
    where 'meal' = any (c.logs) and demo.chance(c.who || m.meal || ' kept', c.n) < 0.95;

    with written as (
        insert into public.meals (user_id, client_key, logged_at, local_date, time_zone, created_at, updated_at, source,
                                  meal_type)
        select e.id, demo.key(e.who, e.meal, e.n), e.at, e.day, home_zone, e.at, e.at, 'demo', e.meal
        from demo.eaten e
        where exists (select from demo.dish d join public.foods f on f.slug = d.food
                      where d.meal = e.meal and d.menu = e.menu)
        order by e.id, e.day, e.at
        on conflict do nothing
        returning id, user_id, local_date, meal_type, created_at)
    insert into public.meal_items (user_id, meal_id, position, food_id, food_name, grams, kcal, protein_g, carbs_g, fat_g,
                                   fibre_g, sugar_g, satfat_g, sodium_mg, potassium_mg, calcium_mg, iron_mg, created_at)
    select w.user_id, w.id, d.place, f.id, f.name, g.grams, f.kcal * g.grams / 100, f.protein_g * g.grams / 100,
           f.carbs_g * g.grams / 100, f.fat_g * g.grams / 100, f.fibre_g * g.grams / 100, f.sugar_g * g.grams / 100,
           f.satfat_g * g.grams / 100, f.sodium_mg * g.grams / 100, f.potassium_mg * g.grams / 100,
           f.calcium_mg * g.grams / 100, f.iron_mg * g.grams / 100, w.created_at
    from written w
    join demo.eaten e on e.id = w.user_id and e.day = w.local_date and e.meal = w.meal_type
    join demo.dish d on d.meal = e.meal and d.menu = e.menu
    join public.foods f on f.slug = d.food,
    lateral (select (5 * round(d.grams * (1 + 0.1 * demo.noise(e.who || d.food, e.n)) / 5))::numeric as grams) g
    order by w.user_id, w.local_date, w.created_at, d.place;
    perform set_config('wellspring.touched', (
        touched || coalesce(jsonb_agg(jsonb_build_array(c.id, c.day)), '[]'))::text, true)
    from demo.calendar c;

    insert into public.complete_days (user_id, local_date, completed_at)
    select c.id, c.day, (c.day + time '21:50') at time zone home_zone
    from demo.calendar c
    where c.logs && array['meal', 'water'] and demo.chance(c.who || 'complete', c.n) < 0.92
    on conflict do nothing;


    -- What is between them and their coach: written once, and then it belongs to the visitors --------------------------

    insert into public.goals (user_id, metric, low, starts_on, source)
    select p.id, g.metric, g.low, p.made - g.ago, g.source
    from demo.person p
    join (values (3, 'active_minutes', 30, 80, 'own'), (11, 'water', 2000, 42, 'agreed with Coach Carla'),
                 (25, 'water', 2000, 60, 'agreed with Coach Carla'), (29, 'sleep', 7.25, 50, 'own'),
                 (30, 'protein', 60, 70, 'own')
    ) g(nr, metric, low, ago, source) on g.nr = p.nr
    where p.is_new and exists (select from public.metrics x where x.id = g.metric)
    on conflict do nothing;

    insert into public.consents (user_id, coach_id, kinds, since, ends_on, state, wording, hide_numbers, agreed_at,
                                 changed_at)
    select p.id, carla, array(select k from unnest(p.kinds) k order by k), p.made - p.since, p.made + p.ends_in, p.state,
           1, p.hide, t.at, t.at
    from demo.person p, lateral (select (p.made - p.since + time '18:00') at time zone home_zone as at) t
    where p.is_new order by p.nr
    on conflict do nothing;

    insert into public.coached (user_id, client_id, label, status, status_until, check_in_weekday, created_at)
    select carla, p.id, p.label, p.status, p.made + p.status_for,
           case when p.nr in (2, 7, 22, 25) then extract(isodow from p.made - 1)::int else 1 + p.nr % 5 end,
           (p.made - p.since + time '18:00') at time zone home_zone
    from demo.person p where p.is_new order by p.nr
    on conflict do nothing;

    create table demo.agreement (nr int, title text, metric text, low numeric, times int, state text, ago int, kept float8);
    insert into demo.agreement values
        (1, 'Long run at the weekend', null, null, 1, 'accepted', 60, 0.14),
        (2, 'Breakfast before nine', null, null, 5, 'accepted', 50, 0.75),
        (6, 'No screens after ten', null, null, 4, 'proposed', 1, null),
        (10, 'Ten minutes of stretching', null, null, 5, 'accepted', 15, 0.1),
        (11, 'Two litres a day', 'water', 2000, 5, 'accepted', 42, null),
        (21, 'A walk at lunch', null, null, 3, 'accepted', 45, 0.6),
        (22, 'Phone out of the bedroom', null, null, 5, 'accepted', 36, 0.8),
        (23, 'Vegetables with dinner', null, null, 5, 'accepted', 40, 0.85),
        (23, 'Protein at breakfast', null, null, 4, 'proposed', 2, null),
        (25, 'A walk after lunch', null, null, 4, 'accepted', 33, 0.8),
        (25, 'Two litres a day', 'water', 2000, 5, 'accepted', 60, null),
        (26, 'One yoga class', null, null, 1, 'declined', 20, null),
        (30, 'Lights out by eleven', null, null, 5, 'ended', 70, null);

    insert into public.agreements (user_id, coach_id, title, metric, low, times, starts_on, state, proposed_at, answered_at)
    select p.id, carla, a.title, a.metric, a.low, a.times, p.made - a.ago + 1, a.state, t.at,
           case when a.state <> 'proposed' then t.at + interval '3 hours' end
    from demo.agreement a join demo.person p on p.nr = a.nr,
    lateral (select (p.made - a.ago + time '16:30') at time zone home_zone as at) t
    where p.is_new and (a.metric is null or exists (select from public.metrics x where x.id = a.metric))
        and exists (select from public.coached k where k.user_id = carla and k.client_id = p.id);

    -- Habits go on with the days, as long as they are agreed on.
    insert into public.habit_ticks (user_id, agreement_id, local_date, ticked_at)
    select p.id, b.id, d.day, (d.day + time '21:30') at time zone home_zone
    from demo.agreement a
    join demo.person p on p.nr = a.nr
    join public.agreements b on b.user_id = p.id and b.coach_id = carla and b.title = a.title and b.state = 'accepted'
    cross join lateral (select day::date as day from generate_series(greatest(p.next_day, b.starts_on), today - 1, interval '1 day') day) d
    where b.metric is null
        and case when a.nr = 1 then extract(isodow from d.day) = 7
                 else demo.chance(p.nr || '/' || a.title, d.day - p.made) < a.kept end
    on conflict do nothing;

    insert into public.coach_messages (user_id, coach_id, from_coach, text, about_day, about_kind, client_key, sent_at,
                                       read_at)
    select p.id, carla, m.from_coach, m.text, case when m.kind is not null then p.made - m.ago end, m.kind,
           demo.key(p.nr || '/', 'message ' || m.at, m.ago), t.at, case when m.seen then t.at + interval '2 hours' end
    from (values
        (1, true, 12, time '09:00', true, 'gym', 'That was a strong week. Keep the easy runs easy.'),
        (1, false, 12, time '12:20', true, null, 'I will. The hill felt good for once.'),
        (4, true, 5, time '08:40', true, null, 'I hope you are well. No need to catch up on anything: just say hello when you can.'),
        (6, false, 2, time '21:40', false, null, 'I have been sleeping badly for two weeks. Any idea where to start?'),
        (7, true, 8, time '10:10', true, null, 'How are things at work at the moment?'),
        (7, false, 7, time '19:30', true, null, 'Busy. I will write more at the weekend.'),
        (12, false, 9, time '18:05', true, null, 'The doctor says three weeks without running.'),
        (12, true, 9, time '18:45', true, null, 'Then three weeks it is. We plan the way back together.'),
        (13, false, 9, time '20:00', true, null, 'Off to the sea until next week, and the phone stays in the bag.'),
        (15, true, 1, time '09:15', true, null, 'Your sharing ends in a few days. Shall we go on?'),
        (21, false, 3, time '12:50', false, 'gym', 'Is it fine to walk instead of lifting when my back is stiff?'),
        (21, false, 1, time '20:35', false, null, 'It was fine in the end. Two walks this week!'),
        (23, true, 6, time '08:30', true, 'meal', 'Good dinners this week.'),
        (25, true, 10, time '09:40', true, null, 'Five weeks in a row. That is a habit now.'),
        (28, false, 3, time '08:05', false, null, 'A cold, so nothing from me for a few days.')
    ) m(nr, from_coach, ago, at, seen, kind, text)
    join demo.person p on p.nr = m.nr,
    lateral (select (p.made - m.ago + m.at) at time zone home_zone as at) t
    where p.is_new and exists (select from public.coached k where k.user_id = carla and k.client_id = p.id)
    on conflict do nothing;

    insert into public.check_ins (user_id, coach_id, week, answers, reply, sent_at, replied_at)
    select p.id, carla, date_trunc('week', d.day::timestamp)::date,
           jsonb_build_array(jsonb_build_object('question', 'What went well this week?', 'answer', i.well),
                             jsonb_build_object('question', 'What was hard?', 'answer', i.hard),
                             jsonb_build_object('question', 'What do you want to try next week?', 'answer', i.next)),
           i.reply, (d.day + time '19:10') at time zone home_zone,
           case when i.reply is not null then (d.day + 1 + time '08:50') at time zone home_zone end
    from (values
        (2, 1, 'Breakfast on five days.', 'The late meeting on Thursday.', 'The same again.',
         'The same again is a fine plan.'),
        (2, 2, 'I cooked twice.', 'The weekend away.', 'Breakfast before nine.', 'Good. Two evenings of cooking is a lot.'),
        (7, 0, 'I kept logging.', 'I feel flat and do not know why. Evenings are the worst.', 'Maybe see a friend.', null),
        (7, 1, 'A quiet Sunday.', 'Work until late most days.', 'Leave on time twice.',
         'Twice is a good start. Tell me how it went.'),
        (22, 0, 'Phone stayed in the kitchen on five nights!', 'Friday. It was late.', 'Six nights.', null),
        (22, 1, 'Four nights without the phone.', 'I miss the alarm on it.', 'A real alarm clock.', 'An old one will do.'),
        (25, 1, 'Walked on four days.', 'Rain.', 'A better jacket.', 'There is no bad weather, as they say.')
    ) i(nr, weeks, well, hard, next, reply)
    join demo.person p on p.nr = i.nr,
    lateral (select p.made - 1 - 7 * i.weeks as day) d
    where p.is_new and exists (select from public.coached k where k.user_id = carla and k.client_id = p.id)
    on conflict do nothing;

    insert into public.coach_notes (user_id, client_id, text, client_key, created_at, updated_at)
    select carla, p.id, n.text, demo.key(p.nr || '/', 'note', n.ago), t.at, t.at
    from (values
        (4, 20, 'Starts a new job this month. Go easy on reminders.'),
        (6, 100, 'Wants to run the half marathon in spring.'),
        (7, 8, 'Seemed low on the phone. Ask again, and mention her doctor if it goes on.'),
        (9, 60, 'Takes her blood pressure every morning; her doctor knows.'),
        (12, 9, 'Ankle: no running for three weeks, swimming is fine.'),
        (20, 80, 'No numbers. We talk about how meals feel.'),
        (24, 18, 'New. One thing at a time.')
    ) n(nr, ago, text)
    join demo.person p on p.nr = n.nr,
    lateral (select (p.made - n.ago + time '11:00') at time zone home_zone as at) t
    where p.is_new and exists (select from public.coached k where k.user_id = carla and k.client_id = p.id)
    on conflict do nothing;


    -- The coach, and the demo person, who shares some of their own diary -------------------------------------------------

    if first_time then
        update public.profiles
        set is_coach = true, alerts_a_week = 8, welcome = 'done',
            time_zone = case when time_zone = 'UTC' then home_zone else time_zone end
        where user_id = carla;

        insert into public.consents (user_id, coach_id, kinds, since, ends_on, wording, agreed_at, changed_at)
        select dana, carla, array['gym', 'mood', 'sleep', 'water'], today - 120, today + 150, 1, t.at, t.at
        from (select (today - 40 + time '18:00') at time zone home_zone as at) t
        where not exists (select from public.consents c where c.user_id = dana and c.coach_id = carla);
        if found then
            insert into public.coached (user_id, client_id, label, check_in_weekday, created_at)
            values (carla, dana, 'Evenings', 1, (today - 40 + time '18:00') at time zone home_zone) on conflict do nothing;

            insert into public.agreements (user_id, coach_id, title, times, starts_on, state, proposed_at, answered_at)
            select dana, carla, a.title, a.times, today - a.ago + 1, a.state,
                   (today - a.ago + time '16:30') at time zone home_zone,
                   case when a.state = 'accepted' then (today - a.ago + time '20:00') at time zone home_zone end
            from (values ('A walk after dinner', 4, 35, 'accepted'), ('Lights out by eleven', 5, 1, 'proposed'))
                a(title, times, ago, state);

            insert into public.habit_ticks (user_id, agreement_id, local_date, ticked_at)
            select dana, a.id, today - n, (today - n + time '21:30') at time zone home_zone
            from public.agreements a, generate_series(1, 34) n
            where a.user_id = dana and a.coach_id = carla and a.title = 'A walk after dinner'
                and demo.chance('dana/walk', n) < 0.6
            on conflict do nothing;

            insert into public.coach_messages (user_id, coach_id, from_coach, text, about_day, about_kind, client_key,
                                               sent_at, read_at)
            select dana, carla, m.from_coach, m.text, case when m.kind is not null then today - m.ago end, m.kind,
                   demo.key('dana/', 'message', m.ago), (today - m.ago + m.at) at time zone home_zone,
                   case when m.seen then (today - m.ago + time '21:00') at time zone home_zone end
            from (values
                (false, 6, time '19:20', true, null, 'The walks do me good. I fall asleep more easily.'),
                (true, 5, time '09:10', true, null, 'Glad to hear it. Then let us keep them.'),
                (true, 1, time '17:40', false, 'sleep',
                 'A good week of sleep. I have made a proposal for the evenings; see whether it fits.')
            ) m(from_coach, ago, at, seen, kind, text)
            on conflict do nothing;
        end if;
    end if;

    -- Without fresh figures about what the tables hold, reading takes ten times as long for the first minutes.
    if first_time then
        analyze public.meals, public.meal_items, public.drinks, public.workouts, public.moods, public.sleeps,
                public.measurements, public.complete_days, public.consents, public.coached, public.agreements,
                public.habit_ticks, public.coach_messages, public.check_ins;
    end if;

    insert into migrations.demo_diary (user_id, last_day) select p.id, today - 1 from demo.person p
    on conflict (user_id) do update set last_day = excluded.last_day;
    drop schema demo cascade;
end $demo$;
