"""Find leads from the words people have for things to the page, figure, place or choice they mean."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from app import PAGES
from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.choices import Option
from sufficiency.presentation.finding import index, ranking
from sufficiency.presentation.finding.entry import Entry
from sufficiency.reference import areas, pages, tables

CATALOGUE = loader.load(settings.SQL)
TITLES = {path.split("/")[1]: tables.filled(title) for section in PAGES.values() for path, title in section.items()}
LONDON = areas.groupings()["icb_2022"]
NAMES = {row["authority_code"]: row["authority_name"] for row in tables.records("authorities")}
OPTIONS = (
    *(Option("authority", code, NAMES[code]) for codes in LONDON.values() for code in sorted(codes)),
    *(Option("area", area, area, "icb_2022") for area in LONDON),
    Option("grouping", "icb_2022", "NHS integrated care board (2022)"),
    *(Option("cohort", view.name.removeprefix("cohort_"), view.title) for view in CATALOGUE.layer("cohorts")),
    *(
        Option("placement_type", name, name)
        for name in ("Foster placements", "Supported accommodation", "Children's homes and secure homes")
    ),
    Option("provider_sector", "Own provision", "Own provision"),
    Option("sex", "F", "Female"),
)
EVERYTHING = frozenset({pages.ALL, pages.FIGURES, pages.EXACT, pages.LOADING})
# What is asked, the page it leads to first, and what is chosen or asked there.
ASKED = {
    "distance": ("placement_distance", {}),
    "distence": ("placement_distance", {}),
    "how far": ("placement_distance", {}),
    "miles": ("placement_distance", {}),
    "out of borough": ("placement_distance", {}),
    "cost": ("cost_map", {}),
    "price of fostering": ("cost_map", {"placement_type": "Foster placements"}),
    "fostering": ("placement_mix", {}),
    "Hackney": ("my_borough", {"authority": "E09000012", "area": ""}),
    "hackny": ("my_borough", {"authority": "E09000012", "area": ""}),
    "Haringay": ("my_borough", {"authority": "E09000014", "area": ""}),
    "City": ("my_borough", {"authority": "E09000001", "area": ""}),
    "North Central London": ("my_borough", {"area": "North Central London", "grouping": "icb_2022", "authority": ""}),
    "UASC": ("groups", {"group": "Unaccompanied children"}),
    "asylum seekers": ("groups", {"group": "Unaccompanied children"}),
    "UASC Croydon": ("groups", {"group": "Unaccompanied children", "authority": "E09000008", "area": ""}),
    "SEMH": ("groups", {"group": "Autism and mental health"}),
    "mother and baby": ("groups", {"group": "Parents with a child"}),
    "deprivation of liberty": ("groups", {"group": "Unregistered and deprived of liberty"}),
    "remand": ("groups", {"group": "Secure homes and remand"}),
    "stability": ("stability", {}),
    "placement moves": ("stability", {}),
    "same carer": ("stability", {}),
    "stability Camden": ("stability", {"authority": "E09000007", "area": ""}),
    "distance Hackney": ("placement_distance", {"authority": "E09000012", "area": ""}),
    "gaps": ("gaps", {}),
    "what is missing": ("gaps", {}),
    "shortage": ("gaps", {}),
    "Ofsted": ("provision", {}),
    "beds": ("provision", {}),
    "who runs homes in Croydon": ("provision", {"authority": "E09000008", "area": ""}),
    "cost of supported accommodation": ("cost_map", {"placement_type": "Supported accommodation"}),
    "fostering price Camden": (
        "cost_map",
        {"placement_type": "Foster placements", "authority": "E09000007", "area": ""},
    ),
    "female": ("placement_mix", {"sex": "F"}),
    "own provision": ("placement_mix", {"provider_sector": "Own provision"}),
    "ethnicity": ("disproportionality", {}),
    "leavers": ("trends", {}),
    "net movement": ("flows", {}),
    "framework": ("market", {}),
    "negotiate": ("value", {}),
    "most expensive": ("dearest", {}),
    "NHS": ("funding", {}),
    "neighbours": ("compare", {}),
    "median distance": ("overview", {"measure": "Median distance from home"}),
    "SSDA903": ("data_submission", {}),
    "suppression": ("protection", {}),
    "too few": ("protection", {}),
    "NCL": ("my_borough", {"area": "North Central London", "grouping": "icb_2022", "authority": ""}),
    "print": ("my_borough", {}),
    "slides": ("evidence_pack", {}),
    "download": ("evidence_pack", {}),
    "Excel": ("views", {}),
    "SEN": ("groups", {"group": "Autism and mental health"}),
    "supported accommodation": ("groups", {"group": "Sixteen and over"}),
    "usable places": ("definitions", {"find": "Usable places"}),
    "audit": ("activity", {}),
    "upload": ("load_data", {}),
}


def entries(open_to: frozenset[str] = EVERYTHING) -> tuple[Entry, ...]:
    """What somebody finds to whom pages of the kinds ``open_to`` are open."""
    return index.build(TITLES, CATALOGUE.layer("marts"), OPTIONS, open_to)


ALL = entries()


@pytest.mark.parametrize("asked", ASKED)
def test_words_lead_first_to_what_people_mean_by_them(asked: str) -> None:
    first = ranking.ranked(ALL, asked)[0].entry
    assert (first.page, {**first.chosen, **first.own}) == ASKED[asked]
    groups = ranking.find(ALL, asked)
    assert next(iter(groups.values()))[0] == first, "the group of the best stands first"
    assert all(len(group) <= ranking.MOST_IN_A_GROUP for group in groups.values())


@pytest.mark.parametrize("asked", ["", "  ", "?!", "zzzz", "8" * 80])
def test_what_means_nothing_finds_nothing(asked: str) -> None:
    assert ranking.find(ALL, asked) == {}


def test_a_page_that_is_not_open_is_not_offered_by_any_way() -> None:
    viewer = entries(EVERYTHING - {pages.EXACT})
    closed = {name for name, about in pages.pages().items() if about.open_to == pages.EXACT}
    assert closed == {"children", "dearest", "workbench"}
    assert not closed & {entry.page for entry in viewer}
    single = {view.title for view in CATALOGUE.layer("marts") if view.child_level}
    assert single and not single & {text for entry in viewer for text in (entry.title, entry.about)}
    assert single <= {entry.title for entry in ALL}
    without = entries(frozenset({pages.ALL, pages.LOADING}))
    assert {entry.page for entry in without} == {"members", "activity", "load_data"}


def test_every_page_of_the_menu_tells_what_it_is_for_under_its_own_heading() -> None:
    assert pages.pages().keys() == TITLES.keys()
    for path in (settings.ROOT / "pages").glob("*/*.py"):
        about = pages.pages()[path.stem]
        assert about.heading == tables.filled(_heading(path))
        assert about.tells.endswith(".") and len(about.tells) <= 130, "one line"


def test_every_figure_leads_to_a_page_that_shows_it() -> None:
    listed = [(about.page, view) for about in pages.pages().values() for view in about.views]
    listed += [(part.page, view) for part in pages.parts() for view in part.views]
    marts = {view.name: view for view in CATALOGUE.layer("marts")}
    text = {path.stem: _with_panels(path) for path in (settings.ROOT / "pages").glob("*/*.py")}
    assert sorted(view for _, view in listed) == sorted(marts), "each view is looked for on one page"
    coarser = {view.coarser for view in marts.values()}
    for page, view in listed:
        seen_through = view in coarser or marts[view].shared or view in _read() or view == "chosen_children"
        assert f'"{view}"' in text[page] or seen_through, f"{page} does not show {view}"
    for part in pages.parts():
        assert f'"{part.value}"' in text[part.page] and f'key="{part.asks}"' in text[part.page]


def _with_panels(path: Path) -> str:
    """A page's text with that of the modules of pages it names."""
    own = path.read_text(encoding="utf-8")
    named = re.findall(r"\w+", " ".join(re.findall(r"^from sufficiency\.web import (.*)$", own, re.M)))
    panels = [settings.ROOT / "sufficiency" / "web" / f"{name}.py" for name in named]
    return "\n".join([own, *(panel.read_text(encoding="utf-8") for panel in panels if panel.is_file())])


def _read() -> set[str]:
    """The marts that others are made from."""
    return {name for reads in CATALOGUE.reads.values() for name in reads}


def _heading(path: Path) -> str:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    start = next(call for call in calls if ast.unparse(call.func) in ("page.start", "plain_page.start"))
    return str(ast.literal_eval(start.args[0]))


def test_what_a_page_tells_of_a_census_of_all_ages_is_of_people() -> None:
    """*Its share of all children who live here*: the Census counts people of all ages, and the page itself says so."""
    told = {name: page for name, page in pages.pages().items() if "ethnic group" in page.tells.lower()}
    assert "disproportionality" in told
    for name, page in told.items():
        ages = "all ages" in " ".join(CATALOGUE.views[view].caveats for view in page.views)
        assert not (ages and "children who live" in page.tells), name
