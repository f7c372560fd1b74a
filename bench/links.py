"""How many built-in links are found, how many are seen where there are none, and how long the search takes."""

from bench.measure import line, times
from lib.analysis.links import find
from tests.support import made_up_people

SIZES = (0.3, 0.4, 0.5, 0.6)
DAYS = (45, 60, 90, 120, 180, 270, 365)
CARRIES = (0.0, 0.4, 0.8)
PEOPLE = 100
NOBODY = 200
# Half of each series is slow, the other half each day's own.
SLOW_WAVES = 0.95
NOISE_DAYS = (45, 60, 90, 120, 180)


def run() -> None:
    print(f"paired days{'':<41}" + "".join(f"{days:>6}" for days in DAYS))
    for carry in CARRIES:
        for size in SIZES:
            shares = [_share_found(days, size, carry) for days in DAYS]
            line(f"found, rho {size}, carry-over {carry}", _percent(shares))
    for name, shares in _found_like_the_demo().items():
        line(f"found, as in the demo: {name}", _percent(shares))
    print(f"\npaired days{'':<41}" + "".join(f"{days:>6}" for days in NOISE_DAYS))
    for carry in (*CARRIES, SLOW_WAVES):
        for weekends in (False, True):
            shares = [_share_fooled(days, carry, weekends) for days in NOISE_DAYS]
            line(f"fooled, carry-over {carry}{', weekends' if weekends else ''}", _percent(shares))
    for days in (180, 365, 1000):
        (series,) = made_up_people.people(days, 0.4, True, 1, days)
        line(f"the search, {days} paired days", times(lambda series=series: find(series), runs=100))


def _share_found(days: int, size: float, carry: float) -> float:
    people = (made_up_people.person_with_a_link(days, size, carry, seed) for seed in range(PEOPLE))
    return sum(("sleep", "wellbeing") in _shown(person) for person in people) / PEOPLE


def _found_like_the_demo() -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for days in DAYS:
        shown = [_shown(made_up_people.person_like_the_demo(days, seed)) for seed in range(PEOPLE)]
        for link in made_up_people.LINKS:
            share = sum((link.cause, link.effect) in person for person in shown) / PEOPLE
            found.setdefault(f"{link.cause}, {link.effect}", []).append(share)
    return found


def _share_fooled(days: int, carry: float, weekends: bool) -> float:
    people = made_up_people.people(days, carry, weekends, NOBODY, seed=days)
    return sum(bool(find(person).links) for person in people) / NOBODY


def _shown(person: made_up_people.Series) -> set[tuple[str, str]]:
    return {(link.cause, link.effect) for link in find(person).links}


def _percent(shares: list[float]) -> str:
    return "".join(f"{share:>5.0%} " for share in shares)
