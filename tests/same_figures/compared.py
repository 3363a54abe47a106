"""All that is compared of one page for one place."""

from __future__ import annotations

from pathlib import Path

from tests.same_figures import documents, drawn, native_charts, spreadsheets

PACK = "evidence-pack_"


def of_page(path: Path, place: str, *, is_quick: bool = False) -> tuple[list[str], int]:
    """What files of the page say otherwise than its tables, and how many cells these have; ``is_quick`` of the files
    of each figure alone."""
    page = drawn.page(path, place)
    found = [f"{figure.key}, {fault}" for figure in page.figures for fault in spreadsheets.faults(figure)]
    cells = sum(len(row) for figure in page.figures for row in figure.rows)
    if is_quick:
        return found, cells
    made = {}
    for name, build in page.files.items():
        if PACK in name and name.endswith(".docx"):
            page.figures, made[name] = drawn.of_pack(build)
        else:
            made[name] = build()
    for name, file in made.items():
        stem, _, kind = name.rpartition(".")
        if kind == "pdf":
            continue
        found += documents.faults(page, kind, file)
        found += native_charts.faults(page, file) if kind == "pptx" else []
        found += documents.of_pdf(made[f"{stem}.pdf"], documents.tables(kind, file))
    return found, cells
