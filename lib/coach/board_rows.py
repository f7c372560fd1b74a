"""The list of a coach's clients: which are shown, in which order, and each in words."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.analysis.trend import Trend
from lib.coach import board, board_words
from lib.coach.board import Board, Client
from lib.coach.kinds import ENTRIES, NOT_SHARED, SHARED, STATUSES
from lib.diary import catalog
from lib.diary.series import DAY

EVERYBODY = "everybody"
# What can be asked for besides a status.
FILTERS: Mapping[str, str] = {
    EVERYBODY: "Everybody", "attention": "Needs attention", "good": "Good news", "waiting": "Waiting for your answer",
    "ending": "Ends within a week", "looked": "Looked at this week", **STATUSES,
}  # fmt: skip
SORTS: Mapping[str, str] = {
    "need": "Need", "name": "Name", "last": "Longest silent", "days": "Fewest days logged", "ends": "End of sharing",
}  # fmt: skip
# How a trend is told in a list, and in which order.
WRONG, RIGHT, MOVES, STEADY, TOO_FEW = "Worse", "Better", "Moving", "Steady", "Too few days"
NOTHING, HIDDEN = "Nothing in four weeks", "Hidden"
TRENDS = (WRONG, RIGHT, MOVES, STEADY, TOO_FEW)


@dataclass(frozen=True)
class Wanted:
    text: str = ""
    group: str | None = None
    show: str = EVERYBODY
    sort: str = "need"


def chosen(found: Board, wanted: Wanted, today: datetime.date) -> list[Client]:
    attention = {need.client.id for need in found.attention}
    good = {need.client.id for need in found.good_news}
    text = wanted.text.casefold()

    def fits(client: Client) -> bool:
        if text not in client.name.casefold() and text not in client.label.casefold():
            return False
        if wanted.group is not None and client.label != wanted.group:
            return False
        return {
            EVERYBODY: True,
            "attention": client.id in attention,
            "good": client.id in good,
            "waiting": bool(client.unread) or client.waits_for_reply,
            "ending": client.ends_soon(today),
            "looked": client.is_looked_at(today),
        }.get(wanted.show, client.status_on(today) == wanted.show)

    return sorted(filter(fits, found.clients), key=lambda client: _place(client, found, wanted.sort, today))


def _place(client: Client, found: Board, sort: str, today: datetime.date) -> tuple[object, ...]:
    name = (client.name.casefold(), client.id)
    if sort == "last":
        return ((client.last_day or datetime.date.min).toordinal(), *name)
    if sort == "days":
        return (client.logged_30, *name)
    if sort == "ends":
        return (client.ends_on, *name)
    if sort == "name":
        return name
    raised = next((at for at, need in enumerate(found.attention) if need.client.id == client.id), len(found.attention))
    # Behind those who are pointed to come the ones who are not: whoever surprises more comes first.
    return (raised, client.status_on(today) != "active", found.rarest.get(client.id, 1.0), *name)


def groups(clients: Iterable[Client]) -> list[str]:
    return sorted({client.label for client in clients if client.label}, key=str.casefold)


def status(client: Client, today: datetime.date) -> str:
    """ "On holiday until 30 November"; nothing for somebody who is active as ever."""
    now = client.status_on(today)
    if now != "active":
        until = f" until {_date(client.status_until)}" if client.status_until else ""
        return f"{STATUSES.get(now, now)}{until}"
    if client.is_looked_at(today) and client.quiet_until:
        return f"Looked at, no alerts before {soon(client.quiet_until, today)}"
    return ""


def last_logged(client: Client, today: datetime.date) -> str:
    if not client.shares_entries:
        return NOT_SHARED
    if client.last_day is None:
        return "Never yet"
    return board_words.capital(board_words.say_day(client.last_day, today))


def days_logged(client: Client) -> str:
    """ "6 of 7, 24 of 30"; fewer where less may be known."""
    if not client.shares_entries:
        return NOT_SHARED
    seven, thirty = f"{client.logged_7} of {client.known_7}", f"{client.logged_30} of {client.known_30}"
    return seven if client.known_30 <= client.known_7 else f"{seven}, {thirty}"


def kept(client: Client) -> str:
    return f"{client.kept} of {client.agreed}" if client.agreed else "Nothing agreed"


def in_a_line(client: Client, today: datetime.date) -> str:
    last = last_logged(client, today)
    logged = (
        f"What they log is {NOT_SHARED.lower()}"
        if last == NOT_SHARED
        else f"Last logged {board_words.say_day(client.last_day, today)} · {days_logged(client)} days"
        if client.last_day
        else "Nothing logged yet"
    )
    agreed = [f"{kept(client)} agreed kept"] if client.agreed else []
    rest = [f"check-in {check_in(client, today)}", f"shares until {_date(client.ends_on)}"]
    return " · ".join([logged, *agreed, *rest])


def check_in(client: Client, today: datetime.date) -> str:
    due = client.next_check_in(today)
    if due < today:
        return f"due since {due:%A}"
    return "today" if due == today else soon(due, today)


def soon(day: datetime.date, today: datetime.date) -> str:
    """ "Monday", and the date as well where it is not one of the next days."""
    return f"{day:%A}" if day <= today + 6 * DAY else f"{day:%A}, {_date(day)}"


def _date(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


Trends = Mapping[str, Trend]


def trends(client: Client, today: datetime.date) -> Trends:
    """By metric, where there is any figure in the last 28 days."""
    return {metric: found for metric in board.METRICS if (found := board.trend(client, metric, today))}


def trend_word(found: Trend) -> str:
    if found.label == "insufficient_data":
        return TOO_FEW
    if found.label != "stable":
        return RIGHT if found.label == "improving" else WRONG
    return STEADY if found.direction == "none" else MOVES


def trend_lines(client: Client, known: Trends) -> list[str]:
    """ "Worse: Sleep falling", "Steady: Weight, Drinks", "Nothing lately: Movement", "Not shared with you: Meals"."""
    by_word: dict[str, list[str]] = {word: [] for word in TRENDS}
    for metric, found in known.items():
        word, label = trend_word(found), catalog.metric_label(metric)
        by_word[word].append(label if word in (STEADY, TOO_FEW) else f"{label} {_way(found)}")
    said = [f"{word}: {', '.join(labels)}" for word, labels in by_word.items() if labels]
    told = {catalog.metrics()[metric].kind for metric in known}
    untold = [kind for kind in ENTRIES if kind in client.kinds and kind not in told]
    hides = {catalog.metrics()[metric].kind for metric in board.METRICS if client.is_hidden(metric)}
    for word, found_kinds in (
        (NOTHING, [kind for kind in untold if kind not in hides]),
        # Of these nobody can say that nothing was logged.
        (HIDDEN, [kind for kind in untold if kind in hides]),
    ):
        if found_kinds:
            said.append(f"{word}: {', '.join(SHARED[kind] for kind in found_kinds)}")
    return [*said, *not_shared(client)]


def _way(found: Trend) -> str:
    return found.direction if found.direction != "none" else "by the goal"


def not_shared(client: Client) -> list[str]:
    missing = [SHARED[kind] for kind in ENTRIES if kind not in client.kinds]
    said = [f"{NOT_SHARED}: {', '.join(missing)}"] if missing else []
    if client.hide_numbers:
        said.append("Calories, nutrients and weight are hidden")
    return said


def table(clients: Sequence[Client], known: Mapping[str, Trends], today: datetime.date) -> dict[str, list[object]]:
    """By column; every cell says something."""
    columns: dict[str, list[object]] = {
        "Name": [one.name for one in clients],
        "Group": [one.label or "None" for one in clients],
        "Status": [status(one, today) or "Active" for one in clients],
        "Last logged": [last_logged(one, today) for one in clients],
        "Days logged (7, 30)": [days_logged(one) for one in clients],
        "Kept of agreed": [kept(one) for one in clients],
        "Next check-in": [one.next_check_in(today) for one in clients],
        "Shares until": [one.ends_on for one in clients],
    }
    for metric in board.METRICS:
        columns[catalog.metric_label(metric)] = [_cell(one, metric, known.get(one.id, {})) for one in clients]
    return columns


def _cell(client: Client, metric: str, known: Trends) -> str:
    if not client.shares(metric):
        return HIDDEN if client.is_hidden(metric) else NOT_SHARED
    found = known.get(metric)
    if found is None:
        return NOTHING
    word = trend_word(found)
    return word if word in (STEADY, TOO_FEW) else f"{word}: {_way(found)}"
