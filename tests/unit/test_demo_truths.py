"""What truths.json says is built in is what diary.sql builds in."""

import re

import pytest

from lib.diary import catalog
from tests.support.demo import DEMO, TRUTHS

CONSTANTS = dict(
    re.findall(
        r"^    (\w+) constant \w+ := '?([^';]+)'?;", (DEMO / "diary.sql").read_text(encoding="utf-8"), re.MULTILINE
    )
)
LINKS = {link["name"]: link for link in TRUTHS["links"]}
CLAIMS = [*TRUTHS["links"], *TRUTHS["echoes"], *TRUTHS["non_links"]]


def test_every_effect_in_the_diary_is_told_with_its_size() -> None:
    effects = {name: float(value) for name, value in CONSTANTS.items() if "_on_" in name}

    assert {name: link["size"] for name, link in LINKS.items()} == effects


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim['cause']}-{claim['effect']}")
def test_causes_and_effects_are_things_that_can_be_logged(claim: dict) -> None:
    names = {name for name in (claim["cause"], claim["effect"]) if not name.startswith("tag:")}

    assert names <= set(catalog.metrics())
    assert claim["lag"] in (0, 1)


def test_an_echo_is_made_of_links() -> None:
    assert all(set(echo["through"]) <= set(LINKS) for echo in TRUTHS["echoes"])


@pytest.mark.parametrize("event", ["illness", "watch", "gap"])
def test_events_come_when_the_diary_says(event: str) -> None:
    (told,) = [e for e in TRUTHS["events"] if e["name"] == event]

    assert CONSTANTS[f"{event}_first"] == told["first"]
    assert int(CONSTANTS[f"{event}_every"]) == told["every_days"]
    assert int(CONSTANTS.get(f"{event}_days", 0)) == told.get("length_days", 0)
    assert float(CONSTANTS.get(f"{event}_shift", 0)) == told.get("size", 0)


def test_holiday_wave_and_length_are_those_of_the_diary() -> None:
    events = {event["name"]: event for event in TRUTHS["events"]}

    assert int(CONSTANTS["holiday_days"]) == events["holiday"]["length_days"]
    assert CONSTANTS["away_zone"] == events["holiday"]["zone"]
    assert CONSTANTS["wave_middle"] == events["wave"]["middle"]
    assert int(CONSTANTS["wave_days"]) == events["wave"]["every_days"]
    assert int(CONSTANTS["days_kept"]) == TRUTHS["days"]


def test_everything_is_told_in_a_sentence() -> None:
    told = [*CLAIMS, *TRUTHS["events"]]

    assert all(re.fullmatch(r"[A-Z].+\.", thing["sentence"]) for thing in told)
