"""The provision register, frameworks, published figures and population."""

from __future__ import annotations

from datetime import date

import pytest

from tests.returns.conftest import Send, workbook

REGISTER = (
    "Web link,URN,Provision type,Registration date,Registration status,Local authority,Sector,"
    "Places,Short-break-only children's home,Organisation which owns the provider,"
    "Overall experiences and progress of children and young people\n"
)
HOME = ",1234567,Children's Home,26/04/1973,Active,Bristol,Private,4.0,,A Ltd,Good\n"


def test_a_register_as_csv(send: Send) -> None:
    found = send({"provision/2024-09-30/any.csv": REGISTER + HOME})
    [row] = found.tables["provision_register"].to_pylist()
    assert row == {
        "list_date": date(2024, 9, 30),
        "urn": "1234567",
        "provision_type": "Children's home",
        "registration_date": date(1973, 4, 26),
        "registration_status": "Active",
        "authority_code": "E06000023",
        "sector": "Private",
        "owner_name": "A Ltd",
        "place_count": 4,
        "is_short_break_only": None,
        "overall_rating": "Good",
        "closed_date": None,
        "setting_number": 1,
        "setting_category": None,
        "postcode_sector": None,
    }
    assert found.problems.num_rows == 0


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("provision/2024-09-30/a.csv", "2024-09-30"),
        ("provision/2024/a.csv", "2024-03-31"),
        ("provision/providers_at_31_Aug_2023.csv", "2023-08-31"),
        ("provision/providers at 1 September 2023.csv", "2023-09-01"),
        ("provision/2022/as_at_2022-12-31.csv", "2022-12-31"),
        ("ofsted_2021.csv", "2021-03-31"),
        ("other/2020/anything.csv", "2020-03-31"),
        ("provision/CH January 2025.csv", "2025-01-31"),
        ("provision/list Feb-2024.csv", "2024-02-29"),
        ("provision/2024 September.csv", "2024-09-30"),
        ("provision/2025-06/list.csv", "2025-06-30"),
        ("provision/Provider_level_at_30_09_25.csv", "2025-09-30"),
        ("provision/as at 31.12.2024.csv", "2024-12-31"),
        ("provision/2022-23/list.csv", "2023-03-31"),
        ("provision/2025-03-31/Providers list for LAs April 2025.csv", "2025-03-31"),
    ],
)
def test_the_day_of_a_register(send: Send, name: str, day: str) -> None:
    found = send({name: REGISTER + HOME})
    assert [d.isoformat() for d in found.tables["provision_register"]["list_date"].to_pylist()] == [day]


@pytest.mark.parametrize(
    "name",
    ["list.csv", "list of January.csv", "2025/list of January.csv", "January 2025 to March 2025.csv", "2011-12.csv"],
)
def test_a_register_of_no_certain_day_is_refused(send: Send, name: str) -> None:
    found = send({f"provision/{name}": REGISTER + HOME})
    assert found.problems["rule"].to_pylist() == ["no_list_date"]
    assert found.tables["provision_register"].num_rows == 0


def test_older_names_of_columns(send: Send) -> None:
    list_of_2016 = (
        "URN,Provider type,Status,Local authority,Sector,Max Users,Organisation name,"
        "Overall effectiveness\n"
        "SC012345,Children's home,Active,Durham,Voluntary,6,B Trust,Outstanding\n"
    )
    found = send({"provision/2016/l.csv": list_of_2016})
    [row] = found.tables["provision_register"].to_pylist()
    assert (row["place_count"], row["owner_name"], row["overall_rating"]) == (6, "B Trust", "Outstanding")
    assert row["authority_code"] == "E06000047"


def test_of_a_homes_postcode_its_sector_is_kept_and_one_withheld_is_no_fault(send: Send) -> None:
    found = send(
        {
            "provision/2025/list.csv": "URN,Provision type,Local authority,Postcode,Places\n"
            "1,Children's home,Camden,nw1 2db,4\n2,Children's home,Camden,REDACTED,5\n3,Children's home,Camden,,5\n"
        }
    )
    rows = found.tables["provision_register"].to_pylist()
    assert [row["postcode_sector"] for row in rows] == ["NW1 2", None, None]
    assert not [p for p in found.problems.to_pylist() if p["column"] == "POSTCODE"]


