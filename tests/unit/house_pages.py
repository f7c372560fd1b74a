"""How a page is made."""

import ast
import re
from collections.abc import Iterator

from tests.unit.house_source import CACHED_FOR_ALL, Source, calls, dotted, is_function, keywords, rule

SIGNED_OUT_PAGES = {"router.py", "sign_in.py", "sign_up.py", "reset_password.py"}
ALT = {"line_chart", "bar_chart", "area_chart", "scatter_chart", "altair_chart", "vega_lite_chart", "plotly_chart"}
ALT |= {"pydeck_chart", "graphviz_chart", "map", "pyplot", "image", "dataframe", "table", "data_editor"}

EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u2b50\u2b55\u231a\u231b\u23e9-\u23fa]")


@rule(
    "every cache is bounded",
    bad=[
        ("pages/x.py", "@st.cache_data\ndef f(): ..."),
        ("pages/x.py", '@st.cache_data(ttl=60, scope="session")\ndef f(): ...'),
        ("pages/x.py", '@st.cache_data(max_entries=3, scope="session")\ndef f(): ...'),
        ("pages/x.py", "@st.cache_data(ttl=60, max_entries=3)\ndef f(): ..."),
        ("pages/x.py", '@st.cache_data(ttl=60, max_entries=3, scope="global")\ndef f(): ...'),
        ("components/x.py", "@st.cache_resource\ndef f(): ..."),
        ("components/x.py", "@st.cache_resource(ttl=60)\ndef f(): ..."),
        ("components/x.py", "g = st.cache_data(f)"),
    ],
    good=[
        ("pages/x.py", '@st.cache_data(ttl=60, max_entries=3, scope="session")\ndef f(): ...'),
        ("pages/x.py", "@st.cache_resource(ttl=None, max_entries=1)\ndef f(): ..."),
        ("pages/x.py", "f.clear()\nst.cache_data.clear()"),
    ],
)
def every_cache_is_bounded(source: Source) -> Iterator[str]:
    """A cache is shared between people unless it says otherwise, and grows unless it says how far."""
    made_by_call = {id(call.func): call for call, _ in calls(source)}
    decorates = {
        id(decorator.func if isinstance(decorator, ast.Call) else decorator): node.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
    }
    cleared = {id(n.value) for n in ast.walk(source.tree) if isinstance(n, ast.Attribute) and n.attr == "clear"}
    for node in ast.walk(source.tree):
        name = dotted(node)
        if name not in ("st.cache_data", "st.cache_resource") or id(node) in cleared:
            continue
        call = made_by_call.get(id(node))
        given = keywords(call) if call else set()
        line = getattr(node, "lineno", 0)
        for bound in sorted({"ttl", "max_entries"} - given):
            yield f"{line}: {name} without {bound}"
        scopes = [getattr(k.value, "value", None) for k in call.keywords if k.arg == "scope"] if call else []
        for_all = f"{source.path}: {decorates.get(id(node), '')}" in CACHED_FOR_ALL
        if name == "st.cache_data" and scopes != ["session"] and not for_all:
            yield f'{line}: what belongs to a person is cached with scope="session"'


@rule(
    "every page asks who is there",
    bad=[
        ("pages/today.py", 'st.title("Today")'),
        ("pages/today.py", "def f():\n    session.require_user()"),
        ("pages/today.py", 'import streamlit as st\nst.title("Today")\nsession.require_user()'),
    ],
    good=[
        ("pages/today.py", 'me = session.require_user()\nst.title("Today")'),
        ("pages/sign_in.py", 'st.title("Wellspring")'),
        ("components/cards.py", 'st.title("A card")'),
    ],
)
def every_page_asks_who_is_there(source: Source) -> Iterator[str]:
    folder, _, name = source.path.rpartition("/")
    if folder != "pages" or name in SIGNED_OUT_PAGES:
        return
    for statement in source.tree.body:
        if is_function(statement) or isinstance(statement, ast.ClassDef):
            continue
        called = [dotted(node.func) for node in ast.walk(statement) if isinstance(node, ast.Call)]
        if any(name.split(".")[-1] == "require_user" for name in called):
            return
        if any(name.startswith("st.") for name in called):
            break
    yield "1: a page calls require_user() before it shows anything"


@rule(
    "every picture has words",
    bad=[
        ("components/x.py", "st.plotly_chart(figure)"),
        ("components/x.py", "left.image(data, caption='x')"),
        ("pages/x.py", "st.dataframe(table)"),
        ("pages/x.py", "st.line_chart(table, width='stretch')"),
    ],
    good=[("components/x.py", "st.plotly_chart(figure, alt=words)"), ("lib/x.py", "cv2.image(x)\nseries.map(f)")],
)
def every_picture_has_words(source: Source) -> Iterator[str]:
    if not source.on_screen:
        return
    for call, name in calls(source):
        method = name.split(".")[-1]
        # `series.map(f)` and the like are no pictures.
        shown = name.startswith("st.") or method not in ("map", "table")
        if "." in name and method in ALT and shown and "alt" not in keywords(call):
            yield f"{call.lineno}: st.{method} says with alt= what is to be seen"


@rule(
    "width is called width",
    bad=[("pages/x.py", "st.button('x', use_container_width=True)")],
    good=[("pages/x.py", "st.button('x', width='stretch')")],
)
def width_is_called_width(source: Source) -> Iterator[str]:
    for call, _ in calls(source):
        if "use_container_width" in keywords(call):
            yield f"{call.lineno}: use_container_width has given way to width="


@rule(
    "nothing prints",
    bad=[("lib/x.py", "print('x')"), ("pages/x.py", "def f():\n    print(1)")],
    good=[("lib/x.py", "log.info('x')\nblueprint()")],
)
def nothing_prints(source: Source) -> Iterator[str]:
    for call, name in calls(source):
        if name in ("print", "pprint", "pprint.pprint"):
            yield f"{call.lineno}: {name} speaks to nobody: use logging"


@rule(
    "symbols are material",
    bad=[
        ("pages/x.py", "st.title('Water \U0001f4a7')"),
        ("components/x.py", "# done \u2705"),
        ("lib/x.py", "s = '\u2b50'"),
        ("lib/diary/kinds.py", "SMILE = '\U0001f642'"),
    ],
    good=[
        ("lib/diary/kinds.py", "FACES = {'\U0001f642': 'Good'}"),
        ("pages/x.py", "st.button('x', icon=':material/water:')\n# 10 \u00b0C \u2192 50 \u00b0F, \u201cquoted\u201d"),
    ],
)
def symbols_are_material(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), 1):
        # The five faces of a quick mood stand beside their words, and in one place.
        if EMOJI.search(line) and not (source.path == "lib/diary/kinds.py" and line.startswith("FACES = ")):
            yield f"{number}: a Material symbol looks the same everywhere, an emoji does not"
