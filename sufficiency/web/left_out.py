"""Views that are left out because they are broken: each is told once, with those that are left out with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from sufficiency.catalogue import broken
from sufficiency.web import context, permission, polling


def tell_building() -> None:
    """Say that what was saved is being built; the page is drawn anew as soon as it is."""
    with st.container():  # Where there is nothing to say as well, so that what follows keeps its place.
        if context.SERVING.building:
            polling.until(lambda: not context.SERVING.building, _building, permission.current(), seconds=1.0)


def tell(problems: Mapping[str, str], named: str = "") -> None:
    """Say why each view whose name begins with ``named`` is left out, by what is to be mended for it.

    ``problems`` says of each name why it is not there.
    """
    for root, others in broken.roots(problems).items():
        if any(name.startswith(named) for name in (root, *others)):
            _say(root, problems[root], others)


def tell_behind(problems: Mapping[str, str], names: Iterable[str]) -> None:
    """Say what is to be mended so that the views called ``names`` are there again, where that is none of them."""
    tell_building()
    roots = broken.roots(problems)
    for root in sorted({root for name in names for root in broken.behind(name, problems)} - set(names)):
        _say(root, problems[root], roots[root])


def _say(root: str, why: str, others: Iterable[str]) -> None:
    listed = ", ".join(f"`{name}`" for name in others)
    st.warning(
        f"{root} is left out because it is broken. {why}" + (f"\n\nLeft out with it: {listed}." if listed else "")
    )


def _building() -> None:
    st.info(
        f"What was saved is being built, for {context.SERVING.building:.0f} s so far. Until it is ready, figures are "
        "as they were; then they are drawn anew here by themselves."
    )
