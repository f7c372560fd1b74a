"""The kinds of data that somebody shares with a coach, or does not: each by itself."""

from collections.abc import Mapping

# As private.shared_with_me knows them. The first six are the kinds of entry.
SHARED: Mapping[str, str] = {
    "meal": "Meals", "photos": "Photos of meals", "water": "Drinks", "gym": "Movement", "mood": "Mood",
    "sleep": "Sleep", "body": "Body readings", "score": "Daily score", "notes": "Notes",
}  # fmt: skip
ENTRIES = ("meal", "water", "gym", "mood", "sleep", "body")
# What one of them shows that its name does not say.
MEANING: Mapping[str, str] = {
    "meal": "Foods, amounts, energy and nutrients",
    "photos": "Small pictures of the meals you share",
    "water": "Everything you drink, coffee and alcohol too",
    "gym": "Workouts with their sets",
    "mood": "Well-being, feelings, energy and tags",
    "sleep": "When you slept, and how well",
    "body": "Weight, heart, blood pressure and other readings",
    "score": "The number of each day, without what it is made of",
    "notes": "What you wrote with the entries you share",
}
STATES: Mapping[str, str] = {
    "live": "Sharing", "paused": "Paused", "expired": "Ended on its last day", "revoked": "Not shared any more",
}  # fmt: skip
STATUSES: Mapping[str, str] = {
    "active": "Active", "paused": "On a break", "injured": "Injured", "sick": "Sick", "holiday": "On holiday",
}  # fmt: skip
NOT_SHARED = "Not shared with you"


def in_words(kinds: list[str]) -> str:
    """ "Meals, Drinks and Mood", in the order they are always named in."""
    names = [name for kind, name in SHARED.items() if kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "Nothing"
