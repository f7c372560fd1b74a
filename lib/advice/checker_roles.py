"""What each number of a line is said as: what was had, the goal, what is left of it, or what is usual.

A number may be said only as what it is in its fact, of the thing that the fact is about, and of its day.
"""

# Word lists and patterns are read in one piece.
# ruff: noqa: E501

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lib.advice import checker_numbers
from lib.advice.checker_read import Number
from lib.advice.facts import Amount, Fact

VALUE, GOAL, LEFT, USUAL, ANY = "value", "goal", "left", "usual", "any"


@dataclass(frozen=True)
class Known:
    """An amount of a fact, as the fact says it."""

    amount: Amount
    roles: frozenset[str]
    # "least" or "most", where the fact says that before it.
    bounds: frozenset[str]
    topics: frozenset[str]
    said: str


_IN_FACT = (
    (ANY, re.compile(r"^left to the goal|reached on (?:\d+ of )?$|\bon \d+ of $|\bon $|highest|lowest"), None),
    (GOAL, re.compile(r"^goal: |\bgoal\b(?! for \w+ was)(?! was)[^,;()]*$|\((?:at least|at most|between|\d)[^)]*$|\bof at (?:least|most) $"), None),
    (GOAL, re.compile(r"\d[^,;:]* of $"), None),
    (LEFT, re.compile(r"still to come: $|^[^:]*\bleft: $"), None),
    (USUAL, re.compile(r"\busual(?:ly)?\b[^,;]*$"), None),
    (ANY, None, re.compile(r"^[^,;:]{0,12}\b(?:below|above|under|over|less than|more than|later than|earlier than)\b")),
    (LEFT, None, re.compile(r"^ (?:(?:more )?to go|short|left)\b")),
)  # fmt: skip
_BOUND = re.compile(r"\bat (least|most) (?:about |around )?$")

_TOPICS = {
    "sleep": re.compile(r"\b(?:sleep|slept|nights?|bed)\b"),
    "drinks": re.compile(r"\b(?:drinks?|drank|water|ml|fl oz|litres?|l|caffeine|alcohol|glass|glasses)\b"),
    "food": re.compile(r"\b(?:energy|kcal|kj|protein|fibre|meals?|breakfast|lunch|dinner|snacks?|fat|sugar|salt|sodium|eaten|carbs?)\b"),
    "weight": re.compile(r"\b(?:weight|weigh)\b(?! training)"),
    "moving": re.compile(r"\b(?:active|steps|walk|walking|running|runs|km|mi|training|distance|yoga|min|sessions?)\b"),
}  # fmt: skip
_VERBS = (
    ("sleep", re.compile(r"\b(?:slept|asleep|(?:sleep|night) (?:of|was|at|is|came to))\b")),
    ("drinks", re.compile(r"\b(?:drank|drunk|drink|drinking|sipped|sip)\b")),
    ("food", re.compile(r"\b(?:ate|eat|eaten|eating|(?:lunch|dinner|breakfast|snack|meal) (?:of|was|had|at|with))\b")),
    ("weight", re.compile(r"\b(?:weigh|weighs|weighed|weight)\b(?! training)")),
    ("moving", re.compile(r"\b(?:walked|ran|moved|trained|cycled|rode|swam|stroll|strolled|exercised|active)\b")),
)  # fmt: skip
_OF = re.compile(
    r"^ (?:more )?(?:of )?(?:your )?(?P<what>sleep|protein|fibre|water|drinks?|caffeine|fluids?|movement|walking|exercise|activity|steps|fat|sugar|"
    r"salt|energy|alcohol|training|active)\b"
)
_OF_TOPIC = {
    "sleep": "sleep", "water": "drinks", "drink": "drinks", "drinks": "drinks", "fluid": "drinks", "fluids": "drinks",
    "movement": "moving", "walking": "moving", "exercise": "moving", "activity": "moving", "training": "moving",
    "active": "moving", "steps": "moving", "energy": "food",
}  # fmt: skip

