"""What a person says about themselves, and in which units they read and type."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from lib.gateway.port import SESSION_ENDED, Backend, GatewayError, Row
from lib.units import CM_PER_INCH, Units

SHORTEST_CM, TALLEST_CM = 50.0, 272.0
OLDEST = datetime.date(1900, 1, 1)
LONGEST_NAME = 80
A_DAY = datetime.timedelta(days=1)

# These turn around what is written after them, beyond the name itself.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DATE = re.compile(r"(\d{4})(?:\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,2})|(\d{2})(\d{2}))")
_NUMBER = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:cm)?", re.IGNORECASE)

SEXES = {"female": "Female", "male": "Male", "other": "Other"}
UNITS = {"metric": "Metric (kg, cm, ml)", "imperial": "Imperial (lb, ft, fl oz)"}
ENERGY_UNITS = {"kcal": "Kilocalories (kcal)", "kJ": "Kilojoules (kJ)"}
FIRST_WEEKDAYS = {1: "Monday", 6: "Saturday", 7: "Sunday"}


class NotTaken(ValueError):
    """Something typed that cannot be kept; the sentence says what would be, and repeats nothing of what was typed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Profile:
    name: str
    birth_date: datetime.date | None
    sex: str | None
    height_cm: float | None
    units: str
    energy_unit: str
    time_zone: str
    first_weekday: int
    # Calories and weight are not shown: they chose so, or their coach did, up to a day.
    hide_numbers: bool
    tier: str
    is_demo: bool
    cups: tuple[int, ...] = (200, 330, 500)
    glucose_unit: str = "mg/dl"
    activity_level: str | None = None
    tracked: tuple[str, ...] = ("meal", "water", "gym", "mood", "sleep", "body")
    welcome: str = "new"
    keep_photos: str = "always"
    # What they agreed to send to Gemini: a photo they ask about, figures for advice, and their own words with these.
    ask_gemini: bool = False
    advise_gemini: bool = False
    send_words: bool = False
    # Nothing of theirs leaves the app, whatever else they agreed to.
    only_here: bool = False
    # How much each part of the score counts; None: as usual.
    score_weights: Mapping[str, float] | None = None
    is_coach: bool = False
    # How many clients a coach wants to be pointed to in a week.
    alerts_a_week: int = 5
    # The last day on which a coach hides calories and weight for them.
    care_until: datetime.date | None = None
    # What they chose themselves.
    own_hide_numbers: bool = False

    @property
    def shown_in(self) -> Units:
        return Units(self.units, self.energy_unit, self.glucose_unit)

    @classmethod
    def of(cls, row: Row) -> "Profile":
        born, care_until = row["birth_date"], row["care_until"]
        # Days begin earlier in other places: at most one day too long is better than one too short.
        in_care = (
            care_until is not None and care_until >= (datetime.datetime.now(datetime.UTC) - A_DAY).date().isoformat()
        )
        return cls(
            name=row["name"] or "",
            birth_date=datetime.date.fromisoformat(born) if born else None,
            sex=row["sex"],
            height_cm=float(row["height_cm"]) if row["height_cm"] is not None else None,
            units=row["units"],
            energy_unit=row["energy_unit"],
            time_zone=row["time_zone"],
            first_weekday=row["first_weekday"],
            hide_numbers=row["hide_numbers"] or in_care,
            tier=row["tier"],
            is_demo=row["is_demo"],
            cups=tuple(row["cups"]),
            glucose_unit=row["glucose_unit"],
            activity_level=row["activity_level"],
            tracked=tuple(row["tracked"]),
            welcome=row["welcome"],
            keep_photos=row["keep_photos"],
            ask_gemini=row["ask_gemini"],
            advise_gemini=row["advise_gemini"],
            send_words=row["send_words"],
            only_here=row["only_here"],
            score_weights=row["score_weights"],
            is_coach=row["is_coach"],
            alerts_a_week=row["alerts_a_week"],
            care_until=datetime.date.fromisoformat(care_until) if in_care else None,
            own_hide_numbers=row["hide_numbers"],
        )


