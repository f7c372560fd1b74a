"""The figures of sql/reference in the database: loaded once, brought up to date, and never half."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lib.gateway import embedded, migrate, reference
from tests.support import database as databases
from tests.support.database import Urls
from tests.support.people import add_account

TABLES = ("metrics", "activities", "beverages", "foods")
Row = dict[str, str]


@pytest.fixture(scope="module")
def own(server: embedded.Server) -> Iterator[Urls]:
    urls = databases.migrated_database(server)
    yield urls
    databases.drop_database(server, urls)


@pytest.fixture
def owner(own: Urls) -> Iterator[psycopg.Connection[Any]]:
    """Everything that a test changes is taken back."""
    with psycopg.connect(own.owner) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(reference.REFERENCE, tmp_path / "reference"))


def edit(folder: Path, name: str, change: Callable[[list[Row]], object]) -> None:
    path = folder / f"{name}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    change(rows)
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(file.getvalue(), encoding="utf-8")


def stock(connection: psycopg.Connection[Any], table: str) -> dict[str, dict[str, Any]]:
    """Every row with the transaction that wrote it."""
    key = "slug" if table == "foods" else "id"
    query = f"select {key}, to_jsonb(t) || jsonb_build_object('written_by', t.xmin) from public.{table} t"
    return dict(connection.execute(query.encode()).fetchall())


def add_entries(connection: psycopg.Connection[Any], person: str) -> None:
    connection.execute(
        "insert into public.drinks (user_id, ml, beverage, time_zone) values (%(me)s, 330, 'beer', 'UTC')",
        {"me": person},
    )
    connection.execute(
        "with m as (insert into public.meals (user_id, meal_type, time_zone) values (%(me)s, 'lunch', 'UTC') "
        "returning id) "
        "insert into public.meal_items (user_id, meal_id, food_name, food_id) "
        "select %(me)s, m.id, 'Banana', f.id from m, public.foods f where slug = 'banana'",
        {"me": person},
    )


def test_every_row_of_the_files_is_in_its_table(owner: psycopg.Connection[Any]) -> None:
    for shelf in reference.SHELVES:
        text = (reference.REFERENCE / f"{shelf.table}.csv").read_text(encoding="utf-8")
        assert set(stock(owner, shelf.table)) == {row[shelf.key] for row in reference.rows(shelf, text)}


def test_loading_twice_changes_nothing(owner: psycopg.Connection[Any]) -> None:
    before = {table: stock(owner, table) for table in TABLES}

    same = reference.load(owner)
    owner.execute("delete from migrations.reference")
    again = reference.load(owner)

    assert (same, again) == ([], list(TABLES))
    assert {table: stock(owner, table) for table in TABLES} == before


def test_edited_figure_is_updated_and_its_row_alone(owner: psycopg.Connection[Any], folder: Path) -> None:
    before = stock(owner, "foods")
    edit(folder, "foods", lambda rows: rows[0].update(kcal="62", aliases="pomme"))

    changed = reference.load(owner, folder)

    after = stock(owner, "foods")
    slug = next(iter(row["slug"] for row in csv.DictReader((folder / "foods.csv").open(encoding="utf-8"))))
    assert changed == ["foods"]
    assert (after[slug]["kcal"], after[slug]["aliases"], after[slug]["id"]) == (62, ["pomme"], before[slug]["id"])
    assert {name for name in after if after[name] != before[name]} == {slug}
    found = owner.execute("select food_id from private.find_foods(null, 'pomme', 1)").fetchall()
    assert found == [(before[slug]["id"],)]


def test_new_row_is_added_and_a_removed_one_goes(owner: psycopg.Connection[Any], folder: Path) -> None:
    edit(folder, "foods", lambda rows: rows.append(rows.pop(0) | {"slug": "zebu", "name": "Zebu", "fdc_id": ""}))

    reference.load(owner, folder)

    after = stock(owner, "foods")
    assert after["zebu"]["id"] == reference.food_id("zebu")
    assert after["zebu"]["fdc_id"] is None
    assert len(after) == len(list(csv.DictReader((folder / "foods.csv").open(encoding="utf-8"))))


def test_removed_row_stays_while_somebodys_entries_point_at_it(
    own: Urls, owner: psycopg.Connection[Any], folder: Path
) -> None:
    with psycopg.connect(own.admin, autocommit=True) as admin:
        person = add_account(admin)
    add_entries(owner, person)
    for table, key, names in (("beverages", "id", ("beer", "cider")), ("foods", "slug", ("banana", "banana-chips"))):
        edit(folder, table, lambda rows, key=key, names=names: rows.__setitem__(slice(None), [
            row for row in rows if row[key] not in names
        ]))  # fmt: skip

    reference.load(owner, folder)

    foods, drinks = stock(owner, "foods"), stock(owner, "beverages")
    assert ("banana" in foods, "banana-chips" in foods) == (True, False)
    assert ("beer" in drinks, "cider" in drinks) == (True, False)
    (left,) = owner.execute(
        "select food_id::text, food_name from public.meal_items where user_id = %s", (person,)
    ).fetchall()
    assert left == (foods["banana"]["id"], "Banana")


def test_own_and_imported_foods_are_none_of_the_files_business(
    own: Urls, owner: psycopg.Connection[Any], folder: Path
) -> None:
    with psycopg.connect(own.admin, autocommit=True) as admin:
        person = add_account(admin)
    owner.execute("insert into public.foods (user_id, name) values (%s, 'Mine')", (person,))
    owner.execute("insert into public.foods (user_id, slug, name) values (null, 'fdc:1', 'Imported')")
    edit(folder, "foods", lambda rows: rows.pop())

    reference.load(owner, folder)

    left = owner.execute("select name from public.foods where name in ('Mine', 'Imported') order by 1").fetchall()
    assert left == [("Imported",), ("Mine",)]


def broken(text: str) -> list[tuple[str, str]]:
    head, first, *rest = text.splitlines(keepends=True)
    many = "".join(rest)
    return [
        ("", "holds no rows"),
        (head, "holds no rows"),
        (head.replace("kcal", "calories", 1) + first + many, "has no column 'kcal'"),
        (head + first.replace(",61,", ",sixty,", 1) + many, "line 2, cannot be read"),
        (head + first.rstrip("\n") + ",more\n" + many, "line 2, cannot be read"),
        (head + "only-a-slug\n" + many, "line 2, cannot be read"),
        (head + '"' + first + many, "cannot be read"),
        (head + first.replace(",61,", ",9999,", 1) + many, "could not be loaded"),
        (head + first.replace(",61,", ",nan,", 1) + many, "could not be loaded"),
        (head + first + first + many, "line 3, cannot be read: apple stands there twice"),
    ]


@pytest.mark.parametrize("number", range(10))
def test_broken_file_stops_the_start_with_one_sentence_and_changes_nothing(
    own: Urls, server: embedded.Server, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    text, said = broken((folder / "foods.csv").read_text(encoding="utf-8"))[number]
    (folder / "foods.csv").write_text(text, encoding="utf-8")
    edit(folder, "beverages", lambda rows: rows[0].update(name="Tap water"))
    usual = reference.load
    monkeypatch.setattr(reference, "load", lambda connection: usual(connection, folder))
    with psycopg.connect(own.owner) as connection:
        before = {table: stock(connection, table) for table in TABLES}

    with pytest.raises(migrate.MigrationError) as caught, databases.one_at_a_time():
        migrate.migrate_url(own.admin, databases.passwords(server))

    assert str(caught.value).startswith("foods.csv")
    assert said in str(caught.value)
    assert "Nothing of sql/reference was changed" in str(caught.value)
    assert "\n" not in str(caught.value)
    with psycopg.connect(own.owner) as connection:
        assert {table: stock(connection, table) for table in TABLES} == before


def test_file_that_is_not_there_or_not_text_is_named(owner: psycopg.Connection[Any], folder: Path) -> None:
    (folder / "metrics.csv").write_bytes(b"id,label\nx,\xff\xfe\n")
    with pytest.raises(reference.FiguresError, match=r"^metrics\.csv is not UTF-8"):
        reference.load(owner, folder)

    (folder / "metrics.csv").unlink()
    with pytest.raises(reference.FiguresError, match=r"^metrics\.csv cannot be read \(No such file"):
        reference.load(owner, folder)
