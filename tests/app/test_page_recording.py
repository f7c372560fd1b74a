"""Your heartbeats: a recording looked at, kept, taken back and refused; and what stays while all is away."""

import datetime

import pytest

from lib import messages
from lib.gateway.port import UNREACHABLE
from tests.support.pages import Browser, go, shown, today, troubles

DAY = datetime.timedelta(days=1)
AWAY = messages.SENTENCES[UNREACHABLE]
# Two minutes at 75 beats, of which no two neighbours differ by more than 20 ms.
BEATS = ", ".join(["790, 810"] * 75)


pytestmark = pytest.mark.usefixtures("quick_fingers")


@pytest.fixture
def anna(browser):
    browser.sign_up()
    return browser.house.store.accounts.restore(browser.secret).backend


@pytest.fixture
def page(anna, browser: Browser):
    return browser.open("recording")


def field(tab, name):
    return next(one for one in elements_of(tab) if one.key and one.key.endswith(f"_{name}"))


def elements_of(tab):
    return [*tab.text_area, *tab.text_input, *tab.date_input, *tab.time_input, *tab.button]


def has(tab, name):
    return any(one.key and one.key.endswith(f"_{name}") for one in elements_of(tab))


def put_in(tab, beats=BEATS, device="Polar H10", day=None):
    field(tab, "text").set_value(beats).run()
    if device:
        field(tab, "device").set_value(device)
    if day:
        field(tab, "day").set_value(day)
    return tab.run()


def kept(anna):
    return {row["metric"]: float(row["value"]) for row in anna.gateway.select("measurements")}


def test_somebody_new_is_told_what_it_takes(page) -> None:
    said = shown(page)

    assert not page.exception
    assert "At least a minute, sitting still." in said
    assert "Kept so far" not in said
    assert not has(page, "keep")


def test_recording_is_looked_at_kept_and_taken_back(page, anna) -> None:
    put_in(page)
    figures = {metric.label: metric.value for metric in page.metric}
    field(page, "keep").click().run()
    there, said = kept(anna), shown(page)
    page.button("undo").click().run()

    assert figures == {"HRV (RMSSD)": "20 ms", "HRV (SDNN)": "10 ms", "Heart rate": "75 bpm", "pNN50": "0 %"}
    assert there == {"hrv_rmssd": 20, "hrv_sdnn": 10.03, "heart_rate": 75}
    assert "Kept so far" in said and "HRV (RMSSD) 20 ms" in said and "Polar H10" in said
    assert not page.exception
    assert kept(anna) == {}
    assert "Kept so far" not in shown(page)


def test_form_is_empty_afterwards_and_knows_the_sensor(page) -> None:
    put_in(page, device=" Polar  H10 ")
    field(page, "keep").click().run()

    assert field(page, "text").value == ""
    put_in(page, device="")
    assert field(page, "device").value == "Polar H10"


def test_same_recording_a_second_time_changes_nothing(page, anna) -> None:
    for _ in range(2):
        put_in(page, day=today() - DAY)
        field(page, "at").set_value(datetime.time(7)).run()
        field(page, "keep").click().run()

    assert kept(anna) == {"hrv_rmssd": 20, "hrv_sdnn": 10.03, "heart_rate": 75}
    assert "This recording was kept before; nothing has changed." in [toast.value for toast in page.toast]


@pytest.mark.parametrize(
    ("beats", "says"),
    [
        ("hello", "There are no times between heartbeats in this."),
        ("800, 800, 800", "This recording holds about 2 seconds of heartbeats"),
        ("![x](https://evil.example/x.png) <b>`y`</b>", "There are no times between heartbeats in this."),
        (", ".join(["400, 1600"] * 60), "out of step"),
    ],
)
def test_what_is_no_recording_is_refused_with_a_sentence(page, anna, beats, says) -> None:
    field(page, "text").set_value(beats).run()

    assert any(says in trouble for trouble in troubles(page))
    assert not has(page, "keep")
    assert not page.exception


def test_sensor_needs_a_name_and_a_recording_an_end(page, anna) -> None:
    put_in(page, device="")
    field(page, "keep").click().run()
    nameless = troubles(page)
    put_in(page, device="Strap\u200b")
    field(page, "keep").click().run()
    odd = troubles(page)
    put_in(page, day=today())
    field(page, "at").set_value(datetime.time(23, 59)).run()
    field(page, "keep").click().run()

    assert any("Say which sensor it was" in trouble for trouble in nameless)
    assert any("and no unusual ones" in trouble for trouble in odd)
    assert any("would end in the future" in trouble for trouble in troubles(page))
    assert kept(anna) == {}


def test_beats_that_are_all_alike_give_no_hrv_and_that_is_said(page, anna) -> None:
    put_in(page, beats=", ".join(["800"] * 100))
    said = shown(page)
    field(page, "keep").click().run()

    assert "They give no HRV; only the heart rate is kept." in said
    assert kept(anna) == {"heart_rate": 75}


def test_file_says_when_it_began(page) -> None:
    put_in(page, beats="\n".join(f"2026-03-02T07:{n // 60:02}:{n % 60:02},{790 + n % 2 * 20}" for n in range(100)))

    assert field(page, "day").value == datetime.date(2026, 3, 2)
    assert field(page, "at").value == datetime.time(7)


def test_undo_takes_back_what_was_new_and_no_more(page, anna) -> None:
    for beats in (["790, 810"] * 400, ["790, 810"] * 900):
        put_in(page, beats=", ".join(beats), day=today() - DAY)
        field(page, "at").set_value(datetime.time(7)).run()
        field(page, "keep").click().run()
    together = len(anna.gateway.select("body_samples"))
    page.button("undo").click().run()

    # Of the longer recording the first ten minutes were known.
    assert together > len(anna.gateway.select("body_samples")) == 6
    assert kept(anna)["heart_rate"] == 75


def test_entries_can_be_deleted_and_brought_back_where_they_stand(page, anna) -> None:
    put_in(page)
    field(page, "keep").click().run()
    (row,) = anna.gateway.select("measurements", eq={"metric": "heart_rate"})

    page.button(f"more_{row['id']}").click().run()
    page.button(f"delete_{row['id']}").click().run()
    left = kept(anna)
    page.button("undo").click().run()

    assert "heart_rate" not in left
    assert kept(anna)["heart_rate"] == 75


def test_score_leads_here_and_says_what_is_missing(browser: Browser, anna) -> None:
    tab = browser.open("score")

    assert "Body state: no HRV is logged on this day." in shown(tab)

    put_in(go(tab, "recording"))
    field(tab, "keep").click().run()
    go(tab, "score")

    assert "Body state: not known yet. HRV (RMSSD) 20 ms; 14 more days with HRV are needed" in shown(tab)


def test_nothing_is_lost_while_the_database_is_away(page, anna, away) -> None:
    put_in(page)

    with away():
        field(page, "keep").click().run()
        said = troubles(page)
        there = field(page, "text").value
    page.run()

    assert AWAY in said
    assert there == BEATS
    assert not page.exception
    assert kept(anna)["hrv_rmssd"] == 20
