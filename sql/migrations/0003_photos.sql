-- Photos of meals, what was learnt from them, and how long they are kept.
-- The pictures themselves lie in the bucket meal-photos as `<user id>/<photo id>.jpg`.

create or replace function public.schema_version() returns int language sql immutable
    set search_path = ''
    return 3;

alter table public.profiles
    add column keep_photos text not null default 'always' check (keep_photos in ('always', '90 days', 'never')),
    add column ask_gemini boolean not null default false;
comment on column public.profiles.ask_gemini is 'agreed that a photo may be sent to Gemini when they ask for it';
grant update (keep_photos, ask_gemini) on public.profiles to authenticated;

-- A meal may have several photos.
alter table public.meals drop column photo_path;

alter table public.meal_items drop constraint meal_items_named_by_check;
alter table public.meal_items add constraint meal_items_named_by_check
    check (named_by in ('person', 'detector', 'learner', 'gemini', 'import'));

-- The row is there before the picture is and goes after it, so that no picture is ever forgotten: one without a meal
-- is to be removed.
create table public.meal_photos (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    meal_id uuid,
    position int not null default 1 check (position between 1 and 100),
    width int not null check (width between 1 and 10000),
    height int not null check (height between 1 and 10000),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    -- Base64 of a JPEG of at most 30 KB.
    thumbnail text check (length(thumbnail) <= 40000 and length(thumbnail) % 4 = 0 and thumbnail ~ '^[A-Za-z0-9+/]+={0,2}$'),
    model text check (length(model) between 1 and 80),
    took_ms int check (took_ms between 0 and 600000),
    stored_at timestamptz,
    -- An undo brings a photo back with the day it was made on; this is when the row was.
    written_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    foreign key (meal_id, user_id) references public.meals (id, user_id) on delete set null (meal_id)
);
comment on column public.meal_photos.model is 'what suggested foods, and took_ms how long that took; null: nothing did';
comment on column public.meal_photos.stored_at is 'null: the picture is not known to be there';
create index meal_photos_meal on public.meal_photos (meal_id, position);
create index meal_photos_user_id on public.meal_photos (user_id, sha256);
select private.own('public.meal_photos');

create function private.bare_photo() returns trigger language plpgsql
    set search_path = ''
as $$
begin
    if new.meal_id is null then
        new.thumbnail := null;
    end if;
    return new;
end $$;
create trigger bare_photo before insert or update on public.meal_photos
    for each row execute function private.bare_photo();

-- What a food looked like on a photo of this person, as a model saw it. It goes with its meal.
create table public.learnt_foods (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
    meal_id uuid not null,
    food_id uuid references public.foods (id) on delete cascade,
    food_name text not null check (length(food_name) between 1 and 120),
    -- Of the whole photo, and not of a part of it.
    whole boolean not null,
    looks_by text not null check (length(looks_by) between 1 and 80),
    -- Base64.
    look text not null check (length(look) between 4 and 8000 and length(look) % 4 = 0 and look ~ '^[A-Za-z0-9+/]+={0,2}$'),
    created_at timestamptz not null default now(),
    foreign key (meal_id, user_id) references public.meals (id, user_id) on delete cascade
);
comment on column public.learnt_foods.looks_by is 'what made the look; looks of different makers cannot be compared';
create index learnt_foods_user_id on public.learnt_foods (user_id, looks_by, created_at desc);
create index learnt_foods_meal on public.learnt_foods (meal_id);
create index learnt_foods_food on public.learnt_foods (food_id);
create trigger check_item before insert or update of food_id on public.learnt_foods
    for each row execute function private.check_item();
select private.own('public.learnt_foods');

-- A food that is taken out of its meal was a mistake: what was learnt of it goes too. At the end of the transaction,
-- because a change takes all items out and puts the new ones in.
create function private.unlearn() returns trigger language plpgsql security definer
    set search_path = ''
as $$
begin
    delete from public.learnt_foods l
    where l.meal_id = old.meal_id and l.user_id = old.user_id and not exists (
        select from public.meal_items i
        where i.meal_id = l.meal_id and (i.food_id = l.food_id or lower(i.food_name) = lower(l.food_name)));
    return null;