_LEFT_AFTER = re.compile(
    r"^ (?:more to go|to go|left|remaining|still to (?:come|go)|short(?= of|[.,;!]|$)|away|missing|more|further|extra)\b|^ (?:is|are) (?:left|to go|still to come|missing)"
    r"|^ (?:of )?(?:[a-z]+ )?(?:left|to go)\b|^ between you"
)
_LEFT_BEFORE = re.compile(
    r"\b(?:remaining|missing|left(?: is| are|:)|need|leaves|still need|last)(?: you)?(?: with)?(?: about| around| roughly| just| only)? $"
)
_AND_TO = re.compile(r" ?(?:[-–]|to|or) ?")
_ANOTHER = re.compile(r"\b(?:another|extra)(?: about| around)? $")
_GOAL_BEFORE = re.compile(
    r"\b(?:goal(?: (?:for|of) [a-z -]{1,30}?)?(?: (?:of|is|was)|:|,)|towards?|(?:closer|close|nearer|near|next) to|near|reach(?:ed|es|ing)?|hit|met|aim(?:s|ing)?(?: for)?"
    r"|plan(?:ned)?(?: is| of)?|target(?: of| is)?|start on|between you and|past|of your|out of|not far from|hitting|nearly at|get(?:s|ting)? (?:you )?to|take you to|made it to)"
    r"(?: (?:your|the|a|of|full|goal|about|at least|at most|today's|usual|between|in all|up to|to))* $"
)
_OF_A_NUMBER = re.compile(r"^ ?(?:[a-z%]+ )?(?:left )?(?:out )?of (?:your |the |your goal of |at least |at most )?$")
_GOAL_AFTER = re.compile(
    r"^ (?:goal|target|steps easier|(?:steps )?(?:is|are|was|as) (?:the|your) (?:plan|goal|target|aim)|of (?:drinks|movement|active minutes|sleep) (?:is|are) (?:the|your) (?:plan|goal)|is (?:long )?done|are (?:long )?done|is (?:easier|close|within reach)|easier)\b"
)
_YOURS_BEFORE = re.compile(r"\b(?:your|the|today's|those|these|full) $")
_MAY_BE_EITHER = re.compile(
    r"\b(?:past|over|above|below|under|within|from|beyond|than|up to|at least|at most|makes? it|make|it|up to|back to|between|to|and|or)(?: your| the| about)* $"
)
_USUAL_BEFORE = re.compile(
    r"(?<!than )(?<!than your )\b(?:usual(?:ly)?|normal(?:ly)?)(?: [a-z0-9.]+(?:[–-]\d*)?){0,4}[ –-]$"
)
_USUAL_AFTER = re.compile(r"^(?: of \d+)? (?:steps |hours )?(?:is|are|as) (?:your )?(?:usual|normal)\b")
_LIKELY = re.compile(r"\b(?:would|could|can|will|may|might|brings?|moves?|makes?|takes?|gets?|help|helps|back)\b")
_LEAST = re.compile(r"\b(?:at least|no less than|or more)(?: about)? $")
_MOST = re.compile(
    r"\b(?:at most|no more than|up to|not more than|under|less than|within|below|stay(?:ing)? (?:at|under|below)|still under)(?: about)? $"
)

