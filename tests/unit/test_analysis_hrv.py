import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis import hrv
from lib.analysis.hrv import HRV, Baseline, NotMeasured

# 20 days of 40 and 20 of 62.5: the mean of their logarithms is that of 50.
DAYS = [40.0, 62.5] * 20


def at(z, n=40):
    """The value that lies so far from the first n of these days."""
    return 50 * math.exp(z * math.log(1.25) * math.sqrt(n / (n - 1)))


def heartbeats(seed, count=1500):
    """Times between beats of somebody who sits still, with breathing, slower waves and noise."""
    random = np.random.default_rng(seed)
    seconds = np.arange(count) * 0.85
    breath, wave = random.uniform(0, 2 * np.pi, 2)
    swing = 35 * np.sin(np.pi / 2 * seconds + breath) + 25 * np.sin(np.pi / 5 * seconds + wave)
    return 850 + swing + random.normal(0, 15, count)


def spoilt(beats, kind, seed, share=0.10):
    """The same beats, of which this share is what a sensor makes of early, missed and doubled ones."""
    random, left, made, bad = np.random.default_rng(seed), list(beats), [], 0
    while len(left) > 1:
        made.append(left.pop(0))
        if bad >= share * len(made) or random.random() > 0.3:
            continue
        what = kind if kind != "all" else random.choice(["ectopic", "missed", "doubled"])
        if what == "ectopic":
            early = random.uniform(0.30, 0.45) * made[-1]
            made[-1:] = [made[-1] - early, left.pop(0) + early]
        elif what == "missed":
            made[-1] += left.pop(0)
        else:
            cut = random.uniform(0.3, 0.7)
            made[-1:] = [made[-1] * cut, made[-1] * (1 - cut)]
        bad += 1 if what == "missed" else 2
    return made


def test_the_measures_of_a_recording_worked_by_hand():
    # 80 beats, 800 and 860 in turn: 79 differences of 60.
    found = hrv.measures([800.0, 860.0] * 40)

    assert found == HRV(
        sdnn=pytest.approx(30 * math.sqrt(80 / 79)), rmssd=60.0, pnn50=100.0, beats=80, flagged_share=0.0
    )


def test_a_share_of_differences_is_of_differences_and_not_of_beats():
    # 99 beats, of which one lies 60 above the others: 2 of 98 differences.
    found = hrv.measures([800.0] * 50 + [860.0] + [800.0] * 48)

    assert found.pnn50 == pytest.approx(100 * 2 / 98)
    assert found.rmssd == pytest.approx(math.sqrt(2 * 60**2 / 98))


def test_a_difference_of_exactly_fifty_is_not_above_fifty():
    assert hrv.measures([800.0, 850.0] * 40).pnn50 == 0.0


def test_beats_around_one_left_out_are_not_neighbours():
    # Without the gap between them the step from 800 to 900 would count.
    found = hrv.measures([800.0] * 45 + [1700.0] + [900.0] * 45)

    assert (found.beats, found.flagged_share) == (90, pytest.approx(1 / 91))
    assert (found.rmssd, found.pnn50) == (0.0, 0.0)


@pytest.mark.parametrize("beat", [299.0, 2001.0, 639.0, 961.0, -800.0, math.nan, math.inf])
def test_a_beat_no_heart_makes_or_far_from_its_neighbours_is_left_out(beat):
    found = hrv.measures([800.0] * 50 + [beat] + [800.0] * 49)

    assert (found.beats, found.sdnn, found.flagged_share) == (99, 0.0, 0.01)


@pytest.mark.parametrize("beat", [640.0, 960.0])
def test_a_fifth_to_either_side_is_kept(beat):
    assert hrv.measures([800.0] * 50 + [beat] + [800.0] * 49).beats == 100


@pytest.mark.parametrize("place", [0, 1, 99])
def test_the_first_and_the_last_beats_are_judged_too(place):
    beats = [800.0] * 100
    beats[place] = 1600.0

    assert hrv.measures(beats).beats == 99


def test_a_heart_that_slows_down_is_followed():
    assert hrv.measures(list(np.linspace(500.0, 1500.0, 200))).flagged_share == 0.0


@pytest.mark.parametrize("kind", ["ectopic", "missed", "doubled", "all"])
def test_a_tenth_of_bad_beats_moves_the_measures_by_less_than_three_percent(kind):
    truths = [hrv.measures(heartbeats(seed)) for seed in range(12)]

    found = [hrv.measures(spoilt(heartbeats(seed), kind, seed)) for seed in range(12)]

    for measure in ("rmssd", "sdnn"):
        errors = [getattr(f, measure) / getattr(truth, measure) - 1 for f, truth in zip(found, truths, strict=True)]
        assert np.mean(np.abs(errors)) < 0.03
        assert sorted(np.abs(errors))[-2] < 0.03
    assert all(0.08 < f.flagged_share < 0.12 for f in found)


def test_without_the_filter_the_same_beats_would_be_far_off():
    beats = spoilt(heartbeats(0), "all", 0)

    raw = math.sqrt(np.mean(np.diff(beats) ** 2))

    assert raw > 3 * hrv.measures(heartbeats(0)).rmssd


@pytest.mark.parametrize(
    "beats",
    [[], [800.0] * 74, [0.8] * 1000, [math.nan] * 100, [60_000.0] + [800.0] * 5, [-800.0] * 100],
    ids=["none", "59 s", "in seconds", "no numbers", "one long gap", "negative"],
)
def test_less_than_a_minute_of_heartbeats_is_refused(beats):
    with pytest.raises(NotMeasured, match="at least 60 are needed"):
        hrv.measures(beats)


