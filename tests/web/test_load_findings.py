"""What *Load data* shows of the problems of files."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from sufficiency.returns import problems as problem_words
from sufficiency.web.loading import findings, sending


def test_a_line_stays_a_whole_number_beside_problems_that_have_none() -> None:
    """A problem of a whole file has no line; the others' lines read 276, not 276.0."""
    line = pa.array([None, 276, 1_200], pa.int64())
    other = pa.array([None, "DECOM", ""])
    problems = pa.table({name: line if name == "line" else other for name in findings.SHOWN})
    shown = findings.as_text(problems)
    assert list(shown["line"]) == ["", "276", "1200"]
    assert list(shown["column"]) == ["", "DECOM", ""]


@pytest.mark.parametrize("said", [message for _, _, _, message, _ in problem_words.rules()])
def test_what_is_said_of_many_problems_together_reads_as_a_sentence(said: str) -> None:
    """*No row of the file is the header of a known table; ….* and *of this table…; it was not read*"""
    told = problem_words.in_words(said, "CHILD")
    assert not re.search(r"…\.|\w…|\(…\)|[{}]", told), told


def test_what_is_lacking_before_files_are_compared_is_said() -> None:
    """The button was blue, and a press did nothing."""

    def form() -> None:
        from unittest.mock import Mock

        from sufficiency.loading.by_page import Loader
        from sufficiency.result import EXACT
        from sufficiency.web.loading import sending

        sending._form(Mock(), Loader("the data team", "", EXACT))

    app = AppTest.from_function(form, default_timeout=60).run()
    for kind, words in sending.PLACED.items():
        app.radio(key="load_kind").set_value(kind).run()
        if kind == sending.LIST:
            app.selectbox(key="load_list").set_value("provision").run()
        notes = [part.proto.body for part in app.get("html")]
        assert any(f"To compare them {words} and add the files." in note for note in notes), kind
    assert app.button(key="load_compare").disabled and not app.exception
