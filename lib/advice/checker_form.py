"""How a line may look: one line of plain English letters, figures and stops. Nothing that draws, links or hides."""

import re
import unicodedata
from collections.abc import Sequence

from lib.advice.checker_read import FRACTIONS
from lib.advice.checker_stems import WORD, listed, words_of
from lib.advice.checker_units import unit_of
from lib.advice.facts import Fact

_SIGNS = frozenset(" .,:;!?'\"()%+-–—−/&°‘’“”×")
_CAPITALS = frozenset({"HRV", "RMSSD", "SDNN", "BMI"})
_ACCENTS_AT_MOST = 2
# Normalising takes the longer the more marks stand on one letter, so no more than this is ever read.
LONGEST = 1000

# Checked in this order. Every pattern looks at most a few characters ahead.
_PATTERNS = (
    (
        "url",
        re.compile(r"//|www\.|@|\bhttps?\b|\bmailto\b|[a-z0-9]\.[a-z]{2,}|(?<![\w%])/|/(?!\w)|\b[a-z]+/[a-z]+/", re.I),
    ),
    # A telephone number: seven digits and more, not split by commas as thousands are.
    ("url", re.compile(r"\+\d|\d(?:[ ()./–-]{0,2}\d){6,}")),
    ("emoji", re.compile(r"[:;=]['-]?[()DPp/\\|]|\(:")),
    # Colons and semicolons stand before a space, at the end, or in a time: ":red[", ":smile:" and ":material/" do not.
    (
        "markup",
        re.compile(r"(?::(?!\d\d|\s|$))|(?:;(?!\s|$))|(?<!\d):(?=\d)|&#|&\w+;|--|^[-+–—][ ]|^\d{1,3}[.)][ ]|(?<=\s):"),
    ),
    # A fraction in the middle of a word would be read as one of its letters.
    ("number", re.compile(f"[^\\W\\d_][{''.join(FRACTIONS)}]")),
    ("shouting", re.compile(r"[?!]{2,}|\?.*\?|(?:!.*){3,}")),
)

# Function words and the everyday words of such a line. At least a third of the words of a line are among them.
_ENGLISH = listed(
    "a about after again all already also although always an and another any are around as at away back be been "
    "before being below beside best better between bit both brings bring but by calm can close closer could day "
    "days did do does doing done down during each earlier early easier easy else enjoy enough even evening ever "
    "every far feel feels few fine first for from full get gets give gives glad go goal goes going good got great "
    "had happy has have having he help helps here how if in into is it its it's just keep keeps kind last late "
    "later left less let like little log logged lovely made make makes many may maybe meal might minutes moment "
    "month more morning most much my near nearly never new next nice night no not note now of off on once one "
    "only or other our out over own perhaps plan please quiet quite ready rest room same see she should slow "
    "small so some something soon start started stay steady still such than thank thanks that that's the their "
    "them then there these they thing things this those through time to today tomorrow tonight too toward towards "
    "try under until up us usual usually very was water way we week weeks well went were what when where which "
    "while who why will wish with within without work would year yes yesterday yet you you'd you'll you're you've "
    "your yours"
)  # fmt: skip
_SHARE = 1 / 3
# One of these is enough: words of other languages that are none in English.
_FOREIGN = listed(
    "und der das ist nicht ein eine einen dein deine du ich wir mit auf für heute noch mehr trink wasser bitte "
    "sehr auch dem zum zur le les des une est pas vous votre avec dans aujourd'hui bonne bien très plus eau "
    "encore aux el los las una es esta para con por hoy agua más muy buen bueno tu sus il lo gli di che è della "
    "oggi bene acqua sono hai o'que você hoje água muito bem uma não het een voor niet vandaag goed drink-je je "
    "jij och att är inte idag og ikke dag jest nie dzisiaj dobrze się na bir ve için bugün iyi hari ini anda "
    "untuk dan yang kamu minum"
) - {"plus", "drink", "hoy", "dan"}  # fmt: skip
_UNFINISHED = re.compile(r"(?:[,;:(–—-]|\b(?:a|an|the|and|or|of|with|your|for|but|because|than))$", re.I)


def normalised(text: str) -> str:
    """The start of it in NFKC, but ½ stays ½: "1½" would become "11⁄2".

    Spaces at the ends and one line break at the end go.
    """
    pieces = re.split(f"([{''.join(FRACTIONS)}])", text[:LONGEST])
    line = "".join(piece if piece in FRACTIONS else unicodedata.normalize("NFKC", piece) for piece in pieces)
    return line.removesuffix("\n").removesuffix("\r").strip(" ")


def fault(line: str, facts: Sequence[Fact]) -> str:
    for sign in line:
        if problem := _sign(sign):
            return problem
    for problem, pattern in _PATTERNS:
        if pattern.search(line):
            return problem
    said = " ".join(" ".join((fact.said, *fact.names)) for fact in facts)
    if any(
        word.isupper() and len(word) > 2 and word not in _CAPITALS and word not in said for word in WORD.findall(line)
    ):
        return "shouting"
    if not _is_english(line, said):
        return "language"
    return "unfinished" if _UNFINISHED.search(line) else ""


def _sign(sign: str) -> str:
    if sign in _SIGNS or sign in FRACTIONS or (sign.isascii() and sign.isalnum()):
        return ""
    kind = unicodedata.category(sign)
    if kind[0] in "CM" or kind in ("Zl", "Zp"):
        return "control"
    if kind == "So":
        return "emoji"
    if kind[0] == "N":
        return "number"
    if kind[0] == "L":
        return "" if unicodedata.name(sign, "").startswith("LATIN ") and ord(sign) < 0x180 else "language"
    return "url" if sign == "@" else "markup"


def _is_english(line: str, said: str) -> bool:
    known = set(words_of(said))
    words = [word.replace("’", "'") for word in words_of(line)]
    strange = [word for word in words if word not in known]
    if any(word in _FOREIGN for word in strange) or any(len(word) > 20 for word in strange):
        return False
    if sum(not sign.isascii() for word in strange for sign in word.replace("'", "")) > _ACCENTS_AT_MOST:
        return False
    counted = [word for word in words if word in _ENGLISH or (word not in known and not unit_of(word))]
    if len(set(words)) * 2 < len(words):
        # The same words over and over.
        return False
    english = sum(word in _ENGLISH for word in counted)
    return english >= 1 and english >= _SHARE * len(counted)
