"""A register's part and the day it was as its list says."""

from __future__ import annotations

from datetime import date

from sufficiency.returns import file_reader, list_dates, register
from sufficiency.returns.folders import SentFile
from sufficiency.returns.problems import ProblemLog


def in_time(
    part: file_reader.Part, sent: SentFile, sheet: str, file_id: int, problem_log: ProblemLog
) -> tuple[file_reader.Part | None, date | None]:
    """The part of a register and the day that its file, folder or sheet names; None and None where it is another list,
    or no day is named."""
    *folders, name = sent.name.split("/")
    if register.is_another_list(name, part.columns):
        problem_log.add(file_id, "other_list")
        return None, None
    names = (*reversed(folders), name, sheet)
    day = list_dates.list_date(*names)
    if day is None and "LIST_DATE" not in part.columns:
        problem_log.add(file_id, "no_list_date")
        return None, None
    other = list_dates.other_day(day, *names) if day and "LIST_DATE" not in part.columns else None
    if day and other:
        detail = f"{day:%d/%m/%Y}, and its name or its folder's gives {other:%d/%m/%Y} too"
        problem_log.add(file_id, "list_date_differs", detail=detail)
    return part, day
