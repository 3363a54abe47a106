"""Takes the files of every page for three places, says what is wrong with them, and shows them as pictures.

python -m tests.contact_sheet OUT                          every page; pictures by LibreOffice where it is
python -m tests.contact_sheet OUT --page gaps --no-pictures  one page, by the rules alone
"""

from __future__ import annotations

import logging
from pathlib import Path

import click

from sufficiency import settings
from tests.contact_sheet import pictures, reports, slides, taken
from tests.contact_sheet.taken import Taken

RULES = {"pptx": slides.faults, "docx": reports.docx_faults, "pdf": reports.pdf_faults}


def faults(file: Taken) -> list[str]:
    """What is wrong with one file."""
    return [
        f"{file.page}, {file.place}, {file.name}: {fault}"
        for fault in RULES[file.name.rpartition(".")[2]](file.content)
    ]


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--page", "wanted", multiple=True, help="A page by the name of its file; every page without it.")
@click.option(
    "--pictures/--no-pictures", "is_seen", default=True, help="Show the slides as LibreOffice does, or as PDF."
)
def main(out: Path, wanted: tuple[str, ...], is_seen: bool) -> None:
    """Write files, and a sheet of pictures for each place, into OUT; end with 1 where anything is wrong."""
    settings.QUERY_SECONDS = 600  # Nobody waits for a page here.
    logging.disable(logging.WARNING)  # Pages are run without a browser, of which Streamlit warns at each.
    wrong = 0
    for place in taken.PLACES:
        seen = []
        for path in taken.pages():
            if wanted and path.stem not in wanted:
                continue
            for file in taken.files(path, place):
                kept = out / place / file.name
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(file.content)
                for fault in faults(file):
                    click.echo(fault)
                    wrong += 1
                if is_seen and "-slides_" in kept.name and kept.suffix == (".pptx" if pictures.OFFICE else ".pdf"):
                    seen += pictures.pictures(kept)
        if seen:
            pictures.sheet(seen).save(out / f"{place}.png")
    click.echo(f"{wrong} faults")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
