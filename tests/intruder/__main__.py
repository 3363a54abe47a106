"""What a motivated intruder works out of everything a viewer is shown, in every edition of the rule.

python -m tests.intruder                       the whole attack, some twenty minutes of one core
python -m tests.intruder --write               and its table into docs/intruder.md
python -m tests.intruder --seed FOLDER         over the snapshot of another data folder as well; what figures are
                                               like in general is then learned from the one that is not attacked
python -m tests.intruder --cells 100           fewer cells by linear programming
python -m tests.intruder --only marts          one attack alone, or several; in the table the rows of others stay
"""

from __future__ import annotations

import logging
import time
from pathlib import Path

import click

from sufficiency import settings
from tests.intruder import attack, london, table


@click.command()
@click.option("--seed", "folders", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--cells", default=400, show_default=True, help="Cells bounded by linear programming.")
@click.option("--only", multiple=True, type=click.Choice(attack.PARTS), help="Attack so alone.")
@click.option("--write", is_flag=True, help="Write the table into docs/intruder.md.")
def main(folders: tuple[Path, ...], cells: int, only: tuple[str, ...], write: bool) -> None:
    """Attack the demonstration, and each other data folder, and print what was found."""
    settings.QUERY_SECONDS = 600  # Nobody waits for a page here.
    logging.disable(logging.WARNING)  # Pages are run without a browser, of which Streamlit warns at each.
    begun = time.monotonic()

    def say(doing: str) -> None:
        spent, used = (time.monotonic() - begun) / 60, time.process_time() / 60
        click.echo(f"{spent:5.1f} min, {used:4.1f} of a core  {doing}", err=True)

    londons = [london.London.of(snapshot) for _, snapshot in london.snapshots(folders)]
    found = {}
    for number, (name, snapshot) in enumerate(london.snapshots(folders)):
        say(name)
        other = next((one for place, one in enumerate(londons) if place != number), None)
        found[name] = attack.all_of(snapshot, cells, say, londons[number], other, only or attack.PARTS)
        click.echo("\n".join(["", name, "", *table.table(found[name])]))
    say("done")
    if write:
        path = settings.ROOT / "docs" / "intruder.md"
        head, _, before = path.read_text(encoding="utf-8").partition(table.BEGIN)
        path.write_text(f"{head}{table.BEGIN}\n\n{table.joined(before, found)}", encoding="utf-8")


main()
