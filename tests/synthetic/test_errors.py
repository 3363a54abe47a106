"""Errors put in on purpose: the importer finds those of `errors.csv`; contradictions are as answered."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from sufficiency import checks, returns
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from sufficiency.synthetic import synthesise
from tests.synthetic.conftest import read, tables

# Of an episode, and so of a child: what may not be known of it.
CODES = ("rne", "ls", "cin", "place", "place_provider", "rec")

pytestmark = pytest.mark.xdist_group("synthetic")


@pytest.fixture(scope="session")
def dirty(tmp_path_factory):
    """Errors in a tenth of the rows of a folder, what the importer reports of them, and what it keeps."""
    out = tmp_path_factory.mktemp("dirty")
    synthesise(out, authorities=["E09000020"], last_year=2025, years=2, error_share=0.1, contradictions=0)
    sent = returns.read(out, key=returns.hash_key(True))
    return read(out / "answers" / "errors.csv"), sent.problems.to_pylist(), sent.tables


def key(file: str, line: object, rule: str) -> tuple[str, str, str]:
    return file, "" if line in (None, "") else str(int(line)), rule


def test_the_importer_reports_the_errors_and_little_else(dirty):
    answers, problems, _ = dirty
    expected = {key(a["file_name"], a["line"], a["rule"]) for a in answers if a["rule"]}
    rejected = {a["file_name"] for a in answers if a["rule"] == "missing_key_column"}
    reported = {key(p["file"], p["line"] if (p["column"] or p["line"]) else "", p["rule"]) for p in problems}
    whole = {
        a["file_name"]: a["rule"]
        for a in answers
        if not a["line"] or a["kind"] in ("wrong header", "title rows", "semicolons")
    }

    def is_found(answer: tuple[str, str, str]) -> bool:
        file, _, rule = answer
        if whole.get(file) == rule:
            return any(f == file and r == rule for f, _, r in reported)
        return answer in reported

    recall = sum(map(is_found, expected)) / len(expected)
    wanted_files = {(f, r) for f, r in whole.items()}
    told = [p for p in reported if (p[0], p[2]) not in wanted_files and p[0] not in rejected]
    precision = sum(p in expected for p in told) / len(told)
    assert len(expected) > 100
    assert recall > 0.95
    assert precision > 0.9


def test_every_kind_of_error_is_answered_with_what_was_there(dirty):
    answers, _, _ = dirty
    kinds = {a["kind"] for a in answers}
    assert {
        "unknown code",
        "impossible date",
        "duplicate row",
        "malformed postcode",
        "missing postcode",
        "overlapping episodes",
        "not a number",
    } <= kinds
    assert all(a["written"] != a["correct"] for a in answers if a["column_name"])


def test_whatever_returns_hold_every_view_is_sound_and_every_check_kept(dirty, data_folder):
    """A cell that was not taken is unknown, and no child is lost or counted twice for it: here one cell of each
    code in five."""
    tables = dict(dirty[2])
    for number, column in enumerate(CODES):
        place, cells = tables["episodes"].column_names.index(column), tables["episodes"][column].to_pylist()
        blanked = [None if row % 5 == number % 5 else cell for row, cell in enumerate(cells)]
        tables["episodes"] = tables["episodes"].set_column(place, column, pa.array(blanked, pa.string()))
    with store.drafted(tables, is_synthetic=True) as draft:
        scope = Scope(draft, has_checks=True)
        wrong = {finding.name: finding.message for finding in checks.inspect(scope) if not finding.is_sound}
        scope.close()
    assert wrong == {}


def test_contradictions_stand_where_the_answers_say(made, tmp_path):
    options = {"authorities": ["E09000020"], "last_year": 2027, "years": 6}
    synthesise(tmp_path, contradictions=0.1, **options)
    answers = read(tmp_path / "answers" / "contradictions.csv")
    before = {k: v for k, v in tables(made, "episodes").items() if k[0] == "E09000020"}
    children = {row["CHILD"] for rows in before.values() for row in rows}
    assert 0.02 * len(children) < len(answers) < 0.12 * len(children)
    for answer in answers:
        altered = read(tmp_path / "E09000020" / answer["return_year"] / f"{answer['table_name']}.csv")
        true = read(made / "E09000020" / answer["return_year"] / f"{answer['table_name']}.csv")
        column = answer["column_name"]
        mine = [
            row
            for row in altered
            if row["CHILD"] == answer["child"] and answer["episode_start"] in ("", row.get("DECOM"))
        ]
        assert [row[column] for row in mine] == [answer["written"]]
        assert answer["correct"] in [r[column] for r in true if r["CHILD"] == answer["child"]]
    assert len({answer["kind"] for answer in answers}) >= 6


def test_no_errors_unless_asked_for(made):
    assert read(made / "answers" / "errors.csv") == []
    assert read(made / "answers" / "contradictions.csv") == []
    told = returns.read(made, key=returns.hash_key(True), today=date(2027, 6, 1)).problems.to_pylist()
    # A case system writes words for nothing, which is told and is no fault.
    assert [problem for problem in told if problem["rule"] != "taken_as_nothing"] == []
