"""Addresses of pages with what is chosen, in the words of the filter bar; they name no child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

from sufficiency import choices
from sufficiency.choices import Option
from sufficiency.result import Choices


def to_page(path: str, chosen: Choices, options: Sequence[Option], own: Mapping[str, str] | None = None) -> str:
    """The address of the page at ``path`` with the choices ``chosen``; ``own`` is what it is asked itself."""
    return _address(path, [*_pairs(chosen, options), *(own or {}).items()])


def to_here(chosen: Choices, options: Sequence[Option], instead: Mapping[str, str] | None = None) -> str:
    """The address of the page being drawn with ``chosen`` in place of what is in the filter bar;
    what the page itself asks (which measure, which kind) stays as it is, but for what is asked ``instead``."""
    others = [key for key in st.query_params if key not in choices.kinds() and key not in (instead or {})]
    own = [(key, value) for key in others for value in st.query_params.get_all(key)]
    own += (instead or {}).items()
    return _address(str(st.context.url or ""), [*_pairs(chosen, options), *own])


def _pairs(chosen: Choices, options: Sequence[Option]) -> list[tuple[str, str]]:
    labels = {(option.choice, option.value): option.label for option in options}
    return [(key, labels.get((key, v), v)) for key, values in chosen.items() for v in values]


def _address(url: str, pairs: Sequence[tuple[str, str]]) -> str:
    parts = urlsplit(url)
    bare = f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.path
    return f"{bare}?{urlencode(pairs)}" if pairs else bare
