"""A message to begin with: put together by rules from what stands out, for the coach to change and send themselves.

No model is asked: a client lets their coach read their figures, which is no leave to send them anywhere for the coach's
convenience.
"""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence

from lib.advice import facts as advice_facts
from lib.advice.facts import Fact
from lib.advice.triage import Verdict, triage
from lib.analysis.attention import Finding
from lib.coach.client import Client
from lib.diary import catalog
from lib.diary.series import DAY

MOST_WORDS = 60
# What somebody wrote or measured longer ago is not what a message today begins with.
FRESH = 7 * DAY
# Said to nobody in a draft: blame, orders, comparing, and what sounds like less food.
_HARSH = re.compile(
    r"\b(?:should|must|have to|ought|fail\w*|bad|lazy|disappoint\w*|excuse\w*|cheat\w*|guilt\w*|wrong|worse|too much"
    r"|too little|not enough|only|weight|calorie\w*|kcal|diet|eat less|burn|(?:than|like) others?)\b",
    re.IGNORECASE,
)
# A title that the coach gave a habit is theirs, and is not looked through.
_QUOTED = re.compile(r"“[^”]*”")
PLAIN = "How has your week been? I am glad to look at anything you would like to change."
# A coach need not have the words for it, and is no clinician.
FIRST = "Thank you for writing this down. It matters more than any plan of ours."
HELP = "What they wrote or measured lately may call for help rather than for coaching. The draft says where to find it."


def message(client: Client, found: Sequence[Finding], today: datetime.date) -> str:
    """At most MOST_WORDS words. What calls for help comes before everything else."""
    verdict = concern(client, today)
    parts = [FIRST, verdict.sentence] if verdict.kind != "ok" else _sentences(client, found)
    said = _with_hello(client.name, parts)
    # What calls for help stands as it is written for everybody, with its numbers to call.
    return said if verdict.kind != "ok" or fits(said, client.hide_numbers) else _with_hello(client.name, [PLAIN])


def concern(client: Client, today: datetime.date) -> Verdict:
    """What the readings of the last days and the client's own words of them may call for."""
    return triage([*_readings(client, today), *_written(client, today)])


def fits(text: str, hide_numbers: bool) -> bool:
    """Whether a draft is as short and kind as drafts are; where numbers are hidden it names none at all."""
    own = _QUOTED.sub("", text)
    return len(text.split()) <= MOST_WORDS and not _HARSH.search(own) and not (hide_numbers and re.search(r"\d", text))


def _with_hello(name: str, sentences: Sequence[str]) -> str:
    """By the first name. Whoever gave none is shown by their e-mail address."""
    first = next(iter(advice_facts.cleaned(name).split()), "")
    if not first or "@" in first:
        return " ".join(sentences)
    begin = sentences[0] if sentences[0].startswith("I ") else f"{sentences[0][:1].lower()}{sentences[0][1:]}"
    return " ".join([f"Hi {first},", begin, *sentences[1:]])


def _readings(client: Client, today: datetime.date) -> list[Fact]:
    """The newest figure of each metric, where it is fresh. Of sums the day has to be over, and whole."""
    found = []
    for metric in client.metrics if client.daily else ():
        values = client.daily.of(metric) if client.daily else {}
        known = catalog.metrics()[metric]
        days = [day for day in values if today - FRESH <= day <= today and known.aggregate != "sum"]
        if days:
            value = values[max(days)]
            found.append(Fact(f"reading_{metric}", "", metric=metric, value=value))
    return found


def _written(client: Client, today: datetime.date) -> list[Fact]:
    texts = [row["text"] for row in client.messages if not row["from_coach"] and _is_fresh(row["sent_at"], today)]
    for row in client.check_ins:
        if _is_fresh(row["sent_at"], today):
            texts += [str(one["answer"]) for one in row["answers"]]
    if client.daily:
        texts += [note for day, note in client.daily.notes if day >= today - FRESH]
    return [Fact(f"written_{at}", text) for at, text in enumerate(texts)]


def _is_fresh(at: str, today: datetime.date) -> bool:
    return datetime.datetime.fromisoformat(at).date() >= today - FRESH


def _sentences(client: Client, found: Sequence[Finding]) -> list[str]:
    """Of the good news and of what surprises most, one each: a message about everything is read by nobody."""
    titles = {row["id"]: str(row["title"]) for row in client.agreements}
    seen = [one for one in found if _may_be_said(one, client)]
    good = next((one for one in seen if one.reason == "goal"), None)
    other = next((one for one in seen if one.reason != "goal"), None)
    said = [_SAY[one.reason](one, titles) for one in (good, other) if one]
    return said or [PLAIN]


def _may_be_said(found: Finding, client: Client) -> bool:
    return found.reason in ("stopped", "plan") or found.metric is None or client.may_see(found.metric)


def _stopped(found: Finding, titles: Mapping[str, str]) -> str:
    return (
        "It has been quiet in your diary lately, and I am thinking of you. How are things? If logging is a lot at the "
        "moment, one small entry a day is plenty."
    )


def _worse(found: Finding, titles: Mapping[str, str]) -> str:
    before, after = found.figures["before"], found.figures["after"]
    way = "higher" if after > before else "lower"
    return (
        f"Your {_called(found)} has been {way} than usual in the last two weeks. Is something making it harder? "
        "We can change the plan together."
    )


def _plan(found: Finding, titles: Mapping[str, str]) -> str:
    title = advice_facts.cleaned(titles.get(found.metric or "", ""))
    what = f"“{title}”" if title else "what we agreed on"
    return (
        f"I would like to hear how it goes with {what}. What gets in the way? We can make it smaller, move it to other "
        "days, or drop it."
    )


def _goal(found: Finding, titles: Mapping[str, str]) -> str:
    return f"You reached your goal for {_called(found)}. Well done, and I am happy for you."


def _unusual(found: Finding, titles: Mapping[str, str]) -> str:
    when = f" on {found.since:%A}" if found.since else ""
    return f"Your {_called(found)}{when} was unusual for you. How did you feel that day, and do you know why it was so?"


_SAY: Mapping[str, Callable[[Finding, Mapping[str, str]], str]] = {
    "stopped": _stopped, "worse": _worse, "plan": _plan, "goal": _goal, "unusual": _unusual,
}  # fmt: skip


def _called(found: Finding) -> str:
    """ "resting heart rate", "HRV (RMSSD)"."""
    label = catalog.metric_label(found.metric or "")
    return label if label[:2].isupper() else f"{label[:1].lower()}{label[1:]}"
