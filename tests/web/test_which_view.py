"""The page Views by its address: the file's name stays the same while a view is written, broken and mended."""

from __future__ import annotations

import html
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.web import context, serving
from tests import tiny
from tests.database import marts

PATIENCE = 180
COUNTED = "select count(*) as child_count from looked_after"


@pytest.fixture
def shown(data_folder: Path, views: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over one small authority and views that may be spoilt, as an analyst sees it."""
    tiny.write(data_folder)
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    marts.write(views, "mine", COUNTED, marts.COUNT)
    marts.write(views, "yours", COUNTED, marts.COUNT)
    found = AppTest.from_file(str(settings.ROOT / "pages" / "data" / "views.py"), default_timeout=PATIENCE)
    found.session_state[context.VIEW_AS] = "regional_analyst"
    return found


def test_a_view_is_found_by_the_name_of_its_file_and_by_its_title(shown: AppTest, views: Path) -> None:
    path = views / "marts" / "mine.sql"
    path.write_text(path.read_text(encoding="utf-8").replace("title: mine", "title: Mine, all of it"), encoding="utf-8")
    for asked in ("mine", "Mine, all of it"):
        shown.query_params["view"] = asked
        assert shown.run().selectbox(key="view").value == "mine" and not shown.warning
    shown.selectbox(key="view").set_value("yours").run()
    assert shown.query_params["view"] == "yours" and _headings(shown) == ["yours"]


def test_a_view_that_breaks_stays_chosen_until_it_is_mended(shown: AppTest, views: Path) -> None:
    shown.query_params["view"] = "mine"
    assert _headings(shown.run()) == ["mine"]
    path = views / "marts" / "mine.sql"
    sound = path.read_text(encoding="utf-8")
    for spoilt in (sound.replace("count(*)", "count(*"), sound.replace("title:", "titel:"), sound[:20]):
        path.write_text(spoilt, encoding="utf-8")
        _run_until(shown, lambda: bool(shown.warning))
        assert _headings(shown) == [] and shown.selectbox(key="view").value == "mine"
        assert shown.warning[0].value.startswith("mine is left out because it is broken. sql/marts/mine.sql:")
        path.write_text(sound, encoding="utf-8")
        _run_until(shown, lambda: not shown.warning)
        assert _headings(shown) == ["mine"] and shown.query_params["view"] == "mine"


def test_an_address_of_no_view_says_so_and_shows_no_other(shown: AppTest) -> None:
    shown.query_params["view"] = "minne"
    assert _headings(shown.run()) == []
    assert [said.value for said in shown.warning] == [
        "The address asks for the view `minne`, and none is called so; did you mean mine? Choose one above."
    ]
    shown.selectbox(key="view").set_value("yours").run()
    assert _headings(shown) == ["yours"] and not shown.warning


def test_views_of_the_same_title_are_told_apart(shown: AppTest, views: Path) -> None:
    path = views / "marts" / "yours.sql"
    path.write_text(path.read_text(encoding="utf-8").replace("title: yours", "title: mine"), encoding="utf-8")
    assert {"mine (mine)", "mine (yours)"} <= set(shown.run().selectbox(key="view").options)
    shown.selectbox(key="view").set_value("yours").run()
    assert shown.query_params["view"] == "yours"


def test_a_chart_line_that_is_wrong_leaves_the_table_and_says_why(shown: AppTest, views: Path) -> None:
    for line, said in (("bar x=nobody y=child_count", "x=nobody is not one of its columns"), ("pie", "no chart is")):
        marts.write(views, "mine", COUNTED, marts.COUNT, keys=f"chart: {line}\n")
        shown.query_params["view"] = "mine"
        _run_until(shown, lambda said=said: any(said in note.value for note in shown.warning))
        assert not shown.exception and _headings(shown) == ["mine"]


def test_rows_that_claim_the_same_mark_are_told_and_no_picture_is_offered(shown: AppTest, views: Path) -> None:
    columns = ("sex | text | Sex", "age_band | text | Age", marts.COUNT)
    rows = "select unnest(['F', 'F']) as sex, unnest(['1 to 4', '5 to 9']) as age_band, 12 as child_count"
    for parts, is_told in {"y=sex": True, "y=sex colour=age_band": False}.items():
        marts.write(views, "mine", rows, *columns, keys=f"chart: bar x=child_count {parts}\n")
        shown.query_params["view"] = "mine"
        shown.session_state["behind_view"] = True  # the table under a picture, opened
        _run_until(shown, lambda is_told=is_told: ('the same "Sex", and differ in "Age"' in _words(shown)) is is_told)
        files = [button.label for button in shown.get("download_button")]
        assert ("Picture (PNG)" in files) is not is_told and "CSV" in files and not shown.exception


def test_what_check_says_against_a_view_is_told_where_it_is_shown(shown: AppTest, views: Path) -> None:
    twice = "select unnest([1, 1]) as child_count from looked_after"
    marts.write(views, "mine", twice, marts.COUNT, keys="checks: unique child_count\n")
    shown.query_params["view"] = "mine"
    _run_until(shown, lambda: bool(shown.warning))
    assert "check says against it: sql/marts/mine.sql" in shown.warning[0].value.replace("\\", "")
    assert "unique child_count does not hold" in shown.warning[0].value.replace("\\", "")
    shown.session_state[context.VIEW_AS] = "viewer"
    assert not shown.run().warning and not shown.exception


def test_while_what_was_saved_is_being_built_the_page_says_so(shown: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "What was saved is being built, for 12 s so far."
    assert not [note for note in shown.run().info if note.value.startswith(said)]
    monkeypatch.setattr(serving.Serving, "building", property(lambda self: 12.3))
    assert [note for note in shown.run().info if note.value.startswith(said)] and not shown.exception


def _run_until(shown: AppTest, sees: Callable[[], bool]) -> None:
    """Run the page until it ``sees`` what was saved: views are built again behind its back."""
    until = time.monotonic() + PATIENCE
    shown.run()
    while not sees():
        assert time.monotonic() < until, "what was saved is not seen"
        shown.run()


def _headings(shown: AppTest) -> list[str]:
    return [part.split("<")[0] for part in _words(shown).split("<h2 class='part'>")[1:]]


def _words(shown: AppTest) -> str:
    return html.unescape("".join(part.proto.body for part in shown.get("html")))
