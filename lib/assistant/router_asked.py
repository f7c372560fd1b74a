"""From what the words of a question say to the call of a tool. What asks for more than one thing is not answered."""

import re
from dataclasses import dataclass, replace

from lib.assistant import plans
from lib.assistant.periods import AT, Calendar, Period
from lib.assistant.plans import Plan
from lib.assistant.tool_series import WINDOWS
from lib.diary import catalog
from lib.diary.days import DAY, Clock
from lib.profile import Profile

LATELY = 7
IN_A_ROW = 90
_OF_VERB = {"eat": "energy", "drink": "water", "train": "active_minutes"}
_KIND_OF_VERB = {"eat": "meal", "drink": "water", "train": "gym"}
_HRV = ("hrv_rmssd", "hrv_sdnn")
# What is done now and then is asked about by its last time or its count.
_HABIT = re.compile(r"\b(?:do i|am i|have i been|has my|have my)\b")
_WHAT = re.compile(r"^(?:what(?:'s|s)?|which|list|show)\b")


@dataclass(frozen=True)
class Question:
    text: str
    metrics: tuple[str, ...]
    asks: frozenset[str]
    verbs: tuple[str, ...]
    activities: tuple[str, ...]
    periods: tuple[Period, ...]

    def has(self, *asks: str) -> bool:
        return any(ask in self.asks for ask in asks)

    @property
    def period(self) -> Period | None:
        return self.periods[0] if self.periods else None

    @property
    def is_habit(self) -> bool:
        return bool(_HABIT.search(self.text)) or self.has("average", "lately")

    @property
    def metric(self) -> str | None:
        """The one figure it is about. "How much water did I drink" names it twice, "calories and protein" two."""
        if set(self.metrics) == {"energy", "training_energy"}:
            # "How many calories did I burn".
            return "training_energy"
        if self.metrics:
            return self.metrics[0] if len(self.metrics) == 1 else None
        if len(self.verbs) == 1:
            return _OF_VERB[self.verbs[0]]
        return "active_minutes" if self.activities and not self.verbs else None


def plan(asked: Question, here: Clock, me: Profile) -> Plan | None:
    if not (asked.metrics or asked.verbs or asked.activities or asked.asks):
        return None
    for read in _READERS:
        found = read(asked, Calendar(here.today, me.first_weekday))
        if found is not None:
            return found if found is not _NOT else None
    return None


# Said by a reader that knows what is asked for and cannot answer it: no other may guess.
_NOT = Plan("")


def _streak(asked: Question, calendar: Calendar) -> Plan | None:
    if asked.has("streak") and asked.metric and asked.metric != "blood_pressure" and not asked.periods:
        return plans.series(asked.metric, _last(calendar, IN_A_ROW), "goal_row")
    if asked.metrics or asked.verbs or asked.activities:
        return None
    if asked.has("streak") or (asked.has("log") and asked.has("days", "often", "how much", "summary")):
        return plans.logged(asked.period or _last(calendar, 28)) if len(asked.periods) < 2 else _NOT
    return None


_ONE_OF_ANOTHER = re.compile(r"^(?:does|do|did|is|are)\b")
_PASSIVE = re.compile(r"\b(?:affected|influenced) by\b|\b(?:depends?|effect of .* on) |^do i\b|^is my .* better\b")


def _insights(asked: Question, calendar: Calendar) -> Plan | None:
    metrics = tuple(dict.fromkeys("systolic" if one == "blood_pressure" else one for one in asked.metrics))
    of_two = len(metrics) == 2 and asked.has("trend", "better") and bool(_ONE_OF_ANOTHER.match(asked.text))
    if not asked.has("insight") and not of_two:
        return None
    if asked.periods or len(metrics) > 2 or asked.has("goal", "compare", "how much", "log"):
        return _NOT
    if not metrics:
        return _NOT if asked.verbs or asked.activities else plans.insights(None)
    if len(metrics) == 1:
        return plans.insights(metrics[0])
    # "Does coffee affect my sleep" is about sleep; "is my sleep affected by coffee" too.
    effect, cause = metrics if _PASSIVE.search(asked.text) else metrics[::-1]
    return plans.insights(effect, cause)


