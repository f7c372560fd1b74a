import gc
import hashlib
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lib.vision import reading, reading_answer, reading_picture, reading_process
from lib.vision.reading import Photo, UnreadablePhoto, read_photo
from lib.vision.reading_causes import SENTENCES, Cause, Refused
from tests.support import photos

HERE = psutil.Process()
NEAR = 16

linux = pytest.mark.skipif(sys.platform != "linux", reason="macOS has not all of these limits")


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """Whatever a test does: afterwards there are no children, and no more open files than before."""
    reading_process.put_away()
    before = HERE.num_fds(), {child.pid for child in HERE.children()}

    yield

    reading_process.put_away()
    assert {child.pid for child in HERE.children()} <= before[1]
    assert HERE.num_fds() <= before[0]


@pytest.fixture
def child_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Another script in the place of the child's."""

    def use(script: str) -> None:
        (tmp_path / "child.py").write_text(f"import os, signal, sys, time\n{script}\n")
        monkeypatch.setattr(reading_process, "SCRIPT", tmp_path / "child.py")

    return use


def why_not(data: bytes) -> Cause:
    """What a child would say about bytes that it refuses."""
    said = reading_picture.answer(data)
    with pytest.raises(Refused) as caught:
        reading_answer.believed(said)
    return caught.value.cause


def seen(data: bytes) -> Image.Image:
    return Image.open(BytesIO(reading_answer.believed(reading_picture.answer(data)).jpeg))


def at(image: Image.Image, place: tuple[float, float]) -> tuple[int, ...]:
    found = image.getpixel((round(place[0] * image.width), round(place[1] * image.height)))
    assert isinstance(found, tuple)
    return tuple(int(part) for part in found)


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = NEAR) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def is_sound(photo: Photo) -> bool:
    image = Image.open(BytesIO(photo.jpeg))
    small = Image.open(BytesIO(photo.thumbnail))
    image.load()
    small.load()
    return (
        (image.format, image.mode, image.size) == ("JPEG", "RGB", photo.size)
        and max(image.size) <= 1280
        and max(small.size) <= 240
        and len(photo.jpeg) <= 2_000_000
        and len(photo.thumbnail) <= 30_000
        and photo.sha256 == hashlib.sha256(photo.jpeg).hexdigest()
    )


# What comes out of a good photo.


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_out_small_and_as_it_was(kind: str) -> None:
    photo = read_photo(photos.encoded(photos.quarters((2000, 1000)), kind))

    assert is_sound(photo)
    assert photo.size == (1280, 640)
    image = Image.open(BytesIO(photo.jpeg))
    assert is_near(at(image, (0.1, 0.1)), photos.RED)
    assert is_near(at(image, (0.9, 0.9)), photos.YELLOW)
    assert Image.open(BytesIO(photo.thumbnail)).size == (240, 120)


