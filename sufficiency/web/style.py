"""How pages look beyond the theme in .streamlit/config.toml; the rules are in style.css."""

from pathlib import Path

CSS = f"<style>{Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}</style>"
