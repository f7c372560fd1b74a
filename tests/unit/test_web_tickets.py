import threading

import pytest

from lib.web import tickets
from lib.web.tickets import Tickets


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(tickets.time, "monotonic", lambda: now[0])
    return now


def test_ticket_gives_what_it_was_made_for():
    box = Tickets()
    name = box.keep("the secret", "mine", "seen before", 30)

    ticket = box.take("keep", name, "mine")

    assert ticket is not None
    assert (ticket.secret, ticket.known, ticket.days) == ("the secret", "seen before", 30)


def test_ticket_works_once():
    box = Tickets()
    name = box.keep("s", "mine", "", 30)

    first, second = box.take("keep", name, "mine"), box.take("keep", name, "mine")

    assert first is not None
    assert second is None


def test_ticket_ends_after_half_a_minute(clock):
    box = Tickets()
    name = box.end("mine")

    clock[0] += 30.0

    assert box.take("end", name, "mine") is None


def test_another_browser_gets_nothing_and_spoils_nothing():
    box = Tickets()
    name = box.keep("s", "mine", "", 30)

    stolen = box.take("keep", name, "another")

    assert stolen is None
    assert box.take("keep", name, "mine") is not None


def test_a_browser_without_a_cookie_gets_nothing():
    box = Tickets()
    name = box.keep("s", "", "", 30)

    assert box.take("keep", name, "") is None


def test_a_ticket_to_sign_out_cannot_sign_in():
    box = Tickets()
    name = box.end("mine")

    assert box.take("keep", name, "mine") is None


def test_memory_stays_bounded_and_the_newest_survive(monkeypatch):
    monkeypatch.setattr(tickets, "MOST_AT_ONCE", 5)
    box = Tickets()

    names = [box.end("mine") for _ in range(20)]

    taken = [box.take("end", name, "mine") is not None for name in names]
    assert taken == [False] * 15 + [True] * 5


def test_secrets_do_not_appear_when_a_ticket_is_printed():
    box = Tickets()
    name = box.keep("the secret", "mine", "the mark", 30)

    printed = repr(box.take("keep", name, "mine"))

    assert "the secret" not in printed
    assert "the mark" not in printed


def test_of_many_at_once_exactly_one_takes_the_ticket():
    box = Tickets()
    name = box.keep("s", "mine", "", 30)
    taken = []
    barrier = threading.Barrier(20)

    def take():
        barrier.wait()
        taken.append(box.take("keep", name, "mine"))

    threads = [threading.Thread(target=take) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([ticket for ticket in taken if ticket]) == 1
