"""The words of a language, read once from its file, and the singular of a noun."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lib.diary.sentence_tokens import tokenise

ENGLISH = Path(__file__).parent / "words" / "en.toml"
# A word stays as it is under this name in the list of irregular plurals.
UNCHANGED = "="
SHORTEST_PLURAL = 4


@dataclass(frozen=True)
class Words:
    # Lists of words by what they say: "and", "approximate", "household".
    lists: Mapping[str, frozenset[str]]
    # What a word is worth: {"numbers": {"two": 2}}.
    values: Mapping[str, Mapping[str, float]]
    # From each way of writing to the name the app uses: {"units": {"grams": "g"}}.
    variants: Mapping[str, Mapping[str, str]]
    # The most tokens a phrase of one table has, so that a search looks no further.
    longest: Mapping[str, int]

    def has(self, name: str, word: str) -> bool:
        return word in self.lists[name]

    def value(self, name: str, word: str) -> float | None:
        return self.values[name].get(word)

    def variant(self, name: str, word: str) -> str | None:
        return self.variants[name].get(word)


def read(path: Path) -> Words:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {name: frozenset(words) for name, words in told["words"].items()}
    values = {name: MappingProxyType({k: float(v) for k, v in table.items()}) for name, table in told["values"].items()}
    variants = {
        name: MappingProxyType({variant: to for to, ways in table.items() for variant in ways})
        for name, table in told["variants"].items()
    }
    phrases: dict[str, Mapping[str, object]] = {**values, **variants}
    longest = {name: max(len(tokenise(key)) for key in table) for name, table in phrases.items()}
    return Words(MappingProxyType(lists), MappingProxyType(values), MappingProxyType(variants), longest)


@cache
def english() -> Words:
    return read(ENGLISH)


def singular(word: str, words: Words | None = None) -> str:
    """ "tomatoes" -> "tomato", "berries" -> "berry", "slices" -> "slice"; what is no plural stays as it is."""
    words = words or english()
    irregular = words.variant("plurals", word)
    if irregular:
        return word if irregular == UNCHANGED else irregular
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    for ending, letters in words.values["endings"].items():
        if word.endswith(ending):
            return word[: -int(letters)]
    for ending, instead in words.variants["endings"].items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1]


def singular_phrase(phrase: str, words: Words | None = None) -> str:
    """The last word of a phrase carries its plural: "black coffees" -> "black coffee"."""
    head, space, last = phrase.rpartition(" ")
    return head + space + singular(last, words)
