"""The National Placements Standard: each form is read, what is wrong with one is told, and no officer is kept."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from sufficiency.reference.tables import records
from sufficiency.returns import Import
from sufficiency.returns.hashing import child_id
from tests.returns.conftest import KEY, Send, read_files, workbook

TEMPLATE = Path("/work/shared/real/national_placement_standard_template_2026-06-24.xlsx")
AT = "Camden/found/2024-03-31"


def _split(names: str) -> list[str]:
    return names.replace(",", " ").split()


OFFICERS = ("Jo Referrer", "Sam Placer", "Lee Pricer")
COLUMNS = _split(
    "child_ID,when_placement_is_needed_by,number_of_siblings_to_place_with,is_preferred_location_local,out_of_LA_reason,"
    "communication_language_learning_needs,specific_communication_and_language_requirements,adaptation_to_the_home,"
    "cultural_needs,who_can_the_child_be_cared_for_alongside,can_child_live_with_pets,additional_support,"
    "additional_support_other,dol,foster_care_suitability,residential_care_suitability,supported_accommodation,"
    "risk_to_child_self_harm,risk_to_child_criminal_exploitation,risk_to_child_drug_and_alcohol_use,"
    "risk_to_child_eating_disorder,risk_to_child_going_missing,risk_to_others_physical_harm,risk_to_others_sexual_harm,"
    "risk_to_others_fire_setting,risk_to_others_harm_to_animals,risk_to_others_criminal_exploitation,cost_core_weekly,"
    "cost_additional_support_weekly,cost_education_weekly,cost_other_weekly,cost_total_weekly,placement_location,"
    "preferrability_of_placement_location,education_continuity,provider_URN,how_many_siblings_were_placed_together,"
    "placement_type,name_of_officer_referral,Date_entry_referral,name_of_officer_placement,date_entry_placement,"
    "name_of_officer_placement_cost,date_entry_placement_cost"
)
NONE = "No known risk"
SOUND = dict(
    zip(
        COLUMNS,
        ["FP12345", "< 5 days", "2", "No", "Court Order", "Not Specified", "ESOL", "Yes", "Required"]
        + ["Only With Other younger children", "No", "Taxis to school", "", "Yes", "Preferred"]
        + ["Suitable but not preferred,", " Unsuitable", "Risk Present", NONE, NONE, NONE, "Risk Present"]
        + [NONE, NONE, NONE, NONE, NONE, "4000", "500", "0", "250", "4750", "N18", "Yes", "No", "1234567", "1"]
        + ["Residential ", OFFICERS[0], "12/02/2024", OFFICERS[1], "21/03/2024", OFFICERS[2], "30/04/2024"],
        strict=True,
    )
)


def form(*rows: dict[str, str], columns: list[str] | None = None) -> str:
    """A form as CSV: groups, names of columns, explanations, rows."""
    names = columns or COLUMNS
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(["Determinants of placement availability", *[""] * (len(names) - 1)])
    writer.writerow(names)
    writer.writerow(["Child ID\n\n  Please enter", *["An explanation\n\nof two lines"] * (len(names) - 1)])
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return held.getvalue()


def found_in(read: Import) -> list[dict[str, object]]:
    """The found placements that an import accepted."""
    rows: list[dict[str, object]] = read.tables["found_placements"].to_pylist()
    return rows


def _as_csv() -> str:
    sheet = CalamineWorkbook.from_path(TEMPLATE).get_sheet_by_name("Data Collection")
    held = io.StringIO()
    csv.writer(held).writerows(sheet.to_python(skip_empty_area=False))
    return held.getvalue()


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the template lies beside the project, not in it")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_of_the_standard_with_its_one_example(send: Send, kind: str) -> None:
    content = TEMPLATE.read_bytes() if kind == "xlsx" else _as_csv()
    read = send({f"{AT}/form.{kind}": content})
    [row] = found_in(read)
    wanted = {
        "quarter_end": date(2024, 3, 31),
        "child_id": child_id(KEY, "E09000007", "ABCD2012"),
        "placement_start": date(2024, 3, 21),
        "days_to_find": 38,  # 12 February to 21 March of a leap year: 17 and 21 days
        "needed_by": "< 5 days",
        "siblings_wanted": 2,
        "siblings_together": 1,
        "is_local_preferred": False,
        "out_of_area_reason": "Court order",
        "cared_for_alongside": "Only with other younger children",
        "additional_support": "Taxis to school",
        "has_liberty_order": True,
        "foster_suitability": "Preferred",
        "residential_suitability": "Suitable but not preferred",
        "supported_suitability": "Unsuitable",
        "risk_self_harm": "Risk present",
        "risk_missing": "Risk present",
        "risk_fire_setting": "No known risk",
        "risk_sexual_exploitation": None,
        "core_gbp": None,
        "total_gbp": 23000.0,
        "placement_outward": "N18",
        "is_location_preferred": True,
        "is_education_disrupted": False,
        "urn": None,
        "placement_type": "Residential",
        "form": "2026",
    }
    assert {name: row[name] for name in wanted} == wanted
    # The example's number of the home is none of Ofsted's, and that alone is wrong with it.
    assert read.problems["rule"].to_pylist() == ["found_number_malformed"]
    assert [part.name.key for part in read.sent] == ["E09000007/found_placements/2024-03-31"]


def test_the_columns_of_the_version_before(send: Send) -> None:
    earlier = [name for name in COLUMNS if name not in COLUMNS[27:31]]
    renamed = {"cost_total_weekly": "total_weekly_cost", "supported_accommodation": "supported_accomodation"}
    earlier = [renamed.get(name, name) for name in earlier]
    earlier.insert(earlier.index("total_weekly_cost"), "risk_to_others_other")
    row = {**SOUND, **{new: SOUND[old] for old, new in renamed.items()}, "risk_to_others_other": "ask Jo Referrer"}
    read = send({f"{AT}/form.csv": form(row, columns=earlier)})
    [found] = found_in(read)
    assert (found["total_gbp"], found["core_gbp"], found["supported_suitability"]) == (4750.0, None, "Unsuitable")
    # Both dates are of entering data there, so nothing is said about the search.
    assert (found["form"], found["placement_start"], found["days_to_find"]) == ("before 2026", None, None)
    assert read.problems.num_rows == 0


def test_the_json_form(send: Send) -> None:
    record = {
        "@type": "Placement",
        "childId": "FP12345",
        "placementAvailability": {"neededBy": "MoreThan5Days", "siblingCount": 2, "isPreferredLocationLocal": True},
        "placementRequirements": {
            "communicationNeeds": "No",
            "specificCommunicationRequirement": ["BSL", "Makaton"],
            "homeAdaptationRequired": False,
            "culturalNeeds": "NotRequired",
            "livingCompanions": "SoloPlacementRecommended",
            "pets": "YesCan",
            "additionalSupport": ["TaxisToSchool", "AdditionalSupervision"],
            "deprivationOfLiberty": False,
        },
        "placementRecommendation": {
            "fosterCareSuitability": "SuitableButNotPreferred",
            "residentialCareSuitability": "Preferred",
            "supportedAccommodationSuitability": "Unsuitable",
        },
        "riskAssessment": {
            name: "RiskPresent" if name in ("riskSexualExploitation", "riskToOthersFire") else "NoKnownRisk"
            for name in _split(
                "riskSelfHarm riskCriminalExploitation riskSexualExploitation riskDrugAlcohol riskEatingDisorder "
                "riskMissing riskToOthersPhysical riskToOthersSexual riskToOthersFire riskToOthersAnimals "
                "riskToOthersCriminal"
            )
        },
        "actualPlacement": {
            "coreWeeklyCost": "5000.50",
            "additionalSupportWeeklyCost": 900,
            "totalWeeklyCost": 5900.5,
            "placementLocation": "SE15",
            "isLocationPreferred": False,
            "isEducationContinuous": True,
            "providerURN": "SC123456",
            "siblingsPlacedTogether": 0,
            "placementType": "Residential",
        },
        "qualityAssurance": {
            "referralOfficerName": OFFICERS[0],
            "referralDate": "2024-02-12",
            "placementOfficerName": OFFICERS[1],
            "placementDate": "2024-02-12",
            "costOfficerName": OFFICERS[2],
            "costDate": "2024-02-20",
        },
    }
    read = send({f"{AT}/form.json": json.dumps({"@context": "x", "@graph": [record]})})
    [row] = found_in(read)
    wanted = {
        "needed_by": "> 5 days",
        "siblings_wanted": 2,
        "additional_support": "Additional supervision;Taxis to school",
        "cared_for_alongside": "Solo placement recommended",
        "risk_sexual_exploitation": "Risk present",
        "risk_fire_setting": "Risk present",
        "risk_self_harm": "No known risk",
        "residential_suitability": "Preferred",
        "is_education_disrupted": False,
        "is_location_preferred": False,
        "total_gbp": 5900.5,
        "urn": "SC123456",
        "days_to_find": 0,
    }
    assert {name: row[name] for name in wanted} == wanted
    assert read.problems.num_rows == 0
    assert not any(officer in _written(read) for officer in OFFICERS)


def _written(read: Import) -> str:
    """Everything an import leaves: tables, units and the report."""
    tables = [*read.tables.values(), read.problems, *(rows for part in read.sent for rows in part.tables.values())]
    return " ".join(_text(table) for table in tables) + " ".join(note.words for note in read.notes)


def _text(table: pa.Table) -> str:
    return " ".join(str(value) for column in table.columns for value in column.to_pylist())


def test_no_name_of_an_officer_or_of_anyone_is_kept(send: Send) -> None:
    spoilt = {
        **SOUND,
        "additional_support_other": "call Jo Referrer",
        "placement_location": "with Jo Referrer",
        "provider_URN": "Jo Referrer",
        "foster_care_suitability": "as Jo Referrer said",
        "additional_support": "Jo Referrer",
        "dol": "Jo Referrer",
        "Date_entry_placement": "Jo Referrer",
    }
    read = send({f"{AT}/a.csv": form(SOUND), "Barnet/found/2024-03-31/b.csv": form(spoilt)})
    assert len(found_in(read)) == 2
    kept = _written(Import(read.tables, read.problems.slice(0, 0), read.counts, read.notes, read.sent))
    assert not any(word in kept for officer in OFFICERS for word in officer.split())
    assert "FP12345" not in kept and "12/02/2024" not in kept and "2024-02-12" not in kept
    # In the report, which quotes what was sent, a free text stands by its shape alone.
    told = {row["column"]: row["value"] for row in read.problems.to_pylist()}
    assert told["ADDITIONAL_SUPPORT_OTHER"] == "AAAA AA AAAAAAAA" and told["PLACEMENT_LOCATION"] == "AAAA AA AAAAAAAA"
    assert not any(officer in _text(read.problems) for officer in OFFICERS)


def changed(**cells: str) -> str:
    """The sound form with some cells of its row changed."""
    return form({**SOUND, **cells})


WRONG = [
    ("no child", changed(child_ID=""), "blank_key", "CHILD"),
    ("needed by in other words", changed(when_placement_is_needed_by="soon"), "value_not_kept", f"{COLUMNS[1]}"),
    ("siblings in words", changed(number_of_siblings_to_place_with="two"), "number_unreadable", COLUMNS[2]),
    ("local neither yes nor no", changed(is_preferred_location_local="maybe"), "flag_unreadable", COLUMNS[3]),
    ("a reason in words", changed(out_of_LA_reason="near gran"), "value_not_kept", COLUMNS[4]),
    ("a reason, and local", changed(is_preferred_location_local="Yes"), "reason_without_need", COLUMNS[4]),
    ("no reason, and not local", changed(out_of_LA_reason=""), "reason_not_given", COLUMNS[4]),
    ("a support in words", changed(additional_support="a piano"), "value_not_kept", "ADDITIONAL_SUPPORT"),
    ("text without Other", changed(additional_support_other="x"), "other_without_choice", "ADDITIONAL_SUPPORT_OTHER"),
    ("an unknown risk", changed(risk_to_child_self_harm="perhaps"), "value_not_kept", "RISK_TO_CHILD_SELF_HARM"),
    ("a negative part", changed(cost_core_weekly="-5"), "number_unreadable", "COST_CORE_WEEKLY"),
    ("a total of almost nothing", changed(cost_total_weekly="47.50"), "cost_unlikely", "COST_TOTAL_WEEKLY"),
    ("a total of far too much", changed(cost_total_weekly="475000"), "number_unreadable", "COST_TOTAL_WEEKLY"),
    ("parts that do not add up", changed(cost_other_weekly="900"), "found_cost_parts", "COST_TOTAL_WEEKLY"),
    ("a whole postcode", changed(placement_location="N18 1AA"), "postcode_cut", "PLACEMENT_LOCATION"),
    ("a place in words", changed(placement_location="Enfield way"), "outward_malformed", "PLACEMENT_LOCATION"),
    ("no number of the home", changed(provider_URN=""), "found_no_number", "URN"),
    ("a name for a number", changed(provider_URN="The Elms"), "found_number_malformed", "URN"),
    ("siblings beyond those asked", changed(**{COLUMNS[36]: "3"}), "more_siblings_than_asked", COLUMNS[36]),
    ("another type", changed(placement_type="Houseboat"), "value_not_kept", "PLACEMENT_TYPE"),
    ("no referral", changed(Date_entry_referral=""), "found_no_referral", "DATE_ENTRY_REFERRAL"),
    ("found before it was asked", changed(Date_entry_referral="22/03/2024"), "found_before_referral", COLUMNS[41]),
    ("a search of more than a year", changed(Date_entry_referral="12/02/2022"), "search_too_long", COLUMNS[41]),
    ("in another quarter", changed(date_entry_placement="02/04/2024"), "outside_quarter", COLUMNS[41]),
    ("a day that never was", changed(date_entry_placement="31/02/2024"), "date_unreadable", COLUMNS[41]),
    ("the row again", form(SOUND, SOUND), "duplicate_row", ""),
    ("the child again", form(SOUND, {**SOUND, "placement_location": "N17"}), "found_twice", "CHILD"),
    ("no column of the type", form(SOUND, columns=COLUMNS[:37]), "missing_column", "PLACEMENT_TYPE"),
    ("a column of another name", form(SOUND, columns=[*COLUMNS, "notes"]), "extra_column", "notes"),
]


@pytest.fixture(scope="module")
def told_of_each(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, str]]]:
    """What is told of each of WRONG: forms of as many authorities, read together because that takes as long as one."""
    names = [row["authority_name"] for row in records("authorities")[: len(WRONG)]]
    files = {f"{name}/found/2024-03-31/form.csv": case[1] for name, case in zip(names, WRONG, strict=True)}
    problems = read_files(tmp_path_factory.mktemp("wrong"), files).problems.to_pylist()
    return [[row for row in problems if row["file"] == file] for file in files]


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_told(told_of_each: list[list[dict[str, str]]], number: int) -> None:
    _, _, rule, column = WRONG[number]
    told = told_of_each[number]
    assert (rule, column.upper()) in [(row["rule"], (row["column"] or "").upper()) for row in told]
    assert all(row["remedy"] for row in told)


def test_a_sound_form_says_nothing(send: Send) -> None:
    assert send({f"{AT}/form.csv": form(SOUND)}).problems.num_rows == 0


QUARTERS = [
    ("Camden/found/2024-03-31", "2024-03-31", ""),
    ("Camden/found/2024-02", "2024-03-31", ""),
    ("Camden/found/2023-24 Q4", "2024-03-31", ""),
    ("E09000007/Found/Q4 2023-24", "2024-03-31", ""),
    ("Camden/found/2024-Q1", "", "no_quarter"),
    ("Camden/found/2023-25 Q4", "", "no_quarter"),
    ("Camden/2024", "", "no_quarter"),
    ("Camden/found", "", "no_quarter"),
    ("Atlantis/found/2024-03-31", "", "no_authority"),
    ("Camden/found/2029-03-31", "", "period_not_begun"),
]


@pytest.mark.parametrize(("folder", "end", "rule"), QUARTERS)
def test_the_quarter_of_a_form(send: Send, folder: str, end: str, rule: str) -> None:
    read = send({f"{folder}/form.csv": form(SOUND)})
    assert [str(row["quarter_end"]) for row in found_in(read)] == ([end] if end else [])
    assert read.problems["rule"].to_pylist() == ([rule] if rule else [])


@pytest.mark.parametrize("content", ['{"childId": "A", "childId": "B"}', "{", "[1, 2]", '{"a": {"b": 1}}', '"x"', ""])
def test_other_json_is_refused_with_a_reason(send: Send, content: str) -> None:
    read = send({f"{AT}/form.json": content})
    assert found_in(read) == [] and set(read.problems["rule"].to_pylist()) <= {"unknown_table", "unreadable_file"}
    assert read.problems.num_rows == 1


def test_the_sheet_of_what_may_be_chosen_is_no_form(send: Send) -> None:
    rows = [["", *[""] * 43], COLUMNS, list(SOUND.values())]
    read = send({f"{AT}/form.xlsx": workbook({"Data Collection": rows, "Data Validation and Drop Downs": rows})})
    assert len(found_in(read)) == 1 and len(read.notes) == 1


def test_two_quarters_are_two_units_and_neither_repeats_the_other(send: Send) -> None:
    read = send({"Camden/found/2024-03-31/a.csv": form(SOUND), "Camden/found/2024-06-30/a.csv": form(SOUND)})
    assert [part.name.key for part in read.sent] == [
        "E09000007/found_placements/2024-03-31",
        "E09000007/found_placements/2024-06-30",
    ]
    assert "duplicate_row" not in read.problems["rule"].to_pylist()


@pytest.mark.parametrize(
    ("said", "kind", "code"),
    [
        ("Camden", "authority", "E09000007"),
        ("north central london", "footprint", "North Central London"),
        ("n18", "outward", "N18"),
        ("N18 1AA", "outward", "N18"),
        ("SE", "postcode area", "SE"),
        ("near her school", "not understood", None),
        ("", None, None),
    ],
)
def test_how_a_preferred_place_may_be_said(send: Send, said: str, kind: str | None, code: str | None) -> None:
    read = send({f"{AT}/form.csv": form({**SOUND, "preferred_place": said}, columns=[*COLUMNS, "preferred_place"])})
    [row] = found_in(read)
    assert (row["preferred_place_kind"], row["preferred_place"]) == (kind, code)
    assert read.problems["rule"].to_pylist() == (["preferred_not_understood"] if kind == "not understood" else [])
