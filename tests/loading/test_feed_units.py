"""A feed is a unit like any other: loaded, replaced by a newer one, put back, withdrawn."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.loading import earlier
from tests.loading.conftest import WHO, load, rows
from tests.returns import feeds

KEY = "E09000007/feed/{}"


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
