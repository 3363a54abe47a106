"""The files of one figure: its rows and its picture, each made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from sufficiency.presentation import charts, export
from sufficiency.result import Result
from sufficiency.web import export_record, permission

FILES = (
    ("CSV", "csv", "text/csv"),
    ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("Picture (PNG)", "png", "image/png"),
    ("Drawing (SVG)", "svg", "image/svg+xml"),
)


def buttons(
    result: Result, chart: str | None, key: str, columns: Sequence[str] = (), called: tuple[str, str] = ("", "")
) -> None:
    """Buttons that make each file when, and only when, somebody asks for it; ``columns`` are those of the page's
    table, none for all that are readable, ``called`` the page and the figure of it, by which files are told apart.
    There is a picture to take where the page draws one."""
    picture = charts.draw(result, chart)
    is_drawn = bool(picture.spec) and not picture.instead()
    record = export_record.of(key, result.choices, [result])
    with st.container(horizontal=True, key=f"take_{key}"):
        for label, kind, mime in FILES:
            if kind in ("png", "svg") and not is_drawn:
                continue
            build = partial(_file, result, kind, chart, columns)
            name = export.figure_file_name(*called, result, kind) if any(called) else export.file_name(result, kind)
            st.download_button(
                label,
                data=permission.file(build, name, record),
                mime=mime,
                on_click="ignore",
                file_name=name,
                key=f"{kind}_{key}",
                disabled=record.reason is None,
            )


def _file(result: Result, kind: str, chart: str | None, columns: Sequence[str]) -> bytes:
    if kind == "csv":
        return export.csv(result, columns)
    if kind == "xlsx":
        return export.xlsx(result, columns)
    return export.png(result, chart) if kind == "png" else export.svg(result, chart)
