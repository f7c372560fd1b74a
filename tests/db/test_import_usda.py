"""`./dev import-usda`: the foods of USDA for everybody, twice without doubles, and what was written stays."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lib.gateway import embedded, reference
from lib.gateway.direct import Direct, open_database
from tests.support import database as databases
from tests.support import usda
from tests.support.database import Urls
from tests.support.people import add_account
from tools import commands, usda_write
from tools.usda import import_usda
from tools.words import Refusal


@pytest.fixture(scope="module")
def foods_database(server: embedded.Server) -> Iterator[Urls]:
    """Of this module's own: other tests count on what a search finds."""
    urls = databases.migrated_database(server)
    yield urls
    databases.drop_database(server, urls)


@pytest.fixture
def urls(foods_database: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Urls]:
    monkeypatch.setenv("WELLSPRING_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WELLSPRING_DEMO", "0")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield foods_database
    with psycopg.connect(foods_database.admin, autocommit=True) as connection:
        connection.execute("delete from public.foods where slug like 'fdc:%'")


def rows(urls: Urls) -> list[dict[str, Any]]:
    with psycopg.connect(urls.admin) as connection:
        found = connection.execute(
            "select to_jsonb(f) || jsonb_build_object('version', f.xmin) from public.foods f where slug like 'fdc:%' "
            "order by slug"
        ).fetchall()
    return [row for (row,) in found]


def test_foods_of_usda_are_everybodys_and_found(urls: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = import_usda([str(usda.make(tmp_path / "usda.zip")), "--url", urls.admin])

    said = capsys.readouterr()
    assert code == 0
    assert "3 foods are new, 0 were changed, 0 were there already." in said.out
    assert "Left out 1 that Wellspring has" in said.err
    assert "1 figures are outside" in said.err
    zebu, quandong, yakitori = rows(urls)
    assert (zebu["slug"], zebu["user_id"], zebu["fdc_id"]) == ("fdc:900001", None, "900001")
    assert zebu["id"] == reference.food_id("fdc:900001")
    assert (zebu["kcal"], zebu["source"], zebu["category"]) == (250.4, "USDA SR Legacy 900001", "meat and poultry")
    assert quandong["portions"] == [{"label": "cherry", "grams": 4.8}, {"label": "cup, chopped", "grams": 150}]
    assert yakitori["portions"] == [{"label": "serving", "grams": 90}, {"label": "skewer", "grams": 45}]
    with psycopg.connect(urls.admin, autocommit=True) as admin:
        person = add_account(admin)
    database = open_database(urls.authenticator, max_size=1)
    found = Direct.person(database, person).rpc("search_foods", {"p_text": "quandong"})
    database.pool.close()
    assert found[0]["slug"] == "fdc:900002"


def test_second_time_writes_nothing_and_a_newer_download_what_changed(
    urls: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = usda.make(tmp_path / "usda.zip")
    import_usda([str(path), "--url", urls.owner])
    before = rows(urls)

    import_usda([str(path), "--url", urls.owner])
    again = rows(urls)
    renamed = [("900001", "sr_legacy_food", "Zebu, stewed", "13", ""), *usda.USUAL["food.csv"][1:]]
    import_usda([str(usda.make(path, food=renamed)), "--url", urls.owner])

    out = capsys.readouterr().out.splitlines()
    assert again == before
    assert out[1:] == [
        "0 foods are new, 0 were changed, 3 were there already.",
        "0 foods are new, 1 were changed, 2 were there already.",
    ]
    assert [row["name"] for row in rows(urls)] == ["Zebu, stewed", "Quandong, raw", "Yakitori, with sauce"]


def test_start_of_a_later_version_leaves_imported_foods_alone(urls: Urls, tmp_path: Path) -> None:
    import_usda([str(usda.make(tmp_path / "usda.zip")), "--url", urls.admin])
    before = rows(urls)

    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("delete from migrations.reference where name = 'foods'")
        changed = reference.load(owner)

    assert changed == ["foods"]
    assert rows(urls) == before


def test_what_was_written_before_a_failure_stays_and_the_rest_follows(
    urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = usda.make(tmp_path / "usda.zip")
    monkeypatch.setattr(usda_write, "BATCH", 1)
    usual, calls = reference.upsert, []

    def full_at_the_third(*given: Any) -> tuple[int, int]:
        calls.append(given)
        if len(calls) == 3:
            raise psycopg.errors.DiskFull('could not extend file "base/1/2": No space left on device')
        return usual(*given)

    monkeypatch.setattr(reference, "upsert", full_at_the_third)

    with pytest.raises(Refusal, match=r"After 2 of 3 foods .*disk of the database is full.*stays"):
        import_usda([str(path), "--url", urls.admin])
    kept = [row["fdc_id"] for row in rows(urls)]
    import_usda([str(path), "--url", urls.admin])

    assert kept == ["900001", "900002"]
    assert [row["fdc_id"] for row in rows(urls)] == ["900001", "900002", "900003"]


def test_login_that_may_not_is_refused_with_a_sentence(urls: Urls, tmp_path: Path) -> None:
    path = usda.make(tmp_path / "usda.zip")

    with pytest.raises(Refusal, match="use an administrator's address"):
        import_usda([str(path), "--url", urls.authenticator])

    assert rows(urls) == []


def test_database_that_holds_nothing_yet_is_refused(urls: Urls, empty_database: Urls, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"run \./dev migrate"):
        import_usda([str(usda.make(tmp_path / "usda.zip")), "--url", empty_database.admin])


def test_unreachable_database_is_a_sentence(urls: Urls, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be reached"):
        import_usda([str(usda.make(tmp_path / "usda.zip")), "--url", "postgresql://a:b@127.0.0.1:1/x"])


def test_download_of_brands_alone_writes_nothing(urls: Urls, tmp_path: Path) -> None:
    path = usda.make(tmp_path / "usda.zip", food=[("900004", "branded_food", "ZEBU BITES", "", "")])

    with pytest.raises(Refusal, match="holds no foods of SR Legacy, Foundation or FNDDS"):
        import_usda([str(path), "--url", urls.admin])


@pytest.mark.newest_postgres
def test_embedded_database_is_started_for_it_and_stopped_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE_URL", "SUPABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WELLSPRING_DEMO", "0")
    monkeypatch.setenv("WELLSPRING_DATA", str(tmp_path / "elsewhere"))
    data = databases.scratch() / f"{tmp_path.name}-usda"
    try:
        code = commands.main(["import-usda", str(usda.make(tmp_path / "usda.zip")), "--data", str(data)])
        up = embedded.in_use(data)
    finally:
        embedded.erase(data)

    assert (code, up) == (0, False)
    assert "3 foods are new" in capsys.readouterr().out
