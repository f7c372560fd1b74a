"""Nights and naps: "slept 23:30-7", "bed 22:45 up 6:30", "slept 7 h badly"."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from lib.diary.sentence_amounts import low
from lib.diary.sentence_piece import Fields, Reading, Scene, named_in, unknown
from lib.diary.sentence_times import Clock, clock, duration
from lib.diary.sentence_tokens import MARK, NUMBER, Token
from lib.diary.sentence_words import Words

DAY = 24 * 60
LONGEST = 20 * 60
LONGEST_NAP = 4 * 60
USUAL_NIGHT, USUAL_NAP = 8 * 60, 45
# Somebody who writes "slept 23-7" at 6:50 has just got up.
AHEAD = timedelta(minutes=30)
MOST_TOKENS = 30
STARTS, ENDS = "start", "end"


def read_sleep(tokens: Sequence[Token], scene: Scene) -> Reading | None:
    words = scene.words
    strong = any(words.has("slept", token.low) for token in tokens)
    nap = any(words.has("nap", token.low) for token in tokens)
    weak = any(words.has("bed", token.low) or words.has("woke", token.low) for token in tokens)
    if len(tokens) > MOST_TOKENS or not (strong or nap or weak):
        return None
    times, minutes, quality, left = _parts(tokens, words)
    timed = any(words.variant("times", token.low) for token in tokens)
    # "7 up" is no night, "in bed for 8 h" is.
    said = bool(times) or (minutes is not None and (strong or nap or timed))
    if left or not (said or (quality is not None and (strong or nap))):
        certain = words.has("slept", _first_word(tokens, words)) or (not left and (strong or nap))
        return unknown() if certain else None
    start = next((found for role, found in times if role == STARTS), None)
    end = next((found for role, found in times if role == ENDS), None)
    if len(times) != (start is not None) + (end is not None):
        return unknown()
    return sleep_of(start, end, minutes, quality, nap, scene)


def sleep_of(
    start: Clock | None, end: Clock | None, minutes: float | None, quality: float | None, nap: bool, scene: Scene
) -> Reading:
    fields: Fields = {"start": None, "end": None, "minutes": None, "quality": int(quality) if quality else None}
    if minutes is not None and not 0 < minutes <= DAY:
        return unknown("bounds")
    if start and end:
        bed, up = _halves(start, end, nap)
        fields |= _night(bed, up, scene.now)
        if fields["minutes"] is None or not 0 < fields["minutes"] <= LONGEST:
            return unknown("bounds")
    elif end:
        fields["end"] = _latest(end.at(), scene.now)
    elif start:
        # In bed at 11 is in the evening, a nap at 2 in the afternoon.
        evening = not start.sure and (start.hour <= 7 if nap else start.hour > 5)
        fields["start"] = _latest(time((start.hour + 12) % 24 if evening else start.hour, start.minute), scene.now)
    if minutes is not None and not (start and end):
        fields["minutes"] = round(minutes)
        fields |= _other_end(fields, minutes)
    # Kept for the half that may still come: "bed 22:45, up 6:30".
    return Reading("sleep", fields, memo=(start, end, minutes, quality, nap, scene))


def _parts(tokens: Sequence[Token], words: Words) -> tuple[list[tuple[str, Clock]], float | None, float | None, bool]:
    """The times with their roles, the minutes, the quality, and whether something is left over."""
    times: list[tuple[str, Clock]] = []
    minutes: float | None = None
    quality: float | None = None
    nap = any(words.has("nap", token.low) for token in tokens)
    left, at, role, led, loose = False, 0, STARTS, False, False
    while at < len(tokens):
        word = low(tokens, at)
        length = duration(tokens, at, words) if minutes is None else None
        moment = clock(tokens, at, words, bare=True)
        rated = named_in(words.values["sleep_quality"], tokens, at, words.longest["sleep_quality"])
        if words.has("woke", word) or (times and word == "-") or words.has("to", word):
            role, at, led = ENDS, at + 1, True
        elif words.has("bed", word) or words.has("from", word) or words.has("at", word):
            role, at, led = ENDS if role == ENDS else STARTS, at + 1, True
            role = STARTS if words.has("bed", word) else role
        elif length is not None:
            minutes, at = length
        elif moment is not None:
            times.append((role, moment))
            loose = loose or (not led and not moment.sure and (tokens[at].kind == NUMBER or not nap))
            role, at = ENDS, moment.next
        elif tokens[at].kind == NUMBER and minutes is None and not times:
            minutes, at = _bare(tokens[at].value, words, tokens), at + 1
        elif rated is not None and not (times and words.has("woke", low(tokens, at - 1))):
            quality, at = rated
        else:
            known = words.has("sleep_fillers", word) or words.has("slept", word) or words.has("nap", word)
            left = left or not (known or (tokens[at].kind == MARK and word in ":-()~"))
            at += 1
    if len(times) == 1 and loose and minutes is None:
        # "slept 7" and "slept 7.30" tell how long.
        hours = times.pop()[1]
        minutes = _bare(hours.hour + hours.minute / 60, words, tokens)
    return times, minutes, quality, left


def _bare(number: float, words: Words, tokens: Sequence[Token]) -> float:
    """A number without a unit: hours of a night, minutes of a nap."""
    nap = any(words.has("nap", token.low) for token in tokens)
    return number if nap and number >= 5 else number * 60


def _first_word(tokens: Sequence[Token], words: Words) -> str:
    return next((token.low for token in tokens if not words.has("openings", token.low)), "")


def _halves(start: Clock, end: Clock, nap: bool) -> tuple[time, time]:
    """Which half of the day "11 to 7" means: the night of the most usual length, ending before noon if it can."""
    usual, longest = (USUAL_NAP, LONGEST_NAP) if nap else (USUAL_NIGHT, LONGEST)
    best, found = None, (time(start.hour, start.minute), time(end.hour, end.minute))
    for bed in _readings(start):
        for up in _readings(end):
            minutes = (up.hour * 60 + up.minute - bed.hour * 60 - bed.minute) % DAY
            odd = not 0 < minutes <= longest
            late = up.hour >= 12 if not nap else not 11 <= up.hour <= 19
            rank = (odd, abs(minutes - usual) > 300, late, abs(minutes - usual))
            if best is None or rank < best:
                best, found = rank, (bed, up)
    return found


def _readings(said: Clock) -> list[time]:
    hours = [said.hour] if said.sure else [said.hour, (said.hour + 12) % 24]
    return [time(hour, said.minute) for hour in hours]


def _night(bed: time, up: time, now: datetime) -> Fields:
    """The last night that ended at this time, as the clock on the wall showed it, whatever the clocks did meanwhile."""
    end = _latest(up, now)
    if end is None:
        return {}
    try:
        start = datetime.combine(end.date() - timedelta(days=bed >= up), bed, tzinfo=now.tzinfo)
        minutes = (start.astimezone(UTC) - end.astimezone(UTC)).total_seconds() / -60
    except (OverflowError, ValueError):
        return {}
    return {"start": start, "end": end, "minutes": round(minutes)}


def _latest(moment: time, now: datetime) -> datetime | None:
    """The last time the clock showed this."""
    try:
        today = datetime.combine(now.date(), moment, tzinfo=now.tzinfo)
        ahead = today.astimezone(UTC) - now.astimezone(UTC)
        return today if ahead <= AHEAD else datetime.combine(now.date() - timedelta(days=1), moment, tzinfo=now.tzinfo)
    except (OverflowError, ValueError):
        return None


def _other_end(fields: Fields, minutes: float) -> Fields:
    """ "slept 7 h from 23:00" ends at 6:00, even across a change of the clocks."""
    known = fields["start"] or fields["end"]
    if known is None:
        return {}
    sign = 1 if fields["start"] else -1
    try:
        other = (known.astimezone(UTC) + sign * timedelta(minutes=minutes)).astimezone(known.tzinfo)
    except (OverflowError, ValueError):
        return {}
    return {"end" if fields["start"] else "start": other}


def adds(tokens: Sequence[Token], earlier: Reading, scene: Scene) -> Reading | None:
    """What a segment without a verb adds to the night before it: "up 6:30", "7 h", "badly"."""
    if earlier.memo is None or len(tokens) > MOST_TOKENS:
        return None
    start, end, minutes, quality, nap, _ = earlier.memo
    times, more, rated, left = _parts(tokens, scene.words)
    woke = any(scene.words.has("woke", token.low) for token in tokens)
    timed = any(scene.words.variant("times", token.low) for token in tokens)
    if left or len(times) > 1 or (times and not woke) or (more is not None and not timed):
        return None
    twice = (times and end) or (more and (minutes or (start and end))) or (rated and quality)
    if twice or not (times or more or rated):
        return None
    moment = times[0][1] if times else end
    found = sleep_of(start, moment, minutes or more, quality or rated, nap, scene)
    return found if found.kind == "sleep" else None


def together(first: Reading, second: Reading) -> Reading | None:
    """ "bed 22:45" and "up 6:30" are one night."""
    if first.memo is None or second.memo is None:
        return None
    start, end, minutes, quality, nap, scene = first.memo
    later, up, more, rated, also_nap, _ = second.memo
    if start is None or end is not None or later is not None or up is None or (minutes and more):
        return None
    found = sleep_of(start, up, minutes or more, quality or rated, nap or also_nap, scene)
    return found if found.kind == "sleep" else None
