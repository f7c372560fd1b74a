"""The way to one client's page."""

import streamlit as st

from components import plain
from lib.coach.board import Client


def client(one: Client) -> None:
    st.page_link(
        "client.py", label=f"**{plain.label(one.name)}**", icon=":material/person:", query_params={"id": one.id}
    )
