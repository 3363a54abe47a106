"""Answers that list single children: for the session that asked, as who it then is, for nobody else, and bounded."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.caching.cache_resource_api import clear_session_cache
from streamlit.testing.v1 import AppTest

from sufficiency import query, settings
from sufficiency.access import Person, Visit, sign_outs
from sufficiency.audit import log
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT, Result
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import answers, context
from sufficiency.web.answers import Answers
from sufficiency.web.own_answers import DRAWN, OwnAnswers, Owner
from tests import servings, tiny
from tests.database import marts
from tests.web.test_answers import CHILDREN
from tests.web.test_pages import PATIENCE

ANALYST = Person("a@b.gov.uk", "regional_analyst", "london", EXACT, "Exact", is_known=True)
SESSION = "test session id"  # that of all of Streamlit's AppTest
LIST = settings.ROOT / "pages" / "overview" / "children.py"
UNTIL = (date.today() + timedelta(days=1)).isoformat()
PLENTY = 10**9


@pytest.fixture
def scope(two_authorities: Snapshot, views: Path) -> Scope:
    """Two marts: how many, and which."""
    marts.write(views, "how_many", "select count(*) as child_count from looked_after", marts.COUNT)
    marts.write(views, "which", CHILDREN, "child_label | text | Child", keys="child_level: yes\n")
    return Scope(two_authorities, sql=views)


def _ask(kept: Answers, scope: Scope, owner: Owner | None, **chosen: str) -> Result:
    choices = {key: (value,) for key, value in chosen.items()}
    known = query.options(scope)
    return kept.fetch(scope, ["how_many", "which"], choices, profile=EXACT, known=known, owner=owner)["which"]


def test_whoever_asked_gets_them_again_and_nobody_else(scope: Scope) -> None:
    kept, mine, theirs = Answers(PLENTY, PLENTY), Owner(ANALYST), Owner(ANALYST)
    first = _ask(kept, scope, mine)
    assert _ask(kept, scope, mine) is first and len(first.rows) == 60
    assert _ask(kept, scope, theirs) is not first and _ask(kept, scope, None) is not first
    assert _ask(kept, scope, mine, sex="M") is not first
    assert not any("which" in key for key in kept._kept), "single children are among what all may have"


@pytest.mark.parametrize("names", [("how_many",), ("how_many", "which")], ids=" and ".join)
def test_it_is_known_whether_anybody_would_wait(scope: Scope, names: tuple[str, ...]) -> None:
    kept, mine = Answers(PLENTY, PLENTY), Owner(ANALYST)

    def is_kept(owner: Owner | None = mine, profile: str = EXACT, **chosen: str) -> bool:
        choices = {key: (value,) for key, value in chosen.items()}
        return kept.holds(scope, names, choices, profile=profile, owner=owner)

    assert not is_kept()
    kept.fetch(scope, ["how_many"], {}, profile=EXACT, known=query.options(scope), owner=mine)
    assert is_kept() == ("which" not in names)
    _ask(kept, scope, mine)
    assert is_kept() and not is_kept(sex="M") and not is_kept(profile="london-7-5")
    # Single children are at hand for whoever asked, and for nobody else.
    assert is_kept(None) == is_kept(Owner(ANALYST)) == ("which" not in names)


def test_other_views_are_other_answers(scope: Scope, views: Path) -> None:
    kept, mine = Answers(PLENTY, PLENTY), Owner(ANALYST)
    first = _ask(kept, scope, mine)
    marts.write(views, "which", CHILDREN + " limit 1", "child_label | text | Child", keys="child_level: yes\n")
    scope.refresh()
    assert len(first.rows) == 60 and len(_ask(kept, scope, mine).rows) == 1


def test_they_go_with_the_session(scope: Scope) -> None:
    kept, mine, theirs = Answers(PLENTY, PLENTY), Owner(ANALYST), Owner(ANALYST)
    _ask(kept, scope, mine)
    of_one = kept.own.size
    _ask(kept, scope, theirs)
    assert kept.own.size == 2 * of_one > 0
    del mine
    assert kept.own.size == of_one
    del theirs
    assert kept.own.size == 0


def test_what_has_ended_keeps_nothing_more(scope: Scope) -> None:
    kept, mine = Answers(PLENTY, PLENTY), Owner(ANALYST)
    _ask(kept, scope, mine)
    mine.end()
    assert kept.own.size == 0
    _ask(kept, scope, mine)
    assert kept.own.size == 0


def test_a_session_that_ends_while_somebody_is_at_them_is_forgotten_by_the_next(scope: Scope) -> None:
    kept, mine, theirs = Answers(PLENTY, PLENTY), Owner(ANALYST), Owner(ANALYST)
    _ask(kept, scope, mine)
    with kept.own._lock:
        del mine
    kept.own.take(theirs, {})
    assert kept.own.size == 0


def test_all_sessions_together_are_bounded_and_the_least_recently_used_goes(scope: Scope) -> None:
    size = DRAWN * _ask(Answers(PLENTY), scope, None).size
    kept, owners = Answers(PLENTY, size * 3), [Owner(ANALYST) for _ in range(20)]
    answers_of = [_ask(kept, scope, owner) for owner in owners]
    assert size <= kept.own.size <= size * 3
    assert _ask(kept, scope, owners[-1]) is answers_of[-1] and _ask(kept, scope, owners[0]) is not answers_of[0]
    small = OwnAnswers(size - 1)
    small.keep(owners[0], [(("key",), answers_of[0])])
    assert small.size == 0


class Session:
    """One member's browser at the list of children, and what the server keeps for it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.list, self.asked = folder / "members.csv", list[str]()
        self.sign_in = sign_outs.mark({sign_outs.COOKIE: str(time.time())})
        fetch = query.fetch

        def counted(scope: Scope, names: list[str], *rest: object, **named: object) -> object:
            self.asked += names
            return fetch(scope, names, *rest, **named)  # type: ignore[arg-type]

        patch.setattr(answers.query, "fetch", counted)
        patch.setattr(context, "visit", lambda snapshot: self._visit())
        patch.setattr(st, "logout", lambda: None)
        self.page = AppTest.from_file(str(LIST), default_timeout=PATIENCE)

    def _visit(self) -> Visit:
        now = time.time()
        user = {"is_logged_in": True, "email": "a@b.gov.uk", "email_verified": True, "exp": now + 3600}
        signed_in = Visit(("", ""), {**user, "auth_time": now - 60}, True, "0.0.0.0", "10.0.0.9")
        return replace(signed_in, sign_in=self.sign_in)

    def let_in(self, *roles: str) -> None:
        """A members list of one person, in this role of this scope."""
        lines = ["email,role,scope,valid_to,nominated_by", *(f"a@b.gov.uk,{role},{UNTIL},DCS" for role in roles)]
        self.list.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def click(self) -> list[str]:
        """Which views the database was asked for."""
        self.asked.clear()
        self.page.run()
        assert not self.page.exception, [found.message for found in self.page.exception]
        return [name for name in self.asked if name == "children"]

    @property
    def kept(self) -> int:
        """Bytes kept of answers that list children."""
        opened = context.SERVING._now
        return opened.answers.own.size if opened else 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of real children of one small authority."""
    with servings.kept(tiny.write(tmp_path_factory.mktemp("own") / "data", is_synthetic=False)) as folder:
        yield folder


@pytest.fixture
def session(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session of a regional analyst's that has opened the list."""
    with servings.of(folder):
        session = Session(folder, monkeypatch)
        session.let_in("regional_analyst,london")
        asked = session.click()
        assert asked == ["children"] and session.kept, [
            found.value for found in (*session.page.error, *session.page.info)
        ]
        yield session
        clear_session_cache(SESSION)


