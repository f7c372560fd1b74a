import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import profile
from lib.gateway.port import SESSION_ENDED, Backend, GatewayError, Person
from lib.profile import Profile

# As Postgres keeps a height: one decimal.
heights = st.integers(500, 2720).map(lambda tenths: tenths / 10)

NEW = {
    "user_id": "6c1e0b1e-0000-4000-8000-000000000000", "name": None, "birth_date": None, "sex": None,
    "height_cm": None, "units": "metric", "energy_unit": "kcal", "time_zone": "UTC", "first_weekday": 1,
    "hide_numbers": False, "tier": "free", "is_demo": False,
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


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "Etc/GMT+5"])
def test_known_time_zone_is_used(name):
    assert profile.zone(name) == ZoneInfo(name)


@pytest.mark.parametrize("name", ["Etc/GMT+77", "Mars/Olympus", "", "../../etc/passwd", "a\0b", "Europe", "x" * 300])
def test_time_zone_that_this_machine_does_not_know_counts_as_utc(name):
    assert profile.zone(name) == ZoneInfo("UTC")
