"""How `./dev` reads its arguments and says no."""

import argparse
import difflib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

# They use no data folder; what follows `test` and `bench` goes on to pytest and to the benches.
WITHOUT_DATA = ("test", "bench", "lint")


class Refusal(Exception):
    """Why a command did not do its work, as one sentence."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{message[:1].upper()}{message[1:]}.\n{self.format_usage().strip()}", 2)


def parse(command: str, arguments: list[str], declare: Callable[[Parser], object]) -> argparse.Namespace:
    parser = Parser(prog=f"./dev {command}", allow_abbrev=False)
    declare(parser)
    if command not in WITHOUT_DATA:
        parser.add_argument(
            "--data", type=Path, metavar="DIR", help="the data folder; default: the one in the settings"
        )
    known, unknown = parser.parse_known_args(arguments)
    if unknown:
        near = difflib.get_close_matches(unknown[0], list(parser._option_string_actions), n=1)
        hint = f"; did you mean {near[0]}?" if near else "."
        raise Refusal(f"./dev {command} does not know {unknown[0]}{hint}\n{parser.format_usage().strip()}", 2)
    return known


def follow(command: list[str], folder: Path) -> int:
    """Runs a command to its end; who ends this one ends that one."""
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)})
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda given, frame: process.send_signal(given))
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            # The terminal gave Ctrl-C to both; the other one is tidying up.
            continue


def note(sentence: str) -> None:
    """What is going on; standard output is for answers."""
    print(sentence, file=sys.stderr, flush=True)
