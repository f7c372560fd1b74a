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
from lib.advice.triage_told import told

# Low sugar is treated at once, and only then called about.
LOW_GLUCOSE = (
    "Your glucose is low: have something sugary now. If you feel unwell, call your local emergency number "
    "(112 in Europe, 911 in the US)."
)
READING = (
    "This reading can be dangerous. If it repeats or you feel unwell, call your local emergency number now "
    "(112 in Europe, 911 in the US)."
)
# For callers that speak of another day, or of a reading that a newer one has replaced.
PAST_READING = (
    "This reading could have been dangerous. If it comes again or you feel unwell, call your local emergency number "
    "(112 in Europe, 911 in the US)."
)
RATHER_LOW_GLUCOSE = (
    "Your glucose is a little low: something sugary now helps. If it happens often, ask your clinician."
)
SENTENCES: dict[Kind, str] = {
    "ok": "",
    "emergency": (
        "This can be serious. Call your local emergency number now (112 in Europe, 911 in the US), "
        "and do not stay alone."
    ),
    "self_harm": (
        "You are not alone. Please talk to someone you trust or a crisis line: 988 (US), 116 123 (UK), "
        "findahelpline.com. In danger now? Call your local emergency number (112 in Europe, 911 in the US)."
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
        return _graver(kind_of(text_or_facts), _measured(told(text_or_facts)))
    return _of_facts(text_or_facts)


def _of_facts(facts: Sequence[Fact]) -> Verdict:
    # What they say was measured is in their values: a text of theirs may speak of another day.
    said = kind_of(" . ".join(part for fact in facts for part in (fact.said, *fact.names)))
    measured = _measured(readings.of_facts(facts))
    if measured.kind != "emergency" and (readings.eats_too_little(facts) or readings.loses_what_is_needed(facts)):
        measured = _verdict("eating")
    return _graver(said, measured)


def _graver(said: Kind, measured: Verdict) -> Verdict:
    """Of two that are as grave, what is said of an emergency, and the reading where it is one for a clinician."""
    if said == measured.kind == "clinician" or ORDER.index(measured.kind) < ORDER.index(said):
        return measured
    return _verdict(said)


def _measured(found: Sequence[readings.Reading]) -> Verdict:
    if readings.past(readings.TOLD, found):
        return Verdict("emergency", LOW_GLUCOSE if readings.past(readings.LOW_GLUCOSE, found) else READING)
    if readings.past(readings.CLINICIAN, found):
        low = readings.past(readings.RATHER_LOW_GLUCOSE, found)
        return Verdict("clinician", RATHER_LOW_GLUCOSE if low else SENTENCES["clinician"])
    return _verdict("ok")


def _verdict(kind: Kind) -> Verdict:
    return Verdict(kind, SENTENCES[kind])
