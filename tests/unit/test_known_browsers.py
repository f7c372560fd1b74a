"""A browser in which somebody has signed in before carries a mark and is slowed down by nobody but itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.gateway.ladder import Doorman
from lib.gateway.port import AccountError, Caller

ANNA = "anna@example.org"
HOME, AWAY = Caller(address="203.0.113.7"), Caller(address="198.51.100.9")


def stopped_clock() -> float:
    return 1000.0


@pytest.fixture
def doorman():
    return Doorman("a key of the house", stopped_clock)


def wait_of(doorman, email, caller) -> int:
    """0 when the try was let through."""
    try:
        doorman.admit(email, caller)
    except AccountError as error:
        return error.wait_seconds
    return 0


def fail(doorman, email, caller, times=5):
    waits = [wait_of(doorman, email, caller) for _ in range(times)]
    assert waits == [0] * times


def test_known_browser_goes_through_from_the_attackers_own_network(doorman):
    known = doorman.passed(ANNA, HOME)
    for name in range(100):
        wait_of(doorman, f"{name}@example.org", HOME)
        wait_of(doorman, ANNA, HOME)
    assert wait_of(doorman, ANNA, HOME) > 0

    assert wait_of(doorman, ANNA, Caller(address=HOME.address, known_browser=known)) == 0


def test_known_browser_has_five_tries_of_its_own(doorman):
    mine = Caller(address=HOME.address, known_browser=doorman.passed(ANNA, HOME))

    fail(doorman, ANNA, mine)

    assert wait_of(doorman, ANNA, mine) == 30
    assert wait_of(doorman, ANNA, HOME) == 0


def test_browser_known_for_one_account_is_a_stranger_to_another(doorman):
    eve = Caller(address=AWAY.address, known_browser=doorman.passed("eve@example.org", AWAY))
    fail(doorman, ANNA, AWAY)

    assert wait_of(doorman, ANNA, eve) == 30


def test_browser_remembers_four_accounts(doorman):
    people = [f"person{number}@example.org" for number in range(5)]
    caller = HOME
    for email in people:
        caller = Caller(address=HOME.address, known_browser=doorman.passed(email, caller))
    for email in people:
        fail(doorman, email, HOME, 5)

    waits = [wait_of(doorman, email, caller) for email in people]

    assert [wait > 0 for wait in waits] == [True, False, False, False, False]
    assert len(caller.known_browser) < 200


def test_marks_collected_with_an_old_password_give_fifteen_tries_together(doorman):
    marks = [doorman.passed(ANNA, AWAY) for _ in range(20)]

    waits = [wait_of(doorman, ANNA, Caller(f"198.51.{number}.1", mark)) for number, mark in enumerate(marks * 5)]

    assert waits.count(0) == 15


def test_owner_gets_in_from_an_unknown_browser_when_collected_marks_are_used_up(doorman):
    for mark in [doorman.passed(ANNA, AWAY) for _ in range(20)]:
        wait_of(doorman, ANNA, Caller(AWAY.address, mark))

    assert wait_of(doorman, ANNA, HOME) == 0


def test_marks_of_one_account_do_not_use_up_those_of_another(doorman):
    berts = Caller(HOME.address, doorman.passed("bert@example.org", HOME))
    for mark in [doorman.passed(ANNA, AWAY) for _ in range(20)]:
        wait_of(doorman, ANNA, Caller(AWAY.address, mark))

    assert wait_of(doorman, "bert@example.org", berts) == 0


def test_signing_in_again_and_again_uses_nothing_up(doorman):
    known = doorman.passed(ANNA, HOME)

    for _ in range(100):
        assert wait_of(doorman, ANNA, Caller(HOME.address, known)) == 0
        known = doorman.passed(ANNA, Caller(HOME.address, known))


@pytest.mark.parametrize("change", ["another key", "cut", "turned round", "nothing", "noise", "long"])
def test_mark_that_was_not_given_out_counts_for_nothing(doorman, change):
    real = doorman.passed(ANNA, AWAY)
    nonce, mark = real.split("~")
    forged = {
        "another key": Doorman("a key of another house", stopped_clock).passed(ANNA, AWAY),
        "cut": real[:-1],
        "turned round": f"{nonce}~{mark[::-1]}",
        "nothing": "",
        "noise": "~~~~" * 50,
        "long": real.replace("~", "~x" * 500 + "~"),
    }[change]
    fail(doorman, ANNA, HOME)

    assert wait_of(doorman, ANNA, Caller(address=HOME.address, known_browser=forged)) == 30


@given(st.text(max_size=300))
def test_no_cookie_upsets_the_doorman(cookie):
    doorman = Doorman("a key of the house", stopped_clock)

    known = doorman.passed(ANNA, Caller(address="203.0.113.7", known_browser=cookie))

    fail(doorman, ANNA, HOME)
    assert wait_of(doorman, ANNA, Caller(address="203.0.113.7", known_browser=known)) == 0
