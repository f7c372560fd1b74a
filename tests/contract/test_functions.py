"""Calling functions: what comes back for each kind of result, and how arguments travel."""

import datetime
import uuid

import pytest

from lib.gateway.port import ROW_CAP, GatewayError


def test_function_without_a_result_returns_none(mine):
    assert mine.rpc("contract_nothing") is None
    assert mine.rpc("contract_nothing", {"p_number": 4}) is None


def test_single_value_comes_as_it_is(mine):
    assert mine.rpc("contract_sum", {"p_a": 1, "p_b": 2}) == 3
    assert mine.rpc("contract_text", {"p_text": "a, b: “c” 🍏"}) == "a, b: “c” 🍏"
    assert mine.rpc("contract_text", {"p_text": ""}) == ""
    assert mine.rpc("contract_words", {"p_words": ["a,b", 'c"d', ""]}) == ["a,b", 'c"d', "", "end"]


def test_argument_that_is_left_out_takes_its_default(mine):
    assert mine.rpc("contract_sum", {"p_a": 1}) == 11


def test_none_is_an_argument_and_not_a_default(mine):
    assert mine.rpc("contract_sum", {"p_a": 1, "p_b": None}) is None
    assert mine.rpc("contract_is_null", {"p_value": None}) is True
    assert mine.rpc("contract_is_null", {"p_value": "null"}) is False


@pytest.mark.parametrize("function", ["contract_json", "contract_jsonb"])
@pytest.mark.parametrize("value", [None, [], {}, [1, [2, {"a": None}]], "text", 1.5, True, {"a": "ü"}])
def test_documents_pass_unchanged(mine, function, value):
    assert mine.rpc(function, {"p_value": value}) == value


def test_dates_and_ids_pass_as_text(mine):
    reference = uuid.uuid4()

    passed = mine.rpc("contract_json", {"p_value": {"day": datetime.date(2025, 1, 2), "id": reference}})

    assert passed == {"day": "2025-01-02", "id": str(reference)}


def test_set_of_values_comes_as_a_list(mine):
    assert mine.rpc("contract_numbers", {"p_count": 3}) == [1, 2, 3]
    assert mine.rpc("contract_numbers", {"p_count": 0}) == []


def test_table_comes_as_a_list_of_rows(mine):
    assert mine.rpc("contract_rows", {"p_count": 2}) == [{"n": 1, "label": "row 1"}, {"n": 2, "label": "row 2"}]
    assert mine.rpc("contract_one_column", {"p_count": 2}) == [{"n": 1}, {"n": 2}]
    assert mine.rpc("contract_one_column", {"p_count": 0}) == []


def test_rows_of_a_table_come_in_the_functions_order(mine):
    mine.insert("contract_things", [{"name": "b"}, {"name": "a"}])

    assert [row["name"] for row in mine.rpc("contract_mine")] == ["a", "b"]


def test_set_is_capped_like_a_select(mine):
    assert len(mine.rpc("contract_numbers", {"p_count": ROW_CAP + 1})) == ROW_CAP


def test_one_row_comes_as_a_row(me):
    row = me.gateway.rpc("contract_add", {"p_name": "one"})

    assert (row["name"], row["user_id"]) == ("one", me.id)


def test_row_that_is_not_there_comes_with_empty_columns(mine):
    assert mine.rpc("contract_no_thing") == {"id": None, "user_id": None, "thing_id": None}


def test_named_results_come_under_their_names(mine):
    assert mine.rpc("contract_named", {"p_a": 4}) == {"doubled": 8}
    assert mine.rpc("contract_first", {"p_a": 4}) == {"doubled": 8, "tripled": 12}


def test_function_is_one_transaction(mine):
    with pytest.raises(GatewayError) as refused:
        mine.rpc("contract_add_and_fail", {"p_name": "half"})

    assert (refused.value.code, refused.value.message) == ("P0001", "after all")
    assert mine.select("contract_things") == []


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("contract_unknown", {}),
        ("contract_sum", {"p_a": 1, "p_c": 2}),
        ("contract_sum", {}),
        ("contract_nothing", {"p_a": 1}),
    ],
    ids=["unknown", "unknown argument", "missing argument", "wrong argument"],
)
def test_call_that_fits_no_function_is_refused(mine, function, args):
    with pytest.raises(GatewayError) as refused:
        mine.rpc(function, args)

    assert refused.value.code == "42883"


def test_argument_of_the_wrong_type_is_refused(mine):
    with pytest.raises(GatewayError) as refused:
        mine.rpc("contract_sum", {"p_a": "many"})

    assert refused.value.code == "22P02"


def test_function_that_was_not_granted_is_refused(mine):
    with pytest.raises(GatewayError) as refused:
        mine.rpc("contract_not_granted")

    assert refused.value.code == "42501"


def test_function_that_changes_under_a_running_app_is_called_as_it_now_is(local, admin):
    mine = local.somebody().gateway
    name = f"contract_moving_{uuid.uuid4().hex[:8]}"
    grant = f"grant execute on function public.{name} to authenticated"
    admin.execute(f"create function public.{name}(p_a int) returns int language sql as 'select 1'; {grant}")
    before = mine.rpc(name, {"p_a": 1})

    admin.execute(f"drop function public.{name}")
    admin.execute(f"create function public.{name}(p_b int) returns int language sql as 'select 2'; {grant}")
    after = []
    for _ in range(2):
        try:
            after.append(mine.rpc(name, {"p_b": 1}))
        except GatewayError as error:
            after.append(error.code)

    admin.execute(f"drop function public.{name}")
    assert before == 1
    assert after[-1] == 2
