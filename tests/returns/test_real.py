"""The files that Ofsted and DfE publish, as downloaded; skipped where they are not at hand."""

from __future__ import annotations

import shutil

import pytest

from sufficiency import settings
from sufficiency.returns import Import, read
from tests.returns.conftest import KEY, TODAY

REAL = settings.ROOT.parent / "shared" / "real"
REFERENCE = settings.ROOT.parent / "shared" / "reference"
NAMES = (
    REAL / "ofsted_childrens_social_care_2023_underlying_data.ods",
    REAL / "dfe_cla_number_and_rate_per_10k_children.csv",
    REAL / "dfe_la_cla_during_year_new_placements.csv",
    REFERENCE / "ofsted_providers_london_2023.csv",
    REFERENCE / "population_0_17_london.csv",
)

pytestmark = [
    pytest.mark.skipif(not all(p.exists() for p in NAMES), reason="the published files are absent"),
    pytest.mark.xdist_group("real"),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """All five files in one folder, under any name."""
    folder = tmp_path_factory.mktemp("real") / "as downloaded"
    folder.mkdir()
    for path in NAMES:
        shutil.copy(path, folder / path.name)
    return read(folder.parent, key=KEY, today=TODAY)


def test_nothing_published_is_a_problem(real: Import) -> None:
    assert real.problems.num_rows == 0
    assert real.counts.rows_rejected == 0


def test_londons_homes_and_places(real: Import) -> None:
    homes = [
        r
        for r in real.tables["provision_register"].to_pylist()
        if r["authority_code"].startswith("E09")
        and r["provision_type"] == "Children's home"
        and r["registration_status"] == "Active"
    ]
    assert len(homes) == 177
    assert sum(r["place_count"] for r in homes) == 881
    assert sum(r["is_short_break_only"] for r in homes) == 13
    assert sum(r["overall_rating"] is not None for r in homes) == 161


def test_the_whole_register(real: Import) -> None:
    register = real.tables["provision_register"]
    assert register.num_rows == 3812
    assert set(register["list_date"].to_pylist()) == {TODAY.replace(2023, 3, 31)}
    assert register["authority_code"].null_count == 0
    assert not any("." in urn for urn in register["urn"].to_pylist())


def test_dfes_figures(real: Import) -> None:
    rows = real.tables["published_figures"].to_pylist()
    assert len(rows) == 15865 + 2505
    found = {(r["return_year"], r["area_code"], r["category"]): r for r in rows}
    assert found[2025, "E92000001", "Looked after on 31 March"]["child_count"] == 81770
    moves = found[2025, "E92000001", "Placed inside LA boundary less than 20 miles from home"]
    assert (moves["child_count"], moves["percent"]) == (41990, 46)
    symbols = [r["symbol"] for r in rows]
    # The count's symbol, else the percentage's: ten rows have a count and no percentage (z).
    assert {s: symbols.count(s) for s in ("c", "z", "k")} == {"c": 3232, "z": 417, "k": 149}


def test_population(real: Import) -> None:
    rows = real.tables["population"].to_pylist()
    assert len(rows) == 245
    [camden] = [r for r in rows if (r["mid_year"], r["area_code"]) == (2024, "E09000007")]
    assert camden["population_0_17"] == 35276
