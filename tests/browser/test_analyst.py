"""An analyst saves one SQL file: the next click shows it drawn, filtered, safe and to take away."""

from __future__ import annotations

import csv
import io
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sufficiency import settings
from tests.browser import acts, server

pytestmark = pytest.mark.xdist_group("browser_0")

Visit = Callable[..., Page]
TITLE = "Girls among the children looked after"
VIEW = f"""/*
title:    {TITLE}
summary:  How many of the children chosen are girls, authority by authority.
grain:    one row per authority_code
section:  need
source:   SSDA903 episodes
caveats:  Written by an analyst a moment ago.
chart:    bar x=girl_pct y=authority_name sort=-x
columns:
  authority_code | code  | Responsible authority, ONS code
  authority_name | text  | Responsible authority
  child_count    | count | Children looked after
  girl_count     | count | Girls
  girl_pct       | pct   | Girls among the children | share of girl_count in child_count
checks:   unique authority_code; not_null authority_code
*/
select
    c.authority_code,
    a.authority_name,
    count(*) as child_count,
    count(*) filter (where c.sex = 'F') as girl_count,
    pct(count(*) filter (where c.sex = 'F'), count(*)) as girl_pct
from looked_after as c
inner join stg_authorities as a on c.authority_code = a.authority_code
group by c.authority_code, a.authority_name
"""
COHORT = """/*
title:       Babies in foster care
definition:  Under one on the date and in a foster placement.
source:      SSDA903 episodes
limits:      Written by an analyst a moment ago.
*/
select
    child_id,
    as_at
from everyone
where age_years < 1 and placement_type = 'Foster placements'
"""


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of views that may be written into."""
    return Path(shutil.copytree(settings.SQL, tmp_path_factory.mktemp("views") / "sql"))


@pytest.fixture(scope="module")
def bench(views: Path) -> Iterator[str]:
    """The address of a server that reads them."""
    with server.running(SUFFICIENCY_SQL=str(views)) as found:
        yield found


def test_a_view_saved_is_seen_at_the_next_click_and_behaves_as_any_other(visit: Visit, bench: str, views: Path) -> None:
    page = visit(f"{bench}/views")
    (views / "marts" / "girls_by_authority.sql").write_text(VIEW, encoding="utf-8")
    acts.choose(page, "Responsible authority", "Camden")  # any click
    _click_on(page, lambda: acts.offers(page, "View", TITLE))
    acts.pick(page, "View", TITLE)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    acts.settle(page)
    # One mark is no picture: it is said in words until there is another beside it.
    expect(page.locator("[class*='st-key-figure_'] .alone")).to_contain_text("Camden: ")
    assert [line[0] for line in acts.table(page, TITLE)[1:]] == ["Camden"]
    acts.pick(page, "Responsible authority", "Hackney")
    acts.sees_chosen(page, "Responsible authority: Camden, Hackney")
    acts.settle(page)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(1)
    expect(acts.said(page)).to_contain_text("Camden")
    shown = acts.table(page, TITLE)[1:]
    assert [line[0] for line in shown] == ["Camden", "Hackney"]
    rows = _taken(page)
    assert [(row["authority_name"], row["girl_count"]) for row in rows] == [(line[0], line[3]) for line in shown]
    acts.reads(page, "from looked_after as c")


def test_a_viewer_gets_the_new_view_protected(visit: Visit, bench: str, views: Path) -> None:
    (views / "marts" / "girls_by_authority.sql").write_text(VIEW, encoding="utf-8")
    page = visit(f"{bench}/views")
    _click_on(page, lambda: acts.offers(page, "View", TITLE))
    page = visit(f"{bench}/views?view={TITLE.replace(' ', '+')}&age_band=Under+1")
    # After the name stands the share, which is drawn; then the counts.
    exact = {line[0]: line[2:4] for line in acts.table(page, TITLE)[1:]}
    acts.view_as(page, "Viewer (protected)")
    for name, _, *counts in (line[:4] for line in acts.table(page, TITLE)[1:]):
        for count, true in zip(counts, exact[name], strict=True):
            number = int(true)
            assert count == ("0" if not number else "c" if number < 10 else str(number // 10 * 10 + 5))
    small = [row for row in _taken(page) if row["girl_count"] == "c"]
    assert small and all(row["girl_pct"] == "c" for row in small)


@pytest.mark.whole
def test_a_view_that_is_wrong_says_why_where_it_would_stand(visit: Visit, bench: str, views: Path) -> None:
    broken = views / "marts" / "girls_wrong.sql"
    broken.write_text(VIEW.replace("c.sex", "c.sexx"), encoding="utf-8")
    page = visit(f"{bench}/views")
    _click_on(page, lambda: _says(page, "girls_wrong is left out because it is broken"))
    acts.reads(page, "sexx")
    broken.unlink()


@pytest.mark.whole
def test_a_cohort_saved_is_a_choice_and_a_row_of_its_page(visit: Visit, bench: str, views: Path) -> None:
    page = visit(f"{bench}/need_cohorts")
    saved = views / "cohorts" / "babies_in_foster_care.sql"
    saved.write_text(COHORT.replace("age_years", "age_yers"), encoding="utf-8")
    acts.choose(page, "Age", "Under 1")  # any click
    _click_on(page, lambda: _says(page, "cohort_babies_in_foster_care is left out because it is broken"))
    saved.write_text(COHORT, encoding="utf-8")
    acts.choose(page, "Placement type", "Foster placements")  # any click
    _click_on(page, lambda: "Babies in foster care" in [line[0] for line in acts.table(page, "Need cohorts")[1:]])
    acts.choose(page, "Need cohort", "Babies in foster care")
    acts.go(page, "Overview", "Children")
    acts.sees_chosen(page, "Need cohort: Babies in foster care", "Placement type: Foster placements", "Age: Under 1")
    heading, *rows = acts.table(page, "The children behind the figures")
    assert rows and {row[heading.index("Age")] for row in rows} == {"Under 1"}


def _click_on(page: Page, sees: Callable[[], bool]) -> None:
    """Go on clicking until what was saved is seen: what takes long is built while pages go on as they were."""
    until = time.monotonic() + 2 * acts.PATIENCE / 1000
    while not sees():
        assert time.monotonic() < until, "what was saved is not seen"
        page.reload()
        acts.settle(page)


def _says(page: Page, words: str) -> bool:
    return words in (page.get_by_test_id("stMain").text_content() or "")


def _taken(page: Page) -> list[dict[str, str]]:
    """The rows of the CSV that the page's figure hands out."""
    lines = acts.take(page, "view", "CSV").decode("utf-8-sig").splitlines()
    return list(csv.DictReader(io.StringIO("\n".join(line for line in lines if line[0] != "#"))))
