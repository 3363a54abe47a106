"""Malformed files, each with the one line the report must hold about it."""

from __future__ import annotations

import csv
from dataclasses import dataclass

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN\n"
)
GOOD_HEADER = HEADER + "KID1,M,01/05/2010,WBRI,UN1,0,\n"
GOOD_EPISODE = "KID1,01/05/2024,S,C2,N1,U6,PR1,,,,NW1 2DB,SW1A 1AA,\n"
OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
)
COSTS = (
    "CHILD,PLACEMENT_START,AS_AT,URN,PROVIDER_NAME,COMPANY_NUMBER,PROVISION_TYPE,SOURCING_ROUTE,"
    "FRAMEWORK,WEEKLY_COST,SOCIAL_CARE,EDUCATION,HEALTH,ADDITIONAL_PACKAGES,SOLO,DOL,"
    "DISTANCE_REASON,EHCP,PRIMARY_NEED,RISKS\n"
)


@dataclass(frozen=True)
class Case:
    """One malformed file: what is wrong, its bytes, the line expected, and the rows that stand."""

    name: str
    content: str | bytes
    rule: str
    severity: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    rows_accepted: int = 0
    year: int = 2025


def _episode(**cells: str) -> str:
    names = EPISODES.strip().split(",")
    row = dict(zip(names, GOOD_EPISODE.strip().split(","), strict=True)) | cells
    return EPISODES + ",".join(row[n] for n in names) + "\n"


def _header(**cells: str) -> str:
    names = HEADER.strip().split(",")
    row = dict(zip(names, GOOD_HEADER.splitlines()[1].split(","), strict=True)) | cells
    return HEADER + ",".join(row[n] for n in names) + "\n"


def _cost(**cells: str) -> str:
    names = COSTS.strip().split(",")
    good = next(
        csv.reader(
            [
                "KID1,01/05/2024,31/03/2025,SC012345,A Home,,Residential - mainstream,spot,,"
                "4000,4000,0,0,No,neither,no,not applicable,No,,"
            ]
        )
    )
    row = dict(zip(names, good, strict=True)) | cells
    return COSTS + ",".join(f'"{row[n]}"' for n in names) + "\n"


FILE, ROW, CELL, WARN = "rejected file", "rejected row", "cell set blank", "warning"

