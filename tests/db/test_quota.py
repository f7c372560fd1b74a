"""Quotas: exactly as many as the tier allows, a day of the person at a time, however hard somebody clicks."""

import datetime
import zoneinfo
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from lib.gateway.direct import Database, Direct
from tests.db.refusals import all_at_once, refused
from tests.support.people import Make, delete_account, set_profile

Connect = Callable[..., psycopg.Connection]

# At every moment it is another day in these two places.
EAST = "Pacific/Kiritimati"
WEST = "Pacific/Pago_Pago"
CLICKS = 50


def use(mine: Direct, feature: str = "photo_analysis") -> dict[str, Any]:
    return dict(mine.rpc("use_quota", {"p_feature": feature}))


def finish_the_day(admin: psycopg.Connection, user_id: str) -> None:
    admin.execute(
        "update public.quota_uses set local_date = local_date - 1, resets_at = resets_at - interval '1 day' "
        "where user_id = %s",
        (user_id,),
    )


def click_wildly(connect: Connect, user_id: str) -> list[bool]:
    """Fifty clicks in the same moment, each over a connection of its own."""
    connections = [connect("authenticator") for _ in range(CLICKS)]
    for connection in connections:
        connection.execute("set role authenticated")
        connection.execute(
            "select set_config('request.jwt.claims', json_build_object('sub', %s::text)::text, false)", (user_id,)
        )

    def click(connection: psycopg.Connection) -> bool:
        row = connection.execute("select (public.use_quota('photo_analysis') ->> 'allowed')::boolean").fetchone()
        assert row is not None
        return bool(row[0])

    results = all_at_once([lambda c=c: click(c) for c in connections])
    assert not [result for result in results if isinstance(result, Exception)]
    return [bool(result) for result in results]


def test_each_use_says_what_is_left(person: Make) -> None:
    _, mine = person()

    said = [use(mine) for _ in range(4)]

    assert [(s["allowed"], s["used"], s["left"]) for s in said] == [
        (True, 1, 2),
        (True, 2, 1),
        (True, 3, 0),
        (False, 3, 0),
    ]
    assert {s["limit"] for s in said} == {3}


def test_fifty_clicks_at_once_grant_no_more_than_the_limit(person: Make, connect: Connect) -> None:
    me, mine = person()

    allowed = click_wildly(connect, me)

    assert allowed.count(True) == 3
    assert mine.select("quota_uses")[0]["used"] == 3


def test_fifty_clicks_at_once_on_a_new_day_grant_no_more_than_the_limit(
    person: Make, connect: Connect, admin: psycopg.Connection
) -> None:
    me, mine = person()
    for _ in range(3):
        use(mine)
    finish_the_day(admin, me)

    allowed = click_wildly(connect, me)

    assert allowed.count(True) == 3


def test_premium_has_no_limit_but_is_counted(person: Make) -> None:
    _, mine = person(tier="premium")

    said = [use(mine) for _ in range(10)]

    assert all(s["allowed"] for s in said)
    assert (said[-1]["used"], said[-1]["limit"], said[-1]["left"]) == (10, None, None)


