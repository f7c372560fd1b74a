"""What is on a photo, as far as it can be said: from what a model names, and from what this person ate before."""

import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.diary import amounts
from lib.diary.amounts import Said
from lib.gateway.port import Backend, Row
from lib.nutrition.foods import Food
from lib.nutrition.ranges import Source
from lib.vision import labels, learner
from lib.vision.learner import Guess, Known
from lib.vision.look import Box, Detection, Seen

# From here on a food is taken for granted until the person says otherwise; below, it may be.
SURE = 0.5
MOST = 8
# One plate that looked so may be another dish on the same tray: only a very likely one is taken for granted.
VERY_SURE, ONLY_MAYBE = 0.97, 0.45
# What is in a bowl is asked of the largest ones, and not of what stands at the edge of the table.
MOST_ASKED = 3
LEAST_SURE, LEAST_AREA = 0.4, 0.03
CALLED = {"bowl": "Bowl or plate", "wine glass": "Glass"}


@dataclass(frozen=True)
class Suggestion:
    # As the database gives it. None: what it is has to be asked.
    food: Row | None
    named_by: str
    sure: float
    amount: Said
    # How the amount is known.
    source: Source
    # What it may be instead.
    others: tuple[Row, ...] = ()
    boxes: tuple[Box, ...] = ()
    look: bytes = b""
    # In what it lies: "Bowl or plate".
    label: str = ""


@dataclass(frozen=True)
class Helped:
    """What the database knows that helps with one photo."""

    foods: Mapping[str, Row]
    learnt: Sequence[Row]
    same: Sequence[Row]
    quota: Row | None

    def food(self, slug: str, kind: str) -> Row | None:
        return self.foods.get(slug if kind == "drink" else labels.food_id(slug))


def ask(backend: Backend, seen: Seen | None, sha256: str) -> Helped:
    """One call."""
    meanings = [found for d in seen.detections if (found := labels.meaning(d.label))] if seen else []
    names = {(m.kind, slug) for m in meanings if not m.asks for slug in (m.slug, *m.instead)}
    found = backend.gateway.rpc(
        "photo_help",
        {
            "p_foods": sorted(labels.food_id(slug) for kind, slug in names if kind != "drink"),
            "p_drinks": sorted(slug for kind, slug in names if kind == "drink"),
            "p_looks_by": seen.looks_by if seen else "",
            "p_hashes": [sha256],
        },
    )
    foods = {food["id"]: food for food in (*found["foods"], *found["drinks"])}
    return Helped(foods, found["learnt"], found["same"], found["quota"])


def suggest(seen: Seen, helped: Helped, *, meal_type: str, hour: float) -> list[Suggestion]:
    """The surest first; a food once."""
    evidence = {"meal_type": meal_type, "hour": hour}
    parts = [_known(row) for row in helped.learnt if not row["whole"]]
    found = [
        *_named(seen.detections, parts, helped, evidence),
        *_held(seen.detections, parts, helped, evidence),
        *_remembered(seen.look, helped, evidence),
    ]
    once: dict[str, Suggestion] = {}
    for one in sorted(found, key=lambda one: -one.sure):
        name = one.food["id"] if one.food else f"asked {one.boxes}"
        # The same food by another way adds nothing, but where it lies may come from either.
        if name not in once or (one.boxes and not once[name].boxes and one.named_by == "detector"):
            once[name] = one
    return sorted(once.values(), key=lambda one: -one.sure)[:MOST]


def _named(
    detections: Sequence[Detection], parts: Sequence[Known], helped: Helped, evidence: Mapping[str, Any]
) -> list[Suggestion]:
    """The foods that the model names, counted; a part that looks like a food of this person's is that first."""
    by_label: dict[str, list[Detection]] = {}
    for detection in detections:
        by_label.setdefault(detection.label, []).append(detection)
    found = []
    for label, group in by_label.items():
        meaning = labels.meaning(label)
        food = helped.food(meaning.slug, meaning.kind) if meaning and not meaning.asks else None
        if meaning is None or food is None:
            continue
        best = max(group, key=lambda one: one.confidence)
        others = [other for slug in meaning.instead if (other := helped.food(slug, meaning.kind))]
        amount, source = _amount(food, len(group) if meaning.counted else 1, counted=meaning.counted)
        boxes = tuple(one.box for one in group)
        one = Suggestion(food, "detector", best.confidence, amount, source, tuple(others), boxes, best.look)
        found.append(_corrected(one, _guesses(best.look, parts, evidence), helped))
    return found


def _corrected(one: Suggestion, guesses: Sequence[Guess], helped: Helped) -> Suggestion:
    """What this person has called it before goes before what the model calls it."""
    known = [guess for guess in guesses if guess.food_id in helped.foods]
    if not known or not one.food or known[0].food_id == one.food["id"] or known[0].confidence < SURE:
        return one
    first = helped.foods[str(known[0].food_id)]
    others = [one.food, *(helped.foods[str(guess.food_id)] for guess in known[1:]), *one.others]
    amount, source = _usual(first, known[0].grams)
    return Suggestion(
        first, "learner", known[0].confidence, amount, source, _without(first, others), one.boxes, one.look
    )


