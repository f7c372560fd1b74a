"""Which drink, how much of it, in which vessel."""

from collections.abc import Sequence

from lib.diary.sentence_amounts import Amount
from lib.diary.sentence_piece import Fields, Reading, Scene, unknown
from lib.diary.sentence_tokens import MARK, NUMBER, WORD, Token, phrase
from lib.diary.sentence_words import Words, singular, singular_phrase
from lib.nutrition.portions import MILLILITRES

# An ounce of a drink is one of volume.
ML = {**MILLILITRES, "oz": MILLILITRES["fl oz"]}
MOST_ML = 10_000.0
MOST_SERVINGS = 50.0
# A serving of what has no volume here, for the bound only.
USUAL_ML = 250.0
LONGEST_NAME = 12


def drink_named(tokens: Sequence[Token], scene: Scene) -> str | None:
    """The drink a phrase names: as it stands, in the singular, or without words like "large" and "cold"."""
    rest = list(tokens)
    without = next((i for i, token in enumerate(rest) if scene.words.has("without", token.low)), None)
    if len(rest) > LONGEST_NAME:
        return None
    for name in (rest, rest[:without]) if without else (rest,):
        while name:
            said = phrase(name)
            found = scene.lexicon.drink(said) or scene.lexicon.drink(singular_phrase(said, scene.words))
            if found:
                return found
            if not _is_adjective(name, scene.words):
                break
            name = name[2:] if name[0].kind == NUMBER else name[1:]
    return None


def _is_adjective(name: Sequence[Token], words: Words) -> bool:
    """ "large", or the "2%" of "2% milk"."""
    percent = len(name) > 2 and name[0].kind == NUMBER and name[1].low == "%"
    return percent or (name[0].kind == WORD and words.has("drink_adjectives", name[0].low))


def drink_of(measure: Amount | None, name: Sequence[Token], scene: Scene) -> Reading | None:
    words = scene.words
    vessel = None
    beverage = drink_named(name, scene)
    if beverage is None and measure is None:
        # "large glass of milk" and "glass milk" name a vessel without a number.
        name = _past_adjectives(name, words)
        if len(name) > 1 and words.value("vessels", singular(name[0].low, words)) is not None:
            vessel, name = singular(name[0].low, words), name[1:]
            beverage = drink_named(name, scene)
    if beverage is None:
        return None
    ml, count = None, 1.0
    if measure is not None:
        unit = measure.unit
        count = measure.count
        if unit in ML:
            ml = measure.value * ML[unit]
        elif unit is None or words.value("vessels", unit) is not None:
            vessel, count = unit, measure.count * measure.value
        else:
            # A spoon or 100 g of it: that is an ingredient.
            return None
    ml = ml if ml is not None else vessel_ml(vessel, name, words)
    if not 0 < count <= MOST_SERVINGS or not 0 < count * (USUAL_ML if ml is None else ml) <= MOST_ML * 1.25:
        return unknown("bounds")
    if ml is not None and count * ml > MOST_ML:
        return unknown("bounds")
    said = list(name)
    while len(said) > 1 and words.has("fillers", said[0].low):
        said = said[1:]
    while len(said) > 1 and said[-1].kind == MARK:
        said = said[:-1]
    fields: Fields = {
        "ml": round(ml, 1) if ml is not None else None,
        "count": round(count, 4),
        "beverage": beverage,
        "vessel": vessel,
        "name": phrase(said),
    }
    return Reading("drink", fields)


def _past_adjectives(name: Sequence[Token], words: Words) -> Sequence[Token]:
    while name and words.has("drink_adjectives", name[0].low):
        name = name[1:]
    return name


def vessel_ml(vessel: str | None, name: Sequence[Token], words: Words) -> float | None:
    """What the vessel holds; None where it is the usual serving."""
    if vessel == "bottle" and name:
        special = words.value("bottles", singular(name[-1].low, words))
        if special is not None:
            return special
    return words.value("vessels", vessel or "") or None
