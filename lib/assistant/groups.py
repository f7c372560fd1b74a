"""Names that mean several things of the tables: a run is also a jog, and a latte is a coffee."""

from functools import lru_cache

from lib.diary import catalog
from lib.diary.sentence_tokens import key

# Categories of sql/reference/beverages.csv.
DRINKS = ("water", "coffee", "tea", "alcohol", "juice", "soft drink", "milk")
_ACTIVITIES = {"running": "running", "jogging": "running", "run": "running", "cycling": "cycling"}
# The first word of the name says it where no category does.
_BEGINS = ("walking", "hiking", "swimming", "yoga", "rowing", "dancing", "skiing")


@lru_cache
def ids(kind: str, text: str) -> frozenset[str]:
    """Everything that is meant by a name; empty where it is looked for letter by letter."""
    wanted = key(text)
    if kind == "water" and wanted in DRINKS:
        return frozenset(one.id for one in catalog.beverages().values() if one.category == wanted)
    if kind == "water" and wanted == "beer":
        # Root beer and ginger beer are none.
        return frozenset(("beer", "light-beer"))
    if kind != "gym":
        return frozenset()
    if wanted in _ACTIVITIES:
        return frozenset(one.id for one in catalog.activities().values() if one.category == _ACTIVITIES[wanted])
    if wanted in _BEGINS:
        return frozenset(one.id for one in catalog.activities().values() if key(one.name).startswith(wanted))
    return frozenset()
