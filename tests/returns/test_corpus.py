"""Every malformed file of ``corpus.csv`` is reported as expected and none stops another.

A row of the corpus is one file (its bytes written as Python escapes) and the one line the report
must hold about it; add a row to add a case.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sufficiency.reference.tables import records
from sufficiency.returns import Import, read
from tests.returns.conftest import KEY, TODAY

with (Path(__file__).parent / "corpus.csv").open(encoding="utf-8", newline="") as file:
    CASES = tuple(csv.DictReader(file))
AUTHORITIES = [r["authority_code"] for r in records("authorities")]

Case = dict[str, str]


def _file(case: Case) -> str:
    return f"{AUTHORITIES[CASES.index(case)]}/{case['return_year']}/sent.csv"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """All malformed files in one folder, each from another authority, read at once."""
    folder = tmp_path_factory.mktemp("corpus")
    for case in CASES:
        path = folder / _file(case)
        path.parent.mkdir(parents=True)
        path.write_bytes(case["bytes"].encode().decode("unicode_escape").encode("latin-1"))
    return read(folder, key=KEY, today=TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_malformed_file_is_reported(corpus: Import, case: Case) -> None:
    lines = [p for p in corpus.problems.to_pylist() if p["file"] == _file(case)]
    wanted = tuple(case[c] for c in ("rule", "severity", "line", "column", "value"))
    found = [(p["rule"], p["severity"], str(p["line"] or ""), p["column"] or "", p["value"] or "") for p in lines]
    assert wanted in found
    problem = lines[found.index(wanted)]
    assert problem["message"] and problem["remedy"]
    assert "{" not in problem["message"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_valid_in_a_malformed_file_is_kept(corpus: Import, case: Case) -> None:
    [line] = [s for s in corpus.tables["submissions"].to_pylist() if s["file_name"] == _file(case)]
    assert line["rows_accepted"] == int(case["rows_accepted"])
    assert line["rows_read"] == line["rows_accepted"] + line["rows_rejected"]
    assert line["problem_count"] > 0


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_counts_agree_with_the_problems(corpus: Import) -> None:
    severities = corpus.problems["severity"].to_pylist()
    assert corpus.counts.files == len(CASES)
    assert corpus.counts.files_rejected == severities.count("rejected file")
    assert corpus.counts.cells_set_blank == severities.count("cell set blank")
    counted = sum(corpus.tables["problem_counts"]["problem_count"].to_pylist())
    assert counted == corpus.problems.num_rows


def test_no_date_is_guessed(corpus: Import) -> None:
    starts = corpus.tables["episodes"]["decom"].to_pylist()
    births = [d for d in corpus.tables["header"]["birth_month"].to_pylist() if d]
    assert {d.isoformat() for d in starts} == {"2024-05-01", "2022-05-01"}
    assert {d.isoformat() for d in births} == {"2010-05-01", "2011-05-01"}
