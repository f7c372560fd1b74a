"""A line of advice: by rules as every drawing of Today makes it, and what checking a line of Gemini takes."""

import datetime
import subprocess
import sys

from bench.measure import line, times
from lib.advice import advisor, day_facts
from lib.advice.advisor import Asked
from lib.advice.checker import check
from lib.advice.triage import triage
from lib.diary.overview import Overview
from lib.profile import Profile

DAY = datetime.date(2026, 6, 1)
ME = Profile("Nora", None, None, 171.0, "metric", "kcal", "UTC", 1, False, "free", False)
GOOD = "You have had 2,500 ml so far; another glass before dinner keeps you going."
NOTE = "Slept badly, a long day at work, then a slow walk by the river which helped a little."
RUNS = 300


def run() -> None:
    day = _day()
    for kind in ("water", "meal"):
        line(f"after an entry ({kind}): facts, triage and the line", times(lambda k=kind: _line(day, k), runs=RUNS))
    line("  of which the facts", times(lambda: day_facts.after("meal", "meal9", day, ME), runs=RUNS))
    facts = tuple(day_facts.after("water", "water9", day, ME))
    line("  triage of the facts", times(lambda: triage(facts), runs=RUNS))
    line("  triage of a note", times(lambda: triage(NOTE), runs=RUNS))
    line("checking a line of Gemini", times(lambda: check(GOOD, facts), runs=RUNS))
    line("the SDK, imported once by whoever asks first", _sdk())


def _line(day: Overview, kind: str) -> object:
    facts = tuple(day_facts.after(kind, f"{kind}9", day, ME))
    return advisor.at_once(Asked(kind, DAY, facts, f"{kind}9", 14), ME)


def _sdk() -> str:
    timed = (
        "import time; t = time.perf_counter(); from lib import gemini; gemini._sdk(); print(time.perf_counter() - t)"
    )
    said = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout
    return f"{float(said) * 1000:14.0f} ms"


def _day() -> Overview:
    """A full day: ten meals of three foods and ten drinks."""
    same = {"logged_at": "2026-06-01T12:00:00+00:00", "local_date": "2026-06-01", "time_zone": "UTC", "note": None}
    food = {
        "kcal": 210, "protein_g": 9, "carbs_g": 30, "fat_g": 6, "fibre_g": 4, "sugar_g": 8, "satfat_g": 2,
        "sodium_mg": 120, "potassium_mg": 300, "calcium_mg": 90, "iron_mg": 1.2,
    }  # fmt: skip
    items = [food | {"food_name": name} for name in ("Apple", "Oats", "Milk")]
    meals = [
        same | {"id": f"meal{n}", "meal_type": "lunch", "title": None, "kcal": 630, "kcal_unknown": 0, "items": items}
        for n in range(10)
    ]
    nothing = dict.fromkeys(food, 0) | {"caffeine_mg": 0, "alcohol_g": 0}
    drinks = [same | nothing | {"id": f"water{n}", "ml": 250, "beverage": "water"} for n in range(10)]
    goals = [
        {"metric": metric, "low": low, "high": None, "starts_on": "2026-01-01", "source": "own"}
        for metric, low in (("water", 3000), ("protein", 80), ("fibre", 30))
    ]
    kinds: dict[str, object] = {"meal": meals, "water": drinks, "gym": [], "mood": [], "sleep": [], "body": []}
    return Overview(DAY, kinds | {"goals": goals, "latest": {}, "energy_before": []})
