"""Hands out the source of the running app, as its licence promises to everybody who uses it over a network."""

import io
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
)  # fmt: skip
KINDS = {".py", ".sql", ".csv", ".md", ".txt", ".toml", ".json", ".png", ".sh", ".js", ".mjs", ".svg", ".yml"}
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
    named = [root / name for name in FILES if (root / name).is_file()]
    found = [
        path
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and not path.is_symlink() and _is_source(path.relative_to(root))
    ]
    return named + found


def _is_source(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix in KINDS and not hidden and not NEVER.intersection(path.parts)