def _compared(asked: Question, calendar: Calendar) -> Plan | None:
    is_two = len(asked.periods) == 2
    by_weekend = asked.period is not None and asked.period.only != "all"
    beside = asked.has("better") and (by_weekend or _counterpart(asked.period, calendar))
    if not (asked.has("compare") or is_two or beside):
        return None
    metric = asked.metric
    if metric is None or metric == "blood_pressure" or len(asked.periods) > 2 or asked.has("goal", "enough"):
        return _NOT
    if asked.period and len(asked.periods) == 1 and asked.period.only != "all":
        return _weekends(metric, asked.period)
    if any(one.only != "all" for one in asked.periods):
        return _NOT
    if is_two:
        now, before = sorted(asked.periods, key=lambda one: one.end, reverse=True)
        return plans.compare(metric, now, before)
    if asked.period is None:
        now = _last(calendar, LATELY)
        return plans.compare(metric, now, _right_before(now))
    if asked.has("better") and asked.has("compare"):
        # "More than last week" is said of this one.
        return _against(metric, _later(asked.period, calendar), asked.period)
    return _against(metric, asked.period, _counterpart(asked.period, calendar))


def _weekends(metric: str, period: Period) -> Plan:
    """ "More at weekends" is said against the days of the same time that are none."""
    other = "weekdays" if period.only == "weekends" else "weekends"
    words = period.words.removeprefix(f"{AT[period.only]} ")
    return plans.compare_within(metric, replace(period, words=words), period.only, other)


def _against(metric: str, now: Period | None, before: Period | None) -> Plan:
    return plans.compare(metric, now, before) if now and before else _NOT


def _goals(asked: Question, calendar: Calendar) -> Plan | None:
    if not asked.has("goal") and not (asked.has("reached") and len(asked.metrics) == 1):
        return None
    if len(asked.periods) > 1 or len(asked.metrics) > 1 or (asked.has("compare", "insight", "trend")):
        return _NOT
    metric = asked.metric
    # A weight is no number of calories: "my weight goal" names one figure.
    if metric is None and (asked.metrics or asked.activities):
        return _NOT
    if metric == "blood_pressure":
        metric = "systolic"
    period = asked.period
    if metric and period and not period.is_day:
        return plans.series(metric, period, "goal")
    if period and not period.is_day:
        return _NOT
    on = period.start if period else calendar.today
    return plans.goals(on, metric, period.words if period else "today")


def _enough(asked: Question, calendar: Calendar) -> Plan | None:
    if not asked.has("enough"):
        return None
    metric, period = asked.metric, asked.period
    if metric is None or len(asked.periods) > 1 or (catalog.metrics()[metric].kind == "body" and metric != "steps"):
        # Nobody can say it of a weight or a pulse.
        return _NOT
    if metric == "energy" or (period and period.is_day and metric != "sleep"):
        on = period.start if period and period.is_day else calendar.today
        return plans.goals(on, metric, "today" if on == calendar.today else period.words if period else "today")
    return plans.series(metric, period or _last(calendar, LATELY), "enough")


def _best(asked: Question, calendar: Calendar) -> Plan | None:
    if not asked.has("best", "worst"):
        return None
    metric = asked.metric
    # The day with most minutes is not the longest run.
    if (
        metric is None
        or asked.activities
        or metric == "blood_pressure"
        or len(asked.periods) > 1
        or asked.has("best") == asked.has("worst")
    ):
        return _NOT
    period = asked.period or _last(calendar, 28)
    if period.is_day or re.search(r"\b(?:at least|at most|most of|most days)\b", asked.text):
        return _NOT
    return plans.series(metric, period, _wanted_end(asked, metric))


def _wanted_end(asked: Question, metric: str) -> str:
    """ "Best" is the lowest of what is better low. Where nobody can say which way is better, it is the highest."""
    better = catalog.metrics()[metric].better
    if asked.has("best"):
        return "lowest" if better == "down" and re.search(r"\bbest\b", asked.text) else "highest"
    return "highest" if better == "down" and re.search(r"\bworst\b", asked.text) else "lowest"


def _last_time(asked: Question, calendar: Calendar) -> Plan | None:
    if not asked.has("last"):
        return None
    if asked.periods or asked.has("enough", "compare", "average", "total", "trend", "better"):
        return _NOT
    if asked.activities:
        named = asked.activities[0].lower()
        return plans.entries("gym", named) if len(asked.activities) == 1 and not asked.metrics else _NOT
    if asked.metrics:
        return _latest(asked.metrics[0]) if len(asked.metrics) == 1 else _NOT
    return plans.entries(_KIND_OF_VERB[asked.verbs[0]]) if len(asked.verbs) == 1 else _NOT


