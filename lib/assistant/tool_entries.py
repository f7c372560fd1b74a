"""The last entries of a kind, and how many there are in a period."""

import datetime
from dataclasses import dataclass, replace

from lib.advice.facts import Amount, Fact
from lib.assistant import arguments, entry_facts, shown
from lib.assistant.arguments import ToolError
from lib.diary import catalog, history, metrics_shown
from lib.diary.days import Clock
from lib.diary.history import Wanted
from lib.diary.sentence_tokens import key
from lib.gateway.port import Backend, Row
from lib.profile import Profile

MOST = 20
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


def last(backend: Backend, here: Clock, me: Profile, asked: EntriesAsked) -> list[Fact]:
    """One call. A text is looked for in names, not in notes."""
    if asked.kind == "body" and _names_something_hidden(asked.text, me):
        raise ToolError(arguments.HIDDEN)
    wanted = Wanted(asked.kind, asked.start, asked.end or here.today, asked.text)
    page = history.fetch(backend, wanted)
    rows = [row for row in page.rows if _is_meant(asked, row) and not _is_hidden(asked.kind, row, me)]
    within = _within(asked, here.today)
    called = f"{_NAMES[asked.kind].capitalize()}{f' with {shown.name(asked.text)}' if asked.text else ''}"
    names = (shown.name(asked.text),) if asked.text else ()
    dates = shown.of_dates(here.today, *(day for day in (asked.start, asked.end) if day))
    id = _id(asked)
    if not rows:
        return [Fact(f"{id}.none", f"{called}{within}: none is logged", dates, names)]
    found: list[Fact] = []
    if asked.start:
        more = "at least " if page.has_next else ""
        found.append(
            Fact(
                f"{id}.count{'_at_least' if page.has_next else ''}",
                f"{called}{within}: {more}{len(rows)}",
                (Amount(float(len(rows))), *dates),
                names,
                tuple(entry_facts.ref(asked.kind, row) for row in rows),
            )
        )
        if not page.has_next:
            found += _sums(asked, rows, f"{called}{within}", dates, names, me)
    told = rows[: asked.limit]
    for n, row in enumerate(told):
        one = entry_facts.fact(f"{id}.{n}", asked.kind, row, me, here.today)
        # What was looked for is named beside it.
        found.append(replace(one, names=(*one.names, *names)))
    if asked.kind == "body":
        found += entry_facts.readings(told)
    return found


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
    wanted = key(asked.text)
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
