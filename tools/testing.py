"""`./dev test` and `./dev lint`."""

import difflib
import sys
from pathlib import Path

from tools import browser
from tools.words import Refusal, follow, note

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("unit", "db", "contract", "app", "browser")


def test(arguments: list[str]) -> int:
    kind, rest = kind_of(arguments)
    if kind in (None, "browser"):
        browser.find_or_install()
        browser.fetch_axe()
    untidy = lint() if kind is None and not rest else 0
    failed = _pytest([f"tests/{kind}"] if kind else [], rest)
    if untidy:
        note("Style or types need mending; what exactly stands above the tests.")
    return failed or untidy


def kind_of(arguments: list[str]) -> tuple[str | None, list[str]]:
    if not arguments or arguments[0].startswith("-"):
        return None, arguments
    word, rest = arguments[0], arguments[1:]
    if word in KINDS:
        return word, rest
    if (ROOT / word.split("::")[0]).exists():
        return None, arguments
    near = difflib.get_close_matches(word, KINDS, n=1)
    hint = f"; did you mean {near[0]}?" if near else "."
    raise Refusal(f"./dev test does not know {word}{hint} The kinds are {', '.join(KINDS)}.", 2)


def _pytest(paths: list[str], rest: list[str]) -> int:
    # A debugger needs the terminal, which workers do not have.
    alone = any(argument in ("-s", "--pdb", "--trace") or argument.startswith("-n") for argument in rest)
    # Three, because some wait for a database that is away while two cores have time for others. In the order of their
    # names: the many quick ones come last, so that all workers end together.
    workers = [] if alone else ["-n", "3", "--dist", "loadscope", "--no-loadscope-reorder"]
    return _run("pytest", *workers, *paths, *rest)


def lint() -> int:
    note("Checking style and types.")
    return _run("ruff", "check", ".") or _run("mypy")


def _run(module: str, *arguments: str) -> int:
    return follow([sys.executable, "-m", module, *arguments], ROOT)
