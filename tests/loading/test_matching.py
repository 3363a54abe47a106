"""The report of an import ends with what the rows of each table were matched to."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner

from sufficiency import invented
from sufficiency.cli.imports import ingest
from tests.returns.malformed.sound import REGISTER, sound, text


def test_the_report_says_what_was_matched_to_what_and_why_not(data_folder: Path, tmp_path: Path) -> None:
    tables = sound("KA10")
    tables["oc2"][1][0] = "NOBODY1"  # of two scores one is of a child in no episode
    tables["placement_costs"][1][1] = "16/11/2024"  # of two prices one gives another start
    tables["header"].pop()  # of four episodes one is of a child in no header
    folder = tmp_path / "IN"
    for name in ("header", "episodes", "uasc", "oc2", "missing", "placement_costs"):
        place = folder / "Camden" / "2025" / f"{name}.csv"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text(tables[name]))
    (folder / "provision" / "2025-03-31").mkdir(parents=True)
    # Of the episodes' three numbers two are listed: 1234567 twice, 1234568 once, and 1234569 is not.
    (folder / "provision" / "2025-03-31" / "list.csv").write_text(text(REGISTER))
    invented.seal(folder)
    report = tmp_path / "problems.csv"
    # What is only kept aside says what it would be matched to.
    aside = CliRunner().invoke(ingest, [str(folder), "--synthetic", "--hold", "--report", str(tmp_path / "aside.csv")])
    assert aside.exit_code == 1, aside.output
    assert (tmp_path / "aside.csv").read_text(encoding="utf-8-sig").count("rows matched to") == 8
    done = CliRunner().invoke(ingest, [str(folder), "--synthetic", "--report", str(report)])
    assert done.exit_code == 1, done.output
    with report.open(encoding="utf-8-sig", newline="") as file:
        told = [row["message"] for row in csv.DictReader(file) if row["file"] == "E09000007/2025"]
    assert told == [
        "Children's details (SSDA903 header): 2 of 2 rows matched to the child's episodes",
        "Episodes of care (SSDA903 episodes): 3 of 4 rows matched to the child's header; "
        "1 child is not in the header of this return",
        "Episodes of care (SSDA903 episodes): 3 of 4 rows matched to the register; 1 number is on no list sent",
        "Unaccompanied asylum-seeking children (SSDA903 UASC): 1 of 1 rows matched to the child's episodes",
        "Health and behaviour (SSDA903 OC2): 1 of 2 rows matched to the child's episodes; "
        "1 child has no episode in this return",
        "Times missing or away (SSDA903 missing): 2 of 2 rows matched to the child's episodes",
        "Placement costs return: 2 of 2 rows matched to the placement priced; "
        "1 open on the day, though another start was given",
        "Placement costs return: 1 of 2 rows matched to the register; 1 number is on no list sent",
    ]
