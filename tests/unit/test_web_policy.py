import base64
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

from lib.web import policy
from lib.web.leave_script import LEAVE_SCRIPT
from lib.web.read_script import READ_SCRIPT


def directives(text):
    return {part.split()[0]: part.split()[1:] for part in text.split("; ")}


def test_streamlits_own_inline_script_is_listed_as_installed():
    page = (Path(find_spec("streamlit").origin).parent / "static" / "index.html").read_text()
    inline = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()

    hashes = policy.script_hashes()

    assert f"'sha256-{digest}'" in hashes
    assert {policy.script_hash(LEAVE_SCRIPT), policy.script_hash(READ_SCRIPT)} <= set(hashes)
    assert len(hashes) == 3


def test_scripts_come_from_here_or_stand_in_the_list():
    found = directives(policy.content_policy("app.example", ("'sha256-x'",), "'none'"))

    assert found["script-src"] == ["'self'", "'sha256-x'"]
    assert found["object-src"] == found["base-uri"] == found["frame-src"] == ["'none'"]
    assert found["default-src"] == found["form-action"] == found["manifest-src"] == ["'self'"]
    assert found["img-src"] == ["'self'", "data:", "blob:"]


def test_the_pages_socket_is_named_for_browsers_that_need_it():
    found = directives(policy.content_policy("app.example:8501", (), "'none'"))

    assert found["connect-src"][-2:] == ["ws://app.example:8501", "wss://app.example:8501"]


def test_no_address_of_another_host_stands_in_the_policy():
    text = policy.content_policy("app.example", ("'sha256-x'",), "'none'")

    hosts = set(re.findall(r"[a-z]+://([^ ;]+)", text))

    assert hosts == {"app.example"}
    assert "*" not in text
    assert "unsafe-eval" not in text
    assert "'unsafe-inline'" not in str(directives(text)["script-src"])
