import ast
import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from starlette.applications import Starlette

from lib.settings import ROOT
from lib.web.source import source_files, source_routes
from tests.support.asgi import TestClient

PRIVATE = {
    ".env": "SMTP_PASSWORD=1840",
    ".env.production": "SMTP_PASSWORD=1840",
    "lib/.env": "SMTP_PASSWORD=1840",
    ".streamlit/secrets.toml": 'SMTP_PASSWORD = "1840"',
    "bench/secrets.toml": 'SMTP_PASSWORD = "1840"',
    ".git/config": "[remote]",
    ".wellspring/passwords.json": "{}",
    "docs/data/cluster/PG_VERSION": "18",
    "docs/data/cluster/base/5/1259": "rows",
    "docs/.wellspring/passwords.json": "{}",
    "docs/x/notes.json": '{"password": "1840"}',
    "lib/notes.md": "what somebody left here",
    "sql/dump.txt": "rows",
    "lib/vision/model.pt": "weights",
    "lib/vision/model.onnx": "weights",
    "lib/__pycache__/settings.cpython-311.pyc": "bytes",
    "tests/browser/node_modules/axe-core/axe.js": "module",
    "tools/id_rsa": "key",
    "tools/server.pem": "key",
    "photo.jpg": "picture",
    "notes.md": "what somebody left here",
    "shots/today.png": "picture",
    ".venv/lib/site.py": "package",
}
OPEN = ["app.py", "dev", "lib/settings.py", "sql/migrations/0001_house.sql", "sql/reference/foods.csv", ".env.example",
        ".ci/run", ".streamlit/config.toml", ".streamlit/secrets.example.toml", "docs/deploy.md"]  # fmt: skip


@pytest.fixture
def house(tmp_path) -> Path:
    root = tmp_path / "house"
    for name in [*PRIVATE, *OPEN]:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PRIVATE.get(name, "source"))
    return root


def names(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in source_files(root)}


def keep_in_git(root: Path) -> None:
    shutil.rmtree(root / ".git")
    for step in (["init", "-q"], ["add", "-f", *OPEN]):
        subprocess.run(["git", "-C", str(root), *step], check=True)


def unzipped(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_source_is_handed_out_without_anything_private(house):
    assert names(house) == set(OPEN)


def test_in_a_checkout_only_what_git_keeps_is_handed_out(house):
    keep_in_git(house)
    (house / "docs" / "mine.md").write_text("nobody else's")
    (house / "lib" / "draft.py").write_text("password = '1840'")

    assert names(house) == set(OPEN)


def test_changed_file_is_handed_out_as_it_runs(house):
    keep_in_git(house)
    (house / "lib" / "settings.py").write_text("changed")
    client = TestClient(Starlette(routes=source_routes(house, "")))

    assert unzipped(client.get("/source")).read("wellspring/lib/settings.py") == b"changed"


def test_copy_without_history_hands_out_the_same_files(tmp_path):
    if not (ROOT / ".git").exists():
        pytest.skip("This copy of the source has no history.")
    copy = tmp_path / "copy"
    for name in names(ROOT):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)

    assert names(copy) == names(ROOT)


def test_link_out_of_the_house_is_not_followed(house, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "diary.md").write_text("private")
    (house / "docs" / "link.md").symlink_to(tmp_path / "elsewhere" / "diary.md")
    (house / "docs" / "folder").symlink_to(tmp_path / "elsewhere")

    assert names(house) == set(OPEN)


def test_source_holds_all_that_is_kept_of_this_app():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("This copy of the source has no history.")
    kept = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}

    assert kept - names(ROOT) == set()
    assert names(ROOT) - kept == set()


def test_source_holds_every_module_that_it_imports():
    here = names(ROOT)
    imported = set()
    for name in here:
        if name.endswith(".py"):
            for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    imported.add(node.module)

    own = {module for module in imported if re.match(r"(lib|components|tools|bench|tests)\.", module)}
    missing = [m for m in own if not {f"{m.replace('.', '/')}.py", f"{m.replace('.', '/')}/__init__.py"} & here]
    assert [m for m in missing if not (ROOT / m.replace(".", "/")).is_dir()] == []


def test_source_of_this_app_holds_no_secret():
    private = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|sb_secret_[A-Za-z0-9]{20}")
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in source_files(ROOT)}

    assert [str(path) for path, text in texts.items() if private.search(text)] == []


@pytest.mark.parametrize(("base_path", "address"), [("", "/source"), ("well/spring", "/well/spring/source")])
def test_source_is_one_file_below_any_base_path(house, base_path, address):
    client = TestClient(Starlette(routes=source_routes(house, base_path)))

    response = client.get(address)

    assert response.headers["content-type"] == "application/zip"
    assert 'filename="wellspring-source.zip"' in response.headers["content-disposition"]
    assert set(unzipped(response).namelist()) == {f"wellspring/{name}" for name in OPEN}


def test_source_of_a_copy_without_dates_is_handed_out(house):
    os.utime(house / "app.py", (0, 0))
    client = TestClient(Starlette(routes=source_routes(house, "")))

    assert unzipped(client.get("/source")).read("wellspring/app.py") == b"source"


def test_source_is_packed_once(house):
    client = TestClient(Starlette(routes=source_routes(house, "")))
    first = client.get("/source").content

    (house / "app.py").write_text("changed under a running app")

    assert client.get("/source").content == first


def test_script_can_be_run_after_unpacking(house):
    (house / "dev").chmod(0o755)
    client = TestClient(Starlette(routes=source_routes(house, "")))

    packed = unzipped(client.get("/source")).getinfo("wellspring/dev")

    assert packed.external_attr >> 16 & 0o111
