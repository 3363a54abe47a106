"""What a file holds of figures, and what exact ones of real children are taken for: asked once a visit, on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from sufficiency import settings
from sufficiency.result import EXACT, Choices, Result
from sufficiency.web import permission

REASON = "why_exact"  # in a session: what was said, for every file until it is said otherwise
LEAST, MOST = 8, 200  # letters
WORDS = "To take a file, say what these exact figures are for"
HELP = "Kept on record with each file, and read by your authority's data owner. Name no child."


@dataclass(frozen=True)
class ExportRecord:
    """The choices a file was asked for with, and the ``results`` in it, which whoever builds it may fill in.

    ``reason`` is None where it must be said and has not been.
    """

    choices: Choices
    reason: str | None
    results: list[Result] = field(default_factory=list)

    def fields(self) -> dict[str, object]:
        """The fields of its line in the audit log."""
        return {
            "choices": self.choices,
            "reason": self.reason or "",
            "rows": sum(len(result.rows) for result in self.results),
            "withheld": sum(result.withheld for result in self.results),
        }


def of(key: str, chosen: Choices, results: Sequence[Result] = ()) -> ExportRecord:
    """What the files under ``key`` hold; above their buttons it is asked what exact figures are for, where that must be
    said."""
    return ExportRecord(chosen, _asked(key), list(results))


def _asked(key: str) -> str | None:
    permit = permission.current()
    # One person alone on a machine is the only reader of its record.
    if permit.snapshot.is_synthetic or permit.person.profile != EXACT or settings.single_user():
        return ""
    name = f"{REASON}_{key}"
    st.session_state[name] = st.session_state.get(REASON, "")
    st.text_input(
        WORDS, key=name, max_chars=MOST, help=HELP, on_change=partial(_keep, name), placeholder="Once a visit is enough"
    )
    said = str(st.session_state.get(REASON, "")).strip()
    return said if len(said) >= LEAST else None


def _keep(name: str) -> None:
    st.session_state[REASON] = st.session_state[name]
