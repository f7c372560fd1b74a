"""Which words each command of `./dev` takes. Needs nothing installed, so that a slip is answered at once."""

from collections.abc import Callable
from pathlib import Path

from tools.words import WITHOUT_DATA, Parser, Refusal, parse


def split(arguments: list[str]) -> tuple[str, list[str], str | None]:
    """The command, its words, and the folder that --data names before or after them."""
    data, left = None, list(arguments)
    while left and _is_data(left[0]):
        data, left = _taken(left)
    command, rest = (left[0], left[1:]) if left else ("help", [])
    if command in WITHOUT_DATA:
        if data is not None:
            raise Refusal(f"./dev {command} uses no data folder: leave --data out.", 2)
        return command, rest, None
    words = []
    while rest:
        if _is_data(rest[0]):
            data, rest = _taken(rest)
        else:
            words.append(rest.pop(0))
    return command, words, data


def _is_data(word: str) -> bool:
    return word == "--data" or word.startswith("--data=")


def _taken(words: list[str]) -> tuple[str, list[str]]:
    _, equals, folder = words[0].partition("=")
    rest = words[1:]
    if not equals and rest:
        folder, rest = rest[0], rest[1:]
    if not folder.strip() or (not equals and folder.startswith("-")):
        raise Refusal("--data needs a folder: --data DIR.", 2)
    return folder, rest


def folder_named(data: str) -> Path:
    # Relative to where the person is, not to where the project is.
    try:
        return Path(data).expanduser().absolute()
    except RuntimeError:
        raise Refusal(f"--data {data} names somebody who is not on this machine: give the full path.", 2) from None


def run(parser: Parser) -> None:
    parser.add_argument("--port", type=int, metavar="N", help="default: the first free one from 8501 on")
    parser.add_argument(
        "--address", metavar="ADDRESS", help="default: this machine alone; 0.0.0.0 for a phone in the same network"
    )
    parser.add_argument("--fresh", action="store_true", help="delete what was entered first, after asking")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--no-demo", action="store_true", help="without the people anybody may try the app as")


def shots(parser: Parser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path("shots"), metavar="FOLDER")


def url(parser: Parser) -> None:
    parser.add_argument("--url", metavar="URL")


def db(parser: Parser) -> None:
    parser.add_argument("what", nargs="?", choices=("url", "stop"))


def email(parser: Parser) -> None:
    parser.add_argument("email", metavar="EMAIL")


def tier(parser: Parser) -> None:
    email(parser)
    parser.add_argument("tier", type=str.lower, choices=("premium", "free"), metavar="premium|free")
    url(parser)


def backup(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace FILE if it exists")
    url(parser)


def restore(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--fresh", action="store_true", help="replace what was entered, after asking")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    url(parser)


def import_usda(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    url(parser)


def nothing(parser: Parser) -> None:
    pass


DECLARED: dict[str, Callable[[Parser], None]] = {
    "run": run,
    "lint": nothing,
    "shots": shots,
    "migrate": url,
    "db": db,
    "backup": backup,
    "restore": restore,
    "import-usda": import_usda,
    "tier": tier,
    "reset-password": email,
}


def check(command: str, words: list[str]) -> None:
    """Refuses what the command would refuse, and shows its help."""
    if command in DECLARED:
        parse(command, words, DECLARED[command])
    elif command == "test":
        from tools import testing

        testing.kind_of(words)
