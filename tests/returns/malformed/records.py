"""Rows and tables that cannot all be true, each cell for itself being one."""

from __future__ import annotations

from collections.abc import Callable

from tests.returns.malformed.case import Case, Files, Told, rows, shape, write
from tests.returns.malformed.sound import Return, Rows, sound, text

Change = Callable[[Rows], None]


def put(row: int, **cells: str) -> Change:
    """A change that sets some cells of one row."""

    def change(table: Rows) -> None:
        for column, written in cells.items():
            table[row][table[0].index(column)] = written

    return change


def again(row: int, **cells: str) -> Change:
    """A change that puts a row at the end once more, with other cells."""

    def change(table: Rows) -> None:
        table.append(list(table[row]))
        put(len(table) - 1, **cells)(table)

    return change


def _spans() -> list[Case]:
    return [
        rows(
            "an end before its start", "episodes", put(1, DEC="20/06/2023"), "end_before_start", 2, "DEC", "20/06/2023"
        ),
        rows(
            "an end before its start",
            "missing",
            put(1, MIS_END="12/08/2024"),
            "end_before_start",
            2,
            "MIS_END",
            "12/08/2024",
        ),
        rows(
            "an end before its start",
            "placed_for_adoption",
            put(1, DATE_PLACED_CEASED="15/10/2024"),
            "end_before_start",
            2,
            "DATE_PLACED_CEASED",
            "15/10/2024",
        ),
        rows(
            "an end before its start",
            "social_worker",
            put(1, SW_DEC="22/07/2024"),
            "end_before_start",
            2,
            "SW_DEC",
            "22/07/2024",
        ),
        rows("all before the year", "episodes", put(1, DEC="22/03/2024"), "outside_year", 2, "DECOM", "21/06/2023"),
        rows("all after the year", "episodes", put(4, DECOM="24/04/2025"), "outside_year", 5, "DECOM", "24/04/2025"),
        rows(
            "all before the year",
            "missing",
            put(1, MIS_START="13/08/2023", MIS_END="15/08/2023"),
            "outside_year",
            2,
            "MIS_START",
            "13/08/2023",
        ),
        rows(
            "another year's day",
            "placement_costs",
            put(1, AS_AT="31/03/2024"),
            "outside_year",
            2,
            "AS_AT",
            "31/03/2024",
        ),
        rows(
            "an end after the year",
            "episodes",
            put(4, DEC="23/05/2025", REC="E4A"),
            "end_after_year",
            5,
            "DEC",
            "23/05/2025",
        ),
        rows(
            "an end after the year",
            "missing",
            put(2, MIS_END="23/05/2025"),
            "end_after_year",
            3,
            "MIS_END",
            "23/05/2025",
        ),
        rows("an end without a reason", "episodes", put(1, REC=""), "end_without_reason", 2, "DEC", "22/02/2025"),
        rows("a reason without an end", "episodes", put(4, REC="E4A"), "reason_without_end", 5, "REC", "E4A"),
        rows("two open", "episodes", put(2, DEC="", REC=""), "left_open", 3, "DECOM", "23/07/2024"),
        rows("two that overlap", "episodes", put(2, DEC="25/11/2024"), "episodes_overlap", 3, "DEC", "25/11/2024"),
        rows(
            "one within another",
            "episodes",
            again(1, DECOM="22/07/2024", DEC="23/08/2024"),
            "episodes_overlap",
            2,
            "DEC",
            "22/02/2025",
        ),
        rows("another follows, and none does", "episodes", put(1, REC="X1"), "no_next_episode", 2, "REC", "X1"),
        rows("the next begins days later", "episodes", put(3, DECOM="19/11/2024"), "no_next_episode", 3, "REC", "X1"),
        rows("two that start on one day", "episodes", again(4, LS="E1"), "episode_twice", 6, "DECOM", "24/01/2024"),
        rows(
            "the first row of a child says it follows another",
            "episodes",
            put(3, RNE="S"),
            "starts_again",
            4,
            "RNE",
            "S",
        ),
    ]


def _births() -> list[Case]:
    return [
        rows(
            "a day of birth unlike the header's",
            "uasc",
            put(1, DOB="24/07/2008"),
            "birth_differs",
            2,
            "DOB",
            "24/07/2008",
        ),
        rows(
            "a day of birth unlike the header's",
            "oc2",
            put(1, DOB="06/12/2009"),
            "birth_differs",
            2,
            "DOB",
            "06/12/2009",
        ),
        rows(
            "a day of birth unlike the header's",
            "missing",
            put(1, DOB="21/06/2010"),
            "birth_differs",
            2,
            "DOB",
            "21/06/2010",
        ),
        rows(
            "a day of birth unlike the header's",
            "reviews",
            put(1, DOB="21/06/2010"),
            "birth_differs",
            2,
            "DOB",
            "21/06/2010",
        ),
        rows("day and month changed places", "uasc", put(1, DOB="07/08/2008"), "birth_differs", 2, "DOB", "07/08/2008"),
        rows("a child of thirty-four", "header", put(1, DOB="10/05/1991"), "too_old", 2, "DOB", "10/05/1991"),
        Case(
            "header: born after an episode began",
            _born_late,
            Told("episodes.csv", "before_birth", 5, "DECOM", "24/01/2024"),
        ),
        rows("sex unlike the header's", "uasc", put(1, SEX="F"), "sex_differs", 2, "SEX", "F"),
        rows(
            "a mother younger than her child",
            "header",
            put(2, MC_DOB="22/03/2018"),
            "parent_too_young",
            3,
            "MC_DOB",
            "22/03/2018",
        ),
        rows("days that can all be read two ways", "header", _either_way, "dates_either_way", None),
        rows("days that are month first", "header", _month_first, "month_before_day", 2, "DOB", "05/10/2012"),
        rows("one pupil number for two", "header", _one_upn, "upn_shared", 3, "UPN", shape("A123456789012")),
    ]


