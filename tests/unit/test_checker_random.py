"""Texts by chance, always the same ones: none with a planted fault is shown, and what is shown keeps its promises."""

import random
import re
from collections.abc import Callable

import pytest

from lib.advice.checker import check
from lib.advice.facts import Amount, Fact

FACTS = (
    Fact(
        "drinks", "Drinks today: 750 ml of at least 2,000 ml", (Amount(750, "ml"), Amount(2000, "ml")), names=("Water",)
    ),
    Fact("sleep", "Sleep last night: 7.5 h", (Amount(7.5, "h"),)),
    Fact("runs", "Runs this week: 3; bed at 22:30", (Amount(3),), names=("Running",)),
    Fact("lunch", "Lunch: grilled salmon, 640 kcal", (Amount(640, "kcal"),), names=("Salmon, grilled",)),
)
SOUND = (
    "You are at 750 ml of 2,000 ml, so keep a glass of water nearby.",
    "7.5 hours of sleep is a good base, so enjoy your day.",
    "Three runs this week, well done. Plan an easy evening now.",
    "Salmon with 640 kcal was a good lunch; have some vegetables later.",
    "With bed at 22:30 you will be rested, so keep it up.",
    "0.75 l so far, and another glass with dinner is a good idea.",
)
UNITS = ("ml", "l", "h", "hours", "kcal", "g", "kg", "km", "bpm", "min", "%", "mg", "litres", "minutes", "calories")
FOODS = (
    "banana", "cheese", "peanuts", "yoghurt", "espresso", "beer", "chocolate", "lentils", "avocado", "pizza", "tofu",
    "kefir", "green tea", "ice cream", "hot dog", "spring rolls", "orange juice", "sweet potato", "melatonin",
    "creatine",
    "vitamin D", "magnesium", "yoga", "a swim", "pilates", "weight training", "boxing", "jump rope", "tennis",
    "a bike ride",
)  # fmt: skip
MARKUP = (
    "**{}**", "_{}_ ", "`{}`", "# {}", "- {}", "<i>{}</i>", "[{}](x)", "![{}](x)", ":red[{}]", ":material/home: {}",
    "{} :smile:", "{} 🎉", "{{{}}}", '["{}"]', "~~{}~~", "{}\u200b", "\u202e{}", "> {}", "1. {}", "| {} |",
    "{}\n\nMore",
)  # fmt: skip
ADDRESSES = (
    "https://a.example/x", "www.wellness.example", "health.com", "x@y.example", "bit.ly/3xyz", "+44 20 7946 0958",
    "//cdn.example", "javascript:alert", "data:text/html", "Dr.Smith",
)  # fmt: skip
FOREIGN = (
    "Trink heute noch ein Glas Wasser und ruh dich aus.", "Bois un verre avant le dîner et repose-toi bien ce soir.",
    "Bebe un vaso antes de cenar y descansa bien esta noche.", "Bevi un bicchiere prima di cena e riposa bene.",
    "Drink nog wat voor het eten en slaap lekker vannacht.", "Beba água antes do jantar e descanse bem.",
    "Napij się wody i odpocznij dzisiaj wieczorem.", "Выпей стакан воды перед ужином.",
    "夕食の前に 水を 一杯 飲み ましょう",
    "اشرب كوبا من الماء قبل العشاء", "पानी का एक गिलास पिएं", "Pij vodu pred večerou a dobre spi.",
)  # fmt: skip
CLAIMS = (
    "Take an aspirin.", "This prevents diabetes.", "It cures insomnia.", "You have hypertension.",
    "Stop your medication.",
    "It boosts your immune system.", "This burns fat.", "It is a detox.", "It lowers your blood pressure.",
    "Fast for a day.", "Skip dinner.", "This treats anxiety.", "You are depressed.", "Ask for a higher dose.",
    "You earned it.", "No more cheating.", "Do not be lazy.", "Burn it off.", "You should lose weight.",
)  # fmt: skip


def wrong_number(chance: random.Random, line: str) -> str:
    number = chance.choice((
        str(chance.randint(10, 600)), f"{chance.randint(2, 9)},{chance.randint(100, 999)}",
        f"{chance.randint(11, 60)}.5",
        "twelve", "twenty-five", "a dozen", "five hundred", "½", "1/3", "double", "90 %", "fourth", "16:45", "8-9",
        "6k",
    ))  # fmt: skip
    return f"Today it is {number} for you. {line}"


def swapped_unit(chance: random.Random, line: str) -> str:
    value, units = chance.choice(
        (("750", ("ml",)), ("2,000", ("ml",)), ("7.5", ("h", "hours")), ("640", ("kcal", "calories")))
    )
    unit = chance.choice([unit for unit in UNITS if unit not in units])
    return f"Today it is {value} {unit} for you. {line}"


def new_thing(chance: random.Random, line: str) -> str:
    thing = chance.choice(FOODS)
    return f"{chance.choice(('Have', 'Try', 'Add', 'Think of', 'Enjoy'))} {thing} today. {line}"


