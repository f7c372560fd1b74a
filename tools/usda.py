"""`./dev import-usda`: all of USDA FoodData Central that is not a brand's, for whoever searches for foods here."""

from collections.abc import Sequence
from typing import Any

import psycopg

from tools import arguments as declared
from tools.database import owned
from tools.usda_foods import Reading, read
from tools.usda_write import NoFoods, Written, as_owner, known_numbers, write
from tools.usda_zip import opened
from tools.words import Refusal, note, parse

FOODS_A_NEWS = 2500


def import_usda(arguments: list[str]) -> int:
    given = parse("import-usda", arguments, declared.import_usda)
    with opened(given.file.expanduser().absolute()) as download:
        reading = read(download)
    if not reading.foods:
        raise Refusal(f"{given.file} holds no foods of SR Legacy, Foundation or FNDDS, so nothing was written.")
    with owned(given.url) as database:
        written, doubles = _write(database.url, reading)
    _say(reading, written, doubles)
    return 0


def _write(url: str, reading: Reading) -> tuple[Written, int]:
    written = Written()
    try:
        with as_owner(url) as connection:
            known = known_numbers(connection)
            rows = [row for row in reading.rows() if row["fdc_id"] not in known]
            _write_rows(connection, rows, written)
    except NoFoods:
        raise Refusal("This database holds nothing of Wellspring yet: run ./dev migrate on it first.") from None
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refusal(
            "This database user may not write foods that everybody shares: use an administrator's address, "
            "the one that DATABASE_URL holds."
        ) from error
    return written, len(reading.foods) - len(rows)


def _write_rows(connection: psycopg.Connection[Any], rows: Sequence[dict[str, Any]], written: Written) -> None:
    try:
        for so_far in write(connection, rows, written):
            if so_far.rows % FOODS_A_NEWS == 0:
                note(f"Wrote {so_far.rows:,} of {len(rows):,} foods.")
    except psycopg.Error as error:
        why = (error.diag.message_primary or str(error)).strip().splitlines()[0].rstrip(".")
        if isinstance(error, psycopg.errors.DiskFull):
            why = "the disk of the database is full; make room first"
        raise Refusal(
            f"After {written.rows:,} of {len(rows):,} foods it did not go on ({why}). "
            "What was written stays; the same command again writes the rest."
        ) from error


def _say(reading: Reading, written: Written, doubles: int) -> None:
    print(f"{written.new:,} foods are new, {written.changed:,} were changed, {written.unchanged:,} were there already.")
    if doubles:
        note(f"Left out {doubles:,} that Wellspring has under a shorter name.")
    if reading.unknown:
        note(f"{reading.unknown:,} figures are outside what 100 g can hold: they count as unknown.")
    if reading.without_name:
        note(f"Left out {reading.without_name:,} without a name or a number.")
