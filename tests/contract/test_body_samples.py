"""What sensors read, through each adapter: one entry a day, what is taken back, tidied and refused."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from lib.gateway.port import GatewayError
from tests.db.diary import draft

TODAY = datetime.datetime.now(datetime.UTC).date()
KEY = ("metric", "device", "taken_at")


def sample(value, days_ago=1, time="07:00", metric="hrv_rmssd", device="Polar H10", **more):
    day = TODAY - datetime.timedelta(days=days_ago)
    return {
        "metric": metric, "device": device, "taken_at": f"{day}T{time}:00+00:00", "time_zone": "UTC", "value": value,
    } | more  # fmt: skip


def change(mine, *add, remove=()):
    """How many were added."""
    return len(mine.rpc("change_samples", {"p_add": list(add), "p_remove": list(remove)})["added"])


def an_hour_later(mine, me, admin):
    """When nothing can be taken back any more, and what is old is tidied."""
    for table, column in (("body_samples", "written_at"), ("device_days", "dropped_at")):
        admin.execute(
            f"update public.{table} set {column} = {column} - interval '2 hours' where user_id = %s", (me.id,)
        )
    mine.rpc("tidy_samples")


def entries(mine):
    rows = mine.select("measurements", eq={"source": "device"}, order="external_id")
    return {row["external_id"].removesuffix(" Polar H10"): float(row["value"]) for row in rows}


def samples(mine):
    rows = mine.select("body_samples", order="taken_at")
    return [(row["is_hour"], float(row["value"]), row["readings"]) for row in rows]


def day(days_ago, metric="hrv_rmssd"):
    return f"{metric} {TODAY - datetime.timedelta(days=days_ago)}"


def test_readings_of_a_day_are_one_entry_with_their_mean(mine):
    added = change(mine, sample(40, time="06:00"), sample(50), sample(58, metric="heart_rate"), sample(44, 2))

    assert added == 4
    assert entries(mine) == {day(1): 45, day(2): 44, day(1, "heart_rate"): 58}
    (row,) = mine.select("measurements", eq={"external_id": f"{day(1)} Polar H10"})
    assert (row["note"], row["time_zone"], row["local_date"]) == ("Polar H10", "UTC", day(1).split()[1])
    assert datetime.datetime.fromisoformat(row["logged_at"]).hour == 7


def test_same_readings_twice_change_nothing_and_more_of_a_day_change_its_mean(mine):
    change(mine, sample(40))

    assert change(mine, sample(40), sample(99)) == 0
    assert change(mine, sample(50, time="08:00")) == 1
    assert entries(mine) == {day(1): 45}
    assert len(samples(mine)) == 2


def test_sensors_are_kept_apart(mine):
    change(mine, sample(40), sample(60, device="Coospo H6"))

    assert entries(mine) == {day(1): 40, f"{day(1)} Coospo H6": 60}


def test_the_day_is_the_one_of_the_place(mine):
    change(mine, sample(40, 2, "23:30", time_zone="Europe/Berlin"))

    assert entries(mine) == {day(1): 40}


def test_what_is_taken_back_leaves_the_mean_of_the_rest_or_nothing(mine):
    change(mine, sample(40), sample(50, time="08:00"))

    change(mine, remove=[sample(40)])
    rest = entries(mine)
    change(mine, remove=[sample(50, time="08:00"), sample(1, 9)])

    assert rest == {day(1): 50}
    assert (entries(mine), samples(mine)) == ({}, [])


def test_entry_that_was_changed_by_hand_stays(mine):
    change(mine, sample(40))
    (row,) = mine.select("measurements")
    mine.update("measurements", {"value": 42}, eq={"id": row["id"]})

    change(mine, sample(50, time="08:00"))
    changed = entries(mine)
    change(mine, remove=[sample(40), sample(50, time="08:00")])

    assert changed == entries(mine) == {day(1): 42}


def deleted(mine, key):
    (row,) = mine.select("measurements", eq={"external_id": key})
    return mine.rpc("take_entries", {"p_entries": [{"kind": "body", "id": row["id"]}]})


def test_entry_that_is_deleted_takes_its_readings_along_and_no_others(mine, me, admin):
    change(mine, sample(40), sample(44, 2), sample(60, device="Coospo H6"), sample(58, metric="heart_rate"))

    deleted(mine, f"{day(1)} Polar H10")
    an_hour_later(mine, me, admin)

    assert sorted(value for _, value, _ in samples(mine)) == [44, 58, 60]


def test_entry_that_is_brought_back_brings_its_readings(mine, me, admin):
    change(mine, sample(40))

    mine.rpc("save_entries", {"p_entries": deleted(mine, f"{day(1)} Polar H10")})
    an_hour_later(mine, me, admin)
    change(mine, sample(50, time="08:00"))

    assert entries(mine) == {day(1): 45}


def test_day_whose_entry_was_deleted_begins_anew(mine):
    change(mine, sample(40), sample(60, time="09:00"))
    deleted(mine, f"{day(1)} Polar H10")

    assert change(mine, sample(40), sample(50, time="08:00")) == 2

    assert entries(mine) == {day(1): 45}


def test_measurement_that_only_says_it_is_of_a_device_can_be_deleted(mine):
    mine.insert("measurements", {"metric": "weight", "value": 70, "time_zone": "UTC", "source": "device"})

    assert len(mine.delete("measurements", eq={"metric": "weight"})) == 1


def test_old_readings_become_hours_and_then_their_days_alone(mine, me, admin):
    change(mine, sample(40, 40, "06:10"), sample(50, 40, "06:50"), sample(60, 40, "09:00"), sample(44, 100))
    an_hour_later(mine, me, admin)

    assert samples(mine) == [(True, 45, 2), (True, 60, 1)]
    assert entries(mine) == {day(40): 50, day(100): 44}


def test_old_readings_can_be_taken_back_for_an_hour(mine):
    old = [sample(40, 40, "06:10"), sample(44, 100)]
    change(mine, *old)

    change(mine, remove=old)

    assert (samples(mine), entries(mine)) == ([], {})


def test_old_readings_that_come_again_change_nothing_and_are_counted(mine, me, admin):
    old = [sample(40, 40, "06:10"), sample(50, 40, "06:50"), sample(44, 100)]
    change(mine, *old)
    an_hour_later(mine, me, admin)

    found = mine.rpc("change_samples", {"p_add": [*old, sample(70, 100, "21:00")]})

    assert found == {"added": [], "left_out": 4}
    assert samples(mine) == [(True, 45, 2)]
    assert entries(mine) == {day(40): 45, day(100): 44}


def test_another_hour_of_an_old_day_is_added_to_it(mine, me, admin):
    change(mine, sample(40, 40, "06:10"), sample(41.01, 40, "06:20"), sample(42, 40, "06:30"))
    an_hour_later(mine, me, admin)

    assert change(mine, sample(61.01, 40, "09:00")) == 1

    assert entries(mine) == {day(40): pytest.approx(46, abs=0.011)}


def test_hours_of_two_places_stay_apart(mine, me, admin):
    change(
        mine, sample(40, 40, "23:10", time_zone="UTC"), sample(60, 40, "23:20", time_zone="Europe/Berlin"),
        sample(80, 40, "23:40", time_zone="Europe/Berlin"),
    )  # fmt: skip
    an_hour_later(mine, me, admin)

    assert samples(mine) == [(True, 40, 1), (True, 70, 2)]
    assert entries(mine) == {day(40): 40, day(39): 70}


def test_readings_grow_old_where_they_are(mine, me, admin):
    change(mine, sample(40, time="06:10"), sample(50, time="06:50"), sample(44, 2))
    older = "case value when 44 then interval '95 days' else interval '35 days' end"
    admin.execute(f"update public.body_samples set taken_at = taken_at - {older} where user_id = %s", (me.id,))

    an_hour_later(mine, me, admin)

    assert samples(mine) == [(True, 45, 2)]
    assert entries(mine) == {day(1): 45, day(2): 44}


def test_owner_tidies_for_everybody(mine, admin, contract_urls):
    change(mine, sample(40, 40))
    admin.execute("update public.body_samples set written_at = written_at - interval '2 hours'")

    with psycopg.connect(contract_urls.owner) as owner:
        owner.execute("select public.tidy_samples()")

    assert samples(mine) == [(True, 40, 1)]


def test_two_tabs_at_once_make_one_mean(side, me, mine):
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda n: change(mine, sample(40 + 10 * n, time=f"0{n + 5}:00")), range(3)))

    assert entries(mine) == {day(1): 50}


def test_entry_that_was_moved_to_another_day_is_left_alone(mine):
    change(mine, sample(40))
    (row,) = mine.select("measurements")
    moved = {"logged_at": sample(40, 6)["taken_at"], "local_date": day(6).split()[1]}
    mine.update("measurements", moved, eq={"id": row["id"]})

    assert change(mine, sample(60, time="08:00")) == 1
    assert entries(mine) == {day(1): 40}


def test_figures_of_a_day_come_from_sensors_and_by_hand_alike(mine):
    change(mine, sample(40))
    mine.rpc("save_entries", {"p_entries": [draft("body", sample(0)["taken_at"], metric="hrv_rmssd", value=50)]})

    first, last = (TODAY - datetime.timedelta(days=7)).isoformat(), TODAY.isoformat()
    found = mine.rpc("daily_series", {"p_metrics": ["hrv_rmssd"], "p_from": first, "p_to": last})

    assert found["series"]["hrv_rmssd"] == [45]


def test_reading_takes_away_the_score_of_its_day(mine):
    score = {"local_date": day(1).split()[1], "total": 70, "coverage": 80, "parts": []}
    mine.rpc("keep_scores", {"p_scores": [score]})

    change(mine, sample(40))

    assert mine.select("daily_scores") == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"metric": "weight"}, "23514"),
        ({"metric": "luck"}, "23514"),
        ({"value": 0.2}, "23514"),
        ({"value": 4000}, "23514"),
        ({"value": None}, "23502"),
        ({"value": "many"}, "22P02"),
        ({"device": " "}, "23514"),
        ({"device": "two\nlines"}, "23514"),
        ({"device": "x" * 61}, "23514"),
        ({"device": None}, "23502"),
        ({"taken_at": "2199-01-01T00:00:00+00:00"}, "23514"),
        ({"taken_at": "1066-01-01T00:00:00+00:00"}, "23514"),
        ({"taken_at": "soon"}, "22007"),
        ({"time_zone": "Middle-earth"}, "22023"),
    ],
)
def test_reading_that_cannot_be_is_refused_and_so_are_those_beside_it(mine, wrong, code):
    with pytest.raises(GatewayError) as caught:
        change(mine, sample(50), sample(40, 2) | wrong)

    assert caught.value.code == code
    assert (samples(mine), entries(mine)) == ([], {})


@pytest.mark.parametrize("many", [{}, [sample(40, time=f"{n % 24:02}:00") for n in range(5001)], "all"])
def test_no_list_and_too_long_a_list_are_refused(mine, many):
    with pytest.raises(GatewayError) as caught:
        mine.rpc("change_samples", {"p_add": many})

    assert caught.value.code == "54000"


def test_nobody_reaches_anybody_elses_readings(side, me, mine):
    change(mine, sample(40), sample(44, 40))
    other = side.somebody().gateway
    forged = {"source": "device", "external_id": f"{day(1)} Polar H10"}
    other.insert("measurements", {"metric": "hrv_rmssd", "value": 9, "time_zone": "UTC"} | forged)
    other.delete("measurements", eq={"metric": "hrv_rmssd"})

    change(other, sample(90), remove=[sample(40)])
    other.rpc("tidy_samples")

    assert entries(mine) == {day(1): 40, day(40): 44}
    assert len(samples(mine)) == 2
    assert samples(other) == [(False, 90, 1)]
    days = [{"metric": "hrv_rmssd", "device": "Polar H10", "local_date": day(1).split()[1]}]
    assert [row["value"] for row in other.rpc("samples_say", {"p_days": days})] == [90]
    assert other.delete("body_samples", eq={"user_id": me.id}) == []
    with pytest.raises(GatewayError) as caught:
        other.insert("body_samples", {"user_id": me.id} | sample(40, 3))
    assert caught.value.code == "42501"


def test_nobody_who_is_not_signed_in_is_answered(side):
    for function, args in (("change_samples", {}), ("tidy_samples", {}), ("samples_say", {"p_days": []})):
        with pytest.raises(GatewayError):
            side.anonymous.rpc(function, args)


def test_account_that_is_deleted_leaves_no_readings(side, me, mine, admin):
    change(mine, sample(40), sample(44, 40))

    admin.execute("delete from auth.users where id = %s", (me.id,))

    for table in ("body_samples", "device_days", "diary_versions"):
        assert admin.execute(f"select count(*) from public.{table} where user_id = %s", (me.id,)).fetchone() == (0,)
