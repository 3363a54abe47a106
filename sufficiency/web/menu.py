"""What runs at every click: the menu made from app.py's list, then the page asked for.

It lies away from ``pages/`` on purpose. Streamlit looks for a folder of that name beside the script
it runs, and on a fresh server would greet the first visitor to any page but the first with "Page
not found" before running it.
"""

import streamlit as st

from sufficiency import settings
from sufficiency.web import context, history, navigation

chosen = st.navigation(navigation.sections(), position="top")
st.set_page_config(page_title=f"{chosen.title} · {settings.TOOL}", page_icon="🏠", layout="wide")
navigation.arrive(chosen)
history.keep_choices()
with context.page_run():
    chosen.run()
