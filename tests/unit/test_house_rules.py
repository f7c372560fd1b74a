"""The rules of the house hold in every file, and every rule notices when it is broken."""

from pathlib import Path

import pytest

from tests.unit import house_imports, house_pages, house_text
from tests.unit.house_source import CACHED_FOR_ALL, LISTED, Rule, Source

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    path
    for place in ("app.py", "pages", "components", "lib")
    for path in sorted([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
]
SOURCES = [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in FILES]

FILES_OF_RULES = (house_imports, house_text, house_pages)
RULES = [value for file in FILES_OF_RULES for value in vars(file).values() if isinstance(value, Rule)]

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@every_rule
def test_the_house_keeps(rule: Rule) -> None:
    faults = [fault for source in SOURCES for fault in rule.faults(source)]

    assert faults == []


@every_rule
def test_a_broken_rule_is_noticed(rule: Rule) -> None:
    unnoticed = [code for path, code in rule.bad if not rule.faults(Source(path, code))]

    assert rule.bad
    assert unnoticed == []


@every_rule
def test_what_is_allowed_is_left_alone(rule: Rule) -> None:
    faults = [fault for path, code in rule.good for fault in rule.faults(Source(path, code))]

    assert rule.good
    assert faults == []


@pytest.mark.parametrize("kind, place", LISTED, ids=lambda part: part)
def test_an_exception_is_needed_and_says_why(kind: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = LISTED[kind, place]
    source = next(source for source in SOURCES if source.path == place.split(":")[0])
    before = [fault for rule in RULES for fault in rule.faults(source)]

    monkeypatch.delitem(LISTED, (kind, place))

    assert reason
    assert [fault for rule in RULES for fault in rule.faults(source)] != before


def test_functions_cached_for_all_say_why() -> None:
    assert all(CACHED_FOR_ALL.values())
    assert all((ROOT / place.split(":")[0]).exists() for place in CACHED_FOR_ALL)