def test_places_from_one_list_and_ratings_from_another_survive(send: Send) -> None:
    found = send(
        {
            "provision/2024/places.csv": "URN,Provision type,Local authority,Places\n"
            "1,Children's home,Camden,4\n2,Children's home,Camden,5\n",
            "provision/2024/ratings.csv": "URN,Provision type,Local authority,Overall effectiveness\n"
            "1,Children's home,Camden,Good\n",
            "provision/2023/places.csv": "URN,Provision type,Local authority,Places\n1,Children's home,Camden,3\n",
        }
    )
    rows = found.tables["provision_register"].to_pylist()
    assert [(r["list_date"].year, r["urn"], r["place_count"], r["overall_rating"]) for r in rows] == [
        (2023, "1", 3, None),
        (2024, "1", 4, "Good"),
        (2024, "2", 5, None),
    ]


def test_a_provider_that_differs_between_lists_is_told(send: Send) -> None:
    head = "URN,Provision type,Local authority,Places\n"
    found = send(
        {
            "provision/2024/a.csv": head + "1,Children's home,Camden,4\n",
            "provision/2024/b.csv": head + "1,Children's home,Camden,9\n",
        }
    )
    assert found.tables["provision_register"]["place_count"].to_pylist() == [4]
    [told] = [p for p in found.problems.to_pylist() if p["rule"] == "provider_differs"]
    assert (told["file"], told["column"], told["value"]) == ("provision/2024/b.csv", "PLACES", "9")


def test_a_list_of_inspections_is_no_register(send: Send) -> None:
    inspections = "URN,Provision type,Local authority,Inspection event type\n1,Children's home,Camden,Full inspection\n"
    found = send({"provision/2024/i.csv": inspections})
    assert found.problems["rule"].to_pylist() == ["other_list"]


@pytest.mark.parametrize("name", ["Providers closed in 2024.csv", "closures 2024.csv", "Leavers 2024.csv"])
def test_a_list_of_closures_by_its_name_is_no_register(send: Send, name: str) -> None:
    assert send({f"provision/{name}": REGISTER + HOME}).problems["rule"].to_pylist() == ["other_list"]


def test_a_list_of_closures_by_what_it_holds_is_no_register(send: Send) -> None:
    head = "URN,Provider type,Local authority,Registration status,Deregistration date,Number of registered places\n"
    closed = "1000001,Children's home,Camden,Active,01/02/2024,4\n1000002,Children's home,Camden,Resigned,,5\n"
    found = send({"provision/2024/a.csv": head + closed})
    assert found.problems["rule"].to_pylist() == ["closures_list"]
    assert found.tables["provision_register"].num_rows == 0
    assert found.counts.rows_accepted == 0


def test_words_in_no_list_are_told_once_a_file(send: Send) -> None:
    head = "URN,Provider type,Local authority,Registration status,Overall effectiveness\n"
    rows = "1000001,Children\u2019s home,Camden,ACTIVE,OUTSTANDING\n" + "".join(
        f"{n},Children's home,Camden,Thinking,Splendid\n" for n in (1000002, 1000003)
    )
    found = send({"provision/2024/a.csv": head + rows})
    told = {p["rule"]: p["message"] for p in found.problems.to_pylist()}
    assert told.keys() == {"unknown_rating", "unknown_status"}
    assert told["unknown_rating"].startswith("2 rows (Splendid)")
    assert found.tables["provision_register"]["overall_rating"].to_pylist() == ["Outstanding", "Splendid", "Splendid"]


def test_older_sheets_of_the_list_for_authorities(send: Send) -> None:
    head = ["Local authority", "URN", "Provider type", "Registration status", "Number of registered places"]
    home = ["Camden", "1", "Children's home", "Active", "4"]
    gone = ["Camden", "2", "Children's home", "Resigned", "6"]
    book = workbook({"Current providers": [head, home], "Providers closed in 2022-23": [head, gone], "Notes": [["x"]]})
    found = send({"provision/31 May 2023.xlsx": book})
    assert found.tables["provision_register"]["urn"].to_pylist() == ["1"]
    assert [note.file for note in found.notes] == [
        "provision/31 May 2023.xlsx [Providers closed in 2022-23]",
        "provision/31 May 2023.xlsx [Notes]",
    ]


