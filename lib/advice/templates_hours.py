"""What time of day it is for a person: nobody is asked to train at night, or to have a glass before a lunch gone by."""

import re

MORNING, MIDDAY, AFTERNOON, EVENING, NIGHT = "morning", "midday", "afternoon", "evening", "night"
DAWN, NOON = 4, 12
_BEGINS = ((DAWN, MORNING), (11, MIDDAY), (14, AFTERNOON), (18, EVENING), (21, NIGHT))
# Between midnight and dawn it is nobody's evening any more, and no morning yet.
_OTHER_HOURS = re.compile(
    r"\b(?:mornings?|midday|noon|breakfast|lunch|dinner|meals?|afternoons?|evenings?|early|earlier|late|later|tomorrow|"
    r"daylight|walk|outside|call)\b",
    re.IGNORECASE,
)


def part(hour: int) -> str:
    """After midnight it is night still."""
    return next((name for begins, name in reversed(_BEGINS) if hour >= begins), NIGHT)


def is_late(hour: int) -> bool:
    return part(hour) in (EVENING, NIGHT)


def unsaid(hour: int) -> re.Pattern[str] | None:
    return _OTHER_HOURS if hour < DAWN else None