def _held(
    detections: Sequence[Detection], parts: Sequence[Known], helped: Helped, evidence: Mapping[str, Any]
) -> list[Suggestion]:
    """Bowls, plates and cups: what was in such a one before, or the question what is in it."""
    named = [d for d in detections if (m := labels.meaning(d.label)) and not m.asks]
    found: list[Suggestion] = []
    for detection in sorted(detections, key=lambda one: -_area(one.box)):
        meaning = labels.meaning(detection.label)
        if meaning is None or not meaning.asks or any(_inside(one.box, detection.box) for one in named):
            continue
        if detection.confidence < LEAST_SURE or _area(detection.box) < LEAST_AREA:
            continue
        if any(_inside(detection.box, other) or _inside(other, detection.box) for one in found for other in one.boxes):
            continue
        guesses = [g for g in _guesses(detection.look, parts, evidence) if g.food_id in helped.foods]
        label = _called(detection.label)
        if guesses:
            food = helped.foods[str(guesses[0].food_id)]
            others = [helped.foods[str(guess.food_id)] for guess in guesses[1:]]
            amount, source = _usual(food, guesses[0].grams)
            found.append(
                Suggestion(
                    food, "learner", guesses[0].confidence, amount, source, _without(food, others), (detection.box,),
                    detection.look, label,
                )
            )  # fmt: skip
        else:
            nothing = Said(1.0, "")
            boxes = (detection.box,)
            if sum(one.food is None for one in found) == MOST_ASKED:
                continue
            # Never taken for granted: an empty cup is no food.
            found.append(Suggestion(None, "detector", 0.0, nothing, "seen", (), boxes, detection.look, label))
    return found


def _remembered(look: bytes, helped: Helped, evidence: Mapping[str, Any]) -> list[Suggestion]:
    """Foods of meals that looked like this one. A meal is remembered as a whole: oats came with the banana."""
    meals: dict[str, list[Row]] = {}
    for row in helped.learnt:
        if row["whole"] and row["food_id"] in helped.foods:
            meals.setdefault(row["look"], []).append(row)
    dishes: dict[str, list[Row]] = {}
    known = []
    for rows in meals.values():
        name = " ".join(sorted(row["food_id"] for row in rows))
        dishes.setdefault(name, []).extend(rows)
        known.append(_known(rows[0], dish=name))
    sure: dict[str, float] = {}
    grams: dict[str, float | None] = {}
    for guess in _guesses(look, known, evidence):
        for row in dishes[str(guess.food_id)]:
            food_id = row["food_id"]
            if food_id not in grams or grams[food_id] is None:
                grams[food_id] = row["grams"]
        for food_id in dict.fromkeys(row["food_id"] for row in dishes[str(guess.food_id)]):
            sure[food_id] = min(0.99, sure.get(food_id, 0.0) + guess.confidence)
    times = Counter(row["food_id"] for rows in meals.values() for row in _once(rows))
    found = []
    for food_id, confidence in sure.items():
        if times[food_id] == 1 and confidence < VERY_SURE:
            confidence = min(confidence, ONLY_MAYBE)
        amount, source = _usual(helped.foods[food_id], grams[food_id])
        found.append(Suggestion(helped.foods[food_id], "learner", confidence, amount, source))
    return found


def _once(rows: Sequence[Row]) -> list[Row]:
    return list({row["food_id"]: row for row in rows}.values())


def _guesses(look: bytes, known: Sequence[Known], evidence: Mapping[str, Any]) -> list[Guess]:
    return learner.suggest(look, known, **evidence) if look and known else []


def _known(row: Row, dish: str = "") -> Known:
    return Known(
        food_id=dish or row["food_id"],
        food_name=dish or row["food_name"],
        look=base64.b64decode(row["look"]),
        grams=row["grams"],
        meal_type=row["meal_type"],
        hour=float(row["hour"]),
    )


def _amount(food: Row, count: int, *, counted: bool) -> tuple[Said, Source]:
    known = Food.of(food)
    if counted:
        one = amounts.one(known, count)
        return Said(count * one.amount, one.portion), "counted"
    return _usual(food, None)


def _usual(food: Row, grams: float | None) -> tuple[Said, Source]:
    """What this person usually has of it, or else one usual serving."""
    known = Food.of(food)
    weight = grams or food.get("usual_grams")
    if weight:
        return Said(round(float(weight), 1), amounts.unit_of(known)), "usual"
    return amounts.usual(known), "seen"


def _without(food: Row, others: Sequence[Row]) -> tuple[Row, ...]:
    once = {other["id"]: other for other in others if other["id"] != food["id"]}
    return tuple(once.values())[:3]


def _called(label: str) -> str:
    """What the question calls it."""
    plain = label.lower().split("/")[0].split(" (")[0]
    return CALLED.get(plain, plain.capitalize())


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _inside(box: Box, around: Box) -> bool:
    """Whether most of the first lies within the second."""
    left, top = max(box[0], around[0]), max(box[1], around[1])
    right, bottom = min(box[2], around[2]), min(box[3], around[3])
    return max(0.0, right - left) * max(0.0, bottom - top) > 0.5 * _area(box)
