import datetime
import decimal
import json
import math
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.gateway import plain
from lib.gateway.port import FILTER_MISSING, ROW_CAP, GatewayError

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def code_of(call, *given, **named) -> str:
    with pytest.raises(GatewayError) as caught:
        call(*given, **named)
    return caught.value.code


# Names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["drinks", "local_date", "_x", "a" * 63, "x1"])
def test_plain_name_is_taken(name):
    assert plain.name(name) == name


@pytest.mark.parametrize("name", ["", "Drinks", "1x", "a b", 'a"b', "a.b", "a;", "a" * 64, "ä", "a\n", "a-b", "*"])
def test_any_other_name_is_refused(name):
    assert code_of(plain.name, name) == "42601"


# Filters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a'b\"c", "a'b\"c"),
        ("", ""),
        (None, None),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-1.5, "-1.5"),
        (decimal.Decimal("1.10"), "1.10"),
        (datetime.date(2024, 2, 29), "2024-02-29"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ("null", "null"),
    ],
)
def test_filter_is_text_that_postgres_reads(value, text):
    assert plain.filters({"x": value}) == {"x": text}


@pytest.mark.parametrize("value", [[1], {"a": 1}, (1, 2), b"x", object(), {1}, math.nan, math.inf, "x" * 1001, "a\0b"])
def test_value_that_no_single_row_has_is_refused(value):
    assert code_of(plain.filters, {"x": value}) in ("22023", "22021")


@pytest.mark.parametrize("eq", [None, {}])
def test_change_without_a_filter_is_refused_and_a_reading_is_not(eq):
    assert plain.filters(eq) == {}
    assert code_of(plain.filters, eq, needed=True) == FILTER_MISSING


@pytest.mark.parametrize("key", sorted(plain.NOT_FILTERS))
def test_column_named_like_a_word_of_the_address_is_no_filter(key):
    assert code_of(plain.filters, {key: "1"}, needed=True) == "42601"


# Rows ---------------------------------------------------------------------------------------------------------


def test_one_row_is_a_list_of_one():
    assert plain.rows({"a": 1}) == plain.rows([{"a": 1}]) == [{"a": 1}]


def test_no_rows_are_no_rows():
    assert plain.rows([]) == []


@pytest.mark.parametrize("given", [{}, [{}], [{}, {}]])
def test_row_without_any_column_is_refused(given):
    assert code_of(plain.rows, given) == "42601"


def test_columns_are_those_of_all_rows_in_order_of_use():
    assert plain.columns([{"b": 1}, {"a": 1, "b": 2}, {"c": 3}]) == ["b", "a", "c"]


def test_rows_given_are_not_changed():
    row = {"a": 1}

    plain.rows(row)[0]["a"] = 2

    assert row == {"a": 1}


@pytest.mark.parametrize(
    ("asked", "answered"),
    [((10, 5), (10, 5)), ((5000, 0), (ROW_CAP, 0)), ((-1, -1), (0, 0)), ((0, 0), (0, 0))],
)
def test_page_stays_within_what_both_adapters_give(asked, answered):
    assert plain.page(*asked) == answered


# Pictures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["6c1e0b1e-0000-4000-8000-000000000000/meal.jpg", "a/b", "a/b/c/d.e-f_g"])
def test_path_of_a_picture_is_taken(path):
    assert plain.path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "a", "a/", "/a", "a//b", "a/../b", "../a/b", "a/.b", "a/b c", "a/b?x", "a/b/c/d/e", "a/ä", "a/b\n", "a\\b"],
)
def test_path_that_leads_elsewhere_is_refused(path):
    assert code_of(plain.path, path) == "22023"


# JSON ---------------------------------------------------------------------------------------------------------


@given(values)
def test_json_carries_every_value_there_and_back(value):
    assert json.loads(plain.to_json(value)) == value
    assert plain.plain(value) == value


@pytest.mark.parametrize(
    ("value", "carried"),
    [
        (datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC), "2024-02-29T12:30:00+00:00"),
        (datetime.date(2024, 2, 29), "2024-02-29"),
        (datetime.time(7, 5), "07:05:00"),
        (uuid.UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (decimal.Decimal("0.1000"), "0.1000"),
        ((1, 2), [1, 2]),
        ({"deep": [datetime.date(2024, 1, 1)]}, {"deep": ["2024-01-01"]}),
        ("🐢 水 \u202e", "🐢 水 \u202e"),
    ],
)
def test_dates_ids_and_decimals_travel_as_text(value, carried):
    assert plain.plain(value) == carried


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, b"bytes", {1, 2}, object(), {(1, 2): 3}, 1j])
def test_value_that_json_does_not_know_is_refused(value):
    assert code_of(plain.to_json, {"x": value}) == "22023"


def test_value_that_holds_itself_is_refused():
    loop = []
    loop.append(loop)

    assert code_of(plain.to_json, loop) == "22023"


def test_value_that_is_nested_without_end_is_refused():
    deep = []
    for _ in range(100_000):
        deep = [deep]

    assert code_of(plain.to_json, deep) == "22023"


def test_half_a_character_is_refused():
    assert code_of(plain.to_json, "\ud800") == "22021"
    assert code_of(plain.filters, {"x": "\ud800"}) == "22021"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_every_digit(number):
    assert json.loads(plain.to_json(number)) == number