def _shown(folder: Path) -> int:
    lines = [json.loads(line) for file in log.folder().glob("*.jsonl") for line in file.read_text().splitlines()]
    return sum(line["action"] == "view" and line["subject"] == "children" for line in lines)


def test_a_second_click_asks_nobody_and_is_recorded_as_the_first(session: Session, folder: Path) -> None:
    before = _shown(folder)
    assert before and session.click() == []
    assert _shown(folder) == before + 1


def test_whoever_is_taken_off_the_list_loses_them(session: Session) -> None:
    session.let_in()
    session.click()
    assert session.page.error and not session.page.get("arrow_data_frame") and session.kept == 0


def test_whoever_sees_otherwise_loses_them(session: Session) -> None:
    kept = session.kept
    session.let_in("authority_analyst,E09000001")
    assert session.click() == ["children"] and session.kept <= kept
    session.let_in("viewer,london")
    assert session.click() == [] and session.kept == 0


def test_whoever_signs_out_loses_them(session: Session) -> None:
    session.page.button(key="sign_out").click()
    session.click()
    assert session.page.error or session.page.info
    assert session.kept == 0


def test_whose_browser_is_gone_loses_them(session: Session) -> None:
    clear_session_cache(SESSION)
    assert session.kept == 0
    assert session.click() == ["children"] and session.kept


def test_another_session_of_the_same_person_asks_for_itself(session: Session, folder: Path) -> None:
    kept = session.kept
    session.page = AppTest.from_file(str(LIST), default_timeout=PATIENCE)
    assert session.click() == ["children"] and session.kept <= 2 * kept
