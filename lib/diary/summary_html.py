"""The summary as one file to print or to keep: no script, nothing fetched from anywhere, black on white."""

import datetime
import html
import statistics
from collections.abc import Sequence

from lib.diary import summary_words
from lib.diary.series import DAY
from lib.diary.summary import UNUSUAL_DAYS, Part, Period, Summary
from lib.diary.summary_chart import svg
from lib.units import Units

# Longer periods are read out by the week.
MOST_ROWS = 62
# Where the charts, two in a row, and the sentences are more than this, they are set smaller on paper.
MOST_LARGE = 8
# Sizes of paper are left to the printer: it fits on A4 and on Letter.
STYLE = """
@page { margin: 11mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 20px; max-width: 800px; background: #fff; color: #000;
  font: 14px/1.4 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 22px; line-height: 1.2; margin: 0; }
h2 { font-size: 15px; margin: 16px 0 4px; }
h3 { font-size: 13px; margin: 0; }
p { margin: 2px 0; }
ul { margin: 0; padding-left: 18px; }
header { border-bottom: 2px solid #000; padding-bottom: 8px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 12px 24px; }
.charts section { break-inside: avoid; min-width: 0; }
.top { display: flex; justify-content: space-between; align-items: baseline; gap: 8px; }
.mean { font-size: 17px; font-weight: 700; white-space: nowrap; }
.small, footer { font-size: 12px; color: #333; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 9px; fill: #333; }
.grid { stroke: #ccc; stroke-width: 0.5; }
.band { fill: #e4e4e4; }
.values { fill: none; stroke: #000; stroke-width: 1.1; stroke-linejoin: round; }
.day { fill: #000; }
.part { fill: #fff; stroke: #000; stroke-width: 0.7; }
.unusual { fill: #fff; stroke: #000; stroke-width: 1.8; }
.missing { fill: #777; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 12px; }
th, td { text-align: left; padding: 3px 10px 3px 0; border-bottom: 1px solid #ccc; vertical-align: top; }
td { font-variant-numeric: tabular-nums; }
footer { margin-top: 12px; border-top: 1px solid #000; padding-top: 6px; }
.read { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
@media print {
  body { padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.3;
    -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h1 { font-size: 16pt; }
  h2 { font-size: 11pt; margin: 9pt 0 2pt; break-after: avoid; }
  h3 { font-size: 9.5pt; }
  .mean { font-size: 12pt; }
  .charts { grid-template-columns: 1fr 1fr; gap: 6pt 18pt; }
  .small, footer, table { font-size: 8pt; }
  th, td { padding: 1.5pt 8pt 1.5pt 0; }
  footer { margin-top: 7pt; padding-top: 4pt; break-inside: avoid; }
  .read, .many .trend { display: none; }
  .many .charts { gap: 2pt 18pt; }
  .many svg { max-height: 54pt; }
  .many th, .many td { padding-block: 0.8pt; }
  .many h1 { font-size: 13pt; }
  .many h2 { margin-top: 4pt; }
  .many li { font-size: 8pt; line-height: 1.25; }
  .many .small, .many footer, .many table { font-size: 7.2pt; line-height: 1.25; }
}
"""


def document(summary: Summary, shown: Units, *, name: str, made_on: datetime.date, first_weekday: int = 1) -> str:
    """`name` is as the person gave it, or nothing."""
    filled = [part for part in summary.parts if part.values]
    changes = summary_words.changes(summary, shown)
    many = len(filled) + len(filled) % 2 + len(changes) > MOST_LARGE
    said = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(f'Summary, {summary_words.period(summary.period)}')}</title>",
        f"<style>{STYLE}</style>\n</head>",
        f'<body class="{"many" if many else "few"}">',
        _head(summary, name),
        "<main>\n<h2>What changed</h2>\n<ul>",
        *(f"<li>{_text(one)}</li>" for one in changes),
        '</ul>\n<h2>Day by day</h2>\n<div class="charts">',
        *(
            _chart(part, summary.period, shown, f"chart{n}", _figures(part, summary.period, shown, first_weekday))
            for n, part in enumerate(filled)
        ),
        "</div>\n<h2>Averages</h2>",
        _averages(summary, shown),
        "</main>",
        _foot(summary, made_on),
        "</body>\n</html>\n",
    ]
    return "\n".join(said)


def file_name(summary: Summary) -> str:
    return f"summary-{summary.period.start.isoformat()}-to-{summary.period.end.isoformat()}.html"


