"""One input for each field of a kind, in the person's own units."""

import datetime
from typing import Any

import streamlit as st

from components import acts
from lib import units
from lib.diary import catalog
from lib.diary.kinds import READING_QUANTITIES, Field, Kind
from lib.gateway.port import Row
from lib.units import Units


def ask(field: Field, prefix: str, before: Row | None, shown: Units) -> Any:
    """The value of a field as it would be stored; None where nothing is said."""
    key = f"{prefix}{field.name}"
    old = before.get(field.name) if before else None
    if field.type == "number":
        return _number(field, key, old, shown)
    if field.type == "choice":
        choices = dict(field.choices or {})
        if old is not None:
            choices.setdefault(old, str(old))
        st.session_state.setdefault(key, old)
        return st.selectbox(
            field.label,
            list(choices),
            index=None,
            format_func=choices.__getitem__,
            key=key,
            placeholder="Choose" if field.required else "Not said",
            on_change=acts.quietly,
        )
    if field.type == "words":
        words = list(field.choices or {})
        st.session_state.setdefault(key, list(old or []))
        return st.multiselect(
            field.label,
            [*words, *(word for word in st.session_state[key] if word not in words)],
            key=key,
            accept_new_options=True,
            max_selections=int(field.high or 20),
            placeholder="Choose or type",
            on_change=acts.quietly,
        )
    st.session_state.setdefault(key, old or "")
    typed = st.text_input(field.label, key=key, max_chars=int(field.high or 200), on_change=acts.quietly)
    return typed.strip() or None


def _number(field: Field, key: str, old: float | None, shown: Units) -> float | None:
    quantity = field.quantity
    unit = units.unit_label(quantity, shown) if quantity else field.unit
    decimals = units.decimals(quantity, shown) if quantity else field.decimals
    step = units.step(quantity, shown) if quantity else field.step
    st.session_state.setdefault(key, _shown(quantity, old, shown, decimals))
    label = f"{field.label} ({unit})" if unit else field.label
    typed: float | None
    if decimals == 0:
        typed = st.number_input(
            label,
            value=None,
            step=max(1, int(step)),
            format="%d",
            key=key,
            placeholder="Not said",
            on_change=acts.quietly,
        )
    else:
        form = f"%.{decimals}f"
        typed = st.number_input(
            label,
            value=None,
            step=float(step),
            format=form,
            key=key,
            placeholder="Not said",
            on_change=acts.quietly,
        )
    return stored(quantity, typed, old, shown)


def _shown(quantity: str, old: float | None, shown: Units, decimals: int) -> float | int | None:
    if old is None:
        return None
    value = units.to_shown(quantity, old, shown) if quantity else float(old)
    return round(value) if decimals == 0 else value


def stored(quantity: str, typed: float | None, old: float | None, shown: Units) -> float | None:
    """What nobody changed stays as it was stored, whatever it is rounded to on the screen."""
    if typed is None or not quantity:
        return typed
    if units.same(quantity, old, typed, shown):
        return old
    return units.from_shown(quantity, typed, shown)


def ask_reading(kind: Kind, prefix: str, before: Row | None, shown: Units) -> Row:
    """A body reading: the metric decides the unit and whether there are two values."""
    metric_id = ask(kind.field("metric"), prefix, before, shown)
    if metric_id is None:
        return {"metric": None, "value": None}
    metric = catalog.metrics()[metric_id]
    quantity = READING_QUANTITIES.get(metric_id, "")
    step = {0: 1.0, 1: 0.1}[min(metric.decimals, 1)]
    # Another metric is another field: 72 kg must not become a heart rate of 72.
    old = before if before and before["metric"] == metric_id else None
    names = {"value": "Upper value" if metric_id == "blood_pressure" else "Value"}
    if metric_id == "blood_pressure":
        names["value2"] = "Lower value"
    row: Row = {"metric": metric_id}
    for name, label in names.items():
        part = Field(name, label, "number", step=step, decimals=metric.decimals, unit=metric.unit, quantity=quantity)
        row[name] = _number(part, f"{prefix}{metric_id}_{name}", old[name] if old else None, shown)
    if before and "value2" not in row:
        row["value2"] = None
    return row


def ask_time(prefix: str, name: str, label: str, at: datetime.time | None) -> datetime.time | None:
    key = f"{prefix}{name}"
    st.session_state.setdefault(key, at)
    typed: datetime.time | None = st.time_input(label, value=None, key=key, step=300, on_change=acts.quietly)
    return typed
