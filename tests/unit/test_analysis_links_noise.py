"""People in whose diaries nothing goes with anything see hardly ever a link; people with links see them.

Seeds are fixed. `python -m bench links` prints the shares for more cells.
"""

from functools import cache

import pytest

from lib.analysis.links import find
from tests.support import made_up_people
from tests.support.made_up_people import LINKS

# Where the true share is .06, as in the worst cells, more than 10 % of 160 would be seen about once in fifty draws.
PEOPLE = 160
PLANTED = 25


@pytest.mark.parametrize("weekends", [False, True], ids=["even weeks", "weekends"])
@pytest.mark.parametrize("carry", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("paired", [45, 60, 90, 120, 180])
def test_at_most_one_in_ten_sees_a_link_where_there_is_none(paired: int, carry: float, weekends: bool) -> None:
    seed = 1000 * paired + int(10 * carry) + weekends

    findings = [find(person) for person in made_up_people.people(paired, carry, weekends, PEOPLE, seed)]

    tested = sum(len(found.links) + len(found.refused) for found in findings) / PEOPLE
    assert tested >= 25
    assert sum(bool(found.links) for found in findings) <= PEOPLE / 10


def test_slow_waves_under_the_days_own_ups_and_downs_fool_nobody_more() -> None:
    findings = [find(person) for person in made_up_people.people(120, 0.95, True, PEOPLE, 7)]

    assert sum(bool(found.links) for found in findings) <= PEOPLE / 10


@cache
def shown(paired: int) -> list[set[tuple[str, str]]]:
    people = (made_up_people.person_like_the_demo(paired, seed) for seed in range(PLANTED))
    return [{(link.cause, link.effect) for link in find(person).links} for person in people]


# What is about as weak as the weakest link that is shown, is found about every second time; no more is claimed.
AT_LEAST = {
    ("alcohol", "resting_heart_rate"): 0.95, ("alcohol", "hrv_rmssd"): 0.95, ("alcohol", "sleep_quality"): 0.9,
    ("caffeine after 15:00", "sleep"): 0.55, ("sleep", "wellbeing"): 0.55, ("active_minutes", "wellbeing"): 0.35,
    ("sleep_quality", "mood_energy"): 0.35,
}  # fmt: skip


@pytest.mark.parametrize("paired", [90, 180])
@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link.cause}-{link.effect}")
def test_links_of_the_demo_diarys_size_are_found(link: made_up_people.Pair, paired: int) -> None:
    found = sum((link.cause, link.effect) in person for person in shown(paired)) / PLANTED

    assert found >= AT_LEAST[link.cause, link.effect]


@pytest.mark.parametrize("paired", [90, 180])
def test_of_what_such_people_see_hardly_anything_is_not_there(paired: int) -> None:
    # Later moods follow from a shortened or a bad night, too.
    there = {(link.cause, link.effect) for link in LINKS} | {
        ("alcohol", "mood_energy"), ("caffeine after 15:00", "wellbeing"),
    }  # fmt: skip

    seen = [link for person in shown(paired) for link in person]

    assert sum(link not in there for link in seen) <= 0.1 * len(seen)


@pytest.mark.parametrize("paired, rho, carry, least", [(90, 0.5, 0.0, 0.7), (120, 0.5, 0.4, 0.8), (180, 0.6, 0.8, 0.5)])
def test_a_clear_link_is_found_among_everything_else(paired: int, rho: float, carry: float, least: float) -> None:
    people = (made_up_people.person_with_a_link(paired, rho, carry, seed) for seed in range(20))

    found = sum(("sleep", "wellbeing") in {(link.cause, link.effect) for link in find(p).links} for p in people)

    assert found >= 20 * least
