"""Selecting, inserting, updating and deleting rows."""

import pytest

from lib.gateway.port import FILTER_MISSING, ROW_CAP, GatewayError


def names(rows):
    return [row["name"] for row in rows]


def test_rows_come_in_the_order_asked_for_with_missing_values_last(mine):
    mine.insert("contract_things", [{"whole": 2}, {"whole": None}, {"whole": 1}])

    up = mine.select("contract_things", order="whole")
    down = mine.select("contract_things", order="whole", desc=True)

    assert [row["whole"] for row in up] == [1, 2, None]
    assert [row["whole"] for row in down] == [2, 1, None]


def test_limit_and_offset_cut_out_a_page(mine):
    mine.insert("contract_things", [{"whole": n} for n in range(5)])

    page = mine.select("contract_things", order="whole", limit=2, offset=1)
    past_the_end = mine.select("contract_things", order="whole", offset=9)
    nothing = mine.select("contract_things", limit=0)
    all_of_it = mine.select("contract_things", offset=-3)

    assert [row["whole"] for row in page] == [1, 2]
    assert (past_the_end, nothing, len(all_of_it)) == ([], [], 5)


def test_select_never_returns_more_than_the_cap(mine):
    mine.insert("contract_things", [{"whole": n} for n in range(ROW_CAP + 50)])

    usual = mine.select("contract_things", order="whole")
    more = mine.select("contract_things", order="whole", limit=5000)
    rest = mine.select("contract_things", order="whole", offset=ROW_CAP)

    assert (len(usual), len(more), len(rest)) == (ROW_CAP, ROW_CAP, 50)


def test_several_filters_all_hold(mine):
    mine.insert("contract_things", [{"name": "a", "whole": 1}, {"name": "a", "whole": 2}, {"name": "b", "whole": 1}])

    found = mine.select("contract_things", eq={"name": "a", "whole": 1, "day": None})

    assert len(found) == 1


def test_view_is_read_like_a_table(mine):
    mine.insert("contract_things", {"name": "seen"})

    found = mine.select("contract_names", eq={"name": "seen"})

    assert [set(row) for row in found] == [{"id", "name"}]


def test_insert_returns_the_row_with_what_the_database_filled_in(me):
    stored = me.gateway.insert("contract_things", {"name": "new"})

    assert len(stored) == 1
    assert stored[0]["user_id"] == me.id
    assert stored[0]["filled"] == "by itself"
    assert stored[0]["id"]


def test_nothing_to_insert_is_no_error(mine):
    stored = mine.insert("contract_things", [])

    assert stored == []


def test_row_without_any_column_is_refused(mine):
    with pytest.raises(GatewayError) as one:
        mine.insert("contract_things", {})
    with pytest.raises(GatewayError) as many:
        mine.insert("contract_things", [{}, {}])

    assert (one.value.code, many.value.code) == ("42601", "42601")


def test_rows_with_different_columns_are_stored_together(mine):
    stored = mine.insert("contract_things", [{"name": "a"}, {"whole": 1}, {"name": "b", "whole": 2}])

    assert sorted((row["name"] or "", row["whole"] or 0) for row in stored) == [("", 1), ("a", 0), ("b", 2)]


def test_column_that_one_row_leaves_out_is_empty_and_not_the_default(mine):
    with pytest.raises(GatewayError) as refused:
        mine.insert("contract_things", [{"name": "a", "filled": "by me"}, {"name": "b"}])

    assert refused.value.code == "23502"


def test_insert_of_many_is_all_or_nothing(mine):
    with pytest.raises(GatewayError):
        mine.insert("contract_things", [{"name": "good", "score": 1}, {"name": "bad", "score": 11}])

    assert mine.select("contract_things") == []


def test_update_changes_the_chosen_rows_and_returns_them(mine):
    mine.insert("contract_things", [{"name": "a"}, {"name": "a"}, {"name": "b"}])

    changed = mine.update("contract_things", {"whole": 9, "tags": ["x"], "name": None}, eq={"name": "a"})

    assert [(row["whole"], row["tags"], row["name"]) for row in changed] == [(9, ["x"], None)] * 2
    assert names(mine.select("contract_things", eq={"whole": None})) == ["b"]


def test_update_of_no_row_returns_nothing(mine):
    changed = mine.update("contract_things", {"whole": 9}, eq={"name": "nowhere"})

    assert changed == []


def test_update_without_a_change_does_nothing(mine):
    mine.insert("contract_things", {"name": "a"})

    changed = mine.update("contract_things", {}, eq={"name": "a"})

    assert changed == []


def test_delete_returns_what_is_gone(mine):
    mine.insert("contract_things", [{"name": "a"}, {"name": "b"}])

    gone = mine.delete("contract_things", eq={"name": "a"})

    assert names(gone) == ["a"]
    assert names(mine.select("contract_things")) == ["b"]


@pytest.mark.parametrize("eq", [None, {}])
def test_change_without_a_filter_is_refused(mine, eq):
    mine.insert("contract_things", {"name": "a"})

    with pytest.raises(GatewayError) as update:
        mine.update("contract_things", {"name": "b"}, eq=eq)
    with pytest.raises(GatewayError) as delete:
        mine.delete("contract_things", eq=eq)

    assert (update.value.code, delete.value.code) == (FILTER_MISSING, FILTER_MISSING)
    assert names(mine.select("contract_things")) == ["a"]


@pytest.mark.parametrize("column", ["limit", "offset", "order", "select", "and", "or", "columns", "on_conflict"])
def test_filter_that_would_be_passed_over_is_refused(mine, column):
    mine.insert("contract_things", {"name": "a"})

    with pytest.raises(GatewayError) as refused:
        mine.delete("contract_things", eq={column: 1})

    assert refused.value.code == "42601"
    assert names(mine.select("contract_things")) == ["a"]


def test_columns_named_like_parts_of_a_query_are_columns(mine):
    given = {"t": 1, "r": 2, "p": 3, "w": 4}

    stored = mine.insert("contract_things", given)
    found = mine.select("contract_things", eq=given, order="r")
    changed = mine.update("contract_things", {"p": 5}, eq=given)
    gone = mine.delete("contract_things", eq={"p": 5, "w": 4})

    assert stored == found
    assert changed == gone == [{**stored[0], "p": 5}]


@pytest.mark.parametrize("name", ["contract_things; drop", "Contract", 'a"b', "", "a.b", "a b", "ä", "a" * 64])
def test_name_that_is_none_is_refused_before_anything_is_asked(mine, name):
    calls = [
        lambda: mine.select(name),
        lambda: mine.select("contract_things", eq={name: 1}),
        lambda: mine.select("contract_things", order=name or "-"),
        lambda: mine.insert("contract_things", {name: 1}),
        lambda: mine.update("contract_things", {name: 1}, eq={"name": "a"}),
        lambda: mine.delete(name, eq={"name": "a"}),
        lambda: mine.rpc(name),
        lambda: mine.rpc("contract_sum", {name: 1}),
    ]

    codes = []
    for call in calls:
        with pytest.raises(GatewayError) as refused:
            call()
        codes.append(refused.value.code)

    assert codes == ["42601"] * len(calls)
