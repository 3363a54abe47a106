"""Every page as Streamlit runs it: alone, from the menu, for each role, with much data and none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings, snapshot
from sufficiency.screen import session
from tests.conftest import tables_of

pytestmark = pytest.mark.xdist_group("pages")

PAGES = sorted((settings.ROOT / "pages").glob("*/*.py"))
MENU = settings.ROOT / "sufficiency" / "screen" / "menu.py"
ROLES = ("regional_analyst", "viewer", "authority_analyst")
each_page = pytest.mark.parametrize("path", PAGES, ids=[page.stem for page in PAGES])

# One small authority: a boy in foster care and a girl in a children's home, ten years apart in age,
# so that "boys in children's homes" is a choice that can be made and that nobody answers.
CHILDREN = (
    "(values (1, 'M', 'U4', 2018, 4.0), (2, 'F', 'K2', 2008, 40.0)) as t (id, sex, place, y, d)"
)
TINY = {
    "header": f"""
        select 'E09000001' as authority_code, 2025 as return_year, id as child_id, sex,
            make_date(y, 5, 1) as birth_month, 'WBRI' as ethnic, false as is_mother
        from {CHILDREN}""",
    "episodes": f"""
        select 'E09000001' as authority_code, 2025 as return_year, id as child_id,
            date '2024-04-10' as decom, 'S' as rne, 'C2' as ls, 'N1' as cin, place,
            'PR4' as place_provider, 'SC00001' as urn, 'EC2V 7' as home_sector,
            'NW1 2' as placement_sector, 'E09000001' as home_authority_code,
            'E09000007' as host_authority_code, d as distance_miles
        from {CHILDREN}""",
}
NOBODY = {"sex": ["M"], "placement_type": ["Children's homes and secure homes"]}


@pytest.fixture(scope="module")
def tiny_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """What the importer would hand over for the one small authority."""
    return tables_of(tmp_path_factory.mktemp("tiny_tables"), TINY)


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory, tiny_tables: dict[str, pa.Table]) -> Path:
    """A data folder with the one small authority in it."""
    return _written(tmp_path_factory.mktemp("tiny") / "data", tiny_tables, is_synthetic=True)


@pytest.fixture
def tiny(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tool serves the one small authority for the length of a test."""
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tiny_folder))


@each_page
@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_the_whole_page(path: Path, role: str) -> None:
    page = _open(path, view_as=role)
    _is_whole(page)
    exact = "class='exact'" in _html(page)
    assert exact is (role != "viewer")


@each_page
def test_the_menu_opens_the_page(path: Path) -> None:
    page = AppTest.from_file(str(MENU), default_timeout=60).run()
    page = page.switch_page(str(path)).run()
    _is_whole(page)
    assert _title(page) == _title(_open(path))


@each_page
@pytest.mark.parametrize("role", ROLES)
def test_one_small_authority_has_every_page(path: Path, role: str, tiny: None) -> None:
    _is_whole(_open(path, view_as=role, view_as_authority="E09000001"))


@each_page
def test_a_choice_nobody_answers_says_what_to_change(path: Path, tiny: None) -> None:
    page = _open(path, **NOBODY)
    _is_whole(page)
    said = [note.value for note in page.info if note.value.startswith("No child answers")]
    if said:
        assert "Sex" in said[0] and "Placement type" in said[0]
    else:
        assert path.parent.name == "data", "a page about children drew figures of no children"


@each_page
def test_without_a_snapshot_the_page_says_how_to_get_one(path: Path, data_folder: Path) -> None:
    page = _open(path)
    assert not page.exception and not page.error
    assert "ingest" in page.info[0].value
    _shows_nothing_else(page)


@each_page
def test_real_data_without_sign_in_shows_the_reason_alone(
    path: Path, data_folder: Path, tiny_tables: dict[str, pa.Table]
) -> None:
    _written(data_folder, tiny_tables, is_synthetic=False)
    page = _open(path, view_as="regional_analyst")
    assert not page.exception
    assert len(page.error) == 1
    assert page.error[0].value.startswith("This snapshot holds real data.")
    _shows_nothing_else(page)


def test_a_damaged_snapshot_is_not_served(
    data_folder: Path, tiny_tables: dict[str, pa.Table]
) -> None:
    _written(data_folder, tiny_tables, is_synthetic=True)
    (data_folder / "snapshots" / "tiny" / snapshot.MANIFEST).write_text("{}", encoding="utf-8")
    page = _open(PAGES[0])
    assert page.error[0].value.startswith("The data cannot be opened.")
    _shows_nothing_else(page)


def test_a_new_view_appears_and_a_broken_one_breaks_nothing_else(
    data_folder: Path, tiny_tables: dict[str, pa.Table], views: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    _written(data_folder, tiny_tables, is_synthetic=True)
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    path = settings.ROOT / "pages" / "data" / "views.py"
    page = _open(path)
    before = set(page.selectbox(key="view").options)
    copied = (views / "marts" / "headline.sql").read_text(encoding="utf-8")
    title = next(line for line in copied.splitlines() if line.strip().startswith("title:"))
    text = copied.replace(title, "title: Written just now")
    (views / "marts" / "written_just_now.sql").write_text(text, encoding="utf-8")
    (views / "marts" / "broken.sql").write_text("select from where", encoding="utf-8")
    page.run()
    assert not page.exception and not page.error
    assert set(page.selectbox(key="view").options) == before | {"Written just now"}
    assert any("broken" in note.value for note in page.warning)


def _open(path: Path, **state: object) -> AppTest:
    page = AppTest.from_file(str(path), default_timeout=60)
    names = {"view_as": session.VIEW_AS, "view_as_authority": session.VIEW_AS_AUTHORITY}
    for key, value in state.items():
        page.session_state[names.get(key, key)] = value
    return page.run()


def _written(folder: Path, tables: dict[str, pa.Table], *, is_synthetic: bool) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(folder))
        snapshot.write(tables, is_synthetic=is_synthetic, name="tiny")
    return folder


def _is_whole(page: AppTest) -> None:
    assert not page.exception, [found.message for found in page.exception]
    assert not page.error, [found.value for found in page.error]
    html = _html(page)
    assert html.count("<h1>") == 1
    assert html.count("class='foot'") == 1
    assert not [note.value for note in page.warning]


def _title(page: AppTest) -> str:
    return _html(page).split("<h1>")[1].split("</h1>")[0]


def _html(page: AppTest) -> str:
    return "".join(part.proto.body for part in page.get("html"))


def _shows_nothing_else(page: AppTest) -> None:
    assert "<h1>" not in _html(page) and "<table" not in _html(page)
    for kind in ("vega_lite_chart", "deck_gl_json_chart", "arrow_data_frame", "selectbox"):
        assert not page.get(kind), kind