end $$;
create constraint trigger unlearn after delete or update of food_id, food_name, meal_id on public.meal_items
    deferrable initially deferred for each row execute function private.unlearn();


-- Use cases -------------------------------------------------------------------------------------------------------

-- A meal brings its photos and what was learnt from them along, in one transaction.
alter function public.save_entries(jsonb) rename to write_entries;
alter function public.take_entries(jsonb) rename to remove_entries;

-- As write_entries; a meal may hold "photos" and "learnt" beside "items". A change adds photos, and replaces what was
-- learnt where "learnt" is given.
create function public.save_entries(p_entries jsonb) returns jsonb language plpgsql
    set search_path = ''
as $$
declare
    v_saved jsonb;
    v_learnt jsonb;
    v_entry jsonb;
    v_meal uuid;
    place int;
begin
    if jsonb_typeof(p_entries) is distinct from 'array' or length(p_entries::text) > 1000000 then
        raise exception using errcode = '54000', message = 'This is more than is saved at once.';
    end if;
    -- As it was before other foods were put in, for an undo.
    select jsonb_object_agg(k.meal_id, k.learnt) into v_learnt from (
        select l.meal_id, jsonb_agg(to_jsonb(l) - 'id') as learnt from public.learnt_foods l
        where l.meal_id in (
            select (e -> 'row' ->> 'id')::uuid from jsonb_array_elements(p_entries) e
            where e ->> 'kind' = 'meal' and e ? 'items' and (e ->> 'change')::boolean)
        group by l.meal_id) k;
    v_saved := public.write_entries((
        select coalesce(jsonb_agg(e - array['photos', 'learnt'] order by n), '[]')
        from jsonb_array_elements(p_entries) with ordinality t(e, n)));
    if v_learnt is not null then
        select jsonb_agg(case when v_learnt ? (s -> 'row' ->> 'id')
            then jsonb_set(s, '{before,learnt}', v_learnt -> (s -> 'row' ->> 'id')) else s end order by n)
        into v_saved from jsonb_array_elements(v_saved) with ordinality t(s, n);
    end if;
    for v_entry, place in
        select e, n - 1 from jsonb_array_elements(p_entries) with ordinality t(e, n)
        where e ->> 'kind' = 'meal' and (e ? 'photos' or e ? 'learnt')
    loop
        continue when not ((v_saved -> place ->> 'new')::boolean or coalesce((v_entry ->> 'change')::boolean, false));
        v_meal := (v_saved -> place -> 'row' ->> 'id')::uuid;
        insert into public.meal_photos (id, meal_id, position, width, height, sha256, thumbnail, model, took_ms, created_at)
        select coalesce(p.id, gen_random_uuid()), v_meal,
               n + (select count(*) from public.meal_photos o where o.meal_id = v_meal),
               p.width, p.height, p.sha256, p.thumbnail, p.model, p.took_ms, coalesce(p.created_at, now())
        from jsonb_array_elements(v_entry -> 'photos') with ordinality t(photo, n),
             jsonb_populate_record(null::public.meal_photos, t.photo) p
        -- Whoever has said since that photos are not kept gets none back by an undo.
        where not exists (select from public.profiles me where me.user_id = (select auth.uid()) and me.keep_photos = 'never');
        if v_entry ? 'learnt' then
            delete from public.learnt_foods l where l.meal_id = v_meal;
            insert into public.learnt_foods (meal_id, food_id, food_name, whole, looks_by, look)
            select v_meal, p.food_id, p.food_name, p.whole, p.looks_by, p.look
            from jsonb_populate_recordset(null::public.learnt_foods, v_entry -> 'learnt') p;
        end if;
    end loop;
    return v_saved;
end $$;
grant execute on function public.save_entries(jsonb) to authenticated;

-- As remove_entries; a meal comes back with its photos, which are gone by then, and what was learnt from them.
create function public.take_entries(p_entries jsonb) returns jsonb language plpgsql
    set search_path = ''
as $$
declare
    v_beside jsonb;
    v_meals uuid[];
