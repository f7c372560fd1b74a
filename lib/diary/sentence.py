"""A sentence becomes rows to review: "2 eggs, black coffee; ran 5 km in 28 min; slept 23:30-7; feeling good".

No model reads it. The text is cut at commas, line ends and the like, and each part is shown to the readers in turn; the
first that understands it takes it. What none of them understands is handed out as such: nothing that was typed is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from lib.diary import sentence_gym, sentence_mood, sentence_sleep
from lib.diary.sentence_body import read_body, split_metrics
from lib.diary.sentence_food import read_food, split_additions, split_amounts
from lib.diary.sentence_lexicon import Lexicon
from lib.diary.sentence_meals import Mention, take_meal
from lib.diary.sentence_negations import is_below_zero, is_negated, said_not
from lib.diary.sentence_piece import Piece, Reading, Scene, unknown
from lib.diary.sentence_split import AND, HARD, split
from lib.diary.sentence_times import Clock
from lib.diary.sentence_tokens import Token, phrase, tokenise
from lib.diary.sentence_words import Words, english

__all__ = ["Lexicon", "Piece", "parse"]

# A longer run of words without any separator is no entry of a diary.
MOST_TOKENS = 60
EATEN = ("food", "drink")


@dataclass
class _Draft:
    reading: Reading
    start: int
    end: int
    join: str
    # Whether this very part named its meal.
    named_meal: bool = False


@dataclass
class _Page:
    """What was understood so far."""

    scene: Scene
    drafts: list[_Draft] = field(default_factory=list)
    meal: str | None = None
    meal_at: Clock | None = None
    # A heading that waits for what it heads.
    heading: tuple[int, int] | None = None


def parse(
    text: str, *, now: datetime, lexicon: Lexicon, words: Words | None = None, imperial: bool = False
) -> list[Piece]:
    """What a text says, in its order. `now` is the person's own time; `imperial` decides "weight 172"."""
    words = words or english()
    page = _Page(Scene(now, lexicon, words, imperial))
    for segment in split(tokenise(text), words, lexicon):
        join = segment.join
        for part in _parts(segment.tokens, page.scene):
            _add(page, part, join)
            join = AND
    _close_heading(page)
    return [_piece(text, draft) for draft in page.drafts]


def _piece(text: str, draft: _Draft) -> Piece:
    return Piece(draft.reading.kind, text[draft.start : draft.end], draft.start, draft.end, dict(draft.reading.fields))


def _parts(tokens: Sequence[Token], scene: Scene) -> list[Sequence[Token]]:
    if len(tokens) > MOST_TOKENS:
        return [tokens]
    readings = split_metrics(tokens, scene.words)
    amounts = [part for reading in readings for part in split_amounts(reading, scene)]
    return [part for listed in amounts for part in split_additions(listed, scene)]


def _add(page: _Page, tokens: Sequence[Token], join: str) -> None:
    start, end = tokens[0].start, tokens[-1].end
    if len(tokens) > MOST_TOKENS:
        page.drafts.append(_Draft(unknown(), start, end, join))
        return
    last = page.drafts[-1] if page.drafts and page.heading is None else None
    if last is not None and join != HARD:
        longer = _continued(last.reading, tokens, page.scene)
        if longer is not None:
            last.reading, last.end = longer, end
            return
    named = page.scene.lexicon.drink(phrase(tokens)) or page.scene.lexicon.is_food(phrase(tokens))
    mention = None if named else take_meal(tokens, page.scene.words)
    if mention is not None and mention.leading and not mention.rest:
        _close_heading(page)
        page.heading, page.meal, page.meal_at = (start, end), mention.meal, mention.at
        return
    reading = _read(page, tokens, mention, join)
    if last is not None:
        merged = _merged(last.reading, reading, join)
        if merged is not None:
            last.reading, last.end = merged, end
            return
    if page.heading is not None:
        start, page.heading = page.heading[0], None
    page.drafts.append(_Draft(reading, start, end, join, mention is not None and reading.kind in EATEN))
    if mention is not None and not mention.leading and reading.kind in EATEN:
        _look_back(page, mention)


