"""Simulated clients: is a true worsening told from noise, and does chance alarm as seldom as it is said to?

The figures of docs/decisions/0021-attention.md are what this says with `python -m pytest -s`.
"""

import sys
import time
from datetime import date, timedelta

import numpy as np

from lib.analysis.attention import Case, Metric, findings, threshold

DAYS = 112
TODAY = date(2026, 11, 23)
START = TODAY - timedelta(DAYS - 1)
# Middle and spread, in logarithms where doubling is as likely as halving.
KINDS = {
    "wellbeing": (Metric("wellbeing", "higher", 0.5, 0.1), 6.5, 1.2, False),
    "sleep_quality": (Metric("sleep_quality", "higher", 0.5, 0.5), 3.6, 0.7, False),
    "resting_heart_rate": (Metric("resting_heart_rate", "lower", 2.0, 1.0), 62.0, 4.0, False),
    "steps": (Metric("steps", "higher", 500.0, 1.0), 7500.0, 0.45, True),
    "active_minutes": (Metric("active_minutes", "higher", 5.0, 1.0), 40.0, 0.6, True),
    "water": (Metric("water", "higher", 100.0, 1.0), 1900.0, 450.0, False),
}
METRICS = {name: kind[0] for name, kind in KINDS.items()}


def told(text):
    sys.stdout.write(f"\n    {text}")


def standard(random, clients, days, least_alike=0.0):
    """Noise of spread 1: days are like the day before and weekdays differ, for each client to another degree."""
    likeness = random.uniform(least_alike, 0.7, size=(clients, 1))
    weekday = random.normal(size=(clients, len(KINDS), 7)) * random.uniform(0, 0.6, size=(clients, 1, 1))
    noise = random.normal(size=(clients, len(KINDS), days))
    for day in range(1, days):
        noise[..., day] = likeness * noise[..., day - 1] + np.sqrt(1 - likeness**2) * noise[..., day]
    return noise + weekday[..., np.arange(days) % 7]


def worsened(random, noise, clients):
    """One metric of some gets worse by 1.2 to 2.5 spreads, at once or over two weeks, from one to three weeks ago."""
    chosen = random.choice(len(noise), clients, replace=False)
    for client in chosen:
        kind, began = random.integers(len(KINDS)), random.integers(7, 21)
        days = np.arange(began) + 1.0
        grown = np.minimum(days / 14, 1.0) if random.random() < 0.5 else np.ones(began)
        metric = list(KINDS.values())[kind][0]
        noise[client, kind, -1 - began : -1] += (
            random.uniform(1.2, 2.5) * grown * (-1 if metric.better == "higher" else 1)
        )
    return {f"client {client}" for client in chosen}


def written_down(random, noise):
    """In the units of each metric, as somebody writes it down who leaves days out."""
    values = np.empty_like(noise)
    for at, (metric, middle, spread, skewed) in enumerate(KINDS.values()):
        level = middle * np.exp(spread * noise[:, at]) if skewed else middle + spread * noise[:, at]
        values[:, at] = np.maximum(np.rint(level / metric.resolution) * metric.resolution, 0.0)
    clients, _, days = noise.shape
    there = random.random((clients, 1, days)) < random.uniform(0.7, 1.0, size=(clients, 1, 1))
    kept = there & (random.random(noise.shape) < random.uniform(0.7, 1.0, size=(clients, len(KINDS), 1)))
    return np.where(kept, values, np.nan), there[:, 0]


def cases(values, logged):
    return [
        Case(f"client {at}", logged[at], dict(zip(KINDS, values[at], strict=True)), {}, [], None)
        for at in range(len(values))
    ]


def ours(values):
    """Clients who got worse, the rarest first. The rule knows nothing of silence, so that is left out here."""
    everyday = np.ones((len(values), DAYS), dtype=bool)
    found = findings(cases(values, everyday), METRICS, start=START, today=TODAY)
    return list(dict.fromkeys(one.case for one in found))


def common_rule(values):
    """Whoever is 20 % worse in seven days than in the seven before, the largest part first."""
    week, before = means(values[..., -8:-1]), means(values[..., -15:-8])
    sign = np.array([1.0 if metric.better == "higher" else -1.0 for metric in METRICS.values()])
    with np.errstate(divide="ignore", invalid="ignore"):
        fallen = np.nan_to_num((before - week) / before * sign, posinf=0.0, neginf=0.0).max(axis=1)
    return [f"client {at}" for at in np.argsort(-fallen) if fallen[at] >= 0.2]


def means(values):
    with np.errstate(invalid="ignore"):
        return np.nansum(values, axis=2) / (~np.isnan(values)).sum(axis=2)