def test_an_authority_that_is_none_is_left_blank(send: Send) -> None:
    found = send({"provision/2024/a.csv": REGISTER + HOME.replace("Bristol", "Narnia")})
    assert found.tables["provision_register"]["authority_code"].to_pylist() == [None]
    assert found.problems["rule"].to_pylist() == ["authority_unknown"]


def test_a_framework_register(send: Send) -> None:
    found = send(
        {
            "provision/any/f.csv": "FRAMEWORK,LOT,SUB_LOT,URN,JOINED,LEFT\n"
            "APPA,Residential,standard,sc012345,01/04/2023,\n"
            "APPA,Residential,standard,1234567,01/04/2023,31/03/2023\n"
        }
    )
    [row] = found.tables["framework_register"].to_pylist()
    assert (row["urn"], row["joined_date"].isoformat(), row["left_date"]) == ("SC012345", "2023-04-01", None)
    assert found.problems["rule"].to_pylist() == ["end_before_start"]


RELEASE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,la_name,new_la_code,characteristic,breakdown,children_count,"
    "children_percent\n"
)
MOVES = "Location of new placements during the year"


def test_published_figures_keep_their_symbols(send: Send) -> None:
    row = f"2025,Reporting year,{{}},{MOVES},Distance not known or not recorded,{{}}\n"
    found = send(
        {
            "published/a.csv": "\ufeff"
            + RELEASE
            + row.format("Local authority,E92000001,England,E12000007,London,202,Camden,E09000007", "c,c")
            + row.format("Regional,E92000001,England,E12000007,London,,,", "1500,k")
            + row.format("National,E92000001,England,,,,,", '"11,840",13')
        }
    )
    rows = found.tables["published_figures"].to_pylist()
    assert {r["measure"] for r in rows} == {"new_placements_location"}
    assert [(r["area_code"], r["child_count"], r["percent"], r["symbol"]) for r in rows] == [
        ("E09000007", None, None, "c"),
        ("E12000007", 1500.0, None, "k"),
        ("E92000001", 11840.0, 13.0, None),
    ]
    assert found.problems.num_rows == 0


def test_older_releases_and_six_digit_years(send: Send) -> None:
    found = send(
        {
            "published/b.csv": "time_period,geographic_level,country_code,region_code,"
            "new_la_code,cla_group,characteristic,number,percentage\n"
            "202223,National,E92000001,,,Age group,Under 1 year,4000,5\n"
            "202223,National,E92000001,,,Eye colour,Blue,1,1\n"
        }
    )
    [row] = found.tables["published_figures"].to_pylist()
    assert (row["return_year"], row["measure"], row["category"]) == (2023, "age_band", "Under 1 year")
    [problem] = found.problems.to_pylist()
    assert (problem["rule"], problem["value"], problem["line"]) == ("unknown_measure", "Blue", 3)


def test_population_of_children_alone(send: Send) -> None:
    found = send(
        {
            "population/p.csv": "mid_year,area,area_code,age_group,population_estimate\n"
            "2024,Camden,E09000007,Children aged 0 to 17 years,35276\n"
            "2024,Camden,E09000007,Aged 18 to 24 years,40000\n"
            "2024,Camden,E09000008,Children aged 0 to 17 years,many\n"
        }
    )
    [row] = found.tables["population"].to_pylist()
    assert (row["mid_year"], row["area_code"], row["population_0_17"]) == (2024, "E09000007", 35276)
    assert sorted(found.problems["rule"].to_pylist()) == ["number_unreadable", "unknown_measure"]


def test_a_header_cell_of_two_lines(send: Send) -> None:
    head = REGISTER.replace("Registration date", '"Registration\ndate"')
    found = send({"provision/2024/a.csv": head + HOME})
    [row] = found.tables["provision_register"].to_pylist()
    assert row["registration_date"] == date(1973, 4, 26)
    assert found.problems.num_rows == 0