begin
    if jsonb_typeof(p_entries) is distinct from 'array' then
        raise exception using errcode = '54000', message = 'This is more than is removed at once.';
    end if;
    v_meals := array(select (e ->> 'id')::uuid from jsonb_array_elements(p_entries) e where e ->> 'kind' = 'meal');
    perform from public.meals m where m.id = any (v_meals) order by m.id for update;
    select jsonb_object_agg(m.id, jsonb_build_object(
        'photos', (select jsonb_agg(to_jsonb(p) order by p.position) from public.meal_photos p where p.meal_id = m.id),
        'learnt', (select jsonb_agg(to_jsonb(l) - 'id') from public.learnt_foods l where l.meal_id = m.id)))
    into v_beside from public.meals m where m.id = any (v_meals);
    return (
        select coalesce(jsonb_agg(jsonb_strip_nulls(e || coalesce(v_beside -> (e -> 'row' ->> 'id'), '{}')) order by n), '[]')
        from jsonb_array_elements(public.remove_entries(p_entries)) with ordinality t(e, n));
end $$;
grant execute on function public.take_entries(jsonb) to authenticated;

-- How much of a quota is left, without using any.
create function public.quota_left(p_feature text) returns jsonb language sql stable
    set search_path = ''
as $$
    select jsonb_build_object(
        'limit', l.per_day,
        'left', greatest(l.per_day - coalesce(u.used, 0), 0),
        'resets_at', coalesce(u.resets_at, ((now() at time zone p.time_zone)::date + 1)::timestamp at time zone p.time_zone))
    from public.profiles p
    join public.quota_limits l on l.feature = p_feature and l.tier = p.tier
    left join public.quota_uses u on u.user_id = p.user_id and u.feature = p_feature and u.resets_at > now()
    where p.user_id = (select auth.uid())
$$;
grant execute on function public.quota_left(text) to authenticated;

-- What is needed to say what is on a photo: the foods a model named and those learnt, each with the person's usual
-- weight; what they looked like before; the meals that hold the same photo; and how often Gemini may still be asked.
create function public.photo_help(p_foods uuid[], p_drinks text[], p_looks_by text, p_hashes text[]) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    me uuid := auth.uid();
    v_learnt jsonb;
    v_foods uuid[];
begin
    select coalesce(jsonb_agg(to_jsonb(k) - 'place' order by k.created_at desc), '[]') into v_learnt from (
        select l.food_id, l.food_name, l.whole, l.look, m.meal_type, l.created_at,
               extract(hour from m.logged_at at time zone m.time_zone)
                   + extract(minute from m.logged_at at time zone m.time_zone) / 60 as hour,
               (select i.grams from public.meal_items i
                where i.meal_id = l.meal_id and (i.food_id = l.food_id or lower(i.food_name) = lower(l.food_name))
                order by i.position limit 1) as grams,
               row_number() over (partition by coalesce(l.food_id::text, lower(l.food_name)), l.whole
                                  order by l.created_at desc) as place
        from public.learnt_foods l join public.meals m on m.id = l.meal_id
        where l.user_id = me and l.looks_by = p_looks_by
        order by l.created_at desc limit 4000) k
    -- The newest of each food say enough, and a dish of every day should not push out the others.
    where k.place <= 12;
    v_foods := p_foods[1:400] || array(
        select distinct (k ->> 'food_id')::uuid from jsonb_array_elements(v_learnt) k where k ->> 'food_id' is not null);
    return jsonb_build_object(
        'learnt', v_learnt,
        'foods', (
            select coalesce(jsonb_agg(to_jsonb(f) - array['client_key', 'created_at', 'updated_at']
                                      || jsonb_build_object('kind', 'food', 'usual_grams', (
                select percentile_disc(0.5) within group (order by last.grams) from (
                    select i.grams from public.meal_items i join public.meals m on m.id = i.meal_id
                    where i.user_id = me and i.food_id = f.id and i.grams is not null
                    order by m.local_date desc, m.logged_at desc limit 9) last))), '[]')
            from public.foods f where f.id = any (v_foods)),
        'drinks', (
            select coalesce(jsonb_agg(to_jsonb(b) - 'position' || jsonb_build_object(
                'kind', 'drink', 'user_id', null,
                'portions', jsonb_build_array(jsonb_build_object('label', 'serving', 'grams', b.usual_ml)))), '[]')
            from public.beverages b where b.id = any (p_drinks)),
        'same', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'sha256', p.sha256, 'meal_id', m.id, 'local_date', m.local_date, 'meal_type', m.meal_type)
                order by m.logged_at desc), '[]')
            from public.meal_photos p join public.meals m on m.id = p.meal_id
            where p.user_id = me and p.sha256 = any (p_hashes)),
        'quota', public.quota_left('photo_analysis'));