def test_leaving_premium_leaves_nothing_for_today(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person(tier="premium")
    for _ in range(5):
        use(mine)

    set_profile(admin, me, tier="free")

    assert (use(mine)["allowed"], use(mine)["left"]) == (False, 0)


def test_a_feature_that_is_closed_grants_nothing(person: Make, admin: psycopg.Connection) -> None:
    _, mine = person()
    admin.execute("insert into public.quota_limits values ('closed', 'free', 0)")

    said = use(mine, "closed")
    admin.execute("delete from public.quota_limits where feature = 'closed'")

    assert (said["allowed"], said["used"], said["left"]) == (False, 0, 0)
    assert mine.select("quota_uses") == []


def test_features_and_people_are_counted_apart(person: Make) -> None:
    _, mine = person()
    _, other = person()
    for _ in range(3):
        use(mine)

    assert use(mine, "advice")["left"] == 9
    assert use(other)["left"] == 2


def test_a_new_day_starts_anew(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    for _ in range(3):
        use(mine)

    finish_the_day(admin, me)

    assert (use(mine)["allowed"], use(mine)["left"]) == (True, 1)


@pytest.mark.parametrize("zone", [EAST, WEST, "America/New_York", "Asia/Kathmandu"])
def test_the_day_is_the_persons_own(person: Make, zone: str) -> None:
    _, mine = person(time_zone=zone)
    here = zoneinfo.ZoneInfo(zone)

    before = datetime.datetime.now(here).date()
    said = use(mine)
    after = datetime.datetime.now(here).date()

    counted = datetime.date.fromisoformat(mine.select("quota_uses")[0]["local_date"])
    assert before <= counted <= after
    midnight = datetime.datetime.combine(counted + datetime.timedelta(days=1), datetime.time(), here)
    assert datetime.datetime.fromisoformat(said["resets_at"]) == midnight


@pytest.mark.parametrize(("home", "away"), [(EAST, WEST), (WEST, EAST)])
def test_moving_to_another_day_refills_nothing(person: Make, admin: psycopg.Connection, home: str, away: str) -> None:
    me, mine = person(time_zone=home)
    for _ in range(3):
        use(mine)

    set_profile(admin, me, time_zone=away)
    there = use(mine)
    set_profile(admin, me, time_zone=home)
    back = use(mine)

    assert (there["allowed"], back["allowed"]) == (False, False)
    assert datetime.datetime.fromisoformat(there["resets_at"]) > datetime.datetime.now(datetime.UTC)


def test_zigzagging_over_the_date_line_grants_one_day_a_day(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person(time_zone=WEST)
    granted = 0

    for _day in range(4):
        for zone in (WEST, EAST, WEST, EAST):
            set_profile(admin, me, time_zone=zone)
            granted += sum(use(mine)["allowed"] for _ in range(4))
        finish_the_day(admin, me)

    # Four days here, and the one more that the far side of the date line is ahead.
    assert granted <= 5 * 3


def test_after_a_move_the_new_day_comes_when_both_days_are_over(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person(time_zone=WEST)
    for _ in range(3):
        use(mine)
    set_profile(admin, me, time_zone=EAST)
    admin.execute("update public.quota_uses set resets_at = now() where user_id = %s", (me,))

    said = use(mine)

    assert (said["allowed"], said["used"]) == (True, 1)


def test_a_feature_nobody_knows_has_no_quota(person: Make) -> None:
    _, mine = person()

    with refused("22023"):
        use(mine, "unheard_of")


def test_only_a_signed_in_person_has_a_quota(person: Make, anonymous: Direct, admin: psycopg.Connection) -> None:
    me, mine = person()
    delete_account(admin, me)

    with refused():
        use(anonymous)
    with refused():
        use(mine)


def test_counting_is_nobodys_to_change(person: Make, db: Database) -> None:
    me, mine = person()
    use(mine)

    for change in (
        lambda: mine.insert("quota_uses", {"feature": "advice", "local_date": "2020-01-01", "used": 1}),
        lambda: mine.update("quota_uses", {"used": 0}, eq={"user_id": me}),
        lambda: mine.delete("quota_uses", eq={"user_id": me}),
        lambda: mine.update("quota_limits", {"per_day": 99}, eq={"feature": "advice"}),
    ):
        with refused():
            change()

    assert mine.select("quota_uses")[0]["used"] == 1


def test_everybody_signed_in_reads_the_limits_and_a_visitor_does_not(person: Make, anonymous: Direct) -> None:
    _, mine = person()

    limits = {(row["feature"], row["tier"]): row["per_day"] for row in mine.select("quota_limits")}

    assert limits[("photo_analysis", "free")] == 3
    assert limits[("photo_analysis", "premium")] is None
    with refused():
        anonymous.select("quota_limits")
