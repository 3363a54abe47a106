"""The words of the rule say what the profile's table says, wherever they stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.presentation import worked_examples
from sufficiency.reference import tables


def test_words_about_the_rule_follow_the_width_in_the_profiles_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (worked_examples.withheld(), worked_examples.shown(), worked_examples.shown(2)) == (
        "0 to 9",
        "15 for 10 to 19",
        "25 for 20 to 29",
    )
    assert [worked_examples.least(kind) for kind in ("mean", "median", "quartile", "decile")] == [15, 25, 45, 85]
    folder = tmp_path / "reference"
    shutil.copytree(settings.REFERENCE, folder)
    table = folder / "profiles.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("Protected figures,10,", "Protected figures,20,"), "utf-8"
    )
    monkeypatch.setattr(settings, "REFERENCE", folder)
    assert (worked_examples.withheld(), worked_examples.shown()) == ("0 to 19", "30 for 20 to 39")


def test_what_is_written_beside_the_width_says_the_same() -> None:
    (profile,) = (row for row in tables.records("profiles") if row["band"])
    readme = (settings.ROOT / "README.md").read_text(encoding="utf-8")
    meant = " ".join(row["meaning"] for row in tables.records("glossary") if row["word"] == "Protected figures")
    for words in (profile["description"], " ".join(readme.split()), meant):
        assert worked_examples.withheld() in words and worked_examples.shown() in words
