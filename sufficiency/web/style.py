"""How pages look beyond the theme in .streamlit/config.toml; the rules are in style.css."""

from pathlib import Path

RULES = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
# Streamlit writes white on the theme's first colour, which in the dark theme is a light one.
DARK = """[data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] *,
button[kind="primary"], button[kind="primary"] * {color: #10181F;}"""


def css(theme: str) -> str:
    """The style sheet for the 'light' or the 'dark' theme."""
    return f"<style>{RULES}{DARK if theme == 'dark' else ''}</style>"
