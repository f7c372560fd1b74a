"""What was not: "no dessert", "skipped lunch" and "-3 apples" are nothing to log."""

from collections.abc import Sequence

from lib.diary.sentence_amounts import is_mark, is_number
from lib.diary.sentence_drinks import drink_named
from lib.diary.sentence_piece import Reading, Scene, strip_moments, unknown
from lib.diary.sentence_tokens import MARK, Token, phrase
from lib.diary.sentence_words import Words


def is_negated(tokens: Sequence[Token], scene: Scene) -> bool:
    """Whether it begins or ends with a "no". "No-bake cookies" are cookies, and so is a food known by such a name."""
    rest, words = _opened(strip_moments(tokens, scene.words), scene.words), scene.words
    if not rest or scene.lexicon.is_food(phrase(rest)) or drink_named(rest, scene):
        return False
    hyphened = len(rest) > 1 and is_mark(rest, 1, "-") and not rest[1].gap
    last = [token for token in rest if token.kind != MARK][-1:]
    begins = words.has("negations", rest[0].low) and not hyphened
    return begins or any(words.has("negations", token.low) for token in last)


def said_not(tokens: Sequence[Token], words: Words) -> Reading:
    """ "Nothing but toast" has something in it, and nobody knows how much: it is asked about."""
    return unknown(None if any(words.has("exceptions", token.low) for token in tokens) else "nothing")


def is_below_zero(tokens: Sequence[Token], words: Words) -> bool:
    """ "-3 apples". A dash with a space behind it is the mark of a list, and one after a name only joins."""
    rest = _opened(tokens, words)
    return is_mark(rest, 0, "-") and is_number(rest, 1) and not rest[1].gap


def _opened(tokens: Sequence[Token], words: Words) -> Sequence[Token]:
    """Without "I had", "with" and marks before it, but for a minus."""
    for i, token in enumerate(tokens):
        skipped = words.has("openings", token.low) or words.has("with", token.low)
        if not skipped and (token.kind != MARK or token.low == "-"):
            return tokens[i:]
    return ()
