"""The least Streamlit can do: the same list to choose from, and a line that says what is chosen."""

import streamlit as st

from sufficiency.web import context

names = context.authority_names()
london = [code for code in names if code.startswith("E09")]
chosen = st.multiselect("Responsible authority", london, format_func=names.get, key="authority")
if chosen:
    st.button(names[chosen[0]], on_click=lambda: st.session_state.update(authority=[]))
st.html(f"<footer class='foot'>Chosen: {', '.join(chosen)}</footer>")
