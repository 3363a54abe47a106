"""What comes late, or a second time: written aside, each sealed, and nothing else changed."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sufficiency import invented, settings
from sufficiency.synthetic import synthesise
from tests.synthetic.conftest import read

pytestmark = pytest.mark.xdist_group("synthetic")
SMALL = {"authorities": ["E09000001", "E09000021"], "last_year": 2025, "years": 2, "scale": 0.5}
LATE, CORRECTED = "E09000001", "E09000021"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The same two authorities all at once; as first sent; and what comes later."""
    root = tmp_path_factory.mktemp("sendings")
    synthesise(root / "whole", **SMALL)
    synthesise(root / "first", **SMALL, late=LATE, corrected="Kingston upon Thames", later=root / "later")
    return root / "whole", root / "first", root / "later"


def files(folder: Path) -> dict[str, bytes]:
    """The contents of a folder's returns and lists, by path within it."""
    inside = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in inside}
    return {name: content for name, content in named.items() if not name.startswith("answers/")}


def test_what_comes_later_is_what_the_whole_would_have_held(sent):
    whole, first, later = (files(folder) for folder in sent)
    assert {f"late/{name}" for name in whole if name.startswith(f"{LATE}/2025/")} <= later.keys()
    for name, content in later.items():
        folder, _, path = name.partition("/")
        if not path.startswith("answers/"):
            assert path.startswith(f"{LATE if folder == 'late' else CORRECTED}/2025/")
            assert content == whole[path]
    others = {name for name in whole if not name.startswith((f"{LATE}/2025/", f"{CORRECTED}/2025/"))}
    assert first.keys() == others | {name for name in whole if name.startswith(f"{CORRECTED}/2025/")}
    assert all(first[name] == whole[name] for name in others)


def test_a_return_that_is_corrected_left_the_same_children_out_of_every_table(sent):
    whole, first, _ = sent
    children: dict[Path, set[str]] = {}
    for root in (whole, first):
        rows = {path.name: read(path) for path in (root / CORRECTED / "2025").glob("*.csv")}
        children[root] = {row["CHILD"] for row in rows["header.csv"]}
        for table in rows.values():
            assert {row["CHILD"] for row in table} <= children[root]
    assert children[first] < children[whole]
    assert len(children[whole] - children[first]) == len(children[whole]) // 40


def test_each_folder_is_known_as_invented(sent):
    _, first, later = sent
    assert not any(map(invented.strangers, (first, later / "late", later / "corrected")))


def test_it_says_what_is_missing(tmp_path):
    with pytest.raises(ValueError, match="--later"):
        synthesise(tmp_path, **SMALL, late=LATE)
    with pytest.raises(ValueError, match="Camden is not among"):
        synthesise(tmp_path, **SMALL, late="Camden", later=tmp_path / "later")
    with pytest.raises(ValueError, match="cannot be the one"):
        synthesise(tmp_path, **SMALL, late=LATE, corrected=LATE, later=tmp_path / "later")


def test_the_demonstration_shows_both_states():
    demonstration = settings.ROOT / "data" / "snapshots" / settings.DEMONSTRATION
    entries = pq.read_table(demonstration / "ledger.parquet").to_pylist()
    replaced = [entry for entry in entries if entry["replaced_digest"]]
    returned = [entry for entry in replaced if entry["return_year"]]
    assert [(entry["authority_code"], entry["return_year"]) for entry in returned] == [("E09000016", 2026)]
    # Each week's feed takes the place of the one before.
    assert [entry["authority_code"] for entry in replaced if not entry["return_year"]] == ["E09000007"] * 7
    sent = {(entry["authority_code"], entry["return_year"]) for entry in entries if entry["is_served"]}
    assert ("E09000029", 2025) in sent and ("E09000029", 2026) not in sent
