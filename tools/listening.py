"""Where `./dev run` listens, and under which address people find it."""

import os
import re
import socket
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.settings import ROOT
from tools.words import Refusal

THIS_MACHINE = "127.0.0.1"
EVERYWHERE = ("", "0.0.0.0", "::")
FIRST_PORT = 8501
PORTS_TO_TRY = 100


@dataclass(frozen=True)
class Listening:
    port: int
    # As it is in force, and whether Streamlit has to be told.
    address: str
    to_tell: bool

    @classmethod
    def chosen(cls, address: str | None, port: int | None) -> "Listening":
        told = chosen_address(address)
        in_force = told or streamlit_option("address")
        return cls(chosen_port(port, in_force), in_force, told is not None)

    @property
    def options(self) -> list[str]:
        return ["--server.port", str(self.port), *(["--server.address", self.address] if self.to_tell else [])]

    @property
    def url(self) -> str:
        return self._at(host_of(self.address))

    @property
    def url_in_the_network(self) -> str | None:
        host = host_in_the_network(self.address)
        return self._at(host) if host else None

    def _at(self, host: str) -> str:
        base = streamlit_option("baseUrlPath").strip("/")
        return f"http://{host}:{self.port}" + (f"/{base}" if base else "")


def chosen_address(wanted: str | None) -> str | None:
    """What to tell Streamlit; None where it is told already."""
    if wanted is None:
        return None if streamlit_option("address") else THIS_MACHINE
    if not can_listen(wanted, 0):
        raise Refusal(
            f"--address {wanted} is no address of this machine: leave it out to be found on this machine alone, "
            "or give 0.0.0.0 to be found in its network.",
            2,
        )
    return wanted


def streamlit_option(name: str) -> str:
    """An option of Streamlit's server, looked up in the order in which Streamlit does."""
    variable = "STREAMLIT_SERVER_" + re.sub("([A-Z])", r"_\1", name).upper()
    if from_environment := os.environ.get(variable):
        return from_environment
    for folder in (ROOT, Path(os.path.expanduser("~"))):
        try:
            found: dict[str, Any] = tomllib.loads((folder / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
            value = found.get("server", {}).get(name)
        except (OSError, ValueError, AttributeError):
            # Streamlit itself says what is wrong with the file.
            continue
        if value:
            return str(value)
    return ""


def chosen_port(wanted: int | None, address: str = THIS_MACHINE) -> int:
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise Refusal(f"--port {wanted} is no port: choose one between 1 and 65535.", 2)
        if not is_free(wanted, address):
            raise Refusal(f"Port {wanted} is taken or not allowed: choose another with --port, or leave --port out.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if is_free(port, address):
            return port
    raise Refusal(f"The ports {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} are all taken: choose one with --port.")


def is_free(port: int, address: str = THIS_MACHINE) -> bool:
    # Some systems let two programs listen, one on every address and one on this machine's own; and a browser that is
    # told "localhost" may ask either of its two.
    return not any(_answers(host, port) for host in ("127.0.0.1", "::1")) and can_listen(address, port)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def can_listen(address: str, port: int) -> bool:
    try:
        family, _, _, _, place = socket.getaddrinfo(
            address or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
    except (OSError, UnicodeError):
        return False
    return True


def host_of(address: str) -> str:
    """What stands in the address bar of this machine's own browser."""
    if address in (*EVERYWHERE, THIS_MACHINE, "localhost"):
        return "localhost" if _localhost_is_here() else THIS_MACHINE
    return f"[{address}]" if ":" in address else address


def _localhost_is_here() -> bool:
    try:
        found = socket.getaddrinfo("localhost", None, family=socket.AF_INET, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(place[0] == THIS_MACHINE for *_, place in found)


def host_in_the_network(address: str) -> str | None:
    """Under which number other devices find this machine, when it listens for them."""
    if address not in EVERYWHERE:
        return None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        try:
            # Nothing is sent: the system only chooses the address it would send from.
            asker.connect(("192.0.2.1", 9))
            number = str(asker.getsockname()[0])
        except OSError:
            return None
    return None if number.startswith("127.") else number
