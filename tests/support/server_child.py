"""A second process that uses the embedded server: started by the server tests, told what to do on its input."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lib.gateway.embedded_process import running_postmaster, stop_postmaster
from tests.support.database import scratch

ROOT = Path(__file__).resolve().parents[2]

# Runs with any Python 3.11 and nothing installed, so that another user's Python will do.
SCRIPT = """
import json, sys
from pathlib import Path
from lib.gateway import embedded
try:
    server = embedded.start(Path(sys.argv[1]), Path(sys.argv[2]))
except embedded.EmbeddedError as error:
    print(json.dumps({"error": str(error)}), flush=True)
    sys.exit(1)
pid = int((server.cluster / "postmaster.pid").read_text().split()[0])
print(json.dumps({"url": server.url("admin", "postgres"), "pid": pid, "socket": str(server.socket_dir),
                  "cluster": str(server.cluster)}), flush=True)
# An input that ends without a word is that of a child that was interrupted, and cleans up nothing.
if sys.stdin.readline():
    embedded.stop(server)
"""


@contextmanager
def server_folder() -> Iterator[Path]:
    """Unlike pytest's own, a folder the server's user may enter when root runs the tests; no server outlives it."""
    folder = Path(tempfile.mkdtemp(prefix="wellspring-test-", dir=scratch()))
    folder.chmod(0o755)
    try:
        yield folder
        left = [str(path) for path in folder.glob("*/cluster") if running_postmaster(path)]
        assert not left, f"a server was left running in {left}"
    finally:
        for cluster in folder.glob("*/cluster"):
            stop_postmaster(cluster)
        shutil.rmtree(folder)


class Child:
    def __init__(
        self, data: Path, bin_dir: Path, *, python: str = sys.executable, root: Path = ROOT, **popen: Any
    ) -> None:
        environment: Mapping[str, str] = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(root),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.process = subprocess.Popen(
            [python, "-c", SCRIPT, str(data), str(bin_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            env=environment,
            **popen,
        )

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the child ended without an answer"
        return dict(json.loads(line))

    def leave(self) -> None:
        """Tell it to stop using the server, and wait until it has ended."""
        if self.process.poll() is None:
            self.process.communicate("leave\n", timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)
