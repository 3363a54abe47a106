"""How pages look beyond the theme in .streamlit/config.toml; the rules are in style.css."""

from pathlib import Path

_RULES = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
# Rules that stand alone are drawn after all else, and the page is seen without them first.
CSS = f"<style>{_RULES}</style><i class='styled'></i>"
