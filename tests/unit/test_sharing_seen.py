"""What a coach would see of somebody, by kind: what is shared in figures, and what is not in words."""

import datetime

import pytest

from lib.coach import board, kinds, sharing_seen
from lib.coach.sharing_seen import NOT_SHARED, Seen
from lib.units import Units

TODAY = datetime.date(2026, 5, 20)
LAST = board.DAYS - 1
METRIC = Units()


def seen(
    chosen: list[str],
    series: dict[str, dict[int, float]],
    *,
    scores: list[tuple[int, float]] | None = None,
    hide: bool = False,
) -> Seen:
    """`series` by days ago."""
    places = sorted({LAST - ago for figures in series.values() for ago in figures})
    row = {
        "client": "me", "name": "Anna", "state": "live", "ends_on": "2026-06-20", "label": "", "kinds": chosen,
        "since": "1900-01-01", "hide_numbers": hide, "status": "active", "status_until": None, "quiet_since": None,
        "quiet_until": None, "check_in_weekday": 1, "check_in": None, "unread": 0, "agreements": [], "goals": [],
        "complete": [], "days": places, "last_day": None, "scores": scores, "agreed_on": "2026-05-20",
        "series": {
            metric: [figures.get(LAST - place) for place in places] for metric, figures in series.items()
        },
    }  # fmt: skip
    return sharing_seen.read(row, TODAY, METRIC)


def lines(found: Seen, kind: str) -> list[str]:
    return sharing_seen.lines(found, kind, TODAY, METRIC)


def test_kind_that_is_not_ticked_is_said_not_to_be_shared() -> None:
    found = seen(["sleep"], {"sleep": {1: 7.5}})

    assert [lines(found, kind) for kind in kinds.SHARED if kind != "sleep"] == [[NOT_SHARED]] * 8


def test_days_are_counted_for_each_kind_by_itself() -> None:
    found = seen(["sleep", "water"], {"sleep": {ago: 7.5 for ago in range(1, 40)}, "water": {5: 300.0}})

    assert lines(found, "sleep")[0] == "Logged on 29 of the last 30 days, last on 19 May."
    assert lines(found, "water")[0] == "Logged on 1 of the last 30 days, last on 15 May."


def test_figures_that_the_board_does_not_watch_count_as_logged() -> None:
    found = seen(["body"], {"steps": {0: 9000.0, 1: 8000.0}, "weight": {1: 70.0}})

    assert lines(found, "body")[0] == "Logged on 2 of the last 30 days, last on 20 May."
    assert not any(line.startswith("Steps") for line in lines(found, "body"))


def test_trend_is_told_in_a_sentence() -> None:
    found = seen(["mood"], {"wellbeing": {ago: 8.0 - 0.15 * (27 - ago) + ago % 2 * 0.1 for ago in range(28)}})

    assert lines(found, "mood")[1].startswith("Well-being: falling by ")


def test_too_few_days_say_how_many_are_needed() -> None:
    found = seen(["mood"], {"wellbeing": {1: 7.0}})

    assert lines(found, "mood")[1].startswith("Well-being: not enough days yet: 1 of the ")


def test_hidden_figures_are_not_told() -> None:
    found = seen(["body"], {"resting_heart_rate": {1: 60.0}}, hide=True)

    assert not any("Weight" in line for line in lines(found, "body"))


def test_every_figure_of_meals_is_said_to_be_hidden_where_numbers_are() -> None:
    told = lines(seen(["meal", "gym"], {}, hide=True), "meal")

    assert told == ["The foods you ate, and when. Every figure of your meals is hidden."]


def test_weight_is_said_to_be_hidden_where_numbers_are() -> None:
    assert lines(seen(["body"], {}, hide=True), "body")[-1] == "Your weight and your waist are hidden."
    assert "hidden" not in " ".join(lines(seen(["body"], {}), "body"))


@pytest.mark.parametrize("hide", [True, False])
def test_no_word_is_said_of_the_energy_used_in_training(hide: bool) -> None:
    found = seen(["gym"], {"active_minutes": {1: 40.0}}, hide=hide)

    assert not any("nergy" in line or "kcal" in line for line in lines(found, "gym"))


@pytest.mark.parametrize(
    ("scores", "says"),
    [
        ([], "No score yet from the first day on that you chose."),
        ([(LAST - 40, 70.0)], "A score on 0 of the last 30 days, last on 10 April."),
        ([(LAST, 70.0), (LAST - 1, 60.0)], "A score on 2 of the last 30 days, last on 20 May."),
    ],
)
def test_score_is_told_by_its_days(scores: list[tuple[int, float]], says: str) -> None:
    assert lines(seen(["score"], {}, scores=scores), "score") == [says]


@pytest.mark.parametrize("kind", ["photos", "notes"])
def test_what_comes_with_entries_says_what_it_is(kind: str) -> None:
    assert lines(seen([kind], {}), kind) == [kinds.MEANING[kind]]


def test_kind_with_nothing_logged_is_told_apart_from_one_not_shared() -> None:
    assert lines(seen(["gym"], {}), "gym") == ["Nothing logged yet from the first day on that you chose."]
