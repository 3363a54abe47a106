"""Population projections in the forms their makers publish, brought to the table of children aged 0 to 17.

ONS's long CSV has a row an area, sex and age and a column a year (AREA_CODE, AREA_NAME, COMPONENT, SEX, AGE_GROUP,
2023, 2024, …); the plain form a row an area, year and age (area_code, year, age, population), as GLA's can be saved. Of
both the children are added up. Years that estimates are known of are left out: a projection is for years to come.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator

from sufficiency.plurals import counted
from sufficiency.reference.tables import records
from sufficiency.returns import decoding, schema
from sufficiency.returns.problems import ProblemLog

OLDEST = 17
LONG = frozenset({"AREACODE", "COMPONENT", "AGEGROUP"})
PLAIN = frozenset({"AREACODE", "YEAR", "AGE", "POPULATION"})
_YEAR = re.compile(r"20\d\d")
_AGE = re.compile(r"(?:aged? )?(\d{1,3})")
# Of two sexes and both together the last is taken, where it is there.
_PERSONS = {"persons", "all", "total", "both"}


def as_estimates(data: bytes, folder: str, file_id: int, problem_log: ProblemLog) -> bytes:
    """A file of the ``folder`` population as the form in which estimates come; any other file as it is."""
    children = as_children(data, file_id, problem_log) if folder.lower() == "population" else None
    return data if children is None else children


def as_children(data: bytes, file_id: int, problem_log: ProblemLog) -> bytes | None:
    """The children by area and year as a CSV of the population's columns; None where ``data`` is in neither form."""
    try:
        text = decoding.decode(data).text
    except decoding.Undecodable:
        return None
    rows = csv.reader(io.StringIO(decoding.one_line_end(text)))
    header = next(rows, [])
    names = [schema.header_key(name) for name in header]
    is_long, is_plain = set(names) >= LONG, set(names) >= PLAIN
    if not (is_long or is_plain):
        return None
    sums: dict[tuple[str, int, bool], float] = defaultdict(float)
    known = max(int(row["mid_year"]) for row in records("population"))
    for line, cells in enumerate(rows, start=2):
        if not any(cells):
            continue
        if len(cells) != len(names):
            detail = f"{counted(len(cells), 'cell')} where the header has {len(names)}"
            problem_log.add(file_id, "row_length", line=line, detail=detail)
            continue
        row = dict(zip(names, (cell.strip() for cell in cells), strict=True))
        age = _AGE.fullmatch((row["AGEGROUP"] if is_long else row["AGE"]).lower())
        if not age or int(age[1]) > OLDEST or (is_long and row["COMPONENT"].lower() != "population"):
            continue
        is_whole = row.get("SEX", "persons").lower() in _PERSONS
        for said, number in _figures(row, is_long=is_long):
            try:
                count, year = float(number.replace(",", "")), int(said)
            except ValueError:
                column = said if is_long else "POPULATION"
                problem_log.add(file_id, "number_unreadable", line=line, column=column, detail="a number")
                continue
            if year > known:
                sums[row["AREACODE"], year, is_whole] += count
    if not sums:
        detail = f"a year after {known} and of one year of age from 0 to {OLDEST}"
        problem_log.add(file_id, "nothing_to_come", detail=detail)
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(("mid_year", "area_code", "population"))
    has_whole = {(area, year) for area, year, is_whole in sums if is_whole}
    for (area, year, is_whole), count in sorted(sums.items()):
        if is_whole or (area, year) not in has_whole:
            writer.writerow((year, area, round(count)))
    return held.getvalue().encode()


def _figures(row: dict[str, str], *, is_long: bool) -> Iterator[tuple[str, str]]:
    if not is_long:
        yield row["YEAR"], row["POPULATION"]
        return
    for name, value in row.items():
        if _YEAR.fullmatch(name):
            yield name, value
