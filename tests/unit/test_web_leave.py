import re

import pytest

from lib.web.leave_script import LEAVE_SCRIPT, end_path, keep_path, leave_markup
from lib.web.read_script import READ_SCRIPT, read_markup


def test_the_script_is_the_same_wherever_it_leads():
    markups = [leave_markup(keep_path("abc", "/settings")), leave_markup(end_path("xyz"))]

    scripts = {re.search(r"<script[^>]*>(.*)</script>", markup, re.DOTALL)[1] for markup in markups}

    assert scripts == {LEAVE_SCRIPT}


@pytest.mark.parametrize("script", [LEAVE_SCRIPT, READ_SCRIPT])
def test_the_script_survives_the_page_that_carries_it(script):
    # Streamlit strips the text it shows, and its sanitiser drops scripts that look like markup inside.
    assert script.strip() == script
    assert "\n" not in script
    assert "<" not in script


def test_what_reads_aloud_is_this_script_alone():
    assert read_markup() == f"<script>{READ_SCRIPT}</script>"


def test_the_address_is_escaped_in_its_attribute():
    markup = leave_markup(keep_path("abc", "/settings"))

    assert markup.startswith('<script data-to="session/keep?ticket=abc&amp;to=/settings">')


def test_a_page_with_a_query_is_carried_whole():
    assert keep_path("abc", "/trends?days=30&x=1") == "/session/keep?ticket=abc&to=/trends%3Fdays%3D30%26x%3D1"


@pytest.mark.parametrize(
    "path",
    ["", "/", "https://evil.example", "//evil.example/session/keep?ticket=a", "/session/keep", "/session/drop?ticket=a",
     '/session/keep?ticket=a"><img src=x>', "/session/keep?ticket=a&to=javascript:alert(1)", "javascript:alert(1)",
     "/session/keep?ticket=a\n"],
)  # fmt: skip
def test_nothing_else_can_be_put_into_the_page(path):
    with pytest.raises(ValueError, match="only ever sent"):
        leave_markup(path)
