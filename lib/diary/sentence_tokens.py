"""A sentence cut into words, numbers, clock times and marks, each with its place in the text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
VULGAR |= {"⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6}
DASHES = "-–—−‐‑"
LETTER = f"[^\\W\\d_{''.join(VULGAR)}]"
# Every alternative moves on by at least one character and can match in one way only, so time is linear.
TOKEN = re.compile(
    r"(?P<newline>[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))"
    r"|(?P<number>\d+(?:[.,]\d+)*|(?<![\w.])\.\d+)"
    rf"|(?P<vulgar>[{''.join(VULGAR)}])"
    r"|(?P<meridiem>[aApP]\.[mM](?:\.|\b))"
    r"|(?P<times>[xX×](?=\d))"
    # After a digit a word has letters only: "500ml", "3x8", "1h30". Elsewhere it may hold digits: "spo2".
    rf"|(?P<word>(?<!\d){LETTER}(?:['’]?[^\W_{''.join(VULGAR)}])*|{LETTER}+)"
    r"|(?P<mark>\S)"
)
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# What a name is looked up without.
SPACED = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "'&%"}
LONGEST_WORD = 200
WORD, NUMBER, CLOCK, MARK, BREAK, ODD = "word", "number", "clock", "mark", "break", "odd"


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    low: str
    start: int
    end: int
    # Whether something stands between this token and the one before.
    gap: bool
    value: float = 0.0
    # The number with its comma read as a decimal comma: 1.5 for "1,500".
    decimal: float = 0.0


def tokenise(text: str) -> list[Token]:
    tokens: list[Token] = []
    before = -1
    for match in TOKEN.finditer(text):
        kind, raw = str(match.lastgroup), match.group()
        category = unicodedata.category(raw[0])
        if kind == "mark" and category in ("Cc", "Cf"):
            continue
        place = (match.start(), match.end(), match.start() != before)
        before = match.end()
        sign = kind == "mark" and category.startswith("M")
        if tokens and not place[2] and _grows(tokens[-1], kind, sign):
            tokens[-1] = replace(tokens[-1], text=tokens[-1].text + raw, low=tokens[-1].low + raw.lower(), end=before)
        else:
            tokens.append(_token(kind, raw, *place))
    return tokens


def _grows(token: Token, kind: str, sign: bool) -> bool:
    """A vowel sign belongs to the letter it stands on, the next letter to both. Bounded, so that time stays linear."""
    grows = sign or (kind == "word" and _is_sign(token.text[-1]))
    return grows and token.kind == WORD and len(token.text) < LONGEST_WORD


def _token(kind: str, raw: str, start: int, end: int, gap: bool) -> Token:
    if kind == "number":
        value, decimal = _number(raw)
        return Token(NUMBER if value >= 0 else ODD, raw, raw, start, end, gap, value, decimal)
    if kind == "vulgar":
        return Token(NUMBER, raw, raw, start, end, gap, VULGAR[raw], VULGAR[raw])
    if kind == "meridiem":
        return Token(WORD, raw, raw[0].lower() + "m", start, end, gap)
    if kind == "times":
        return Token(MARK, raw, "x", start, end, gap)
    if kind == "newline":
        return Token(BREAK, raw, "\n", start, end, gap)
    if kind == "mark":
        low = "-" if raw in DASHES else "x" if raw == "×" else raw
        return Token(MARK, raw, low, start, end, gap)
    return Token(kind, raw, raw.lower().replace("’", "'"), start, end, gap)


def _number(raw: str) -> tuple[float, float]:
    """Both readings of a number; -1 for what is none, such as a date."""
    commas, dots = raw.count(","), raw.count(".")
    if commas + dots == 0 or (commas == 0 and dots == 1):
        return float(raw), float(raw)
    decimal = float(raw.replace(",", ".")) if commas == 1 and dots == 0 else -1.0
    if raw[0] != "0" and THOUSANDS.fullmatch(raw):
        whole = float(raw.replace(",", ""))
        return whole, decimal if decimal >= 0 else whole
    return decimal, decimal


def phrase(tokens: Sequence[Token]) -> str:
    """The words as one line in small letters, as they were spaced."""
    parts: list[str] = []
    end = None
    for token in tokens:
        if end is not None and (token.gap or token.start != end):
            parts.append(" ")
        parts.append(token.low)
        end = token.end
    return unicodedata.normalize("NFC", "".join(parts))


def key(text: str) -> str:
    """How a phrase is looked up: "Push-ups" and "push ups" are one."""
    straight = text.lower().replace("’", "'")
    if straight.isascii():
        return " ".join(straight.translate(SPACED).split())
    kept = (letter if letter.isalnum() or letter in "'&%" or _is_sign(letter) else " " for letter in straight)
    return " ".join("".join(kept).split())


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
