"""Every page as Streamlit runs it: alone, from the menu, for each role, with much data and none.

In each run London's pages are a viewer's and one analyst's, and one role's each where there is one small authority; in
the whole, every role's. What all pages have from the same few lines is held of a third of them in each run.
"""

from __future__ import annotations

import math
import shutil
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet
from streamlit.testing.v1 import AppTest

import app
from sufficiency import settings
from sufficiency.access import members
from sufficiency.access.members import Member
from sufficiency.audit import log
from sufficiency.audit.log import Act
from sufficiency.database.scope import QueryStopped
from sufficiency.result import Choices, Result
from sufficiency.snapshot import store
from sufficiency.web import context, permission
from tests import servings, tiny
from tests.browser import received
from tests.database import marts
from tests.intruder import told
from tests.shares import is_in_every_run
from tests.snapshot import format_1

PAGES = sorted((settings.ROOT / "pages").glob("*/*.py"))
MENU = settings.ROOT / "sufficiency" / "web" / "menu.py"
# Seconds that a page may take on a machine with much else to do.
PATIENCE = 180
COUNTED = "select count(*) as child_count from looked_after"
ROLES = ("viewer", "regional_analyst", "authority_analyst")


def crossed(*others: Sequence[str]) -> list[ParameterSet]:
    """Every page with every one of ``others``: in each run as many of these with a page as follow from its name, at
    least one; the rest are marked ``whole``. Half of the pages go to each of two processes, which then opens London's
    database once for them."""
    cases = []
    for number, page in enumerate(PAGES):
        turn = zlib.crc32(page.stem.encode())
        for place, values in enumerate(product(*others)):
            marks = [pytest.mark.xdist_group(f"pages_{number % 2}")]
            if place != turn % math.prod(map(len, others)):
                marks.append(pytest.mark.whole)
            cases.append(pytest.param(page, *values, id="-".join((page.stem, *values)), marks=marks))
    return cases


def some(case: ParameterSet) -> ParameterSet:
    """The same case, marked ``whole`` but for those of about every third page: what pages are alike in."""
    marks = [] if is_in_every_run(case.id or "") else [pytest.mark.whole]
    return pytest.param(*case.values, id=case.id, marks=[*case.marks, *marks])


each_page = pytest.mark.parametrize("path", list(map(some, crossed())))

# Pages that go on where a chosen authority's return is late: on Open places here the place says where homes may open,
# and the children are all authorities'.
OWN_PLACES = ("trends", "compare", "searches", "forecast", "what_if", "open_places")

# Beside the pages that are drawn over London, which is opened once for all of them.
of_london = pytest.mark.xdist_group("pages_0")


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with one small authority in it."""
    with servings.kept(tiny.write(tmp_path_factory.mktemp("tiny") / "data")) as folder:
        yield folder


@pytest.fixture
def small(tiny_folder: Path) -> Iterator[None]:
    """The tool serves the one small authority for the length of a test."""
    with servings.of(tiny_folder):
        yield


@pytest.fixture(scope="module")
def late_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the small authority and one whose last return has not come."""
    with servings.kept(tiny.write(tmp_path_factory.mktemp("late") / "data", has_late=True)) as folder:
        yield folder


