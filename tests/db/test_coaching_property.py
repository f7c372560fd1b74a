"""For random consents and reads: what a coach obtains is exactly what the consent allows, by a model of its own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.gateway.port import Gateway, GatewayError
from tests.db.coaching import DAY, KINDS, make_coach, today
from tests.db.coaching_diary import ENTRY_KINDS, HIDDEN, KIND_OF, METRICS, iso
from tests.db.diary import draft, item, meal, night, save
from tests.support.people import Make, Someone

# What was logged: by day (counted from today) and kind, the figures of that day.
LOGGED: dict[int, dict[str, dict[str, float]]] = {
    -21: {"meal": {"energy": 500, "protein": 21}, "body": {"weight": 71}},
    -9: {"water": {"water": 300}, "gym": {"active_minutes": 40}},
    -5: {"mood": {"wellbeing": 4}, "sleep": {"sleep": 7}, "body": {"resting_heart_rate": 62}},
    -2: {"meal": {"energy": 700, "protein": 31}, "mood": {"wellbeing": 8}, "water": {"water": 900}},
    0: {"body": {"weight": 70, "resting_heart_rate": 58}, "gym": {"active_minutes": 20}},
}
SCORES = {-9: 55, -2: 65}
COMPLETE = (-21, -2)
GOALS = {"water": {-100: 1000, -6: 1500}, "wellbeing": {-3: 6}}
NOTE = "a note"
FIRST = -25


@dataclass(frozen=True)
class Consent:
    kinds: tuple[str, ...]
    since: int
    ends: int
    state: str
    is_coach: bool
    hide: bool

    def shares(self, kind: str) -> bool:
        return self.is_coach and self.state == "live" and self.ends >= 0 and kind in self.kinds

    def days(self, first: int, kinds: Collection[str] = KINDS) -> list[int]:
        """Those on which something of these kinds was logged that may be read."""
        logged = {day: [kind for kind in LOGGED[day] if kind in kinds and self.shares(kind)] for day in LOGGED}
        return [day for day in LOGGED if day >= max(self.since, first) and logged[day]]

    def metrics(self, asked: tuple[str, ...]) -> list[str]:
        hidden = set(HIDDEN) | {m for m in asked if KIND_OF[m] == "meal"} if self.hide else set()
        return [m for m in asked if self.shares(KIND_OF[m]) and m not in hidden]

    def read(self, asked: tuple[str, ...]) -> set[str]:
        """The kinds that a series of these is made of."""
        return {KIND_OF[metric] for metric in self.metrics(asked)}

    def series(self, asked: tuple[str, ...], days: list[int]) -> dict[str, list[float | None]]:
        found = {m: [LOGGED[day].get(KIND_OF[m], {}).get(m) for day in days] for m in self.metrics(asked)}
        return found if days else {}

    def goals(self, asked: tuple[str, ...]) -> set[tuple[str, float, str]]:
        found = set()
        for metric in set(self.metrics(asked)) & GOALS.keys():
            told = GOALS[metric]
            for start, low in told.items():
                over = any(start < later <= self.since for later in told)
                if not over:
                    found.add((metric, low, iso(max(start, self.since))))
        return found

    def scores(self, first: int) -> dict[int, int] | None:
        if not self.shares("score"):
            return None
        return {day: total for day, total in SCORES.items() if day >= max(self.since, first)}

    def complete(self, first: int, kinds: Collection[str] = KINDS) -> list[int]:
        counts = any(self.shares(kind) and kind in kinds for kind in ("meal", "water"))
        return [day for day in COMPLETE if counts and day >= max(self.since, first)]

    def entries(self, kind: str, first: int) -> list[str]:
        """Day and metric of each, which for all kinds but readings of the body is empty."""
        found = []
        for day, logged in LOGGED.items():
            if kind in logged and day >= max(self.since, first):
                names = logged[kind] if kind == "body" else ("",)
                found += [f"{iso(day)} {name}" for name in names if not (self.hide and name in HIDDEN)]
        return sorted(found)


CONSENTS = st.builds(
    Consent,
    kinds=st.sets(st.sampled_from(KINDS), min_size=1).map(lambda kinds: tuple(sorted(kinds))),
    since=st.integers(-30, 1),
    ends=st.sampled_from([-1, 0, 0, 1, 30]),
    state=st.sampled_from(["live"] * 6 + ["paused", "revoked"]),
    is_coach=st.sampled_from([True] * 8 + [False]),
    hide=st.booleans(),
)
Found = dict[str, Any]


@pytest.fixture
def pair(person: Make, admin: psycopg.Connection) -> Iterator[tuple[Someone, Someone]]:
    coach, client = make_coach(admin, person()), person()
    drafts = []
    for day, logged in LOGGED.items():
        at = {"at": f"{iso(day)}T12:00Z", "note": NOTE}
        for kind, figures in logged.items():
            if kind == "meal":
                drafts.append(meal(items=[item(kcal=figures["energy"], protein_g=figures["protein"])], **at))
            elif kind == "sleep":
                drafts.append(night(f"{iso(day)}T00:00Z", f"{iso(day)}T{figures['sleep']:02}:00Z", note=NOTE))
            elif kind == "body":
                drafts += [draft("body", metric=m, value=value, **at) for m, value in figures.items()]
            else:
                named = {"water": "ml", "active_minutes": "minutes", "wellbeing": "wellbeing"}
                row = {named[m]: value for m, value in figures.items()}
                drafts.append(draft(kind, **at, **row, **({"activity": "running"} if kind == "gym" else {})))
    for made in drafts:
        made["row"]["time_zone"] = "UTC"
    save(client.gateway, *drafts)
    for day in COMPLETE:
        client.gateway.insert("complete_days", {"local_date": iso(day)})
    for day, total in SCORES.items():
        client.gateway.insert("daily_scores", {"local_date": iso(day), "total": total, "coverage": 80, "parts": []})
    for metric, told in GOALS.items():
        for start, low in told.items():
            client.gateway.insert("goals", {"metric": metric, "low": low, "starts_on": iso(start)})
    admin.execute("insert into public.coached (user_id, client_id) values (%s, %s)", (coach.id, client.id))
    yield coach, client


def agree(admin: psycopg.Connection, coach: str, client: str, consent: Consent) -> None:
    with admin.transaction():
        admin.execute(
            "insert into public.consents (user_id, coach_id, kinds, since, ends_on, state, wording) "
            "values (%(client)s, %(coach)s, %(kinds)s, %(since)s, %(ends)s, %(state)s, 1) "
            "on conflict (user_id, coach_id) do update set kinds = excluded.kinds, since = excluded.since, "
            "ends_on = excluded.ends_on, state = excluded.state",
            {
                "client": client,
                "coach": coach,
                "kinds": list(consent.kinds),
                "since": today() + consent.since * DAY,
                "ends": today() + consent.ends * DAY,
                "state": consent.state,
            },
        )
        admin.execute("update public.profiles set is_coach = %s where user_id = %s", (consent.is_coach, coach))
        admin.execute("update public.profiles set hide_numbers = %s where user_id = %s", (consent.hide, client))


def answer(coach: Gateway, function: str, **asked: Any) -> Found | None:
    """What came back, or nothing where it was refused."""
    try:
        return dict(coach.rpc(function, {f"p_{name}": value for name, value in asked.items()}))
    except GatewayError as error:
        assert error.code == "WC001"
        return None


def check_series(
    found: Found, consent: Consent, asked: tuple[str, ...], first: int, kinds: Collection[str] | None = None
) -> None:
    of = consent.read(asked) if kinds is None else kinds
    days = consent.days(first, of)
    assert [first + day for day in found["days"]] == days
    assert found["series"] == consent.series(asked, days)
    assert found["complete"] == [day - first for day in consent.complete(first, of)]
    scores = consent.scores(first)
    assert found["scores"] == (None if scores is None else [[day - first, total] for day, total in scores.items()])


def check_entries(found: list[Found], consent: Consent, kind: str, first: int) -> None:
    assert sorted(f"{row['local_date']} {row.get('metric', '')}" for row in found) == consent.entries(kind, first)
    assert all(("note" in row) == consent.shares("notes") for row in found)
    assert all(("photos" in row) == (kind == "meal" and consent.shares("photos")) for row in found)
    assert all(("kcal" in row) == (not consent.hide) for row in found if kind == "meal")
    # The energy of a training tells the weight.
    assert not any("net_kcal" in row for row in found)


def looked(admin: psycopg.Connection, client: str) -> set[str]:
    return {kind for (kind,) in admin.execute("select kind from public.access_log where user_id = %s", (client,))}


@pytest.fixture
def forget(admin: psycopg.Connection) -> Iterator[Any]:
    """Moves the lines of the client elsewhere, so that each example starts with none."""

    def run(client: str) -> None:
        with admin.transaction():
            admin.execute("set local session_replication_role = replica")
            admin.execute("delete from public.access_log where user_id = %s", (client,))

    yield run


def test_what_a_coach_obtains_is_exactly_what_the_consent_allows(
    pair: tuple[Someone, Someone], admin: psycopg.Connection, forget: Any
) -> None:
    coach, client = pair

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(
        consent=CONSENTS,
        kind=st.sampled_from(ENTRY_KINDS),
        asked=st.sets(st.sampled_from(METRICS), min_size=1).map(lambda names: tuple(sorted(names))),
        first=st.integers(FIRST, 0),
    )
    def hold(consent: Consent, kind: str, asked: tuple[str, ...], first: int) -> None:
        agree(admin, coach.id, client.id, consent)
        span = {"from": iso(first), "to": iso(0)}
        reads_series = bool(consent.metrics(asked)) or consent.shares("score")
        kinds_of_series = {KIND_OF[m] for m in consent.metrics(asked)} | (
            {"score"} if consent.shares("score") else set()
        )
        kinds_of_entries = {kind} | {"notes"} & set(consent.kinds) | ({"photos"} if kind == "meal" else set())
        kinds_of_entries = kinds_of_entries & set(consent.kinds) if consent.shares(kind) else set()

        forget(client.id)
        found = answer(coach.gateway, "client_series", client=client.id, metrics=[*asked, "score", "goals"], **span)
        assert (found is not None) == reads_series
        if found:
            check_series(found, consent, asked, first)
            assert {(g["metric"], g["low"], g["starts_on"]) for g in found["goals"]} == consent.goals(asked)
        assert looked(admin, client.id) == kinds_of_series

        forget(client.id)
        found = answer(coach.gateway, "client_entries", client=client.id, kind=kind, **span)
        assert (found is not None) == consent.shares(kind)
        if found:
            check_entries(found["entries"], consent, kind, first)
        assert looked(admin, client.id) == kinds_of_entries

        forget(client.id)
        page = answer(
            coach.gateway, "client_page", client=client.id, today=iso(0),
            series={"metrics": [*asked, "score"], **span}, entries={"kind": kind, **span},
        )  # fmt: skip
        assert page is not None
        assert (page.get("daily") is not None) == reads_series
        assert (page.get("entries") is not None) == consent.shares(kind)
        if page.get("daily"):
            check_series(page["daily"], consent, asked, first)
        if page.get("entries"):
            check_entries(page["entries"]["entries"], consent, kind, first)
        assert looked(admin, client.id) == kinds_of_series | kinds_of_entries

        if not consent.is_coach:
            return
        forget(client.id)
        (line,) = coach.gateway.rpc("coach_board", {"p_metrics": list(asked), "p_from": iso(first), "p_today": iso(0)})
        is_open = any(map(consent.shares, KINDS))
        assert ("series" in line) == is_open
        shown = {k for k in consent.kinds if k not in ("photos", "notes")} if is_open else set()
        assert looked(admin, client.id) == shown
        if is_open:
            check_series(line, consent, asked, first, KINDS)
            assert {(g["metric"], g["low"], g["starts_on"]) for g in line["goals"]} == consent.goals(METRICS)
            days = consent.days(-1000)
            assert line["last_day"] == (iso(max(days)) if days else None)

    hold()
