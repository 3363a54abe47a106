"""Everything that a page says, as somebody reads it from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.web import context

PATIENCE = 300
# Whom and what pages are read as: nothing chosen, a borough, a small one protected, one whose return is late.
SEATS = {
    "London": {},
    "Camden": {"authority": ["E09000007"]},
    "City of London, protected": {context.VIEW_AS: "viewer", "authority": "E09000001"},
    "Sutton, late": {"authority": ["E09000029"]},
    "Croydon, supported accommodation": {"authority": ["E09000008"], "placement_type": ["Supported accommodation"]},
}
LINES = re.compile(r"</(?:p|li|h1|h2|h3|td|th|tr|caption|summary|div|span|ul|ol|a|b|dt|dd)>|<br>")
STYLE = re.compile(r"<(style|script)>.*?</\1>", re.S)
# Parts whose words are data as it was sent, code or the names of files.
QUOTED = re.compile(r"<code>.*?</code>|<table.*?</table>", re.S)


def pages() -> list[Path]:
    """The file of every page."""
    return sorted((settings.ROOT / "pages").glob("*/*.py"))


def opened(path: Path, **state: object) -> AppTest:
    """A page, opened with what is chosen."""
    page = AppTest.from_file(str(path), default_timeout=PATIENCE)
    for key, value in state.items():
        page.session_state[key] = value
    return page.run()


def said(page: AppTest, *, with_tables: bool = False) -> Iterator[str]:
    """Each piece of text of a page, in its order; cells of tables where they are asked for."""
    for part in page:
        yield from _said(part, with_tables)


def _said(part: object, with_tables: bool) -> Iterator[str]:
    proto = getattr(part, "proto", None)
    if getattr(part, "type", "") == "html" and proto is not None:
        body = STYLE.sub("", proto.body)
        body = body if with_tables else QUOTED.sub("", body)
        for line in LINES.split(body):
            if text := " ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split()):
                yield text
        return
    for name in ("label", "value", "body", "placeholder", "help"):
        text = getattr(part, name, None)
        if isinstance(text, str) and text:
            yield text
    if isinstance(options := getattr(part, "options", None), list):
        yield from (str(option) for option in options)
    children = getattr(part, "children", None)
    if isinstance(children, dict):
        for child in children.values():
            yield from _said(child, with_tables)