@pytest.fixture(scope="module")
def real_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with one small authority in it, said to be real."""
    with servings.kept(tiny.write(tmp_path_factory.mktemp("real") / "data", is_synthetic=False)) as folder:
        yield folder


@pytest.mark.parametrize(("path", "role"), [*crossed(["viewer"]), *crossed(ROLES[1:])])
def test_each_role_sees_the_whole_page(path: Path, role: str) -> None:
    page = _open(path, view_as=role)
    _is_whole(page)
    exact = "class='exact'" in _html(page)
    assert exact is (role != "viewer")
    if role == "viewer" and path.stem != "protection":  # explains the rule on invented counts
        assert not [wrong for proto in told.drawn(page._tree) for wrong in received.of_message(proto)]


@of_london
def test_what_a_click_leaves_is_dropped_unless_it_is_on_offer_by_value_or_label() -> None:
    path = settings.ROOT / "pages" / "supply" / "placement_mix.py"
    page = _open(path, placement_type=["All placements"], need=["Child's disability"], sex="M")
    _is_whole(page)
    kept = {key: page.multiselect(key=key).value for key in ("placement_type", "need", "sex")}
    assert kept == {"placement_type": [], "need": ["N2"], "sex": ["M"]}


@of_london
def test_whoever_looks_as_another_role_and_back_has_the_page_whole() -> None:
    """Protected figures are narrowed by one value of a kind, exact ones by several: nothing chosen is either."""
    page = _open(settings.ROOT / "pages" / "supply" / "placement_mix.py", view_as="viewer")
    for role in ("regional_analyst", "viewer", "regional_analyst"):
        page.selectbox(key=context.VIEW_AS).set_value(role).run()
        _is_whole(page)


@of_london
@pytest.mark.parametrize("asked", [("authority", "E99"), ("as_at", "30 February 2026"), ("need", "<b>")])
def test_an_address_whose_value_is_not_known_says_so(asked: tuple[str, str]) -> None:
    key, word = asked
    page = AppTest.from_file(str(settings.ROOT / "pages" / "supply" / "placement_mix.py"), default_timeout=PATIENCE)
    page.query_params[key] = word
    page.run()
    assert not page.exception
    assert any(word in said.value for said in page.warning)
    page.button(key="clear_all").click().run()
    assert not page.warning


@of_london
def test_an_address_may_name_a_value_by_its_code_or_by_a_date_without_its_note() -> None:
    page = AppTest.from_file(str(settings.ROOT / "pages" / "supply" / "placement_mix.py"), default_timeout=PATIENCE)
    page.query_params["authority"], page.query_params["as_at"] = "E09000003", "31 March 2025"
    page.run()
    _is_whole(page)
    assert not page.warning
    assert page.multiselect(key="authority").value == ["E09000003"]
    assert page.selectbox(key="as_at").value == "2025-03-31"


@of_london
@pytest.mark.parametrize("role", ["regional_analyst", "viewer"])
def test_one_authority_is_compared_with_what_is_chosen_and_a_viewer_never_with_neighbours(role: str) -> None:
    path = settings.ROOT / "pages" / "overview" / "overview.py"
    place = "E09000007" if role == "viewer" else ["E09000007"]
    page = _open(path, view_as=role, authority=place, comparator="neighbours")
    _is_whole(page)
    is_viewer = role == "viewer"
    assert page.selectbox(key="comparator").options == ["London", "Sub-region", *([] if is_viewer else ["Neighbours"])]
    assert ("of 10 statistical neighbours" in _html(page)) is not is_viewer
    nobody = _open(path, view_as=role, comparator="area")
    assert nobody.selectbox(key="comparator").disabled and "Compared with" not in _html(nobody)


@of_london
def test_price_and_value_says_what_it_can_of_choices_that_cross_too_much_for_a_viewer() -> None:
    path = settings.ROOT / "pages" / "cost" / "value.py"
    page = _open(path, view_as="viewer", cohort="unaccompanied_children", sex="M")
    _is_whole(page)
    (why,) = (note.value for note in page.info)
    assert why.startswith("Weekly cost by ") and "stands in place of" in why and "clear one of" in why
    assert page.get("vega_lite_chart") or page.get("arrow_vega_lite_chart")
    exact = _open(path, view_as="regional_analyst", cohort=["unaccompanied_children"], sex=["M"])
    _is_whole(exact)
    assert not exact.info


@of_london
def test_a_viewer_is_told_why_so_small_an_authority_has_no_divided_figures() -> None:
    page = _open(settings.ROOT / "pages" / "distance" / "flows.py", view_as="viewer", authority="E09000001")
    _is_whole(page)
    (why,) = (note.value for note in page.info)
    assert why.startswith("City of London looks after fewer than 50 children.") and "Overview" in why


@each_page
def test_the_menu_opens_the_page(path: Path, small: None) -> None:
    assert app.PAGES, "app.py hands the menu its pages"
    page = AppTest.from_file(str(MENU), default_timeout=PATIENCE).run()
    page = page.switch_page(str(path)).run()
    _is_whole(page)
    assert _title(page) == _title(_open(path))


@pytest.mark.parametrize(("path", "role"), crossed(ROLES))
def test_one_small_authority_has_every_page(path: Path, role: str, small: None) -> None:
    _is_whole(_open(path, view_as=role, view_as_authority="E09000001"))


@each_page
def test_a_choice_nobody_answers_says_what_to_change(path: Path, small: None) -> None:
    page = _open(path, **tiny.NOBODY)
    _is_whole(page)
    said = [note.value for note in page.info if note.value.startswith("No child answers")]
    unvouched = [note.value for note in page.info if note.value.startswith("No figure can be given")]
    if path.stem in ("forecast", "what_if"):
        # It is of all children whatever is chosen about them, and says so.
        assert [note for note in page.info if "of all children of a place" in note.value and "Sex" in note.value]
    elif said:
        assert "Sex" in said[0] and "Placement type" in said[0]
    elif unvouched:
        # Compare begins with the first area in the list, of which nobody sent anything; nor did anybody what was found.
        words = {"compare": "sent nothing that vouches", "searches": "sent no found placements"}
        assert words[path.stem] in unvouched[0]
    else:
        assert path.parent.name == "data", "a page about children drew figures of no children"


@each_page
def test_an_authority_whose_return_is_late_has_no_figure_of_the_date(path: Path, late_folder: Path) -> None:
    with servings.of(late_folder):
        page = _open(path, view_as="regional_analyst", authority=[tiny.LATE])
    assert not page.exception and not page.error
    stopped = [note.value for note in page.info if note.value.startswith("No figure can be given")]
    # What was received, lines up to its last month, and pages that ask for their own places are shown.
    goes_on = path.parent.name in ("data", "evidence") or path.stem in OWN_PLACES
    assert goes_on or "31 March 2024" in stopped[0]


@each_page
def test_without_a_snapshot_the_page_says_how_to_get_one(path: Path, data_folder: Path) -> None:
    page = _open(path)
    assert not page.exception and not page.error
    assert "ingest" in page.info[0].value
    _shows_nothing_else(page)


@each_page
def test_real_data_without_sign_in_shows_the_reason_alone(path: Path, real_folder: Path) -> None:
    with servings.of(real_folder):
        page = _open(path, view_as="regional_analyst")
    assert not page.exception
    assert len(page.error) == 1
    assert page.error[0].value.startswith("This snapshot holds real data.")
    _shows_nothing_else(page)


@pytest.mark.parametrize("name", [store.MANIFEST, "episodes.parquet"])
def test_a_damaged_snapshot_is_not_served(data_folder: Path, name: str) -> None:
    tiny.write(data_folder)
    (data_folder / "snapshots" / "tiny" / name).write_text("{}", encoding="utf-8")
    page = _open(PAGES[0])
    assert not page.exception
    assert page.error[0].value.startswith("The data cannot be opened.")
    _shows_nothing_else(page)


def test_a_changed_table_is_served_at_the_next_click_and_a_broken_one_is_named(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.write(data_folder)
    folder = tmp_path / "reference"
    shutil.copytree(settings.REFERENCE, folder)
    monkeypatch.setattr(settings, "REFERENCE", folder)
    path = settings.ROOT / "pages" / "supply" / "placement_mix.py"
    _is_whole(_open(path))
    for table, old, new in [
        ("symbols", "Confidential: too", "Said anew: too"),
        ("choices", "age_band,Age,", "age_band,Age as sent,"),
        ("authorities", "City of London", "The Old City"),
        ("profiles", "Exact figures about", "Said anew: Exact figures about"),
    ]:
        file = folder / f"{table}.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text, table
        file.write_text(text.replace(old, new), encoding="utf-8")
    page = _open(path, view_as="authority_analyst")
    _is_whole(page)
    assert _html(page).count("Said anew: ") == 2
    assert page.multiselect(key="age_band").label == "Age as sent"
    assert "The Old City" in page.selectbox(key=context.VIEW_AS_AUTHORITY).options
    file = folder / "colours.csv"
    sound = file.read_text(encoding="utf-8")
    for broken, why in [
        ("", "its first line must name each column once"),
        (sound.replace("\n", ",1\n", 3), "has"),
        (sound.replace("use,", "uses,", 1), "'use' is missing"),
    ]:
        file.write_text(broken, encoding="utf-8")
        page = _open(path)
        assert not page.exception and len(page.error) == 1
        said = page.error[0].value
        assert said.startswith("A table that pages are made of cannot be read. data/reference/colours.csv: ")
        assert why in said
        _shows_nothing_else(page)
    file.write_text(sound, encoding="utf-8")
    _is_whole(_open(path))


def test_an_older_snapshot_says_what_it_lacks(data_folder: Path) -> None:
    format_1.write(data_folder / "snapshots" / "older", without=["placement_costs.solo"])
    store.point("older")
    page = _open(PAGES[0])
    assert not page.exception and not page.error
    assert "made by an earlier version of the tool and lacks " in page.warning[0].value
    assert "; solo of placement_costs; " in page.warning[0].value


@of_london
@pytest.mark.parametrize("said", ["", "Camden data team, data.team@camden.gov.uk <b>"])
def test_about_says_whom_to_ask(said: str, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_CONTACT", said)
    html = _html(_open(settings.ROOT / "pages" / "data" / "about.py"))
    linked = "<a href='mailto:data.team@camden.gov.uk'>data.team@camden.gov.uk</a> &lt;b&gt;"
    assert (linked in html) is bool(said)
    assert ("they run this copy" in html) is not bool(said)


def test_a_slide_template_that_will_not_do_is_said_where_slides_are_asked_for(data_folder: Path) -> None:
    tiny.write(data_folder)
    (data_folder / "templates").mkdir()
    (data_folder / "templates" / "page.pptx").write_bytes(b"not slides")
    page = _open(settings.ROOT / "pages" / "supply" / "placement_mix.py", take_page=True)
    assert not page.exception
    said = [note.value for note in page.warning]
    assert len(said) == 1 and said[0].startswith("No slides can be made. templates/page.pptx")


def test_the_evidence_pack_is_made_as_word_and_as_pdf(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.write(data_folder)
    offered: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(permission, "file", lambda build, name, held: offered.setdefault(name, build))
    page = _open(settings.ROOT / "pages" / "evidence" / "evidence_pack.py")
    assert not page.exception
    made = {name.rpartition(".")[2]: build() for name, build in offered.items() if name.startswith("evidence-pack")}
    assert made["docx"].startswith(b"PK") and made["pdf"].startswith(b"%PDF")


def test_the_evidence_pack_of_one_authority_never_stands_under_its_areas_name(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of Camden's 27 places: 'North Central London has the most places, 27'."""
    tiny.write(data_folder)
    offered: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(permission, "file", lambda build, name, held: offered.setdefault(name, build))
    _open(settings.ROOT / "pages" / "evidence" / "evidence_pack.py", authority=["E09000001"])
    [build] = [build for name, build in offered.items() if name.endswith(".docx") and name.startswith("evidence-pack")]
    fetch, asked = context.fetch, {}

    def noted(run: Any, scope: Any, person: Any, names: Sequence[str], chosen: Choices) -> dict[str, Result]:
        for name in names:  # what stands beside the place is asked for after it
            asked.setdefault(name, chosen.get("grouping"))
        return fetch(run, scope, person, names, chosen)

    monkeypatch.setattr(context, "fetch", noted)
    assert build().startswith(b"PK")
    assert {asked[name] for name in ("gaps", "provision_by_area")} == {("borough",)}
    assert {asked[name] for name in ("headline", "provision_used_by", "placement_flows")} == {None}


