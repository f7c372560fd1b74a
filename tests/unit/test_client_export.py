"""A client's period as tables: only what is shared, in the coach's units, and no cell that a program would run."""

import csv
import datetime
import io
import zipfile

import pytest

from lib.coach import client as clients
from lib.coach import export
from lib.coach.export import Part
from lib.diary.kinds import KINDS
from lib.diary.summary import Period
from lib.gateway.port import UNREACHABLE, GatewayError
from lib.units import Units
from tests.unit.test_client_reading import DAY, ID, TODAY, read, series

METRIC, IMPERIAL = Units(), Units("imperial", "kJ", "mmol/l")
WITHIN = Period(TODAY - 6 * DAY, TODAY)
STAMP = {"id": "e", "logged_at": "2026-11-18T11:30:00+00:00", "local_date": "2026-11-18", "time_zone": "Europe/Berlin"}
FOOD = {
    "food_name": "Soup", "grams": 300, "amount": 1, "portion": "bowl", "kcal": 210, "protein_g": 9, "carbs_g": 20,
    "fat_g": 5, "fibre_g": 3, "sugar_g": 4, "satfat_g": 1, "sodium_mg": 500, "potassium_mg": 300, "calcium_mg": 40,
    "iron_mg": 1.5,
}  # fmt: skip
ROWS = {
    "meal": {"meal_type": "lunch", "title": None, "note": "quick", "items": [FOOD, FOOD | {"food_name": "Bread"}]},
    "water": {"ml": 500, "beverage": "water", "kcal": 0, "caffeine_mg": None, "alcohol_g": None},
    "gym": {
        "activity": "running", "minutes": 30, "distance_km": 5, "intensity": "moderate", "net_kcal": 280,
        "items": [{"position": 1, "exercise": "Squat", "reps": 5, "kg": 80}],
    },
    "mood": {"wellbeing": 7, "energy": 6, "feelings": ["calm"], "tags": ["work"]},
    "sleep": {
        "started_at": "2026-11-17T22:00:00+00:00", "ended_at": "2026-11-18T05:30:00+00:00",
        "minutes": 450, "quality": 4,
    },
    "body": {"metric": "weight", "value": 70, "value2": None},
}  # fmt: skip


def table(kind, shown=METRIC, *, notes=True, hide=False, **more):
    row = clients.filled(STAMP | ROWS[kind] | more)
    said = export.table(Part(kind, [row], notes, hide), shown)
    return list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_makes_a_table_with_and_without_notes_and_numbers(kind) -> None:
    with_notes = table(kind)[0]
    without = table(kind, notes=False, hide=True)[0]

    assert "Note" in with_notes and "Note" not in without
    assert not any(word in column for column in without for word in ("kcal", "Weight (g)", "Protein"))
    assert "Energy used" not in " ".join(with_notes)
    assert with_notes["Day"] == "2026-11-18"


def test_meal_has_a_line_for_each_food_and_one_note() -> None:
    first, second = table("meal")

    assert (first["Food"], second["Food"]) == ("Soup", "Bread")
    assert (first["Note"], second["Note"]) == ("quick", "")
    assert first["Energy (kcal)"] == "210.0"
    assert first["Time"] == "12:30"


def test_columns_are_in_the_units_of_the_coach() -> None:
    assert table("meal", IMPERIAL)[0]["Energy (kJ)"] == "879.0"
    assert table("water", IMPERIAL)[0]["Amount (fl oz)"] == "16.9"
    assert table("gym", IMPERIAL)[0]["Distance (mi)"] == "3.11"
    assert (table("body", IMPERIAL)[0]["Value"], table("body", IMPERIAL)[0]["Unit"]) == ("154.3", "lb")


def test_entry_without_what_is_hidden_is_no_trouble() -> None:
    bare = {name: value for name, value in FOOD.items() if name in ("food_name", "amount", "portion")}

    (row,) = table("meal", hide=True, items=[bare])

    assert row["Amount"] == "1 bowl"


@pytest.mark.parametrize(
    "typed",
    [
        "$=1+1", "$+1", "$-1", "$@x", "\t$=1", "\r$=1", "  $=1", '$=HYPERLINK("http://evil")', "\n$@SUM(A1)", "$＝1",
        "\ufeff$=1", "\u200b$=1", "\u2060 \u00ad$+1", "a;$=1", "a; $=1;\u200b$-1", "a\t$@x", "a\n$=1;", "$=1;\t$=2",
    ],
)  # fmt: skip
def test_cells_that_a_program_would_run_are_made_harmless(typed) -> None:
    """A dollar stands where the apostrophe comes: cells may end at semicolons, tabs and lines too."""
    assert table("mood", note=typed.replace("$", ""))[0]["Note"] == typed.replace("$", "'")


