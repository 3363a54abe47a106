"""Another region than London: its pages, files and sentences name it, and London nowhere.

Two authorities of the North East stand for it, made by rule. The page of changes is left out: it tells what happened
to the tool, which was London's.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.planning import forecast
from sufficiency.presentation import export
from sufficiency.reference import served
from sufficiency.result import EXACT
from sufficiency.snapshot import store
from tests import servings
from tests.conftest import TWO_AUTHORITIES, tables_of
from tests.intruder import told
from tests.planning import handmade
from tests.shares import is_in_every_run
from tests.words import reading

# What the two of London are here: County Durham, Gateshead, and Newcastle upon Tyne for a host.
INSTEAD = {"E09000003": "E06000047", "E09000007": "E08000037", "E09000033": "E08000021", "NW1 2": "DH1 3"}
ELSEWHERE = re.compile(rf"London|\b[Bb]oroughs?\b|\b33 authorities|{served.PLACEHOLDER.pattern}")
PAGES = reading.pages()
STYLE = ".st-key-borough"
HISTORY = "changes"

in_one_process = pytest.mark.xdist_group("another region")


@pytest.fixture(scope="module")
def north_east(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with two authorities of the North East."""
    rows = dict(TWO_AUTHORITIES)
    for ours, theirs in INSTEAD.items():
        rows = {table: sql.replace(ours, theirs) for table, sql in rows.items()}
    folder = tmp_path_factory.mktemp("north_east") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(folder))
        store.write(tables_of(tmp_path_factory.mktemp("rows"), rows), is_synthetic=True, name="north_east")
        handmade.keep(
            store.read("north_east"), 40.0, {"Runs": "200", forecast.LACKING: "of Gateshead: put a file there"}
        )
    before = served.current()
    with pytest.MonkeyPatch.context() as patch, servings.kept(folder) as kept:
        # What was done with another region's data in the same run is not done with this one's.
        patch.setenv("SUFFICIENCY_AUDIT", str(folder.parent / "audit"))
        yield kept
    served.serve(before)


@pytest.fixture(scope="module")
def scope(north_east: Path) -> Iterator[Scope]:
    """Its database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(north_east))
        snapshot = store.read("north_east")
        assert snapshot.region["region_name"] == "North East"
        opened = Scope(snapshot)
    yield opened
    opened.close()


@in_one_process
@pytest.mark.parametrize("path", [path for path in PAGES if is_in_every_run(path.stem)], ids=lambda path: path.stem)
def test_a_page_names_its_region_and_no_other(path: Path, north_east: Path) -> None:
    page = _opened(path, north_east, ("viewer", "regional_analyst")[zlib.crc32(path.stem.encode()) % 2])
    assert path.stem == HISTORY or _said_of_elsewhere(page) == set()


@pytest.mark.whole
@in_one_process
@pytest.mark.parametrize("role", ["viewer", "regional_analyst", "authority_analyst"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_so_does_each_roles(path: Path, role: str, north_east: Path) -> None:
    page = _opened(path, north_east, role)
    assert path.stem == HISTORY or _said_of_elsewhere(page) == set()


@in_one_process
@pytest.mark.parametrize("name", ["forecast", "what_if"])
def test_its_forecast_is_drawn_and_says_which_file_it_lacks(name: str, north_east: Path) -> None:
    page = _opened(next(path for path in PAGES if path.stem == name), north_east, "regional_analyst")
    assert not page.exception and not [button for button in page.button if button.key == "forecast_make"]
    assert f"{forecast.LACKING} of Gateshead: put a file there." in [info.value for info in page.info]
    assert name == "what_if" or any("North East, all children looked after: 40" in line for line in reading.said(page))


@in_one_process
def test_a_word_that_names_london_is_found(north_east: Path) -> None:
    page = AppTest.from_string("import streamlit\nstreamlit.write('More than 33 authorities of London')").run()
    assert len(_said_of_elsewhere(page)) == 2


@in_one_process
def test_every_view_and_its_rows_name_no_other_region(scope: Scope) -> None:
    with served.speaking(scope.region):
        known, found = query.options(scope), {}
        for view in scope.catalogue.layer("marts"):
            result = query.fetch(scope, [view.name], {}, profile=EXACT, known=known)[view.name]
            said = f"{view.title} {view.summary} {view.caveats} {view.source} {view.columns} {result.rows.to_csv()}"
            if ELSEWHERE.search(said):
                found[view.name] = [word[0] for word in ELSEWHERE.finditer(said)]
    assert found == {} and scope.problems == {}


@in_one_process
@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pptx"])
def test_its_files_name_no_other_region(kind: str, scope: Scope) -> None:
    names = ["headline", "placement_distance", "gaps"]
    with served.speaking(scope.region):
        known = query.options(scope)
        results = list(query.fetch(scope, names, {}, profile=gate.LONDON_7_5, known=known).values())
        made = {
            "csv": lambda: export.csv(results[0]),
            "xlsx": lambda: export.xlsx(results[0]),
            "docx": lambda: export.docx(results, title="Three views"),
            "pptx": lambda: export.pptx(results, title="Three views"),
        }[kind]()
    text = made.decode("utf-8-sig") if kind == "csv" else _parts(made)
    assert not ELSEWHERE.search(text) and "North East" in text


def _opened(path: Path, folder: Path, role: str) -> AppTest:
    with servings.of(folder):
        page = reading.opened(path, view_as=role, view_as_authority=INSTEAD["E09000003"])
    assert not page.exception, [found.message for found in page.exception]
    return page


def _parts(file: bytes) -> str:
    """What the parts of an office file say, one after the other."""
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        return " ".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())


def _said_of_elsewhere(page: AppTest) -> set[str]:
    """Words of another region in all that a page sends but its style sheet."""
    texts = [str(proto) for proto in told.drawn(page._tree)]
    return {
        word for text in texts if f"{STYLE} " not in text for word in ELSEWHERE.finditer(text.replace("-borough", ""))
    }