def test_a_small_photo_is_not_made_larger() -> None:
    assert seen(photos.jpeg((100, 60))).size == (100, 60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_to_hold_the_camera_comes_out_upright(kind: str, orientation: int) -> None:
    undone = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = photos.quarters()
    if orientation in undone:
        stored = stored.transpose(Image.Transpose(undone[orientation]))

    image = seen(photos.encoded(stored, kind, exif=photos.exif(orientation)))

    assert image.size == (320, 200)
    assert is_near(at(image, (0.1, 0.1)), photos.RED)
    assert is_near(at(image, (0.9, 0.1)), photos.GREEN)
    assert is_near(at(image, (0.1, 0.9)), photos.BLUE)
    assert is_near(at(image, (0.9, 0.9)), photos.YELLOW)


@pytest.mark.parametrize("broken", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"])
def test_broken_exif_leaves_a_photo_as_it_was_stored(broken: bytes) -> None:
    image = seen(photos.with_segment(photos.encoded(photos.quarters()), 0xE1, broken))

    assert image.size == (320, 200)
    assert is_near(at(image, (0.1, 0.1)), photos.RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_was_written_into_the_file_goes_on(kind: str) -> None:
    secret = "Seestrasse"
    options = {"exif": photos.exif(1, secret), "icc_profile": secret.encode() * 20, "xmp": secret.encode()}
    if kind == "JPEG":
        options["comment"] = secret

    said = read_photo(photos.encoded(photos.quarters(), kind, **options) + secret.encode())

    for data in (said.jpeg, said.thumbnail):
        assert secret.encode() not in data
        assert not {b"Exif", b"ICC_PROFILE", b"GPS", b"http"} & set(data.split(b"\0"))
        assert set(Image.open(BytesIO(data)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_same_picture_with_other_metadata_is_the_same() -> None:
    plain = photos.encoded(photos.quarters())
    dressed = photos.encoded(photos.quarters(), exif=photos.exif(1, "Seestrasse"), comment="lunch") + b"more"

    assert read_photo(plain) == read_photo(dressed)
    assert read_photo(plain).sha256 != read_photo(photos.jpeg()).sha256


def test_noise_is_made_to_fit() -> None:
    photo = read_photo(photos.encoded(photos.noise(1, (1280, 1280)), "PNG", compress_level=0))

    assert is_sound(photo)
    assert photo.size == (1280, 1280)


def test_the_first_picture_of_several_is_taken() -> None:
    first, second = photos.quarters(), Image.new("RGB", (320, 200), "black")
    several = photos.encoded(first, "MPO", save_all=True, append_images=[second])

    image = seen(several)

    assert Image.open(BytesIO(several)).format == "MPO"
    assert is_near(at(image, (0.1, 0.1)), photos.RED)


def test_a_motion_photo_is_its_still() -> None:
    film = struct.pack(">I", 24) + b"ftypmp42" + b"\0" * 12 + b"\xff\xd8\xff\xda" * 50

    assert seen(photos.jpeg((320, 200)) + film).size == (320, 200)


# Colours.


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGBA", (64, 64), (0, 0, 0, 0)),
        Image.new("LA", (64, 64), (0, 0)),
        Image.new("LA", (2000, 64 * 2), (0, 0)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white(image: Image.Image, kind: str) -> None:
    assert is_near(at(seen(photos.encoded(image, kind)), (0.5, 0.5)), (255, 255, 255))


@pytest.mark.parametrize(
    ("mode", "colour", "transparency"),
    [("P", 3, 3), ("P", 3, b"\xff\xff\xff\x00"), ("L", 9, 9), ("RGB", (1, 2, 3), (1, 2, 3)), ("1", 0, 0)],
)
def test_a_colour_that_stands_for_nothing_becomes_white(mode: str, colour: int, transparency: object) -> None:
    image = Image.new(mode, (64, 64), colour)
    if mode == "P":
        image.putpalette([0, 0, 0] * 256)

    found = seen(photos.encoded(image, "PNG", transparency=transparency))

    assert is_near(at(found, (0.5, 0.5)), (255, 255, 255))


@pytest.mark.parametrize("size", [(33, 35), (100, 60), (101, 203)])
@pytest.mark.parametrize(("depth", "colours"), [(1, 0), (2, 0), (4, 0), (16, 0), (8, 2), (16, 2), (8, 4), (16, 6)])
def test_every_depth_of_png_is_read(size: photos.Size, depth: int, colours: int) -> None:
    bits = depth * {0: 1, 2: 3, 4: 2, 6: 4}[colours]
    rows = (b"\0" + b"\xff" * ((size[0] * bits + 7) // 8)) * size[1]

    found = seen(photos.png_of(*size, rows, depth, colours))

    assert found.size == size
    assert is_near(at(found, (0.5, 0.5)), (255, 255, 255))
    assert why_not(photos.png_of(*size, rows[:-1], depth, colours)) == Cause.UNTRUE


@pytest.mark.parametrize("size", [(32, 32), (33, 35), (101, 203)])
def test_an_interlaced_png_is_read(size: photos.Size) -> None:
    """Each of its seven passes has rows of its own."""
    width, height = size
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b"".join(
        b"\0" + bytes(photos.BLUE) * len(range(x, width, wide))
        for x, y, wide, high in passes
        for _ in range(y, height, high)
    )

    found = seen(photos.png_of(*size, rows, interlaced=1))

    assert is_near(at(found, (0.5, 0.5)), photos.BLUE)
    assert why_not(photos.png_of(*size, rows[:-1], interlaced=1)) == Cause.UNTRUE


def test_half_transparent_is_half_white() -> None:
    data = photos.encoded(Image.new("RGBA", (64, 64), (200, 0, 0, 128)), "PNG")

    assert is_near(at(seen(data), (0.5, 0.5)), (227, 127, 127))


def test_a_palette_keeps_its_colours() -> None:
    data = photos.encoded(photos.quarters((1600, 1000)).quantize(8), "PNG")

    assert is_near(at(seen(data), (0.1, 0.9)), photos.BLUE)


@pytest.mark.parametrize("part", [0.0, 0.25, 0.5, 1.0])
def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off(part: float) -> None:
    image = Image.new("I", (64, 64), round(part * 65535)).convert("I;16")

    found = at(seen(photos.encoded(image, "PNG")), (0.5, 0.5))

    assert is_near(found, (round(part * 255),) * 3, 2)


@pytest.mark.parametrize("mode", ["1", "L"])
def test_black_and_white_and_grey_are_read(mode: str) -> None:
    image = Image.new(mode, (1600, 1000), 255)
    image.paste(0, (0, 0, 800, 1000))

    found = seen(photos.encoded(image, "PNG"))

    assert is_near(at(found, (0.1, 0.5)), (0, 0, 0))
    assert is_near(at(found, (0.9, 0.5)), (255, 255, 255))


def test_colours_for_printing_come_out_right() -> None:
    found = seen(photos.encoded(photos.quarters().convert("CMYK"), quality=95))

    assert is_near(at(found, (0.1, 0.1)), photos.RED)
    assert is_near(at(found, (0.9, 0.9)), photos.YELLOW)


def test_colours_for_printing_in_the_other_way_of_writing_come_out_right() -> None:
    """YCCK: the brightness and two colours of what Adobe stores inverted, and black."""
    cyan, magenta, yellow, black = photos.quarters().convert("CMYK").split()
    inked = Image.merge("RGB", (cyan, magenta, yellow)).convert("YCbCr")
    as_stored = [plane.point(lambda value: 255 - value) for plane in inked.split()]
    data = photos.encoded(Image.merge("CMYK", (*as_stored, black)), quality=95)
    adobe = data.index(b"Adobe")

    found = seen(data[: adobe + 11] + b"\x02" + data[adobe + 12 :])

    assert is_near(at(found, (0.1, 0.1)), photos.RED)
    assert is_near(at(found, (0.9, 0.1)), photos.GREEN)


# What is refused, and what is said about it.


def test_every_cause_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Cause)
    assert len(set(SENTENCES.values())) == len(Cause)
    assert all("Nothing was saved." in sentence for sentence in SENTENCES.values())


def test_a_refusal_is_a_sentence() -> None:
    with pytest.raises(UnreadablePhoto) as caught:
        read_photo(b"GIF89a" + b"\0" * 100)

    assert caught.value.sentence == str(caught.value) == SENTENCES[Cause.GIF]


@pytest.mark.parametrize(
    ("data", "cause"),
    [(b"", Cause.EMPTY), (b"\xff" * (reading.MOST_BYTES + 1), Cause.TOO_LARGE)],
    ids=["empty", "large"],
)
def test_nothing_and_too_much_reach_no_child(data: bytes, cause: Cause, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "answer_to", None)

    with pytest.raises(UnreadablePhoto) as caught:
        read_photo(data)

    assert caught.value.sentence == SENTENCES[cause]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (photos.encoded(photos.quarters(), "GIF"), Cause.GIF),
        (photos.encoded(photos.quarters(), "PDF"), Cause.PDF),
        (photos.encoded(photos.quarters(), "BMP"), Cause.BMP),
        (photos.encoded(photos.quarters(), "TIFF"), Cause.TIFF),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', Cause.SVG),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", Cause.HTML),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avif", Cause.AVIF),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", Cause.AVIF),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", Cause.VIDEO),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Cause.VIDEO),
        (b"\0\0\0\x18ftyphevc\0\0\0\0msf1hevc", Cause.MOVING),
        (b"just a text", Cause.UNKNOWN),
        (b"\0", Cause.UNKNOWN),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_called_what_it_is(data: bytes, cause: Cause) -> None:
    assert why_not(data) == cause


def test_a_heic_photo_gets_help_where_it_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(Image.OPEN, "HEIF", raising=False)

    assert why_not(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50) == Cause.HEIC


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (photos.png_of(30_000, 30_000), Cause.TOO_MANY_PIXELS),
        (photos.png_of(0, 100), Cause.UNTRUE),
        (photos.png_of(4000, 190), Cause.TOO_LONG),
        (photos.png_of(31, 400), Cause.TOO_SMALL),
        (photos.jpeg((16, 16)), Cause.TOO_SMALL),
        (photos.webp((16, 16)), Cause.TOO_SMALL),
        (photos.jpeg((33, 900)), Cause.TOO_LONG),
    ],
)
def test_a_size_that_is_no_photo_of_food_is_refused(data: bytes, cause: Cause) -> None:
    assert why_not(data) == cause


@pytest.mark.parametrize("announce", ["JPEG", "PNG", "WEBP"])
def test_a_bomb_is_refused_before_it_is_decoded(announce: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(photos.encoded(photos.quarters(), announce))
    if announce == "JPEG":
        place = data.index(b"\xff\xc0")
        data[place + 5 : place + 9] = struct.pack(">HH", 65_000, 65_000)
    elif announce == "PNG":
        data[:] = photos.png_of(65_000, 65_000)
    else:
        place = data.index(b"\x9d\x01\x2a")
        data[place + 3 : place + 7] = struct.pack("<HH", 16_383, 16_383)
    monkeypatch.setattr(Image, "open", None)

    assert why_not(bytes(data)) == Cause.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in (photos.RED, photos.BLUE)]

    data = photos.encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)

    assert why_not(data) == Cause.MOVING


def test_a_photo_of_many_scans_is_refused_without_decoding_them() -> None:
    with pytest.raises(UnreadablePhoto) as caught:
        read_photo(photos.with_scans(2_500))

    assert caught.value.sentence == SENTENCES[Cause.TOO_MANY_SCANS]


def test_scans_are_counted_and_not_guessed() -> None:
    hidden = photos.with_segment(photos.jpeg((64, 64)), 0xE5, b"\xff\xda" * 3_000)

    assert seen(hidden).size == (64, 64)
    assert seen(photos.with_scans(100)).size == (64, 64)
    assert why_not(photos.with_scans(101)) == Cause.TOO_MANY_SCANS


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.05, 0.5, 0.9, 0.999])
def test_a_photo_without_its_end_is_refused(kind: str, part: float) -> None:
    data = photos.encoded(Image.open(BytesIO(photos.texture(1, (200, 150)))), kind)

    assert why_not(data[: int(len(data) * part)]) == Cause.CUT_OFF


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_damaged_pixels_are_refused(kind: str) -> None:
    data = bytearray(photos.encoded(Image.open(BytesIO(photos.texture(1, (200, 150)))), kind, lossless=True))
    data[len(data) // 2 :] = bytes(byte ^ 0x5A for byte in data[len(data) // 2 :])

    assert why_not(bytes(data)) in (Cause.DAMAGED, Cause.CUT_OFF)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        # Fewer rows than announced.
        (photos.png_of(300, 300, b"\0" * 901 * 299), Cause.UNTRUE),
        (photos.png_of(300, 300, b"\0" * 300 * 301, colours=3), Cause.DAMAGED),
        (photos.png_of(300, 300, b"\0" * 300 * 301, depth=7), Cause.DAMAGED),
        (photos.jpeg((64, 64)).replace(b"\xff\xc0", b"\xff\xc3", 1), Cause.UNUSUAL),
        (photos.with_segment(photos.jpeg((64, 64)), 0xC0, b"\x08\0\x40\0\x40\x01\x01\x11\0"), Cause.UNTRUE),
        (b"\xff\xd8\xff\xd9", Cause.DAMAGED),
        (b"\xff\xd8" + b"\xff\xfe\0\x02" * 3_000_000, Cause.DAMAGED),
        (b"\xff\xd8" + b"\xff" * 11_000_000, Cause.CUT_OFF),
    ],
    ids=["rows", "no palette", "depth", "lossless", "two frames", "nothing in it", "comments", "fill bytes"],
)  # fmt: skip
def test_a_file_that_lies_about_itself_is_refused(data: bytes, cause: Cause) -> None:
    assert why_not(data) == cause


def test_a_canvas_and_a_picture_of_different_sizes_are_refused() -> None:
    data = bytearray(photos.encoded(Image.new("RGBA", (64, 64), (9, 9, 9, 9)), "WEBP"))
    place = data.index(b"VP8X")
    data[place + 12 : place + 15] = (4_000).to_bytes(3, "little")

    assert why_not(bytes(data)) == Cause.UNTRUE


@pytest.mark.parametrize("name", [b"zTXt", b"iCCP", b"iTXt"])
def test_a_bomb_in_what_comes_with_a_picture_is_not_opened(name: bytes) -> None:
    bomb = zlib.compress(b"\0" * 50_000_000, 9)
    body = {b"zTXt": b"a\0\0", b"iCCP": b"a\0\0", b"iTXt": b"a\0\x01\0\0\0"}[name] + bomb
    most = HERE.memory_info().rss + 40_000_000

    found = seen(photos.with_chunk(photos.png((64, 64)), name, body))

    assert found.size == (64, 64)
    assert HERE.memory_info().rss < most


def test_what_a_file_is_called_or_claims_to_be_does_not_count() -> None:
    two_in_one = photos.jpeg((64, 64)) + photos.png((80, 80))
    claimed = b"<html>" + photos.jpeg((64, 64))

    assert seen(two_in_one).size == (64, 64)
    assert why_not(claimed) == Cause.HTML


def test_a_warning_of_the_decoder_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 3_000)

    assert why_not(photos.jpeg((64, 64))) == Cause.DAMAGED


