"""The forms a valid return may come in: encodings, headers, authorities, years."""

from __future__ import annotations

import pytest

from sufficiency.reference.tables import records
from tests.returns.conftest import Send

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
COSTS = (
    "CHILD,PLACEMENT_START,AS_AT,URN,PROVIDER_NAME,COMPANY_NUMBER,PROVISION_TYPE,SOURCING_ROUTE,"
    "FRAMEWORK,WEEKLY_COST,SOCIAL_CARE,EDUCATION,HEALTH,ADDITIONAL_PACKAGES,SOLO,DOL,"
    "DISTANCE_REASON,EHCP,PRIMARY_NEED,RISKS\n"
)
COST = (
    "KID1,01/05/2024,31/03/2025,SC012345,Caf\u00e9 \u2013 \u00c9toile Ltd,01234567,"
    'RESIDENTIAL - MAINSTREAM,Spot,,"\u00a34,000.50",4000.50,0,0,no,neither,NO,not applicable,Yes,'
    "asd,Missing; self-harm\n"
)
RETURN = HEADER + "KID1,M,01/05/2010,WBRI,A123456789012,0,\nKID2,F,2011-06-15,BAFR,,1,03/02/2025\n"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_accents_and_dashes_survive_every_encoding(send: Send, encoding: str, told: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    found = send({"Camden/2025/costs.csv": (mark + COSTS + COST).encode(encoding)})
    [row] = found.tables["placement_costs"].to_pylist()
    assert row["provider_name"] == "Caf\u00e9 \u2013 \u00c9toile Ltd"
    assert found.tables["submissions"]["encoding"].to_pylist() == [told]
    is_reported = "encoding" in found.problems["rule"].to_pylist()
    assert is_reported == (told != "utf-8")


def test_costs_are_read_in_their_lists_own_spelling(send: Send) -> None:
    found = send({"Camden/2025/costs.csv": COSTS + COST})
    [row] = found.tables["placement_costs"].to_pylist()
    assert row["provision_type"] == "Residential - mainstream"
    assert (row["sourcing_route"], row["dol"], row["primary_need"]) == ("spot", "no", "ASD")
    assert row["weekly_cost_gbp"] == 4000.5
    assert row["risks"] == "missing;self-harm"
    assert row["company_number"] == "01234567"
    assert (row["has_ehcp"], row["additional_packages"]) == (True, False)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(send: Send, end: str) -> None:
    found = send({"Camden/2025/h.csv": RETURN.replace("\n", end)})
    assert found.tables["header"].num_rows == 2
    assert found.problems["rule"].to_pylist() == ["table_not_sent"]


@pytest.mark.parametrize(
    "header",
    [
        HEADER.lower(),
        HEADER.replace(",", " , "),
        HEADER.replace("_", " "),
        HEADER.replace("_", ""),
        "\ufeff" + HEADER,
        "\ufeff" + '"' + HEADER.strip().replace(",", '","') + '"\n',
        "Child,Sex,DoB,Ethnic,Upn,Mother,Mc-Dob\n",
    ],
)
def test_a_header_is_known_however_it_is_written(send: Send, header: str) -> None:
    found = send({"Camden/2025/h.csv": header + RETURN.split("\n", 1)[1]})
    assert found.tables["header"].num_rows == 2
    assert set(found.problems["rule"].to_pylist()) == {"table_not_sent"}


def test_columns_in_another_order(send: Send) -> None:
    found = send({"Camden/2025/x.csv": "DOB,CHILD,MC_DOB,UPN,MOTHER,ETHNIC,SEX\n01/05/2010,KID1,,,0,WBRI,M\n"})
    [row] = found.tables["header"].to_pylist()
    assert (row["sex"], row["ethnic"], row["birth_month"].isoformat()) == ("M", "WBRI", "2010-05-01")


def test_typed_cells(send: Send) -> None:
    first, second = sorted(
        send({"E09000007/2024-25/a.csv": RETURN}).tables["header"].to_pylist(), key=lambda row: row["sex"], reverse=True
    )
    assert (first["is_mother"], second["is_mother"]) == (False, True)
    assert first["return_year"] == 2025
    assert second["birth_month"].isoformat() == "2011-06-01"
    assert second["child_birth_month"].isoformat() == "2025-02-01"


def test_older_years_keep_their_own_codes(send: Send) -> None:
    found = send(
        {
            "Kent/2021-22/header.csv": HEADER + "7,1,01/05/2005,WBRI,,0,\n",
            "Kent/2021-22/ep.csv": EPISODES + "7,01/05/2021,S,C2,N1,H5,PR4,,,,,,\n",
            "873/2019/ep.csv": EPISODES + "8,01/05/2018,P,V2,N8,P2,PR4,,,CUSTOD,,,\n",
            "873/2019/h.csv": HEADER + "8,2,01/05/2001,OOTH,,0,\n",
        }
    )
    assert found.problems.num_rows == 0
    assert set(found.tables["episodes"]["authority_code"].to_pylist()) == {"E10000016", "E10000003"}
    assert sorted(found.tables["header"]["sex"].to_pylist()) == ["1", "2"]


def test_codes_are_kept_upper_case_and_trimmed(send: Send) -> None:
    row = " kid1 ,01/05/2024, s ,c2,n1,u6,pr1,,,,nw12db,sw1a 1aa,sc012345\n"
    found = send({"Camden/2025/e.csv": EPISODES + row})
    [row] = found.tables["episodes"].to_pylist()
    assert [row[c] for c in ("rne", "ls", "cin", "place", "place_provider", "urn")] == [
        "S",
        "C2",
        "N1",
        "U6",
        "PR1",
        "SC012345",
    ]
    assert row["placement_sector"] == "SW1A 1"


def test_ids_keep_their_leading_zeros(send: Send) -> None:
    found = send({"Camden/2025/h.csv": HEADER + "007,M,01/05/2010,WBRI,,0,\n7,F,01/05/2010,WBRI,,0,\n"})
    assert len(set(found.tables["header"]["child_id"].to_pylist())) == 2


def test_blank_optional_files_are_no_problem(send: Send) -> None:
    found = send(
        {
            "Camden/2025/header.csv": RETURN,
            "Camden/2025/episodes.csv": EPISODES
            + "KID1,01/05/2024,S,C2,N1,U6,PR1,,,,,,\nKID2,01/05/2024,S,C2,N1,U6,PR1,,,,,,\n",
            "Camden/2025/uasc.csv": "CHILD,SEX,DOB,DUC\n",
            "Camden/2025/ad1.csv": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n",
            "Camden/2025/missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n",
        }
    )
    assert found.problems.num_rows == 0
    assert found.counts.rows_accepted == 4


def test_the_same_table_in_two_files_is_merged(send: Send) -> None:
    found = send(
        {
            "Camden/2025/h1.csv": RETURN,
            "Camden/2025/h2.csv": HEADER + "KID1,M,01/05/2010,WBRI,A123456789012,0,\nKID3,F,01/05/2012,WBRI,,0,\n",
        }
    )
    assert found.tables["header"].num_rows == 3
    [repeat] = [p for p in found.problems.to_pylist() if p["rule"] == "rows_sent_twice"]
    assert repeat["file"] == "Camden/2025/h2.csv" and repeat["line"] == 2
    assert "1 of its 2 rows, in line 2, stands in Camden/2025/h1.csv" in repeat["message"]


def test_every_table_is_always_there(send: Send) -> None:
    found = send({"notes/readme.csv": "hello\n"})
    assert set(found.tables) == {table["table_name"] for table in records("snapshot_tables")}
    assert all(
        found.tables[name].num_rows == 0 for name in found.tables if name not in {"submissions", "problem_counts"}
    )
    assert found.counts.rows_accepted == 0


def test_quoted_cells_with_commas_marks_and_spaces_before_them(send: Send) -> None:
    cost = COST.replace("Caf\u00e9 \u2013 \u00c9toile Ltd", '"The ""Haven"", Camden"')
    header = ", ".join(f'"{name}"' for name in HEADER.strip().split(","))
    row = '"KID1", "M", "01/05/2010", "WBRI", "", "0", ""'
    found = send({"Camden/2025/c.csv": COSTS + cost, "Camden/2025/h.csv": f"{header}\n{row}\n"})
    assert found.tables["placement_costs"]["provider_name"].to_pylist() == ['The "Haven", Camden']
    assert found.tables["header"]["sex"].to_pylist() == ["M"]
    assert "bad_quotes" not in found.problems["rule"].to_pylist()
