"""A question in, an answer out: what calls for help first, what is to be logged, then the tools. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.advice.facts import Fact
from lib.advice.triage import PAST_READING, triage
from lib.advice.triage_text import Kind
from lib.assistant import answers, medicines, router, talk, to_log, tools
from lib.assistant.answers import Answer
from lib.assistant.entry_facts import WATCHED_PAST
from lib.assistant.plans import Plan
from lib.diary.days import Clock
from lib.gateway.port import Backend
from lib.profile import Profile

# What is longer is no question, and is not even read for what it says.
LONGEST = 2000
TOO_LONG = "That is more than I can read in one go. Ask in a sentence or two shorter ones."


# Of what needs no tool: nobody else is to be asked about it either.
SAID = Plan("")


@dataclass(frozen=True)
class Reply:
    """`triaged` is not "ok" where the question called for help: then the answer is that sentence alone.

    `care` is a sentence about what was measured, to be shown before the answer. `to_log` is the text for the reader of
    sentences, which shows what it understood before anything is saved. `plan` is None where nothing was
    understood, and then `suggestions` are questions near to what was asked.
    """

    answer: Answer
    triaged: Kind = "ok"
    care: str = ""
    to_log: str = ""
    plan: Plan | None = None
    suggestions: tuple[str, ...] = ()


def reply(question: str, backend: Backend, here: Clock, me: Profile) -> Reply:
    """Raises GatewayError where the database does not answer, and nothing else."""
    verdict = triage(question[:LONGEST])
    if verdict.kind != "ok":
        return Reply(Answer(verdict.sentence), verdict.kind)
    if len(question) > LONGEST:
        return Reply(Answer(TOO_LONG))
    if text := talk.said(question):
        return Reply(Answer(text), plan=SAID)
    if medicines.names_one(question):
        return Reply(Answer(answers.MEDICINES), plan=SAID)
    imperial = me.units == "imperial"
    if to_log.is_of_another_day(question, here, imperial=imperial):
        return Reply(Answer(answers.OTHER_DAY), plan=SAID)
    if text := to_log.text(question, here, imperial=imperial):
        return Reply(Answer(answers.TO_LOG), to_log=text)
    plan = router.route(question, here, me)
    if plan is None:
        if text := to_log.of_figures(question, here, imperial=imperial):
            return Reply(Answer(answers.TO_LOG), to_log=text)
        return Reply(Answer(answers.NOT_UNDERSTOOD), suggestions=answers.near(question))
    return _answered(plan, backend, here, me)


def _answered(plan: Plan, backend: Backend, here: Clock, me: Profile) -> Reply:
    try:
        facts = tools.call(plan.tool, plan.arguments, backend, here, me)
        if plan.otherwise and answers.is_nothing(facts):
            other = tools.call(plan.otherwise.tool, plan.otherwise.arguments, backend, here, me)
            if not answers.is_nothing(other):
                plan, facts = plan.otherwise, other
    except tools.ToolError as error:
        return Reply(Answer(error.sentence), plan=plan)
    return Reply(answers.answer(plan, facts, here, me), care=_care(facts), plan=plan)


def _care(facts: Sequence[Fact]) -> str:
    """Of what was measured alone: a food or a tag is a name, and says nothing of how somebody is."""
    measured = [Fact(fact.id, "", metric=fact.metric, value=fact.value) for fact in facts if fact.value is not None]
    past = [fact for fact in measured if fact.id.startswith(f"{WATCHED_PAST}.")]
    if sentence := triage([fact for fact in measured if fact not in past]).sentence:
        return sentence
    return PAST_READING if triage(past).kind != "ok" else ""
