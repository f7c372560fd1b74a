"""What must not be shown, run or read."""

import ast
from collections.abc import Iterator

from tests.unit.house_source import Source, calls, dotted, imports, is_constant, is_listed, keywords, rule, within

UNSAFE_TO_LOAD = ("pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "joblib")
CALLS_THAT_RUN_TEXT = ("eval", "exec", "compile", "__import__")
NO_SCREENS = ("log.", "logging.", "sys.")
MARKDOWN = {"markdown", "write", "caption", "title", "header", "subheader"}
MARKDOWN |= {"info", "warning", "error", "success", "toast", "badge"}


@rule(
    "text from elsewhere is never markdown",
    bad=[
        ("pages/x.py", 'import streamlit as st\nst.markdown(f"Hello {name}")'),
        ("pages/x.py", "import streamlit as st\nst.write(food)"),
        ("components/x.py", 'left.caption("by " + person)'),
        ("components/x.py", 'st.sidebar.info(body="%s" % note)'),
        ("lib/session.py", "st.error(str(error))"),
        ("components/x.py", "st.toast(plain.label(said) + food)"),
    ],
    good=[
        ("pages/x.py", 'st.markdown("**Hello**")\nst.text(name)\nst.title("a" "b")'),
        ("pages/x.py", 'st.success("one" if done else "two", icon=icon)'),
        ("components/x.py", "st.toast(plain.label(said))"),
        ("lib/web/x.py", "handle.write(data)"),
        ("app.py", "sys.stderr.write(text)\nlog.error(text)"),
    ],
)
def text_from_elsewhere_is_never_markdown(source: Source) -> Iterator[str]:
    """Markdown would fetch a planted picture, and carry out what stands in its address."""
    if not source.on_screen and source.path != "lib/session.py":
        return
    for call, name in calls(source):
        method = name.split(".")[-1]
        if "." not in name or method not in MARKDOWN or name.startswith(NO_SCREENS):
            continue
        if is_listed("rendered as markdown", f"{source.path}: {method}"):
            continue
        shown = [*call.args, *(k.value for k in call.keywords if k.arg in ("body", "label", "text"))]
        if not all(is_constant(node) or is_plain(node) for node in shown):
            yield f"{call.lineno}: st.{method} reads markdown: show what is not constant with st.text"


def is_plain(node: ast.expr) -> bool:
    """Whether a text goes through the one function that takes the meaning out of its marks."""
    return isinstance(node, ast.Call) and dotted(node.func) == "plain.label"


@rule(
    "no raw html",
    bad=[
        ("pages/x.py", 'st.markdown("<b>", unsafe_allow_html=True)'),
        ("components/x.py", "st.html(text)"),
        ("pages/x.py", "st.components.v1.html(text)"),
        ("components/x.py", "st.iframe(address)"),
        ("components/x.py", "st.html('x', unsafe_allow_javascript=True)"),
    ],
    good=[("pages/x.py", 'st.markdown("**bold**")'), ("lib/x.py", "import html\nhtml.escape(text)")],
)
def no_raw_html(source: Source) -> Iterator[str]:
    for call, name in calls(source):
        used = keywords(call) & {"unsafe_allow_html", "unsafe_allow_javascript"}
        if name.split(".")[-1] in ("html", "iframe") and "." in name:
            used.add(name.split(".")[-1])
        for what in sorted(used):
            if not is_listed("raw html", f"{source.path}: {what}"):
                yield f"{call.lineno}: {what} lets a text become part of the page"


@rule(
    "nothing runs text",
    bad=[
        ("lib/x.py", "eval(text)"),
        ("lib/x.py", "exec(text)"),
        ("lib/vision/x.py", "import pickle"),
        ("lib/vision/x.py", "def f():\n    from joblib import load"),
        ("lib/vision/x.py", "import numpy\nnumpy.load(path, allow_pickle=True)"),
        ("lib/vision/x.py", "torch.load(path, weights_only=False)"),
    ],
    good=[
        ("lib/x.py", "import re\nre.compile(text)\nmodel.eval()"),
        ("lib/vision/x.py", "numpy.load(p, allow_pickle=False)"),
    ],
)
def nothing_runs_text(source: Source) -> Iterator[str]:
    for line, module in imports(source.tree):
        if module.split(".")[0] in UNSAFE_TO_LOAD:
            yield f"{line}: {module.split('.')[0]} runs what it reads"
    for call, name in calls(source):
        if name in CALLS_THAT_RUN_TEXT:
            yield f"{call.lineno}: {name} runs a text"
        for keyword in call.keywords:
            risky = {"allow_pickle": True, "weights_only": False}
            value = keyword.value
            if keyword.arg in risky and not (isinstance(value, ast.Constant) and value.value is not risky[keyword.arg]):
                yield f"{call.lineno}: {keyword.arg} lets a file run code"


@rule(
    "the environment is read in one place",
    bad=[
        ("lib/diary/x.py", "import os\nos.environ['A']"),
        ("pages/x.py", "import os\nos.getenv('A')"),
        ("lib/x.py", "from os import environ"),
        ("components/x.py", "st.secrets['key']"),
        ("lib/x.py", "import dotenv"),
    ],
    good=[("lib/settings.py", "import os\nos.environ"), ("lib/x.py", "import os\nos.getpid()")],
)
def the_environment_is_read_in_one_place(source: Source) -> Iterator[str]:
    if source.path == "lib/settings.py" or is_listed("environment", source.path):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in ("os.environ", "os.environb", "os.getenv", "st.secrets"):
            yield f"{node.lineno}: {dotted(node)} is read in lib/settings.py"
    for line, module in imports(source.tree):
        if module in ("os.environ", "os.getenv") or within(module, "dotenv"):
            yield f"{line}: {module} is read in lib/settings.py"
