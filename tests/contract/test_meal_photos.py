"""Photos of meals and what is learnt from them, from the first save to the last trace, through each adapter."""

import base64
import uuid

import psycopg
import pytest

from lib.diary import entries, photos
from lib.gateway.port import Backend, GatewayError, Person

JPEG = b"\xff\xd8 a picture \xff\xd9"
HASH = "ab" * 32
LOOK = base64.b64encode(b"a look of it").decode()
RICE = {
    "food_name": "Rice of ours",
    "grams": 150,
    "kcal": 190,
    "named_by": "detector",
    "kcal_low": 150,
    "kcal_high": 240,
}
BEANS = {"food_name": "Beans of ours", "grams": 80, "kcal": 90, "named_by": "gemini"}


@pytest.fixture
def backend(me):
    return Backend(Person(me.id, "me@wellspring.example"), me.gateway, me.photos)


@pytest.fixture
def other(side):
    found = side.somebody()
    return Backend(Person(found.id, "other@wellspring.example"), found.gateway, found.photos)


def learnt(name, whole=True, **more):
    return {"food_name": name, "whole": whole, "looks_by": "m1", "look": LOOK, **more}


def meal(*photo_ids, **row):
    return {
        "kind": "meal",
        "row": {
            "logged_at": "2026-03-10T19:30:00+01:00", "time_zone": "Europe/Berlin", "meal_type": "dinner",
            "made_by": "photo", "client_key": str(uuid.uuid4()), **row,
        },
        "items": [RICE, BEANS],
        "photos": [photos.row(photo_id, (640, 480), HASH, b"small", "yolo26n", 120) for photo_id in photo_ids],
        "learnt": [learnt("Rice of ours"), learnt("Beans of ours"), learnt("Rice of ours", whole=False)],
    }  # fmt: skip


def logged(backend, *photo_ids, **row):
    (saved,), stored = photos.save(backend, [meal(*photo_ids, **row)], dict.fromkeys(photo_ids, JPEG))
    assert stored
    return saved["row"]["id"]


def new_id():
    return str(uuid.uuid4())


def take(backend, meal_id):
    return entries.take(backend, [{"kind": "meal", "id": meal_id}])


def help_with(backend, looks_by="m1", foods=(), drinks=()):
    args = {"p_foods": list(foods), "p_drinks": list(drinks), "p_looks_by": looks_by, "p_hashes": [HASH]}
    return backend.gateway.rpc("photo_help", args)


def test_a_meal_is_saved_with_its_photos_and_what_was_learnt(backend):
    first, second = new_id(), new_id()

    meal_id = logged(backend, first, second)

    found = backend.gateway.rpc("whole_meal", {"p_id": meal_id})
    assert [(p["id"], p["position"], p["model"], p["took_ms"]) for p in found["photos"]] == [
        (first, 1, "yolo26n", 120), (second, 2, "yolo26n", 120),
    ]  # fmt: skip
    assert all(p["stored_at"] and p["thumbnail"] == base64.b64encode(b"small").decode() for p in found["photos"])
    assert sorted((one["food_name"], one["whole"]) for one in found["learnt"]) == [
        ("Beans of ours", True), ("Rice of ours", False), ("Rice of ours", True),
    ]  # fmt: skip
    assert [i["named_by"] for i in found["items"]] == ["detector", "gemini"]
    assert photos.fetch(backend, first) == photos.fetch(backend, second) == JPEG


def test_the_same_save_again_writes_nothing_twice(backend):
    photo, draft = new_id(), None
    draft = meal(photo)

    for _ in range(2):
        photos.save(backend, [draft], {photo: JPEG})

    assert len(backend.gateway.select("meal_photos")) == 1
    assert len(backend.gateway.select("learnt_foods")) == 3


def test_what_was_learnt_helps_with_the_next_photo(backend):
    meal_id = logged(backend, new_id())

    found = help_with(backend)

    assert sorted((k["food_name"], k["whole"], k["grams"], k["meal_type"]) for k in found["learnt"]) == [
        ("Beans of ours", True, 80.0, "dinner"),
        ("Rice of ours", False, 150.0, "dinner"),
        ("Rice of ours", True, 150.0, "dinner"),
    ]
    assert {k["hour"] for k in found["learnt"]} == {19.5}
    assert [(s["meal_id"], s["local_date"]) for s in found["same"]] == [(meal_id, "2026-03-10")]
    assert (found["quota"]["limit"], found["quota"]["left"]) == (3, 3)
    assert help_with(backend, "m2")["learnt"] == []


