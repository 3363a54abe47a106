"""Small returns of five authorities over two years, and what is served after each command."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from sufficiency import invented
from sufficiency.loading.ingest import Outcome, Wanted, ingest
from sufficiency.snapshot import store

NAMES = ("Barnet", "Camden", "Hackney", "Islington", "Enfield")
CODES = {
    "Barnet": "E09000003",
    "Camden": "E09000007",
    "Hackney": "E09000012",
    "Islington": "E09000019",
    "Enfield": "E09000010",
}
# A postcode of each, so that its children come from it.
HOMES = {"Barnet": "N10 1AA", "Camden": "NW1 1AA", "Hackney": "N1 3GN", "Islington": "N1 0AA", "Enfield": "N11 1AA"}
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
WHO = "a test"


def write_return(
    folder: Path,
    authority: str,
    year: int,
    children: range,
    *,
    at: str = "",
    dob_day: int = 2,
    started: int | None = None,
) -> Path:
    """Children of one authority, in foster care since 10 March of the year before ``started`` (``year``)."""
    place = folder / (at or authority) / str(year)
    place.mkdir(parents=True, exist_ok=True)
    initial = authority[:3].upper()
    began = (started or year) - 1
    ids = [f"{initial}{n:04d}" for n in children]
    header = [f"{child},{'MF'[n % 2]},{dob_day:02d}/{1 + n % 12:02d}/2012,WBRI,,," for n, child in enumerate(ids)]
    episodes = [f"{child},10/03/{began},S,C2,N1,U4,PR1,,,,{HOMES[authority]},NW1 2DB,SC000001" for child in ids]
    (place / "header.csv").write_text("\n".join([HEADER, *header]) + "\n")
    (place / "episodes.csv").write_text("\n".join([EPISODES, *episodes]) + "\n")
    return place


def load(folder: Path, **wanted: object) -> Outcome:
    """Load a folder as invented returns."""
    invented.seal(folder)
    return ingest(folder, Wanted(WHO, is_synthetic=True, **wanted))  # type: ignore[arg-type]


def rows(table: str, where: str = "true") -> list[tuple[object, ...]]:
    """Rows of a table of the current snapshot, in one order."""
    path = store.read(store.current_name() or "").file(table)
    return duckdb.sql(f"select * from '{path}' where {where} order by all").fetchall()


def write_five(folder: Path) -> Path:
    """Five authorities' returns of 2024, forty children each, in care since March 2023."""
    for number, name in enumerate(NAMES):
        write_return(folder, name, 2024, range(number * 100, number * 100 + 40))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The five returns."""
    return write_five(tmp_path / "IN")


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that serves the five, with no view: loaded once for all tests, which take a copy each."""
    root = tmp_path_factory.mktemp("loaded_once")
    (root / "sql").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(root / "data"))
        patch.setenv("SUFFICIENCY_SQL", str(root / "sql"))
        patch.delenv("SUFFICIENCY_AUDIT", raising=False)
        assert load(write_five(root / "IN")).snapshot is not None
    return root / "data"


@pytest.fixture
def loaded(data_folder: Path, loaded_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that serves the five, with no view, to be quick."""
    (tmp_path / "sql").mkdir()
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    shutil.copytree(loaded_once, data_folder)
    return data_folder
