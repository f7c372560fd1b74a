"""What a rule of the house is, and what it reads: the syntax tree of a file.

A place that may break a rule stands in LISTED with its reason.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LISTED: dict[tuple[str, str], str] = {
    ("rendered as markdown", "components/messages.py: error"): "sentences of our own, for every refusal in the app",
    ("rendered as markdown", "components/messages.py: toast"): "sentences of our own, for everything that worked",
    ("rendered as markdown", "components/source_link.py: markdown"): "an address from the settings of the installation",
    ("rendered as markdown", "components/entry_list.py: markdown"): "the icon of a kind of entry, in its colour",
    ("rendered as markdown", "components/quick.py: header"): "the icon and the name of a kind of entry",
    ("raw html", "components/leave.py: html"): "the one constant script that moves the browser to the cookie's address",
    ("raw html", "components/leave.py: unsafe_allow_javascript"): "the same script; the policy lists its hash",
    ("raw html", "components/speaking.py: html"): "the one constant script that reads an answer aloud",
    ("raw html", "components/speaking.py: unsafe_allow_javascript"): "the same script; the policy lists its hash",
    (
        "environment",
        "lib/gateway/embedded_binaries.py",
    ): "asked wherever the server is started, with settings or without",
    ("environment", "lib/gateway/embedded_process.py"): "hands the server the path of its shared libraries",
    (
        "environment",
        "lib/vision/detector_process.py",
    ): "hands the process with the model the machine's proxies and certificates, and nothing else",
    ("environment", "lib/web/install.py"): "sets what uvicorn would read, so that it reads nothing else",
}
# Functions of reference data, the same for everybody, that may be cached for all: "file: function".
CACHED_FOR_ALL: dict[str, str] = {}


@dataclass(frozen=True)
class Source:
    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """lib/diary/kinds.py lies in the room "diary" of lib; lib/session.py in none."""
        parts = Path(self.path).parts
        return parts[1] if parts[0] == "lib" and len(parts) > 2 else ""

    @property
    def on_screen(self) -> bool:
        return self.path == "app.py" or self.path.startswith(("pages/", "components/"))


Check = Callable[[Source], Iterator[str]]


@dataclass(frozen=True)
class Rule:
    name: str
    check: Check
    # Files that break it and files that do not, so that a rule which never fires is noticed.
    bad: tuple[tuple[str, str], ...]
    good: tuple[tuple[str, str], ...]

    def faults(self, source: Source) -> list[str]:
        return [f"{source.path}:{fault}" for fault in self.check(source)]


def rule(name: str, *, bad: list[tuple[str, str]], good: list[tuple[str, str]]) -> Callable[[Check], Rule]:
    return lambda check: Rule(name, check, tuple(bad), tuple(good))


def imports(node: ast.AST, *, deep: bool = True) -> Iterator[tuple[int, str]]:
    """The modules a file imports; with deep=False only those that load together with the file."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((child.lineno, alias.name) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            module = "." * child.level + (child.module or "")
            yield from ((child.lineno, f"{module}.{alias.name}") for alias in child.names)
        elif deep or not (is_function(child) or is_for_types_only(child)):
            yield from imports(child, deep=deep)


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and dotted(node.test).split(".")[-1] == "TYPE_CHECKING"


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def dotted(node: ast.AST) -> str:
    """`st.sidebar.markdown` for that expression; "?" stands for what is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def keywords(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def is_constant(node: ast.AST) -> bool:
    if isinstance(node, ast.IfExp):
        return is_constant(node.body) and is_constant(node.orelse)
    return isinstance(node, ast.Constant)


def is_listed(what: str, place: str) -> bool:
    return (what, place) in LISTED
