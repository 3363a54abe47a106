"""Found placements against themselves: the standard's own checks, and what is worked out of a row and then dropped."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa

from sufficiency.reference.tables import records
from sufficiency.returns import found_values, places
from sufficiency.returns.checks import Check, note, set_blank
from sufficiency.returns.found_values import TABLE

# Longer than this from referral to start is hardly one search.
LONGEST_SEARCH_DAYS = 366
PARTS = tuple(f"COST_{name}_WEEKLY" for name in ("CORE", "ADDITIONAL_SUPPORT", "EDUCATION", "OTHER"))
OUTWARD = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?")
SEARCH = 't."DATE_ENTRY_PLACEMENT" - t."DATE_ENTRY_REFERRAL"'
WHOLE = " + ".join(f't."{part}"' for part in PARTS)
ROW_CHECKS = (
    Check("COST_TOTAL_WEEKLY", "found_cost_parts", f'abs({WHOLE} - t."COST_TOTAL_WEEKLY") > 1'),
    Check(
        "ADDITIONAL_SUPPORT_OTHER",
        "other_without_choice",
        't."ADDITIONAL_SUPPORT_OTHER" is not null and not '
        "list_contains(string_split(coalesce(t.\"ADDITIONAL_SUPPORT\", ''), ';'), 'Other')",
        is_identifier=True,
    ),
    Check(
        "OUT_OF_LA_REASON",
        "reason_without_need",
        't."IS_PREFERRED_LOCATION_LOCAL" and t."OUT_OF_LA_REASON" is not null',
    ),
    Check(
        "OUT_OF_LA_REASON", "reason_not_given", 'not t."IS_PREFERRED_LOCATION_LOCAL" and t."OUT_OF_LA_REASON" is null'
    ),
    Check(
        "DATE_ENTRY_REFERRAL",
        "found_no_referral",
        't."PLACEMENT_TYPE" is not null and t."sent DATE_ENTRY_REFERRAL" is null',
    ),
    Check(
        "URN",
        "found_no_number",
        't."URN" is null and not exists (select 1 from problem m where m.file_id = t.file_id and m.line = t.line '
        "and m.rule = 'found_number_malformed')",
    ),
    Check(
        "HOW_MANY_SIBLINGS_WERE_PLACED_TOGETHER",
        "more_siblings_than_asked",
        't."HOW_MANY_SIBLINGS_WERE_PLACED_TOGETHER" > t."NUMBER_OF_SIBLINGS_TO_PLACE_WITH"',
    ),
    Check("DATE_ENTRY_PLACEMENT", "found_before_referral", f"{SEARCH} < 0"),
    Check("DATE_ENTRY_PLACEMENT", "search_too_long", f"{SEARCH} > {LONGEST_SEARCH_DAYS}"),
    Check(
        "DATE_ENTRY_PLACEMENT",
        "outside_quarter",
        "t.\"DATE_ENTRY_PLACEMENT\" not between date_trunc('month', t.of_period - interval 2 month) and t.of_period",
        "strftime(t.of_period, '%d/%m/%Y')",
    ),
    Check(
        "CHILD",
        "found_twice",
        f"exists (select 1 from {TABLE} o where o.of_authority = t.of_authority and o.of_period = t.of_period "
        'and o."CHILD" = t."CHILD" and o."DATE_ENTRY_PLACEMENT" is not distinct from t."DATE_ENTRY_PLACEMENT" '
        "and o.row_id < t.row_id)",
        is_identifier=True,
    ),
)


def check(con: duckdb.DuckDBPyConnection) -> None:
    """Note what rows say that cannot be right, and put in place of dates and words what is kept of them.

    The new columns: ``PLACEMENT_START``, ``DAYS_TO_FIND``, ``PREFERRED_PLACE_KIND``; ``PREFERRED_PLACE`` is then a
    code or a footprint's name.
    """
    for row_check in ROW_CHECKS:
        note(con, TABLE, row_check)
    _keep_what_follows(con)
    _resolve_preferred(con)
    # A name may stand in any cell of a form that people fill in, so the report shows every value by its shape.
    con.execute(
        "update problem set is_identifier = true "
        f"where file_id in (select file_id from file where table_name = '{TABLE}')"
    )


def _keep_what_follows(con: duckdb.DuckDBPyConnection) -> None:
    """Days from referral to placement in place of the day of the referral.

    In versions before 2026 both dates are of entering data, so nothing follows from them about the search.
    """
    now = f"t.\"FORM\" = '{found_values.NOW}'"
    con.execute(
        f"create or replace table {TABLE} as select t.*, "
        f'case when {now} then t."DATE_ENTRY_PLACEMENT" end as "PLACEMENT_START", '
        f'case when {now} and {SEARCH} between 0 and {LONGEST_SEARCH_DAYS} then {SEARCH} end as "DAYS_TO_FIND" '
        f"from {TABLE} t"
    )


def _resolve_preferred(con: duckdb.DuckDBPyConnection) -> None:
    """What a preferred place means: an authority, a named footprint, or the beginning of a postcode; else nothing."""
    sent = [row[0] for row in con.sql(f'select distinct "PREFERRED_PLACE" from {TABLE}').fetchall() if row[0]]
    meant = [(text, *_meaning(text)) for text in sorted(sent)]
    columns = zip(*meant, strict=True) if meant else [()] * 3
    arrays = [pa.array(values, pa.string()) for values in columns]
    con.register("meant", pa.Table.from_arrays(arrays, names=["text", "kind", "code"]))
    con.execute(
        f'create or replace table {TABLE} as select t.*, coalesce(m.kind, case when t."PREFERRED_PLACE" is not null '
        f"then 'not understood' end) as \"PREFERRED_PLACE_KIND\", m.code as preferred_code from {TABLE} t "
        'left join meant m on m.text = t."PREFERRED_PLACE"'
    )
    con.unregister("meant")
    lost = "t.\"PREFERRED_PLACE_KIND\" = 'not understood'"
    set_blank(con, TABLE, Check("PREFERRED_PLACE", "preferred_not_understood", lost, is_identifier=True))
    con.execute(f'update {TABLE} set "PREFERRED_PLACE" = preferred_code')


def _meaning(text: str) -> tuple[str | None, str | None]:
    """Kind and code of a preferred place; (None, None) where it names none."""
    plain = " ".join(text.upper().split())
    footprints = {row["area_name"].upper(): row["area_name"] for row in records("area_groupings")}
    authority = places.authority(text)
    if authority:
        return "authority", authority
    if plain in footprints:
        return "footprint", footprints[plain]
    full = found_values.FULL_POSTCODE.fullmatch(plain)
    outward = full[1] if full else plain
    if outward in {row["postcode_area"] for row in records("postcode_areas")}:
        return "postcode area", outward
    return ("outward", outward) if OUTWARD.fullmatch(outward) else (None, None)
