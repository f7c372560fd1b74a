"""What time of day it is for a person: nobody is asked to train at night, or to have a glass before a lunch gone by."""

MORNING, MIDDAY, AFTERNOON, EVENING, NIGHT = "morning", "midday", "afternoon", "evening", "night"
_BEGINS = ((4, MORNING), (11, MIDDAY), (14, AFTERNOON), (18, EVENING), (21, NIGHT))


def part(hour: int) -> str:
    """After midnight it is night still."""
    return next((name for begins, name in reversed(_BEGINS) if hour >= begins), NIGHT)


def is_late(hour: int) -> bool:
    return part(hour) in (EVENING, NIGHT)
