"""The data dictionary has every column of every view, in the words of the headers."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner

from sufficiency import settings
from sufficiency.__main__ import main
from sufficiency.catalogue import header, loader


def test_every_column_is_in_it_as_its_header_says(tmp_path: Path) -> None:
    out = tmp_path / "dictionary.csv"
    assert CliRunner().invoke(main, ["dictionary", str(out)]).exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        held = {(row["view"], row["column"]): row for row in csv.DictReader(file)}
    marts = loader.load(settings.sql_folder()).layer("marts")
    assert held.keys() == {(view.name, column.name) for view in marts for column in view.columns}
    share = held["placement_distance", "distant_pct"]
    assert share["made_from"] == "share of distant_count in child_count" and share["unit_name"] == "Per cent"
    for (_, name), row in held.items():
        if row["made_from"]:  # What it says is what a header may say.
            assert header.PROTECTION.match(row["made_from"]), name
    assert CliRunner().invoke(main, ["dictionary", str(out)]).exit_code == 1  # It is there already.
