"""The cards of the Today page: what this person logs most, one tap away, and a form for everything else."""

import streamlit as st

from components import acts, entry_acts, entry_form, opened, plain
from lib import units
from lib.diary import catalog, days, entries, goals, goals_shown, meals, nights, say
from lib.diary.days import Clock
from lib.diary.entries import Draft
from lib.diary.kinds import FACES, GYM, KINDS, MEAL_TYPES, MOOD, SLEEP, WATER, Kind
from lib.diary.overview import CALM_LIMIT_ML, Overview
from lib.gateway.port import Row
from lib.nutrition.foods import NUTRIENTS
from lib.profile import Profile


def cards(today: Overview, here: Clock, me: Profile) -> None:
    """Two beside each other on a desk, one below the other on a phone; what the person tracks comes first."""
    drawn = {"meal": meal, "water": water, "gym": gym, "mood": mood, "sleep": sleep, "body": body}
    order = [*me.tracked, *(kind for kind in KINDS if kind not in me.tracked)]
    for pair in zip(order[::2], order[1::2], strict=True):
        for column, kind in zip(st.columns(2), pair, strict=True):
            with column, st.container(border=True, key=f"card_{kind}", height="stretch"):
                drawn[kind](today, here, me)


def _head(kind: Kind, figure: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(f":{kind.colour}[{kind.icon}] {kind.label}", width="content")
        if figure:
            st.text(figure, width="content")


def _of_goal(metric: str, value: float, today: Overview, me: Profile, said: str = "") -> str:
    """ "750 ml of 2,000 ml"; nothing where there is neither a goal nor anything yet. `said`: the value in words."""
    goal = today.goals.get(metric)
    if goal and goals_shown.harm_on(today, goal, me):
        goal = None
    if goal is None or (goal.low is None and goal.high is None):
        return said or (say.metric_value(metric, value, me.shown_in) if value else "")
    wanted = goals.amounts(goal.low, goal.high, metric, me.shown_in)
    return f"{said or say.metric_value(metric, value, me.shown_in)} of {wanted}"


def _more(kind: Kind, label: str, today: Overview, here: Clock, me: Profile) -> None:
    """The way to the whole form, which is drawn below when it is open."""
    prefix = entry_form.new_prefix(kind, today.day, here)
    is_open = opened.is_open(prefix)
    st.button(
        "Close" if is_open else label,
        key=f"toggle_{kind.id}",
        icon=":material/close:" if is_open else ":material/edit_note:",
        type="tertiary",
        on_click=opened.toggle,
        args=(prefix,),
    )
    if is_open:
        entry_form.new(kind, today.day, here, me, today.entries("sleep"))


def _draft(kind: Kind, row: Row, today: Overview, here: Clock, items: list[Row] | None = None) -> Draft:
    draft: Draft = {
        "kind": kind.id,
        "row": {**days.stamp(today.day, here), **row, "client_key": entries.new_key()},
    }
    if items:
        draft["items"] = items
    return draft


def water(today: Overview, here: Clock, me: Profile) -> None:
    drunk = today.total("water") or 0
    _head(WATER, _of_goal("water", drunk, today, me))
    with st.container(horizontal=True):
        for ml in me.cups:
            amount = units.say("volume", ml, me.shown_in)
            acts.button(
                f"Water {amount}",
                f"water_{ml}",
                entry_acts.log([_draft(WATER, {"ml": ml, "beverage": "water"}, today, here)]),
                f"Water, {amount}: logged.",
                icon=":material/water_drop:",
            )
        for usual in today.raw["recent_drinks"]:
            name = catalog.beverage_name(usual["beverage"])
            amount = units.say("volume", usual["ml"], me.shown_in)
            acts.button(
                f"{name} {amount}",
                f"drink_{usual['beverage']}_{usual['ml']:g}",
                entry_acts.log([_draft(WATER, {"ml": usual["ml"], "beverage": usual["beverage"]}, today, here)]),
                f"{name}, {amount}: logged.",
            )
    if drunk > CALM_LIMIT_ML:
        st.info("That is more than 5 litres today, which is a lot for most people.", icon=":material/info:")
    _more(WATER, "Another drink", today, here, me)


def meal(today: Overview, here: Clock, me: Profile) -> None:
    eaten = today.eaten()["energy"]
    figure = ""
    if eaten.value and not me.hide_numbers:
        bounds = say.energy_range(today.food(), me.shown_in) if say.has_range(today.food()) else ""
        figure = _of_goal("energy", eaten.value, today, me, bounds)
        figure = f"at least {figure}" if eaten.at_least and not bounds else figure
        if any(drink["kcal"] for drink in today.entries("water")):
            figure = f"{figure}, with drinks"
    _head(KINDS["meal"], figure)
    st.session_state.setdefault("today_meal_type", days.meal_of(here.now))
    meal_type = st.radio(
        "Meal",
        list(MEAL_TYPES),
        format_func=MEAL_TYPES.__getitem__,
        horizontal=True,
        key="today_meal_type",
        label_visibility="collapsed",
        on_change=acts.quietly,
    )
    _usual_foods(today, here, meal_type)
    _yesterday(today, here, meal_type)
    st.page_link("meals.py", label="Search, write a sentence or add a food", icon=":material/search:")
    st.page_link("photos.py", label="Photograph a meal", icon=":material/photo_camera:")


def _usual_foods(today: Overview, here: Clock, meal_type: str) -> None:
    found = [food for food in today.raw["recent_foods"] if food["meal_type"] == meal_type]
    if not found:
        st.caption(
            plain.label(f"What you often have for {MEAL_TYPES[meal_type].lower()} will stand here, one tap away.")
        )
        return
    names = ("food_id", "food_name", "grams", "amount", "portion", *(nutrient.name for nutrient in NUTRIENTS))
    with st.container(horizontal=True):
        for place, food in enumerate(found):
            label = meals.chip(food, say.portion(food))
            item = {name: food[name] for name in names}
            draft = meals.draft(meal_type, [item], today.day, here, entries.new_key(), made_by="repeat")
            acts.button(plain.label(label), f"food_{meal_type}_{place}", entry_acts.log([draft]), f"{label}: logged.")


def _yesterday(today: Overview, here: Clock, meal_type: str) -> None:
    before = [meal for meal in today.raw["yesterday_meals"] if meal["meal_type"] == meal_type]
    if not before:
        return
    refs = [{"kind": "meal", "id": meal["id"]} for meal in before]
    words = "; ".join(meal["title"] or meal["words"] for meal in before)
    acts.button(
        f"Same {MEAL_TYPES[meal_type].lower()} as the day before",
        f"yesterday_{meal_type}",
        entry_acts.copy(
            # One key for the day: two tabs copy it once.
            lambda backend: entries.copy(backend, refs, today.day, here, entries.key_of("yesterday", today.day)),
            "This is copied already.",
        ),
        f"{words}: copied.",
        icon=":material/content_copy:",
        help=plain.label(words[:200]),
    )


def mood(today: Overview, here: Clock, me: Profile) -> None:
    felt = today.total("wellbeing")
    _head(MOOD, f"{units.number(felt, 1)} of 10" if felt is not None else "")
    with st.container(horizontal=True):
        for face, (word, wellbeing) in FACES.items():
            acts.button(
                f"{face} {word}",
                f"mood_{word.lower()}",
                entry_acts.log([_draft(MOOD, {"wellbeing": wellbeing}, today, here)]),
                f"Mood, {word.lower()}: logged.",
            )
    _more(MOOD, "Say more", today, here, me)


def sleep(today: Overview, here: Clock, me: Profile) -> None:
    slept = today.total("sleep")
    _head(SLEEP, _of_goal("sleep", slept or 0, today, me))
    if not today.entries("sleep"):
        start, end = nights.usual(today.raw["recent_sleeps"])
        started, ended = days.night(today.day, start, end, here.zone)
        row = {"started_at": started.isoformat(), "ended_at": ended.isoformat()}
        if ended <= here.now:
            acts.button(
                f"Slept {start:%H:%M} to {end:%H:%M}",
                "sleep_usual",
                entry_acts.log([_draft(SLEEP, row, today, here)]),
                f"Sleep, {start:%H:%M} to {end:%H:%M}: logged.",
                icon=":material/bedtime:",
            )
    _more(SLEEP, "Other times", today, here, me)


def gym(today: Overview, here: Clock, me: Profile) -> None:
    minutes = today.total("active_minutes")
    _head(GYM, _of_goal("active_minutes", minutes or 0, today, me))
    usual = sorted(today.raw["recent_workouts"], key=lambda w: -w["times"])[:4]
    with st.container(horizontal=True):
        for workout in usual:
            row = {
                name: workout[name]
                for name in ("activity", "minutes", "distance_km", "intensity")
                if workout[name] is not None
            }
            label = say.workout(workout, me.shown_in, short=True)
            log = entry_acts.log([_draft(GYM, row, today, here)])
            acts.button(plain.label(label), f"gym_{workout['activity']}", log, f"{label}: logged.")
    _more(GYM, "Log a workout", today, here, me)


def body(today: Overview, here: Clock, me: Profile) -> None:
    _head(KINDS["body"], "")
    shown = [
        f"{catalog.metric_label(metric)} {say.reading(metric, last['value'], last['value2'], me.shown_in)}"
        for metric, last in today.raw["latest"].items()
        if not (me.hide_numbers and catalog.metrics()[metric].hidden)
    ]
    if shown:
        st.caption(plain.label("Last: " + ", ".join(shown[:6])))
    _more(KINDS["body"], "Add a reading", today, here, me)
