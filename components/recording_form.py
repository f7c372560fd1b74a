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
        file = st.file_uploader("A file from your sensor's app", type=["txt", "csv"], key=f"{fields}_file")
        pasted = st.text_area(
            "Or paste the times between heartbeats", key=f"{fields}_text", placeholder="812, 799, 805, 821",
            max_chars=200_000, height=80,
        )  # fmt: skip
        data = file.getvalue() if file else pasted.encode()
        if not data.strip():
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
    with st.container(horizontal=True):
        day = st.date_input("Day", suggested.date(), max_value=here.today, key=f"{fields}_day")
        time = st.time_input("Began at", suggested.time().replace(second=0, microsecond=0), step=60, key=f"{fields}_at")
    if day is None or time is None:
        return
    began = days.at(day, time, here.zone)
    name = " ".join(device.split())
    problem = ""
    if not name:
        problem = "Say which sensor it was: readings of different sensors are kept apart."
    elif len(name) > recordings.MOST_NAME or not name.isprintable():
        problem = f"The name of a sensor has at most {recordings.MOST_NAME} characters, and no unusual ones."
    elif began + datetime.timedelta(seconds=found.seconds) > here.now + datetime.timedelta(minutes=2):
        problem = "With this beginning the recording would end in the future. Choose an earlier time."
    if problem:
        st.text(problem)
    rows = recordings.rows(found, name, began, here.zone_name)
    st.button(
        "Keep it", key=f"{fields}_keep", type="primary", icon=":material/check:", disabled=bool(problem),
        on_click=acts.later, args=("keep_recording", _kept(rows), "Recording kept.", PREFIX),
    )  # fmt: skip


def _kept(rows: Sequence[Row]) -> Do:
    def do(backend: Backend) -> Outcome:
        if not recordings.change(backend, add=rows):
            return Outcome(says="This recording was kept before; nothing has changed.")
        return Outcome(anew=True, undo=_taken_back(rows))

    return do


def _taken_back(rows: Sequence[Row]) -> Do:
    def do(backend: Backend) -> Outcome:
        recordings.change(backend, remove=rows)
        return Outcome(anew=True)

    return do
