"""The tools of the assistant: a closed set, each of which reads a person's own data and answers with facts.

Whoever calls one may be a model. Arguments are read strictly, everything runs under the rights of the person, and
nothing is ever written. A database that does not answer is a GatewayError, which whoever shows the answer says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lib.advice.facts import Fact
from lib.assistant import arguments, tool_day, tool_entries, tool_foods, tool_insights, tool_overview, tool_series
from lib.assistant.arguments import Argument, ToolError
from lib.assistant.series_facts import ONLY
from lib.diary import trends
from lib.diary.days import Clock
from lib.diary.kinds import KINDS
from lib.gateway.port import Backend
from lib.profile import Profile

__all__ = ["TOOLS", "Tool", "ToolError", "call", "described"]


@dataclass(frozen=True)
class Tool:
    name: str
    what: str
    arguments: tuple[Argument, ...]
    # Makes what the function is asked with of arguments that have been read.
    asked: Callable[..., Any]
    run: Callable[[Backend, Clock, Profile, Any], list[Fact]]

    def schema(self) -> dict[str, object]:
        """For a model: the arguments as a JSON Schema that takes nothing else."""
        return {
            "type": "object",
            "properties": {one.name: one.schema() for one in self.arguments},
            "required": [one.name for one in self.arguments if one.required],
            "additionalProperties": False,
        }


def _metric(*, required: bool = True, what: str = "Which figure of the diary.") -> Argument:
    return Argument("metric", "choice", what, required, tuple(arguments.metrics()))


def _day(name: str, what: str, *, required: bool = True) -> Argument:
    return Argument(name, "date", what, required)


START = _day("start", "The first day of the period.")
END = _day("end", "The last day of the period, today at the latest.")

_ALL = (
    Tool(
        "day",
        "What one day holds: its entries and what they add up to.",
        (
            _day("day", "The day."),
            Argument(
                "kind", "choice", "Only entries of this kind.", False, (tool_day.ALL, *KINDS), default=tool_day.ALL
            ),
        ),
        tool_day.DayAsked,
        tool_day.held,
    ),
    Tool(
        "series",
        "A figure over the days of a period: on how many days it is known, sum, mean over whole days, highest and "
        "lowest day, and the goal.",
        (
            _metric(),
            START,
            END,
            Argument("only", "choice", "Only these days of the week.", False, ONLY, default="all"),
        ),
        tool_series.SeriesAsked,
        tool_series.of_period,
    ),
    Tool(
        "trend",
        "Whether a figure has gone up or down up to today, as the app judges it.",
        (
            _metric(),
            Argument(
                "window", "choice", "Over how many days.", False, tool_series.WINDOWS, default=trends.DEFAULT_WINDOW
            ),
        ),
        tool_series.TrendAsked,
        tool_series.trend,
    ),
    Tool(
        "compare",
        "Two periods of one figure beside each other.",
        (
            _metric(),
            START,
            END,
            _day("before_start", "The first day of the other period."),
            _day("before_end", "The last day of the other period."),
            Argument("only", "choice", "Only these days of the week.", False, ONLY, default="all"),
            Argument("before_only", "choice", "Only these days of the other period.", False, ONLY, default="all"),
        ),
        tool_series.CompareAsked,
        tool_series.compared,
    ),
    Tool(
        "foods",
        "What is in a food of the food table, for an amount where one is said.",
        (
            Argument("text", "text", 'The food, with its amount where there is one: "2 eggs".'),
            Argument("metric", "choice", "Only this of it.", False, tuple(tool_foods.COLUMNS)),
        ),
        tool_foods.FoodsAsked,
        tool_foods.search,
    ),
    Tool(
        "entries",
        "The last entries of a kind, the newest first; with a first day also how many there are from then on.",
        (
            Argument("kind", "choice", "Which kind of entry.", choices=tuple(KINDS)),
            Argument("text", "text", "A name to look for: of a food, a drink, an activity, a reading.", False,
                     default=""),
            _day("start", "The first day to look at.", required=False),
            _day("end", "The last day to look at.", required=False),
            Argument("limit", "integer", "How many are told.", False, low=1, high=tool_entries.MOST, default=5),
        ),
        tool_entries.EntriesAsked,
        tool_entries.last,
    ),
    Tool(
        "goals",
        "The goals that hold, and where the day stands against them.",
        (
            _day("day", "The day."),
            _metric(required=False, what="Only the goal for this."),
        ),
        tool_day.GoalsAsked,
        tool_day.stand,
    ),
    Tool(
        "insights",
        "What goes together in the person's own days. Never a cause.",
        (
            _metric(required=False, what="Only what goes with this."),
            Argument("other", "choice", "And only where this is the other side.", False, tuple(arguments.metrics())),
        ),
        tool_insights.InsightsAsked,
        tool_insights.found,
    ),
    Tool(
        "overview",
        "The main figures of a period, beside those of another one where it is given.",
        (
            START,
            END,
            _day("before_start", "The first day of the other period.", required=False),
            _day("before_end", "The last day of the other period.", required=False),
        ),
        tool_overview.OverviewAsked,
        tool_overview.of_period,
    ),
    Tool(
        "logged",
        "On how many days of a period anything is logged, and for how many days in a row.",
        (START, END),
        tool_series.LoggedAsked,
        tool_series.logged,
    ),
)  # fmt: skip

TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in _ALL}


def described() -> list[dict[str, object]]:
    """What a model is told of the tools."""
    return [{"name": tool.name, "description": tool.what, "parameters": tool.schema()} for tool in TOOLS.values()]


def call(name: object, given: object, backend: Backend, here: Clock, me: Profile) -> list[Fact]:
    """Raises ToolError with one plain sentence, and GatewayError where the database does not answer."""
    tool = TOOLS.get(name) if isinstance(name, str) else None
    if tool is None:
        raise ToolError("There is no such tool.")
    read = arguments.read(tool.arguments, given, here.today, me)
    return tool.run(backend, here, me, tool.asked(**read))
