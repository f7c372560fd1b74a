"""What comes before advice: what somebody writes or measures may call for help rather than for a tip.

`triage` reads an entry or an answer of a model (a text), or what is so (facts), before a model is asked and after.
Where its verdict is not "ok", its sentence is shown in place of any advice.

Facts: `metric` and `value` are a level as it is kept (sql/reference/metrics.csv), never a difference or a goal. See
triage_readings for "energy", "bmi" and "goal_weight_loss". What facts say and name is read as text too.

It errs towards being careful, and is no diagnosis: it knows phrases, not people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.advice import triage_readings as readings
from lib.advice.facts import Fact
from lib.advice.triage_text import ORDER, Kind, kind_of

# Low sugar is treated at once, and only then called about.
LOW_GLUCOSE = (
    "Your glucose is low: have something sugary now. If you feel unwell, call your local emergency number "
    "(112 in Europe, 911 in the US)."
)
READING = (
    "This reading can be dangerous. If it repeats or you feel unwell, call your local emergency number now "
    "(112 in Europe, 911 in the US)."
)
SENTENCES: dict[Kind, str] = {
    "ok": "",
    "emergency": (
        "This can be serious. Call your local emergency number now (112 in Europe, 911 in the US), "
        "and do not stay alone."
    ),
    "self_harm": (
        "You are not alone. Please talk to someone you trust or call a crisis line: 988 (US), 116 123 (UK, parts of "
        "Europe), findahelpline.com."
    ),
    "eating": (
        "You deserve food and care. Please talk to someone you trust, your doctor or an eating disorder helpline; "
        "they can help."
    ),
    "clinician": (
        "Ask your clinician about this before you change anything; they know your history and what is safe for you."
    ),
}


@dataclass(frozen=True)
class Verdict:
    kind: Kind
    sentence: str = ""


def triage(text_or_facts: str | Sequence[Fact]) -> Verdict:
    if isinstance(text_or_facts, str):
        return _verdict(kind_of(text_or_facts))
    return _of_facts(text_or_facts)


def _of_facts(facts: Sequence[Fact]) -> Verdict:
    said = kind_of(" . ".join(part for fact in facts for part in (fact.said, *fact.names)))
    measured = _measured(facts)
    if ORDER.index(said) <= ORDER.index(measured.kind):
        return _verdict(said)
    return measured


def _measured(facts: Sequence[Fact]) -> Verdict:
    if readings.past(readings.EMERGENCY, facts):
        low = readings.past({"glucose": readings.LOW_GLUCOSE}, facts)
        return Verdict("emergency", LOW_GLUCOSE if low else READING)
    if readings.eats_too_little(facts) or readings.loses_what_is_needed(facts):
        return _verdict("eating")
    return _verdict("clinician" if readings.past(readings.CLINICIAN, facts) else "ok")


def _verdict(kind: Kind) -> Verdict:
    return Verdict(kind, SENTENCES[kind])
