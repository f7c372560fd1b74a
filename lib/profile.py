"""What a person says about themselves, and in which units they read and type."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from lib.gateway.port import SESSION_ENDED, Backend, GatewayError, Row
from lib.units import Units

CM_PER_INCH = 2.54
SHORTEST_CM, TALLEST_CM = 50.0, 272.0
OLDEST = datetime.date(1900, 1, 1)

SEXES = {"female": "Female", "male": "Male", "other": "Other"}
UNITS = {"metric": "Metric (kg, cm, ml)", "imperial": "Imperial (lb, ft, fl oz)"}
ENERGY_UNITS = {"kcal": "Kilocalories (kcal)", "kJ": "Kilojoules (kJ)"}
FIRST_WEEKDAYS = {1: "Monday", 6: "Saturday", 7: "Sunday"}


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
    hide_numbers: bool
    tier: str
    is_demo: bool
    cups: tuple[int, ...] = (200, 330, 500)
    glucose_unit: str = "mg/dl"
    activity_level: str | None = None
    tracked: tuple[str, ...] = ("meal", "water", "gym", "mood", "sleep", "body")
    welcome: str = "new"

    @property
    def shown_in(self) -> Units:
        return Units(self.units, self.energy_unit, self.glucose_unit)

    @classmethod
    def of(cls, row: Row) -> "Profile":
        born = row["birth_date"]
        return cls(
            name=row["name"] or "",
            birth_date=datetime.date.fromisoformat(born) if born else None,
            sex=row["sex"],
            height_cm=float(row["height_cm"]) if row["height_cm"] is not None else None,
            units=row["units"],
            energy_unit=row["energy_unit"],
            time_zone=row["time_zone"],
            first_weekday=row["first_weekday"],
            hide_numbers=row["hide_numbers"],
            tier=row["tier"],
            is_demo=row["is_demo"],
            cups=tuple(row["cups"]),
            glucose_unit=row["glucose_unit"],
            activity_level=row["activity_level"],
            tracked=tuple(row["tracked"]),
            welcome=row["welcome"],
        )


def save(backend: Backend, patch: Row) -> Row:
    """Changes the person's own profile and returns it; a name of spaces only is no name."""
    if "name" in patch:
        patch = patch | {"name": (patch["name"] or "").strip() or None}
    saved = backend.gateway.update("profiles", patch, eq={"user_id": backend.person.id})
    if not saved:
        # The account was deleted a moment ago.
        raise GatewayError(SESSION_ENDED, "There is no such profile any more.")
    return saved[0]


def zone(name: str) -> ZoneInfo:
    """The person's time zone. A database may know one that this machine does not."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return ZoneInfo("UTC")


def time_zones() -> list[str]:
    """The zones that know of summer time, as the database takes them."""
    other = ("Etc/", "posix", "right", "SystemV/")
    return ["UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(other))]


def feet_and_inches(cm: float) -> tuple[int, int]:
    inches = round(cm / CM_PER_INCH)
    return inches // 12, inches % 12


def centimetres(feet: int, inches: int) -> float:
    return round((feet * 12 + inches) * CM_PER_INCH, 1)


def same_height(cm: float | None, feet: int, inches: int) -> bool:
    """Whether typing feet and inches changed anything: 180 cm shows as 5 ft 11 in and must stay 180 cm."""
    return cm is not None and feet_and_inches(cm) == (feet, inches)