_REACHED = re.compile(
    r"\b(?:reached|(?:goal|goals|target)[^.;!?,]{0,30}\b(?:met|done|hit|complete|completed|achieved|kept|full|passed|behind you)|met (?:your|the|its)|made it(?! (?:so|a|easy|easier|feel|good))|hit (?:your|the)"
    r"|(?:past|above|over|beyond|beat|passed|achieved) (?:your |the |its )?(?:goal|target)|more than (?:your|the) goal|(?:all|both) (?:of )?your goals|is (?:long )?done\b|stayed within|kept within|finished|completed)\b"
)
_NOT_YET = re.compile(
    r"\bmore,? (?:and|to)\b|\b(?:if|once|when|until|before|almost|nearly|would|could|will|can|soon|closer|not yet|to be)\b|\d ?% of|half of|percent of|part of|"
    r"\bwith .{1,30} more\b|\bon \d+ of\b|\bgoal was reached on\b|more and\b|day complete|calls? it|quarters? of|half"
)
_REACHED_FACT = re.compile(r"\breached\b(?! on)|well: the goal|goal [a-z ]*(?:met|kept)|\bwithin it\b|which is over it")
_TOPIC_WORDS = {
    "sleep": re.compile(r"\b(?:sleep|slept|night)\b"),
    "drinks": re.compile(r"\b(?:drinks?|water|drank)\b"),
    "protein": re.compile(r"\bprotein\b"), "fibre": re.compile(r"\bfibre\b"), "steps": re.compile(r"\bsteps\b"),
    "active": re.compile(r"\bactive minutes\b|\bmovement\b"),
}  # fmt: skip
_TOPIC_SAID = {
    name: re.compile(rf"\b{name}\b" if name != "drinks" else r"\bdrinks?\b|\bwater\b") for name in _TOPIC_WORDS
}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_OTHER_DAY = re.compile(r"\byesterday\b|\bon \d{1,2} [a-z]+\b|\bfrom \d|the day is a |\bnights? (?:of|before)\b")
_THIS_DAY = re.compile(r"\btoday\b|\bso far\b|just logged|not over yet|\blast night\b")


def fault(line: str, facts: Sequence[Fact], cited: Sequence[Fact]) -> str:
    low = line.lower().replace("’", "'")
    known = [one for fact in cited for one in known_of(fact)]
    said = [fact.said.lower() for fact in facts]
    reached = [text for text in said if _REACHED_FACT.search(text)] + [text for text in said if _passes(text, known)]
    for sentence in _SENTENCE.split(low):
        if _sentence_is_wrong(sentence, known, said, reached):
            return "role"
    return ""


def known_of(fact: Fact) -> list[Known]:
    low = fact.said.lower()
    numbers = [number for number, _ in checker_numbers.read(low, ())]
    topics = frozenset(
        topic
        for topic, words in _TOPICS.items()
        if words.search(f"{low} {' '.join(a.unit for a in fact.amounts).lower()}")
    )
    found = []
    for amount in fact.amounts:
        at = [number for number in numbers if checker_numbers.backed(number, (amount,))]
        roles = frozenset(_role_in_fact(low, number) for number in at) or frozenset({ANY})
        if amount.unit in ("0-10", "1-5") and roles == {VALUE}:
            # Of a scale the top may be said too.
            roles |= {ANY}
        bounds = frozenset(bound[1] for number in at if (bound := _BOUND.search(low[: number.start])))
        found.append(Known(amount, roles, bounds, topics, low))
    return found


def _role_in_fact(low: str, number: Number) -> str:
    before, after = low[: number.start], low[number.end :]
    for role, pattern_before, pattern_after in _IN_FACT:
        if pattern_before and pattern_before.search(before):
            return role
        if pattern_after and pattern_after.search(after):
            return role
    return VALUE


def _sentence_is_wrong(sentence: str, known: Sequence[Known], said: Sequence[str], reached: Sequence[str]) -> bool:
    if _day_is_wrong(sentence, said) or _reached_is_wrong(sentence, reached):
        return True
    amounts = [one.amount for one in known]
    numbers = [number for number, _ in checker_numbers.read(sentence, amounts)]
    end = 0
    for at, number in enumerate(numbers):
        upto = numbers[at + 1].start if at + 1 < len(numbers) else len(sentence)
        plain = not number.harmless and number.clock is None and not number.pair and not number.share
        if plain and _number_is_wrong(sentence, number, end, upto, known):
            return True
        end = number.end
    return False


