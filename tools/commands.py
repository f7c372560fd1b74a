"""What `./dev` can do. Runs inside `.venv`, where tools/bootstrap.py hands over."""

import difflib
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Run as a file, Python would look for modules beside it and not in the project.
sys.path[0] = str(ROOT)

USAGE = """\
./dev run [--port N] [--data DIR] [--fresh [--yes]] [--no-demo]
                          open the app; --fresh empties the data folder first, after asking
./dev test [unit|db|contract|app|browser] [arguments of pytest]
                          all tests with lint and types, or one kind of tests
./dev lint                ruff and mypy
./dev bench [arguments]   measure
./dev shots [FOLDER]      photograph every page into FOLDER (shots)
./dev migrate [--url URL] bring a database up to date: the one in the settings, or the one behind URL
./dev db                  ask the database by hand, with owner rights
./dev db url              print its address, starting it if need be; it stays up
./dev db stop             stop the embedded database, unless an app uses it
./dev tier EMAIL premium|free
./dev reset-password EMAIL
./dev help"""


def main(arguments: list[str]) -> int:
    from tools.words import Refusal

    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command in ("help", "-h", "--help"):
        print(USAGE)
        return 0
    if command not in COMMANDS:
        near = difflib.get_close_matches(command, [*COMMANDS, "help"], n=1)
        hint = f"; did you mean ./dev {near[0]}?" if near else "."
        print(f"./dev does not know {command}{hint}\n\n{USAGE}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[command](rest)
    except Refusal as error:
        print(error, file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def run(arguments: list[str]) -> int:
    from tools import running

    return running.run(arguments)


def test(arguments: list[str]) -> int:
    from tools import testing

    return testing.test(arguments)


def lint(arguments: list[str]) -> int:
    from tools import testing
    from tools.words import no_more

    no_more("lint", arguments)
    return testing.lint()


def bench(arguments: list[str]) -> int:
    from tools.words import follow

    return follow([sys.executable, "-m", "bench", *arguments], ROOT)


def shots(arguments: list[str]) -> int:
    from tools import browser, words

    folder = words.parse("shots", arguments, words.folder_argument).folder
    browser.find_or_install()
    from tools import shots as photographer

    photographer.main(folder)
    return 0


def migrate(arguments: list[str]) -> int:
    from tools import database

    return database.migrate(arguments)


def db(arguments: list[str]) -> int:
    from tools import database

    return database.db(arguments)


def tier(arguments: list[str]) -> int:
    from tools import database

    return database.tier(arguments)


def reset_password(arguments: list[str]) -> int:
    from tools import database

    return database.reset_password(arguments)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "shots": shots,
    "migrate": migrate,
    "db": db,
    "tier": tier,
    "reset-password": reset_password,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
