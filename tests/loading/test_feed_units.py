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
    assert load(_sent(tmp_path / "one", "2026-05-22")).loaded == (KEY.format("2026-05-22"),)
    first = {row[1] for row in rows("feed_episodes")}
    outcome = load(_sent(tmp_path / "two", "2026-05-29", "U4"))
    # What took whose place is said, though each week has a name of its own.
    assert outcome.loaded == outcome.replaced == (KEY.format("2026-05-29"),)
    assert {row[1] for row in rows("feed_episodes")} != first and len({row[1] for row in rows("feed_episodes")}) == 1
    earlier.put_back(KEY.format("2026-05-29"), who=WHO)
    assert {row[1] for row in rows("feed_episodes")} == first
    done = CliRunner().invoke(main, ["withdraw", "Camden", "feed", "2026-05-22"])
    assert done.exit_code == 0 and rows("feed_episodes") == [], done.output


def test_no_name_number_or_address_is_anywhere_after_import(loaded: Path, tmp_path: Path) -> None:
    # A name where a code belongs, as a shifted row has it.
    outcome = load(_sent(tmp_path / "one", "2026-05-29", "Quillfeather"))
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
