"""Who may import whom, and where SQL is."""

import ast
import re
from collections.abc import Iterator

from tests.unit.house_source import Source, imports, rule, within

SQL_PLACES = {"lib/gateway/direct.py", "lib/gateway/migrate.py", "lib/gateway/reference.py"}
PURE_ROOMS = ("analysis", "nutrition")
HEAVY = ("torch", "ultralytics", "supabase", "google.generativeai", "streamlit_authenticator")
SQL = re.compile(
    r"\s*(select\s.*\sfrom\s|select\s+\S+\(|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|truncate\s|"
    r"(create|alter|drop)\s+(or\s+replace\s+)?(table|view|function|policy|role|schema|database|index|trigger)\s|"
    r"grant\s.*\sto\s|set\s+(local\s+)?role\s)",
    re.DOTALL,
)


@rule(
    "streamlit is for screens",
    bad=[
        ("lib/diary/kinds.py", "import streamlit as st"),
        ("lib/web/guard.py", "def f():\n    from streamlit.web import server"),
    ],
    good=[("lib/session.py", "import streamlit as st"), ("lib/gateway/x.py", "import streamlit_authenticator")],
)
def streamlit_is_for_screens(source: Source) -> Iterator[str]:
    if not source.on_screen and source.path != "lib/session.py":
        for line, module in imports(source.tree):
            if within(module, "streamlit"):
                yield f"{line}: streamlit is imported in app.py, pages, components and lib/session.py only"


@rule(
    "streamlit is called st",
    bad=[
        ("pages/x.py", "import streamlit"),
        ("pages/x.py", "from streamlit import cache_data"),
        ("components/x.py", "from streamlit import markdown as say"),
    ],
    good=[("pages/x.py", "import streamlit as st"), ("app.py", "from streamlit import config")],
)
def streamlit_is_called_st(source: Source) -> Iterator[str]:
    """Otherwise the other rules would not see what is called."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            if any(alias.name == "streamlit" and alias.asname != "st" for alias in node.names):
                yield f"{node.lineno}: written `import streamlit as st` everywhere"
        elif isinstance(node, ast.ImportFrom) and within(node.module or "", "streamlit"):
            names = {alias.name for alias in node.names}
            if names - {"config"} or source.path != "app.py":
                yield f"{node.lineno}: streamlit's own are used as st.{sorted(names)[0]}"


@rule(
    "pure rooms import no other room",
    bad=[
        ("lib/analysis/trend.py", "from lib.gateway.port import Row"),
        ("lib/nutrition/foods.py", "def f():\n    import lib.settings"),
        ("lib/analysis/trend.py", "from ..nutrition import foods"),
    ],
    good=[
        ("lib/analysis/trend.py", "import numpy\nfrom lib.analysis import hrv"),
        ("lib/diary/x.py", "import lib.settings"),
    ],
)
def pure_rooms_import_no_other_room(source: Source) -> Iterator[str]:
    if source.room in PURE_ROOMS:
        for line, module in imports(source.tree):
            ours = within(module, "lib") or module.startswith("..")
            if ours and not within(module, f"lib.{source.room}"):
                yield f"{line}: lib/{source.room} imports no other room of the project"


@rule(
    "the gateway knows no topic",
    bad=[("lib/gateway/direct.py", "from lib.diary import kinds"), ("lib/gateway/x.py", "from lib import session")],
    good=[("lib/gateway/x.py", "from lib.settings import ROOT\nfrom lib.gateway import plain")],
)
def the_gateway_knows_no_topic(source: Source) -> Iterator[str]:
    if source.room == "gateway":
        for line, module in imports(source.tree):
            if within(module, "lib") and not (within(module, "lib.gateway") or within(module, "lib.settings")):
                yield f"{line}: lib/gateway imports lib.settings and itself, and {module} is neither"


@rule(
    "nothing points back",
    bad=[
        ("lib/diary/kinds.py", "from components import cards"),
        ("lib/session.py", "import pages.router"),
        ("components/cards.py", "from pages import today"),
        ("pages/today.py", "import app"),
        ("lib/x.py", "from tests.support import people"),
        ("pages/today.py", "from tools import words"),
    ],
    good=[
        ("pages/today.py", "from components import cards\nfrom lib import session"),
        ("app.py", "import components.x"),
    ],
)
def nothing_points_back(source: Source) -> Iterator[str]:
    nearer = {"lib": ("components", "pages", "app"), "components": ("pages", "app"), "pages": ("pages", "app")}
    for line, module in imports(source.tree):
        for other in (*nearer.get(source.path.split("/")[0], ()), "tests", "tools", "bench"):
            if within(module, other):
                yield f"{line}: {other} builds on this file, so this file does not import it"


@rule(
    "one door to the database",
    bad=[("lib/diary/x.py", "import psycopg"), ("pages/x.py", "def f():\n    from psycopg_pool import ConnectionPool")],
    good=[("lib/gateway/direct.py", "import psycopg")],
)
def one_door_to_the_database(source: Source) -> Iterator[str]:
    if source.room != "gateway":
        for line, module in imports(source.tree):
            if within(module, "psycopg") or within(module, "psycopg_pool") or within(module, "supabase"):
                yield f"{line}: only lib/gateway speaks to the database"


@rule(
    "no sql elsewhere",
    bad=[
        ("lib/diary/x.py", 'q = "select id from drinks where ml > 3"'),
        ("pages/x.py", 'q = f"""\n  delete from {table}"""'),
        ("lib/diary/x.py", 'q = "INSERT INTO drinks VALUES (1)"'),
        ("lib/gateway/photos.py", 'q = "update storage.objects set name = 1"'),
        ("lib/x.py", 'q = "create table t (id int)"'),
        ("lib/x.py", 'q = "select use_quota(1)"'),
        ("lib/x.py", 'q = "set role postgres"'),
    ],
    good=[
        ("lib/gateway/direct.py", 'q = "select 1 from t"'),
        ("pages/x.py", 's = "Select a food from the list"\nt = "update your profile"\nu = "create "'),
        ("lib/x.py", '"""select rows from a table: a docstring"""'),
    ],
)
def no_sql_elsewhere(source: Source) -> Iterator[str]:
    if source.path in SQL_PLACES:
        return
    said = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        text = None
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{} " for part in node.values)
        # SQL is written in small or in large letters; a sentence starts with one large letter.
        if text and (SQL.match(text) or (text.lstrip()[:6].isupper() and SQL.match(text.lower()))):
            yield f"{node.lineno}: SQL lives in sql/ and in {' and '.join(sorted(SQL_PLACES))}"


@rule(
    "heavy packages wait",
    bad=[
        ("lib/vision/x.py", "import torch"),
        ("lib/advice/x.py", "import google.generativeai as genai"),
        ("lib/advice/x.py", "from google import generativeai"),
        ("lib/vision/x.py", "if True:\n    from ultralytics import YOLO"),
        ("lib/vision/x.py", "class C:\n    import torch.nn"),
    ],
    good=[
        ("lib/vision/x.py", "def f():\n    import torch"),
        ("lib/gateway/x.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import supabase"),
    ],
)
def heavy_packages_wait(source: Source) -> Iterator[str]:
    for line, module in imports(source.tree, deep=False):
        for heavy in HEAVY:
            if within(module, heavy):
                yield f"{line}: {heavy} takes seconds to load: import it inside the function that needs it"
