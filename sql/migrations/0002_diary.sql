-- The diary: the reference tables it speaks of, one table per kind of entry, goals, repeats and marked days.
-- Rows of the reference tables come from sql/reference and are loaded after the migrations.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 2;

-- Which reference files were loaded, and how far the demo people's diary has been written: kept beside the record of
-- the migrations, where no role of the app reaches.
create schema if not exists migrations;
create table if not exists migrations.reference (
    name text primary key,
    checksum text not null,
    loaded_at timestamptz not null default now()
);
create table if not exists migrations.demo_diary (
    user_id uuid primary key references auth.users (id) on delete cascade,
    last_day date not null
);


-- What every table of a person shares -------------------------------------------------------------------------

-- Policies, rights and the index by owner for a table whose rows belong to one person each.
create function private.own(p_table regclass) returns void language plpgsql
    set search_path = ''
as $$
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('alter table %s force row level security', p_table);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', p_table);
    execute format('create policy own_select on %s for select to authenticated
        using (user_id = (select auth.uid()))', p_table);
    execute format('create policy own_insert on %s for insert to authenticated
        with check (user_id = (select auth.uid()))', p_table);
    execute format('create policy own_update on %s for update to authenticated
        using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()))', p_table);
    execute format('create policy own_delete on %s for delete to authenticated
        using (user_id = (select auth.uid()))', p_table);
    execute format('grant select, insert, update, delete on %s to authenticated', p_table);
end $$;

-- Rights for a table of figures that everybody signed in reads and nobody changes.
create function private.shared(p_table regclass) returns void language plpgsql
    set search_path = ''
as $$
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('alter table %s force row level security', p_table);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', p_table);
    execute format('create policy all_select on %s for select to authenticated using (true)', p_table);
    execute format('grant select on %s to authenticated', p_table);
end $$;

-- Triggers run before the policies have looked at a row. One that looks something up with its owner's rights must not
-- do so for a row in somebody else's name: what it then says, or how it fails, would tell about that person.
create function private.refuse_strangers(p_owner uuid) returns void language plpgsql stable
    set search_path = ''
as $$
begin
    if auth.uid() is not null and p_owner is distinct from auth.uid() then
        raise exception using errcode = '42501', message = 'This row would belong to somebody else.';
    end if;
end $$;

-- The day an entry belongs to is the person's own where they were; the database works it out unless it is told.
create function private.check_entry() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    if not private.is_time_zone(new.time_zone) then
        raise exception using errcode = '22023', message = 'This time zone is not known.';
    end if;
    if new.local_date is null then
        new.local_date := (new.logged_at at time zone new.time_zone)::date;
    end if;
    if tg_op = 'UPDATE' then
        new.updated_at := now();
    end if;
    return new;
end $$;

-- The columns every kind of entry has, with what guards them.
create function private.make_entries(p_table regclass) returns void language plpgsql
    set search_path = ''
as $$
begin
    execute format($sql$
        alter table %s
            add column id uuid primary key default gen_random_uuid(),
            add column user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
            add column logged_at timestamptz not null default now(),
            add column local_date date not null,
            add column time_zone text not null check (length(time_zone) <= 64),
            add column note text check (length(note) between 1 and 2000),
            add column client_key uuid not null default gen_random_uuid(),
            add column source text not null default 'app' check (length(source) between 1 and 40),
            add column external_id text check (length(external_id) between 1 and 200),
            add column import_id uuid,
            add column created_at timestamptz not null default now(),
            add column updated_at timestamptz not null default now(),
            add unique (user_id, client_key),
            -- Any zone's date is at most one day from the date in UTC, and a late evening counts for the day before.
            add check (local_date between (logged_at at time zone 'UTC')::date - 1
                                      and (logged_at at time zone 'UTC')::date + 1),
            add check (logged_at between timestamptz '1900-01-01' and timestamptz '2200-01-01')
    $sql$, p_table);
    execute format('create index on %s (user_id, local_date desc, logged_at desc, id)', p_table);
    execute format('create unique index on %s (user_id, source, external_id) where external_id is not null', p_table);
    execute format('create trigger check_entry before insert or update on %s
        for each row execute function private.check_entry()', p_table);
    perform private.own(p_table);
end $$;

-- Words a person adds to an entry: a few, and short.
create domain public.short_words as text[] check (
    cardinality(value) = 0
    or (cardinality(value) <= 20 and array_ndims(value) = 1
        and array_to_string(value, '', '') !~ E'[\x01-\x1f]'
        and array_to_string(value, E'\x1f', '') ~ E'^[^\x1f]{1,40}(\x1f[^\x1f]{1,40})*$'));


-- Reference -----------------------------------------------------------------------------------------------------

create table public.metrics (
    id text primary key check (id ~ '^[a-z][a-z0-9_]{1,39}$'),
    label text not null,
    unit text not null,
    kind text not null check (kind in ('meal', 'water', 'gym', 'mood', 'sleep', 'body')),
    logged boolean not null,
    aggregate text not null check (aggregate in ('sum', 'mean', 'last', 'none')),
    better text not null check (better in ('up', 'down', 'band', 'none')),
    decimals int not null check (decimals between 0 and 3),
    smallest_change numeric not null,
    lowest numeric not null,
    highest numeric not null,
    usual_low numeric,
    usual_high numeric,
    hidden boolean not null,
    position int not null
);
comment on column public.metrics.logged is 'a body reading somebody enters, not a series worked out from entries';
comment on column public.metrics.hidden is 'not shown to whoever hides calories and weight';
select private.shared('public.metrics');

create table public.activities (
    id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
    name text not null,
    aliases text[] not null default '{}',
    category text not null,
    met numeric(4, 1) not null check (met between 1 and 25),
    intensity text not null check (intensity in ('light', 'moderate', 'vigorous')),
    distance boolean not null,
    speed_low_kmh numeric(5, 1),
    speed_high_kmh numeric(5, 1),
    strength boolean not null,
    code text not null,
    edition int not null
);
comment on column public.activities.met is 'Compendium of Physical Activities, unchanged';
select private.shared('public.activities');

create table public.beverages (
    id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
    name text not null,
    aliases text[] not null default '{}',
    category text not null,
    kcal numeric(6, 1), protein_g numeric(7, 3), carbs_g numeric(7, 3), fat_g numeric(7, 3), fibre_g numeric(7, 3),
    sugar_g numeric(7, 3), satfat_g numeric(7, 3), sodium_mg numeric(9, 3), potassium_mg numeric(9, 3),
    calcium_mg numeric(9, 3), iron_mg numeric(9, 3),
    caffeine_mg numeric(7, 2), alcohol_g numeric(7, 3),
    usual_ml numeric(6, 1) not null check (usual_ml between 5 and 2000),
    source text not null,
    position int not null
);
comment on table public.beverages is 'figures per 100 ml; null: unknown';
select private.shared('public.beverages');

-- Foods that everybody shares belong to nobody; a person's own belong to them.
create table public.foods (
    id uuid primary key default gen_random_uuid(),
    user_id uuid references auth.users (id) on delete cascade,
    slug text unique check (length(slug) <= 120),
    name text not null check (length(name) between 1 and 120),
    brand text check (length(brand) between 1 and 80),
    aliases public.short_words not null default '{}',
    category text not null default 'own' check (length(category) <= 40),
    kcal numeric(6, 1) check (kcal between 0 and 902),
    protein_g numeric(7, 3) check (protein_g between 0 and 100),
    carbs_g numeric(7, 3) check (carbs_g between 0 and 100),
    fat_g numeric(7, 3) check (fat_g between 0 and 100),
    fibre_g numeric(7, 3) check (fibre_g between 0 and 100),
    sugar_g numeric(7, 3) check (sugar_g between 0 and 100),
    satfat_g numeric(7, 3) check (satfat_g between 0 and 100),
    sodium_mg numeric(9, 3) check (sodium_mg between 0 and 40000),
    potassium_mg numeric(9, 3) check (potassium_mg between 0 and 60000),
    calcium_mg numeric(9, 3) check (calcium_mg between 0 and 60000),
    iron_mg numeric(9, 3) check (iron_mg between 0 and 2000),
    portions jsonb not null default '[]'
        check (jsonb_typeof(portions) = 'array' and jsonb_array_length(portions) <= 20
               and pg_column_size(portions) <= 4000
               and jsonb_array_length(portions) = jsonb_array_length(jsonb_path_query_array(
                   portions, '$[*] ? (@.label.type() == "string" && @.grams.type() == "number" && @.grams > 0 && @.grams <= 20000)'))),
    diet text check (diet in ('vegan', 'vegetarian', 'pescatarian', 'meat')),
    allergens public.short_words not null default '{}',
    source text not null default 'own' check (length(source) <= 80),
    fdc_id text check (length(fdc_id) <= 20),
    client_key uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((user_id is null) = (slug is not null)),
    -- The ids of shared foods follow from their names (version 5); a person's own are random, and can take none of those.
    check (user_id is null or substr(id::text, 15, 1) = '4'),
    unique (user_id, client_key)
);
comment on table public.foods is 'figures per 100 g; null: unknown';
create index foods_user_id on public.foods (user_id, name);
create trigger touch before update on public.foods for each row execute function private.touch();

create function private.check_food() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    if new.user_id is not null then
        perform private.refuse_strangers(new.user_id);
        if (select count(*) from public.foods f where f.user_id = new.user_id) >= 2000 then
            raise exception using errcode = '54000', message = 'These are as many foods of your own as there can be.';
        end if;
    end if;
    return new;
end $$;
create trigger check_food before insert on public.foods for each row execute function private.check_food();

alter table public.foods alter column user_id set default auth.uid();
alter table public.foods enable row level security;
alter table public.foods force row level security;
create policy keeper on public.foods to current_user using (true) with check (true);
create policy shared_select on public.foods for select to authenticated using (user_id is null);
create policy own_select on public.foods for select to authenticated using (user_id = (select auth.uid()));
create policy own_insert on public.foods for insert to authenticated with check (user_id = (select auth.uid()));
create policy own_update on public.foods for update to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy own_delete on public.foods for delete to authenticated using (user_id = (select auth.uid()));
grant select, insert, update, delete on public.foods to authenticated;


-- Finding a food ------------------------------------------------------------------------------------------------

-- Small letters without accents and punctuation, words one space apart.
create function private.plain_words(p_text text) returns text language sql immutable
    set search_path = ''
    return trim(regexp_replace(
        regexp_replace(normalize(lower(left(p_text, 400)), nfd), '[\u0300-\u036f]', '', 'g'),
        '[][\s!-/:-@\\^_`{-~]+', ' ', 'g'));

-- Groups of three letters, by which words with a typing error are still found. An open word has no end yet.
create function private.trigrams(p_plain text, p_open boolean) returns text[] language sql immutable
    set search_path = ''
    return coalesce((
        select array_agg(distinct substr(padded, n, 3))
        from (select '  ' || w || case when p_open then '' else ' ' end as padded
              from unnest(string_to_array(p_plain, ' ')) w where w <> '') words,
             generate_series(1, length(padded) - 2) n), '{}');

-- Every name a food goes by. Reached by nobody but the functions below: the arrays would weigh down every answer that
-- shows a food.
create table private.food_names (
    kind text not null check (kind in ('food', 'drink')),
    food_id text not null,
    user_id uuid references auth.users (id) on delete cascade,
    name text not null,
    -- The name it is shown by, and no alias.
    main boolean not null,
    trigrams text[] not null,
    primary key (kind, food_id, name)
);
-- Somebody's own names are found by their owner, so that nobody else's search has to pass them.
create index food_names_trigrams on private.food_names using gin (trigrams) where user_id is null;
create index food_names_user_id on private.food_names (user_id);
alter table private.food_names enable row level security;
alter table private.food_names force row level security;
create policy keeper on private.food_names to current_user using (true) with check (true);

create function private.index_food() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    v_kind text := case tg_table_name when 'foods' then 'food' else 'drink' end;
    v_row jsonb;
begin
    if tg_op <> 'INSERT' then
        delete from private.food_names where kind = v_kind and food_id = old.id::text;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    v_row := to_jsonb(new);
    insert into private.food_names (kind, food_id, user_id, name, main, trigrams)
    select v_kind, new.id::text, (v_row ->> 'user_id')::uuid, n.name, bool_or(n.main),
           private.trigrams(n.name, false)
    from (select private.plain_words(new.name) as name, true as main
          union all select private.plain_words(concat_ws(' ', new.name, v_row ->> 'brand')), false
          union all select private.plain_words(a), false from unnest(new.aliases) a) n
    where n.name <> ''
    group by n.name;
    return new;
end $$;
create trigger index_food after insert or update of id, name, brand, aliases, user_id on public.foods
    for each row execute function private.index_food();
create trigger unindex_food after delete on public.foods for each row execute function private.index_food();
create trigger index_food after insert or update of id, name, aliases on public.beverages
    for each row execute function private.index_food();
create trigger unindex_food after delete on public.beverages for each row execute function private.index_food();


-- The kinds of entry ----------------------------------------------------------------------------------------------

create table public.drinks (
    ml numeric(7, 1) not null check (ml > 0 and ml <= 10000),
    beverage text not null default 'water' references public.beverages (id),
    kcal numeric(7, 1), protein_g numeric(7, 2), carbs_g numeric(7, 2), fat_g numeric(7, 2), fibre_g numeric(7, 2),
    sugar_g numeric(7, 2), satfat_g numeric(7, 2), sodium_mg numeric(8, 2), potassium_mg numeric(8, 2),
    calcium_mg numeric(8, 2), iron_mg numeric(8, 2), caffeine_mg numeric(7, 1), alcohol_g numeric(7, 2)
);
select private.make_entries('public.drinks');

-- What a drink brings along follows from the beverage and the amount, whoever writes it.
create function private.fill_drink() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    b public.beverages;
    times numeric := new.ml / 100;
begin
    perform private.refuse_strangers(new.user_id);
    select * into b from public.beverages where id = new.beverage;
    new.kcal := b.kcal * times;
    new.protein_g := b.protein_g * times;
    new.carbs_g := b.carbs_g * times;
    new.fat_g := b.fat_g * times;
    new.fibre_g := b.fibre_g * times;
    new.sugar_g := b.sugar_g * times;
    new.satfat_g := b.satfat_g * times;
    new.sodium_mg := b.sodium_mg * times;
    new.potassium_mg := b.potassium_mg * times;
    new.calcium_mg := b.calcium_mg * times;
    new.iron_mg := b.iron_mg * times;
    new.caffeine_mg := b.caffeine_mg * times;
    new.alcohol_g := b.alcohol_g * times;
    return new;
end $$;
create trigger fill_drink before insert or update on public.drinks
    for each row execute function private.fill_drink();

create table public.measurements (
    metric text not null references public.metrics (id),
    value numeric(9, 2) not null,
    value2 numeric(9, 2),
    check ((metric = 'blood_pressure') = (value2 is not null)),
    check (value2 < value)
);
comment on column public.measurements.value2 is 'the lower one of a blood pressure';
select private.make_entries('public.measurements');
create index measurements_metric on public.measurements (user_id, metric, local_date desc, logged_at desc);

-- The bounds stand in sql/reference/metrics.csv, which the app reads as well.
create function private.check_measurement() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    m public.metrics;
    lower_one public.metrics;
begin
    perform private.refuse_strangers(new.user_id);
    select * into m from public.metrics where id = new.metric;
    if not found then
        return new;
    end if;
    select * into lower_one from public.metrics where id = 'diastolic';
    if not m.logged or new.value not between m.lowest and m.highest
       or new.value2 not between lower_one.lowest and lower_one.highest then
        raise exception using errcode = '23514', message = format('%s is outside what is possible.', m.label);
    end if;
    return new;
end $$;
create trigger check_measurement before insert or update on public.measurements
    for each row execute function private.check_measurement();

create table public.workouts (
    activity text not null references public.activities (id),
    minutes numeric(6, 1) check (minutes > 0 and minutes <= 1440),
    intensity text check (intensity in ('light', 'moderate', 'vigorous')),
    distance_km numeric(7, 3) check (distance_km > 0 and distance_km <= 1000),
    net_kcal numeric(7, 1)
);
comment on column public.workouts.intensity is 'as it felt; the energy follows from the activity';
comment on column public.workouts.net_kcal is 'above rest; null where no weight is known';
select private.make_entries('public.workouts');
alter table public.workouts add unique (id, user_id);

-- (MET - 1) x 3.5 x kg / 200 x minutes, with the weight last known on that day, else the first one known later.
create function private.fill_workout() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    v_met numeric := (select a.met from public.activities a where a.id = new.activity);
    v_kg numeric;
begin
    perform private.refuse_strangers(new.user_id);
    select m.value into v_kg from public.measurements m
    where m.user_id = new.user_id and m.metric = 'weight' and m.local_date <= coalesce(new.local_date, new.logged_at::date)
    order by m.local_date desc, m.logged_at desc limit 1;
    if v_kg is null then
        select m.value into v_kg from public.measurements m
        where m.user_id = new.user_id and m.metric = 'weight'
        order by m.local_date, m.logged_at limit 1;
    end if;
    new.net_kcal := round((v_met - 1) * 3.5 * v_kg / 200 * new.minutes, 1);
    return new;
end $$;
-- After check_entry in the alphabet, so the local date is there.
create trigger fill_workout before insert or update on public.workouts
    for each row execute function private.fill_workout();

-- Workouts logged before any weight was known get their energy when the first one comes.
create function private.fill_earlier_workouts() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    if new.metric = 'weight' and not exists (
        select from public.measurements m where m.user_id = new.user_id and m.metric = 'weight' and m.id <> new.id) then
        update public.workouts w set minutes = w.minutes
        where w.user_id = new.user_id and w.net_kcal is null and w.minutes is not null;
    end if;
    return null;
end $$;
create trigger fill_earlier_workouts after insert on public.measurements
    for each row execute function private.fill_earlier_workouts();

create table public.workout_sets (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    workout_id uuid not null,
    position int not null default 1 check (position between 1 and 500),
    exercise text not null check (length(exercise) between 1 and 80),
    reps int check (reps between 1 and 10000),
    kg numeric(6, 2) check (kg between 0 and 1000),
    created_at timestamptz not null default now(),
    foreign key (workout_id, user_id) references public.workouts (id, user_id) on delete cascade
);
create index workout_sets_workout on public.workout_sets (workout_id, position);
create index workout_sets_exercise on public.workout_sets (user_id, lower(exercise), created_at desc);
select private.own('public.workout_sets');

create table public.moods (
    wellbeing numeric(3, 1) not null check (wellbeing between 0 and 10 and wellbeing * 2 = trunc(wellbeing * 2)),
    feelings public.short_words not null default '{}',
    tags public.short_words not null default '{}',
    energy int check (energy between 0 and 10)
);
select private.make_entries('public.moods');

create table public.sleeps (
    started_at timestamptz not null,
    ended_at timestamptz not null,
    minutes int generated always as ((extract(epoch from ended_at - started_at) / 60)::int) stored,
    quality int check (quality between 1 and 5),
    check (ended_at > started_at and ended_at - started_at <= interval '24 hours')
);
select private.make_entries('public.sleeps');

-- A night belongs to the day of waking.
create function private.check_sleep() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    new.logged_at := new.ended_at;
    if private.is_time_zone(new.time_zone) then
        new.local_date := (new.ended_at at time zone new.time_zone)::date;
    end if;
    return new;
end $$;
create trigger a_night before insert or update on public.sleeps
    for each row execute function private.check_sleep();

create table public.meals (
    meal_type text not null check (meal_type in ('breakfast', 'lunch', 'dinner', 'snack')),
    title text check (length(title) between 1 and 120),
    photo_path text check (length(photo_path) <= 200),
    made_by text not null default 'search'
        check (made_by in ('photo', 'text', 'search', 'quick', 'copy', 'repeat', 'import')),
    -- Kept in step with the items, for lists that sort and search thousands of meals.
    kcal numeric(8, 1),
    kcal_unknown int not null default 0,
    words text not null default ''
);
comment on column public.meals.kcal_unknown is 'how many items have no known energy: the sum is then "at least"';
select private.make_entries('public.meals');
alter table public.meals add unique (id, user_id);
create index meals_kcal on public.meals (user_id, kcal desc nulls last);

create table public.meal_items (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    meal_id uuid not null,
    position int not null default 1 check (position between 1 and 200),
    food_id uuid references public.foods (id) on delete set null,
    food_name text not null check (length(food_name) between 1 and 120),
    grams numeric(7, 1) check (grams > 0 and grams <= 20000),
    -- How the person said it: 2 slices. The grams count.
    amount numeric(8, 2) check (amount > 0 and amount <= 20000),
    portion text check (length(portion) between 1 and 60),
    kcal numeric(7, 1) check (kcal between 0 and 30000),
    kcal_low numeric(7, 1) check (kcal_low between 0 and 30000),
    kcal_high numeric(7, 1) check (kcal_high between 0 and 30000),
    protein_g numeric(8, 2) check (protein_g between 0 and 20000),
    carbs_g numeric(8, 2) check (carbs_g between 0 and 20000),
    fat_g numeric(8, 2) check (fat_g between 0 and 20000),
    fibre_g numeric(8, 2) check (fibre_g between 0 and 20000),
    sugar_g numeric(8, 2) check (sugar_g between 0 and 20000),
    satfat_g numeric(8, 2) check (satfat_g between 0 and 20000),
    sodium_mg numeric(9, 2) check (sodium_mg between 0 and 1000000),
    potassium_mg numeric(9, 2) check (potassium_mg between 0 and 1000000),
    calcium_mg numeric(9, 2) check (calcium_mg between 0 and 1000000),
    iron_mg numeric(9, 2) check (iron_mg between 0 and 100000),
    named_by text not null default 'person' check (named_by in ('person', 'detector', 'learner', 'import')),
    created_at timestamptz not null default now(),
    check (kcal_low <= kcal_high),
    foreign key (meal_id, user_id) references public.meals (id, user_id) on delete cascade
);
create index meal_items_meal on public.meal_items (meal_id, position);
create index meal_items_food on public.meal_items (food_id);
create index meal_items_user_id on public.meal_items (user_id, food_id);
select private.own('public.meal_items');

-- The sums of a meal follow from its items and from nothing else.
create function private.keep_sums() returns trigger language plpgsql
    set search_path = ''
as $$
begin
    if tg_op = 'INSERT' then
        new.kcal := null;
        new.kcal_unknown := 0;
        new.words := '';
    elsif pg_trigger_depth() = 1 then
        new.kcal := old.kcal;
        new.kcal_unknown := old.kcal_unknown;
        new.words := old.words;
    end if;
    return new;
end $$;
create trigger keep_sums before insert or update on public.meals
    for each row execute function private.keep_sums();

-- A food that is gone by now, or that is somebody else's, is no food of this item; its figures are its own anyway.
create function private.check_item() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    perform private.refuse_strangers(new.user_id);
    if new.food_id is not null and not exists (
        select from public.foods f where f.id = new.food_id and (f.user_id is null or f.user_id = new.user_id)) then
        new.food_id := null;
    end if;
    return new;
end $$;
create trigger check_item before insert or update of food_id on public.meal_items
    for each row execute function private.check_item();

create function private.sum_meals() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    touched uuid[];
begin
    -- By an update an item may have gone over to another meal.
    if tg_op <> 'INSERT' then
        touched := array(select meal_id from gone);
    end if;
    if tg_op <> 'DELETE' then
        touched := touched || array(select meal_id from come);
    end if;
    -- Whoever writes other items of the meal at this moment is waited for, so that the sum below sees them.
    perform from public.meals m where m.id = any (touched) order by m.id for no key update;
    update public.meals m set (kcal, kcal_unknown, words) = (
        select sum(i.kcal), count(*) filter (where i.kcal is null),
               coalesce(string_agg(i.food_name, ', ' order by i.position, i.created_at, i.id), '')
        from public.meal_items i where i.meal_id = m.id)
    where m.id = any (touched);
    return null;
end $$;
create trigger sum_inserted after insert on public.meal_items
    referencing new table as come for each statement execute function private.sum_meals();
create trigger sum_updated after update on public.meal_items
    referencing old table as gone new table as come for each statement execute function private.sum_meals();
create trigger sum_deleted after delete on public.meal_items
    referencing old table as gone for each statement execute function private.sum_meals();

-- What comes back on chosen weekdays: one tap writes what `entries` holds.
create table public.repeats (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    title text not null check (length(title) between 1 and 80),
    weekdays int[] not null check (cardinality(weekdays) between 1 and 7 and weekdays <@ array[1, 2, 3, 4, 5, 6, 7]),
    entries jsonb not null check (
        jsonb_typeof(entries) = 'array' and jsonb_array_length(entries) between 1 and 50
        and pg_column_size(entries) <= 20000
        and jsonb_array_length(entries) = jsonb_array_length(jsonb_path_query_array(
            entries, '$[*] ? (@.kind.type() == "string" && @.row.type() == "object")'))),
    client_key uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, client_key)
);
comment on column public.repeats.weekdays is 'ISO: 1 Monday to 7 Sunday';
comment on column public.repeats.entries is 'as save_entries takes them, without a day';
create trigger touch before update on public.repeats for each row execute function private.touch();
select private.own('public.repeats');

-- "That's all for today": only then is nothing logged a real nothing.
create table public.complete_days (
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    local_date date not null check (local_date between date '1900-01-01' and date '2200-01-01'),
    completed_at timestamptz not null default now(),
    primary key (user_id, local_date)
);
select private.own('public.complete_days');

-- A goal holds from its first day until a later one for the same metric; both bounds empty ends it.
create table public.goals (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    metric text not null references public.metrics (id),
    low numeric(9, 2),
    high numeric(9, 2),
    starts_on date not null check (starts_on between date '1900-01-01' and date '2200-01-01'),
    source text not null default 'own' check (length(source) between 1 and 120),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (low <= high),
    unique (user_id, metric, starts_on)
);
create trigger touch before update on public.goals for each row execute function private.touch();
select private.own('public.goals');


-- What the profile learns ------------------------------------------------------------------------------------------

alter table public.profiles
    add column cups int[] not null default '{200,330,500}' check (
        cardinality(cups) between 1 and 6 and array_position(cups, null) is null
        and 10 <= all (cups) and 5000 >= all (cups)),
    add column glucose_unit text not null default 'mg/dl' check (glucose_unit in ('mg/dl', 'mmol/l')),
    add column activity_level text check (activity_level in ('low', 'moderate', 'active', 'very_active')),
    add column tracked text[] not null default '{meal,water,gym,mood,sleep,body}'
        check (tracked <@ array['meal', 'water', 'gym', 'mood', 'sleep', 'body'] and cardinality(tracked) <= 6),
    add column welcome text not null default 'new' check (welcome in ('new', 'skipped', 'done'));
comment on column public.profiles.cups is 'millilitres of the cups this person drinks from';
comment on column public.profiles.tracked is 'kinds of entry shown first';
comment on column public.profiles.welcome is 'whether the first steps are still to be offered';
grant update (cups, glucose_unit, activity_level, tracked, welcome) on public.profiles to authenticated;


-- Goals that would harm are refused here too, whatever asks ----------------------------------------------------------

-- Mifflin-St Jeor; null where something it needs is not known. For other than female and male: the mean of both.
create function private.basal_need(p_person uuid) returns numeric language sql stable
    set search_path = ''
as $$
    select 10 * m.value + 6.25 * p.height_cm - 5 * extract(year from age(current_date, p.birth_date))
           + case p.sex when 'female' then -161 when 'male' then 5 else -78 end
    from public.profiles p,
         lateral (select value from public.measurements
                  where user_id = p.user_id and metric = 'weight' and local_date <= current_date + 1
                  order by local_date desc, logged_at desc limit 1) m
    where p.user_id = p_person
$$;

create function private.check_goal() returns trigger language plpgsql security definer
    set search_path = ''
as $$
declare
    m public.metrics;
    person public.profiles;
    kg numeric;
    target numeric;
begin
    perform private.refuse_strangers(new.user_id);
    select * into m from public.metrics where id = new.metric;
    if not found then
        return new;
    end if;
    if m.aggregate = 'none' or new.low not between 0 and m.highest or new.high not between 0 and m.highest then
        raise exception using errcode = '23514', message = 'This goal is outside what is possible.';
    end if;
    -- A limit at or below what the body needs at rest is no goal to help with.
    if new.metric = 'energy' and new.high < greatest(coalesce(private.basal_need(new.user_id), 1200), 1000) then
        raise exception using errcode = 'WG001',
            message = 'An energy goal must not lie below what your body needs at rest.';
    end if;
    if new.metric = 'weight' then
        select * into person from public.profiles where user_id = new.user_id;
        select value into kg from public.measurements
        where user_id = new.user_id and metric = 'weight' and local_date <= current_date + 1
        order by local_date desc, logged_at desc limit 1;
        -- The lower end of a band is a weight one may aim at, too.
        target := coalesce(new.low, new.high);
        if (kg is null or target < kg) and person.birth_date > current_date - interval '18 years' then
            raise exception using errcode = 'WG002', message = 'There are no weight-loss goals below the age of 18.';
        end if;
        if person.height_cm is not null and target / (person.height_cm / 100) ^ 2 < 18.5
           and (kg is null or target < kg) then
            raise exception using errcode = 'WG003', message = 'A weight goal must not lie below a BMI of 18.5.';
        end if;
    end if;
    return new;
end $$;
create trigger check_goal before insert or update on public.goals
    for each row execute function private.check_goal();


-- Use cases: each one transaction, run with the caller's own rights ------------------------------------------------

-- Where the entries of a kind are kept, and, for kinds whose entries have parts, the parts and their link to the entry.
create function public.kept_in(p_kind text, out entries text, out parts text, out link text)
    language plpgsql immutable
    set search_path = ''
as $$
begin
    select k.e, k.p, k.l into entries, parts, link from (values
        ('meal', 'meals', 'meal_items', 'meal_id'), ('gym', 'workouts', 'workout_sets', 'workout_id'),
        ('water', 'drinks', null, null), ('mood', 'moods', null, null), ('sleep', 'sleeps', null, null),
        ('body', 'measurements', null, null)) k(kind, e, p, l)
    where k.kind = p_kind;
    if entries is null then
        raise exception using errcode = '22023', message = 'There is no such kind of entry.';
    end if;
end $$;
grant execute on function public.kept_in(text) to authenticated;

-- The parts of one entry in their order; null for kinds whose entries have none.
create function public.parts_of(p_kind text, p_id uuid) returns jsonb language plpgsql stable
    set search_path = ''
as $$
declare
    kept record;
    result jsonb;
begin
    select * into kept from public.kept_in(p_kind);
    if kept.parts is not null then
        execute format('select coalesce(jsonb_agg(to_jsonb(i) order by i.position), ''[]'') from public.%I i
                        where i.%I = $1', kept.parts, kept.link) into result using p_id;
    end if;
    return result;
end $$;
grant execute on function public.parts_of(text, uuid) to authenticated;

-- Writes entries of any kinds together: [{"kind": "meal", "row": {...}, "items": [...]}, ...]. What its client_key
-- has written before stays as it is and is returned. With "change": true the row named by its id is changed, and
-- its items are replaced where some are given.
create function public.save_entries(p_entries jsonb) returns jsonb language plpgsql
    set search_path = ''
as $$
declare
    entry jsonb;
    v_row jsonb;
    v_table text;
    v_items text;
    v_parent text;
    v_columns text;
    v_values text;
    v_saved jsonb;
    v_before jsonb;
    v_new boolean;
    -- Whether its items are to be written, and not only to be returned.
    v_written boolean;
    result jsonb := '[]';
begin
    if jsonb_typeof(p_entries) is distinct from 'array' or jsonb_array_length(p_entries) > 200
       or length(p_entries::text) > 500000 then
        raise exception using errcode = '54000', message = 'This is more than is saved at once.';
    end if;
    for entry in select * from jsonb_array_elements(p_entries)
    loop
        select * into v_table, v_items, v_parent from public.kept_in(entry ->> 'kind');
        v_row := coalesce(entry -> 'row', '{}') - array['user_id', 'updated_at'];
        if v_table = 'sleeps' then
            v_row := v_row - 'minutes';
        end if;
        v_before := null;
        if v_row = '{}' then
            raise exception using errcode = '22023', message = 'An entry says at least one thing.';
        end if;
        if (entry ->> 'change')::boolean then
            -- As it is now, whatever the page that asks last saw of it: that is what an undo goes back to.
            execute format('select to_jsonb(t) from public.%I t where t.id = ($1 ->> ''id'')::uuid for update', v_table)
                into v_before using v_row;
            if v_items is not null then
                v_before := v_before || jsonb_build_object(
                    'items', public.parts_of(entry ->> 'kind', (v_row ->> 'id')::uuid));
            end if;
            select string_agg(format('%I = p.%I', k, k), ', ') into v_columns
            from jsonb_object_keys(v_row - array['id', 'client_key', 'created_at']) k;
            execute format(
                'update public.%I t set %s from jsonb_populate_record(null::public.%I, $1) p
                 where t.id = ($1 ->> ''id'')::uuid returning to_jsonb(t)',
                v_table, coalesce(v_columns, 'note = t.note'), v_table) into v_saved using v_row;
            if v_saved is null then
                raise exception using errcode = 'P0002', message = 'This entry is not there any more.';
            end if;
            v_new := false;
            v_written := v_items is not null and entry ? 'items';
            if v_written then
                execute format('delete from public.%I where %I = ($1 ->> ''id'')::uuid', v_items, v_parent)
                    using v_saved;
            end if;
        else
            select string_agg(format('%I', k), ', '), string_agg(format('p.%I', k), ', ') into v_columns, v_values
            from jsonb_object_keys(v_row) k;
            execute format(
                'insert into public.%I as t (%s) select %s from jsonb_populate_record(null::public.%I, $1) p
                 on conflict (user_id, client_key) do nothing returning to_jsonb(t)',
                v_table, v_columns, v_values, v_table) into v_saved using v_row;
            v_new := v_saved is not null;
            v_written := v_new;
            if not v_new then
                execute format('select to_jsonb(t) from public.%I t where user_id = (select auth.uid())
                                and client_key = ($1 ->> ''client_key'')::uuid', v_table) into v_saved using v_row;
            end if;
        end if;
        if v_items is not null then
            if v_written and jsonb_array_length(coalesce(entry -> 'items', '[]')) > 0 then
                select string_agg(format('%I', k), ', '), string_agg(format('p.%I', k), ', ')
                into v_columns, v_values
                from (select distinct k from jsonb_array_elements(entry -> 'items') i, jsonb_object_keys(i) k
                      where k not in ('id', 'user_id', 'meal_id', 'workout_id', 'position', 'created_at', 'named_by')) keys;
                if v_columns is null then
                    raise exception using errcode = '22023', message = 'A part of an entry says at least one thing.';
                end if;
                execute format(
                    'insert into public.%I (%I, position%s, %s)
                     select $2, i.n%s, %s
                     from jsonb_array_elements($1) with ordinality i(item, n),
                          jsonb_populate_record(null::public.%I, i.item) p',
                    v_items, v_parent, case v_items when 'meal_items' then ', named_by' else '' end, v_columns,
                    case v_items when 'meal_items' then ', coalesce(p.named_by, ''person'')' else '' end, v_values,
                    v_items)
                    using entry -> 'items', (v_saved ->> 'id')::uuid;
            end if;
            if v_written then
                execute format('select to_jsonb(t) from public.%I t where id = ($1 ->> ''id'')::uuid', v_table)
                    into v_saved using v_saved;
            end if;
            v_saved := v_saved || jsonb_build_object(
                'items', public.parts_of(entry ->> 'kind', (v_saved ->> 'id')::uuid));
        end if;
        result := result || jsonb_build_object(
            'kind', entry ->> 'kind', 'row', v_saved, 'new', v_new, 'before', v_before);
    end loop;
    return result;
end $$;
grant execute on function public.save_entries(jsonb) to authenticated;

-- Deletes entries, [{"kind", "id"}, ...], and returns them as save_entries takes them: that is how undo works.
create function public.take_entries(p_entries jsonb) returns jsonb language plpgsql
    set search_path = ''
as $$
declare
    entry jsonb;
    v_table text;
    v_taken jsonb;
    v_children jsonb;
    result jsonb := '[]';
begin
    if jsonb_typeof(p_entries) is distinct from 'array' or jsonb_array_length(p_entries) > 200 then
        raise exception using errcode = '54000', message = 'This is more than is removed at once.';
    end if;
    for entry in select * from jsonb_array_elements(p_entries)
    loop
        v_table := (public.kept_in(entry ->> 'kind')).entries;
        -- A change that is under way is waited for: what comes back belongs together.
        execute format('select from public.%I t where id = ($1 ->> ''id'')::uuid for update', v_table) using entry;
        v_children := public.parts_of(entry ->> 'kind', (entry ->> 'id')::uuid);
        execute format('delete from public.%I t where id = ($1 ->> ''id'')::uuid returning to_jsonb(t)', v_table)
            into v_taken using entry;
        if v_taken is not null then
            result := result || jsonb_strip_nulls(jsonb_build_object(
                'kind', entry ->> 'kind',
                -- What the database works out by itself is worked out again.
                'row', v_taken - array['user_id', 'updated_at', 'kcal', 'kcal_unknown', 'words', 'net_kcal'],
                'items', v_children));
        end if;
    end loop;
    return result;
end $$;
grant execute on function public.take_entries(jsonb) to authenticated;

-- Copies of entries on another day at the same time of day, or at the moment given, there where the person is now.
-- The same key writes the same copies once. Returns them as save_entries does.
create function public.copy_entries(
    p_entries jsonb, p_date date, p_zone text, p_key uuid, p_at timestamptz default null
) returns jsonb language plpgsql
    set search_path = ''
as $$
declare
    entry jsonb;
    v_table text;
    v_row jsonb;
    v_moved jsonb;
    wanted jsonb := '[]';
begin
    if jsonb_typeof(p_entries) is distinct from 'array' or jsonb_array_length(p_entries) > 200 then
        raise exception using errcode = '54000', message = 'This is more than is copied at once.';
    end if;
    for entry in select * from jsonb_array_elements(p_entries)
    loop
        v_table := (public.kept_in(entry ->> 'kind')).entries;
        execute format('select to_jsonb(t) from public.%I t where id = ($1 ->> ''id'')::uuid for share', v_table)
            into v_row using entry;
        continue when v_row is null;
        v_moved := jsonb_build_object(
            -- What was logged after midnight for the day before stays after midnight.
            'logged_at', coalesce(p_at, (p_date + (
                ((v_row ->> 'logged_at')::timestamptz at time zone (v_row ->> 'time_zone'))
                - (v_row ->> 'local_date')::date::timestamp)) at time zone p_zone),
            'local_date', p_date, 'time_zone', p_zone,
            'client_key', md5(p_key::text || (v_row ->> 'id') || p_date::text)::uuid);
        if v_table = 'sleeps' then
            v_moved := v_moved || jsonb_build_object(
                'ended_at', v_moved -> 'logged_at',
                'started_at', (v_moved ->> 'logged_at')::timestamptz
                    - ((v_row ->> 'ended_at')::timestamptz - (v_row ->> 'started_at')::timestamptz));
        elsif v_table = 'meals' then
            v_moved := v_moved || '{"made_by": "copy"}';
        end if;
        wanted := wanted || jsonb_strip_nulls(jsonb_build_object(
            'kind', entry ->> 'kind',
            'row', (v_row - array['id', 'user_id', 'created_at', 'updated_at', 'external_id', 'import_id', 'source',
                                  'photo_path', 'kcal', 'kcal_unknown', 'words', 'net_kcal']) || v_moved,
            'items', public.parts_of(entry ->> 'kind', (entry ->> 'id')::uuid)));
    end loop;
    return public.save_entries(wanted);
end $$;
grant execute on function public.copy_entries(jsonb, date, text, uuid, timestamptz) to authenticated;

create function public.copy_day(p_from date, p_to date, p_zone text, p_key uuid, p_kinds text[]) returns jsonb
    language plpgsql
    set search_path = ''
as $$
declare
    v_entries jsonb;
begin
    select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'id', id) order by logged_at), '[]') into v_entries
    from (select 'meal' kind, id, logged_at from public.meals where user_id = (select auth.uid()) and local_date = p_from
          union all select 'water', id, logged_at from public.drinks
              where user_id = (select auth.uid()) and local_date = p_from
          union all select 'gym', id, logged_at from public.workouts
              where user_id = (select auth.uid()) and local_date = p_from) found
    where kind = any (p_kinds);
    return public.copy_entries(v_entries, p_to, p_zone, p_key);
end $$;
grant execute on function public.copy_day(date, date, text, uuid, text[]) to authenticated;

-- Everything the Today page shows of one day, in one call.
create function public.day_overview(p_date date) returns jsonb language plpgsql stable
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
begin
    return jsonb_build_object(
        'date', p_date,
        'complete', exists (select from public.complete_days where user_id = me and local_date = p_date),
        'meal', (select coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object('items', (
                    select coalesce(jsonb_agg(to_jsonb(i) order by i.position), '[]')
                    from public.meal_items i where i.meal_id = m.id and i.user_id = me)) order by m.logged_at, m.id), '[]')
                 from public.meals m where m.user_id = me and m.local_date = p_date),
        'water', (select coalesce(jsonb_agg(to_jsonb(d) order by d.logged_at, d.id), '[]')
                  from public.drinks d where d.user_id = me and d.local_date = p_date),
        'gym', (select coalesce(jsonb_agg(to_jsonb(w) || jsonb_build_object('items', (
                    select coalesce(jsonb_agg(to_jsonb(s) order by s.position), '[]')
                    from public.workout_sets s where s.workout_id = w.id and s.user_id = me)) order by w.logged_at, w.id), '[]')
                from public.workouts w where w.user_id = me and w.local_date = p_date),
        'mood', (select coalesce(jsonb_agg(to_jsonb(d) order by d.logged_at, d.id), '[]')
                 from public.moods d where d.user_id = me and d.local_date = p_date),
        'sleep', (select coalesce(jsonb_agg(to_jsonb(d) order by d.logged_at, d.id), '[]')
                  from public.sleeps d where d.user_id = me and d.local_date = p_date),
        'body', (select coalesce(jsonb_agg(to_jsonb(d) order by d.logged_at, d.id), '[]')
                 from public.measurements d where d.user_id = me and d.local_date = p_date),
        'goals', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
                    select distinct on (metric) metric, low, high, starts_on, source from public.goals
                    where user_id = me and starts_on <= p_date order by metric, starts_on desc) g
                  where g.low is not null or g.high is not null),
        -- What this person eats at each meal, with the last amount: eight chips a meal at most.
        'recent_foods', (
            select coalesce(jsonb_agg(to_jsonb(r) - 'place' order by r.meal_type, r.place), '[]') from (
                select last.*, row_number() over (partition by meal_type order by times desc, logged_at desc) place
                from (select distinct on (m.meal_type, coalesce(i.food_id::text, lower(i.food_name)))
                             m.meal_type, m.logged_at, i.food_id, i.food_name, i.grams, i.amount, i.portion,
                             i.kcal, i.protein_g, i.carbs_g, i.fat_g, i.fibre_g, i.sugar_g, i.satfat_g, i.sodium_mg,
                             i.potassium_mg, i.calcium_mg, i.iron_mg,
                             count(*) over (partition by m.meal_type, coalesce(i.food_id::text, lower(i.food_name))) times
                      from public.meals m join public.meal_items i on i.meal_id = m.id and i.user_id = me
                      where m.user_id = me and m.local_date between p_date - 28 and p_date
                      order by m.meal_type, coalesce(i.food_id::text, lower(i.food_name)), m.logged_at desc) last) r
            where place <= 8),
        'recent_drinks', (
            select coalesce(jsonb_agg(jsonb_build_object('beverage', beverage, 'ml', ml, 'times', times)
                                      order by times desc, beverage, ml), '[]')
            from (select beverage, ml, count(*) times from public.drinks
                  where user_id = me and local_date between p_date - 28 and p_date and beverage <> 'water'
                  group by beverage, ml order by count(*) desc, beverage, ml limit 4) d),
        'yesterday_meals', (select coalesce(jsonb_agg(jsonb_build_object(
                    'id', m.id, 'meal_type', m.meal_type, 'title', m.title, 'words', m.words, 'kcal', m.kcal,
                    'kcal_unknown', m.kcal_unknown) order by m.logged_at), '[]')
                 from public.meals m where m.user_id = me and m.local_date = p_date - 1),
        'repeats', (select coalesce(jsonb_agg(to_jsonb(r) order by r.title), '[]') from public.repeats r
                    where r.user_id = me and extract(isodow from p_date)::int = any (r.weekdays)),
        'recent_sleeps', (select coalesce(jsonb_agg(to_jsonb(s) order by s.ended_at desc), '[]') from (
                    select started_at, ended_at, time_zone, local_date, quality from public.sleeps
                    where user_id = me and local_date between p_date - 21 and p_date - 1
                    order by local_date desc, ended_at desc limit 14) s),
        'recent_workouts', (select coalesce(jsonb_agg(to_jsonb(w) order by w.times desc, w.activity), '[]') from (
                    select distinct on (activity) activity, minutes, distance_km, intensity,
                           count(*) over (partition by activity) times
                    from public.workouts where user_id = me and local_date between p_date - 60 and p_date
                    order by activity, logged_at desc) w),
        'latest', (select coalesce(jsonb_object_agg(l.metric, jsonb_build_object(
                        'value', l.value, 'value2', l.value2, 'local_date', l.local_date)), '{}')
                   from public.metrics x, lateral (
                       select metric, value, value2, local_date from public.measurements
                       where user_id = me and metric = x.id and local_date <= p_date
                       order by local_date desc, logged_at desc limit 1) l
                   where x.logged));
