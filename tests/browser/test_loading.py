"""One corrected return by page: dropped, compared, published in another's place, and what it replaced put back."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from sufficiency import settings
from sufficiency.audit import reading
from sufficiency.loading import drafts, import_checks
from sufficiency.loading.ingest import Wanted, ingest
from sufficiency.planning import forecast
from sufficiency.snapshot import store
from tests.browser import acts, server
from tests.browser.test_accessibility import HABITS, RULES, RUN
from tests.loading.conftest import NAMES, write_return

pytestmark = pytest.mark.xdist_group("loading")
KEY = "b6f1a4c07d9e2835fa61c0d47b8e93125c6d"
# What the measures before and after come from; the other views have no part in loading.
MARTS = ("headline", "comparator_headline", "authorities_counted", "choice_options")
PUBLISHED = "children_published"
STEP = 240_000  # milliseconds that an import may take on a busy machine


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of five authorities' returns of two years; Camden's second comes again, corrected, in ``late``."""
    for layer in ("macros", "staging", "intermediate", "cohorts"):
        shutil.copytree(settings.SQL / layer, tmp_path / "sql" / layer)
    (tmp_path / "sql" / "marts").mkdir()
    for path in (settings.SQL / "marts").glob("*.sql"):
        if path.stem in MARTS:
            shutil.copy(path, tmp_path / "sql" / "marts")
    for number, name in enumerate(NAMES):
        for year in (2024, 2025):
            children = 36 if (name, year) == ("Camden", 2025) else 40
            write_return(tmp_path / "IN", name, year, range(number * 100, number * 100 + children), started=2024)
    (tmp_path / "data").mkdir()
    for variable, value in (("DATA", tmp_path / "data"), ("SQL", tmp_path / "sql"), ("KEY", KEY)):
        monkeypatch.setenv(f"SUFFICIENCY_{variable}", str(value))
    monkeypatch.delenv("SUFFICIENCY_AUDIT", raising=False)
    # Five authorities of forty children each are fewer than DfE has published, which stops real returns.
    first = Wanted("the data team", accepted=[PUBLISHED], because="invented for a test")
    assert ingest(tmp_path / "IN", first).snapshot is not None
    # 39 of forty children, and one whose day of entry is none: 38 of them count.
    late = write_return(tmp_path / "late", "Camden", 2025, range(100, 139), started=2024)
    text = (late / "episodes.csv").read_text()
    (late / "episodes.csv").write_text(text.replace("10/03/2023", "31/02/2023", 1))
    return tmp_path


@pytest.fixture
def page(folder: Path, visit: Callable[..., Page]) -> Iterator[Page]:
    """The page *Load data* of one person on their machine, over that folder."""
    log = folder / "log.txt"
    with server.running(
        log=log, SUFFICIENCY_SINGLE_USER="1", SUFFICIENCY_LOG="json", SUFFICIENCY_FORECAST="1"
    ) as address:
        until = time.monotonic() + 60
        while not (printed := re.search(r"Open (http\S+)", log.read_text(encoding="utf-8"))):
            assert time.monotonic() < until
            time.sleep(0.1)
        opened = visit(printed[1], bypass_csp=True)
        opened.goto(f"{address}/load_data")
        acts.settle(opened)
        yield opened
        opened.context.close()
    written = log.read_text(encoding="utf-8")
    assert "Traceback" not in written
    told = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    # What was dropped, compared, stopped, published and put back, by a server that began and moved over.
    assert told[0]["event"] == "start"
    assert {line.get("outcome") for line in told} >= {"opened", "held", "loaded", "pointed to"}
    assert not re.search("CAM01|31/02|NW1", written)


