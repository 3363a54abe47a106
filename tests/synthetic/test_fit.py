"""The fit to published figures: met by what is made, and missed by what is spoilt."""

from __future__ import annotations

import shutil

import pytest

from sufficiency.synthetic import fit, summary
from tests.synthetic.conftest import AUTHORITIES

pytestmark = pytest.mark.xdist_group("synthetic")


def test_small_authorities_meet_their_published_figures(made):
    frame = fit(made)
    own = frame[frame["area"].isin(AUTHORITIES) & frame["target"].str.startswith("borough")]
    assert {"borough: stock", "borough: started", "borough 2025: uasc uasc"} <= set(own["target"])
    assert own["met"].mean() > 0.97
    # Without all of London, targets for London would mean nothing.
    assert not frame["target"].str.startswith("London").any()
    homes = frame[frame["target"] == "borough 2023: places registered"]
    assert homes["met"].all() and homes["ours"].sum() == 881
    assert summary(frame)["figures"].sum() == len(frame)


def test_a_spoilt_return_misses_its_targets(made, tmp_path):
    spoilt = tmp_path / "spoilt"
    shutil.copytree(made, spoilt)
    path = spoilt / "E09000020" / "2025" / "episodes.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[: len(lines) // 2]))
    frame = fit(spoilt).set_index(["target", "area", "year"])
    assert not frame.loc[("borough: stock", "E09000020", 2025), "met"].any()


def test_an_empty_folder_is_said_to_be_one(tmp_path):
    with pytest.raises(FileNotFoundError):
        fit(tmp_path)
