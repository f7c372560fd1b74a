import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.gateway import ladder
from lib.gateway.ladder import Doorman, Ladder, network
from lib.gateway.port import AccountError, Caller, GatewayError

ANNA, BERT = "anna@example.org", "bert@example.org"
HOME, AWAY = Caller(address="203.0.113.7"), Caller(address="198.51.100.9")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def doorman(clock):
    return Doorman("a key of the house", clock)


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


# The steps ----------------------------------------------------------------------------------------------------


def test_five_wrong_tries_then_half_a_minute(doorman, clock):
    fail(doorman, ANNA, HOME)

    at_once = wait_of(doorman, ANNA, HOME)
    clock.now += 29.5
    nearly = wait_of(doorman, ANNA, HOME)
    clock.now += 0.5
    after = wait_of(doorman, ANNA, HOME)

    assert (at_once, nearly, after) == (30, 1, 0)


def test_pauses_double_up_to_a_quarter_of_an_hour(doorman, clock):
    fail(doorman, ANNA, HOME)

    pauses = []
    for _ in range(9):
        pauses.append(wait_of(doorman, ANNA, HOME))
        clock.now += pauses[-1]
        assert wait_of(doorman, ANNA, HOME) == 0

    assert pauses == [30, 60, 120, 240, 480, 900, 900, 900, 900]


def test_knocking_during_a_pause_does_not_make_it_longer(doorman, clock):
    fail(doorman, ANNA, HOME)

    waits = {wait_of(doorman, ANNA, HOME) for _ in range(100)}
    clock.now += 30

    assert waits == {30}
    assert wait_of(doorman, ANNA, HOME) == 0


def test_right_password_clears_what_was_counted(doorman, clock):
    fail(doorman, ANNA, HOME, 4)
    assert wait_of(doorman, ANNA, HOME) == 0

    doorman.passed(ANNA, HOME)

    fail(doorman, ANNA, HOME, 5)


def test_wrong_tries_are_forgotten_after_a_day(doorman, clock):
    fail(doorman, ANNA, HOME)

    clock.now += 24 * 3600 + 1

    fail(doorman, ANNA, HOME)


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (0, "There were too many tries from here. Please wait 30 seconds and try again."),
        (29.5, "There were too many tries from here. Please wait a second and try again."),
    ],
)
def test_wait_is_said_in_words(doorman, clock, gone, said):
    fail(doorman, ANNA, HOME)
    clock.now += gone

    with pytest.raises(AccountError) as caught:
        doorman.admit(ANNA, HOME)

    assert caught.value.sentence == said


def test_long_wait_is_said_in_minutes(doorman, clock):
    fail(doorman, ANNA, HOME)
    for pause in (30, 60, 120, 240, 480):
        clock.now += pause
        assert wait_of(doorman, ANNA, HOME) == 0

    with pytest.raises(AccountError, match="wait 15 minutes"):
        doorman.admit(ANNA, HOME)


# Who is held up -----------------------------------------------------------------------------------------------


def test_stranger_elsewhere_never_holds_the_owner_up(doorman, clock):
    for _ in range(200):
        wait_of(doorman, ANNA, AWAY)
        clock.now += 60

    assert wait_of(doorman, ANNA, HOME) == 0


def test_strangers_everywhere_never_hold_the_owner_up(doorman):
    for third in range(200):
        for _ in range(10):
            wait_of(doorman, ANNA, Caller(address=f"198.51.{third}.9"))

    assert wait_of(doorman, ANNA, HOME) == 0


def test_guesses_at_one_account_do_not_hold_up_another(doorman):
    fail(doorman, ANNA, HOME)

    assert wait_of(doorman, BERT, HOME) == 0


# Networks -----------------------------------------------------------------------------------------------------


def test_network_has_twenty_five_tries_over_all_accounts(doorman):
    waits = [wait_of(doorman, f"{number}@example.org", HOME) for number in range(30)]

    assert waits == [0] * 25 + [30] * 5
    assert wait_of(doorman, ANNA, AWAY) == 0


def test_neighbours_who_sign_in_do_not_use_the_network_up(doorman):
    for number in range(200):
        email = f"{number}@example.org"
        assert wait_of(doorman, email, HOME) == 0
        doorman.passed(email, HOME)

    assert wait_of(doorman, ANNA, HOME) == 0


def test_own_account_does_not_buy_an_attacker_more_guesses(doorman):
    fail(doorman, ANNA, AWAY)

    doorman.passed("eve@example.org", AWAY)

    assert wait_of(doorman, ANNA, AWAY) == 30


def test_machine_itself_has_no_limit_as_a_network(doorman):
    here = Caller(address="127.0.0.1")

    waits = [wait_of(doorman, f"{number}@example.org", here) for number in range(100)]

    assert set(waits) == {0}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:22ff::1", "2001:db8:1:2200::/56"),
        ("2001:DB8:1:2200:aaaa::1%eth0", "2001:db8:1:2200::/56"),
        ("10.1.2.3", "10.1.2.0/24"),
        ("127.0.0.1", ""),
        ("::ffff:127.0.0.1", ""),
        ("::1", ""),
        ("0.0.0.0", ""),
        ("fe80::1%eth0", ""),
        ("169.254.1.1", ""),
        ("", ""),
        ("203.0.113.7:80", ""),
        ("203.0.113.7, 198.51.100.9", ""),
        ("0x7f.1", ""),
        ("unix:", ""),
        ("'; drop", ""),
    ],
)
def test_address_belongs_to_its_network(address, place):
    assert network(address) == place


