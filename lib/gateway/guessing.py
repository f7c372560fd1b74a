"""Whether a password is among those that are tried first.

Guessing programs start with known words and with what they know of the person, turned round, with digits and signs
around them or in the place of letters, twice, and with the rows of a keyboard.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

COMMON = Path(__file__).with_name("common_passwords.txt")

# A person's name shorter than this stands in too many words.
SHORTEST_NAME = 4
# Two letters twice are nothing; a word twice is.
SHORTEST_TWICE = 6
# What is left of a password besides rows of a keyboard must be more than this.
FEW = 3
MOST_AROUND = 8
MOST_READ = 80
LOOKS_LIKE = [str.maketrans("034578$@!1", f"oeastbsai{one}") for one in "il"] + [{}]
ROWS = [
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop",
    # Columns, and two rows at once.
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "zaq1xsw2cde3vfr4bgt5nhy6mju7", "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "a1s2d3f4g5h6j7k8l9", "!@#$%^&*()",
]  # fmt: skip
RUNS = [run for row in ROWS for run in (row, row[::-1])]
LONGEST_RUN = max(map(len, RUNS))


def is_guessable(password: str, email: str) -> bool:
    text = unicodedata.normalize("NFKC", password).lower()[:MOST_READ]
    known = common() | _names(email)
    return (
        len(set(text)) < 5
        or email.lower() in text
        or _is_date_or_number(text)
        or len(_without_runs(text)) <= FEW
        or any(_is_known(word, known) for word in _words_within(text))
    )


@cache
def common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _words_within(text: str) -> Iterator[str]:
    """The text as a guesser reads it: without what stands around it, between its letters, or in a letter's place."""
    first, last = re.search(r"[a-z]", text), re.search(r"[a-z][^a-z]*$", text)
    begins, ends = (first.start() if first else len(text)), (last.start() + 1 if last else 0)
    # A sign at either end may be a letter of the word or stand beside it.
    starts = {*range(min(begins, MOST_AROUND) + 1), begins}
    stops = {*range(ends, ends + MOST_AROUND + 1), len(text)}
    readings = {text, re.sub(r"[^a-z]", "", text), re.sub(r"^[^a-z]+|[^a-z]+$", "", _without_runs(text))}
    for table in LOOKS_LIKE:
        letters = text.translate(table)
        readings |= {letters[start:stop] for start in starts for stop in stops}
    for reading in readings:
        yield reading
        yield reading[::-1]


def _is_known(word: str, known: frozenset[str]) -> bool:
    twice = len(word) >= SHORTEST_TWICE and any(_repeats(word, size) for size in range(1, len(word) // 2 + 1))
    return twice or word in known or any(word[:cut] in known and word[cut:] in known for cut in range(3, len(word) - 2))


def _names(email: str) -> frozenset[str]:
    lower = email.lower()
    parts = {*re.split(r"[^a-z0-9]+", lower), *re.split(r"[^a-z]+", lower)}
    parts |= {re.sub(r"[^a-z]", "", half) for half in lower.split("@")}
    return frozenset(part for part in parts if len(part) >= SHORTEST_NAME)


def _is_date_or_number(text: str) -> bool:
    return len(text) < 16 and re.fullmatch(r"[\d\s.,:/()+-]*", text) is not None


def _without_runs(text: str) -> str:
    """What is left besides abcd, 9876 and the rows of a keyboard, forwards or backwards."""
    left = ""
    while text:
        lengths = range(3, min(len(text), LONGEST_RUN) + 1)
        longest = max((n for run in RUNS for n in lengths if text[:n] in run), default=0)
        left += "" if longest else text[0]
        text = text[longest or 1 :]
    return left


def _repeats(text: str, size: int) -> bool:
    return len(text) % size == 0 and text == text[:size] * (len(text) // size)