def test_a_new_view_appears_and_a_broken_one_breaks_nothing_else(
    data_folder: Path, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.write(data_folder)
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    path = settings.ROOT / "pages" / "data" / "views.py"
    page = _open(path)
    before = set(page.selectbox(key="view").options)
    copied = (views / "marts" / "placement_distance.sql").read_text(encoding="utf-8")
    title = next(line for line in copied.splitlines() if line.strip().startswith("title:"))
    text = copied.replace(title, "title: Written just now")
    (views / "marts" / "written_just_now.sql").write_text(text, encoding="utf-8")
    (views / "marts" / "broken.sql").write_text("select from where", encoding="utf-8")
    until = time.monotonic() + PATIENCE  # it is built behind the page's back, and clicks do not wait for long
    while set(page.selectbox(key="view").options) == before and time.monotonic() < until:
        page.run()
    assert not page.exception and not page.error
    assert set(page.selectbox(key="view").options) == before | {"Written just now"}
    assert any("broken" in note.value for note in page.warning)


def test_a_view_stands_on_the_page_and_after_the_view_that_its_header_names(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.write(data_folder)
    views = shutil.copytree(settings.ROOT / "sql", tmp_path / "sql")
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    marts.write(
        views,
        "placed_after",
        "select authority_code, count(*) as child_count from looked_after group by authority_code",
        "authority_code | code | Responsible authority",
        marts.COUNT,
        keys="page: stability\nplace: after stability\n",
    )
    marts.write(views, "placed_last", COUNTED, marts.COUNT, keys="page: stability\n")
    # Those that fail on a row or take too long are left out, and the page goes on.
    for name, sql in (
        ("not_a_number", "select sum(age_band::integer) as child_count from looked_after"),
        ("slow", COUNTED),
    ):
        marts.write(views, f"placed_{name}", sql, marts.COUNT, keys="page: stability\nplace: after stability\n")
    fetch = context.fetch

    def stopped(*args: Any) -> dict[str, Result]:
        if "placed_slow" in args[3]:
            raise QueryStopped("stopped after 20 seconds; choose fewer children")
        return fetch(*args)

    monkeypatch.setattr(context, "fetch", stopped)
    page = _open(settings.ROOT / "pages" / "stability" / "stability.py")
    assert not page.exception and not page.error
    said = "placed_{0}, which its header places here, is left out. "
    assert [note.value.split(" sql/")[0] for note in page.warning] == [
        f"{said.format('not_a_number')}A view this page needs is not sound.",
        f"{said.format('slow')}placed_slow: stopped after 20 seconds; choose fewer children",
    ]
    html = _html(page)
    places = [html.index(f">{name}<") for name in ("placed_after", "placed_last")]
    first = html.index("part'", html.index("class='lead'"))
    assert first < places[0] < html.rindex("part'", 0, places[1]) < places[1]
    assert "placed_" not in _html(_open(settings.ROOT / "pages" / "need" / "trends.py"))


def _open(path: Path, **state: object) -> AppTest:
    page = AppTest.from_file(str(path), default_timeout=PATIENCE)
    names = {"view_as": context.VIEW_AS, "view_as_authority": context.VIEW_AS_AUTHORITY}
    for key, value in state.items():
        page.session_state[names.get(key, key)] = value
    return page.run()


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


@of_london
@pytest.mark.parametrize("name", ["members", "activity"])
def test_a_visitor_of_invented_data_does_not_learn_who_may_see_real_data(
    name: str, small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_MEMBERS", str(tmp_path / "members.csv"))
    monkeypatch.setenv("SUFFICIENCY_AUDIT", str(tmp_path / "audit"))
    members.add(Member("real.person@camden.gov.uk", "viewer", "london", date(2099, 12, 31), "DCS"))
    log.record(Act("view", "real.person@camden.gov.uk", "viewer", "london", subject="gaps"))
    page = _open(settings.ROOT / "pages" / "data" / f"{name}.py", view_as="administrator")
    _is_whole(page)
    assert "real.person" not in _html(page) + "".join(said.value for said in [*page.info, *page.success])