def too_many_words(chance: random.Random, line: str) -> str:
    body = line.rstrip(".").replace(".", ",")
    while len(body.split()) < 26:
        body += " " + chance.choice(("and then", "so that", "with water", "as well", "this evening", "which is good"))
    return body


def markup(chance: random.Random, line: str) -> str:
    words = line.split()
    at = chance.randrange(len(words))
    mark = chance.choice(MARKUP)
    if mark[0] in "#->1|":
        return mark.format(line)
    words[at] = mark.format(words[at])
    return " ".join(words)


def address(chance: random.Random, line: str) -> str:
    words = line.split()
    words.insert(chance.randrange(len(words) + 1), chance.choice(ADDRESSES))
    return " ".join(words)


def other_language(chance: random.Random, line: str) -> str:
    return chance.choice(FOREIGN)


def claim(chance: random.Random, line: str) -> str:
    return " ".join(chance.sample((chance.choice(CLAIMS), line), 2))


FAULTS = (wrong_number, swapped_unit, new_thing, too_many_words, markup, address, other_language, claim)


@pytest.mark.parametrize("line", SOUND)
def test_the_lines_without_a_fault_are_shown(line: str) -> None:
    assert check(line, FACTS).line == line


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_no_line_with_a_planted_fault_is_shown(fault: Callable[[random.Random, str], str]) -> None:
    chance = random.Random(f"25 words {fault.__name__}")
    texts = [fault(chance, chance.choice(SOUND)) for _ in range(40)]

    shown = [text for text in texts if check(text, FACTS).line == text]
    cut = [line for text in texts if (line := check(text, FACTS).line) and line != text]

    assert shown == []
    # A text of 26 words may be cut to the sound sentences at its start.
    assert all(any(line in sound or sound.startswith(line) for sound in SOUND) for line in cut)


PIECES = (
    *(word for line in SOUND for word in line.split()), *UNITS, *FOODS, *ADDRESSES, *CLAIMS,
    *(line for line in FOREIGN),
    "750", "751", "2,000", "1,500", "2", "3", "4", "7.5", "7,5", "7", "½", "1½", "3/4", "22:30", "10:30 pm", "640",
    "0.75",
    "one", "two", "three", "seven", "half", "twice", "third", "a", "an", "hour", "hundred", "thousand", "and", "dozen",
    "\n", "\u200b", "\u00a0", "😀", ":red[x]", "**", "`", "<b>", "- ", "\t", "\x00", "é", "ß", "٣", "²", "①", "Ⅷ",
    "\u0301",
)  # fmt: skip
FIGURES = {"750", "2,000", "2000", "2", "0.75", "7.5", "7,5", "7", "½", "3", "640", "22:30", "10:30", "3/4"}
NUMBER_WORDS = {
    "four",
    "five",
    "six",
    "eight",
    "nine",
    "ten",
    "dozen",
    "hundred",
    "thousand",
    "double",
    "second",
    "fourth",
}


def test_whatever_comes_in_what_is_shown_keeps_its_promises() -> None:
    chance = random.Random(2025)
    shown = 0

    for _ in range(6000):
        words = chance.choices(PIECES[:60] if chance.random() < 0.7 else PIECES, k=chance.randint(1, 40))
        if chance.random() < 0.5:
            words = mutated(chance, chance.choice(SOUND).split(), words)
        line = check(" ".join(words), FACTS).line
        shown += bool(line)
        assert_harmless(line)

    assert shown > 50


def test_noise_is_never_shown_unclean() -> None:
    chance = random.Random(25)
    signs = [
        chr(code)
        for code in (*range(0x0, 0x250), *range(0x2000, 0x2070), *range(0x2150, 0x2190), *range(0xFF00, 0xFF60))
    ]

    for _ in range(3000):
        line = list(chance.choice(SOUND))
        for _ in range(chance.randint(1, 4)):
            line.insert(chance.randrange(len(line) + 1), chance.choice(signs))
        assert_harmless(check("".join(line), FACTS).line)


def mutated(chance: random.Random, words: list[str], others: list[str]) -> list[str]:
    for _ in range(chance.randint(0, 2)):
        words.insert(chance.randrange(len(words) + 1), chance.choice(others))
    return words


def assert_harmless(line: str) -> None:
    assert len(re.findall(r"\S+", line)) <= 25
    assert line.splitlines() in ([], [line])
    assert not re.search(r"[*_`#<>\[\]{}|\\~$@=^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", line)
    assert not re.search(r":[A-Za-z]|https?:|www\.|^[-+>] ", line)
    figures = re.findall(r"\d[\d.,:/]*\d|\d|[½⅓¼¾]", line)
    assert set(figures) <= FIGURES, line
    assert not NUMBER_WORDS.intersection(re.findall(r"[a-z]+", line.lower())), line
