"""The button that makes an evidence pack when, and only when, somebody asks for it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from sufficiency.database.place_answers import EACH
from sufficiency.database.scope import Scope
from sufficiency.presentation import evidence, export
from sufficiency.presentation.export import Exhibit
from sufficiency.result import Result
from sufficiency.web import context, export_record, file_comparator, page_export, permission
from sufficiency.web.export_record import ExportRecord
from sufficiency.web.page_run import PageRun

KINDS = (("Word", "docx", export.WORD), ("PDF", "pdf", export.PDF))


def button(here: PageRun, headline: Result, title: str) -> None:
    """One click makes the pack for what is chosen, as a Word document to write on in, or as a PDF to send."""
    record = export_record.of("pack", here.choices)
    with st.container(horizontal=True):
        for label, suffix, mime in KINDS:
            name = evidence.file_name(headline, suffix)
            st.download_button(
                f"Make the evidence pack ({label})",
                data=permission.file(partial(_pack, here, title, suffix, record), name, record),
                mime=mime,
                file_name=name,
                on_click="ignore",
                key="pack" if suffix == "docx" else f"pack_{suffix}",
                disabled=record.reason is None,
            )


def _pack(here: PageRun, title: str, suffix: str, record: ExportRecord) -> bytes:
    # Made after the page's run has ended, so from the snapshot that is served by then.
    with context.SERVING.run(lambda doing: None) as run:
        if run is None or run.snapshot.is_synthetic != here.snapshot.is_synthetic:
            raise PermissionError("other data is served than when this page was drawn: open the page again")
        scope = run.scope(here.person.scope)
        sound = [name for name in evidence.views() if name not in scope.problems]
        areas = [name for name in sound if here.authority and _is_by_grouping(scope, name)]
        others = [name for name in sound if name not in areas]
        results = context.fetch(run, scope, here.person, others, here.choices)
        if areas:
            # A figure of one authority never stands under the name of the area it lies in.
            results |= context.fetch(run, scope, here.person, areas, {**here.choices, "grouping": (EACH,)})
    record.results[:] = results.values()
    parts = [
        replace(
            part, results=tuple(file_comparator.with_comparators(here, [_exhibit(shown) for shown in part.results]))
        )
        for part in evidence.parts(results, here.choices)
    ]
    if suffix == "pdf":
        return export.report_pdf(parts, title=title)
    return export.docx(parts, title=title, template=page_export.template("docx"))


def _is_by_grouping(scope: Scope, name: str) -> bool:
    """True of a view whose rows are the areas of the grouping chosen."""
    return any(column.name == "grouping" for column in scope.catalogue.views[name].columns)


def _exhibit(shown: Result | Exhibit) -> Exhibit:
    return shown if isinstance(shown, Exhibit) else Exhibit(shown)