end $$;
grant execute on function public.photo_help(uuid[], text[], text, text[]) to authenticated;

-- Meals with photos, the newest first, each with its items and the thumbnail of its first photo.
create function public.photo_meals(
    p_from date default null, p_to date default null, p_text text default null,
    p_low numeric default null, p_high numeric default null, p_limit int default 24, p_offset int default 0
) returns jsonb language sql stable
    set search_path = ''
as $$
    select coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object(
        'items', public.parts_of('meal', m.id),
        'photos', (select count(*) from public.meal_photos p where p.meal_id = m.id),
        'thumbnail', (select p.thumbnail from public.meal_photos p where p.meal_id = m.id order by p.position limit 1))
        order by m.local_date desc, m.logged_at desc, m.id), '[]')
    from (
        select m.* from public.meals m
        where m.user_id = (select auth.uid())
            and exists (select from public.meal_photos p where p.meal_id = m.id)
            and (p_from is null or m.local_date >= p_from) and (p_to is null or m.local_date <= p_to)
            and (coalesce(trim(p_text), '') = '' or concat_ws(' ', m.words, m.title, m.note)
                 ilike '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%')
            and (p_low is null or m.kcal >= p_low) and (p_high is null or m.kcal <= p_high)
        order by m.local_date desc, m.logged_at desc, m.id
        limit greatest(least(p_limit, 100), 1) offset greatest(p_offset, 0)) m
$$;
grant execute on function public.photo_meals(date, date, text, numeric, numeric, int, int) to authenticated;

-- One meal with everything that belongs to it, or null.
create function public.whole_meal(p_id uuid) returns jsonb language sql stable
    set search_path = ''
as $$
    select to_jsonb(m) || jsonb_build_object(
        'items', public.parts_of('meal', m.id),
        'photos', (select coalesce(jsonb_agg(to_jsonb(p) order by p.position), '[]')
                   from public.meal_photos p where p.meal_id = m.id),
        'learnt', (select coalesce(jsonb_agg(to_jsonb(l) order by l.created_at, l.id), '[]')
                   from public.learnt_foods l where l.meal_id = m.id))
    from public.meals m where m.id = p_id and m.user_id = (select auth.uid())
$$;
grant execute on function public.whole_meal(uuid) to authenticated;

-- The photos whose pictures are to be removed: of deleted meals, older than this person keeps them, or never stored.
-- photos_removed() forgets them once they are gone.
create function public.photos_to_remove() returns jsonb language plpgsql
    set search_path = ''
as $$
begin
    update public.meal_photos p set meal_id = null
    from public.profiles me
    where me.user_id = (select auth.uid()) and p.user_id = me.user_id and p.meal_id is not null and (
        me.keep_photos = 'never'
        or me.keep_photos = '90 days' and p.created_at < now() - interval '90 days'
        or p.stored_at is null and p.written_at < now() - interval '1 hour');
    return (select coalesce(jsonb_agg(p.id), '[]') from (
        select id from public.meal_photos where user_id = (select auth.uid()) and meal_id is null limit 200) p);
end $$;
grant execute on function public.photos_to_remove() to authenticated;

create function public.photos_removed(p_ids uuid[]) returns void language sql
    set search_path = ''
as $$
    delete from public.meal_photos where user_id = (select auth.uid()) and meal_id is null and id = any (p_ids)
$$;
grant execute on function public.photos_removed(uuid[]) to authenticated;