def _latest(metric: str) -> Plan | None:
    """The last entry that tells it."""
    known = catalog.metrics()[metric]
    if known.kind != "body":
        if metric == "active_minutes":
            return plans.entries("gym")
        if metric in ("caffeine", "alcohol"):
            return plans.entries("water", "coffee" if metric == "caffeine" else "alcohol")
        return plans.entries(known.kind) if metric in ("sleep", "wellbeing", "water", "energy") else _NOT
    text = "blood_pressure" if metric in ("systolic", "diastolic") else metric
    found = plans.entries("body", text)
    return _or_the_other_hrv(found, plans.entries("body", _HRV[1])) if metric == _HRV[0] else found


def _counted(asked: Question, calendar: Calendar) -> Plan | None:
    """How often, and how many workouts."""
    # "How often did I exercise" asks for workouts and not for minutes.
    exercises = asked.has("often") and asked.metrics == ("active_minutes",)
    trains = "train" in asked.verbs or bool(asked.activities) or exercises
    asks = asked.has("often") or (asked.has("how much") and _is_counted(asked.text))
    if not (asks or asked.has("days")):
        return None
    if len(asked.periods) > 1:
        return _NOT
    period = asked.period or _last(calendar, LATELY if trains else 28)
    if period.only != "all":
        return _NOT
    if trains and (exercises or not asked.metrics) and len(asked.activities) < 2:
        text = asked.activities[0].lower() if asked.activities else ""
        return plans.entries("gym", text, period, "count", 5)
    if asked.has("days", "often") and asked.metric and asked.metric != "blood_pressure":
        return plans.series(asked.metric, period, "days")
    if not asked.metrics and len(asked.verbs) == 1 and _is_counted(asked.text):
        return plans.entries(_KIND_OF_VERB[asked.verbs[0]], "", period, "count", 5)
    return None


_COUNTED = re.compile(
    r"\b(?:how many|number of)\b.*\b(?:workouts|sessions|meals|drinks|trainings|runs|rides|walks|swims|hikes|times)\b"
)


def _is_counted(text: str) -> bool:
    return bool(_COUNTED.search(text))


def _trend(asked: Question, calendar: Calendar) -> Plan | None:
    if not asked.has("trend", "better"):
        return None
    metric = asked.metric
    if metric is None or len(asked.periods) > 1:
        return _NOT
    if asked.period and (asked.period.end != calendar.today or asked.period.only != "all"):
        return _NOT
    if (
        asked.period
        and asked.period.words.startswith("since")
        and catalog.metrics().get(metric)
        and (catalog.metrics()[metric].aggregate != "sum")
    ):
        return plans.series(metric, asked.period, "change")
    length = asked.period.length if asked.period else 28
    window = next((one for one in WINDOWS if length <= one), WINDOWS[-1])
    found = plans.trend("systolic" if metric == "blood_pressure" else metric, window)
    return _or_the_other_hrv(found, plans.trend(_HRV[1], window)) if metric == _HRV[0] else found


def _or_the_other_hrv(found: Plan, other: Plan) -> Plan:
    return Plan(found.tool, found.arguments, found.wants, found.words, found.before, other)


def _what_was_done(asked: Question, calendar: Calendar) -> Plan | None:
    """ "What did I eat yesterday", "how was my day"."""
    whole_day = asked.has("doing", "summary") or (
        asked.has("log") and not asked.verbs and bool(_WHAT.match(asked.text))
    )
    if asked.metrics or asked.activities or len(asked.periods) > 1 or asked.has("how much", "average", "total"):
        return None
    if not whole_day and not (len(asked.verbs) == 1 and _WHAT.match(asked.text)):
        return None
    period = asked.period or calendar.day(calendar.today)
    if period is None or period.only != "all":
        return _NOT
    kind = _KIND_OF_VERB[asked.verbs[0]] if asked.verbs else "all"
    if period.words == "last night":
        # Supper belongs to the day before, a night to the day of waking.
        period = calendar.day(calendar.today - DAY) or period
    if period.is_day:
        return plans.day(period.start, kind, period.words)
    return plans.entries(kind, "", period, "list", 10) if kind != "all" else _NOT


def _night(asked: Question, calendar: Calendar) -> Plan | None:
    """One night: when, how long and how good."""
    if asked.metric not in ("sleep", "sleep_quality") or len(asked.periods) > 1:
        return None
    if asked.has("average", "total", "log", "days", "often"):
        return None
    if asked.period is None:
        if asked.is_habit or asked.has("current"):
            return None
        return plans.day(calendar.today, "sleep", "last night")
    if not asked.period.is_day:
        return None
    is_last = asked.period.start == calendar.today
    return plans.day(asked.period.start, "sleep", "last night" if is_last else asked.period.words)