def _number_is_wrong(sentence: str, number: Number, start: int, upto: int, known: Sequence[Known]) -> bool:
    fitting = [one for one in known if checker_numbers.backed(number, (one.amount,))]
    if not fitting:
        return False
    before, after = sentence[: number.start], sentence[number.end : upto]
    near = sentence[start : number.start]
    if start and _AND_TO.fullmatch(near):
        # "7 to 8 h", "45-55 ms": the second is said as what the first is.
        return not any({GOAL, USUAL, ANY} & one.roles for one in fitting)
    claimed = _claimed(near, before, after, sentence[number.end :], is_first=start == 0)
    fitting = [one for one in fitting if ANY in one.roles or one.roles & claimed]
    fitting = [one for one in fitting if _topic_fits(one, before, after)]
    if not fitting:
        return True
    if _LEAST.search(before) and not any("least" in one.bounds or ANY in one.roles for one in fitting):
        return True
    if _MOST.search(before) and all(one.bounds == {"least"} and one.roles == {GOAL} for one in fitting):
        return True
    is_today = re.search(r"\btoday\b", sentence) and not re.search(r"\bfor today\b|\bbase\b|\bstart\b", sentence)
    return bool(is_today) and all(_OTHER_DAY.search(one.said) and not _THIS_DAY.search(one.said) for one in fitting)


def _claimed(near: str, before: str, after: str, rest: str, *, is_first: bool) -> frozenset[str]:
    """Near is what stands between the number before and this one."""
    if _LEFT_AFTER.search(after) or _LEFT_BEFORE.search(near):
        return frozenset({LEFT})
    if _ANOTHER.search(near):
        return frozenset({LEFT, VALUE})
    if _USUAL_AFTER.search(rest) or _USUAL_BEFORE.search(before):
        return frozenset({USUAL, GOAL} if "than" in near else {USUAL})
    if _GOAL_BEFORE.search(near) or _GOAL_AFTER.search(after) or (not is_first and _OF_A_NUMBER.search(near)):
        return frozenset(
            {GOAL, USUAL} if re.search(r"\b(?:past|closer|close|nearer|near|towards?|to) ", near) else {GOAL}
        )
    if _MAY_BE_EITHER.search(near) and (_LIKELY.search(before) or not re.search(r"\b(?:to|it) $", near)):
        return frozenset({GOAL, USUAL, VALUE})
    if _YOURS_BEFORE.search(near):
        return frozenset({GOAL, VALUE})
    return frozenset({VALUE})


def _topic_fits(one: Known, before: str, after: str) -> bool:
    clause = re.split(r"[,;:.!?]", before)[-1]
    verbs = [(found.end(), topic) for topic, words in _VERBS for found in words.finditer(clause)]
    if verbs and max(verbs)[1] not in one.topics:
        return False
    of = _OF.search(after)
    if of is None:
        return True
    if topic := _OF_TOPIC.get(of["what"]):
        return topic in one.topics
    return of["what"] in one.said


def _passes(said: str, known: Sequence[Known]) -> bool:
    """Whether what was had is no less than the lower bound in the same fact."""
    of_it = [one for one in known if one.said == said]
    had = [one.amount for one in of_it if one.roles == {VALUE}]
    aims = [one.amount for one in of_it if one.roles == {GOAL} and one.bounds == {"least"}]
    return any(one.unit == aim.unit and one.value >= aim.value for one in had for aim in aims)


def _reached_is_wrong(sentence: str, reached: Sequence[str]) -> bool:
    if not _REACHED.search(sentence) or _NOT_YET.search(sentence):
        return False
    if not reached:
        return True
    asked = [name for name, words in _TOPIC_WORDS.items() if words.search(sentence)]
    return bool(asked) and not any(_TOPIC_SAID[name].search(text) for name in asked for text in reached)


def _day_is_wrong(sentence: str, said: Sequence[str]) -> bool:
    if "yesterday" in sentence and not any("yesterday" in text for text in said):
        return True
    if "last night" in sentence or "this night" in sentence:
        return not any(re.search(r"\bsleep\b|\bslept\b|\bnight\b|\bbed\b", text) for text in said)
    return False
