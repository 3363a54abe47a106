"""Compares every table of every page with each file of it, cell by cell, for three places; ends with 1 on a difference.

python -m tests.same_figures                       every page: about ten minutes of an idle core
python -m tests.same_figures --page gaps --sheets  one page, its CSVs and workbooks alone
"""

from __future__ import annotations

import logging

import click

from sufficiency import settings
from tests.contact_sheet import taken
from tests.same_figures import compared


@click.command()
@click.option("--page", "wanted", multiple=True, help="A page by the name of its file; every page without it.")
@click.option("--sheets", "is_quick", is_flag=True, help="CSVs and workbooks alone, which takes a tenth of the time.")
def main(wanted: tuple[str, ...], is_quick: bool) -> None:
    """Say each difference with its page and place."""
    settings.QUERY_SECONDS = 600  # Nobody waits for a page here.
    logging.disable(logging.WARNING)  # Pages are run without a browser, of which Streamlit warns at each.
    apart = cells = 0
    for place in taken.PLACES:
        for path in taken.pages():
            if wanted and path.stem not in wanted:
                continue
            differences, count = compared.of_page(path, place, is_quick=is_quick)
            cells += count
            for difference in differences:
                click.echo(f"{path.stem}, {place}: {difference}")
                apart += 1
    click.echo(f"{cells:,} cells of tables of pages, {apart} differences in files")
    raise SystemExit(1 if apart else 0)


if __name__ == "__main__":
    main()