def _text(said: str) -> str:
    return html.escape(said)


def _head(summary: Summary, name: str) -> str:
    # A name that turns the direction of writing turns nothing but itself.
    whose = f' for <bdi dir="auto">{_text(name)}</bdi>' if name.strip() else ""
    period, days = summary_words.period(summary.period), summary_words.days(summary.period.length)
    before = "the day" if summary.period.length == 1 else f"the {days}"
    return (
        f"<header>\n<h1>Summary{whose}</h1>\n"
        f"<p><strong>{_text(period)}</strong> ({_text(days)}), compared with {_text(before)} before</p>\n</header>"
    )


def _chart(part: Part, within: Period, shown: Units, name: str, figures: str) -> str:
    trend = f'<span class="trend">{_text(f"Trend: {summary_words.trend(part, shown)}.")} </span>'
    beside = [f"{summary_words.missing(part, within)}."]
    if found := summary_words.unusual(part, shown):
        beside.append(f"{found}.")
    mean = "no complete day" if part.mean is None else f"{summary_words.average(part, shown)}"
    return (
        f'<section>\n<div class="top"><h3>{_text(summary_words.label(part))}</h3>'
        f'<span class="mean">{_text(mean)}</span></div>\n{svg(part, within, shown, name)}\n'
        f'<p class="small">{trend}{_text(" ".join(beside))}</p>\n{figures}\n</section>'
    )


def _figures(part: Part, within: Period, shown: Units, first_weekday: int) -> str:
    """What is in the chart, for whoever has it read out."""
    weekly = within.length > MOST_ROWS
    rows = _weeks(part, within.weeks(first_weekday), shown) if weekly else _days(part, within, shown)
    what = f"{summary_words.label(part)} {'by week' if weekly else 'by day'}"
    body = "".join(f'<tr><th scope="row">{_text(when)}</th><td>{_text(value)}</td></tr>' for when, value in rows)
    return f'<div class="read"><table><caption>{_text(what)}</caption><tbody>{body}</tbody></table></div>'


def _days(part: Part, within: Period, shown: Units) -> list[tuple[str, str]]:
    rows = []
    for n in range(within.length):
        day = within.start + DAY * n
        value = "no figure" if day not in part.values else summary_words.figure(part.metric, part.values[day], shown)
        rows.append((summary_words.day(day), value if day not in part.values or day in part.counted
                     else f"{value}, not complete"))  # fmt: skip
    return rows


def _weeks(part: Part, weeks: Sequence[Period], shown: Units) -> list[tuple[str, str]]:
    rows = []
    for week in weeks:
        found = [part.counted[day] for n in range(week.length) if (day := week.start + DAY * n) in part.counted]
        mean = summary_words.figure(part.metric, statistics.fmean(found), shown) if found else "no figure"
        rows.append((summary_words.week(week), f"{mean} ({summary_words.days(len(found))})"))
    return rows


def _averages(summary: Summary, shown: Units) -> str:
    heads = ("", "Average", "Days with a figure", "Average before", "Trend")
    rows = [
        (
            summary_words.label(part),
            summary_words.average(part, shown),
            summary_words.logged(part, summary.period),
            summary_words.average_before(part, shown),
            summary_words.trend(part, shown) if part.values else "nothing logged",
        )
        for part in summary.parts
    ]
    head = "".join(f'<th scope="col">{_text(one)}</th>' for one in heads)
    body = "\n".join(
        f'<tr><th scope="row">{_text(first)}</th>{"".join(f"<td>{_text(one)}</td>" for one in others)}</tr>'
        for first, *others in rows
    )
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def _foot(summary: Summary, made_on: datetime.date) -> str:
    eaten = any(part.only_complete for part in summary.parts)
    said = [
        "In the charts the grey band is where about four of five days lay in the eight weeks before, marks below the "
        "axis are days without a figure, and large rings are days unusual against the four weeks before them"
        f"{', looked for in the last 12 weeks' if summary.period.length > UNUSUAL_DAYS else ''}.",
        *(
            ["Of what was eaten and drunk only days marked as complete count; small rings are the other days."]
            if eaten
            else []
        ),
        "A change or a trend is named where chance alone would rarely make it. Averages also differ by chance.",
    ]
    what = "This is a summary of what was logged, not a health measure."
    made = f"Made with Wellspring on {summary_words.day(made_on, year=True)}."
    return f"<footer>\n<p><strong>{what}</strong> {_text(made)}</p>\n<p>{_text(' '.join(said))}</p>\n</footer>"