def test_foods_come_with_the_usual_weight(backend):
    food = backend.gateway.select("foods", eq={"slug": "banana"})[0]
    for grams in (100, 120, 300):
        draft = meal()
        draft["items"] = [{"food_id": food["id"], "food_name": "Banana", "grams": grams}]
        draft["learnt"] = []
        photos.save(backend, [draft], {})

    found = help_with(backend, foods=[food["id"]], drinks=["coffee"])

    assert [(f["slug"], f["kind"], f["usual_grams"]) for f in found["foods"]] == [("banana", "food", 120.0)]
    assert [(d["id"], d["kind"], d["portions"][0]["grams"]) for d in found["drinks"]] == [("coffee", "drink", 240.0)]


def test_using_the_quota_shows_in_what_is_left(backend):
    backend.gateway.rpc("use_quota", {"p_feature": "photo_analysis"})

    assert help_with(backend)["quota"]["left"] == 2


def test_deleting_a_meal_removes_photo_thumbnail_and_what_was_learnt(backend):
    photo = new_id()
    meal_id = logged(backend, photo)

    take(backend, meal_id)
    (left,) = backend.gateway.select("meal_photos")
    photos.tidy(backend)

    assert (left["meal_id"], left["thumbnail"]) == (None, None)
    assert backend.gateway.select("learnt_foods") == []
    assert photos.fetch(backend, photo) is None
    assert backend.gateway.select("meal_photos") == []


def test_a_deleted_meal_comes_back_with_its_photo(backend):
    meal_id = logged(backend, new_id())
    taken = take(backend, meal_id)
    pictures, _ = photos.lift(backend, taken)
    photos.tidy(backend)

    photos.save(backend, taken, pictures)

    found = backend.gateway.rpc("whole_meal", {"p_id": meal_id})
    assert [photos.fetch(backend, p["id"]) for p in found["photos"]] == [JPEG]
    assert len(found["learnt"]) == 3


def test_a_food_taken_out_of_its_meal_is_unlearnt(backend):
    meal_id = logged(backend, new_id())

    entries.change(backend, "meal", meal_id, {"note": "no beans after all"}, [RICE])

    assert {one["food_name"] for one in backend.gateway.select("learnt_foods")} == {"Rice of ours"}


def test_another_amount_unlearns_nothing(backend):
    meal_id = logged(backend, new_id())

    entries.change(backend, "meal", meal_id, {"title": "Dinner"}, [RICE | {"grams": 300}, BEANS])

    assert len(backend.gateway.select("learnt_foods")) == 3
    assert {k["grams"] for k in help_with(backend)["learnt"]} == {300.0, 80.0}


def test_a_change_may_say_anew_what_was_learnt(backend):
    meal_id = logged(backend, new_id())
    change = {"kind": "meal", "change": True, "row": {"id": meal_id, "note": "x"}, "items": [RICE],
              "learnt": [learnt("Rice of ours")]}  # fmt: skip

    entries.save(backend, [change])

    assert len(backend.gateway.select("learnt_foods")) == 1


def test_a_photo_that_cannot_be_stored_leaves_the_meal(backend, monkeypatch):
    photo = new_id()

    def fail(*_):
        raise GatewayError("08006", "away")

    with monkeypatch.context() as broken:
        broken.setattr(backend.photos, "put", fail)
        (saved,), stored = photos.save(backend, [meal(photo)], {photo: JPEG})
    photos.tidy(backend)

    assert not stored
    assert backend.gateway.rpc("whole_meal", {"p_id": saved["row"]["id"]})["photos"] == []
    assert backend.gateway.select("meal_photos") == []


def test_a_photo_of_a_meal_that_is_gone_by_then_is_not_left_behind(backend):
    photo = new_id()
    draft = meal(photo)
    (saved,) = entries.save(backend, [draft])
    take(backend, saved["row"]["id"])
    photos.tidy(backend)

    photos.save(backend, [], {photo: JPEG})

    assert photos.fetch(backend, photo) is None


@pytest.mark.parametrize(("keep", "days", "left"), [
    ("always", 400, True), ("90 days", 89, True), ("90 days", 91, False), ("never", 0, False),
])  # fmt: skip
def test_photos_are_kept_as_long_as_the_person_wants(backend, local, keep, days, left):
    photo = new_id()
    logged(backend, photo)
    with psycopg.connect(local.urls.admin, autocommit=True) as admin:
        admin.execute(
            "update public.meal_photos set created_at = now() - %s * interval '1 day' where id = %s", (days, photo)
        )
    backend.gateway.update("profiles", {"keep_photos": keep}, eq={"user_id": backend.person.id})

    photos.tidy(backend)

    assert (photos.fetch(backend, photo) is not None) is left
    assert len(backend.gateway.select("learnt_foods")) == 3


