import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import profile
from lib.gateway.port import SESSION_ENDED, Backend, GatewayError, Person
from lib.profile import NotTaken, Profile

# As Postgres keeps a height: one decimal.
heights = st.integers(500, 2720).map(lambda tenths: tenths / 10)

NEW = {
    "user_id": "6c1e0b1e-0000-4000-8000-000000000000", "name": None, "birth_date": None, "sex": None,
    "height_cm": None, "units": "metric", "energy_unit": "kcal", "time_zone": "UTC", "first_weekday": 1,
    "hide_numbers": False, "tier": "free", "is_demo": False, "cups": [200, 330, 500], "glucose_unit": "mg/dl",
    "activity_level": None, "tracked": ["meal", "water"], "welcome": "new",
    "keep_photos": "always", "ask_gemini": False, "advise_gemini": False, "send_words": False, "only_here": False,
    "score_weights": None, "is_coach": False, "alerts_a_week": 5, "care_until": None,
}  # fmt: skip


class Rows:
    """A gateway that answers every update with the rows it was given."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def update(self, relation, patch, *, eq):
        self.asked.append((relation, patch, eq))
        return self.answer


def backend(gateway) -> Backend:
    return Backend(Person(NEW["user_id"], "anna@example.org"), gateway, photos=None)


def test_new_person_has_said_nothing():
    me = Profile.of(NEW)

    assert (me.name, me.birth_date, me.sex, me.height_cm) == ("", None, None, None)


def test_full_profile_is_read_in_its_types():
    row = NEW | {"name": "Anna", "birth_date": "1990-02-28", "sex": "female", "height_cm": 171.5}

    me = Profile.of(row)

    assert (me.name, me.birth_date, me.sex, me.height_cm) == ("Anna", datetime.date(1990, 2, 28), "female", 171.5)


def test_weights_of_the_score_are_those_that_were_chosen_or_none():
    chosen = NEW | {"score_weights": {"sleep": 40, "mood": 12.5}}

    assert Profile.of(NEW).score_weights is None
    assert Profile.of(chosen).score_weights == {"sleep": 40, "mood": 12.5}


def test_a_coach_hides_numbers_up_to_a_day_and_changes_no_choice():
    today = datetime.datetime.now(datetime.UTC).date()
    in_care, after = (
        Profile.of(NEW | {"care_until": (today + datetime.timedelta(days)).isoformat()}) for days in (3, -3)
    )

    assert (in_care.hide_numbers, in_care.own_hide_numbers, in_care.care_until) == (
        True, False, today + datetime.timedelta(3),
    )  # fmt: skip
    assert (after.hide_numbers, after.own_hide_numbers, after.care_until) == (False, False, None)
    assert Profile.of(NEW | {"hide_numbers": True}).own_hide_numbers


@pytest.mark.parametrize("height", [171.5, "171.5", 50, 272])
def test_height_is_a_number_however_it_comes(height):
    assert Profile.of(NEW | {"height_cm": height}).height_cm == float(height)


@given(heights)
def test_height_shown_in_feet_and_typed_back_unchanged_stays(cm):
    feet, inches = profile.feet_and_inches(cm)

    assert profile.same_height(cm, feet, inches)


@given(heights)
def test_height_in_feet_is_within_what_the_form_takes(cm):
    feet, inches = profile.feet_and_inches(cm)

    assert 1 <= feet <= 8
    assert 0 <= inches <= 11


@given(heights)
def test_height_in_feet_is_never_off_by_more_than_half_an_inch(cm):
    back = profile.centimetres(*profile.feet_and_inches(cm))

    assert abs(back - cm) <= profile.CM_PER_INCH / 2 + 0.05


@given(st.integers(1, 8), st.integers(0, 11))
def test_feet_and_inches_typed_are_shown_again(feet, inches):
    assert profile.feet_and_inches(profile.centimetres(feet, inches)) == (feet, inches)


def test_another_height_is_a_change():
    assert not profile.same_height(180.0, 5, 10)
    assert not profile.same_height(None, 5, 11)


@pytest.mark.parametrize(("typed", "kept"), [("  Anna ", "Anna"), ("   ", None), ("", None), (None, None)])
def test_name_of_spaces_is_no_name(typed, kept):
    gateway = Rows([NEW])

    profile.save(backend(gateway), {"name": typed})

    assert gateway.asked == [("profiles", {"name": kept}, {"user_id": NEW["user_id"]})]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eannA", "annA"), ("A\u2066x\u2069 \u200fB\u061c", "Ax B"),
        ("\u202a\u202b\u202c\u202d\u200e\u2067\u2068", None),
        ("Anna\nSchmidt\tB.", "Anna Schmidt B."), ("a\0b\x1b[31m\x7f\x9f", "ab[31m"), ("one\u2028two\u2029", "one two"),
        ("\ud800x", "x"), ("مريم 👩\u200d👧 水", "مريم 👩\u200d👧 水"),
    ],
)  # fmt: skip
def test_name_loses_what_would_disturb_the_text_around_it_and_nothing_else(typed, kept):
    assert profile.read_name(typed) == kept


def test_name_as_long_as_there_is_room_is_taken():
    assert profile.read_name(f" {'W' * 80} ") == "W" * 80


def test_longer_name_is_refused_and_never_cut():
    gateway = Rows([NEW])

    with pytest.raises(NotTaken, match="room for 80 characters, and this one has 94"):
        profile.save(backend(gateway), {"name": "W" * 94})

    assert gateway.asked == []


TODAY = datetime.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("1990-02-28", datetime.date(1990, 2, 28)),
        (" 1990/2/8 ", datetime.date(1990, 2, 8)),
        ("1990.02.28", datetime.date(1990, 2, 28)),
        ("1990 2 28", datetime.date(1990, 2, 28)),
        ("19900228", datetime.date(1990, 2, 28)),
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("1900-01-01", datetime.date(1900, 1, 1)),
        ("2026-03-14", TODAY),
        ("", None),
        ("  ", None),
    ],
)
def test_birth_date_is_read_however_its_parts_are_kept_apart(typed, date):
    assert profile.read_birth_date(typed, TODAY) == date


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1990-02-31", "no such day"), ("2023-02-29", "no such day"), ("1990-13-01", "no such day"),
        ("0000-01-01", "no such day"), ("2026-03-15", "in the future"), ("9999-12-31", "in the future"),
        ("1800-05-05", "before 1900"), ("1899-12-31", "before 1900"), ("1990--28", "year, month and day"),
        ("1991", "year, month and day"), ("28.02.1990", "year, month and day"), ("02/28/90", "year, month and day"),
        ("1990228", "year, month and day"), ("yesterday", "year, month and day"), ("9" * 5000, "year, month and day"),
    ],
)  # fmt: skip
def test_birth_date_that_cannot_be_is_refused_with_a_reason(typed, why):
    with pytest.raises(NotTaken) as caught:
        profile.read_birth_date(typed, TODAY)

    assert why in caught.value.sentence
    assert typed not in caught.value.sentence


@pytest.mark.parametrize(
    ("typed", "cm"),
    [
        ("171.5", 171.5),
        ("171,5", 171.5),
        (" 180 cm ", 180.0),
        ("50", 50.0),
        ("272", 272.0),
        ("171.54", 171.5),
        ("", None),
    ],
)
def test_height_is_read_with_a_point_or_a_comma(typed, cm):
    assert profile.read_height(typed) == cm


@pytest.mark.parametrize(
    "typed", ["5000", "49.9", "272.1", "-180", "1.80", "tall", "nan", "inf", "1e2", "17 1", "9" * 999]
)
def test_height_that_nobody_has_is_refused(typed):
    with pytest.raises(NotTaken, match="from 50 to 272 cm"):
        profile.read_height(typed)


@given(heights)
def test_height_shown_and_typed_back_unchanged_stays(cm):
    assert profile.read_height(profile.shown_height(cm)) == cm
    assert profile.read_feet_and_inches(*map(str, profile.feet_and_inches(cm)), cm) == cm


@pytest.mark.parametrize(
    ("feet", "inches", "cm"),
    [("5", "11", 180.3), (" 5 ", "", 152.4), ("", "", None), ("1", "8", 50.8), ("8", "11", 271.8)],
)
def test_height_in_feet_is_read_in_centimetres(feet, inches, cm):
    assert profile.read_feet_and_inches(feet, inches, None) == cm


@pytest.mark.parametrize(
    ("feet", "inches"),
    [("1", "0"), ("9", "0"), ("5", "12"), ("5.5", ""), ("", "5"), ("0", "0"), ("x", "1"), ("55", "1")],
)
def test_height_in_feet_that_nobody_has_is_refused(feet, inches):
    with pytest.raises(NotTaken, match="from 1 ft 8 in to 8 ft 11 in"):
        profile.read_feet_and_inches(feet, inches, 180.0)


def test_saving_leaves_alone_what_was_not_given():
    gateway = Rows([NEW])

    profile.save(backend(gateway), {"units": "imperial"})

    assert gateway.asked[0][1] == {"units": "imperial"}


def test_saving_for_an_account_that_is_gone_says_that_the_sign_in_has_ended():
    with pytest.raises(GatewayError) as caught:
        profile.save(backend(Rows([])), {"name": "Anna"})

    assert caught.value.code == SESSION_ENDED


def test_time_zones_are_places_and_utc():
    zones = profile.time_zones()

    assert zones[0] == "UTC"
    assert {"Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata"} <= set(zones)
    assert not [zone for zone in zones if zone.startswith(("Etc/", "posix", "right"))]
    assert len(zones) == len(set(zones))
    assert zones.index("Asia/Tokyo") > zones.index("America/New_York")


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("America/New_York", "New York (America)"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires (America, Argentina)"),
        ("Etc/GMT+5", "GMT+5 (Etc)"),
        ("UTC", "UTC"),
    ],
)
def test_time_zone_is_named_after_its_place(zone, place):
    assert profile.place_of(zone) == place


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "Etc/GMT+5"])
def test_known_time_zone_is_used(name):
    assert profile.zone(name) == ZoneInfo(name)


@pytest.mark.parametrize("name", ["Etc/GMT+77", "Mars/Olympus", "", "../../etc/passwd", "a\0b", "Europe", "x" * 300])
def test_time_zone_that_this_machine_does_not_know_counts_as_utc(name):
    assert profile.zone(name) == ZoneInfo("UTC")
