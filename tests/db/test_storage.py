"""Pictures: each person's folder is theirs, whatever a name tries."""

import secrets
import uuid

import psycopg
import pytest

from lib.gateway.direct import Database, Direct
from lib.gateway.photos import RowPhotos
from tests.db.refusals import FORBIDDEN, refused
from tests.support.people import Make, delete_account

JPEG = b"\xff\xd8\xff\xe0 picture"


def row(name: str, **more: str) -> dict[str, str]:
    return {"bucket_id": "meal-photos", "name": name, "mime_type": "image/jpeg", "content": r"\xffd8", **more}


@pytest.fixture
def me(person: Make) -> str:
    # A letter in it, so that upper case is another name.
    while True:
        user_id = person().id
        if any(c.isalpha() for c in user_id):
            return user_id


def test_a_picture_comes_back_as_it_went(person: Make, db: Database) -> None:
    me, _ = person()
    photos = RowPhotos(Direct.person(db, me, schema="storage"))

    photos.put(f"{me}/meal.jpg", JPEG)
    photos.put(f"{me}/meal.jpg", JPEG + b" again")

    assert photos.get(f"{me}/meal.jpg") == JPEG + b" again"
    photos.delete([f"{me}/meal.jpg"])
    assert photos.get(f"{me}/meal.jpg") is None


def test_a_picture_that_is_not_there_is_none(person: Make, db: Database) -> None:
    me, _ = person()

    assert RowPhotos(Direct.person(db, me, schema="storage")).get(f"{me}/nothing.jpg") is None


def test_nobody_reads_replaces_or_deletes_somebody_elses_picture(person: Make, db: Database) -> None:
    me, _ = person()
    other, _ = person()
    mine = RowPhotos(Direct.person(db, me, schema="storage"))
    others = RowPhotos(Direct.person(db, other, schema="storage"))
    mine.put(f"{me}/meal.jpg", JPEG)

    assert others.get(f"{me}/meal.jpg") is None
    with refused():
        others.put(f"{me}/meal.jpg", b"planted")
    others.delete([f"{me}/meal.jpg"])

    assert mine.get(f"{me}/meal.jpg") == JPEG


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("{other}/x.jpg", FORBIDDEN),
        ("{other}/{me}/x.jpg", FORBIDDEN),
        ("/{me}/x.jpg", FORBIDDEN),
        ("//{me}/x.jpg", FORBIDDEN),
        ("{me}", FORBIDDEN),
        ("{me}.jpg", FORBIDDEN),
        ("{me}x/x.jpg", FORBIDDEN),
        ("{start}/x.jpg", FORBIDDEN),
        ("{upper}/x.jpg", FORBIDDEN),
        ("{{{me}}}/x.jpg", FORBIDDEN),
        (" {me}/x.jpg", FORBIDDEN),
        ("{me}%2Fx.jpg", FORBIDDEN),
        (r"{me}\x.jpg", FORBIDDEN),
        ("%/x.jpg", FORBIDDEN),
        ("null/x.jpg", FORBIDDEN),
        ("/x.jpg", FORBIDDEN),
        ("x.jpg", FORBIDDEN),
        ("{me}/../{other}/x.jpg", "23514"),
        ("{me}/./x.jpg", "23514"),
        ("{me}/..", "23514"),
    ],
)
def test_a_name_outside_ones_own_folder_is_refused(me: str, person: Make, db: Database, name: str, code: str) -> None:
    tried = name.format(me=me, other=person().id, start=me[:8], upper=me.upper())
    storage = Direct.person(db, me, schema="storage")
    storage.insert("objects", row(f"{me}/own.jpg"))

    with refused(code):
        storage.insert("objects", row(tried))
    with refused(code):
        storage.update("objects", {"name": tried}, eq={"name": f"{me}/own.jpg"})


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"content": "\\x" + "00" * (2 * 1024 * 1024 + 1)}, "54000"),
        ({"mime_type": "image/svg+xml"}, "22023"),
        ({"mime_type": "text/html"}, "22023"),
        ({"bucket_id": "nowhere"}, "23503"),
    ],
)
def test_what_is_no_small_jpeg_in_its_place_is_refused(
    me: str, db: Database, more: dict[str, object], code: str
) -> None:
    with refused(code):
        Direct.person(db, me, schema="storage").insert("objects", row(f"{me}/x.jpg", **more))


def test_the_places_themselves_are_not_shown(me: str, db: Database) -> None:
    with refused():
        Direct.person(db, me, schema="storage").select("buckets")


def test_a_visitor_who_is_not_signed_in_has_no_pictures(db: Database) -> None:
    visitor = Direct(db, {"role": "anon"}, schema="storage")

    with refused():
        visitor.select("objects")
    with refused():
        visitor.insert("objects", row(f"{uuid.uuid4()}/x.jpg"))


def test_a_deleted_account_takes_its_pictures_along_and_stores_no_more(
    me: str, db: Database, admin: psycopg.Connection
) -> None:
    storage = Direct.person(db, me, schema="storage")
    storage.insert("objects", row(f"{me}/{secrets.token_hex(4)}.jpg"))

    delete_account(admin, me)

    with refused():
        storage.insert("objects", row(f"{me}/late.jpg"))
    left = admin.execute("select count(*) from storage.objects where name like %s", (f"{me}/%",)).fetchone()
    assert left == (0,)
