"""Business cases as Word, slides and PDF, made when somebody asks: of the plan on the page, or ready-made ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import TypeVar

import streamlit as st

from sufficiency.choices import default_grouping
from sufficiency.planning import siting_whole
from sufficiency.planning.siting_inputs import Candidate
from sufficiency.planning.siting_problem import NoPlan
from sufficiency.planning.siting_settings import Wanted
from sufficiency.planning.siting_whole import Asked, Whole
from sufficiency.presentation import evidence, export
from sufficiency.presentation.export import Exhibit, Part
from sufficiency.presentation.sentences import siting as sentences
from sufficiency.reference import tables
from sufficiency.result import Choices, Result
from sufficiency.web import context, export_record, page_export, permission
from sufficiency.web.export_record import ExportRecord
from sufficiency.web.page_run import PageRun
from sufficiency.web.planning import case_scenario
from sufficiency.web.planning.siting import HOMES
from sufficiency.web.planning.siting_form import COUNTED_FIRST
from sufficiency.web.serving import Run

KINDS = (("Word", "docx", export.WORD), ("slides", "pptx", export.POWERPOINT), ("PDF", "pdf", export.PDF))
WHOLE = "whole"
AREAS_SHOWN = (
    "area_name",
    "need_count",
    "waiting_count",
    "too_far_count",
    "unregistered_count",
    "unmatched_count",
    "mean_miles",
    "mean_gbp_week",
)
NEED = "Local need"  # the section that a scenario stands after
Build = Callable[[], tuple[list[Part], str]]

Built = TypeVar("Built")


@dataclass(frozen=True)
class Ready:
    """One ready-made case, a row of ``data/reference/business_cases.csv``."""

    key: str
    title: str
    cohort: str
    whom: str
    grouping: str
    wanted: Wanted
    claim: str
    claimed: int | None
    source: str


@tables.derived_from("business_cases", "siting_settings")
def ready() -> dict[str, Ready]:
    """The ready-made cases by title."""
    return {
        row["title"]: Ready(
            row["case_key"],
            row["title"],
            row["cohort"],
            row["whom"],
            row["grouping"],
            Wanted.of(
                **{name: float(value) for name, _, value in (s.partition("=") for s in row["settings"].split(";"))}
            ),
            row["claim"],
            int(row["claimed_count"]) if row["claimed_count"] else None,
            row["source"],
        )
        for row in tables.records("business_cases")
        if row["region_code"] in ("", tables.region()["region_code"])
    }


def of_plan(page: PageRun, plan: Whole, need: Result, lead: str) -> None:
    """Buttons that make the case for the plan on the page."""
    where = ", ".join(page.words_of("authority", "area")) if page.has_place and page.sees_region else ""
    called = f"Business case for new homes{f' in {where}' if where else ''}"
    title = f"{called}, {tables.region()['region_name']}" if where else called
    changed = case_scenario.part(page)

    def parts() -> tuple[list[Part], str]:
        sections = _with_run(page, lambda run: _parts(page, run, page.choices, plan, need))
        return _beside_the_plan(sections, changed), lead

    _buttons(need, title, parts, "plan", called)


def of_ready(page: PageRun) -> None:
    """One of the ready-made cases, of the whole region, and buttons that make it; nothing where the region has none."""
    if not ready():
        return
    title = st.selectbox("Which case", list(ready()), key="ready_case", bind="query-params")
    case = ready()[title]
    st.html(f"<p>{escape(case.claim)}</p><p class='caption'>Source: {escape(case.source)}.</p>")
    base = page.fetch("headline")["headline"]
    build = partial(_with_run, page, partial(_ready_parts, page, case))
    _buttons(base, case.title, build, f"ready_{case.key}", f"business case {case.key}")


def _beside_the_plan(sections: list[Part], changed: Part | None) -> list[Part]:
    """The sections, with what else may change after what will be needed (the local need)."""
    if changed is None:
        return sections
    after = next((n for n, section in enumerate(sections) if section.heading == NEED), 0) + 1
    return [*sections[:after], changed, *sections[after:]]


def _buttons(result: Result, title: str, build: Build, key: str, called: str) -> None:
    record = export_record.of(key, result.choices)
    with st.container(horizontal=True, key=f"take_{key}"):
        for label, suffix, mime in KINDS:
            name = export.file_name(replace(result, view=replace(result.view, name=called)), suffix)
            st.download_button(
                f"Make the business case ({label})",
                data=permission.file(partial(_file, build, suffix, title, record), name, record),
                mime=mime,
                file_name=name,
                on_click="ignore",
                key=f"{key}_{suffix}",
                disabled=record.reason is None,
            )


def _file(build: Build, suffix: str, title: str, record: ExportRecord) -> bytes:
    parts, lead = build()
    shown = [figure for part in parts for figure in part.results]
    record.results[:] = [figure.result if isinstance(figure, Exhibit) else figure for figure in shown]
    if suffix == "docx":
        return export.docx(parts, title=title, lead=lead, template=page_export.template("docx"))
    if suffix == "pdf":
        return export.report_pdf(parts, title=title, lead=lead)
    return export.pptx([_slides(part) for part in parts], title=title, lead=lead, own=page_export.template("pptx"))


def _slides(part: Part) -> Part:
    """The same with a slide a chart, and of each table as many slides as its columns and rows take."""
    shown = [result if isinstance(result, Exhibit) else Exhibit(result, None, part.heading) for result in part.results]
    return replace(part, results=tuple(slide for exhibit in shown for slide in export.whole(exhibit)))


def _with_run(page: PageRun, build: Callable[[Run], Built]) -> Built:
    # Made after the page's run has ended, so from the snapshot that is served by then.
    with context.SERVING.run(lambda doing: None) as run:
        if run is None or run.snapshot.is_synthetic != page.snapshot.is_synthetic:
            raise PermissionError("other data is served than when this page was drawn: open the page again")
        return build(run)


def _parts(page: PageRun, run: Run, chosen: Choices, plan: Whole, need: Result) -> list[Part]:
    """The sections of a case, from the views that may be read for what is chosen and the plan's own tables."""
    scope, own = run.scope(page.person.scope), {**plan.results, "siting_need": need}
    names = [n for n in evidence.views(evidence.BUSINESS_CASE) if n not in own and n not in scope.problems]
    results: dict[str, Result] = {}
    for name in names:  # one by one, each with the time that a view is given
        if not page.why_too_fine(name):
            results |= context.fetch(run, scope, page.person, [name], chosen)
    first, *others = evidence.parts({**results, **own}, chosen, evidence.BUSINESS_CASE)
    said = (sentences.break_even(plan.sites), sentences.near(plan.others), *plan.notes)
    return [replace(first, words=" ".join(filter(None, (first.words, *said)))), *others]


