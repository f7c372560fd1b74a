"""Readings that are no matter for advice, whatever the diary says beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from lib.advice.facts import Fact

# A metric and its value, in the unit in which it is kept.
Reading = tuple[str, float]
# mg/dl of glucose in one mmol/l.
MMOL = 18.016


@dataclass(frozen=True)
class Limits:
    """Below `below`, at `lowest` or lower, at `highest` or higher: in the unit in which the reading is kept."""

    below: float = -inf
    lowest: float = -inf
    highest: float = inf

    def passed_by(self, value: float) -> bool:
        return value < self.below or value <= self.lowest or value >= self.highest


EMERGENCY = {
    # American Heart Association, "When to call 911 about high blood pressure": 180/120 or greater.
    # NEWS2 gives a red score to a systolic 90 and less; many healthy people measure 88 to 90. So 90 asks for a
    # clinician here, and 80 calls: a choice of this app, between that score and what small and fit people have.
    "systolic": Limits(lowest=80, highest=180),
    "diastolic": Limits(highest=120),
    # American Diabetes Association, Standards of Care, "Glycemic goals and hypoglycemia": below 54 mg/dl is level 2,
    # where it has to be treated at once. US CDC, "Diabetic ketoacidosis": 300 mg/dl and staying there is a matter for
    # the emergency room; one reading is not "staying", so 300 asks for a clinician here, and 400 calls.
    "glucose": Limits(below=54, highest=400),
    # WHO, "Pulse oximetry training manual": below 90 % is an emergency.
    "spo2": Limits(below=90),
    # Royal College of Physicians, "National Early Warning Score (NEWS) 2", 35.0 and lower is a red score. Heat stroke
    # begins at 40 (US CDC/NIOSH, "Heat-related illnesses"); a fever may reach it, so the limit is half a degree more.
    "temperature": Limits(lowest=35, highest=40.5),
    # NEWS2 gives a red score to 131 and more, and to 40 and less. In people who train for endurance a pulse below 40 is
    # common, and is looked into below 30 only (Drezner et al., "International criteria for electrocardiographic
    # interpretation in athletes", 2017). 35 stands between the two.
    "resting_heart_rate": Limits(lowest=35, highest=130),
    # May be measured in training: above what any age reaches (220 less the age, Fox et al. 1971) or as slow as above.
    "heart_rate": Limits(lowest=35, highest=220),
}
# A heart rate in a text that has no word of sport and none of rest: above what people of forty reach (Fox et al., as
# above).
TOLD = EMERGENCY | {"heart_rate_told": Limits(lowest=35, highest=180)}
CLINICIAN = {
    # See "systolic" above.
    "systolic": Limits(lowest=90),
    # American Diabetes Association, as above: 54 to 69 mg/dl is level 1.
    "glucose": Limits(below=70, highest=300),
    # NHS England, "Pulse oximetry to detect early deterioration": 92 % and less has to be seen the same day.
    "spo2": Limits(lowest=92),
    # NEWS2 gives its highest score but one from 39.1; Mayo Clinic, "Fever: first aid": an adult calls from 39.4.
    "temperature": Limits(highest=39.4),
}
LOW_GLUCOSE = {"glucose": Limits(below=54)}
RATHER_LOW_GLUCOSE = {"glucose": Limits(below=70)}

# kcal a day. Below 800 is a very-low-calorie diet, for use under a doctor only (NICE guideline on obesity, 2014/2025).
LEAST_ENERGY = 800
DAYS_OF_LITTLE = 3
# World Health Organization: underweight below 18.5 kg/m2.
LEAST_BMI = 18.5
GOAL_WEIGHT_LOSS = "goal_weight_loss"


def past(limits: dict[str, Limits], readings: Sequence[Reading]) -> bool:
    return any(limits[metric].passed_by(value) for metric, value in readings if metric in limits)


def eats_too_little(facts: Sequence[Fact]) -> bool:
    """A Fact with metric "energy" is a whole day, a day that is over; they stand in the order of the days."""
    days = 0
    for metric, value in of_facts(facts):
        if metric != "energy":
            continue
        # A day of nothing is a day of which nothing was entered.
        days = days + 1 if 0 < value < LEAST_ENERGY else 0
        if days == DAYS_OF_LITTLE:
            return True
    return False


def loses_what_is_needed(facts: Sequence[Fact]) -> bool:
    """A Fact with metric "bmi", and one with the id "goal_weight_loss" where somebody wants to weigh less."""
    wants_to = any(fact.id == GOAL_WEIGHT_LOSS for fact in facts)
    return wants_to and past({"bmi": Limits(below=LEAST_BMI)}, of_facts(facts))


def of_facts(facts: Sequence[Fact]) -> list[Reading]:
    return [(fact.metric, fact.value) for fact in facts if fact.value is not None]
