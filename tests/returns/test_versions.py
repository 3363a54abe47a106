"""Two files of one table, and ids whose zeros come and go."""

from __future__ import annotations

import pytest

from tests.returns.conftest import Send

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
OLD = HEADER + "KID1,M,01/05/2010,WBRI,UN1,0,\nKID2,F,01/06/2010,WBRI,UN1,0,\n"
NEW = HEADER + "KID1,M,01/07/2011,WBRI,UN1,0,\n"


@pytest.mark.parametrize(
    ("older", "later"),
    [
        ("a.csv", "z resubmitted.csv"),
        ("z.csv", "a re-submission.csv"),
        ("header v1.csv", "header v2.csv"),
        ("header v9.csv", "header v10.csv"),
        ("header v3.csv", "corrected header.csv"),
        ("resubmission 1/h.csv", "resubmission 2/h.csv"),
    ],
)
def test_the_later_file_is_known_by_what_its_name_says_and_not_by_its_order(send: Send, older: str, later: str) -> None:
    found = send({f"Camden/2025/{older}": OLD, f"Camden/2025/{later}": NEW})
    births = sorted(d.isoformat() for d in found.tables["header"]["birth_month"].to_pylist())
    assert births == ["2010-06-01", "2011-07-01"]
    told = [p for p in found.problems.to_pylist() if p["rule"] == "corrected_by_later_file"]
    assert [p["file"] for p in told] == [f"Camden/2025/{older}"]
    assert later in told[0]["message"]


def test_files_that_contradict_each_other_are_both_held(send: Send) -> None:
    found = send({"Camden/2025/a.csv": OLD, "Camden/2025/b.csv": NEW})
    assert found.tables["header"].num_rows == 0
    told = {p["file"]: p["rule"] for p in found.problems.to_pylist()}
    assert told == {"Camden/2025/a.csv": "files_contradict", "Camden/2025/b.csv": "files_contradict"}
    assert found.counts.rows_accepted == 0
    assert found.counts.files_rejected == 2


def test_a_return_in_two_parts_is_one(send: Send) -> None:
    found = send({"Camden/2025/a.csv": OLD, "Camden/2025/b.csv": HEADER + "KID3,M,01/07/2011,WBRI,UN1,0,\n"})
    assert found.tables["header"].num_rows == 3
    assert "files_contradict" not in found.problems["rule"].to_pylist()


def _year(child: str, born: str = "01/05/2010") -> str:
    return HEADER + f"{child},M,{born},WBRI,UN1,0,\n"


def test_zeros_lost_in_one_year_are_restored_where_the_birth_is_the_same(send: Send) -> None:
    found = send({"Camden/2024/h.csv": _year("7012"), "Camden/2025/h.csv": _year("007012")})
    assert len(set(found.tables["header"]["child_id"].to_pylist())) == 1
    told = {(p["file"], p["rule"]) for p in found.problems.to_pylist()}
    assert ("Camden/2024/h.csv", "id_zeros_restored") in told


@pytest.mark.parametrize(
    "files",
    [
        {"Camden/2024/h.csv": _year("7012", "01/05/2010"), "Camden/2025/h.csv": _year("007012", "01/05/2013")},
        {"Camden/2025/h.csv": _year("7012") + "007012,M,01/05/2010,WBRI,UN1,0,\n"},
    ],
)
def test_ids_that_may_be_two_children_stay_two_and_are_told(send: Send, files: dict[str, str]) -> None:
    found = send(files)
    assert len(set(found.tables["header"]["child_id"].to_pylist())) == 2
    assert "id_zeros_uncertain" in found.problems["rule"].to_pylist()