end $$;
grant execute on function public.day_overview(date) to authenticated;

-- Pages of one kind of entry for the Diary page, newest first unless it is asked otherwise.
create function public.history(
    p_kind text, p_from date default null, p_to date default null, p_text text default null,
    p_meal_type text default null, p_low numeric default null, p_high numeric default null,
    p_sort text default 'date', p_desc boolean default true, p_limit int default 50, p_offset int default 0
) returns jsonb language plpgsql stable
    set search_path = ''
as $$
declare
    v_table text;
    v_words text;
    v_value text;
    v_items text;
    v_direction text := case when p_desc then 'desc' else 'asc' end;
    v_like text := '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
    v_order text;
    result jsonb;
begin
    select t, w, v, i into v_table, v_words, v_value, v_items from (values
        ('meal', 'meals', 't.words || '' '' || coalesce(t.title, '''')', 't.kcal',
            '(select coalesce(jsonb_agg(to_jsonb(i) order by i.position), ''[]'') from public.meal_items i where i.meal_id = t.id)'),
        ('water', 'drinks',
            't.beverage || '' '' || (select b.name from public.beverages b where b.id = t.beverage)', 't.ml', null),
        ('gym', 'workouts',
            't.activity || '' '' || (select a.name from public.activities a where a.id = t.activity) || '' '' || coalesce((select string_agg(s.exercise, '' '') from public.workout_sets s where s.workout_id = t.id), '''')',
            't.minutes',
            '(select coalesce(jsonb_agg(to_jsonb(s) order by s.position), ''[]'') from public.workout_sets s where s.workout_id = t.id)'),
        ('mood', 'moods', 'array_to_string(t.feelings || t.tags, '' '')', 't.wellbeing', null),
        ('sleep', 'sleeps', '''''', 't.minutes', null),
        ('body', 'measurements',
            't.metric || '' '' || (select m.label from public.metrics m where m.id = t.metric)', 't.value', null)
    ) k(kind, t, w, v, i) where k.kind = p_kind;
    if v_table is null then
        raise exception using errcode = '22023', message = 'There is no such kind of entry.';
    end if;
    -- Only the entries of the page are put together: the ones before it are counted by their ids.
    v_order := case when p_sort = 'value'
        then format('%s %s nulls last, t.local_date desc, t.id', v_value, v_direction)
        else format('t.local_date %1$s, t.logged_at %1$s, t.id', v_direction) end;
    execute format(
        'select coalesce(jsonb_agg(to_jsonb(t) || %s order by %s), ''[]'')
        from public.%I t join (
            select t.id from public.%I t
            where t.user_id = (select auth.uid())
                and ($1::date is null or t.local_date >= $1) and ($2::date is null or t.local_date <= $2)
                and ($3::text is null or (%s || '' '' || coalesce(t.note, '''')) ilike $3)
                and ($4::numeric is null or %s >= $4) and ($5::numeric is null or %s <= $5)
                %s
            order by %s limit $7 offset $8) p on p.id = t.id',
        coalesce('jsonb_build_object(''items'', ' || v_items || ')', '''{}''::jsonb'), v_order, v_table, v_table,
        v_words, v_value, v_value,
        case when p_kind = 'meal' then 'and ($6::text is null or t.meal_type = $6)' else 'and $6::text is null' end,
        v_order)
    into result
    using p_from, p_to, case when trim(p_text) <> '' then v_like end, p_low, p_high, p_meal_type,
          greatest(least(p_limit, 200), 1), greatest(p_offset, 0);
    return result;
end $$;
grant execute on function public.history(text, date, date, text, text, numeric, numeric, text, boolean, int, int)
    to authenticated;

-- Exercises with the sets done last time, newest first.
create function public.last_sets() returns jsonb language sql stable
    set search_path = ''
as $$
    select coalesce(jsonb_agg(to_jsonb(e) order by e.local_date desc, e.exercise), '[]') from (
        select distinct on (lower(s.exercise)) s.exercise, w.local_date, (
            select jsonb_agg(jsonb_build_object('reps', o.reps, 'kg', o.kg) order by o.position)
            from public.workout_sets o where o.workout_id = w.id and lower(o.exercise) = lower(s.exercise)) sets
        from public.workout_sets s join public.workouts w on w.id = s.workout_id
        where s.user_id = (select auth.uid())
        order by lower(s.exercise), w.local_date desc, w.logged_at desc
        limit 200) e
$$;
grant execute on function public.last_sets() to authenticated;


-- Foods by name ----------------------------------------------------------------------------------------------------

-- The best for what is typed: own and recently eaten first, then whole names, beginnings, words, typing errors.
create function private.find_foods(p_person uuid, p_text text, p_limit int)
    returns table (kind text, food_id text, score real) language plpgsql stable
    set search_path = ''
    -- Comparing arrays is taken for cheaper than it is: read from end to end, the names take four times as long.
    set enable_seqscan = off
as $$
declare
    q text := left(private.plain_words(p_text), 80);
    open_grams text[] := private.trigrams(q, true);
    closed_grams text[] := private.trigrams(q, false);
    words text[] := string_to_array(q, ' ');
    -- Of the longest word and without its first letter alone, which would bring half of all names.
    some_grams text[] := array(
        select g from unnest(private.trigrams(
            (select w from unnest(words) w order by length(w) desc, w limit 1), false)) g
        where g not like '  %');
    found text[] := '{}';
begin
    if q = '' then
        return;
    end if;
    for kind, food_id, score in
        select n.kind, n.food_id, max(
            case when n.name = q then 4.0
                 when n.main and n.name like q || ' %' then 3.2
                 -- A word of its own counts for more than the beginning of another: bread before breadcrumbs.
                 when n.main and length(q) > 2 and ' ' || n.name || ' ' like '% ' || q || ' %' then 2.9
                 when n.main and n.name like q || '%' then 2.8
                 when ' ' || n.name || ' ' like '% ' || q || ' %' then 2.5
                 when n.name like q || '%' then 2.4
                 else 1.5 end
            + case when n.user_id is not null then 3 else 0 end
            + least(coalesce(eaten.times, 0), 5) * 0.6
            - length(n.name) * 0.004)::real
        from (select * from private.food_names where user_id is null and trigrams @> open_grams
              union all
              select * from private.food_names where user_id = p_person and trigrams @> open_grams) n
        left join (select i.food_id::text id, count(*) times
                   from public.meals m join public.meal_items i on i.meal_id = m.id
                   where m.user_id = p_person and m.local_date > current_date - 60 and i.food_id is not null
                   group by 1) eaten on n.kind = 'food' and eaten.id = n.food_id
        where (select bool_and(' ' || n.name like '% ' || word || '%') from unnest(words) word)
        group by n.kind, n.food_id
        order by 3 desc, n.food_id
        limit p_limit
    loop
        found := found || (kind || food_id);
        return next;
    end loop;
    if cardinality(found) >= least(p_limit, 5) or length(q) not between 3 and 40 or cardinality(words) > 4 then
        return;
    end if;
    -- With a typing error: most of the groups of letters are the same.
    return query
        select n.kind, n.food_id, max(n.nearness + case when n.user_id is not null then 0.2 else 0 end)::real
        from (
            -- Counted once for each name; the offset keeps the planner from writing the count in several places.
            select c.kind, c.food_id, c.user_id,
                   c.shared::real / (cardinality(closed_grams) + c.size - c.shared) as nearness
            from (
                select w.kind, w.food_id, w.user_id, cardinality(w.trigrams) as size,
                       (select count(*) from unnest(closed_grams) g where g = any (w.trigrams)) as shared
                from (select * from private.food_names where user_id is null and trigrams && some_grams
                      union all
                      select * from private.food_names where user_id = p_person and trigrams && some_grams) w
                where cardinality(w.trigrams) between cardinality(closed_grams) / 4 and cardinality(closed_grams) * 4
                offset 0) c
            where c.shared::real / (cardinality(closed_grams) + c.size - c.shared) >= 0.25
            offset 0) n
        where n.kind || n.food_id <> all (found)
        group by n.kind, n.food_id
        order by 3 desc, n.food_id
        limit p_limit - cardinality(found);
end $$;

create function private.food_json(p_kind text, p_id text) returns jsonb language sql stable
    set search_path = ''
as $$
    select case p_kind
        when 'food' then (
            select to_jsonb(f) - array['client_key', 'created_at', 'updated_at'] || '{"kind": "food"}'
            from public.foods f where f.id = p_id::uuid and (f.user_id is null or f.user_id = auth.uid()))
        else (
            select to_jsonb(b) - 'position' || jsonb_build_object('kind', 'drink', 'user_id', null, 'brand', null,
                'portions', jsonb_build_array(jsonb_build_object('label', 'serving', 'grams', b.usual_ml)),
                'diet', null, 'allergens', '[]'::jsonb)
            from public.beverages b where b.id = p_id)
        end
$$;

create function public.search_foods(p_text text, p_limit int default 20) returns jsonb
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(jsonb_agg(private.food_json(f.kind, f.food_id) order by f.score desc, f.food_id), '[]')
    from private.find_foods(auth.uid(), p_text, greatest(least(p_limit, 50), 1)) f
$$;
grant execute on function public.search_foods(text, int) to authenticated;

-- The few best for each of several names, for a sentence: {"2 eggs": [...], ...}.
create function public.match_foods(p_names text[]) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    -- One sentence of a person at a time: many at once would keep everybody else waiting.
    if not pg_try_advisory_xact_lock(hashtextextended('match_foods' || coalesce(auth.uid()::text, ''), 0)) then
        raise exception using errcode = '55P03', message = 'Another sentence of yours is being read.';
    end if;
    return (
        select coalesce(jsonb_object_agg(names.n, (
            select coalesce(jsonb_agg(private.food_json(f.kind, f.food_id) || jsonb_build_object('score', f.score)
                                      order by f.score desc, f.food_id), '[]')
            from private.find_foods(auth.uid(), left(names.n, 60), 4) f)), '{}')
        from (select u.n from unnest(p_names) with ordinality u(n, place)
              where length(u.n) between 1 and 200
              group by u.n order by min(u.place) limit 30) names);
end $$;
grant execute on function public.match_foods(text[]) to authenticated;

-- The caller's own foods and those eaten most in the last weeks: what a search field offers before anything is typed.
create function public.usual_foods(p_limit int default 30) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select coalesce(jsonb_agg(to_jsonb(f) - array['client_key', 'created_at', 'updated_at', 'times']
                              || '{"kind": "food"}' order by f.times desc nulls last, f.name), '[]')
    from (select f.*, eaten.times
          from public.foods f
          left join (select i.food_id, count(*) times
                     from public.meals m join public.meal_items i on i.meal_id = m.id
                     where m.user_id = (select auth.uid()) and m.local_date > current_date - 60
                     group by i.food_id) eaten on eaten.food_id = f.id
          where f.user_id = (select auth.uid()) or eaten.times > 0
          order by eaten.times desc nulls last, f.name
          limit greatest(least(p_limit, 200), 1)) f
$$;
grant execute on function public.usual_foods(int) to authenticated;
