"""Taps that overlap: what was done is done once, and what came of it is kept whoever draws the page."""

import threading
from typing import Any

import pytest
import streamlit as st

from components import acts
from components.acts import Act, Desk, Offer, Outcome
from lib.gateway.port import Backend, GatewayError, Person

NOBODY = Backend(Person("", ""), None, None)  # type: ignore[arg-type]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    return acts.desk()


def undo(_: Backend) -> Outcome:
    return Outcome()


def test_two_runs_of_a_page_do_a_slow_act_once(desk: Desk) -> None:
    begun, go_on, done = threading.Event(), threading.Event(), []

    def slowly(_: Backend) -> Outcome:
        begun.set()
        go_on.wait(5)
        done.append("once")
        return Outcome(undo=undo)

    acts.later("delete", slowly, "Deleted.")
    first = threading.Thread(target=acts.perform, args=(NOBODY,))
    first.start()
    begun.wait(5)
    second = threading.Thread(target=acts.perform, args=(NOBODY,))
    second.start()
    go_on.set()
    first.join(5)
    second.join(5)

    assert done == ["once"]
    assert (len(desk.changed), desk.waiting, desk.undo and desk.undo.do) == (1, [], undo)


def test_a_save_that_finds_everything_written_leaves_the_way_back(desk: Desk) -> None:
    desk.undo = Offer("Lunch: logged.", undo)
    again = Outcome(saved=[{"kind": "meal", "row": {"id": "1"}, "new": False, "before": None}])

    acts.later("save", lambda _: again, "Lunch: logged.")
    acts.perform(NOBODY)

    assert desk.undo and desk.undo.do is undo


def test_something_new_without_a_way_back_takes_the_old_one_away(desk: Desk) -> None:
    desk.undo = Offer("Lunch: logged.", undo)

    acts.later("save", lambda _: Outcome(complete=True), "Done.")
    acts.perform(NOBODY)

    assert desk.undo is None


def test_a_form_saved_again_while_it_waits_is_saved_as_it_is_now(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "TWICE_SECONDS", 0)
    done = []

    for amount in (1, 2):
        acts.later("form", lambda _, amount=amount: done.append(amount) or Outcome(), "Saved.", clears="form_")
    acts.perform(NOBODY)

    assert done == [2]


def test_a_mistake_of_ours_is_not_made_again_on_every_page(desk: Desk) -> None:
    def fail(_: Backend) -> Outcome:
        raise KeyError("a bug")

    acts.later("broken", fail, "Done.")
    with pytest.raises(KeyError):
        acts.perform(NOBODY)

    assert desk.waiting == []


def test_what_the_database_was_away_for_waits(desk: Desk) -> None:
    def away(_: Backend) -> Outcome:
        raise GatewayError("08006", "away")

    acts.later("save", away, "Saved.")
    acts.perform(NOBODY)

    assert [act.name for act in desk.waiting] == ["save"]
    assert desk.refused is not None and isinstance(desk.waiting[0], Act)


def test_an_offer_that_is_over_holds_nothing_any_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.undo = Offer("Deleted.", undo, at=-1e9)
    monkeypatch.setattr(st, "bottom", None)

    acts.show()

    assert desk.undo is None
