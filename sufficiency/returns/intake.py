"""What came: each file read to rows of text, and put with the authority and year it is of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from sufficiency.returns import (
    feed,
    file_reader,
    found_json,
    found_part,
    found_values,
    index_forms,
    line_ends,
    listed,
    other_authorities,
    periods,
    places,
    population_forms,
    recognition,
    register,
    schema,
    workbooks,
    xml_reader,
)
from sufficiency.returns.folders import SentFile
from sufficiency.returns.notes import Note
from sufficiency.returns.problems import ProblemLog

WORKBOOKS = (".ods", ".xlsx")
TEXTS = (".csv", ".txt", ".tsv", "")


@dataclass
class Intake:
    """What has been read so far: the files, their parts by table, the problems met, and what is said besides.

    ``hashes`` is the sha256 of each file, by name; ``today`` says which return years have begun.
    """

    today: date
    problem_log: ProblemLog = field(default_factory=ProblemLog)
    files: list[tuple[object, ...]] = field(default_factory=list)
    parts: dict[str, list[pa.Table]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    ends: list[line_ends.End] = field(default_factory=list)

    def open(self) -> int:
        """The number of the next file."""
        return len(self.files)

    def row_counts(self) -> list[int]:
        """The rows read of each file."""
        return [int(str(file[6])) for file in self.files]

    def close(
        self,
        sent: SentFile,
        name: str,
        part: file_reader.Part | None,
        rows_read: int = 0,
        encoding: str = "",
        day: date | None = None,
    ) -> None:
        """Write down the file just read, and keep its rows."""
        is_child_level = part is None or schema.tables()[part.table].is_of_an_authority
        self.files.append(
            (
                len(self.files),
                name,
                sent.authority_code if is_child_level else None,
                sent.return_year if is_child_level else None,
                part.table if part else None,
                encoding or None,
                rows_read,
                day,
                sent.period if part and part.table in periods.by_table() else None,
            )
        )
        if part:
            self.parts.setdefault(part.table, []).append(part.rows)


def read_file(sent: SentFile, intake: Intake) -> None:
    """Read one file into the intake; whatever is wrong with it is noted there."""
    file_id = intake.open()
    if feed.is_of_no_measure(sent.name):
        intake.notes.append(Note(sent.name, "Not read: a table of the case system that no measure uses"))
        return
    kind = sent.path.suffix.lower()
    if index_forms.is_of_index(sent) and kind in (*WORKBOOKS, *TEXTS):
        _read_index(sent, intake)
        return
    if kind in WORKBOOKS:
        _read_workbook(sent, intake)
        return
    if kind in (".xml", ".json"):
        (_read_xml if kind == ".xml" else _read_json)(sent, intake)
        return
    part, encoding = None, ""
    if kind not in TEXTS:
        intake.problem_log.add(file_id, "not_csv", detail=f"'{kind}'")
    else:
        data = _bytes(sent, file_id, intake)
        if data is not None and (what := workbooks.named_as_text(data)):
            intake.problem_log.add(file_id, "workbook_as_text", detail=what)
        elif data is not None:
            data = population_forms.as_estimates(data, sent.folder, file_id, intake.problem_log)
            part, encoding = file_reader.read_text(data, file_id, intake.problem_log)
            part = found_part.spelt(part, file_id, intake.problem_log)
            if part is not None:
                intake.ends.append(line_ends.of(data, file_id, sent.authority_code, sent.return_year))
                other_authorities.tell_of_text(data, sent.authority_code, file_id, intake.problem_log)
    day = None
    if part and part.table == register.TABLE:
        part, day = listed.in_time(part, sent, "", file_id, intake.problem_log)
    rows_read = part.rows_read if part else 0
    intake.close(sent, sent.name, _place(part, sent, file_id, intake), rows_read, encoding, day)


def _bytes(sent: SentFile, file_id: int, intake: Intake) -> bytes | None:
    """The file's bytes, whose sum is kept; None with the reason noted."""
    data = file_reader.read_bytes(sent.path, file_id, intake.problem_log)
    if data is not None:
        intake.hashes[sent.name] = hashlib.sha256(data).hexdigest()
    return data


