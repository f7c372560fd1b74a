"""What a text says that is serious, and whether it says so of the person who wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lib.advice import triage_care, triage_urgent
from lib.advice.triage_patterns import compiled
from lib.advice.triage_words import read

Kind = Literal["ok", "emergency", "self_harm", "eating", "clinician"]

# How far around a finding it is looked for what excuses it, in letters.
AROUND = 90
NEXT_WORD = 10

NO = """no not never without zero dont didnt doesnt havent hasnt isnt wasnt arent wont nor free stopped instead kein
keine keinen ohne nie nicht"""
# What may stand between "no" and what there is none of.
BETWEEN = """have had having has any more longer a the an my real been feel felt feeling single sign signs of from to
ever even be"""
IS_NO, IS_BETWEEN = frozenset(NO.split()), frozenset(BETWEEN.split())
OR = ("or", "nor", "oder")
MARKS = (".", ",", "and")
# "No fever or chest pain": as far before the "or".
BEFORE_OR = 5

# "Not a day without chest pain" says that there is some.
TWICE = re.compile(" (?:no|not|never|cannot|hardly|barely) (?:[a-z]+ )?(?:[a-z]+ )?(?:[a-z]+ )?(?:without|free)")

# "Never had chest pain like this" says that there is some.
AS_NEVER_BEFORE = re.compile("^ (?:this bad|like this|like that|so bad|as bad|this strong)(?= )")

SOMEBODY = """dad daddy father stepfather mom mum mommy mummy mother stepmother brother sister son daughter uncle aunt
grandma grandpa grandmother grandfather granny nan friend friends neighbour neighbor colleague coworker boss wife
husband partner girlfriend boyfriend roommate flatmate cousin nephew niece dog cat puppy kitten horse character actor
player teacher client clients patient patients family
vater mutter bruder schwester opa oma freund freundin nachbar hund katze"""
SOMEBODY_ELSE = f" (?:{'|'.join(SOMEBODY.split())})s?"
NOT_ME = "(?: (?!(?:i|me|my|myself|ich|mich) )[a-z0-9]+)"
# "My dad had a stroke": told, not happening. "My husband is having chest pain" is happening.
HAPPENED_TO_ANOTHER = re.compile(
    f"{SOMEBODY_ELSE}{NOT_ME}{{0,3}} (?:had|suffered|survived|died|recovered|hatte|starb|uberlebte){NOT_ME}{{0,4}}$"
)
HAPPENS_NOW = re.compile("^(?: [a-z0-9]+){0,6} (?:now|today|tonight|this morning|this evening|minutes ago) ")
ABOUT_ANOTHER = re.compile(
    f"(?:{SOMEBODY_ELSE}{NOT_ME}{{0,5}}| (?:he|she|they)(?: (?:has|have|had|is|are|was|were|got|takes?"
    f"|took){NOT_ME}{{0,4}})?)$"
)
TOLD = """film movie show series episode documentary book podcast article novel news course training lecture exam essay
chapter video scene song class seminar charity fundraiser awareness poster story learned learnt read reading studied
studying watched"""
IN_A_STORY = re.compile(
    f" (?:{'|'.join(TOLD.split())}){NOT_ME}{{0,2}}"
    f" (?:about|on|of|where|for|with|called|against|whose|who){NOT_ME}{{0,4}}$"
)

LONG_AGO = (
    "(?:(?:years?|decades?|months) ago|(?<!since )(?<!like )last year|as a (?:child|kid|teen|teenager|baby)"
    "|(?<!since )in (?:19|20)[0-9][0-9]|when i was|vor [a-z0-9]+ jahren)"
)
LONG_AGO_AFTER = re.compile(f"^(?: [a-z0-9]+){{0,6}} {LONG_AGO} ")
LONG_AGO_BEFORE = re.compile(
    f" (?:{LONG_AGO}|used to|history of|previous|past)(?: ,)?(?: (?!now |today )[a-z0-9]+){{0,4}}$"
)

EXERTION = re.compile(
    " (?:sprints?|sprinting|stairs|intervals?|burpees|hills?|climb|climbing|run|running|ran|workout|sets?|squats|hiit"
    "|cycling|uphill|race|skipping) "
)
FROM_EXERTION = re.compile("^ (?:(?:short|shortness) of breath|(?:gasping|fighting) for|[a-z ]*catch my breath)")
AT_REST = re.compile(" (?:rest|sitting|lying|bed|nothing|night|sleep) ")
HARMLESS_AROUND = {
    "breath": re.compile(" (?:laugh|laughed|laughing|giggling|nose|blocked|stuffy|snorkel|underwater) "),
    "cannot": re.compile(
        " in (?:this|these|that|those|the|my|a) (?:[a-z]+ )?(?:jeans|dress|corset|bra|suit|costume|mask|belt|trousers"
        "|pants|outfit|shirt|shapewear|skirt|wetsuit) | (?:voice|hoarse|karaoke|laryngitis|french|spanish|german"
        "|italian"
        "|english|language|accent) "
    ),
    "hard to": re.compile(
        " in (?:this|these|that|those|the|my|a) (?:[a-z]+ )?(?:jeans|dress|corset|bra|suit|costume|mask"
        "|belt|trousers|pants|outfit|shirt|shapewear|skirt|wetsuit) "
    ),
    "cutting": re.compile(
        " (?:bulk|bulking|kg|kgs|lbs|pounds|calories|kcal|deficit|weight|macros?|protein|lean|carbs?|sugar|hair|grass"
        "|lawn"
        "|wood|fabric|phase|season|onions?|veg|vegetables|paper|hedge|trees?|alcohol|diet|abs|physique|costs?|video"
        "|film) "
    ),
    "blind": re.compile(" (?:birth|born|dog|cat|horse|always|childhood|date|test|tasting) "),
    "heart attack": re.compile(" (?:nearly|almost|gave|give) "),
    "bleeding": re.compile(" (?:period|menstrual|menstruation|cycle) "),
    "fast": re.compile(" (?:ramadan|intermittent|lent|16 8) "),
    "eaten": re.compile(" (?:ramadan|lent) "),
    "suicide": re.compile(" (?:career|social|political|commercial) suicide "),
    "overdos": re.compile(
        " (?:sugar|caffeine|chocolate|cuteness|carbs?|cheese|food|netflix|sunshine|christmas|coffee) (?:overdose|od) "
    ),
    " od": re.compile(" (?:sugar|caffeine|chocolate|carb|cheese|food) od "),
    "allergic": re.compile(" (?:to mornings|to work|to mondays) "),
}
# "Picked up 30 tablets at the pharmacy": had, and not taken.
BOUGHT = re.compile(
    " (?:bought|ordered|collected|picked up|refilled|prescribed|packed|sorted|counted|delivered|renewed|threw away"
    "|thrown"
    " away|binned|avoid|returned|(?:pharmacy|pharmacist|doctor|chemist) (?:gave|has))(?: [a-z0-9]+){0,4}$"
)
TAKEN = re.compile(" (?:took|taken|swallow|swallowed|downed|popped|ate|necked|want|going|die|end|myself|now) ")

ORDER: tuple[Kind, ...] = ("emergency", "self_harm", "eating", "clinician", "ok")


@dataclass(frozen=True)
class Finding:
    before: str
    words: str
    after: str

    @property
    def sentence(self) -> str:
        return f" {self.before.rpartition(' . ')[2]}{self.words}{self.after.partition(' . ')[0]} "


def kind_of(text: str) -> Kind:
    """The most serious thing that the text says, in the order of ORDER."""
    return min((_kind_of_line(line) for line in read(text)), key=ORDER.index)


def _kind_of_line(line: str) -> Kind:
    emergencies = [
        not _is_long_ago(found) for found in _findings(triage_urgent.EMERGENCY, line) if not _is_no_emergency(found)
    ]
    if any(emergencies):
        return "emergency"
    if any(not _is_excused(found) for found in _findings(triage_urgent.SELF_HARM, line)):
        return "self_harm"
    eating = [not _is_long_ago(found) for found in _findings(triage_care.EATING, line) if not _is_excused(found)]
    if any(eating):
        return "eating"
    if emergencies or eating or _is_for_a_clinician(line):
        return "clinician"
    return "ok"


def _findings(rules: tuple[str, ...], line: str) -> Iterator[Finding]:
    """One after the other, overlapping ones too: what is excused may hide what is not."""
    pattern = compiled(rules)
    found = pattern.search(line)
    while found:
        start, end = found.span()
        yield Finding(line[max(0, start - AROUND) : start], found[0], line[end : end + AROUND])
        found = pattern.search(line, start + 1)


def _is_for_a_clinician(line: str) -> bool:
    if any(
        not (_is_told(found) or ABOUT_ANOTHER.search(found.before)) for found in _findings(triage_care.MEDICINE, line)
    ):
        return True
    return any(
        not (_is_excused(found) or ABOUT_ANOTHER.search(found.before))
        for found in _findings(triage_care.CONDITION_OR_LASTING, line)
    )


def _is_no_emergency(found: Finding) -> bool:
    return _is_excused(found) or _has_happened_to_another(found) or _is_only_exertion(found)


def _is_excused(found: Finding) -> bool:
    return _is_negated(found) or _is_harmless(found) or _is_told(found)


def _is_negated(found: Finding) -> bool:
    if not _says_no(found.before.split()):
        return False
    return not (TWICE.search(found.before) or AS_NEVER_BEFORE.search(found.after))


def _says_no(words: list[str]) -> bool:
    while words and words[-1] in IS_BETWEEN:
        words.pop()
    if not words or words[-1] in IS_NO:
        return bool(words)
    if words[-1] not in OR:
        return False
    nearby = reversed(words[-BEFORE_OR:-1])
    return next((word in IS_NO for word in nearby if word in IS_NO or word in MARKS), False)


def _is_harmless(found: Finding) -> bool:
    if BOUGHT.search(found.before) and not TAKEN.search(found.sentence):
        return True
    return any(word in found.words and around.search(found.sentence) for word, around in HARMLESS_AROUND.items())


def _is_told(found: Finding) -> bool:
    of_oneself = any(word in found.words + found.after[:NEXT_WORD] for word in ("myself", "methods", "ways"))
    return bool(IN_A_STORY.search(found.before)) and not of_oneself


def _has_happened_to_another(found: Finding) -> bool:
    # "had" may belong to what was found: "had a heart attack".
    told = HAPPENED_TO_ANOTHER.search(f"{found.before} {found.words.split()[0]}")
    return bool(told) and not HAPPENS_NOW.search(found.after)


def _is_only_exertion(found: Finding) -> bool:
    sentence = found.sentence
    return bool(FROM_EXERTION.search(found.words) and EXERTION.search(sentence) and not AT_REST.search(sentence))


def _is_long_ago(found: Finding) -> bool:
    return bool(LONG_AGO_AFTER.search(found.after) or LONG_AGO_BEFORE.search(found.before))
