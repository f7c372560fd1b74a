"""What can be logged. Forms, lists, checks and exports read these declarations; the database repeats their bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.diary import catalog

MEAL_TYPES = {"breakfast": "Breakfast", "lunch": "Lunch", "dinner": "Dinner", "snack": "Snack"}
INTENSITIES = {"light": "Light", "moderate": "Moderate", "vigorous": "Vigorous"}
QUALITIES = {1: "Very bad", 2: "Bad", 3: "Fair", 4: "Good", 5: "Very good"}
# A quick tap: five faces with their words, and what each stands for on the scale.
FACES = {"😞": ("Awful", 1.0), "🙁": ("Low", 3.0), "😐": ("Okay", 5.0), "🙂": ("Good", 7.0), "😄": ("Great", 9.0)}
FEELINGS = (
    "calm", "content", "happy", "excited", "grateful", "proud", "hopeful", "focused", "tired", "stressed", "anxious",
    "sad", "lonely", "angry", "irritable", "bored", "overwhelmed", "unwell",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    # number, choice, words, moment, text
    type: str
    required: bool = False
    low: float | None = None
    high: float | None = None
    # A bound that is itself not allowed: more than 0.
    above_low: bool = False
    step: float = 1
    decimals: int = 0
    unit: str = ""
    # What lib/units converts it as, for whoever reads other units; empty: the same in all.
    quantity: str = ""
    choices: Mapping[Any, str] | None = None
    help: str = ""


@dataclass(frozen=True)
class Kind:
    id: str
    label: str
    # "Log a drink": what its button says.
    one: str
    table: str
    icon: str
    # A name of Streamlit's palette; the same for this kind everywhere.
    colour: str
    fields: tuple[Field, ...]
    metrics: tuple[str, ...]
    # The table of its parts, for a kind that has parts.
    items: str = ""

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


NOTE = Field("note", "Note", "text", high=2000)


def _metrics(kind: str) -> tuple[str, ...]:
    return tuple(metric.id for metric in catalog.metrics().values() if metric.kind == kind)


def _names(things: Mapping[str, "catalog.Activity"] | Mapping[str, "catalog.Beverage"]) -> dict[str, str]:
    return {id: thing.name for id, thing in things.items()}


MEAL = Kind(
    id="meal",
    label="Meals",
    one="a meal",
    table="meals",
    icon=":material/restaurant:",
    colour="orange",
    fields=(
        Field("meal_type", "Meal", "choice", required=True, choices=dict(MEAL_TYPES)),
        Field("title", "Title", "text", high=120),
        NOTE,
    ),
    metrics=_metrics("meal"),
    items="meal_items",
)
WATER = Kind(
    id="water",
    label="Drinks",
    one="a drink",
    table="drinks",
    icon=":material/water_drop:",
    colour="blue",
    fields=(
        Field(
            "ml", "Amount", "number", required=True, low=0, above_low=True, high=10_000, step=50, unit="ml",
            quantity="volume",
        ),
        Field("beverage", "Drink", "choice", required=True, choices=_names(catalog.beverages())),
        NOTE,
    ),
    metrics=_metrics("water"),
)  # fmt: skip
GYM = Kind(
    id="gym",
    label="Training",
    one="a workout",
    table="workouts",
    icon=":material/fitness_center:",
    colour="green",
    fields=(
        Field("activity", "Activity", "choice", required=True, choices=_names(catalog.activities())),
        Field("minutes", "Minutes", "number", low=0, above_low=True, high=1440, step=5, unit="min"),
        Field(
            "distance_km", "Distance", "number", low=0, above_low=True, high=1000, step=0.5, decimals=2, unit="km",
            quantity="distance",
        ),
        Field("intensity", "How it felt", "choice", choices=dict(INTENSITIES)),
        NOTE,
    ),
    metrics=_metrics("gym"),
    items="workout_sets",
)  # fmt: skip
MOOD = Kind(
    id="mood",
    label="Mood",
    one="your mood",
    table="moods",
    icon=":material/mood:",
    colour="red",
    fields=(
        Field("wellbeing", "Well-being", "number", required=True, low=0, high=10, step=0.5, decimals=1),
        Field("feelings", "Feelings", "words", choices={word: word for word in FEELINGS}, high=20),
        Field("tags", "Tags of your own", "words", high=20),
        Field("energy", "Energy", "number", low=0, high=10, step=1),
        NOTE,
    ),
    metrics=_metrics("mood"),
)
SLEEP = Kind(
    id="sleep",
    label="Sleep",
    one="your sleep",
    table="sleeps",
    icon=":material/bedtime:",
    colour="violet",
    fields=(
        Field("started_at", "Fell asleep", "moment", required=True),
        Field("ended_at", "Woke up", "moment", required=True),
        Field("quality", "How it was", "choice", choices=dict(QUALITIES)),
        NOTE,
    ),
    metrics=_metrics("sleep"),
)
BODY = Kind(
    id="body",
    label="Body",
    one="a reading",
    table="measurements",
    icon=":material/monitor_heart:",
    colour="gray",
    fields=(
        Field(
            "metric",
            "Reading",
            "choice",
            required=True,
            choices={metric.id: metric.label for metric in catalog.metrics().values() if metric.logged},
        ),
        # The bounds of a value are those of its metric.
        Field("value", "Value", "number", required=True, low=0, high=200_000, decimals=1),
        Field("value2", "Lower value", "number", low=0, high=300, decimals=0),
        NOTE,
    ),
    metrics=_metrics("body"),
)

KINDS: Mapping[str, Kind] = {kind.id: kind for kind in (MEAL, WATER, GYM, MOOD, SLEEP, BODY)}

# How a body reading is converted for whoever reads other units.
READING_QUANTITIES = {"weight": "mass", "waist": "length", "temperature": "temperature", "glucose": "glucose"}
