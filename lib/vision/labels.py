"""What the names that detectors write mean here: a food, a drink, or something with food or drink in it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from lib.settings import ROOT

FILE = ROOT / "sql" / "reference" / "food_classes.csv"

Kind = Literal["food", "drink", "container"]


@dataclass(frozen=True)
class Meaning:
    kind: Kind
    # The slug of a food or the id of a beverage. Empty where only the person can say what it is.
    slug: str = ""
    # Whether three boxes are three of it. A heap of rice seen twice is one heap.
    counted: bool = False
    # What looks the same in a picture: likewise slugs, or ids of beverages. At most three.
    instead: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it leads to the question what it is: a bowl, or "Food", "Fruit" and "Drink"."""
        return not self.slug


def meaning(label: str) -> Meaning | None:
    """None for a name that has nothing to do with food."""
    return _meanings().get(label.casefold())


def food_id(slug: str) -> str:
    """The id of a shared food, which is the same in every installation."""
    # The detector's own process reads the names above and has no use for a database driver.
    from lib.gateway import reference

    return reference.food_id(slug)


@cache
def _rows() -> tuple[tuple[tuple[str, ...], Meaning], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple((_words(row["labels"]), _read(row)) for row in csv.DictReader(file, strict=True))


def _read(row: Mapping[str, str]) -> Meaning:
    return Meaning(cast(Kind, row["kind"]), row["slug"], row["counted"] == "yes", _words(row["instead"]))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split("|") if word)


@cache
def _meanings() -> dict[str, Meaning]:
    return {label.casefold(): found for labels, found in _rows() for label in labels}


# As the models write them.
WANTED: frozenset[str] = frozenset(label for labels, _ in _rows() for label in labels)
