"""How much each part of the score counts, as the person wants it."""

import dataclasses

import streamlit as st

from components import messages, opened, profile_saving, section
from lib import session
from lib.analysis.score import DEFAULT, Weights, WrongWeights
from lib.diary import scores, scores_shown
from lib.gateway.port import GatewayError
from lib.profile import Profile

_PREFIX = "score_weights_"


def show(me: Profile) -> None:
    if not section.show("Change the weights", _PREFIX, ":material/tune:"):
        return
    now = scores.weights_of(me)
    with st.form("score_weights", border=True):
        st.text("How much each part counts beside the others. A part with 0 is left out.")
        with st.container(horizontal=True):
            typed = {
                name: st.number_input(
                    label, value=float(getattr(now, name)), step=5.0, format="%g", key=f"{_PREFIX}{name}", width=150
                )
                for name, label in scores_shown.LABELS.items()
            }
        with st.container(horizontal=True):
            pressed = st.form_submit_button("Save", type="primary", key=f"{_PREFIX}save")
            usual = st.form_submit_button("As usual", key=f"{_PREFIX}usual", help="25, 20, 20, 15, 10 and 10.")
    if not pressed and not usual:
        return
    try:
        wanted = DEFAULT if usual else Weights(**typed)
    except WrongWeights as wrong:
        messages.not_saved([wrong.sentence])
        return
    if profile_saving.save({"score_weights": None if wanted == DEFAULT else dataclasses.asdict(wanted)}):
        try:
            scores.forget(session.require_user().backend)
        except GatewayError:
            # What is kept says with which weights it was made, and is worked out anew when it is read.
            pass
        opened.close(_PREFIX)
        messages.done("Saved. Your scores are worked out anew with these weights.")
