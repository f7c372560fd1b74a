"""Goals that somebody else has worked out, each with whom to ask about it. Most of them are for adults only."""

from dataclasses import dataclass

from lib.diary import say
from lib.diary.goals import ADULT, Body
from lib.nutrition import energy
from lib.units import Units

EFSA_WATER = "EFSA 2010, Dietary Reference Values for water"
EFSA_PROTEIN = "EFSA 2012, Dietary Reference Values for protein"
EFSA_FIBRE = "EFSA 2010, Dietary Reference Values for carbohydrates and dietary fibre"
SLEEP_CONSENSUS = "AASM and Sleep Research Society 2015, consensus for adults"
WHO_ACTIVITY = "WHO 2020, guidelines on physical activity"
WHO_SODIUM = "WHO 2012, guideline on sodium intake"
# One short name for the column; the page names both papers.
NEED = "Mifflin-St Jeor 1990 with the activity level of EFSA 2013"

DRINKS_ML = {"female": 1600.0, "male": 2000.0}
# From this age on EFSA gives the figures of adults for drinks.
DRINKS_AGE = 14
PROTEIN_PER_KG = 0.83
HIDDEN_PROTEIN = (
    "A suggestion for protein follows from the body weight, so none is shown while calories and weight are hidden."
)
# A need is an estimate: within this share of it on either side.
NEED_BAND = 0.05


@dataclass(frozen=True)
class Suggestion:
    metric: str
    low: float | None
    high: float | None
    # Kept with the goal.
    source: str
    why: str


@dataclass(frozen=True)
class Withheld:
    """What is not suggested, why, and where to say what is missing: settings, today or nowhere."""

    metric: str
    why: str
    where: str = ""


def all_for(about: Body, shown: Units, *, hide_numbers: bool = False) -> list[Suggestion | Withheld]:
    found: list[Suggestion | Withheld] = []
    if not hide_numbers:
        found.append(_energy(about, shown))
    found.append(_drinks(about))
    if not about.is_minor:
        found.append(
            Suggestion("sleep", 7.0, None, SLEEP_CONSENSUS, "Adults sleep seven hours or more on a regular basis.")
        )
    found.append(_activity(about))
    if about.is_minor:
        why = f"The figures for sleep, protein, fibre and sodium that we know of are for people from {ADULT}."
        found.append(Withheld("protein", why))
        return found
    found.append(Withheld("protein", HIDDEN_PROTEIN) if hide_numbers else _protein(about))
    found.append(Suggestion("fibre", 25.0, None, EFSA_FIBRE, "Enough for a usual digestion in adults."))
    found.append(Suggestion("sodium", None, 2000.0, WHO_SODIUM, "As much as is in 5 g of salt, for adults."))
    return found


def _energy(about: Body, shown: Units) -> Suggestion | Withheld:
    if about.is_minor:
        return Withheld(
            "energy", f"The equation for the energy need is made for adults, so below {ADULT} none is suggested."
        )
    in_settings = {
        "birth date": about.age,
        "sex": about.sex,
        "height": about.cm,
        "activity level": about.activity,
    }
    missing = [name for name, value in in_settings.items() if value is None]
    if missing:
        also = " Your weight is missing as well." if about.kg is None else ""
        return Withheld("energy", f"For your energy need we lack: {', '.join(missing)}.{also}", "settings")
    basal = about.basal
    if basal is None:
        return Withheld("energy", "For your energy need we lack your weight.", "today")
    level = next(level for level in energy.ACTIVITY_LEVELS if level.name == about.activity)
    need = energy.daily_need(basal, level.factor)
    low, high = (round(need * share / 10) * 10.0 for share in (1 - NEED_BAND, 1 + NEED_BAND))
    why = (
        f"Your need is about {say.energy(round(need / 10) * 10, shown)} a day: about "
        f"{say.energy(round(basal / 10) * 10, shown)} at rest, times {level.factor:g} for your activity level. "
        "An estimate, so the goal is 5 percent wide on either side."
    )
    return Suggestion("energy", low, high, NEED, why)


def _drinks(about: Body) -> Suggestion | Withheld:
    if about.age is not None and about.age < DRINKS_AGE:
        return Withheld("water", f"The figures for drinks that we know of are for people from {DRINKS_AGE}.")
    if about.sex in DRINKS_ML:
        who = "women" if about.sex == "female" else "men"
        why = f"What {who} need from drinks at moderate temperature and activity; food brings the rest."
        return Suggestion("water", DRINKS_ML[about.sex], None, EFSA_WATER, why)
    why = (
        "Women need about 1.6 l from drinks and men about 2 l, so 1.6 l is the least for anybody and 2 l is enough "
        "for most. More on hot days and with exercise."
    )
    return Suggestion("water", DRINKS_ML["female"], None, EFSA_WATER, why)


def _activity(about: Body) -> Suggestion:
    if about.is_minor:
        return Suggestion("active_minutes", 60.0, None, WHO_ACTIVITY, "Children and teenagers move an hour a day.")
    why = "150 active minutes a week are recommended: about 22 a day. More on some days and none on others is as good."
    return Suggestion("active_minutes", 22.0, None, WHO_ACTIVITY, why)


def _protein(about: Body) -> Suggestion | Withheld:
    if about.kg is None:
        return Withheld("protein", "The figure for protein is 0.83 g for each kg, and we lack your weight.", "today")
    grams = float(round(PROTEIN_PER_KG * about.kg))
    return Suggestion("protein", grams, None, EFSA_PROTEIN, "0.83 g for each kg of body weight, for adults.")
