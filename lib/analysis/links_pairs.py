"""Which habits are looked at beside which outcomes, decided beforehand.

Every further pair makes all others harder to show, so a pair stands here because it means something to a person, with
the one lag that it means: 0 is the same day, 1 the day after. A night belongs to the day on which one wakes up.
"""

from typing import NamedTuple

# A series that is no metric: whoever asks gives the caffeine drunk after that time of day.
LATE_CAFFEINE = "caffeine after 15:00"
MEETINGS = "tag:meetings"


class Pair(NamedTuple):
    cause: str
    effect: str
    lag: int


PAIRS = (
    # What was drunk, and the night and the morning after.
    Pair("alcohol", "sleep", 1), Pair("alcohol", "sleep_quality", 1), Pair("alcohol", "resting_heart_rate", 1),
    Pair("alcohol", "hrv_rmssd", 1), Pair("alcohol", "hrv_sdnn", 1), Pair("alcohol", "wellbeing", 1),
    Pair("alcohol", "mood_energy", 1),
    Pair("caffeine", "sleep", 1), Pair("caffeine", "sleep_quality", 1), Pair("caffeine", "wellbeing", 1),
    Pair(LATE_CAFFEINE, "sleep", 1), Pair(LATE_CAFFEINE, "sleep_quality", 1), Pair(LATE_CAFFEINE, "wellbeing", 1),
    Pair("water", "wellbeing", 0), Pair("water", "mood_energy", 0),
    # Moving, and the night and the day after.
    Pair("active_minutes", "wellbeing", 1), Pair("training_energy", "wellbeing", 1), Pair("distance", "wellbeing", 1),
    Pair("steps", "wellbeing", 1),
    Pair("active_minutes", "sleep", 1), Pair("steps", "sleep", 1),
    Pair("active_minutes", "sleep_quality", 1), Pair("active_minutes", "resting_heart_rate", 1),
    Pair("active_minutes", "hrv_rmssd", 1), Pair("active_minutes", "hrv_sdnn", 1),
    Pair("steps", "weight", 0),
    # The night, and the day that follows it.
    Pair("sleep", "wellbeing", 0), Pair("sleep_quality", "wellbeing", 0), Pair("sleep", "mood_energy", 0),
    Pair("sleep_quality", "mood_energy", 0), Pair("sleep", "active_minutes", 0), Pair("sleep", "sugar", 0),
    # What was eaten.
    Pair("energy", "sleep_quality", 1), Pair("protein", "mood_energy", 0), Pair("fibre", "wellbeing", 0),
    Pair("sugar", "mood_energy", 0), Pair("satfat", "sleep_quality", 1), Pair("sodium", "weight", 1),
    Pair("carbs", "weight", 1),
    Pair(MEETINGS, "mood_energy", 0), Pair(MEETINGS, "wellbeing", 0),
)  # fmt: skip

# Made from each other or told in one breath: beside one another they would show only that.
FAMILIES = tuple(
    frozenset(names)
    for names in (
        ("active_minutes", "training_energy", "distance", "steps"),
        ("training_energy", "weight"),
        # Drinks hold energy, sugar and alcohol, and a coffee is a drink.
        ("water", "caffeine", LATE_CAFFEINE, "alcohol"),
        ("energy", "protein", "carbs", "fat", "fibre", "sugar", "satfat", "sodium", "potassium", "calcium", "iron",
         "alcohol", "water"),
        ("wellbeing", "mood_energy"),
        ("sleep", "sleep_quality"),
        ("heart_rate", "resting_heart_rate", "hrv_rmssd", "hrv_sdnn"),
        ("blood_pressure", "systolic", "diastolic"),
        ("weight", "waist"),
    )
)  # fmt: skip

# The same habit measured in several ways: beside one outcome only the clearest of them is shown.
NEARLY_THE_SAME = (
    frozenset(("active_minutes", "training_energy", "distance", "steps")),
    frozenset(("caffeine", LATE_CAFFEINE)),
)


def related(one: str, other: str) -> bool:
    return one == other or any(one in family and other in family for family in FAMILIES)


def habit(cause: str) -> frozenset[str]:
    """The cause with all that measures nearly the same."""
    return next((group for group in NEARLY_THE_SAME if cause in group), frozenset((cause,)))
