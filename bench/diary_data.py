"""What the diary bench measures on, written in sets: a day, five years, very many meals, very many foods."""

import psycopg

TABLES = ("meals", "drinks", "workouts", "moods", "sleeps", "measurements", "goals", "repeats", "complete_days")
DAY = "(now() at time zone 'UTC')::date"

# Every day: four meals of two foods, six drinks, two moods, a night, a workout and two readings.
_DAYS = f"""
with day as (select {DAY} - n as date from generate_series(0, %(days)s - 1) n),
     meal as (
        insert into meals (user_id, meal_type, logged_at, local_date, time_zone)
        select %(person)s, m.type, (date + m.at) at time zone 'UTC', date, 'UTC'
        from day, (values ('breakfast', time '08:00'), ('lunch', '12:30'), ('snack', '16:00'), ('dinner', '19:00'))
            m(type, at)
        returning id),
     item as (
        insert into meal_items (user_id, meal_id, position, food_id, food_name, grams, kcal, protein_g)
        select %(person)s, meal.id, p, f.id, f.name, 100, f.kcal, f.protein_g
        from meal, generate_series(1, 2) p, lateral (
            select id, name, kcal, protein_g from foods where user_id is null and p is not null and meal.id is not null
            offset abs(hashtext(meal.id::text || p)) %% 40 limit 1) f
        returning 1),
     drink as (
        insert into drinks (user_id, ml, beverage, logged_at, local_date, time_zone)
        select %(person)s, 205 + 10 * n, case when n < 4 then 'water' else 'coffee' end,
               (date + time '07:00' + n * interval '2 hours') at time zone 'UTC', date, 'UTC'
        from day, generate_series(1, 6) n returning 1),
     mood as (
        insert into moods (user_id, wellbeing, feelings, logged_at, local_date, time_zone)
        select %(person)s, 5 + n, array['calm'], (date + time '09:00' + n * interval '5 hours') at time zone 'UTC',
               date, 'UTC'
        from day, generate_series(0, 1) n returning 1),
     sleep as (
        insert into sleeps (user_id, started_at, ended_at, logged_at, local_date, time_zone, quality)
        select %(person)s, (date - 1 + time '23:00') at time zone 'UTC', (date + time '06:45') at time zone 'UTC',
               (date + time '06:45') at time zone 'UTC', date, 'UTC', 4
        from day returning 1),
     reading as (
        insert into measurements (user_id, metric, value, logged_at, local_date, time_zone)
        select %(person)s, m.metric, m.value, (date + time '07:00') at time zone 'UTC', date, 'UTC'
        from day, (values ('weight', 70.5), ('resting_heart_rate', 61)) m(metric, value) returning 1),
     workout as (
        insert into workouts (user_id, activity, minutes, logged_at, local_date, time_zone)
        select %(person)s, 'running', 30, (date + time '18:00') at time zone 'UTC', date, 'UTC'
        from day returning 1)
select (select count(*) from meal) + (select count(*) from drink) + (select count(*) from mood)
     + (select count(*) from sleep) + (select count(*) from reading) + (select count(*) from workout)
"""

_MEALS = f"""
with meal as (
    insert into meals (user_id, meal_type, logged_at, local_date, time_zone, note)
    select %(person)s, 'snack', ({DAY} - n / 25 + time '10:00' + (n %% 25) * interval '10 minutes') at time zone 'UTC',
           {DAY} - n / 25, 'UTC', 'number ' || n
    from generate_series(1, %(meals)s) n returning id)
insert into meal_items (user_id, meal_id, position, food_name, kcal)
select %(person)s, id, 1, 'Bench food ' || left(id::text, 4), 50 + abs(hashtext(id::text)) %% 800 from meal
"""

_FOODS = """
insert into foods (user_id, slug, name, category, kcal)
select null, 'bench-' || a.n || '-' || b.n || '-' || c.n, a.word || ' ' || b.word || ' ' || c.word, 'bench', 100
from unnest(array['green', 'smoked', 'roasted', 'sweet', 'spicy', 'fried', 'steamed', 'cold', 'warm', 'young', 'wild',
    'baked', 'grilled', 'pickled', 'crispy', 'creamy', 'plain', 'salted', 'stuffed', 'braised'])
        with ordinality a(word, n),
     unnest(array['chicken', 'tomato', 'lentil', 'salmon', 'potato', 'carrot', 'tofu', 'bean', 'mushroom', 'spinach',
    'noodle', 'rice', 'egg', 'pumpkin', 'cabbage', 'cheese', 'banana', 'apple', 'oat', 'beetroot', 'pepper', 'barley',
    'leek', 'trout', 'plum']) with ordinality b(word, n),
     unnest(array['soup', 'salad', 'stew', 'curry', 'pie', 'bowl', 'bread', 'cake', 'pasta', 'wrap', 'stir fry', 'dip',
    'omelette', 'porridge', 'risotto', 'gratin', 'skewers', 'burger', 'sauce', 'casserole']) with ordinality c(word, n)
order by hashtext(a.word || b.word || c.word) limit %(more)s
"""


def empty(admin: psycopg.Connection, person: str) -> None:
    for table in TABLES:
        # The names are the constants above.
        admin.execute(f"delete from {table} where user_id = %s".encode(), (person,))


def days(admin: psycopg.Connection, person: str, count: int) -> int:
    """As if everything had been logged for so many days up to today; how many entries that made."""
    written = admin.execute(_DAYS.encode(), {"person": person, "days": count}).fetchone()
    admin.execute("analyze")
    assert written
    return int(written[0])


def meals(admin: psycopg.Connection, person: str, count: int) -> None:
    admin.execute(_MEALS.encode(), {"person": person, "meals": count})
    admin.execute("analyze")


def foods(admin: psycopg.Connection, count: int) -> None:
    """As many foods that everybody shares as this, those of the reference among them."""
    there = admin.execute("select count(*) from foods where user_id is null").fetchone()
    assert there
    admin.execute(_FOODS.encode(), {"more": max(0, count - there[0])})
    admin.execute("analyze")
