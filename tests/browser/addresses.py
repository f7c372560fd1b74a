"""The pages there are, as the router declares them: a new page is tested and photographed without being listed here."""

import ast
from pathlib import Path
from typing import NamedTuple

ROUTER = Path(__file__).resolve().parents[2] / "pages" / "router.py"


class Address(NamedTuple):
    """`path` is what follows the app's own address; the page that opens first has none."""

    title: str
    path: str
    # Some pages are reached from other pages only.
    in_navigation: bool = True


def of_the_house() -> list[Address]:
    return _declared_in("PAGES")


def of_the_door() -> list[Address]:
    return _declared_in("door")


def _declared_in(name: str) -> list[Address]:
    # Reading the router instead of importing it: it is a page, and would run.
    for node in ast.walk(ast.parse(ROUTER.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name and isinstance(node.value, ast.List):
            return [_address(call) for call in node.value.elts if isinstance(call, ast.Call)]
    raise LookupError(f"pages/router.py has no list {name} of pages.")


def _address(call: ast.Call) -> Address:
    said = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    file = str(ast.literal_eval(call.args[0]))
    path = "" if said.get("default") else said.get("url_path", Path(file).stem)
    return Address(said["title"], path, said.get("visibility") != "hidden")