def _figure(asked: Question, calendar: Calendar) -> Plan | None:
    """Any figure, of the period that is asked for or of the one that is most likely meant."""
    metric = asked.metric
    if metric is None or len(asked.periods) > 1:
        return None
    if asked.has("when", "log", "streak", "doing", "summary", "reached", "days", "often"):
        return None
    period = asked.period
    if metric == "blood_pressure":
        return plans.entries("body", "blood_pressure", period, "last" if period is None else "list", 5 if period else 1)
    if metric == "caffeine" and re.search(r"\bcoffees?\b", asked.text):
        if asked.has("average") or asked.activities:
            return _NOT
        period = period or calendar.day(calendar.today)
        return plans.entries("water", "coffee", period, "count", 5)
    known = catalog.metrics()[metric]
    if known.kind == "body" and metric != "steps" and period and period.is_day:
        # Each reading of a day: their mean would hide how low and how high they were.
        text = "blood_pressure" if metric in ("systolic", "diastolic") else metric
        found = plans.entries("body", text, period, "list", 10)
        return (
            _or_the_other_hrv(found, plans.entries("body", _HRV[1], period, "list", 10)) if metric == _HRV[0] else found
        )
    if known.kind == "body" and metric != "steps" and period and period.words.startswith("since"):
        return plans.series(metric, period, "change")
    if period is None and known.kind == "body" and metric != "steps" and not asked.has("average"):
        return _latest(metric)
    if period is None:
        sums = known.aggregate == "sum" and metric != "sleep"
        today = calendar.day(calendar.today)
        period = today if sums and not asked.is_habit and not asked.activities else _last(calendar, LATELY)
    if period is None:
        return None
    if period.words == "last night" and metric not in ("sleep", "sleep_quality"):
        period = calendar.day(calendar.today - DAY) or period
    if asked.activities and metric != "distance" and asked.metrics:
        return _NOT
    if asked.activities:
        text = asked.activities[0].lower()
        return plans.entries("gym", text, period, "count", 5) if len(asked.activities) == 1 else _NOT
    if metric == "water" and period.is_day and re.search(r"\bwater\b", asked.text):
        return plans.day(period.start, "water", period.words, "water")
    found = plans.series(metric, period, "average" if asked.has("average") else "value")
    if metric == _HRV[0]:
        return _or_the_other_hrv(found, plans.series(_HRV[1], period, found.wants))
    return found


_READERS = (
    _streak, _insights, _compared, _goals, _enough, _best, _last_time, _counted, _trend, _what_was_done, _night,
    _figure,
)  # fmt: skip


def _last(calendar: Calendar, days: int) -> Period:
    return Period(calendar.today - DAY * (days - 1), calendar.today, f"in the last {days} days")


def _right_before(now: Period) -> Period:
    start = now.start - DAY * now.length
    return Period(start, now.start - DAY, f"in the {now.length} days before")


def _counterpart(now: Period | None, calendar: Calendar) -> Period | None:
    """What a period is compared with where nothing else is said: the one before it of the same kind."""
    if now is None or now.only != "all":
        return None
    today = calendar.today
    if now.words == "this week":
        first = calendar.week(today) - DAY * 7
        return Period(first, first + DAY * 6, "last week")
    if now.words == "last week":
        return Period(now.start - DAY * 7, now.start - DAY, "in the week before")
    if now.words in ("this month", "last month"):
        end = now.start - DAY
        return Period(end.replace(day=1), end, "last month" if now.words == "this month" else "in the month before")
    if now.words in ("this year", "last year"):
        end = now.start - DAY
        return Period(end.replace(month=1, day=1), end, "last year" if now.words == "this year" else "the year before")
    if now.is_day:
        return calendar.day(now.start - DAY, "yesterday" if now.start == today else "the day before")
    return _right_before(now) if now.end == today and now.words.startswith("in the last") else None


def _later(before: Period, calendar: Calendar) -> Period | None:
    """Now, for "more than last week"."""
    today = calendar.today
    first = {
        "last week": calendar.week(today),
        "last month": today.replace(day=1),
        "last year": today.replace(month=1, day=1),
    }.get(before.words)
    if first:
        return Period(first, today, before.words.replace("last", "this"))
    if before.is_day and before.end < today:
        return calendar.day(today)
    # "Less than on average in the last 28 days" is said of this week.
    return None