def drop(page: Page, *files: Path) -> None:
    """Say whose the files are, drop them, and ask for the comparison."""
    acts.pick(page, "Authority", "Camden")
    acts.settle(page)
    acts.have_run(page, lambda: acts.pick(page, "Return year", "2024-25 (to 31 March 2025)"))
    page.locator("input[type=file]").set_input_files([str(path) for path in files])
    for path in files:
        expect(page.get_by_text(path.name).first).to_be_visible()
    button = page.get_by_role("button", name="Compare with what is served")
    expect(button).to_be_enabled()
    button.click()


def row(page: Page, table: str, name: str) -> list[str]:
    """The cells of one row of a table, by what stands first in it."""
    found = page.get_by_role("group", name=table, exact=True).locator("tbody tr").filter(has_text=name).first
    return found.locator("td").all_inner_texts()


def axe(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, [RULES, HABITS])
    return found


def test_a_late_return_replaces_one_is_seen_and_taken_back_by_page(page: Page, folder: Path) -> None:
    before = store.current_name()
    first = store.read(before or "").units["E09000007/2025"]
    assert axe(page) == []
    drop(page, *sorted((folder / "late" / "Camden" / "2025").iterdir()))
    expect(page.get_by_text("What was read")).to_be_visible(timeout=STEP)
    acts.settle(page)
    # What is wrong, line by line, and as files.
    assert row(page, "Every problem", "DECOM")[:5] == [
        "rejected row",
        "E09000007/2025/episodes.csv",
        "2",
        "DECOM",
        "31/02/2023",
    ]
    for kind, begins in (("CSV", b"\xef\xbb\xbfseverity"), ("Excel", b"PK")):
        button = page.locator(".st-key-take_problems").get_by_role("button", name=kind)
        assert acts.handed_out(page, button, acts.TRY).path().read_bytes().startswith(begins)
    # What it would change, and nothing has.
    assert row(page, "Camden, 31 March 2025", "Children looked after")[1:3] == ["36", "38"]
    assert store.current_name() == before and list(drafts.incoming().iterdir()) == []
    assert axe(page) == []

    # The same, from what is kept aside: kinds of problem, without a line or a value.
    page.get_by_role("button", name="Compare again", exact=True).click()
    expect(page.get_by_text("Lines and values are kept nowhere")).to_be_visible(timeout=STEP)
    acts.settle(page)
    assert row(page, "Camden, 31 March 2025", "Children looked after")[1:3] == ["36", "38"]
    assert "31/02/2023" not in page.content()

    page.get_by_role("textbox", name="Because").fill("came late")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Not published")).to_be_visible(timeout=STEP)
    assert store.current_name() == before
    acts.settle(page)
    acts.pick(page, "Checks that I accept, having looked", import_checks.checks()[PUBLISHED].title)
    page.get_by_role("textbox", name="Because").fill("invented for a test")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published: Camden, 2024-25")).to_be_visible(timeout=STEP)
    expect(page.get_by_text("Its forecast is made behind the pages")).to_be_visible()
    acts.settle(page)
    expect(page.get_by_text("What changed")).to_be_visible()
    published = store.read(store.current_name() or "")
    assert published.units["E09000007/2025"] != first and published.id != before and len(published.units) == 10
    assert axe(page) == []

    acts.open_fold(page, "Take one back")
    page.get_by_role("button", name="Take it back", exact=True).click()
    expect(page.get_by_text("what was served before is served again")).to_be_visible(timeout=STEP)
    restored = store.read(store.current_name() or "")
    assert restored.units["E09000007/2025"] == first
    # Nobody asked for it: the server has a forecast of what it serves made, in the place of the one it was about.
    until = time.monotonic() + STEP / 1000
    while not forecast.is_kept(restored) and time.monotonic() < until:
        time.sleep(0.5)
    assert forecast.is_kept(restored)
    told = [line["subject"] for line in reading.lines() if line["action"] in ("import", "export")]
    for words in ("files dropped", "held E09000007/2025", "problems.xlsx", "loaded E09000007/2025"):
        assert any(words in subject for subject in told), words
    assert reading.verify().faults == ()
