"""The audit log holds one line for each run that read figures, also where the next click stopped it before its foot."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency.audit import log, reading
from sufficiency.web import captions, permission

RUN = """
import streamlit as st
from sufficiency.web import context, page, permission
with context.page_run():
    here = page.start("Placement mix", "Where do they live?")
    {body}
"""
READ = "here.fetch('placement_mix')"
# What the head of every page reads, of who counts and of the way to the children, is told with the rest.
HEAD = ("authorities_counted", "chosen_children")
ONCE = "st.session_state.runs = st.session_state.get('runs', 0) + 1"
AGAIN = "if st.session_state.runs == 1: st.rerun()"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of its own."""
    monkeypatch.setenv("SUFFICIENCY_AUDIT", str(tmp_path / "audit"))


def lines(*body: str) -> list[tuple[str, str, str]]:
    """Act, subject and reason of what one visit to a page with this body left in the log, oldest first."""
    AppTest.from_string(RUN.format(body="\n    ".join(body)), default_timeout=300).run()
    told = [line for line in reading.lines()[::-1] if line["subject"] not in HEAD]
    assert reading.verify().faults == ()
    for line in told:
        assert line["snapshot"] == "demonstration" and line["profile"] == "exact" and line["who"] == "Demonstration"
        assert set(line) == {"number", "at", "version", "before", "hash", *log.Act.__dataclass_fields__}
    return [(str(line["action"]), str(line["subject"]), str(line["reason"])) for line in told]


WHOLE = [("page", "Placement mix", ""), ("view", "placement_mix", "")]
STOPPED = [("page", "Placement mix", permission.STOPPED), ("view", "placement_mix", "")]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ((READ, "page.end(here)"), WHOLE),
        ((READ, "page.end(here)", "st.stop()"), WHOLE),
        ((READ, "st.stop()"), STOPPED),
        ((READ, "raise ValueError('a fault')"), STOPPED),
        ((READ,), STOPPED),
        # The head of the page has said who counts.
        (("st.stop()",), STOPPED[:1]),
        # The run that was stopped, then the one that took its place, a line each.
        ((ONCE, READ, AGAIN, "page.end(here)"), STOPPED + WHOLE),
    ],
)
def test_each_run_that_read_figures_is_told_once_however_it_ends(
    body: tuple[str, ...], told: list[tuple[str, str, str]]
) -> None:
    assert lines(*body) == told


def test_a_run_that_read_nothing_leaves_no_line() -> None:
    AppTest.from_string(RUN.format(body="pass").replace("here =", "st.stop() #"), default_timeout=300).run()
    assert reading.lines() == []


def test_a_run_stopped_within_its_foot_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> str:
        raise RuntimeError("the next click")

    monkeypatch.setattr(captions, "of_page", stopped)
    assert lines(READ, "page.end(here)") == WHOLE


def test_what_a_fragment_reads_after_the_foot_is_told_and_what_it_reads_before_is_the_pages() -> None:
    fragment = ("@permission.fragment", "def part(): here.fetch('placement_kinds')")
    assert lines(READ, *fragment, "part()", "page.end(here)") == [*WHOLE, ("view", "placement_kinds", "")]
    log.folder().joinpath(log.LOG).unlink()
    log.folder().joinpath(log.HEAD).unlink()
    assert lines(READ, *fragment, "page.end(here)", "part()") == [*WHOLE, ("view", "placement_kinds", "")]