def test_a_true_worsening_ranks_above_noise_more_often_than_by_the_common_rule():
    random, caseloads = np.random.default_rng(7), []
    for _ in range(120):
        noise = standard(random, 40, DAYS)
        true = worsened(random, noise, 4)
        values, _ = written_down(random, noise)
        caseloads.append((true, ours(values), common_rule(values)))

    for most in (2, 4):
        # As many alerts for the one as for the other.
        shown = [(true, mine[:most], theirs[: len(mine[:most])]) for true, mine, theirs in caseloads]
        raised = sum(len(mine) for _, mine, _ in shown)
        true_of_ours = sum(len(true & set(mine)) for true, mine, _ in shown) / raised
        true_of_rule = sum(len(true & set(theirs)) for true, _, theirs in shown) / raised
        told(
            f"{most} alerts at most: of {raised} {true_of_ours:.0%} are true, of as many by the rule {true_of_rule:.0%}"
        )

        assert all(len(theirs) == len(mine) for _, mine, theirs in shown)
        assert raised >= len(caseloads)
        assert true_of_ours >= true_of_rule + 0.3


def test_a_step_of_two_spreads_is_mostly_told_within_three_weeks():
    random, clients = np.random.default_rng(3), 150
    noise, began = standard(random, clients, DAYS + 21), DAYS - 1
    kind = random.integers(len(KINDS), size=clients)
    better = np.array([1.0 if metric.better == "higher" else -1.0 for metric in METRICS.values()])[kind]
    noise[np.arange(clients), kind, began:] -= 2 * better[:, None]
    values, _ = written_down(random, noise)

    day_told = {}
    for days in range(3, 22, 2):
        everyday = np.ones((clients, DAYS), dtype=bool)
        for one in findings(cases(values[..., days : days + DAYS], everyday), METRICS, start=START, today=TODAY):
            if one.reason == "worse" and one.metric == list(KINDS)[kind[int(one.case.split()[1])]]:
                day_told.setdefault(one.case, days)
    share = len(day_told) / clients
    half = np.median([*day_told.values()])
    told(f"steps of 2 spreads: {share:.0%} told within three weeks, half of these within {half:.0f} days")

    assert share >= 0.6


def test_chance_alone_alarms_no_more_often_than_is_wanted():
    """Everybody is looked at every day of a week in which nothing happens."""
    random, clients = np.random.default_rng(11), 400
    values, logged = written_down(random, standard(random, clients, DAYS + 6))
    rarest: dict[str, float] = {}
    for day in range(7):
        week = slice(day, day + DAYS)
        for one in findings(cases(values[..., week], logged[:, week]), METRICS, start=START, today=TODAY):
            rarest[one.case] = min(one.chance, rarest.get(one.case, 1.0))

    for watched, wanted in ((30, 5), (30, 1), (200, 5), (10, 5)):
        alarmed = sum(chance < threshold(watched, wanted) for chance in rarest.values())
        expected = alarmed / clients * watched
        told(f"{watched} clients, {wanted} wanted alerts a week: {expected:.2f} by chance")

        assert expected <= wanted


def test_days_that_are_all_alike_seem_worse_hardly_more_often_than_is_said():
    random, clients = np.random.default_rng(13), 400
    values, _ = written_down(random, standard(random, clients, DAYS + 6, least_alike=0.7))
    rarest: dict[str, float] = {}
    for day in range(7):
        everyday = np.ones((clients, DAYS), dtype=bool)
        for one in findings(cases(values[..., day : day + DAYS], everyday), METRICS, start=START, today=TODAY):
            if one.reason == "worse":
                rarest[one.case] = min(one.chance, rarest.get(one.case, 1.0))
    often, seldom = (sum(chance < most for chance in rarest.values()) / clients for most in (0.05, 0.01))
    told(f"likeness .7: {often:.1%} are called worse in a week at .05, {seldom:.1%} at .01")

    assert often < 2 * 0.05
    assert seldom < 3 * 0.01


def test_two_hundred_clients_with_eight_metrics_are_looked_at_in_little_time():
    draw = np.random.default_rng(5)
    metrics = {f"m{n}": Metric(f"m{n}", "higher" if n % 2 else "lower", 0.5, 0.1) for n in range(8)}
    values = draw.normal(50, 1, size=(200, 8, DAYS))
    values[draw.random(values.shape) < 0.15] = np.nan
    logged = draw.random((200, DAYS)) < 0.9
    clients = [Case(str(n), logged[n], dict(zip(metrics, values[n], strict=True)), {}, [], None) for n in range(200)]

    took = []
    for _ in range(5):
        began = time.process_time()
        findings(clients, metrics, start=START, today=TODAY)
        took.append(1000 * (time.process_time() - began))
    told(f"200 clients, 112 days, 8 metrics: {min(took):.0f} ms")

    # Many times what it takes, for machines that are slow or busy.
    assert min(took) < 200
