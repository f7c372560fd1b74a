"""Each person sees their own and nothing else, whoever used the connection before."""

import threading
import uuid

import pytest

from lib.gateway.port import SESSION_ENDED, GatewayError
from tests.contract.sides import DirectSide
from tests.support.people import delete_account
from tests.support.supabase_wire import Reply


def test_person_is_who_the_database_thinks(me):
    assert me.gateway.rpc("contract_who") == {"role": "authenticated", "person": me.id}


def test_nobody_is_anon(side):
    assert side.anonymous.rpc("contract_who") == {"role": "anon", "person": None}


def test_nobody_reads_and_writes_nothing(side):
    calls = [
        lambda: side.anonymous.select("contract_things"),
        lambda: side.anonymous.insert("contract_things", {"name": "a"}),
        lambda: side.anonymous.update("contract_things", {"name": "b"}, eq={"name": "a"}),
        lambda: side.anonymous.delete("contract_things", eq={"name": "a"}),
        lambda: side.anonymous.rpc("contract_sum", {"p_a": 1}),
    ]

    codes = []
    for call in calls:
        with pytest.raises(GatewayError) as refused:
            call()
        codes.append(refused.value.code)

    assert codes == ["42501"] * len(calls)


def test_rows_of_another_person_are_not_there(side):
    anna, ben = side.somebody(), side.somebody()
    row = anna.gateway.insert("contract_things", {"name": "Anna's"})[0]

    read = ben.gateway.select("contract_things", eq={"id": row["id"]})
    changed = ben.gateway.update("contract_things", {"name": "Ben's"}, eq={"id": row["id"]})
    gone = ben.gateway.delete("contract_things", eq={"id": row["id"]})

    assert (read, changed, gone) == ([], [], [])
    assert anna.gateway.select("contract_things") == [row]


def test_row_in_another_persons_name_is_refused(side):
    anna, ben = side.somebody(), side.somebody()
    mine = ben.gateway.insert("contract_things", {"name": "Ben's"})[0]

    with pytest.raises(GatewayError) as given:
        ben.gateway.insert("contract_things", {"name": "gift", "user_id": anna.id})
    with pytest.raises(GatewayError) as moved:
        ben.gateway.update("contract_things", {"user_id": anna.id}, eq={"id": mine["id"]})

    assert (given.value.code, moved.value.code) == ("42501", "42501")
    assert anna.gateway.select("contract_things") == []


def test_people_who_take_turns_never_mix(side):
    anna, ben = side.somebody(), side.somebody()

    seen = []
    for _ in range(10):
        for person in (anna, ben):
            seen.append(person.gateway.rpc("contract_who")["person"] == person.id)
        seen.append(side.anonymous.rpc("contract_who")["person"] is None)

    assert all(seen)


def test_people_at_the_same_time_never_mix(side):
    people = [side.somebody() for _ in range(4)]
    wrong: list[object] = []

    def work(person):
        for turn in range(10):
            person.gateway.insert("contract_things", {"name": person.id, "whole": turn})
            rows = person.gateway.select("contract_things")
            if {row["user_id"] for row in rows} != {person.id} or len(rows) != turn + 1:
                wrong.append(rows)

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_deleted_person_with_a_live_sign_in_reads_and_writes_nothing(local, admin):
    gone = local.somebody()
    gone.gateway.insert("contract_things", {"name": "last"})
    delete_account(admin, gone.id)

    rows = gone.gateway.select("contract_things")
    with pytest.raises(GatewayError) as refused:
        gone.gateway.insert("contract_things", {"name": "after"})

    assert rows == []
    assert refused.value.code == "23503"


def test_connection_is_left_without_a_trace_of_who_used_it(side):
    if not isinstance(side, DirectSide):
        pytest.skip("only the direct adapter holds connections to Postgres")
    side.somebody().gateway.rpc("contract_who")

    with side.database.pool.connection() as connection:
        left = connection.execute("select current_user, current_setting('request.jwt.claims', true)").fetchone()

    assert left == ("authenticator", "")


@pytest.mark.parametrize("kind", ["expired", "forged", "nonsense"])
def test_token_that_is_no_longer_good_ends_the_sign_in(supabase, kind):
    person = supabase.somebody()
    tokens = supabase.standin.tokens
    token = {
        "expired": tokens.issue(person.id, "a@example.org", str(uuid.uuid4()), lifetime=-60),
        "forged": tokens.issue(person.id, "a@example.org", str(uuid.uuid4()))[:-8] + "AAAAAAAA",
        "nonsense": "not.a.token",
    }[kind]
    late = supabase.with_token(person.id, token)

    codes = []
    for call in (
        lambda: late.gateway.select("contract_things"),
        lambda: late.gateway.insert("contract_things", {"name": "late"}),
        lambda: late.gateway.rpc("contract_who"),
        lambda: late.photos.get(f"{person.id}/a.jpg"),
    ):
        with pytest.raises(GatewayError) as refused:
            call()
        codes.append(refused.value.code)

    assert codes == [SESSION_ENDED] * 4
    assert person.gateway.select("contract_things") == []


def test_client_made_for_one_person_never_serves_another(supabase):
    """Options shared between two supabase clients would sign the second person's token into the first's."""
    anna = supabase.somebody()
    anna.gateway.insert("contract_things", {"name": "Anna's"})

    ben = supabase.somebody()
    ben.gateway.select("contract_things")

    assert [row["name"] for row in anna.gateway.select("contract_things")] == ["Anna's"]


def test_cookie_from_one_persons_answer_does_not_go_out_with_the_next(supabase):
    anna, ben = supabase.somebody(), supabase.somebody()
    sent = []

    def with_cookie(request):
        sent.append(request.headers.get("cookie"))
        return Reply(200, b"[]", headers={"Set-Cookie": "who=anna; Path=/"})

    supabase.standin.interruption = with_cookie
    anna.gateway.select("contract_things")
    ben.gateway.select("contract_things")

    assert sent == [None, None]