@given(st.text(max_size=60) | st.ip_addresses().map(str))
def test_no_address_upsets_the_doorman(address):
    doorman = Doorman("a key of the house", Clock())

    fail(doorman, ANNA, Caller(address=address))

    assert wait_of(doorman, ANNA, Caller(address=address)) == 30


def test_changing_the_address_within_a_network_gains_nothing(doorman):
    waits = [wait_of(doorman, ANNA, Caller(address=f"2001:db8:1:22{last:02x}::{last}")) for last in range(10)]

    assert waits == [0] * 5 + [30] * 5


@pytest.mark.parametrize("address", ["10.1.2.3", "172.20.0.9", "192.168.1.4", "100.64.3.2", "fd00:1:2:3::4"])
def test_local_network_has_no_limit_of_its_own(doorman, address):
    proxy = Caller(address=address)

    waits = [wait_of(doorman, f"{number}@example.org", proxy) for number in range(100)]

    assert set(waits) == {0}
    fail(doorman, ANNA, proxy)
    assert wait_of(doorman, ANNA, proxy) == 30


# New accounts -------------------------------------------------------------------------------------------------


def newcomer_wait(doorman, address) -> int:
    try:
        doorman.admit_newcomer(Caller(address=address))
    except AccountError as error:
        return error.wait_seconds
    return 0


@pytest.mark.parametrize("addresses", ["203.0.113.{}", "2001:db8:1:22{:02x}::7"])
def test_twenty_first_account_from_one_network_waits(doorman, clock, addresses):
    waits = [newcomer_wait(doorman, addresses.format(number)) for number in range(22)]
    clock.now += 30
    later = [newcomer_wait(doorman, addresses.format(number)) for number in range(2)]

    assert waits == [0] * 20 + [30, 30]
    assert later == [0, 60]


def test_new_accounts_elsewhere_go_on(doorman):
    for _ in range(30):
        newcomer_wait(doorman, HOME.address)

    assert newcomer_wait(doorman, AWAY.address) == 0


def test_network_without_new_accounts_left_still_signs_in(doorman):
    for _ in range(30):
        newcomer_wait(doorman, HOME.address)

    assert wait_of(doorman, ANNA, HOME) == 0


def test_signing_in_gives_no_new_account_back(doorman):
    for _ in range(20):
        newcomer_wait(doorman, HOME.address)
        doorman.passed(ANNA, HOME)

    assert newcomer_wait(doorman, HOME.address) == 30


@pytest.mark.parametrize("address", ["10.1.2.3", "172.20.0.9", "192.168.1.4", "100.64.3.2", "fd00::1", "::1", ""])
def test_new_accounts_behind_a_local_address_are_not_counted(doorman, address):
    waits = [newcomer_wait(doorman, address) for _ in range(100)]

    assert set(waits) == {0}


@pytest.mark.parametrize("address", ["172.15.0.1", "172.32.0.1", "192.167.0.1", "100.128.0.1", "11.0.0.1", "2001::1"])
def test_address_next_to_a_local_network_is_none(doorman, address):
    waits = [newcomer_wait(doorman, address) for _ in range(21)]

    assert waits == [0] * 20 + [30]


# Under pressure -----------------------------------------------------------------------------------------------


def test_fifty_guesses_at_once_get_five_comparisons(doorman):
    compared = []
    together = threading.Barrier(50)

    def guess(number):
        together.wait()
        if wait_of(doorman, ANNA, HOME) == 0:
            compared.append(number)

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(guess, range(50)))

    assert len(compared) == 5


def test_memory_is_bounded(clock, monkeypatch):
    monkeypatch.setattr(ladder, "MOST_KEYS", 100)
    steps = Ladder(clock)

    for number in range(1000):
        steps.knock({f"account {number}": 5, f"place {number}": 25})

    assert len(steps._steps) == 100


def test_flood_of_refused_tries_does_not_wash_away_what_is_counted(clock, monkeypatch):
    monkeypatch.setattr(ladder, "MOST_KEYS", 100)
    doorman = Doorman("a key of the house", clock)
    fail(doorman, ANNA, HOME)

    for number in range(1000):
        wait_of(doorman, f"{number}@example.org", AWAY)

    assert wait_of(doorman, ANNA, HOME) == 30


# A database that is away --------------------------------------------------------------------------------------


def test_tries_that_nobody_answered_do_not_count(doorman):
    for _ in range(50):
        with pytest.raises(GatewayError), doorman.trying(ANNA, HOME):
            raise GatewayError("08006", "away")

    fail(doorman, ANNA, HOME)
    assert wait_of(doorman, ANNA, HOME) == 30


def test_unanswered_try_gives_back_one_and_no_more(doorman):
    fail(doorman, ANNA, HOME, 4)
    with pytest.raises(GatewayError), doorman.trying(ANNA, HOME):
        raise GatewayError("08006", "away")

    waits = [wait_of(doorman, ANNA, HOME) for _ in range(2)]

    assert waits == [0, 30]


def test_wrong_password_counts_as_a_try(doorman):
    for _ in range(5):
        with pytest.raises(AccountError, match="wrong"), doorman.trying(ANNA, HOME):
            raise AccountError("wrong")

    assert wait_of(doorman, ANNA, HOME) == 30