def test_a_minute_is_enough():
    assert hrv.measures([800.0] * 75).beats == 75


def test_one_in_five_may_be_bad_and_no_more():
    good, bad = [800.0] * 4, [1500.0]

    assert hrv.measures((good + bad) * 20).flagged_share == 0.2
    with pytest.raises(NotMeasured, match="21 of 100 heartbeats"):
        hrv.measures((good + bad) * 19 + bad + good[1:] + bad)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(250, 2100), min_size=30, max_size=150))
def test_any_recording_is_refused_with_a_sentence_or_measured(beats):
    try:
        found = hrv.measures(beats)
    except NotMeasured as refused:
        assert refused.sentence.endswith(".")
    else:
        assert min(found.sdnn, found.rmssd, found.pnn50) >= 0
        assert found.beats == round((1 - found.flagged_share) * len(beats))


@pytest.mark.parametrize(
    ("z", "state"),
    [(0.0, "balanced"), (-0.6, "balanced"), (1.5, "calm"), (-1.4, "strained"), (-2.2, "stressed"), (6.0, "calm")],
)
def test_a_day_is_compared_with_the_persons_own_days(z, state):
    found = hrv.body_state(at(z), DAYS, kind="rmssd")

    assert (found.state, found.n, found.more_days) == (state, 40, 0)
    assert found.z == pytest.approx(z, abs=1e-9)
    assert (found.low, found.high) == (pytest.approx(at(-1)), pytest.approx(at(1)))


def test_each_border_belongs_to_the_band_farther_from_the_middle():
    borders = [1.0, 0.999, -0.999, -1.0, -1.749, -1.75]

    assert [hrv._band(z)[0] for z in borders] == ["calm", "balanced", "balanced", "strained", "strained", "stressed"]


def test_confidence_is_what_lies_within_the_band():
    # With 20 days -1.4 is known to 0.319: 0.4 to one border are 1.255 of it (39.5 %), 0.35 to the other 1.098 (36.4 %).
    found = hrv.body_state(at(-1.4, 20), DAYS[:20], kind="rmssd")

    assert math.sqrt(1 / 20 + 1.4**2 / 38) == pytest.approx(0.3187, abs=1e-4)
    assert found.confidence == pytest.approx(0.3953 + 0.3639, abs=1e-4)


def test_nobody_is_surer_than_ninety_percent():
    assert hrv.body_state(50.0, DAYS, kind="rmssd").confidence == 0.90


def test_a_day_that_lies_in_no_band_for_sure_is_unclear():
    # Just inside "strained": half of what is possible is "balanced", and a little is "stressed".
    found = hrv.body_state(at(-1.01, 14), DAYS[:14], kind="rmssd")

    assert found.state == "unclear"
    assert found.confidence is not None and found.confidence < 0.5


def test_more_days_make_surer():
    few, many = (hrv.body_state(at(-1.4, n), DAYS[:n], kind="rmssd") for n in (20, 40))

    assert few.confidence is not None and many.confidence is not None
    assert few.confidence < many.confidence


def test_thirteen_days_are_too_few_and_it_says_how_many_are_needed():
    found = hrv.body_state(50.0, [*DAYS[:13], math.nan, 0.0], kind="sdnn")

    assert (found.state, found.n, found.more_days) == ("unknown", 13, 1)
    assert (found.z, found.confidence, found.low, found.high) == (None, None, None, None)


def test_days_longer_ago_than_sixty_do_not_count():
    long_ago = [400.0] * 500

    found = hrv.body_state(50.0, [*long_ago, *[math.nan] * 20, *DAYS], kind="rmssd")

    assert found == hrv.body_state(50.0, DAYS, kind="rmssd")


def test_days_that_are_all_alike_do_not_make_a_millisecond_look_like_much():
    assert hrv.body_state(51.0, [50.0] * 30, kind="rmssd").state == "balanced"
    assert hrv.body_state(35.0, [50.0] * 30, kind="rmssd").state == "stressed"


def test_the_two_kinds_are_never_mixed():
    days = Baseline(DAYS, "sdnn")

    assert hrv.body_state(50.0, days, kind="sdnn") == hrv.body_state(50.0, DAYS, kind="sdnn")
    with pytest.raises(ValueError, match="rmssd is not compared with days of sdnn"):
        hrv.body_state(50.0, days, kind="rmssd")
    with pytest.raises(ValueError, match="rmssd or sdnn"):
        hrv.body_state(50.0, DAYS, kind="hrv")


@pytest.mark.parametrize("value", [0.0, -5.0, math.nan, math.inf])
def test_a_value_no_heart_has_is_refused(value):
    with pytest.raises(NotMeasured, match="above 0 ms"):
        hrv.body_state(value, DAYS, kind="rmssd")


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(10, 200), min_size=14, max_size=60), st.floats(10, 200), st.floats(0.1, 10), st.randoms())
def test_neither_the_unit_nor_the_order_of_the_days_matters(days, value, factor, random):
    shuffled = random.sample(days, len(days))

    found = hrv.body_state(value, days, kind="rmssd")
    other = hrv.body_state(value * factor, [day * factor for day in shuffled], kind="rmssd")

    assert other.z == pytest.approx(found.z, abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(10, 200), min_size=14, max_size=60), st.floats(10, 200), st.floats(1, 3))
def test_a_higher_value_is_never_a_worse_state(days, value, factor):
    lower, higher = (hrv.body_state(v, days, kind="rmssd").z for v in (value, value * factor))

    order = ["stressed", "strained", "balanced", "calm"]
    assert lower is not None and higher is not None
    assert order.index(hrv._band(lower)[0]) <= order.index(hrv._band(higher)[0])