def test_meals_with_photos_are_found_by_food_energy_and_day(backend):
    ours = logged(backend, new_id())
    logged(backend, logged_at="2026-03-11T08:00:00+01:00")

    def found(**filters):
        rows = backend.gateway.rpc("photo_meals", {f"p_{name}": value for name, value in filters.items()})
        return [(row["id"], row["photos"], len(row["items"])) for row in rows]

    assert found() == [(ours, 1, 2)]
    assert found(text="beans") == found(low=280, high=280) == found(**{"from": "2026-03-10", "to": "2026-03-10"})
    assert found(text="b_ans") == found(low=281) == found(high=279) == found(**{"from": "2026-03-11"}) == []


def test_nobody_else_sees_or_changes_any_of_it(backend, other):
    photo = new_id()
    meal_id = logged(backend, photo)
    theirs = Backend(Person(backend.person.id, ""), other.gateway, other.photos)

    assert other.gateway.rpc("whole_meal", {"p_id": meal_id}) is None
    assert other.gateway.rpc("photo_meals", {}) == []
    assert help_with(other)["learnt"] == help_with(other)["same"] == []
    assert other.gateway.select("meal_photos") == other.gateway.select("learnt_foods") == []
    assert other.gateway.update("meal_photos", {"meal_id": None}, eq={"id": photo}) == []
    assert take(other, meal_id) == []
    assert photos.fetch(theirs, photo) is None
    photos.tidy(theirs)
    assert photos.fetch(backend, photo) == JPEG


def test_nobody_hangs_a_photo_on_somebody_elses_meal(backend, other):
    meal_id = logged(backend, new_id())

    for row in (
        {"meal_id": meal_id, "width": 1, "height": 1, "sha256": HASH},
        {"meal_id": meal_id, "width": 1, "height": 1, "sha256": HASH, "user_id": backend.person.id},
    ):
        with pytest.raises(GatewayError):
            other.gateway.insert("meal_photos", row)
    with pytest.raises(GatewayError):
        other.gateway.insert("learnt_foods", {"meal_id": meal_id, **learnt("x")})

    assert len(backend.gateway.rpc("whole_meal", {"p_id": meal_id})["photos"]) == 1


@pytest.mark.parametrize("bad", [
    {"sha256": "short"}, {"thumbnail": "A" * 40001}, {"thumbnail": "<svg>"}, {"width": 0}, {"took_ms": -1},
])  # fmt: skip
def test_a_photo_outside_its_bounds_is_refused_with_its_meal(backend, bad):
    draft = meal(new_id())
    draft["photos"][0] |= bad

    with pytest.raises(GatewayError):
        entries.save(backend, [draft])

    assert backend.gateway.select("meals") == []


def test_an_undo_brings_back_no_photo_that_is_not_to_be_kept_any_more(backend):
    meal_id = logged(backend, new_id())
    taken = take(backend, meal_id)
    pictures, _ = photos.lift(backend, taken)
    backend.gateway.update("profiles", {"keep_photos": "never"}, eq={"user_id": backend.person.id})
    photos.tidy(backend)

    photos.save(backend, taken, pictures)

    found = backend.gateway.rpc("whole_meal", {"p_id": meal_id})
    assert (found["photos"], len(found["learnt"])) == ([], 3)
    assert [photos.fetch(backend, photo_id) for photo_id in pictures] == [None]


def test_a_photo_that_is_being_brought_back_is_not_tidied_away_for_its_age(backend, local, monkeypatch):
    meal_id = logged(backend, new_id())
    with psycopg.connect(local.urls.admin, autocommit=True) as admin:
        admin.execute("update public.meal_photos set created_at = now() - interval '3 days'")
    taken = take(backend, meal_id)
    pictures, _ = photos.lift(backend, taken)
    put = backend.photos.put

    def tidied_meanwhile(*given):
        photos.tidy(backend)
        put(*given)

    monkeypatch.setattr(backend.photos, "put", tidied_meanwhile)
    photos.save(backend, taken, pictures)

    (photo,) = backend.gateway.rpc("whole_meal", {"p_id": meal_id})["photos"]
    assert photos.fetch(backend, photo["id"]) == JPEG


def test_an_undo_says_when_it_will_bring_back_no_photo(backend, monkeypatch):
    taken = take(backend, logged(backend, new_id()))

    def fail(*_):
        raise GatewayError("08006", "away")

    monkeypatch.setattr(backend.photos, "get", fail)

    assert photos.lift(backend, taken) == ({}, False)


def test_a_change_returns_what_was_learnt_before_it(backend):
    meal_id = logged(backend, new_id())

    saved = entries.change(backend, "meal", meal_id, {"note": "less"}, [RICE])
    back = {name: saved["before"][name] for name in ("items", "learnt")}
    entries.change(backend, "meal", meal_id, {"note": None}, back["items"], back["learnt"])

    assert len(back["learnt"]) == 3
    assert sorted(one["food_name"] for one in backend.gateway.select("learnt_foods")) == [
        "Beans of ours", "Rice of ours", "Rice of ours",
    ]  # fmt: skip