# Whatever bytes.

SMALL = {
    "JPEG": photos.encoded(photos.quarters((48, 40)), exif=photos.exif(6)),
    "progressive": photos.encoded(photos.quarters((48, 40)), progressive=True),
    "PNG": photos.encoded(photos.quarters((48, 40)).quantize(8), "PNG", transparency=2),
    "WEBP": photos.encoded(photos.quarters((48, 40)).convert("RGBA"), "WEBP"),
}


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for part, dropped, put in changes:
        place = int(part * len(data))
        data = data[:place] + put + data[place + dropped :]
    return data


changes = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 30), st.binary(max_size=30) | st.sampled_from([b"\xff\xda", b"\xff\xd9"])
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("kind", SMALL)
@settings(max_examples=150)
@given(changes=changes)
def test_a_changed_photo_is_a_photo_or_refused(kind: str, changes: list[tuple[float, int, bytes]]) -> None:
    said = reading_picture.answer(mutated(SMALL[kind], changes))

    try:
        found = reading_answer.believed(said)
    except Refused as refused:
        assert refused.cause != Cause.FAILED
    else:
        Image.open(BytesIO(found.jpeg)).load()


@settings(max_examples=8)
@given(st.sampled_from(list(SMALL)), changes)
def test_a_changed_photo_is_answered_by_a_child(kind: str, changes: list[tuple[float, int, bytes]]) -> None:
    try:
        photo = read_photo(mutated(SMALL[kind], changes) or b"\0")
    except UnreadablePhoto as refused:
        assert refused.sentence in set(SENTENCES.values()) - {SENTENCES[Cause.FAILED]}
    else:
        assert is_sound(photo)


