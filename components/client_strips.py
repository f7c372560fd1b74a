"""Clients side by side as strips without names: for a coach who compares, or shows it to somebody."""

from typing import Any

import streamlit as st

from components import client_parts, figures, messages, section, trend_chart
from lib.coach import strips
from lib.coach.client import Client
from lib.diary import catalog
from lib.diary.days import Clock
from lib.diary.trends import Drawn
from lib.gateway.port import Backend, GatewayError
from lib.profile import Profile

STRIP, GAP = 110, 0.25


def show(backend: Backend, client: Client, chosen: list[str], window: int, here: Clock, me: Profile) -> None:
    form = f"{client_parts.prefix(client.id)}strips_"
    if not section.show("Side by side with others", form, ":material/view_week:"):
        return
    with st.container(border=True, key="card_strips"):
        try:
            _card(backend, client, chosen, window, here, me, form)
        except GatewayError as error:
            messages.away(error, key="strips")


def _card(
    backend: Backend, client: Client, chosen: list[str], window: int, here: Clock, me: Profile, form: str
) -> None:
    offered = strips.choice(backend, here.today)
    others = {other: name for other, name in offered.names.items() if other != client.id}
    if not others:
        st.text("Nobody else shares with you at the moment.")
        return
    metric: str = st.selectbox("Figure", chosen, format_func=catalog.metric_label, key=f"{form}metric")
    group = ""
    if offered.groups:
        group = st.selectbox(
            "A group, or people", ["", *offered.groups], format_func=lambda label: label or "People I choose",
            key=f"{form}group",
        )  # fmt: skip
    if group:
        ids = {other for other, label in offered.labels.items() if label == group} | {client.id}
    else:
        key = f"{form}others"
        st.session_state[key] = [other for other in st.session_state.get(key, []) if other in others]
        ids = {
            client.id,
            *st.multiselect(
                "Beside this client", list(others), format_func=others.__getitem__, key=key,
                max_selections=strips.MOST - 1, placeholder="Choose up to five",
            ),
        }  # fmt: skip
    if len(ids) < 2:
        st.text("Choose at least one other client.")
        return
    # Of a large group this client and the first of the others.
    sharing = {one for one in ids if offered.shares(one, metric)}
    some = sorted(sharing, key=lambda one: (one != client.id, one))[: strips.MOST]
    found = strips.fetch(backend, some, metric, window, here.today, me.shown_in)
    _strips([one for one in found if one.points], metric)
    hides = sum(1 for one in ids if offered.hides(one, metric))
    without, empty = len(ids) - len(sharing) - hides, sum(1 for one in found if not one.points)
    if hides:
        st.text(f"For {hides} of them this is hidden.")
    if without:
        st.text(f"{without} of them {'does' if without == 1 else 'do'} not share this with you.")
    if empty:
        st.text(f"{empty} of them logged nothing of it in this time.")
    if len(sharing) > len(some):
        st.text(f"Of the {len(sharing)} who share it, {len(some)} are shown.")


def _strips(found: list[Drawn], metric: str) -> None:
    if not found:
        return
    said = [f"{strips.called(at)}: {one.label}" for at, one in enumerate(found)]
    st.plotly_chart(
        _chart(found),
        key=f"strips_{metric}",
        config=figures.CONFIG,
        alt=f"{found[0].title}, a strip for each client without a name. {'. '.join(said)}.",
    )
    for line in said:
        st.text(line)
    st.caption("Letters stand for nobody in particular. Each strip has a scale of its own.")


def _chart(found: list[Drawn]) -> Any:
    share = 1 / len(found)
    traces, axes, names = [], {}, []
    for at, one in enumerate(found):
        # The house's second axis is for what has no figure.
        axis = "y" if at == 0 else f"y{at + 2}"
        top = 1 - at * share
        words = {"hovertemplate": f"{strips.called(at)}, %{{x|%-d %b}}: %{{y}} {one.unit}<extra></extra>"}
        traces += [part | {"yaxis": axis} for part in (trend_chart.smooth(one), trend_chart.dots(one) | words)]
        axes["yaxis" if at == 0 else f"yaxis{at + 2}"] = {"domain": (top - share * (1 - GAP), top - share * GAP / 2)}
        names.append(
            {
                "text": strips.called(at), "xref": "paper", "yref": "paper", "x": 0, "y": top - share * GAP / 2,
                "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"color": figures.TEXT, "size": 13},
            }
        )  # fmt: skip
    first = min(one.start for one in found)
    return figures.unchecked(
        traces, height=max(figures.HEIGHT, STRIP * len(found)), annotations=names,
        xaxis=figures.dates(first, found[0].end) | {"anchor": "y" if len(found) == 1 else f"y{len(found) + 1}"}, **axes,
    )  # fmt: skip
