"""The summary as a document: whole, closed to the outside, and read the same by eye and by ear."""

import datetime
import random
import re
from html.parser import HTMLParser

import pytest

from lib.diary import summary, summary_html
from lib.diary.series import Daily
from lib.diary.summary import Period
from lib.units import Units

DAY = datetime.timedelta(days=1)
END = datetime.date(2026, 11, 20)
VOID = {"meta", "link", "img", "br", "hr", "input"}
HOSTILE = "<script>alert(1)</script> \"' onload=x & \u202egnp.exe <svg><style>"
LEVELS = {"sleep": 7.0, "wellbeing": 6.0, "weight": 70.0, "protein": 80.0, "steps": 8000.0, "water": 1800.0}


class Reader(HTMLParser):
    """Reads a document and keeps what is in it; a tag that is not closed where it should be is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.tags, self.text, self.attributes = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


def values(days: int, missing: float = 0.1) -> dict[str, dict[datetime.date, float]]:
    chance = random.Random(4)
    return {
        metric: {END - DAY * n: level * chance.uniform(0.8, 1.2) for n in range(days) if chance.random() > missing}
        for metric, level in LEVELS.items()
    }


def document(found=None, days: int = 28, name: str = "Anna", shown: Units | None = None, first_weekday: int = 1) -> str:
    start = END - DAY * 400
    complete = frozenset(start + DAY * n for n in range(401) if n % 5)
    data = Daily(start, END, values(300) if found is None else found, {}, complete, {}, frozenset())
    made = summary.of(data, list(LEVELS), Period(END - DAY * (days - 1), END))
    return summary_html.document(made, shown or Units(), name=name, made_on=END + DAY, first_weekday=first_weekday)


@pytest.mark.parametrize("days", [1, 2, 7, 28, 84, 366])
def test_a_document_is_whole(days):
    read = Reader(document(days=days))

    assert read.tags.count("svg") >= 4
    assert {"html", "head", "title", "body", "header", "main", "footer", "table"} <= set(read.tags)
    assert "nan" not in read.words


@pytest.mark.parametrize("days", [28, 366])
def test_a_document_runs_nothing_and_fetches_nothing(days):
    made = document(days=days, name=HOSTILE)

    read = Reader(made)

    assert not {"script", "link", "img", "iframe", "object", "form", "a"} & set(read.tags)
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert not re.search(r"http|//|url\(|@import", made, re.IGNORECASE)


def test_a_hostile_name_is_text_that_turns_nothing_but_itself():
    made = document(name=HOSTILE)

    read = Reader(made)

    assert " ".join(HOSTILE.split()) in read.words
    assert read.tags.count("svg") == len(LEVELS)
    assert read.tags.count("style") == 1
    assert "gnp.exe" in made.split('<bdi dir="auto">')[1].split("</bdi>")[0]


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_is_named_who_gave_no_name(name):
    read = Reader(document(name=name))

    assert "bdi" not in read.tags
    assert " Summary 24 October to 20 November 2026 " in f" {read.words} "


def test_it_says_what_it_is():
    words = Reader(document()).words

    assert "24 October to 20 November 2026" in words
    assert "(28 days), compared with the 28 days before" in words
    assert "not a health measure" in words
    assert "Made with Wellspring on 21 November 2026" in words


def test_a_gap_in_the_days_is_a_gap_in_the_line_and_a_mark_on_the_axis():
    known = {END - DAY * n: 7.0 + n % 3 for n in range(28) if n not in (5, 6, 20)}

    made = document({"sleep": known})

    assert made.count("<polyline") == 3
    assert made.count('class="missing"') == 2
    assert "3 days without a figure" in made


def test_a_day_alone_between_gaps_is_seen():
    made = document({"sleep": {END - DAY * n: 7.0 for n in range(0, 28, 2)}})

    assert "<polyline" not in made
    assert made.count('class="day"') == 14


def test_days_that_are_not_complete_are_rings_beside_the_line():
    eaten = {END - DAY * n: 80.0 for n in range(28)}

    made = document({"protein": eaten})

    not_complete = made.count('class="part"')
    assert 5 <= not_complete <= 6
    assert f"{28 - not_complete} days complete" in made
    assert f"{28 - not_complete} complete</td>" in made


def test_every_point_lies_within_its_picture():
    made = document(days=366, shown=Units("imperial", "kJ", "mmol/l"))

    points = [point for found in re.findall(r'points="([^"]+)"', made) for point in found.split()]
    points += [f"{x},{y}" for x, y in re.findall(r'cx="([^"]+)" cy="([^"]+)"', made)]
    assert len(points) > 1000
    assert all(0 <= float(x) <= 340 and 0 <= float(y) <= 104 for x, y in (point.split(",") for point in points))


def test_every_picture_has_words_and_a_table_below():
    made = document()

    read = Reader(made)

    ids = re.findall(r'<title id="([^"]+)"', made)
    assert len(set(ids)) == len(LEVELS)
    assert re.findall(r'aria-labelledby="([^"]+)"', made) == ids
    assert read.tags.count("caption") == len(LEVELS)
    assert "Well-being, 24 October to 20 November 2026: a figure on " in read.words
    assert made.count("<tr>") == len(LEVELS) * 28 + 1 + len(LEVELS)


def test_a_year_is_read_out_by_the_week():
    made = document(days=365)

    assert made.count('<th scope="row">Week from') == len(LEVELS) * 51
    assert made.count('<th scope="row">Part of a week') == len(LEVELS) * 2
    assert "Sleep by week" in made


@pytest.mark.parametrize(
    ("first_weekday", "first", "last"),
    [
        (1, "Part of a week, 29 August to 30 August 2026", "Part of a week, 16 November to 20 November 2026"),
        (6, "Week from 29 August 2026", "Week from 14 November 2026"),
        (7, "Part of a week, 29 August 2026", "Part of a week, 15 November to 20 November 2026"),
    ],
)
def test_weeks_begin_on_the_first_weekday_of_the_person(first_weekday, first, last):
    found = {"sleep": {END - DAY * n: 7.0 for n in range(84)}}

    made = document(found, days=84, first_weekday=first_weekday)

    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td>([^<]+)</td></tr>', made)
    assert (rows[0][0], rows[-1][0]) == (first, last)
    counts = [int(re.search(r"\((\d+) day", value)[1]) for _, value in rows]
    assert sum(counts) == 84 and set(counts[1:-1]) == {7}


def test_a_metric_without_figures_has_a_line_and_no_picture():
    read = Reader(document({"sleep": {END: 7.0}}))

    assert read.tags.count("svg") == 1
    assert read.words.count("nothing logged") == len(LEVELS) - 1


def test_figures_are_in_the_units_a_person_chose():
    metric, imperial = document(), document(shown=Units("imperial", "kJ", "mmol/l"))

    assert re.search(r"[\d.]+ kg", metric)
    assert re.search(r"[\d.]+ lb", imperial)
    assert re.search(r"[\d.]+ fl oz", imperial)
    assert not re.search(r"\d (kg|ml)\b", imperial)


def test_a_value_that_never_moves_is_drawn():
    made = document({metric: {END - DAY * n: value for n in range(60)} for metric, value in
                     {"sleep": 0.0, "wellbeing": 5.0, "steps": 8000.0}.items()})  # fmt: skip

    assert Reader(made).tags.count("svg") == 3


def test_the_file_is_named_after_its_days():
    made = summary.of(Daily(END, END, {}, {}, frozenset(), {}, frozenset()), [], Period(END - DAY, END))

    assert summary_html.file_name(made) == "summary-2026-11-19-to-2026-11-20.html"
