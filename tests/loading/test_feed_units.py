"""A feed is a unit like any other: loaded, replaced by a newer one, put back, withdrawn."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.loading import earlier
from tests.loading.conftest import WHO, load, rows
from tests.returns import feeds

KEY = "E09000007/feed/{}"
# The sound feed is of two children, where the returns have forty.
FEW = {"accepted": ("feed_children_return",), "because": "two children are enough for a test"}
# What of the sound feed may be nowhere: names, numbers, postcodes and lines of addresses, ids, days of birth.
SECRETS = (
    *("Zebedina", "Quillfeather", "Marmaduke", "Ottershaw", "4857773456", "4857773457", "Wimblewick", "Gablehurst"),
    *("NW1 8NH", "NW18NH", "EN1 3XA", "EN13XA", "NW3 2QG", "NW32QG", "900001", "900002", "KID1", "UPN1", "2011-02-09"),
)


def _sent(folder: Path, day: str, place: str = "U6") -> Path:
    tables = {name: [dict(row) for row in rows_] for name, rows_ in feeds.SOUND.items()}
    tables["ssd_cla_placement"][1]["clap_cla_placement_type"] = place
    for name, text in feeds.files(tables, at=f"Camden/feed/{day}").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(text))
    return folder


def test_the_newest_week_alone_is_served_and_the_one_before_can_be_put_back(loaded: Path, tmp_path: Path) -> None:
    assert load(_sent(tmp_path / "one", "2026-05-22"), **FEW).loaded == (KEY.format("2026-05-22"),)
    first = {row[1] for row in rows("feed_episodes")}
    outcome = load(_sent(tmp_path / "two", "2026-05-29", "U4"), **FEW)
    # What took whose place is said, though each week has a name of its own.
    assert outcome.loaded == outcome.replaced == (KEY.format("2026-05-29"),)
    assert {row[1] for row in rows("feed_episodes")} != first and len({row[1] for row in rows("feed_episodes")}) == 1
    earlier.put_back(KEY.format("2026-05-29"), who=WHO)
    assert {row[1] for row in rows("feed_episodes")} == first
    done = CliRunner().invoke(main, ["withdraw", "Camden", "feed", "2026-05-22"])
    assert done.exit_code == 0 and rows("feed_episodes") == [], done.output


def test_each_week_of_several_sent_at_once_takes_the_place_of_the_one_before(loaded: Path, tmp_path: Path) -> None:
    days = ("2026-05-15", "2026-05-22", "2026-05-29")
    for day in days:
        _sent(tmp_path / "all", day)
    outcome = load(tmp_path / "all", **FEW)
    assert outcome.loaded == tuple(map(KEY.format, days)) and outcome.replaced == outcome.loaded[1:]
    assert {str(row[1]) for row in rows("feed_episodes")} == {days[-1]}
    # Back to each week, one after the other.
    for newer, older in ((days[2], days[1]), (days[1], days[0])):
        earlier.put_back(KEY.format(newer), who=WHO)
        assert {str(row[1]) for row in rows("feed_episodes")} == {older}


def test_a_feed_of_far_fewer_children_than_the_return_is_held(loaded: Path, tmp_path: Path) -> None:
    outcome = load(_sent(tmp_path / "one", "2026-05-22"))
    assert dict(outcome.held) == {KEY.format("2026-05-22"): ("feed_children_return",)} and rows("feed_episodes") == []


def test_a_week_that_comes_late_is_told(loaded: Path, tmp_path: Path) -> None:
    load(_sent(tmp_path / "new", "2026-05-29"), **FEW)
    outcome = load(_sent(tmp_path / "late", "2026-05-22"), **FEW)
    assert "feed_not_newest" in {finding.code for finding in outcome.findings}
    assert {str(row[1]) for row in rows("feed_episodes")} == {"2026-05-29"}


def test_no_name_number_or_address_is_anywhere_after_import(loaded: Path, tmp_path: Path) -> None:
    # A name where a code belongs, as a shifted row has it.
    outcome = load(_sent(tmp_path / "one", "2026-05-29", "Quillfeather"), **FEW)
    assert outcome.loaded == (KEY.format("2026-05-29"),) and outcome.read is not None
    told = str(outcome.read.problems.to_pylist())
    assert "feed_code_unknown" in told and not [secret for secret in SECRETS if secret in told]
    looked_at = 0
    for path in (path for path in loaded.rglob("*") if path.is_file()):
        text = path.read_bytes().decode("latin-1")
        text += str(pq.read_table(path).to_pydict()) if path.suffix == ".parquet" else ""
        # A whole number or word: the hash in place of an id may hold any six digits.
        assert not [secret for secret in SECRETS if re.search(rf"(?<!\d){secret}(?!\d)", text)], path.name
        looked_at += 1
    assert looked_at > 10
