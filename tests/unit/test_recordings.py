"""Recordings of heartbeats: what apps write, long ones in stretches, and what is none."""

import datetime

import pytest

from lib.diary import recordings
from lib.diary.recordings import Unreadable

# Two minutes: a slow swing, as breathing gives.
BEATS = [800 + 40 * (n % 10 - 5) / 5 for n in range(150)]
ONE_A_LINE = "\n".join(f"{beat:.0f}" for beat in BEATS)
NOON = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)


def table(head: str, row: str) -> str:
    return "\n".join([head, *(row.format(n=n, ms=round(beat), s=beat / 1000) for n, beat in enumerate(BEATS))])


@pytest.mark.parametrize(
    "text",
    [
        ONE_A_LINE,
        "RR interval [ms]\n" + ONE_A_LINE,
        ONE_A_LINE.replace("\n", "\r\n\r\n"),
        ", ".join(f"{beat:.0f}" for beat in BEATS),
        " ".join(f"{beat / 1000:.3f}" for beat in BEATS),
        "\n".join(", ".join(f"{beat:.0f}" for beat in BEATS[n : n + 10]) for n in range(0, 150, 10)),
        table("time,rr", "2026-03-10T07:{n:02}:00,{ms}"),
        table("Phone timestamp;RR-interval [ms]", "2026-03-10T07:00:{n};{ms}"),
        table("beat\tRR (s)\thr", "{n}\t{s:.3f}\t72"),
        table("n;rr;quality", "{n};{ms},0;1"),
        table("IBI,n", "{ms},9{n:02}"),
    ],
    ids=["lines", "head", "empty", "list", "seconds", "wrapped", "csv", "semicolons", "tabs", "comma", "title"],
)
def test_what_apps_write_is_read(text: str) -> None:
    found = recordings.intervals(text)

    assert [round(beat) for beat in found] == [round(beat) for beat in BEATS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_every_encoding_gives_the_same_figures(encoding: str) -> None:
    found = recordings.read(("Größe\n" + ONE_A_LINE).encode(encoding))

    assert (len(found.readings), found.beats, found.left_out, round(found.flagged_share, 3)) == (1, 150, 0, 0)
    assert round(found.mean("heart_rate")) == 75
    assert 5 < found.mean("hrv_rmssd") < 40
    assert found.pnn50 == pytest.approx(100 * 14 / 149)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"62\n63\n64\n" * 50, "look like heart rates"),
        (b"hello\nworld", "no times between heartbeats"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "no times between heartbeats"),
        (b"12\n13\n14\n" * 50, "no times between heartbeats"),
        (("9" * 400 + "\n").encode() * 50, "no times between heartbeats"),
        (b"800\n" * 20, "about 16 seconds"),
        (b"400\n1600\n" * 100, "out of step"),
        (b"800\n" * 200_001, "more than two days"),
        (b" " * 3_000_001, "more than 3 MB"),
    ],
)
def test_what_is_no_recording_is_told(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        recordings.read(data)

    assert says in caught.value.sentence


def test_long_recording_is_cut_and_its_bad_stretch_left_out() -> None:
    calm, wild = [790, 810] * 375, [400, 1600] * 150
    found = recordings.read("\n".join(map(str, [*calm, *wild, *calm])).encode())

    assert len(found.readings) == 4
    assert found.left_out == 1
    assert [round(one.at) for one in found.readings] == [0, 300, 900, 1200]
    assert round(found.mean("hrv_rmssd")) == 20


def test_long_recording_of_nothing_but_noise_is_refused() -> None:
    with pytest.raises(Unreadable, match="out of step"):
        recordings.read("\n".join(map(str, [400, 1600] * 2000)).encode())


def test_what_is_kept_names_the_sensor_and_the_moment_and_leaves_out_what_cannot_be() -> None:
    still = recordings.read(b"800\n" * 200)

    (row,) = recordings.rows(still, "Polar H10", NOON, "Europe/Berlin")

    # No heart beats like a clock: a variation of 0 is left out.
    assert row == {
        "metric": "heart_rate", "device": "Polar H10", "taken_at": NOON.isoformat(), "time_zone": "Europe/Berlin",
        "value": 75,
    }  # fmt: skip
    kept = recordings.rows(recordings.read(ONE_A_LINE.encode()), "Polar H10", NOON, "UTC")
    assert [row["metric"] for row in kept] == ["hrv_rmssd", "hrv_sdnn", "heart_rate"]


def test_sensors_are_named_as_they_were() -> None:
    rows = [{"external_id": f"hrv_rmssd 2026-03-1{n} {name}"} for n, name in enumerate(["B c", "A", "B c"])]

    assert recordings.devices(rows) == ["B c", "A"]