def _born_late(tables: Return) -> Files:
    put(3, DOB="23/07/2024")(tables["header"])
    return write(tables)


def _either_way(table: Rows) -> None:
    """Fourteen children, every day of birth of whom could be read month first."""
    for n in range(14):
        table.append([f"E{n}", "M", f"{1 + n % 11:02d}/{2 + n % 10:02d}/{2010 + n // 10}", "WBRI", "UN3", "", ""])
    for row in (1, 2, 3):
        put(row, DOB=f"0{row}/08/2010")(table)
    put(2, MC_DOB="03/04/2024")(table)


def _month_first(table: Rows) -> None:
    put(1, DOB="05/10/2012")(table)
    put(2, DOB="06/21/2009", MC_DOB="03/22/2025")(table)
    put(3, DOB="07/23/2008")(table)


def _one_upn(table: Rows) -> None:
    put(1, UPN="A123456789012")(table)
    put(2, UPN="A123456789012")(table)


def _repeats() -> list[Case]:
    tables = ("header", "episodes", "uasc", "oc2", "missing", "placement_costs", "reviews")
    found = [rows("the same row twice", table, again(1), "duplicate_row", _length(table) + 1) for table in tables]
    return [
        *found,
        rows("one child with two rows", "header", again(1, ETHNIC="MWBC"), "child_twice", 5, "CHILD", "AA999"),
        rows("one child with two rows", "uasc", again(1, DUC="22/07/2026"), "child_twice", 3, "CHILD", "AA999"),
        rows("one child with two rows", "oc2", again(1, SDQ_SCORE="13"), "child_twice", 4, "CHILD", "AA999"),
        rows(
            "two prices of one placement on one day",
            "placement_costs",
            again(1, WEEKLY_COST="5300", SOCIAL_CARE="5300"),
            "cost_twice",
            4,
            "CHILD",
            "AA999",
        ),
    ]


def _length(table: str) -> int:
    return len(sound("")[table])


def _prices() -> list[Case]:
    return [
        rows(
            "parts that do not add up", "placement_costs", put(1, HEALTH="400"), "cost_parts", 2, "WEEKLY_COST", "5400"
        ),
        rows(
            "begins after its day",
            "placement_costs",
            put(1, PLACEMENT_START="15/05/2025"),
            "start_after_day",
            2,
            "PLACEMENT_START",
            "15/05/2025",
        ),
        rows(
            "begins on a day no episode does",
            "placement_costs",
            put(1, PLACEMENT_START="16/11/2024"),
            "cost_start_differs",
            2,
            "PLACEMENT_START",
            "16/11/2024",
        ),
        rows(
            "no episode open on its day",
            "placement_costs",
            put(1, AS_AT="20/06/2024"),
            "cost_no_placement",
            2,
            "AS_AT",
            "20/06/2024",
        ),
        rows(
            "a year's price",
            "placement_costs",
            put(1, WEEKLY_COST="95000", SOCIAL_CARE="95000"),
            "cost_unlikely",
            2,
            "WEEKLY_COST",
            "95000",
        ),
        rows(
            "a price of pounds for pence",
            "placement_costs",
            put(2, WEEKLY_COST="9", SOCIAL_CARE="9"),
            "cost_unlikely",
            3,
            "WEEKLY_COST",
            "9",
        ),
    ]


def _years() -> list[Case]:
    """The same children in the return of the year before, told otherwise there."""

    def two(table: str, change: Change) -> Callable[[Return], Files]:
        def make(tables: Return) -> Files:
            last = {name: [list(row) for row in whole] for name, whole in tables.items()}
            change(last[table])
            before = {f"2024/{name}.csv": text(last[name]) for name in ("header", "episodes")}
            return write(tables) | before

        return make

    def one(name: str, table: str, change: Change, rule: str, line: int | None, column: str, value: str = "") -> Case:
        return Case(f"years: {name}", two(table, change), Told(f"{table}.csv", rule, line, column, value))

    def left_open(table: Rows) -> None:
        table.append(["LEFT1", "24/01/2024", "S", "C2", "N5", "U4", "PR4", "", "", "", "NW1 2DB", "N7 0AA", "1234567"])

    return [
        one(
            "another day of birth last year",
            "header",
            put(1, DOB="11/05/2012"),
            "birth_differs",
            2,
            "DOB",
            "10/05/2012",
        ),
        one("another sex last year", "header", put(3, SEX="2"), "sex_differs", 4, "SEX", "M"),
        one("open last year and gone", "episodes", left_open, "open_child_left_out", None, "CHILD"),
    ]


CASES = (*_spans(), *_births(), *_repeats(), *_prices(), *_years())
