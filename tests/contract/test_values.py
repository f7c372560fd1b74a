"""What goes in comes out: every type and every kind of text, the same through each adapter."""

import datetime
import decimal
import json
import math
import uuid

import pytest

from lib.gateway.port import GatewayError

TEXTS = {
    "emoji": "🥗 and 👩‍👩‍👧‍👦",
    "right to left": "שלום عليكم",
    "combining": "e\u0301 is not é",
    "quotes": 'it\'s "quoted" `so`',
    "percent and plus": "100 % + 5%20 %s %(name)s",
    "filter syntax": 'eq.a,b.(c),not.in.(1,2),"d":e\\f,and=(x)',
    "address syntax": "a=b&c=d#e?f/g;h",
    "braces": "{a,b} [c] {} $1 :x ?",
    "json": '{"a": [1, null]}',
    "wildcards": "*%_like*",
    "spaces": "  both ends\t\r\n and inside  ",
    "empty": "",
    "the word null": "null",
    "backslashes": r"\x00 \\ \n",
    "far planes": "𝕬𐍈\U0010fffd",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_kept_and_found_as_it_is(mine, text):
    mine.insert("contract_things", {"name": text})
    mine.insert("contract_things", {"name": text + "."})

    found = mine.select("contract_things", eq={"name": text})

    assert [row["name"] for row in found] == [text]


def test_every_type_comes_back_as_json_has_it(mine):
    moment = datetime.datetime(2025, 3, 30, 1, 30, 15, 250000, tzinfo=datetime.UTC)
    reference = uuid.uuid4()
    given = {
        "whole": -7,
        "long": 2**53 + 1,
        "amount": decimal.Decimal("1234567890.1250"),
        "ratio": 0.1,
        "done": False,
        "day": datetime.date(2024, 2, 29),
        "moment": moment,
        "clock": datetime.time(23, 59, 59),
        "reference": reference,
        "document": {"b": [1, "two", None, {"c": 1.5}], "a": "é"},
        "raw": {"b": 1, "a": [True]},
        "tags": ["plain", "with, comma", 'with "quotes"', "", "NULL"],
        "numbers": [3, 1, 2],
    }

    stored = mine.insert("contract_things", given)[0]

    assert {key: stored[key] for key in given} == {
        **given,
        "amount": 1234567890.125,
        "day": "2024-02-29",
        "moment": "2025-03-30T01:30:15.25+00:00",
        "clock": "23:59:59",
        "reference": str(reference),
    }
    assert mine.select("contract_things") == [stored]


def test_nothing_stays_nothing(mine):
    columns = ("whole", "amount", "ratio", "name", "done", "day", "moment", "reference", "document", "tags")

    stored = mine.insert("contract_things", dict.fromkeys(columns))[0]

    assert all(stored[column] is None for column in columns)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("whole", 0),
        ("long", -(2**53) - 1),
        ("amount", decimal.Decimal("0.0001")),
        ("ratio", 1e22),
        ("done", True),
        ("done", False),
        ("day", datetime.date(2024, 12, 31)),
        ("moment", datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=5.5)))),
        ("clock", datetime.time(6, 30)),
        ("reference", uuid.UUID("00000000-0000-0000-0000-0000000000ff")),
    ],
)
def test_rows_are_found_by_a_value_of_any_type(mine, column, value):
    mine.insert("contract_things", [{column: value}, {column: None}])

    found = mine.select("contract_things", eq={column: value})

    assert len(found) == 1
    assert found[0][column] is not None


def test_rows_are_found_by_the_text_of_a_value(mine):
    mine.insert("contract_things", {"whole": 5, "document": {"a": 1}, "tags": ["x", "y z"]})

    found = [
        mine.select("contract_things", eq={"whole": "5"}),
        mine.select("contract_things", eq={"document": json.dumps({"a": 1})}),
        mine.select("contract_things", eq={"tags": '{x,"y z"}'}),
    ]

    assert [len(rows) for rows in found] == [1, 1, 1]


def test_rows_without_a_value_are_found_by_none(mine):
    mine.insert("contract_things", [{"name": None, "whole": 1}, {"name": "null", "whole": 2}])

    found = mine.select("contract_things", eq={"name": None})

    assert [row["whole"] for row in found] == [1]


def test_large_text_is_kept(mine):
    text = "Grüße 🍎 " * 20_000

    mine.insert("contract_things", {"name": text})

    assert mine.select("contract_things")[0]["name"] == text


@pytest.mark.parametrize("value", ["a\0b", {"a": "b\0"}], ids=["text", "document"])
def test_character_zero_is_refused(mine, value):
    column = "name" if isinstance(value, str) else "document"

    with pytest.raises(GatewayError) as refused:
        mine.insert("contract_things", {column: value})

    assert refused.value.code == "22P05"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a\0b", "22021"),
        ("half \ud83e", "22021"),
        (["a"], "22023"),
        ({"a": 1}, "22023"),
        (b"bytes", "22023"),
        (math.nan, "22023"),
        ("long" * 1000, "22023"),
    ],
    ids=["zero", "half a character", "list", "document", "bytes", "not a number", "long"],
)
def test_value_that_no_filter_can_carry_is_refused(mine, value, code):
    with pytest.raises(GatewayError) as refused:
        mine.select("contract_things", eq={"name": value})

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "code"),
    [("half \ud83e", "22021"), (b"bytes", "22023"), (math.inf, "22023"), ({1, 2}, "22023")],
    ids=["half a character", "bytes", "infinite", "set"],
)
def test_value_that_no_row_can_carry_is_refused(mine, value, code):
    with pytest.raises(GatewayError) as refused:
        mine.insert("contract_things", {"name": value})

    assert refused.value.code == code
