"""Moving: "ran 5 km in 28 min", "45 min yoga", "bench press 3x8 60 kg", "20 push-ups"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lib.diary.sentence_amounts import is_number
from lib.diary.sentence_measures import Measures, take_measures
from lib.diary.sentence_piece import Fields, Reading, Scene, is_wordlike, strip_moments, unknown
from lib.diary.sentence_sets import take_sets
from lib.diary.sentence_times import Clock, take_time
from lib.diary.sentence_tokens import MARK, NUMBER, Token, key, phrase
from lib.diary.sentence_words import Words, singular, singular_phrase

LONGEST_MINUTES = 24 * 60
LONGEST_KM = 1000.0
# The longest alias of an activity has this many words or fewer.
ALIAS_WORDS = 6
MOST_TOKENS = 40


def read_gym(tokens: Sequence[Token], scene: Scene) -> Reading | None:
    if len(tokens) > MOST_TOKENS:
        return None
    words = scene.words
    whole = _named(tokens, scene)
    if whole and not scene.lexicon.is_food(phrase(tokens)):
        return _reading(whole, Measures(), None, [], scene, [])
    sets, rest = take_sets(tokens, words, scene.imperial)
    at, rest = take_time(strip_moments(rest, words), words)
    measures, rest = take_measures(rest, words)
    rest = [token for token in rest if not (token.kind == MARK and token.low in ":@()-,~≈" and _loose(token, rest))]
    if sets:
        return _lifting(sets, rest, measures, at, scene)
    if not measures.any:
        return _counted(rest, at, scene) or _bare(rest, at, scene)
    activity, left = _find(rest, scene)
    if activity is None:
        return None
    return _reading(activity, measures, at, _note(left, words), scene, [])


def _loose(mark: Token, tokens: Sequence[Token]) -> bool:
    """A hyphen inside a word ("push-ups") belongs to it."""
    place = tokens.index(mark)
    return not (mark.low == "-" and not mark.gap and place + 1 < len(tokens) and not tokens[place + 1].gap)


def _named(tokens: Sequence[Token], scene: Scene) -> str | None:
    said = phrase(tokens)
    return scene.lexicon.activity(said) or scene.lexicon.activity(singular_phrase(key(said), scene.words))


def _find(tokens: Sequence[Token], scene: Scene) -> tuple[str | None, list[Token]]:
    """The longest alias in a phrase, and what stands around it."""
    heads = scene.lexicon.activity_heads
    begins = [i for i, token in enumerate(tokens) if token.low in heads or singular(token.low, scene.words) in heads]
    for length in range(min(len(tokens), 2 * ALIAS_WORDS), 0, -1):
        for begin in begins:
            found = _named(tokens[begin : begin + length], scene) if begin + length <= len(tokens) else None
            if found:
                return found, [*tokens[:begin], *tokens[begin + length :]]
    return None, list(tokens)


def _bare(tokens: Sequence[Token], at: Clock | None, scene: Scene) -> Reading | None:
    """Only an activity: "yoga". With more words around it this is probably something else."""
    stripped = list(tokens)
    while stripped and scene.words.has("gym_fillers", stripped[0].low):
        stripped = stripped[1:]
    activity = _named(tokens, scene) or (_named(stripped, scene) if stripped else None)
    if activity:
        return None if scene.lexicon.is_food(phrase(stripped)) else _reading(activity, Measures(), at, [], scene, [])
    first = next((token.low for token in tokens if not scene.words.has("openings", token.low)), "")
    found, left = _find(tokens, scene)
    if found and not _note(left, scene.words):
        return _reading(found, Measures(), at, [], scene, [])
    if not scene.words.has("gym_verbs", first):
        return None
    # "walked to work": a verb says that this is no food, even where the rest is not understood.
    second = next((token for before, token in pairwise(tokens) if before.low == first), None)
    on_the_way = second is not None and (second.kind == NUMBER or scene.words.has("gym_fillers", second.low))
    return _reading(found, Measures(), at, _note(left, scene.words), scene, []) if found and on_the_way else unknown()


def _counted(tokens: Sequence[Token], at: Clock | None, scene: Scene) -> Reading | None:
    """ "20 push-ups", "squats 15 reps", "push-ups: 30": so many of an exercise that is counted."""
    rest = list(tokens)
    while rest and scene.words.has("openings", rest[0].low):
        rest = rest[1:]
    numbers = [i for i, token in enumerate(rest) if token.kind == NUMBER]
    if len(numbers) != 1 or numbers[0] not in (0, len(rest) - 1, len(rest) - 2):
        return None
    reps = rest[numbers[0]].value
    named = [t for t in rest if t.kind != NUMBER and not scene.words.has("reps", t.low)]
    named = [t for t in named if not scene.words.has("fillers", t.low)]
    said = key(phrase(named))
    ways = {key(exercise) for exercise in scene.words.lists["exercises"]}
    known = {said, singular_phrase(said, scene.words), said + "s"} & ways
    activity = _named(named, scene) if named else None
    if not known and activity not in scene.lexicon.strength:
        return None
    if reps != int(min(reps, 1e6)) or not 1 <= reps <= 1000:
        return unknown("bounds")
    one = {"exercise": phrase(named), "reps": int(reps), "kg": None}
    activity = activity or scene.lexicon.lifting
    return _reading(activity, Measures(), at, [], scene, [one]) if activity else None


def _lifting(
    sets: list[Fields], tokens: Sequence[Token], measures: Measures, at: Clock | None, scene: Scene
) -> Reading | None:
    named = list(tokens)
    while named and (scene.words.has("openings", named[0].low) or scene.words.has("gym_fillers", named[0].low)):
        named = named[1:]
    while named and scene.words.has("gym_fillers", named[-1].low):
        named = named[:-1]
    exercise = phrase(named)
    if not is_wordlike(named) or is_number(named, 0):
        return None
    if scene.lexicon.drink(exercise) or scene.lexicon.is_food(exercise):
        return None
    activity = _named(named, scene) or scene.lexicon.lifting
    if activity is None:
        return unknown()
    if any(not 1 <= one["reps"] <= 1000 or not 0 <= (one["kg"] or 0) <= 1000 for one in sets):
        return unknown("bounds")
    return _reading(activity, measures, at, [], scene, [one | {"exercise": exercise} for one in sets])


def _note(tokens: Sequence[Token], words: Words) -> list[Token]:
    """What was said besides: "in the park", "with anna"; nothing where only small words are left."""
    rest = list(tokens)
    while rest and (rest[-1].kind == MARK or words.has("gym_fillers", rest[-1].low)):
        rest = rest[:-1]
    return rest


def _reading(
    activity: str, measures: Measures, at: Clock | None, note: list[Token], scene: Scene, sets: list[Fields]
) -> Reading:
    if not (_within(measures.minutes, LONGEST_MINUTES) and _within(measures.distance_km, LONGEST_KM)):
        return unknown("bounds")
    if measures.kmh and measures.minutes and measures.distance_km is None:
        measures = replace(measures, distance_km=measures.kmh * measures.minutes / 60)
    speed = measures.speed()
    fields: Fields = {
        "activity": scene.lexicon.at_speed(activity, speed) if speed else activity,
        "minutes": round(measures.minutes, 1) if measures.minutes is not None else None,
        "distance_km": round(measures.distance_km, 3) if measures.distance_km is not None else None,
        "sets": sets,
        "note": phrase(note) or None,
        "at": at.at() if at else None,
    }
    if measures.approximate:
        fields["approximate"] = True
    return Reading("gym", fields, memo=(activity, measures))


def _within(value: float | None, longest: float) -> bool:
    return value is None or 0 < value <= longest


def adds(tokens: Sequence[Token], earlier: Reading, scene: Scene) -> Reading | None:
    """ "running, 5 km, 28 min": a measure without a name belongs to the activity before it."""
    if earlier.memo is None or len(tokens) > MOST_TOKENS:
        return None
    activity, before = earlier.memo
    sets, rest = take_sets(tokens, scene.words, scene.imperial)
    measures, rest = take_measures(rest, scene.words)
    if any(not scene.words.has("gym_fillers", token.low) for token in rest):
        return None
    if sets and earlier.fields["sets"] and len(earlier.fields["sets"]) + len(sets) <= 50 and not measures.any:
        exercise = earlier.fields["sets"][-1]["exercise"]
        more = [*earlier.fields["sets"], *(one | {"exercise": exercise} for one in sets)]
        return Reading("gym", earlier.fields | {"sets": more}, memo=earlier.memo)
    twice = (measures.minutes and before.minutes) or (measures.distance_km and before.distance_km)
    if sets or twice or not measures.any:
        return None
    both = Measures(
        minutes=measures.minutes or before.minutes,
        distance_km=measures.distance_km or before.distance_km,
        kmh=measures.kmh or before.kmh,
        approximate=measures.approximate or before.approximate,
    )
    found = _reading(activity, both, None, [], scene, earlier.fields["sets"])
    if found.kind != "gym":
        return None
    return Reading("gym", found.fields | {"note": earlier.fields["note"], "at": earlier.fields["at"]}, memo=found.memo)
