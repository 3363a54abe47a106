"""A small sound feed of the case system, as tables of rows by name of column, to be spoilt by tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

Rows = list[dict[str, str]]
AT = "Camden/feed/2026-05-29"
# Two children. One came into care on 3 March 2025, moved once, and a full care order followed. The other, who came
# alone to the country, was for a week away from a foster home, and left on 4 May 2026.
SOUND: dict[str, Rows] = {
    "ssd_person": [
        {
            "pers_person_id": "900001",
            "pers_sex": "F",
            "pers_ethnicity": "WBRI",
            "pers_dob": "2011-02-09",
            "pers_forename": "Zebedina",
            "pers_surname": "Quillfeather",
            "pers_common_child_id": "4857773456",
            "pers_is_mother": "N",
        },
        {
            "pers_person_id": "900002.0",
            "pers_sex": "Male",
            "pers_ethnicity": "AOTH",
            "pers_dob": "11/10/2009",
            "pers_forename": "Marmaduke",
            "pers_surname": "Ottershaw",
            "pers_common_child_id": "4857773457",
        },
    ],
    "ssd_cla_episodes": [
        {
            "clae_cla_episode_id": "E1",
            "clae_person_id": "900001",
            "clae_cla_episode_start_date": "2025-03-03 00:00:00",
            "clae_cla_episode_start_reason": "S",
            "clae_cla_primary_need_code": "N1",
            "clae_cla_episode_ceased_date": "2025-06-10",
            "clae_cla_episode_ceased_reason": "X1",
            "clae_cla_id": "P1",
            "clae_cla_placement_id": "L1",
            "clae_entered_care_date": "2025-03-03",
        },
        {
            "clae_cla_episode_id": "E2",
            "clae_person_id": "900001",
            "clae_cla_episode_start_date": "2025-06-10",
            "clae_cla_episode_start_reason": "P",
            "clae_cla_primary_need_code": "N1",
            "clae_cla_id": "P1",
            "clae_cla_placement_id": "L2",
            "clae_entered_care_date": "2025-03-03",
        },
        {
            "clae_cla_episode_id": "E3",
            "clae_person_id": "900002",
            "clae_cla_episode_start_date": "02/01/2026",
            "clae_cla_episode_start_reason": "S",
            "clae_cla_primary_need_code": "N5",
            "clae_cla_episode_ceased_date": "04/05/2026",
            "clae_cla_episode_ceased_reason": "E4A",
            "clae_cla_id": "P2",
            "clae_cla_placement_id": "L3",
            "clae_entered_care_date": "02/01/2026",
        },
    ],
    "ssd_cla_placement": [
        {
            "clap_cla_placement_id": "L1",
            "clap_person_id": "900001",
            "clap_cla_placement_start_date": "2025-03-03",
            "clap_cla_placement_end_date": "2025-06-10",
            "clap_cla_placement_type": "U6",
            "clap_cla_placement_provider": "PR4",
            "clap_cla_placement_urn": "1234567",
            "clap_cla_placement_postcode": "NW1 8NH",
            "clap_cla_placement_change_reason": "CARPL",
        },
        {
            "clap_cla_placement_id": "L2",
            "clap_person_id": "900001",
            "clap_cla_placement_start_date": "2025-06-10",
            "clap_cla_placement_end_date": "9999-12-31",
            "clap_cla_placement_type": "K2",
            "clap_cla_placement_provider": "PR4",
            "clap_cla_placement_urn": "2345678",
            "clap_cla_placement_postcode": "EN1 3XA",
        },
        {
            "clap_cla_placement_id": "L3",
            "clap_person_id": "900002",
            "clap_cla_placement_start_date": "2026-01-02",
            "clap_cla_placement_end_date": "2026-05-04",
            "clap_cla_placement_type": "U5",
            "clap_cla_placement_provider": "PR1",
            "clap_cla_placement_urn": "3456789",
            "clap_cla_placement_postcode": "NW5 2JA",
        },
        {
            "clap_cla_placement_id": "L4",
            "clap_person_id": "900002",
            "clap_cla_placement_start_date": "2026-03-02",
            "clap_cla_placement_end_date": "2026-03-09",
            "clap_cla_placement_type": "T1",
            "clap_cla_placement_postcode": "N7 6BU",
        },
    ],
    "ssd_legal_status": [
        {
            "lega_person_id": "900001",
            "lega_legal_status": "C1",
            "lega_legal_status_start_date": "2025-03-03",
            "lega_legal_status_end_date": "2025-09-01",
        },
        {
            "lega_person_id": "900001",
            "lega_legal_status": "C2",
            "lega_legal_status_start_date": "2025-09-01",
            "lega_legal_status_end_date": "NULL",
        },
        {
            "lega_person_id": "900002",
            "lega_legal_status": "V2",
            "lega_legal_status_start_date": "2026-01-02",
            "lega_legal_status_end_date": "2026-05-04",
        },
    ],
    "ssd_address": [
        {
            "addr_person_id": "900001",
            "addr_address_type": "Home",
            "addr_address_start_date": "2019-01-01",
            "addr_address_end_date": "2025-03-03",
            "addr_address_postcode": "NW3 2QG",
            "addr_address_line1": "14 Wimblewick Terrace",
        },
        {
            "addr_person_id": "900001",
            "addr_address_type": "Placement",
            "addr_address_start_date": "2025-03-03",
            "addr_address_postcode": "EN1 3XA",
            "addr_address_line1": "The Gablehurst",
        },
    ],
    "ssd_missing": [
        {
            "miss_person_id": "900001",
            "miss_missing_episode_start_date": "2026-04-20",
            "miss_missing_episode_type": "M",
            "miss_missing_episode_end_date": "2026-04-22",
        }
    ],
    "ssd_immigration_status": [
        {
            "immi_person_id": "900002",
            "immi_immigration_status": "UASC",
            "immi_immigration_status_start_date": "2026-01-02",
            "immi_immigration_status_end_date": "",
        }
    ],
    "ssd_linked_identifiers": [
        {"link_person_id": "900001", "link_identifier_type": "SSDA903 Child ID", "link_identifier_value": "KID1"},
        {"link_person_id": "900001", "link_identifier_type": "UPN", "link_identifier_value": "UPN1"},
        {"link_person_id": "900002", "link_identifier_type": "SSDA903 Child ID", "link_identifier_value": "KID2"},
    ],
}


def text(rows: Rows) -> str:
    """Rows as a CSV whose columns are all that any of them has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    held = io.StringIO()
    writer = csv.DictWriter(held, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue()


def files(tables: Mapping[str, Rows] = SOUND, at: str = AT) -> dict[str, str | bytes]:
    """The tables as files of one feed."""
    return {f"{at}/{name}.csv": text(rows) for name, rows in tables.items()}