def _close_heading(page: _Page) -> None:
    if page.heading is not None:
        page.drafts.append(_Draft(unknown(), *page.heading, HARD))
        page.heading = None


def _read(page: _Page, tokens: Sequence[Token], mention: Mention | None, join: str) -> Reading:
    scene = page.scene
    if scene.lexicon.drink(phrase(tokens)):
        # "7 up" is the name of a drink, whatever else it looks like.
        return _eaten(page, tokens, mention, join)
    if is_below_zero(tokens, scene.words) or (mention and is_below_zero(mention.rest, scene.words)):
        return unknown("bounds")
    body = read_body(tokens, scene)
    if body is not None:
        return body
    sleep = sentence_sleep.read_sleep(tokens, scene)
    if sleep is not None:
        return sleep
    if _is_other_day(tokens, scene.words):
        return unknown("day")
    other = sentence_gym.read_gym(tokens, scene) or sentence_mood.read_mood(tokens, scene)
    if other is not None:
        return other
    if is_negated(tokens, scene) or (mention and is_negated(mention.rest, scene)):
        return said_not(tokens, scene.words)
    return _eaten(page, tokens, mention, join)


def _eaten(page: _Page, tokens: Sequence[Token], mention: Mention | None, join: str) -> Reading:
    scene = page.scene
    meal, at = page.meal, page.meal_at
    if mention is not None:
        meal, at = mention.meal, mention.at
    # What hangs on a drink by "with" was added to it.
    added = scene.words.has("with", tokens[0].low) and join == AND
    food = read_food(mention.rest if mention else tokens, scene, meal, added=added)
    if food is None or food.kind not in EATEN:
        return food or unknown()
    if mention is not None:
        page.meal, page.meal_at = (meal, at) if mention.leading else (meal, None)
    if at is not None and food.fields["at"] is None:
        return Reading(food.kind, food.fields | {"at": at.at(meal)})
    return food


def _is_other_day(tokens: Sequence[Token], words: Words) -> bool:
    """ "2 eggs yesterday" and "ran on sunday" belong to another page; a "sunday roast" does not."""
    named = any(words.has("other_days", token.low) for token in tokens)
    named = named or any(words.has("other_days", f"{a.low} {b.low}") for a, b in pairwise(tokens))
    return named or (len(tokens) > 1 and words.has("weekdays", tokens[-1].low))


def _continued(last: Reading, tokens: Sequence[Token], scene: Scene) -> Reading | None:
    if last.kind == "gym":
        return sentence_gym.adds(tokens, last, scene)
    if last.kind == "sleep":
        return sentence_sleep.adds(tokens, last, scene)
    return None


def _merged(last: Reading, reading: Reading, join: str) -> Reading | None:
    """Two parts of one mood; the two halves of one night, which may stand on lines of their own."""
    if last.kind == reading.kind == "mood" and join != HARD:
        return sentence_mood.together(last, reading)
    if last.kind == reading.kind == "sleep":
        return sentence_sleep.together(last, reading)
    return None


def _look_back(page: _Page, mention: Mention) -> None:
    """ "eggs and toast for breakfast": the eggs too. What is only listed before with commas had perhaps a meal."""
    for i in range(len(page.drafts) - 2, -1, -1):
        draft, following = page.drafts[i], page.drafts[i + 1]
        if following.join == HARD or draft.named_meal or draft.reading.kind not in EATEN:
            return
        fields = draft.reading.fields
        if following.join != AND and fields["meal"] is not None:
            return
        at = mention.at.at(mention.meal) if mention.at and fields["at"] is None else fields["at"]
        draft.reading = Reading(draft.reading.kind, fields | {"meal": mention.meal, "at": at})
