"""Whether what was asked is really something to log, and then which text of it the reader of sentences gets."""

import datetime
import re

from lib.assistant import router_words
from lib.diary import review
from lib.diary.days import Clock
from lib.diary.sentence_piece import Piece
from lib.diary.sentence_words import singular_phrase

LONGEST = 500
_TOLD_TO = re.compile(
    r"^(?:please |pls |can you |could you |would you |hey |ok )*"
    r"(?P<verb>log|add|record|track|note|save|enter|write down|put down)"
    r"(?: down)?(?: that)?(?: for me)?:? (?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_TO_LOG = re.compile(
    r"^(?:me )?(?:in|out|off|on|it|this|that|them|(?:a |an |the |my |new )*"
    r"(?:goals?|targets?|reminders?|friends?|coach|account|photos?|days?|foods?|entr(?:y|ies)|meals?|workouts?|nights?|moods?|readings?|something|everything|anything))\b",
    re.IGNORECASE,
)
# One word at a time: what can be read in two ways takes ages where it is said many times over.
_OPENING = r"^(?:(?:today|so|and|i|i've|i'm|we|have|am|just) )*"
_ATE = re.compile(rf"{_OPENING}(?:ate|eaten|drank|drunk)\b", re.IGNORECASE)
_HAD = re.compile(rf"{_OPENING}had(?! i\b)", re.IGNORECASE)
_DID = re.compile(
    rf"{_OPENING}(?:slept|ran|walked|swam|cycled|biked|hiked|rowed|trained|jogged|lifted|went (?:for|to)"
    r"|did (?!i\b)|weigh|weighed|feel|felt|feeling|woke|worked out)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^(?:\d|½|an? |one |two |three |half )", re.IGNORECASE)
_ASKS = re.compile(
    r"\?|^(?:how|what|when|which|who|where|why|is|are|am|was|were|did|do|does|have i|has|can|could|should|show|tell)\b"
    r"|\b(?:how much|how many|last (?:week|month|year)|this (?:week|month|year))\b",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"\b(?:(?:the )?day before yesterday|yesterday(?: (?:morning|afternoon|evening|night))?|last night"
    r"|(?:last |on )(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+ days ago|a week ago|last week)\b",
    re.IGNORECASE,
)
# "Calories burned running 5k" asks, and was not run.
_OF_ENERGY = re.compile(r"\b(?:calories|kcal|burn|burned|burnt)\b", re.IGNORECASE)
_EATEN = ("food", "drink")
_DONE = ("gym", "sleep", "body", "mood")


def text(question: str, here: Clock, *, imperial: bool) -> str:
    """The text for the sentence reader; empty for a question. Nothing is saved here or by the reader."""
    typed = " ".join(question.split(" ")).strip()
    if not typed or len(typed) > LONGEST:
        return ""
    if told := _TOLD_TO.match(typed):
        what = re.sub(
            r"^(?:i |i've |i have )?(?:had |ate |drank )?", "", told["what"].strip().rstrip("?").strip(), flags=re.I
        )
        if _NOT_TO_LOG.match(what) or _ASKS.search(what) or _is_a_figure_alone(what):
            return ""
        # "Log" says itself that it is a food; "note to self" is none.
        surely = told["verb"].lower() not in ("log", "add", "enter")
        return what if any(not surely or _is_surely_one(piece) for piece in _pieces(what, here, imperial)) else ""
    if _ASKS.search(typed):
        return ""
    pieces = _pieces(typed, here, imperial)
    if _ATE.match(typed):
        return typed if any(piece.kind in _EATEN for piece in pieces) else ""
    if _HAD.match(typed):
        return typed if any(_is_surely_one(piece) for piece in pieces) else ""
    if _COUNTED.match(typed):
        return typed if any(_is_known(piece) for piece in pieces) else ""
    if _DID.match(typed):
        return typed if any(piece.kind in _DONE for piece in pieces) else ""
    return ""


def is_of_another_day(question: str, here: Clock, *, imperial: bool) -> bool:
    """ "I had pizza yesterday": what is looked over here is logged on today alone."""
    typed = " ".join(question.split())
    if not typed or len(typed) > LONGEST:
        return False
    told = _TOLD_TO.match(typed)
    what = told["what"] if told else typed
    if _ASKS.search(what) or not (other := _OTHER_DAY.search(what)):
        return False
    if re.match(rf"{_OPENING}slept\b", what, re.IGNORECASE) and other[0].lower() == "last night":
        # The night that ends today belongs to today.
        return False
    rest = " ".join(f"{what[: other.start()]} {what[other.end() :]}".split())
    rest = re.sub(r"^(?:that )?", "", rest)
    if told:
        return not _NOT_TO_LOG.match(rest) and any(_is_surely_one(piece) for piece in _pieces(rest, here, imperial))
    return bool(text(rest, here, imperial=imperial)) or bool(_ATE.match(rest))


def of_figures(question: str, here: Clock, *, imperial: bool) -> str:
    """ "Weight 72.5 kg", "steps 8000": for what is no question that is understood."""
    typed = question.strip()
    if len(typed) > LONGEST or _ASKS.search(typed) or _OF_ENERGY.search(typed) or not re.search(r"\d", typed):
        return ""
    pieces = _pieces(typed, here, imperial)
    return typed if pieces and all(piece.kind in _DONE for piece in pieces) else ""


def _pieces(typed: str, here: Clock, imperial: bool) -> list[Piece]:
    now = here.now if here.now.tzinfo else here.now.replace(tzinfo=datetime.UTC)
    return [
        piece for piece in review.read(typed, here.today, now, imperial=imperial) if piece.kind in (*_EATEN, *_DONE)
    ]


def _is_surely_one(piece: Piece) -> bool:
    """ "Had a banana", "had 2 rotis"; not "had a headache"."""
    return _is_known(piece) or (piece.fields["amount"] or 1) != 1


def _is_known(piece: Piece) -> bool:
    """Of a count alone nobody knows what was counted: "10 reasons" is no food."""
    if piece.kind != "food":
        return True
    name, is_food = piece.fields["name"], review.lexicon().is_food
    return piece.fields["unit"] is not None or is_food(name) or is_food(singular_phrase(name))


def _is_a_figure_alone(what: str) -> bool:
    """ "Track my sleep" logs nothing; "log water" does."""
    bare = re.sub(r"^(?:my |the |some |a |an )+", "", what.lower())
    tag = router_words.phrases().get(bare)
    is_drink = review.lexicon().drink(bare) is not None
    return bool(
        tag and tag[0] in (router_words.METRIC, router_words.ASK, router_words.VERB, router_words.KIND) and not is_drink
    )