def save(backend: Backend, patch: Row) -> Row:
    """Changes the person's own profile and returns it. Raises NotTaken for a name without end."""
    if "name" in patch:
        patch = patch | {"name": read_name(patch["name"] or "")}
    saved = backend.gateway.update("profiles", patch, eq={"user_id": backend.person.id})
    if not saved:
        # The account was deleted a moment ago.
        raise GatewayError(SESSION_ENDED, "There is no such profile any more.")
    return saved[0]


def read_name(typed: str) -> str | None:
    """What is written, without what could only disturb the text around it; a name of spaces only is no name."""
    kept = [_in_a_line(character) for character in typed if character not in _TURNS]
    name = "".join(kept).strip()
    if len(name) > LONGEST_NAME:
        raise NotTaken(f"A name has room for {LONGEST_NAME} characters, and this one has {len(name)}.")
    return name or None


def _in_a_line(character: str) -> str:
    if unicodedata.category(character) not in ("Cc", "Zl", "Zp", "Cs"):
        return character
    return " " if character.isspace() else ""


def read_birth_date(typed: str, today: datetime.date) -> datetime.date | None:
    typed = typed.strip()
    if not typed:
        return None
    parts = _DATE.fullmatch(typed)
    if parts is None:
        raise NotTaken("A birth date is typed as year, month and day, such as 1990-02-28.")
    year, month, day = (int(part) for part in parts.groups() if part)
    try:
        born = datetime.date(year, month, day)
    except ValueError:
        raise NotTaken("There is no such day in the calendar. Check the birth date.") from None
    if born > today:
        raise NotTaken("The birth date lies in the future. Check its year.")
    if born < OLDEST:
        raise NotTaken(f"The birth date lies before {OLDEST.year}. Check its year.")
    return born


def read_height(typed: str) -> float | None:
    typed = typed.strip()
    if not typed:
        return None
    number = _NUMBER.fullmatch(typed)
    cm = round(float(number[1].replace(",", ".")), 1) if number else 0.0
    if not SHORTEST_CM <= cm <= TALLEST_CM:
        raise NotTaken(f"A height is a number from {SHORTEST_CM:g} to {TALLEST_CM:g} cm, such as 171.5.")
    return cm


def read_feet_and_inches(feet: str, inches: str, before: float | None) -> float | None:
    """In centimetres; `before` is the height that was shown, which stays as it is when nothing was changed."""
    feet, inches = feet.strip(), inches.strip() or ("0" if feet.strip() else "")
    if not feet and not inches:
        return None
    possible = re.fullmatch(r"\d", feet) and re.fullmatch(r"\d|1[01]", inches)
    if possible and same_height(before, int(feet), int(inches)):
        return before
    cm = centimetres(int(feet), int(inches)) if possible else 0.0
    if not SHORTEST_CM <= cm <= TALLEST_CM:
        raise NotTaken("A height is whole feet and inches, from 1 ft 8 in to 8 ft 11 in.")
    return cm


def shown_height(cm: float | None) -> str:
    return "" if cm is None else f"{cm:g}"


def zone(name: str) -> ZoneInfo:
    """The person's time zone. A database may know one that this machine does not."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """The zones that know of summer time, as the database takes them, in the order of their places.

    Kept, because looking for them on the disk takes longer than a page.
    """
    other = ("Etc/", "posix", "right", "SystemV/")
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(other))
    return ("UTC", *sorted(places, key=place_of))


def place_of(zone: str) -> str:
    """ "New York (America)", because people look for the place, and type it with a space."""
    *regions, place = zone.replace("_", " ").split("/")
    return f"{place} ({', '.join(regions)})" if regions else place


def feet_and_inches(cm: float) -> tuple[int, int]:
    inches = round(cm / CM_PER_INCH)
    return inches // 12, inches % 12


def centimetres(feet: int, inches: int) -> float:
    return round((feet * 12 + inches) * CM_PER_INCH, 1)


def same_height(cm: float | None, feet: int, inches: int) -> bool:
    """Whether typing feet and inches changed anything: 180 cm shows as 5 ft 11 in and must stay 180 cm."""
    return cm is not None and feet_and_inches(cm) == (feet, inches)
