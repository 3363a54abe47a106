"""What comes and goes on a page leaves what follows it in its place: a browser would make all of that anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.web import navigation
from tests.browser import acts


def _choice(values: list[str]) -> None:
    import streamlit as st

    from sufficiency.web import page_choices

    page_choices.one_of("List", values, key="list")
    st.text("What follows")


def test_a_question_that_offers_nothing_keeps_its_place() -> None:
    pages = [AppTest.from_function(_choice, args=(values,)).run() for values in (["a"], ["a", "b"], list("abcdef"))]
    places = [[place for place, part in page.main.children.items() if part.type == "text"] for page in pages]
    assert places[0] == places[1] == places[2] and places[0]


@pytest.mark.xdist_group("pages_0")
@pytest.mark.parametrize("page", ["cost/value", "overview/my_borough", "stability/stability"])
def test_who_chooses_the_same_again_is_sent_the_same_so_that_a_browser_draws_nothing_anew(page: str) -> None:
    app = AppTest.from_file(str(settings.ROOT / "pages" / f"{page}.py"), default_timeout=180)
    app.session_state["authority"] = ["E09000007"]
    # The first run is told the choice by the test, as by an address; from the second on it is the list's own.
    _, first, again = (_sent(app.run()) for _ in range(3))
    assert len(first) > 30 and first.keys() == again.keys()
    assert [place for place, message in first.items() if message != again[place]] == []


def _sent(app: AppTest) -> dict[tuple[int, ...], bytes]:
    """What each place of a page holds, as a browser is sent it."""
    assert not app.exception
    found: dict[tuple[int, ...], bytes] = {}
    waiting: list[tuple[tuple[int, ...], Any]] = [
        ((number,), root) for number, root in enumerate((app.main, app.sidebar))
    ]
    while waiting:
        path, part = waiting.pop()
        if (message := getattr(part, "proto", None)) is not None:
            found[path] = message.SerializeToString(deterministic=True)
        children = getattr(part, "children", {})
        waiting += [((*path, place), child) for place, child in children.items()]
    return found


def test_each_run_has_pages_of_its_own_in_the_menu() -> None:
    def menu() -> None:
        import streamlit as st

        from sufficiency.web import navigation

        first, second = navigation.sections(), navigation.sections()
        pairs = [pair for name in first for pair in zip(first[name], second[name], strict=True)]
        assert all(one is not other and one.url_path == other.url_path for one, other in pairs)
        st.text(str([[page.title for page in pages] for pages in first.values()]))

    navigation.offer({name: dict(pages) for name, pages in acts.app.PAGES.items()})
    page = AppTest.from_function(menu).run()
    assert not page.exception and page.text[0].value == str([list(pages.values()) for pages in acts.PAGES.values()])


def test_files_are_known_by_what_a_search_for_them_says(tmp_path: Path) -> None:
    def slowly(folder: Path, pattern: str) -> loader.Stamp:
        files = [(path, path.stat()) for path in folder.glob(pattern)]
        return tuple(sorted((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in files))

    for folder, pattern, search in ((settings.SQL, "*/*.sql", "**/*.sql"), (settings.REFERENCE, "*.csv", "*.csv")):
        assert loader.fingerprint(folder, pattern) == slowly(folder, search) != ()
    assert loader.fingerprint(tmp_path / "nothing") == () == loader.fingerprint(tmp_path / "nothing", "*.csv")
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "one.sql").write_text("select 1")
    (tmp_path / "beside.sql").write_text("select 2")
    (tmp_path / "marts" / "deeper").mkdir()
    (tmp_path / "marts" / "deeper" / "three.sql").write_text("select 3")
    # One that lies in the wrong place is known as well: whoever saved it is told so at the next click.
    before = loader.fingerprint(tmp_path)
    assert before == slowly(tmp_path, "**/*.sql") and len(before) == 3
    (tmp_path / "marts" / "one.sql").write_text("select 12")
    assert loader.fingerprint(tmp_path) != before
