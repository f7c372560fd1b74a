"""The last entries of a kind, and how many there are in a period."""

import datetime
import statistics
from dataclasses import dataclass, replace

from lib import units
from lib.advice.facts import Amount, Fact
from lib.assistant import arguments, entry_facts, groups, shown
from lib.assistant.arguments import ToolError
from lib.diary import catalog, days, history, metrics_shown
from lib.diary.days import Clock
from lib.diary.history import Wanted
from lib.diary.kinds import MEAL_TYPES
from lib.diary.sentence_tokens import key
from lib.gateway.port import Backend, Row
from lib.profile import Profile

MOST = 20
NOON = 12 * 60
_WEIGHED = ("g", "ml", "oz", "fl oz")
# What the entries of a kind add up to, by the column that holds it.
_SUMS = {"water": (("water", "ml"),), "gym": (("active_minutes", "minutes"), ("distance", "distance_km"))}
_NAMES = {"meal": "meals", "water": "drinks", "gym": "workouts", "mood": "moods", "sleep": "nights", "body": "readings"}


@dataclass(frozen=True)
class EntriesAsked:
    kind: str
    text: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None
    limit: int = 5


# So many pages of the diary are looked through for what a name means.
MOST_PAGES = 8


def last(backend: Backend, here: Clock, me: Profile, asked: EntriesAsked) -> list[Fact]:
    """One call. A text is looked for in names, not in notes."""
    if asked.kind == "body" and _names_something_hidden(asked.text, me):
        raise ToolError(arguments.HIDDEN)
    rows, has_next = _rows(backend, here, me, asked)
    within = _within(asked, here.today)
    called = f"{_NAMES[asked.kind].capitalize()}{f' with {shown.name(asked.text)}' if asked.text else ''}"
    names = (shown.name(asked.text),) if asked.text else ()
    dates = shown.of_dates(here.today, *(day for day in (asked.start, asked.end) if day))
    if asked.start:
        # By which an answer calls the period: "in the last 7 days".
        length = ((asked.end or here.today) - asked.start).days + 1
        dates = (Amount(float(length), "days"), *dates)
    id = _id(asked)
    if not rows:
        return [Fact(f"{id}.none", f"{called}{within}: none is logged", dates, names)]
    found: list[Fact] = []
    if asked.start:
        more = "at least " if has_next else ""
        found.append(
            Fact(
                f"{id}.count{'_at_least' if has_next else ''}",
                f"{called}{within}: {more}{len(rows)}",
                (Amount(float(len(rows))), *dates),
                names,
                tuple(entry_facts.ref(asked.kind, row) for row in rows),
            )
        )
        if not has_next:
            found += _sums(asked, rows, f"{called}{within}", dates, names, me)
        found += _more(asked, rows, f"{called}{within}", dates, names, me, here)
    told = rows[: asked.limit]
    for n, row in enumerate(told):
        one = entry_facts.fact(f"{id}.{n}", asked.kind, row, me, here.today)
        # What was looked for is named beside it.
        found.append(replace(one, names=(*one.names, *names)))
    if asked.kind == "body":
        found += entry_facts.readings(told, here.now)
    return found


def _rows(backend: Backend, here: Clock, me: Profile, asked: EntriesAsked) -> tuple[list[Row], bool]:
    """The entries that are meant, and whether there may be more of them."""
    meal = asked.text if asked.kind == "meal" and asked.text in MEAL_TYPES else None
    by_meaning = bool(meal or groups.ids(asked.kind, asked.text))
    wanted = Wanted(asked.kind, asked.start, asked.end or here.today, "" if by_meaning else asked.text, meal)
    found: list[Row] = []
    for number in range(MOST_PAGES if groups.ids(asked.kind, asked.text) else 1):
        page = history.fetch(backend, wanted, number)
        found += [row for row in page.rows if _is_meant(asked, row) and not _is_hidden(asked.kind, row, me)]
        if not page.has_next or (not asked.start and len(found) >= asked.limit):
            return found, page.has_next
    return found, True


