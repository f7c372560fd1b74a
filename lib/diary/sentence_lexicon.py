"""What the app knows by name: drinks, activities, feelings, foods."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lib.diary.sentence_tokens import key
from lib.diary.sentence_words import english

Row = Mapping[str, str]


@dataclass(frozen=True)
class Pace:
    """One of several rows of the same activity, for those who move this fast."""

    activity: str
    low_kmh: float
    high_kmh: float


@dataclass(frozen=True)
class Lexicon:
    """Every alias stands under its key(): small letters, single spaces, no hyphens."""

    drinks: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)
    feelings: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    # Whether a whole phrase is a known food. Asked at most a few times for each "and".
    foods: Callable[[str], bool] | None = None
    # Activity -> the rows its speed chooses from.
    paces: Mapping[str, tuple[Pace, ...]] = field(default_factory=dict)
    # Activities made of sets; `lifting` is the one for an exercise nobody listed.
    strength: frozenset[str] = frozenset()
    lifting: str | None = None

    @classmethod
    def of(
        cls,
        beverages: Iterable[Row],
        activities: Iterable[Row],
        *,
        feelings: Mapping[str, tuple[float, str]] | None = None,
        foods: Callable[[str], bool] | None = None,
    ) -> "Lexicon":
        rows = list(activities)
        strength = [row["id"] for row in rows if _yes(row["strength"])]
        return cls(
            drinks=_aliases(beverages),
            activities=_aliases(rows),
            feelings=english_feelings() if feelings is None else feelings,
            foods=foods,
            paces=_paces(rows),
            strength=frozenset(strength),
            lifting=strength[0] if strength else None,
        )

    def drink(self, text: str) -> str | None:
        return self.drinks.get(key(text))

    def activity(self, text: str) -> str | None:
        return self.activities.get(key(text))

    def is_food(self, text: str) -> bool:
        return self.foods is not None and bool(text) and self.foods(text)

    @cached_property
    def activity_heads(self) -> frozenset[str]:
        """The first words of all activities: elsewhere in a phrase no alias can begin."""
        return frozenset(alias.split(" ", 1)[0] for alias in self.activities)

    def at_speed(self, activity: str, kmh: float) -> str:
        """The row of this activity for that speed; the activity itself where no row fits."""
        for pace in self.paces.get(activity, ()):
            if pace.low_kmh <= kmh < pace.high_kmh:
                return pace.activity
        return activity


def english_feelings() -> dict[str, tuple[float, str]]:
    return {word: (wellbeing, word) for word, wellbeing in english().values["feelings"].items()}


def _aliases(rows: Iterable[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        for alias in (*row["aliases"].split("|"), row["name"]):
            if key(alias):
                found.setdefault(key(alias), row["id"])
    return found


def _paces(rows: list[Row]) -> dict[str, tuple[Pace, ...]]:
    """Rows named "Running, 8 km/h" belong to "Running", and to each other; "Running, cross country" stands alone."""
    families: dict[str, list[Pace]] = {}
    members: list[tuple[str, str]] = []
    for row in rows:
        family = row["name"].split(",")[0]
        ranged = bool(row["speed_low_kmh"]) and bool(row["speed_high_kmh"])
        if ranged:
            pace = Pace(row["id"], float(row["speed_low_kmh"]), float(row["speed_high_kmh"]))
            families.setdefault(family, []).append(pace)
        if ranged or row["name"] == family:
            members.append((row["id"], family))
    return {activity: tuple(families[family]) for activity, family in members if family in families}


def _yes(value: str) -> bool:
    return value.strip().lower() in ("yes", "true", "t", "1")
