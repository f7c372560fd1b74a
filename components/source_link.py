"""The way to the source of this installation, which the licence promises to everybody who uses it."""

import streamlit as st

from lib import session


def show() -> None:
    url = session.house().settings.SOURCE_URL or "source"
    # A caption would fade the link too.
    st.markdown(f":small[:gray[Wellspring is free software under the AGPL, version 3 or later.] [Source code]({url})]")