def _more(
    asked: EntriesAsked, rows: list[Row], called: str, dates: tuple[Amount, ...], names: tuple[str, ...], me: Profile,
    here: Clock,
) -> list[Fact]:  # fmt: skip
    """The longest workout, how many pieces of a food, and when the nights begin and end."""
    if asked.kind == "gym":
        longest = max(rows, key=lambda row: (row["minutes"] or 0, row["distance_km"] or 0))
        one = entry_facts.fact(f"{_id(asked)}.longest", "gym", longest, me, here.today)
        one = replace(one, amounts=(*one.amounts, *dates), names=(*one.names, *names))
        return [one] if longest["minutes"] or longest["distance_km"] else []
    if asked.kind == "meal" and asked.text and (pieces := _pieces(asked, rows)):
        said = f"{called}: {units.number(pieces, 1)} in all"
        return [Fact(f"{_id(asked)}.sum.pieces", said, (Amount(pieces), *dates), names)]
    if asked.kind == "sleep":
        bed, up = (_middle([_minutes(row, name) for row in rows]) for name in ("started_at", "ended_at"))
        nights = Amount(float(len(rows)), "nights")
        noun = "night" if len(rows) == 1 else "nights"
        said = f"{called}: mostly to bed about {bed}, up about {up}, on {len(rows)} {noun}"
        return [Fact(f"{_id(asked)}.times", said, (nights, *dates), (bed, up))]
    return []


def _pieces(asked: EntriesAsked, rows: list[Row]) -> float:
    """Eggs are counted, and grams of cheese are not: 0 where any of it was only weighed."""
    wanted = key(asked.text)
    items = [item for row in rows for item in row.get("items") or () if wanted in key(item["food_name"])]
    if not items or any(not item.get("amount") or item.get("portion") in (None, *_WEIGHED) for item in items):
        return 0
    return round(float(sum(item["amount"] for item in items)), 1)


def _minutes(row: Row, name: str) -> float:
    """After noon, so that half past eleven and half past midnight lie beside each other."""
    there = days.local_time(row[name], row["time_zone"])
    return float((there.hour * 60 + there.minute - NOON) % (2 * NOON))


def _middle(minutes: list[float]) -> str:
    found = (int(statistics.median(minutes)) + NOON) % (2 * NOON)
    return f"{found // 60:02}:{found % 60:02}"


def _id(asked: EntriesAsked) -> str:
    """Another question of the same kind has other facts."""
    parts = (key(asked.text).replace(".", "").replace(" ", "-"), asked.start, asked.end)
    return ".".join(["entries", asked.kind, *(f"{part}" for part in parts if part)])


def _within(asked: EntriesAsked, today: datetime.date) -> str:
    return f" {shown.when(asked.start, asked.end or today, today)}" if asked.start else ""


def _sums(
    asked: EntriesAsked, rows: list[Row], called: str, dates: tuple[Amount, ...], names: tuple[str, ...], me: Profile
) -> list[Fact]:
    found = []
    for metric, column in _SUMS.get(asked.kind, ()):
        values = [float(row[column]) for row in rows if row[column]]
        if not values:
            continue
        total = shown.amount(metric, sum(values), me.shown_in)
        said = f"{called}: {shown.figure(metric, total, me.shown_in)} in all"
        found.append(Fact(f"{_id(asked)}.sum.{metric}", said, (total, *dates), names))
    return found


def _names_something_hidden(text: str, me: Profile) -> bool:
    wanted = key(text)
    return bool(wanted) and any(
        _hides(metric.id, me) and wanted in (key(metric.id), key(metric.label)) for metric in catalog.metrics().values()
    )


def _is_hidden(kind: str, row: Row, me: Profile) -> bool:
    return kind == "body" and _hides(row["metric"], me)


def _hides(metric: str, me: Profile) -> bool:
    return metrics_shown.is_hidden(metric, me.hide_numbers)


def _is_meant(asked: EntriesAsked, row: Row) -> bool:
    """The search of the diary looks through notes as well: what stands there is no name of anything."""
    if not asked.text:
        return True
    if meant := groups.ids(asked.kind, asked.text):
        return row["beverage" if asked.kind == "water" else "activity"] in meant
    wanted = key(asked.text)
    if asked.kind == "meal" and asked.text in MEAL_TYPES:
        return bool(row["meal_type"] == asked.text)
    if asked.kind == "body" and any(wanted == key(metric) for metric in catalog.metrics()):
        # "heart_rate" is not the resting one.
        return key(row["metric"]) == wanted
    return any(wanted in key(name) for name in _names_of(asked.kind, row))


def _names_of(kind: str, row: Row) -> list[str]:
    items = row.get("items") or ()
    if kind == "meal":
        return [row["title"] or "", row["meal_type"], *(item["food_name"] for item in items)]
    if kind == "water":
        return [row["beverage"], catalog.beverage_name(row["beverage"])]
    if kind == "gym":
        return [row["activity"], catalog.activity_name(row["activity"]), *(item["exercise"] for item in items)]
    if kind == "mood":
        return [*row["feelings"], *row["tags"]]
    return [row["metric"], catalog.metric_label(row["metric"])] if kind == "body" else []
