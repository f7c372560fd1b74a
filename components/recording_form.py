"""A recording of heartbeats: chosen or pasted, looked at, and kept as readings of its sensor."""

import datetime
from collections.abc import Sequence

import streamlit as st

from components import acts, once, plain
from components.acts import Do, Outcome
from lib import units
from lib.diary import days, entries, recordings
from lib.diary.days import Clock
from lib.diary.recordings import Recording, Unreadable
from lib.gateway.port import Backend, Row

PREFIX = "recording_"


def show(devices: Sequence[str], here: Clock) -> None:
    # New fields after each recording: Streamlit would keep the file of the old one.
    fields = st.session_state.setdefault(f"{PREFIX}fields", f"{PREFIX}{entries.new_key()}")
    with st.container(border=True, key="recording_card"):
        file = st.file_uploader(
            "A file from your sensor's app", type=["txt", "csv"], key=f"{fields}_file",
            max_upload_size=recordings.MOST_BYTES // 1_000_000,
        )  # fmt: skip
        pasted = st.text_area(
            "Or paste the times between heartbeats", key=f"{fields}_text", placeholder="812, 799, 805, 821",
            max_chars=200_000, height=80,
        )  # fmt: skip
        data = file.getvalue() if file else pasted.encode()
        if not file and not pasted.strip():
            # What was pasted comes in with the tap.
            st.button("Read it", key=f"{fields}_read", icon=":material/cardiology:", on_click=acts.quietly)
            st.caption(
                "At least a minute, sitting still. A text or CSV file with the milliseconds between heartbeats, as the "
                "apps of chest straps write them."
            )
            return
        found = _read(once.note("recording"), data)
        if isinstance(found, str):
            st.error(plain.label(found), icon=":material/error:")
            return
        _figures(found)
        _keep(found, devices, here, fields)


def _read(note: once.Note, data: bytes) -> Recording | str:
    """What is in it, or why nothing is. Once, however often the page is drawn with it."""
    with note.lock:
        if note.result is None or note.result[0] != data:
            try:
                note.result = (data, recordings.read(data))
            except Unreadable as error:
                note.result = (data, error.sentence)
        found: Recording | str = note.result[1]
    return found


def _figures(found: Recording) -> None:
    with st.container(horizontal=True):
        for label, value, unit in (
            ("HRV (RMSSD)", found.mean("hrv_rmssd"), "ms"),
            ("HRV (SDNN)", found.mean("hrv_sdnn"), "ms"),
            ("Heart rate", found.mean("heart_rate"), "bpm"),
            ("pNN50", found.pnn50, "%"),
        ):
            st.metric(label, f"{units.number(value)} {unit}", width="content")
    minutes = units.number(found.seconds / 60, 1)
    lines = [f"{minutes} minutes, {units.number(found.beats)} heartbeats used"]
    if found.flagged_share >= 0.005:
        lines.append(f"{units.number(found.flagged_share * 100)} of 100 out of step and left out")
    if len(found.readings) > 1:
        lines.append(f"read as {len(found.readings)} stretches of five minutes")
    if found.left_out:
        lines.append(f"{found.left_out} stretches could not be read")
    st.text("; ".join(lines) + ".")


def _keep(found: Recording, devices: Sequence[str], here: Clock, fields: str) -> None:
    device = st.text_input(
        "Sensor", devices[0] if devices else "", key=f"{fields}_device", max_chars=recordings.MOST_NAME,
        placeholder="Such as Polar H10",
    )  # fmt: skip
    suggested = here.now - datetime.timedelta(seconds=found.seconds)
    if found.began and found.began.date() <= here.today:
        suggested = found.began.replace(tzinfo=here.zone)
    with st.container(horizontal=True):
        day = st.date_input("Day", suggested.date(), max_value=here.today, key=f"{fields}_day")
        time = st.time_input("Began at", suggested.time().replace(second=0, microsecond=0), step=60, key=f"{fields}_at")
    name = " ".join(device.split())
    began = days.at(day, time, here.zone) if day and time else here.now
    rows = recordings.rows(found, name, began, here.zone_name)
    if not any(row["metric"] == "hrv_rmssd" for row in rows):
        st.text("These times hardly differ, which no heart does. They give no HRV; only the heart rate is kept.")
    # What was typed last comes in with the tap, so the button waits for nothing.
    if st.button("Keep it", key=f"{fields}_keep", type="primary", icon=":material/check:"):
        if problem := _problem(name, began, found.seconds, here):
            st.error(plain.label(problem), icon=":material/error:")
            return
        acts.later("keep_recording", _kept(rows), "Recording kept.", PREFIX)
        st.rerun()


def _problem(name: str, began: datetime.datetime, seconds: float, here: Clock) -> str:
    if not name:
        return "Say which sensor it was: readings of different sensors are kept apart."
    if len(name) > recordings.MOST_NAME or not name.isprintable():
        return f"The name of a sensor has at most {recordings.MOST_NAME} characters, and no unusual ones."
    if began + datetime.timedelta(seconds=seconds) > here.now + datetime.timedelta(minutes=2):
        return "With this beginning the recording would end in the future. Choose an earlier time."
    return ""


def _kept(rows: Sequence[Row]) -> Do:
    def do(backend: Backend) -> Outcome:
        added, left_out = recordings.add(backend, rows)
        if added:
            return Outcome(anew=True, undo=_taken_back(added))
        if left_out:
            return Outcome(says="Of that hour or day only the mean is left, so this recording changes nothing.")
        return Outcome(says="This recording was kept before; nothing has changed.")

    return do


def _taken_back(added: Sequence[Row]) -> Do:
    def do(backend: Backend) -> Outcome:
        recordings.remove(backend, added)
        return Outcome(anew=True)

    return do