def _read_workbook(sent: SentFile, intake: Intake) -> None:
    """Each sheet that is a table counts as a file; the others are named as not read."""
    first = intake.open()
    data = _bytes(sent, first, intake)
    passed_over = []
    for sheet, rows in workbooks.sheets(data, first, intake.problem_log) if data is not None else ():
        laid = file_reader.find_header(rows)
        if laid is None or _is_another_list(laid[1], sheet) or _is_of_choices(laid[1], sheet):
            passed_over.append(Note(f"{sent.name} [{sheet}]", "Not read: no sheet of a register or a return"))
            continue
        line, header = laid
        file_id = intake.open()
        # The standard's form has its names of columns below their groups.
        if line > 1 and header.table.is_of_an_authority and header.table.name != found_values.TABLE:
            intake.problem_log.add(file_id, "title_rows", line=line, detail=str(line))
        part = file_reader.take(header, rows[line:], line, file_id, intake.problem_log)
        other_authorities.tell(header, rows[line:], sent.authority_code, file_id, intake.problem_log)
        part = found_part.spelt(part, file_id, intake.problem_log)
        rows_read = part.rows_read if part else 0
        day = None
        if part and part.table == register.TABLE:
            part, day = listed.in_time(part, sent, sheet, file_id, intake.problem_log)
        intake.close(sent, f"{sent.name} [{sheet}]", _place(part, sent, file_id, intake), rows_read, day=day)
    if intake.open() == first:
        if not any(row[0] == first for row in intake.problem_log.rows):
            intake.problem_log.add(first, "unknown_table", detail="no sheet holds the header of one")
        intake.close(sent, sent.name, None)
    else:
        intake.notes += passed_over


def _read_xml(sent: SentFile, intake: Intake) -> None:
    """Each table of the XML counts as a file."""
    first = intake.open()
    data = _bytes(sent, first, intake)
    parts = list(xml_reader.tables(data, first, intake.problem_log)) if data is not None else []
    for part in parts:
        file_id = intake.open()
        of_file = pa.repeat(pa.scalar(file_id, pa.int32()), part.rows_read)
        numbered = _place(replace(part, rows=part.rows.set_column(0, "file_id", of_file)), sent, file_id, intake)
        intake.close(sent, f"{sent.name} [{part.table}]", numbered, part.rows_read, "xml")
    if not parts:
        intake.close(sent, sent.name, None)


def _read_json(sent: SentFile, intake: Intake) -> None:
    file_id, problem_log = intake.open(), intake.problem_log
    data = _bytes(sent, file_id, intake)
    part = found_json.read(data, file_id, problem_log) if data is not None else None
    part = found_part.spelt(part, file_id, problem_log)
    intake.close(sent, sent.name, _place(part, sent, file_id, intake), part.rows_read if part else 0, "json")


def _read_index(sent: SentFile, intake: Intake) -> None:
    file_id = intake.open()
    data = _bytes(sent, file_id, intake)
    reading = index_forms.Reading()
    if data is not None:
        reading = index_forms.read(sent, data, file_id, intake.today, intake.problem_log)
    if reading.note is not None:
        intake.notes.append(reading.note)
        return
    intake.close(sent, sent.name, reading.part, reading.part.rows_read if reading.part else 0, day=reading.day)


def _is_another_list(header: recognition.Header, sheet: str) -> bool:
    return header.table.name == register.TABLE and register.is_another_list(sheet, header.places)


def _is_of_choices(header: recognition.Header, sheet: str) -> bool:
    return header.table.name == found_values.TABLE and bool(found_values.CHOICES.search(sheet))


def _place(part: file_reader.Part | None, sent: SentFile, file_id: int, intake: Intake) -> file_reader.Part | None:
    """The part, unless it is child-level and its folders name no authority, or no year that has begun."""
    problem_log = intake.problem_log
    if part is None or not schema.tables()[part.table].is_of_an_authority:
        return part
    if sent.authority_code is None:
        problem_log.add(file_id, "no_authority", detail=places.unknown_folder(sent.folder))
        return None
    if part.table in periods.by_table():
        return _place_in_period(part, sent, file_id, intake)
    if sent.return_year is None:
        folder = f"The folder '{sent.year_folder}'" if sent.year_folder else "The folder above"
        problem_log.add(file_id, "no_year", detail=folder)
        return None
    if intake.today < date(sent.return_year - 1, 4, 1):
        problem_log.add(file_id, "year_not_begun", detail=f"The folder '{sent.year_folder}'")
        return None
    begins = schema.tables()[part.table].first_return_year
    if begins and sent.return_year < begins:
        problem_log.add(file_id, "not_yet_due", detail=str(begins))
    return part


def _place_in_period(part: file_reader.Part, sent: SentFile, file_id: int, intake: Intake) -> file_reader.Part | None:
    """The part, unless its folders name no period of its table, or one that has not begun."""
    said = periods.by_table()[part.table]
    if sent.period is None or sent.year_folder.strip().lower() != said["folder"]:
        intake.problem_log.add(file_id, said["not_named"], detail=said["folder"])
        return None
    if periods.first_day(part.table, sent.period) > intake.today:
        intake.problem_log.add(file_id, "period_not_begun", detail=sent.period_folder)
        return None
    return part


def nothing_there(folder: Path, intake: Intake) -> None:
    """Note that ``folder`` is no folder, or that nothing in it is to be read."""
    sent = SentFile(folder, folder.name or str(folder), None, None, "", "")
    passed_over = " but those that are passed over" if intake.notes else ""
    why = f"The folder holds no file{passed_over}" if folder.is_dir() else "There is no such folder"
    intake.problem_log.add(0, "no_files", detail=why)
    intake.close(sent, sent.name, None)