def _ready_parts(page: PageRun, case: Ready, run: Run) -> tuple[list[Part], str]:
    """A ready-made case: first what is claimed beside what the data show, then the sections with a plan."""
    scope = run.scope(page.person.scope)
    grouping = case.grouping if page.is_exact else default_grouping()
    chosen = {"cohort": (case.cohort,)}

    def rows(name: str, by: str) -> Result:
        of = {**chosen, "grouping": (by,)}
        return context.fetch(run, scope, page.person, [name], of)[name].where(placement_type=HOMES)

    need, whole = rows("siting_need", grouping), rows("siting_need", WHOLE)
    areas = need if grouping == default_grouping() else rows("siting_need", default_grouping())
    tested = sentences.tested(whole, case.claimed) if case.claimed else ""
    words = f"{case.claim} Source: {case.source}. {sentences.waiting(whole)} {tested}".rstrip()
    shown = Exhibit(areas, title="Children waiting for a better place", columns=AREAS_SHOWN)
    first = Part("What is claimed, and what the data show", words, (shown,) if not areas.is_empty else ())
    distances = context.fetch(run, scope, page.person, ["siting_distances"], {"grouping": (grouping,)})
    away = distances["siting_distances"]
    asked = Asked(
        need,
        away,
        context.fetch(run, scope, page.person, ["forecast"], {})["forecast"],
        rows("siting_nearer", grouping) if page.is_exact else None,
        grouping,
        case.cohort,
    )
    homes = rows("siting_homes", grouping).rows
    empty = dict(zip(homes["authority_code"], homes[COUNTED_FIRST].fillna(0), strict=True))
    pairs = away.rows[["site_authority_code", "site_authority_name"]].drop_duplicates()
    sites = [Candidate(code, name, empty=float(empty.get(code, 0))) for code, name in pairs.itertuples(index=False)]
    try:
        plan = siting_whole.plan(asked, sites, case.wanted, lambda doing, share: None)
    except NoPlan as reason:
        return [replace(first, words=f"{words} No plan can be made: {reason}.")], ""
    lead = sentences.plan(plan.sites, case.whom)
    return [first, *_parts(page, run, {**chosen, "grouping": (default_grouping(),)}, plan, need)], lead
