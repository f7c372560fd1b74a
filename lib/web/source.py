"""Hands out the source of the running app, as its licence promises to everybody who uses it over a network."""

import io
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

# Named one by one: secrets, data and whatever else lies in the folder stays there.
FOLDERS = ("pages", "components", "lib", "sql", "tests", "bench", "tools", "docs")
FILES = (
    "app.py", "dev", "requirements.txt", "requirements-dev.txt", "pyproject.toml", "README.md", "LICENSE",
    ".env.example", ".gitignore", ".ci/run", ".streamlit/config.toml", ".streamlit/secrets.example.toml",
    "lib/gateway/common_passwords.txt", "tests/contract/tables.sql",
)  # fmt: skip
KINDS = {".py", ".sql", ".csv", ".md", ".txt", ".toml", ".json", ".png", ".sh", ".js", ".mjs", ".svg", ".yml"}
# Where git does not say which files belong to the app, anything else may be somebody's own.
KINDS_WITHOUT_GIT = {"docs": {".md", ".png"}, "sql": {".sql", ".csv", ".json", ".md"}, "lib": {".py", ".toml"}}
NEVER = {"__pycache__", "node_modules", "secrets.toml"}


def source_routes(root: Path, base_path: str) -> list[Route]:
    @cache
    def archive() -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as out:
            for path in source_files(root):
                out.write(path, f"wellspring/{path.relative_to(root)}")
        return packed.getvalue()

    async def source(request: Request) -> Response:
        body = await anyio.to_thread.run_sync(archive)
        headers = {"Content-Disposition": 'attachment; filename="wellspring-source.zip"'}
        return Response(body, media_type="application/zip", headers=headers)

    base = "/" + base_path.strip("/") if base_path.strip("/") else ""
    return [Route(f"{base}/source", source, methods=["GET"])]


def source_files(root: Path) -> list[Path]:
    kept = _tracked(root)
    if kept is None:
        every = [path.relative_to(root) for folder in FOLDERS for path in (root / folder).rglob("*")]
        kept = [path for path in every if path.suffix in KINDS_WITHOUT_GIT.get(path.parts[0], {".py"})]
    names = [*map(Path, FILES), *sorted(path for path in kept if _is_source(path))]
    return [root / name for name in dict.fromkeys(names) if _is_plain(root / name)]


def _tracked(root: Path) -> list[Path] | None:
    """What git keeps of the folders; None where there is no git or no checkout of the app's own."""
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "ls-files", "-z", "--", *FOLDERS]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    return [Path(name) for name in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def _is_source(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix in KINDS and not hidden and not NEVER.intersection(path.parts)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
