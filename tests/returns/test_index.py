"""Ofsted's sufficiency index by a mapping file: wide or long, CSV or workbook; and what is wrong with it told."""

from __future__ import annotations

import pytest

from tests.returns.conftest import Send, workbook

AT = "index/2026-05-12"
WIDE = "LA or region,Res places rate,G or O %\nCamden,4.5,80%\nCapital,3,c\nE92000001,2.5,77\n"
MAPPING = (
    "COLUMN,MEANS,NAME,DOMAIN\nLA or region,area,,\nRes places rate,value,Places for children,Places\n"
    "G or O %,value,Good or better,Quality\nCapital,area name,London,\n"
)
LONG = "Area,Domain,Indicator,Value\nE09000007,Places,Homes,4.5\nLondon,Places,Homes,3\n"
# By area, domain and indicator; what the publisher withheld is no figure.
OF_WIDE = {
    ("E09000007", "Places", "Places for children", 4.5),
    ("E09000007", "Quality", "Good or better", 80.0),
    ("E12000007", "Places", "Places for children", 3.0),
    ("E12000007", "Quality", "Good or better", None),
    ("E92000001", "Places", "Places for children", 2.5),
    ("E92000001", "Quality", "Good or better", 77.0),
}


def _rows(send: Send, files: dict[str, str | bytes]) -> set[tuple[object, ...]]:
    read = send(files)
    assert read.problems.num_rows == 0 and [part.name.key for part in read.sent] == ["sufficiency_index/2026-05-12"]
    found = read.tables["sufficiency_index"].to_pylist()
    assert {str(row["index_date"]) for row in found} == {"2026-05-12"}
    return {(row["area_code"], row["domain"], row["indicator"], row["index_value"]) for row in found}


def test_a_mapping_says_what_columns_and_areas_mean(send: Send) -> None:
    assert _rows(send, {f"{AT}/scores.csv": WIDE, f"{AT}/mapping.csv": MAPPING}) == OF_WIDE


def test_a_mapping_may_lie_above_and_the_index_be_a_workbook_below_its_titles(send: Send) -> None:
    rows: list[list[object]] = [["Sufficiency index"], [], *(line.split(",") for line in WIDE.splitlines())]
    book = workbook({"Notes": [["What this is"]], "Scores": rows})
    assert _rows(send, {f"{AT}/scores.xlsx": book, "index/mapping.csv": MAPPING}) == OF_WIDE


def test_columns_that_hold_names_need_no_mapping_where_they_are_called_so(send: Send) -> None:
    expected = {("E09000007", "Places", "Homes", 4.5), ("E12000007", "Places", "Homes", 3.0)}
    assert _rows(send, {f"{AT}/scores.csv": LONG}) == expected


INDEX, MAP = f"{AT}/scores.csv", f"{AT}/mapping.csv"
WRONG = [
    ({"index/scores.csv": LONG}, "no_index_date"),
    ({"index/2026-07-02/scores.csv": LONG}, "index_not_published"),
    ({INDEX: WIDE}, "index_not_mapped"),
    ({INDEX: ""}, "index_not_mapped"),
    ({INDEX: WIDE.replace("G or O %", "Rated"), MAP: MAPPING}, "index_not_mapped"),
    ({INDEX: WIDE, MAP: MAPPING.replace(",area,", ",place,")}, "index_mapping_wrong"),
    ({INDEX: WIDE, MAP: MAPPING.replace("LA or region,area,,\n", "")}, "index_mapping_wrong"),
    ({INDEX: WIDE, MAP: MAPPING.replace(",value,Good or better", ",value,")}, "index_mapping_wrong"),
    ({INDEX: WIDE, MAP: MAPPING + "G or O %,area,,\n"}, "index_mapping_wrong"),
    ({INDEX: WIDE, MAP: MAPPING + ",value,Nothing,\n"}, "index_mapping_wrong"),
    ({INDEX: WIDE, MAP: MAPPING, f"{AT}/other.csv": MAPPING}, "index_mapping_wrong"),
    ({INDEX: WIDE, MAP: MAPPING.replace("Capital", "The capital")}, "index_area_unknown"),
    ({INDEX: LONG.replace("E09000007", "Camdem")}, "index_area_unknown"),
    ({INDEX: LONG.replace("E09000007", "")}, "index_area_unknown"),
    ({INDEX: LONG.replace("Homes,4.5", ",4.5")}, "blank_key"),
    ({INDEX: LONG.replace("4.5", "four")}, "number_unreadable"),
    ({INDEX: LONG + "Camden,Places,Homes,5\n"}, "index_twice"),
    ({INDEX: LONG + "Barnet,Places\n"}, "row_length"),
]


@pytest.mark.parametrize(("files", "rule"), WRONG)
def test_what_is_wrong_is_told_with_a_remedy(send: Send, files: dict[str, str | bytes], rule: str) -> None:
    told = {problem["rule"]: problem for problem in send(files).problems.to_pylist()}
    assert rule in told and told[rule]["message"] and told[rule]["remedy"]


def test_a_row_that_is_refused_costs_itself_alone(send: Send) -> None:
    read = send({INDEX: LONG + "Nowhere,Places,Homes,5\n"})
    [account] = read.tables["submissions"].to_pylist()
    assert (account["rows_read"], account["rows_accepted"], account["rows_rejected"]) == (3, 2, 1)
    assert read.tables["sufficiency_index"].num_rows == 2
