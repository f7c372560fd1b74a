"""A refusal carries the same code through each adapter, and never a driver's own exception."""

import threading
import uuid

import pytest

from lib.gateway.port import GatewayError


def refusal(call):
    with pytest.raises(GatewayError) as refused:
        call()
    assert refused.value.message
    return refused.value.code


def test_unknown_table_is_refused(mine):
    codes = [
        refusal(lambda: mine.select("contract_unknown")),
        refusal(lambda: mine.insert("contract_unknown", {"name": "a"})),
        refusal(lambda: mine.update("contract_unknown", {"name": "a"}, eq={"name": "b"})),
        refusal(lambda: mine.delete("contract_unknown", eq={"name": "b"})),
    ]

    assert codes == ["42P01"] * 4


def test_unknown_column_is_refused(mine):
    codes = [
        refusal(lambda: mine.select("contract_things", eq={"unknown": 1})),
        refusal(lambda: mine.select("contract_things", order="unknown")),
        refusal(lambda: mine.insert("contract_things", {"unknown": 1})),
        refusal(lambda: mine.update("contract_things", {"unknown": 1}, eq={"name": "b"})),
        refusal(lambda: mine.delete("contract_things", eq={"unknown": 1})),
    ]

    assert codes == ["42703"] * 5


def test_values_the_table_does_not_take_are_refused(mine):
    mine.insert("contract_things", {"code": (code := uuid.uuid4().hex)})

    codes = {
        "check": refusal(lambda: mine.insert("contract_things", {"score": 11})),
        "unique": refusal(lambda: mine.insert("contract_things", {"code": code})),
        "foreign key": refusal(lambda: mine.insert("contract_parts", {"thing_id": uuid.uuid4()})),
        "not null": refusal(lambda: mine.insert("contract_things", {"filled": None})),
        "text for a number": refusal(lambda: mine.insert("contract_things", {"whole": "many"})),
        "part for a whole": refusal(lambda: mine.insert("contract_things", {"whole": 1.5})),
        "too large": refusal(lambda: mine.insert("contract_things", {"whole": 2**40})),
        "no such day": refusal(lambda: mine.insert("contract_things", {"day": "2025-02-30"})),
    }

    assert codes == {
        "check": "23514",
        "unique": "23505",
        "foreign key": "23503",
        "not null": "23502",
        "text for a number": "22P02",
        "part for a whole": "22P02",
        "too large": "22003",
        "no such day": "22008",
    }


def test_row_that_others_point_at_is_not_deleted(mine):
    thing = mine.insert("contract_things", {"name": "whole"})[0]
    mine.insert("contract_parts", {"thing_id": thing["id"]})

    assert refusal(lambda: mine.delete("contract_things", eq={"id": thing["id"]})) == "23503"


def test_filter_value_of_the_wrong_type_is_refused(mine):
    codes = [
        refusal(lambda: mine.select("contract_things", eq={"whole": "many"})),
        refusal(lambda: mine.select("contract_things", eq={"id": "no-id"})),
        refusal(lambda: mine.select("contract_things", eq={"done": "perhaps"})),
        refusal(lambda: mine.select("contract_things", eq={"day": "2025-02-30"})),
    ]

    assert codes == ["22P02", "22P02", "22P02", "22008"]


def test_column_without_an_equality_is_no_filter(mine):
    assert refusal(lambda: mine.select("contract_things", eq={"raw": "{}"})) == "42883"


def test_table_that_was_not_granted_is_refused(mine):
    codes = [
        refusal(lambda: mine.select("contract_secrets")),
        refusal(lambda: mine.insert("contract_secrets", {"id": 1})),
        refusal(lambda: mine.select("app_sessions")),
    ]

    assert codes == ["42501"] * 3


@pytest.mark.parametrize("code", ["22023", "23514", "42501", "53100", "54000", "57014", "P0001", "WE123"])
def test_code_a_function_raises_arrives_with_its_message(mine, code):
    with pytest.raises(GatewayError) as refused:
        mine.rpc("contract_raise", {"p_code": code})

    assert (refused.value.code, refused.value.message) == (code, "as asked")


@pytest.mark.parametrize("code", ["57P01", "57P03", "53300", "08006"])
def test_database_that_stops_or_is_full_counts_as_away(mine, code):
    assert refusal(lambda: mine.rpc("contract_raise", {"p_code": code})) == "08006"


@pytest.mark.newest_postgres
def test_statement_that_takes_too_long_is_ended(mine):
    assert refusal(lambda: mine.rpc("contract_sleep", {"p_seconds": 20})) == "57014"


@pytest.mark.newest_postgres
def test_row_that_somebody_else_holds_is_not_waited_for(local, admin):
    me = local.somebody()
    me.gateway.insert("contract_things", {"name": "held"})

    with admin.transaction():
        admin.execute("select from public.contract_things where user_id = %s for update", (me.id,))
        code = refusal(lambda: me.gateway.update("contract_things", {"whole": 1}, eq={"name": "held"}))

    assert code == "55P03"


def test_refusal_leaves_nothing_behind_for_the_next_call(side):
    people = [side.somebody() for _ in range(2)]
    for person in people:
        person.gateway.insert("contract_things", {"name": person.id})

    seen: list[bool] = []

    def work(person):
        for turn in range(15):
            with pytest.raises(GatewayError):
                person.gateway.insert("contract_things", {"score": 99} if turn % 2 else {"unknown": 1})
            seen.append([row["name"] for row in person.gateway.select("contract_things")] == [person.id])

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [True] * 30
