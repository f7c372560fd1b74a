"""`python -m bench.learner FOLDER [WEIGHTS]`: how well photos of dishes are recognised, on photos of your own.

FOLDER has one folder for each dish, named as the dish, with photos in it. Nothing leaves this machine.
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import line
from lib.vision import labels, learner
from lib.vision.detector import Eyes
from lib.vision.learner import Known
from lib.vision.look import NoSuggestions, Seen
from lib.vision.reading import UnreadablePhoto, read_photo

EXAMPLES = (1, 3, 5)
ROUNDS = 20
START_SECONDS = 300.0

Dishes = Mapping[str, Sequence[Seen]]


@dataclass
class Counts:
    asked: int = 0
    first: int = 0
    among_three: int = 0
    silent: int = 0

    def add(self, shown: Sequence[str], dish: str) -> None:
        self.asked += 1
        self.first += shown[:1] == [dish]
        self.among_three += dish in shown
        self.silent += not shown

    def __str__(self) -> str:
        top1, top3, none = (f"{part / max(self.asked, 1):4.0%}" for part in (self.first, self.among_three, self.silent))
        return f"first {top1}   among three {top3}   none shown {none}   ({self.asked} photos)"


def main(arguments: Sequence[str]) -> int:
    if len(arguments) not in (1, 2) or not Path(arguments[0]).is_dir():
        print("Name a folder that has one folder of photos for each dish: python -m bench.learner FOLDER [WEIGHTS]")
        return 2
    weights = arguments[1] if len(arguments) == 2 else "yolo26n.pt"
    with tempfile.TemporaryDirectory() as folder:
        eyes = Eyes(weights, Path(folder), wanted=())
        try:
            dishes = _seen(eyes, Path(arguments[0]))
        except NoSuggestions as no:
            print(no.sentence)
            return 1
        finally:
            eyes.close()
    if len(dishes) < 2:
        print("There must be photos of at least two dishes.")
        return 2
    line("dishes, photos", f"{len(dishes)}, {sum(map(len, dishes.values()))}")
    line("the model alone, by its own words", _by_model(dishes))
    for examples in EXAMPLES:
        known, unknown = _by_learner(dishes, examples)
        line(f"learnt from {examples} of each: known dishes", known)
        silent = unknown.silent / max(unknown.asked, 1)
        line(f"learnt from {examples} of each: a dish left out", f"none shown {silent:4.0%}   ({unknown.asked} photos)")
    return 0


def _seen(eyes: Eyes, folder: Path) -> Dishes:
    eyes.start()
    until = time.monotonic() + START_SECONDS
    while eyes.state == "loading" and time.monotonic() < until:
        time.sleep(0.2)
    found: dict[str, list[Seen]] = {}
    for path in sorted(path for path in folder.glob("*/*") if path.is_file()):
        try:
            seen = eyes.see(read_photo(path.read_bytes()).jpeg)
        except UnreadablePhoto as unreadable:
            print(f"{path.name} is left out. {unreadable.sentence}")
            continue
        if seen.look:
            found.setdefault(path.parent.name, []).append(seen)
    return found


def _by_model(dishes: Dishes) -> Counts:
    counts = Counts()
    for dish, photos in dishes.items():
        for seen in photos:
            named = sorted(seen.detections, key=lambda one: -one.confidence)
            foods = [m.slug for one in named if (m := labels.meaning(one.label)) and not m.asks]
            # A name counts as right when it shares a word with the folder's.
            shown = [dish if _words(slug) & _words(dish) else slug for slug in list(dict.fromkeys(foods))[:3]]
            counts.add(shown, dish)
    return counts


def _words(name: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{3,}", name.lower())}


def _by_learner(dishes: Dishes, examples: int) -> tuple[Counts, Counts]:
    """What is learnt from is drawn anew for every round, and one dish is left out of it."""
    known, unknown = Counts(), Counts()
    chance = random.Random(1)
    for _ in range(ROUNDS):
        order = {dish: chance.sample(seen, len(seen)) for dish, seen in dishes.items()}
        left_out = chance.choice(sorted(dishes))
        taught = {dish: seen for dish, seen in order.items() if dish != left_out and len(seen) >= examples}
        memory = learner.prepare([_known(dish, one) for dish, seen in taught.items() for one in seen[:examples]])
        for dish, seen in taught.items():
            for one in seen[examples:]:
                known.add(_shown(memory, one), dish)
        for one in order[left_out]:
            unknown.add(_shown(memory, one), left_out)
    return known, unknown


def _known(dish: str, seen: Seen) -> Known:
    # Always the same meal and hour: only the picture is to decide.
    return Known(dish, dish, seen.look, None, "lunch", 12.0)


def _shown(memory: learner.Memory, seen: Seen) -> list[str]:
    return [guess.food_name for guess in memory.suggest(seen.look, meal_type="lunch", hour=12.0)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