@pytest.mark.parametrize(
    "typed", ["a = b", "5-a-day", "me@example.org", "", "Größe, “quoted”; and\nlines", "ate; then ran", "1;2-3"]
)
def test_other_cells_stay_as_they_are(typed) -> None:
    assert table("mood", note=typed)[0]["Note"] == typed


def test_numbers_below_zero_are_no_formulas() -> None:
    assert export.harmless(-1.5) == -1.5
    assert export.harmless(None) is None


class Asked:
    """Plays the functions of coaching."""

    def __init__(self, rows=(), **more):
        self.rows, self.calls = list(rows), []
        self.more = {"shared": ["sleep", "notes", "score"], "since": "2026-01-01", "hide_numbers": False} | more
        self.gateway = self

    def rpc(self, function, args):
        self.calls.append((function, args))
        if function == "client_series":
            if args["p_metrics"] == ["score"] and "score" not in self.more["shared"]:
                raise GatewayError(clients.NOT_SHARED, "This is not shared with you.")
            return series([], sleep=[]) | {"scores": [[0, 61], [2, 70.5]]} | self.more
        if args["p_kind"] not in self.more["shared"]:
            raise GatewayError(clients.NOT_SHARED, "This is not shared with you.")
        at = args["p_offset"]
        return {"entries": self.rows[at : at + args["p_limit"]], **self.more}


def test_archive_has_a_file_for_each_kind_that_is_shared_and_no_other() -> None:
    backend = Asked([STAMP | ROWS["sleep"]])

    packed = export.archive(backend, read(), WITHIN, METRIC)

    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert sorted(file.namelist()) == ["scores.csv", "sleeps.csv"]
        assert "2026-11-14,70.5" in file.read("scores.csv").decode("utf-8")
        assert "7.5" in file.read("sleeps.csv").decode("utf-8-sig")
    assert [function for function, _ in backend.calls] == ["client_entries", "client_series"]
    assert backend.calls[0][1]["p_from"] == WITHIN.start.isoformat()


def test_long_periods_are_read_in_parts(monkeypatch) -> None:
    monkeypatch.setattr(export, "PART", 10)
    backend = Asked([STAMP | ROWS["sleep"]] * 25)

    found = export.entries(backend, ID, "sleep", WITHIN)

    assert len(found.rows) == 25
    assert [args["p_offset"] for _, args in backend.calls] == [0, 10, 20]


def test_kind_that_is_not_shared_any_more_makes_no_archive() -> None:
    with pytest.raises(GatewayError):
        export.archive(Asked(shared=["mood"]), read(), WITHIN, METRIC)


def test_archive_leaves_out_what_is_not_shared_any_more() -> None:
    packed = export.archive(Asked(shared=["score"]), read(), WITHIN, METRIC)

    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert file.namelist() == ["scores.csv"]


def test_archive_is_not_half_of_it_when_the_database_goes_away() -> None:
    class Away(Asked):
        def rpc(self, function, args):
            if function == "client_series":
                raise GatewayError(UNREACHABLE, "away")
            return super().rpc(function, args)

    with pytest.raises(GatewayError):
        export.archive(Away([STAMP | ROWS["sleep"]]), read(), WITHIN, METRIC)


def test_page_to_print_leaves_out_what_is_not_shared_any_more() -> None:
    backend = Asked(shared=["sleep"])

    made = export.page(backend, read(kinds=["sleep", "mood"]), ["sleep", "wellbeing"], WITHIN)

    assert [part.metric for part in made.parts] == ["sleep"]


def test_page_to_print_holds_nothing_that_is_hidden() -> None:
    backend = Asked(shared=["body", "meal", "gym"], hide_numbers=True)

    made = export.page(backend, read(), ["weight", "steps", "protein", "training_energy", "active_minutes"], WITHIN)

    assert [part.metric for part in made.parts] == ["steps", "active_minutes"]


def test_today_may_be_part_of_a_period() -> None:
    assert datetime.date.fromisoformat(STAMP["local_date"]) == WITHIN.end