CASES = (
    # Files
    Case("zero bytes", b"", "empty_file", WARN),
    Case("only spaces and line ends", b" \r\n \n\t\n", "empty_file", WARN),
    Case("only a byte-order mark", b"\xef\xbb\xbf", "empty_file", WARN),
    Case("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "no_encoding", FILE),
    Case("UTF-16 without its mark", GOOD_HEADER.encode("utf-16-le"), "no_encoding", FILE),
    Case("half a UTF-16 character", b"\xff\xfe" + b"C\0H", "no_encoding", FILE),
    Case("no header at all", "KID1,M,01/05/2010,WBRI,UN1,0,\n", "unknown_table", FILE, 1),
    Case("another file's header", "name,address\nx,y\n", "unknown_table", FILE, 1),
    Case("a web page", "<html><body>503</body></html>", "unknown_table", FILE, 1),
    Case(
        "two columns of every table",
        "CHILD,DOB\nKID1,01/05/2010\n",
        "unknown_table",
        FILE,
        1,
        value="CHILD, DOB",
    ),
    Case("a header in one cell", f'"{HEADER.strip()}"\nx\n', "unknown_table", FILE, 1),
    # Headers
    Case("no CHILD", GOOD_HEADER.replace("CHILD", "KID"), "missing_key_column", FILE, 1, "CHILD"),
    Case(
        "no DECOM",
        EPISODES.replace("DECOM", "STARTED") + GOOD_EPISODE,
        "missing_key_column",
        FILE,
        1,
        "DECOM",
    ),
    Case(
        "a column twice",
        HEADER.replace("MC_DOB", "DOB") + GOOD_HEADER.splitlines()[1],
        "duplicate_column",
        FILE,
        1,
        "DOB",
    ),
    Case(
        "a column missing",
        "CHILD,SEX,DOB,ETHNIC,UPN\nKID1,M,01/05/2010,WBRI,UN1\n",
        "missing_column",
        WARN,
        1,
        "MOTHER",
        rows_accepted=1,
    ),
    Case(
        "a column misspelt",
        EPISODES.replace("PLACE_PROVIDER", "PLACE_PROVDER") + GOOD_EPISODE,
        "missing_column",
        WARN,
        1,
        "PLACE_PROVIDER",
        rows_accepted=1,
    ),
    Case(
        "a column too many",
        HEADER.strip() + ",NOTES\nKID1,M,01/05/2010,WBRI,UN1,0,,x\n",
        "extra_column",
        WARN,
        1,
        "NOTES",
        rows_accepted=1,
    ),
    Case(
        "a title above the header",
        "Looked after children\n\n" + GOOD_HEADER,
        "title_rows",
        WARN,
        3,
        rows_accepted=1,
    ),
    Case("no rows below the header", EPISODES, "no_rows", WARN, 1),
    # Encodings and separators
    Case(
        "Windows-1252",
        _episode(URN="Caf\u00e9").encode("cp1252"),
        "encoding",
        WARN,
        rows_accepted=1,
    ),
    Case("UTF-16 with its mark", GOOD_HEADER.encode("utf-16"), "encoding", WARN, rows_accepted=1),
    Case(
        "text wrongly saved before",
        _episode(URN="Caf\u00c3\u00a9"),
        "mojibake",
        WARN,
        rows_accepted=1,
    ),
    Case("a NUL", GOOD_HEADER.replace("KID1", "KI\0D1"), "nul_bytes", WARN, rows_accepted=1),
    Case("semicolons", GOOD_HEADER.replace(",", ";"), "delimiter", WARN, 1, rows_accepted=1),
    Case("tabs", GOOD_HEADER.replace(",", "\t"), "delimiter", WARN, 1, rows_accepted=1),
    # Rows
    Case("a short row", GOOD_HEADER + "KID2,F,01/05/2011\n", "row_length", ROW, 3, rows_accepted=1),
    Case(
        "a long row",
        GOOD_HEADER + "KID2,F,01/05/2011,WBRI,UN1,0,,more\n",
        "row_length",
        ROW,
        3,
        rows_accepted=1,
    ),
    Case(
        "a comma in an unquoted cell",
        EPISODES + GOOD_EPISODE.replace("PR1", "PR1,x"),
        "row_length",
        ROW,
        2,
    ),
    Case(
        "a comma after every row",
        GOOD_HEADER.replace("0,\n", "0,,\n") + "KID2,F,01/05/2011,WBRI,UN1,0,,\n",
        "trailing_cells",
        WARN,
        1,
        rows_accepted=2,
    ),
    Case(
        "a mark that never closes",
        HEADER + '"KID2,F,01/05/2011,WBRI,UN1,0,\n' + GOOD_HEADER.splitlines()[1] + "\n",
        "bad_quotes",
        ROW,
        2,
        rows_accepted=1,
    ),
    Case(
        "text after a closing mark",
        HEADER + '"KID2"x,F,01/05/2011,WBRI,UN1,0,\n',
        "bad_quotes",
        ROW,
        2,
    ),
    Case(
        "a line break in a cell",
        HEADER + '"KI\nD2",F,01/05/2011,WBRI,UN1,0,\n',
        "bad_quotes",
        ROW,
        2,
    ),
    Case(
        "a cell of a million letters",
        GOOD_HEADER + "K" * 1_000_000 + ",F,01/05/2011,WBRI,,0,\n",
        "cell_too_long",
        ROW,
        3,
        rows_accepted=1,
    ),
    Case(
        "the same row twice",
        GOOD_HEADER + GOOD_HEADER.splitlines()[1],
        "duplicate_row",
        WARN,
        3,
        rows_accepted=2,
    ),
    Case(
        "the same child twice",
        GOOD_HEADER + "KID1,F,01/05/2010,WBRI,UN1,0,\n",
        "child_twice",
        ROW,
        3,
        "CHILD",
        "AAA9",
        rows_accepted=1,
    ),
    Case(
        "two episodes on one day",
        EPISODES + GOOD_EPISODE + GOOD_EPISODE.replace("U6", "K2"),
        "episode_twice",
        WARN,
        3,
        "DECOM",
        "01/05/2024",
        rows_accepted=2,
    ),
    Case("a blank child", _header(CHILD=""), "blank_key", ROW, 2, "CHILD"),
    Case(
        "a child rounded by a spreadsheet",
        _header(CHILD="1.23457E+11"),
        "child_damaged",
        ROW,
        2,
        "CHILD",
        "9.99999A+99",
    ),
    Case("a blank start", _episode(DECOM=""), "blank_key", ROW, 2, "DECOM"),
    # Dates
    Case(
        "a two-digit year",
        _episode(DECOM="01/05/24"),
        "date_unreadable",
        ROW,
        2,
        "DECOM",
        "01/05/24",
    ),
    Case(
        "a spreadsheet's serial",
        _header(DOB="45413"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "45413",
        rows_accepted=1,
    ),
    Case(
        "month first",
        _header(DOB="05/25/2010"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "05/25/2010",
        rows_accepted=1,
    ),
    Case(
        "a day that never was",
        _header(DOB="31/02/2010"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "31/02/2010",
        rows_accepted=1,
    ),
    Case(
        "one-digit day and month",
        _header(DOB="1/5/2010"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "1/5/2010",
        rows_accepted=1,
    ),
    Case(
        "month in words",
        _header(DOB="01-May-2010"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "01-May-2010",
        rows_accepted=1,
    ),
    Case(
        "dots",
        _header(DOB="01.05.2010"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "01.05.2010",
        rows_accepted=1,
    ),
    Case(
        "a time of day",
        _header(DOB="01/05/2010 00:00"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "01/05/2010 00:00",
        rows_accepted=1,
    ),
    Case(
        "American ISO",
        _header(DOB="2010/05/01"),
        "date_unreadable",
        CELL,
        2,
        "DOB",
        "2010/05/01",
        rows_accepted=1,
    ),
    Case(
        "born in 1889",
        _header(DOB="01/05/1889"),
        "date_out_of_range",
        CELL,
        2,
        "DOB",
        "01/05/1889",
        rows_accepted=1,
    ),
    Case(
        "born in the future",
        _header(DOB="01/05/2027"),
        "date_out_of_range",
        CELL,
        2,
        "DOB",
        "01/05/2027",
        rows_accepted=1,
    ),
    Case(
        "starts after next month",
        _episode(DECOM="01/09/2026"),
        "date_out_of_range",
        ROW,
        2,
        "DECOM",
        "01/09/2026",
    ),
    Case(
        "a file written month first",
        EPISODES
        + "".join(
            GOOD_EPISODE.replace("01/05/2024", day)
            for day in ("05/13/2024", "06/14/2024", "07/08/2024")
        ),
        "month_before_day",
        ROW,
        4,
        "DECOM",
        "07/08/2024",
    ),
    Case(
        "an end that can't be read",
        _episode(DEC="31/06/2024", REC="E4A"),
        "date_unreadable",
        ROW,
        2,
        "DEC",
        "31/06/2024",
    ),
    Case(
        "an end before its start",
        _episode(DEC="30/04/2024", REC="E4A"),
        "end_before_start",
        ROW,
        2,
        "DEC",
        "30/04/2024",
    ),
    Case(
        "an episode of another year",
        _episode(DECOM="01/05/2022", DEC="01/06/2022", REC="E4A"),
        "outside_year",
        WARN,
        2,
        "DECOM",
        "01/05/2022",
        rows_accepted=1,
    ),
    Case(
        "an end with no reason",
        _episode(DEC="01/06/2024"),
        "end_without_reason",
        WARN,
        2,
        "DEC",
        "01/06/2024",
        rows_accepted=1,
    ),
    Case(
        "a reason with no end",
        _episode(REC="E4A"),
        "reason_without_end",
        WARN,
        2,
        "REC",
        "E4A",
        rows_accepted=1,
    ),
    # Codes
    Case(
        "a code of no list", _episode(LS="Q9"), "unknown_code", WARN, 2, "LS", "Q9", rows_accepted=1
    ),
    Case(
        "a code this tool invents",
        _episode(DEC="01/06/2024", REC="E99"),
        "unknown_code",
        WARN,
        2,
        "REC",
        "E99",
        rows_accepted=1,
    ),
    Case(
        "H5 after 2024",
        _episode(PLACE="H5"),
        "code_not_of_year",
        WARN,
        2,
        "PLACE",
        "H5",
        rows_accepted=1,
    ),
    Case(
        "P2 after 2024",
        _episode(PLACE="P2"),
        "code_not_of_year",
        WARN,
        2,
        "PLACE",
        "P2",
        rows_accepted=1,
    ),
    Case(
        "Z12 before 2026",
        _episode(PLACE="Z12"),
        "code_not_of_year",
        WARN,
        2,
        "PLACE",
        "Z12",
        rows_accepted=1,
    ),
    Case(
        "sex as a number in 2025",
        _header(SEX="1"),
        "code_not_of_year",
        WARN,
        2,
        "SEX",
        "1",
        rows_accepted=1,
    ),
    Case(
        "sex as a letter in 2024",
        _header(SEX="F"),
        "code_not_of_year",
        WARN,
        2,
        "SEX",
        "F",
        rows_accepted=1,
        year=2024,
    ),
    Case("no legal status", _episode(LS=""), "blank_required", WARN, 2, "LS", rows_accepted=1),
    Case(
        "a mother who is neither",
        _header(MOTHER="perhaps"),
        "flag_unreadable",
        CELL,
        2,
        "MOTHER",
        "perhaps",
        rows_accepted=1,
    ),
    Case(
        "an SDQ of 41",
        OC2 + "KID1,01/05/2010,41,,0,1,1,1,1,0,,\n",
        "number_unreadable",
        CELL,
        2,
        "SDQ_SCORE",
        "41",
        rows_accepted=1,
    ),
    Case(
        "an SDQ in words",
        OC2 + "KID1,01/05/2010,high,,0,1,1,1,1,0,,\n",
        "number_unreadable",
        CELL,
        2,
        "SDQ_SCORE",
        "high",
        rows_accepted=1,
    ),
    Case(
        "a table before its year",
        "CHILD,DOB,DOLO_START,DOLO_END\nKID1,01/05/2010,01/06/2024,\n",
        "not_yet_due",
        WARN,
        rows_accepted=1,
    ),
    # Places
    Case(
        "half a postcode",
        _episode(PL_POST="SW1A"),
        "postcode_malformed",
        CELL,
        2,
        "PL_POST",
        "SW1A",
        rows_accepted=1,
    ),
    Case(
        "a postcode that is none",
        _episode(PL_POST="SW1A 1ZZ"),
        "postcode_unknown",
        WARN,
        2,
        "PL_POST",
        "SW1A 1ZZ",
        rows_accepted=1,
    ),
    Case(
        "a placement in Belfast",
        _episode(PL_POST="BT1 5GS"),
        "postcode_no_position",
        WARN,
        2,
        "PL_POST",
        "BT1 5GS",
        rows_accepted=1,
    ),
    Case(
        "a URN with decimals",
        _episode(URN="1234567.0"),
        "urn_damaged",
        WARN,
        2,
        "URN",
        "1234567.0",
        rows_accepted=1,
    ),
    # Costs
    Case(
        "a cost in words",
        _cost(WEEKLY_COST="four thousand"),
        "number_unreadable",
        CELL,
        2,
        "WEEKLY_COST",
        "four thousand",
        rows_accepted=1,
    ),
    Case(
        "a cost below nothing",
        _cost(WEEKLY_COST="-4000"),
        "number_unreadable",
        CELL,
        2,
        "WEEKLY_COST",
        "-4000",
        rows_accepted=1,
    ),
    Case(
        "parts that don't add up",
        _cost(EDUCATION="900"),
        "cost_parts",
        WARN,
        2,
        "WEEKLY_COST",
        "4000",
        rows_accepted=1,
    ),
    Case(
        "a provision type of no list",
        _cost(PROVISION_TYPE="Caravan"),
        "unknown_value",
        WARN,
        2,
        "PROVISION_TYPE",
        "Caravan",
        rows_accepted=1,
    ),
    Case(
        "a risk of no list",
        _cost(RISKS="missing;rudeness"),
        "unknown_value",
        WARN,
        2,
        "RISKS",
        "missing;rudeness",
        rows_accepted=1,
    ),
    Case(
        "a cost without its day",
        _cost(AS_AT="31/3/25"),
        "date_unreadable",
        ROW,
        2,
        "AS_AT",
        "31/3/25",
    ),
)
