"""What `./dev` can do. Runs inside `.venv`, where tools/bootstrap.py hands over."""

import difflib
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Run as a file, Python would look for modules beside it and not in the project.
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

USAGE = """\
./dev run [--port N] [--address ADDRESS] [--fresh [--yes]] [--no-demo]
                          open the app, for this machine alone unless --address says more (0.0.0.0: for a phone in the
                          same network); --fresh deletes what was entered first, after asking
./dev test [unit|db|contract|app|browser] [arguments of pytest]
                          all tests with lint and types, or one kind of tests
./dev lint                ruff and mypy
./dev bench [arguments]   measure
./dev shots [FOLDER]      photograph every page into FOLDER (shots), with the demo people; --data: of that folder
./dev migrate [--url URL] bring a database up to date: the one in the settings, or the one behind URL
./dev db                  ask the database by hand, with owner rights
./dev db url              print its address, starting it if need be; it stays up
./dev db stop             stop the embedded database, unless an app uses it
./dev backup FILE [--force] [--url URL]
                          save everything that people entered; the app may run meanwhile
./dev restore FILE [--fresh [--yes]] [--url URL]
                          bring it back into an empty installation; --fresh replaces what is there, after asking
./dev import-usda FILE.zip [--url URL]
                          add the foods of USDA FoodData Central, out of its download as CSV, for everybody
./dev tier EMAIL premium|free
./dev reset-password EMAIL
./dev help

--data DIR                with any of these but test, bench and lint: the data folder, where it is not the usual one"""


def main(arguments: list[str]) -> int:
    from tools.arguments import folder_named, split
    from tools.words import Refusal

    code = answered(arguments)
    if code is not None:
        return code
    command, rest, data = split(arguments)
    try:
        if data is not None:
            folder = folder_named(data)
            use_data(folder)
            rest = ["--data", str(folder), *rest]
        return COMMANDS[command](rest)
    except Refusal as error:
        print(error, file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def answered(arguments: list[str]) -> int | None:
    """The exit code where the answer is a help text or a refusal, which nothing has to be installed for."""
    from tools.arguments import check, split
    from tools.words import Refusal

    try:
        command, rest, _ = split(arguments)
        if command in ("help", "-h", "--help"):
            print(USAGE)
            return 0
        if command not in COMMANDS:
            near = difflib.get_close_matches(command.lower(), [*COMMANDS, "help"], n=1)
            hint = f"; did you mean ./dev {near[0]}?" if near else "."
            raise Refusal(f"./dev does not know {command}{hint}\n\n{USAGE}", 2)
        check(command, rest)
    except Refusal as error:
        print(error, file=sys.stderr)
        return error.code
    except SystemExit as shown:
        return int(shown.code or 0)
    return None


def use_data(data: Path) -> None:
    """For everything that follows, the processes that it starts too."""
    from tools.running import settings_or_refuse
    from tools.words import Refusal

    os.environ["WELLSPRING_DATA"] = str(data)
    mode = settings_or_refuse(warn=False).mode
    if mode != "embedded":
        raise Refusal(
            f"--data names a folder of the embedded database, and the settings choose the {mode} mode: "
            "leave --data out, or take that setting away."
        )


def run(arguments: list[str]) -> int:
    from tools import running

    return running.run(arguments)


def test(arguments: list[str]) -> int:
    from tools import testing

    return testing.test(arguments)


def lint(arguments: list[str]) -> int:
    from tools import testing

    return testing.lint()


def bench(arguments: list[str]) -> int:
    from tools.words import follow

    return follow([sys.executable, "-m", "bench", *arguments], ROOT)


def shots(arguments: list[str]) -> int:
    from tools import arguments as declared
    from tools import browser
    from tools.words import parse

    given = parse("shots", arguments, declared.shots)
    browser.find_or_install()
    from tools import shots as photographer

    # Without --data it keeps away from what people entered.
    photographer.main(given.folder, given.data)
    return 0


def migrate(arguments: list[str]) -> int:
    from tools import database

    return database.migrate(arguments)


def db(arguments: list[str]) -> int:
    from tools import database

    return database.db(arguments)


def backup(arguments: list[str]) -> int:
    from tools import backup

    return backup.backup(arguments)


def restore(arguments: list[str]) -> int:
    from tools import backup

    return backup.restore(arguments)


def import_usda(arguments: list[str]) -> int:
    from tools import usda

    return usda.import_usda(arguments)


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
    "backup": backup,
    "restore": restore,
    "import-usda": import_usda,
    "tier": tier,
    "reset-password": reset_password,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
