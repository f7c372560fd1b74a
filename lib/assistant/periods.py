"""Periods in plain words: "this week", "last 14 days", "on 3 May", "since March". Pure; English.

Texts are in small letters, as lib.assistant.wording.plain makes them. Nothing lies in the future: a period that is not
over ends today. A day without a year is the last one of that name.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lib.assistant.arguments import LONGEST_DAYS, OLDEST
from lib.diary.days import DAY

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORT = {name[:3]: name for name in (*WEEKDAYS, *MONTHS)} | {
    "tues": "tuesday", "thur": "thursday", "thurs": "thursday", "sept": "september",
}  # fmt: skip
COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fourteen": 14, "thirty": 30, "couple of": 2, "few": 7,
}  # fmt: skip
_LENGTHS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365}
A_MONTH_OF_WEEKENDS = 28

_DAYS = "|".join((*WEEKDAYS, *(short for short, name in _SHORT.items() if name in WEEKDAYS)))
_MONTHS = "|".join((*MONTHS, *(short for short, name in _SHORT.items() if name in MONTHS)))
# "May" and "march" are words of their own.
_ALONE = "|".join(name for name in MONTHS if name not in ("march", "may"))
_N = rf"(?P<n>\d{{1,4}}|{'|'.join(COUNTS)})"
_DATE = (
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTHS})(?:,? (?P<y>\d{{4}}))?"
    rf"|(?P<m2>{_MONTHS})(?: the)? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y2>\d{{4}}))?"
)


@dataclass(frozen=True)
class Period:
    """Both days are part of it. `words` stand in an answer: "this week", "on 3 May". `only` is of series_facts.ONLY."""

    start: datetime.date
    end: datetime.date
    words: str
    only: str = "all"

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def is_day(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True)
class Found:
    """A period, and where in the text it stands."""

    period: Period
    start: int
    end: int


@dataclass(frozen=True)
class Calendar:
    today: datetime.date
    first_weekday: int = 1

    def week(self, day: datetime.date) -> datetime.date:
        """The day on which the week of a day began."""
        return day - DAY * ((day.isoweekday() - self.first_weekday) % 7)

    def last(self, count: int, words: str = "") -> Period | None:
        if not 1 <= count <= LONGEST_DAYS:
            return None
        words = words or (f"in the last {count} days" if count > 1 else "today")
        return Period(self.today - DAY * (count - 1), self.today, words)

    def day(self, day: datetime.date, words: str = "") -> Period | None:
        if not OLDEST <= day <= self.today:
            return None
        near = {self.today: "today", self.today - DAY: "yesterday"}
        return Period(day, day, words or near.get(day) or f"on {self.said(day)}")

    def month(self, year: int, month: int, words: str) -> Period | None:
        first = datetime.date(year, month, 1)
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return Period(first, min(after - DAY, self.today), words) if first <= self.today else None

    def said(self, day: datetime.date) -> str:
        year = "" if day.year == self.today.year else f" {day.year}"
        return f"{day.day} {day:%B}{year}"

    def lately(self, day: int, month: int) -> datetime.date | None:
        """The last such day; 29 February is one of a leap year."""
        for year in range(self.today.year, self.today.year - 9, -1):
            try:
                found = datetime.date(year, month, day)
            except ValueError:
                continue
            if found <= self.today:
                return found
        return None


Reader = Callable[[re.Match[str], Calendar], Period | None]


def find(text: str, today: datetime.date, first_weekday: int = 1) -> list[Found]:
    """All periods of a text in its order, none inside of another. "Weekends" beside one are of that one."""
    calendar = Calendar(today, first_weekday)
    found: list[Found] = []
    taken = text
    for pattern, reader in _READERS:
        for match in pattern.finditer(taken):
            period = reader(match, calendar)
            if period is None:
                continue
            found.append(Found(period, *match.span()))
            taken = taken[: match.start()] + "\0" * len(match[0]) + taken[match.end() :]
    return list(_with_only(sorted(found, key=lambda one: one.start)))


def read(text: str, today: datetime.date, first_weekday: int = 1) -> Period | None:
    """The one period of a text; None where there is none, or more than one."""
    found = find(text, today, first_weekday)
    return found[0].period if len(found) == 1 else None


def is_ahead(text: str) -> bool:
    """Whether it asks for what has not happened."""
    return bool(re.search(r"\b(?:tomorrow|next (?:week|month|year|\w+day)|in the future)\b", text))


def _with_only(found: list[Found]) -> Iterator[Found]:
    """ "Weekends" and "this month" are the weekends of this month."""
    if len(found) != 2 or (found[0].period.only == "all") == (found[1].period.only == "all"):
        yield from found
        return
    which, of = sorted(found, key=lambda one: one.period.only == "all")
    only = which.period.only
    words = f"{AT[only]} {of.period.words}"
    yield replace(of, period=replace(of.period, words=words, only=only))
    # What it was read from is taken as well.
    yield replace(which, period=replace(of.period, words=words, only=only))


AT = {"weekends": "at weekends", "weekdays": "on weekdays"}


def _count(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"].isdigit() else COUNTS[match["n"]]


def _last_so_many(match: re.Match[str], calendar: Calendar) -> Period | None:
    return calendar.last(_count(match) * _LENGTHS[match["unit"]])


def _past(match: re.Match[str], calendar: Calendar) -> Period | None:
    return calendar.last(_LENGTHS[match["unit"]])


def _this(match: re.Match[str], calendar: Calendar) -> Period | None:
    today, unit = calendar.today, match["unit"]
    first = {"week": calendar.week(today), "month": today.replace(day=1), "year": today.replace(month=1, day=1)}[unit]
    return Period(first, today, f"this {unit}")


def _last(match: re.Match[str], calendar: Calendar) -> Period | None:
    today, unit = calendar.today, match["unit"]
    if unit == "week":
        first = calendar.week(today) - DAY * 7
        return Period(first, first + DAY * 6, "last week")
    end = (today.replace(day=1) if unit == "month" else today.replace(month=1, day=1)) - DAY
    return Period(end.replace(day=1) if unit == "month" else end.replace(month=1, day=1), end, f"last {unit}")


def _week_before_last(match: re.Match[str], calendar: Calendar) -> Period | None:
    first = calendar.week(calendar.today) - DAY * 14
    return Period(first, first + DAY * 6, "in the week before last")


def _ago(match: re.Match[str], calendar: Calendar) -> Period | None:
    return calendar.day(calendar.today - DAY * (_count(match) * _LENGTHS[match["unit"]]))


def _one_ago(match: re.Match[str], calendar: Calendar) -> Period | None:
    """A month or a year ago nobody means the day: the week around it."""
    unit = match["unit"]
    day = calendar.today - DAY * _LENGTHS[unit]
    if unit in ("day", "week"):
        return calendar.day(day)
    start, end = day - DAY * 3, day + DAY * 3
    return Period(start, end, f"about a {unit} ago, from {calendar.said(start)} to {calendar.said(end)}")


def _near(match: re.Match[str], calendar: Calendar) -> Period | None:
    back = {"yesterday": 1, "the day before yesterday": 2, "day before yesterday": 2}.get(match[0], 0)
    words = "last night" if match[0] in ("last night", "tonight") else ""
    return calendar.day(calendar.today - DAY * back, words)


def _weekday(match: re.Match[str], calendar: Calendar) -> Period | None:
    """The last one. "Last Monday", asked on a Monday, is a week ago; "on Monday" is today."""
    name = _SHORT.get(match["day"], match["day"])
    back = (calendar.today.isoweekday() - WEEKDAYS.index(name) - 1) % 7
    if not back and (match["which"] or "").startswith("last"):
        back = 7
    day = calendar.today - DAY * back
    return calendar.day(day, f"on {name.capitalize()}, {calendar.said(day)}")


def _weekend(match: re.Match[str], calendar: Calendar) -> Period | None:
    """The last Saturday and Sunday. "Last weekend" is over; any other may have begun."""
    back = (calendar.today.isoweekday() - 6) % 7
    if (match["which"] or "").startswith("last") and back < 2:
        back += 7
    saturday = calendar.today - DAY * back
    end = min(saturday + DAY, calendar.today)
    return Period(saturday, end, f"at the weekend of {calendar.said(saturday)}")


def _weekends(match: re.Match[str], calendar: Calendar) -> Period | None:
    found = calendar.last(A_MONTH_OF_WEEKENDS)
    only = "weekdays" if "weekday" in match[0] else "weekends"
    return replace(found, only=only, words=f"{AT[only]} {found.words}") if found else None


def _date_of(match: re.Match[str], calendar: Calendar) -> datetime.date | None:
    groups = match.groupdict()
    if groups.get("iso"):
        try:
            return datetime.date.fromisoformat(groups["iso"])
        except ValueError:
            return None
    name = groups["m"] or groups["m2"]
    month = MONTHS.index(_SHORT.get(name, name)) + 1
    day, year = int(groups["d"] or groups["d2"]), groups["y"] or groups["y2"]
    if not year:
        return calendar.lately(day, month)
    try:
        return datetime.date(int(year), month, day)
    except ValueError:
        return None


def _on_date(match: re.Match[str], calendar: Calendar) -> Period | None:
    day = _date_of(match, calendar)
    return calendar.day(day) if day else None


def _between(match: re.Match[str], calendar: Calendar) -> Period | None:
    ends = [_date_in(match[name], calendar) for name in ("from", "to")]
    if ends[0] is None or ends[1] is None:
        return None
    return _span(ends[0], ends[1], calendar)


def _days_of_a_month(match: re.Match[str], calendar: Calendar) -> Period | None:
    """ "From 1 to 7 May"."""
    tail = match["of"]
    ends = [_date_in(f"{match[name]} {tail}", calendar) for name in ("a", "b")]
    return _span(ends[0], ends[1], calendar) if ends[0] and ends[1] else None


def _span(start: datetime.date, end: datetime.date, calendar: Calendar) -> Period | None:
    if not OLDEST <= start < end <= calendar.today or (end - start).days >= LONGEST_DAYS:
        return None
    return Period(start, end, f"from {calendar.said(start)} to {calendar.said(end)}")


def _date_in(text: str, calendar: Calendar) -> datetime.date | None:
    match = re.fullmatch(_DATE, text)
    if match:
        return _date_of(match, calendar)
    near = {"today": 0, "now": 0, "yesterday": 1}
    if text in near:
        return calendar.today - DAY * near[text]
    name = _SHORT.get(text, text)
    if name in WEEKDAYS:
        return calendar.today - DAY * ((calendar.today.isoweekday() - WEEKDAYS.index(name) - 1) % 7)
    return None


def _since(match: re.Match[str], calendar: Calendar) -> Period | None:
    text, today = match["from"], calendar.today
    months = {name: n for n, name in enumerate(MONTHS, 1)}
    start: datetime.date | None
    if (name := _SHORT.get(text, text)) in months:
        start = calendar.lately(1, months[name])
    elif text in ("last week", "last month", "last year", "the start of the year", "new year"):
        start = {
            "last week": calendar.week(today) - DAY * 7,
            "last month": (today.replace(day=1) - DAY).replace(day=1),
            "last year": today.replace(year=today.year - 1, month=1, day=1),
        }.get(text, today.replace(month=1, day=1))
    else:
        start = _date_in(text, calendar)
    if start is None or not OLDEST <= start <= today or (today - start).days >= LONGEST_DAYS:
        return None
    return Period(start, today, f"since {calendar.said(start)}") if start < today else calendar.day(start)


def _in_month(match: re.Match[str], calendar: Calendar) -> Period | None:
    name = _SHORT.get(match["m"], match["m"])
    month = MONTHS.index(name) + 1
    year = int(match["y"]) if match["y"] else calendar.today.year - (month > calendar.today.month)
    if not OLDEST.year <= year <= calendar.today.year:
        return None
    said = f"in {name.capitalize()}{'' if year == calendar.today.year else f' {year}'}"
    return calendar.month(year, month, said)


def _ever(match: re.Match[str], calendar: Calendar) -> Period | None:
    return calendar.last(365)


def _compiled(pattern: str) -> re.Pattern[str]:
    # A word that is taken already cannot be a part of another.
    return re.compile(rf"(?<![\w\0-])(?:{pattern})(?![\w-])")


_ENDS = rf"(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', _DATE)}|today|now|yesterday|{_DAYS})"
_WHICH = r"(?:(?P<which>on|last|this|past|on last|this past|last)\s)?"

# What is longer is tried first.
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (_compiled(pattern), reader)
    for pattern, reader in (
        (rf"(?:from |between )?(?:the )?(?P<a>\d{{1,2}})(?:st|nd|rd|th)? (?:to|and|until|till|-) "
         rf"(?:the )?(?P<b>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<of>(?:{_MONTHS})(?:,? \d{{4}})?)", _days_of_a_month),
        (rf"(?:from|between) (?P<from>{_ENDS}) (?:to|and|until|till) (?P<to>{_ENDS})", _between),
        (rf"(?:since|from|starting) (?P<from>{_ENDS}|{_MONTHS}|last week|last month|last year|the start of the year"
         r"|new year)", _since),
        (rf"(?:in |over |during |for )?(?:the )?(?:last|past|previous) {_N} (?P<unit>day|night|week|month|year)s?",
         _last_so_many),
        (rf"(?:a )?{_N} (?P<unit>day|week)s? ago", _ago),
        (r"(?:a|an|one) (?P<unit>day|week|month|year) ago", _one_ago),
        (r"(?:in )?the week before last", _week_before_last),
        (r"(?:in |over |during |for )?(?:the )?past (?P<unit>week|month|year)", _past),
        (r"(?:so far )?this (?P<unit>week|month|year)(?: so far)?", _this),
        (r"(?:in |over |during |for )?(?:the )?last (?P<unit>week|month|year)", _last),
        (r"(?:the )?day before yesterday|yesterday|so far today|today so far|today|last night|tonight", _near),
        (rf"(?:on )?(?:{_DATE})", _on_date),
        (rf"{_WHICH}(?P<day>{_DAYS})", _weekday),
        (r"(?:(?:at|on|over|during) )?(?:(?P<which>last|this|the|the last|this past|the past) )weekend", _weekend),
        (r"(?:(?:at|on|during) )?(?:the )?(?:weekends|weekdays|week days)|(?:at|on) (?:a )?weekend", _weekends),
        (rf"(?:in|during|for) (?P<m>{_MONTHS})(?: (?P<y>\d{{4}}))?", _in_month),
        (rf"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )(?<!of )(?P<m>{_ALONE})(?: (?P<y>\d{{4}}))?", _in_month),
        (r"ever|of all time|all time", _ever),
    )
)  # fmt: skip