@settings(max_examples=150)
@given(st.sampled_from([b"", b"\xff\xd8\xff", photos.SIGNATURE, b"RIFF\x40\0\0\0WEBP"]), st.binary(max_size=200))
def test_bytes_at_random_are_refused(start: bytes, rest: bytes) -> None:
    assert why_not(start + rest) != Cause.FAILED


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda rest: b"WP:y" + rest))
def test_an_answer_at_random_is_not_believed(said: bytes) -> None:
    with pytest.raises(Refused):
        reading_answer.believed(said)


@pytest.mark.parametrize(
    "said",
    [
        reading_answer.taken(photos.jpeg((64, 64), comment=b"hidden"), photos.jpeg((64, 64))),
        reading_answer.taken(photos.jpeg((64, 64), exif=photos.exif(1, "here")), photos.jpeg((64, 64))),
        reading_answer.taken(photos.jpeg((64, 64), progressive=True), photos.jpeg((64, 64))),
        reading_answer.taken(photos.jpeg((64, 64)) + b"after\xff\xd9", photos.jpeg((64, 64))),
        reading_answer.taken(photos.jpeg((2000, 64)), photos.jpeg((64, 64))),
        reading_answer.taken(photos.jpeg((64, 64)), photos.jpeg((300, 64))),
        reading_answer.taken(photos.jpeg((64, 64)), b""),
        reading_answer.taken(photos.png((64, 64)), photos.jpeg((64, 64))),
        reading_answer.taken(photos.jpeg((64, 64)), photos.jpeg((64, 64))) + b"more",
        b"WP:nno such cause",
    ],
)
def test_an_answer_that_is_not_as_ours_is_not_believed(said: bytes) -> None:
    with pytest.raises(Refused) as caught:
        reading_answer.believed(said)

    assert caught.value.cause == Cause.FAILED


