"""Pictures: each person's own folder, the same whether rows or a storage service hold them."""

import os
import uuid

import pytest

from lib.gateway.port import GatewayError

# Line ends, quotes and zero bytes, as they come in pictures.
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) + b"\r\n--x\r\n\r\n\0" + os.urandom(5000)


@pytest.fixture
def path(me):
    return f"{me.id}/{uuid.uuid4()}.jpg"


def test_picture_comes_back_as_it_was(me, path):
    me.photos.put(path, PICTURE)

    assert me.photos.get(path) == PICTURE


def test_picture_that_is_not_there_is_none(me, path):
    assert me.photos.get(path) is None


def test_same_name_again_replaces_the_picture(me, path):
    me.photos.put(path, PICTURE)

    me.photos.put(path, b"another")

    assert me.photos.get(path) == b"another"


def test_empty_picture_is_kept(me, path):
    me.photos.put(path, b"")

    assert me.photos.get(path) == b""


def test_deleted_pictures_are_gone(me, path):
    kept = f"{me.id}/kept.jpg"
    me.photos.put(path, PICTURE)
    me.photos.put(kept, PICTURE)

    me.photos.delete([path, f"{me.id}/never-there.jpg"])
    me.photos.delete([])

    assert me.photos.get(path) is None
    assert me.photos.get(kept) == PICTURE


def test_picture_of_another_person_is_not_there(side, me, path):
    other = side.somebody()
    me.photos.put(path, PICTURE)

    other.photos.delete([path])

    assert other.photos.get(path) is None
    assert me.photos.get(path) == PICTURE


@pytest.mark.parametrize("there", [True, False], ids=["over an existing one", "as a new one"])
def test_picture_in_another_persons_folder_is_refused(side, me, path, there):
    other = side.somebody()
    if there:
        me.photos.put(path, PICTURE)

    with pytest.raises(GatewayError) as refused:
        other.photos.put(path, b"mine")

    assert refused.value.code == "42501"
    assert me.photos.get(path) == (PICTURE if there else None)


@pytest.mark.parametrize(
    "name", ["../x.jpg", "a/../b.jpg", "/x.jpg", "x", "a//b.jpg", "é/x.jpg", "a/%2e.jpg", "a b/c.jpg", ""]
)
def test_name_that_leads_elsewhere_is_refused(me, name):
    calls = [lambda: me.photos.put(name, b"x"), lambda: me.photos.get(name), lambda: me.photos.delete([name])]

    codes = []
    for call in calls:
        with pytest.raises(GatewayError) as refused:
            call()
        codes.append(refused.value.code)

    assert codes == ["22023"] * 3


def test_picture_that_is_too_large_is_refused(me, path):
    with pytest.raises(GatewayError) as refused:
        me.photos.put(path, b"x" * (2 * 1024 * 1024 + 1))

    assert refused.value.code == "54000"
    assert me.photos.get(path) is None


def test_other_kinds_of_file_are_refused(me, path):
    with pytest.raises(GatewayError) as refused:
        me.photos.put(path, b"<svg/>", "image/svg+xml")

    assert refused.value.code == "22023"
    assert me.photos.get(path) is None
