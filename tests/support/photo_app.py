"""The house with one more page of its own: a picture, as later pages will show them. Only tests start it."""

import streamlit as st

import app as house

app = st.App(
    house.ROOT / "tests" / "support" / "photo_page.py",
    lifespan=house.lifespan,
    routes=house.app._user_routes,
    middleware=house.app._user_middleware,
)