# Children.


@pytest.mark.parametrize(
    "script",
    [
        "os.kill(os.getpid(), signal.SIGKILL)",
        "sys.stdin.buffer.read(); os.kill(os.getpid(), signal.SIGSEGV)",
        "sys.stdin.buffer.read(); sys.exit(3)",
        "sys.stdin.buffer.read(); print('WP:ySomething else')",
        "sys.stdin.close(); time.sleep(0.1); print('early')",
        "sys.stdin.buffer.read(); os.close(1); time.sleep(60)",
        "sys.stdin.buffer.read()\nwhile True: os.write(1, b'x' * 60_000)",
        "while True: os.write(1, b'x' * 60_000)",
        "this is no Python",
    ],
)
def test_a_child_that_fails_is_one_sentence(script: str, child_says: Callable[[str], None]) -> None:
    child_says(script)

    with pytest.raises(UnreadablePhoto) as caught:
        read_photo(photos.jpeg() * 40)

    assert caught.value.sentence == SENTENCES[Cause.FAILED]


@pytest.mark.parametrize("script", ["time.sleep(60)", "sys.stdin.buffer.read(); os.kill(os.getpid(), signal.SIGXCPU)"])
def test_a_child_that_takes_too_long_is_one_sentence(
    script: str, child_says: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    child_says(script)
    monkeypatch.setattr(reading_process, "ANSWER_SECONDS", 0.5)

    with pytest.raises(UnreadablePhoto) as caught:
        read_photo(photos.jpeg() * 40)

    assert caught.value.sentence == SENTENCES[Cause.HEAVY]


def test_a_child_that_works_too_long_is_one_sentence(child_says: Callable[[str], None]) -> None:
    child_says(
        "sys.path += sys.argv[1:]; from lib.vision import reading_child as c; "
        "c.CPU_SECONDS = 1; c.limit_work(); sys.stdin.buffer.read()\nwhile True: pass"
    )

    with pytest.raises(UnreadablePhoto) as caught:
        read_photo(photos.jpeg())

    assert caught.value.sentence == SENTENCES[Cause.HEAVY]


@pytest.mark.parametrize("python", ["/nowhere/python", None])
def test_a_child_that_cannot_be_started_is_one_sentence(python: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", python)

    reading.prepare()
    with pytest.raises(UnreadablePhoto) as caught:
        read_photo(photos.jpeg())

    assert caught.value.sentence == SENTENCES[Cause.NOT_STARTED]


def test_a_spare_that_died_is_not_asked() -> None:
    reading.prepare()
    assert reading_process._spare is not None
    reading_process._spare.kill()
    reading_process._spare.wait()

    assert is_sound(read_photo(photos.jpeg()))


def test_no_child_sees_two_photos(monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    exchange = reading_process._exchange
    monkeypatch.setattr(
        reading_process, "_exchange", lambda child, data: used.append(child.pid) or exchange(child, data)
    )
    reading.prepare()
    spare = reading_process._spare

    for _ in range(3):
        read_photo(photos.jpeg())

    assert spare is not None and used[0] == spare.pid
    assert len(set(used)) == 3
    assert reading_process._spare is not None and reading_process._spare.pid not in used


def test_preparing_twice_starts_one_child() -> None:
    reading.prepare()
    first = reading_process._spare
    reading.prepare()

    assert reading_process._spare is first


def test_a_spare_whose_parent_dies_ends_by_itself() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from lib.vision import reading, reading_process as p; "
        "reading.prepare(); print(p._spare.pid, flush=True); import os; os.kill(os.getpid(), 9)"
    )
    said = subprocess.run([sys.executable, "-c", code, str(reading_process.ROOT)], capture_output=True, timeout=60)
    spare = int(said.stdout)

    until = time.monotonic() + 20
    while _is_running(spare) and time.monotonic() < until:
        time.sleep(0.05)

    assert not _is_running(spare)


def _is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@linux
def test_a_waiting_child_has_its_limits_and_an_empty_environment() -> None:
    reading.prepare()
    spare = reading_process._spare
    assert spare is not None
    child = psutil.Process(spare.pid)

    until = time.monotonic() + 20
    while child.rlimit(psutil.RLIMIT_NOFILE) != (0, 0) and time.monotonic() < until:
        time.sleep(0.02)

    assert child.rlimit(psutil.RLIMIT_NOFILE) == (0, 0)
    assert child.rlimit(psutil.RLIMIT_CPU) == (6, 7)
    assert child.rlimit(psutil.RLIMIT_AS) == (1_500_000_000, 1_500_000_000)
    assert child.rlimit(psutil.RLIMIT_FSIZE) == child.rlimit(psutil.RLIMIT_CORE) == (0, 0)
    assert child.environ() == {}
    assert child.num_fds() == 3


@linux
def test_a_child_with_little_memory_says_so() -> None:
    code = (
        "import sys; sys.path += sys.argv[1:]; from lib.vision import reading_child; "
        "reading_child.ADDRESS_SPACE = 170_000_000; reading_child.main()"
    )
    folders = [str(reading_process.ROOT), *reading_process._folders()]
    data = photos.png_of(7_000, 7_000, b"\0" * 21_001 * 7_000)

    said = subprocess.run([sys.executable, "-ISc", code, *folders], input=data, capture_output=True, timeout=60)

    assert said.stdout == reading_answer.refused(Cause.HEAVY)


def test_twenty_at_once_are_all_answered() -> None:
    dishes = [photos.texture(seed, (300, 200)) for seed in range(20)]
    most, over = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(0.02):
            most = max(most, len(HERE.children()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(read_photo, dishes))
    over.set()
    watcher.join()

    assert [photo.sha256 for photo in answers] == [
        hashlib.sha256(reading_answer.believed(reading_picture.answer(dish)).jpeg).hexdigest() for dish in dishes
    ]
    # Those at work, for each of them one that is just ending, and the spare.
    assert most <= 2 * reading.AT_ONCE + 1


def test_a_turn_that_does_not_come_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.01)
    for _ in range(reading.AT_ONCE):
        reading._turns.acquire()

    try:
        with pytest.raises(UnreadablePhoto) as caught:
            read_photo(photos.jpeg())
    finally:
        reading._turns.release(reading.AT_ONCE)

    assert caught.value.sentence == SENTENCES[Cause.BUSY]


def test_memory_comes_back() -> None:
    large = photos.encoded(photos.noise(2, (1900, 1900)), "PNG", compress_level=0)
    read_photo(large)
    gc.collect()
    before = HERE.memory_info().rss

    for _ in range(5):
        read_photo(large)
    gc.collect()

    assert HERE.memory_info().rss < before + 15_000_000


def test_nothing_is_decoded_in_the_parent() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from lib.vision.reading import read_photo; "
        "read_photo(sys.stdin.buffer.read()); print('PIL' in sys.modules)"
    )

    said = subprocess.run(
        [sys.executable, "-c", code, str(reading_process.ROOT)], input=photos.jpeg(), capture_output=True, timeout=60
    )

    assert said.stdout.strip() == b"False"
    assert said.stderr == b""


def test_reading_writes_nothing(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    read_photo(photos.jpeg())
    with pytest.raises(UnreadablePhoto):
        read_photo(photos.jpeg()[:-300])

    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
