"""The tables of a feed against themselves and each other: what cannot be right is told, and what follows is said."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from sufficiency.returns import problems, refused
from sufficiency.returns.checks import Check, note, set_blank

KIND = "feed"
NEEDED = ("ssd_person", "ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status")
# Without these no child is in care at all; without the other two it is not known where, or how.
REFUSED_WITHOUT = ("ssd_cla_episodes",)
# The list of codes that each column's are of.
CODES = {
    ("ssd_person", "PERS_ETHNICITY"): "ETHNIC",
    ("ssd_cla_episodes", "CLAE_CLA_EPISODE_START_REASON"): "RNE",
    ("ssd_cla_episodes", "CLAE_CLA_PRIMARY_NEED_CODE"): "CIN",
    ("ssd_cla_episodes", "CLAE_CLA_EPISODE_CEASED_REASON"): "REC",
    ("ssd_cla_placement", "CLAP_CLA_PLACEMENT_TYPE"): "PLACE",
    ("ssd_cla_placement", "CLAP_CLA_PLACEMENT_PROVIDER"): "PLACE_PROVIDER",
    ("ssd_cla_placement", "CLAP_CLA_PLACEMENT_CHANGE_REASON"): "REASON_PLACE_CHANGE",
    ("ssd_legal_status", "LEGA_LEGAL_STATUS"): "LS",
    ("ssd_missing", "MISS_MISSING_EPISODE_TYPE"): "MISSING",
}
# Who, from when and until when, of each table whose rows have a span.
SPANS = {
    "ssd_cla_episodes": ("CLAE_PERSON_ID", "CLAE_CLA_EPISODE_START_DATE", "CLAE_CLA_EPISODE_CEASED_DATE"),
    "ssd_cla_placement": ("CLAP_PERSON_ID", "CLAP_CLA_PLACEMENT_START_DATE", "CLAP_CLA_PLACEMENT_END_DATE"),
    "ssd_legal_status": ("LEGA_PERSON_ID", "LEGA_LEGAL_STATUS_START_DATE", "LEGA_LEGAL_STATUS_END_DATE"),
    "ssd_missing": ("MISS_PERSON_ID", "MISS_MISSING_EPISODE_START_DATE", "MISS_MISSING_EPISODE_END_DATE"),
}
SAME_FEED = "o.of_authority = t.of_authority and o.of_period = t.of_period"
DAY = "strftime(t.of_period, '%d/%m/%Y')"


def before(con: duckdb.DuckDBPyConnection, came: Collection[str]) -> None:
    """Note what rows say that cannot be right, with codes that are in no list and ends to come left blank."""
    _tables(con, came)
    for (table, column), listed in CODES.items():
        known = f"(select code from code_list where list = '{listed}')"
        con.execute(f'update {table} set "{column}" = upper("{column}")')
        unknown = f't."{column}" is not null and t."{column}" not in {known}'
        set_blank(con, table, Check(column, "feed_code_unknown", unknown, is_identifier=True))
    for table, (_, start, end) in SPANS.items():
        note(con, table, Check(start, "feed_after_its_day", f't."{start}" > t.of_period', f"', ' || {DAY}"))
        set_blank(con, table, Check(end, "feed_end_after_its_day", f't."{end}" > t.of_period'))
        # An end before its start is told already; the row then says no end that can be believed.
        con.execute(f'update {table} set "{end}" = null where "{end}" < "{start}"')
    for column in ("PERS_PERSON_ID",):
        note(con, "ssd_person", _twice("ssd_person", column, "feed_person_twice", ""))
    also = 'and o."CLAE_CLA_EPISODE_START_DATE" = t."CLAE_CLA_EPISODE_START_DATE"'
    note(con, "ssd_cla_episodes", _twice("ssd_cla_episodes", "CLAE_PERSON_ID", "feed_episode_twice", also))
    _links(con)
    end, reason = "CLAE_CLA_EPISODE_CEASED_DATE", "CLAE_CLA_EPISODE_CEASED_REASON"
    for check in (
        Check(reason, "feed_end_reason_missing", f't."{end}" is not null and t."sent {reason}" is null'),
        Check(end, "feed_reason_without_end", f't."{reason}" is not null and t."sent {end}" is null'),
    ):
        note(con, "ssd_cla_episodes", check)
    note(con, "ssd_cla_episodes", _unknown_person())
    nobody_in_care = (
        f'not exists (select 1 from ssd_cla_episodes o where {SAME_FEED} and o."CLAE_PERSON_ID" = t."CLAP_PERSON_ID")'
    )
    without = Check("CLAP_PERSON_ID", "feed_placement_without_period", nobody_in_care, is_identifier=True)
    note(con, "ssd_cla_placement", without)
    placement = 't."CLAE_CLA_PLACEMENT_ID"'
    nowhere = (
        f"{placement} is not null and not exists (select 1 from ssd_cla_placement o where {SAME_FEED} "
        f'and o."CLAP_CLA_PLACEMENT_ID" = {placement})'
    )
    note(con, "ssd_cla_episodes", Check("CLAE_CLA_PLACEMENT_ID", "feed_placement_unknown", nowhere, is_identifier=True))
    for table, rule in (("ssd_cla_placement", "feed_placements_overlap"), ("ssd_legal_status", "feed_legal_overlap")):
        note(con, table, _overlap(table, rule))


def after(con: duckdb.DuckDBPyConnection) -> None:
    """Note what the episodes composed lack, once a row or once a feed."""
    for column, rule, lacks in (
        ("CLAE_CLA_PLACEMENT_ID", "feed_no_placement", "not e.has_placement"),
        ("CLAE_CLA_EPISODE_START_DATE", "feed_no_legal_status", 'e."LS" is null'),
        ("CLAE_CLA_ID", "feed_periods_overlap", "e.is_cut"),
    ):
        told = (
            "exists (select 1 from feed_episodes e where e.of_authority = t.of_authority and e.of_period = t.of_period "
            f'and e.person = t."CLAE_PERSON_ID" and {lacks} and e."DECOM" = t."CLAE_CLA_EPISODE_START_DATE")'
        )
        note(con, "ssd_cla_episodes", Check(column, rule, told, is_identifier=True))
    per_feed = """
        select min(f.file_id), '{rule}', '', count(distinct e.person)::varchar
        from feed_episodes e join file f on f.authority_code = e.of_authority and f.period = e.of_period
            and f.table_name = 'ssd_cla_episodes'
        where e."DEC" is null and {lacks} group by e.of_authority, e.of_period order by 1
    """
    lacking = {
        "feed_not_linked": "not e.is_linked",
        "feed_no_home": 'e."HOME_POST" is null and not exists (select 1 from feed_children c where '
        'c.of_authority = e.of_authority and c.of_period = e.of_period and c.person = e.person and c."UASC")',
    }
    for rule, lacks in lacking.items():
        problems.tell(con, con.sql(per_feed.format(rule=rule, lacks=lacks)).fetchall())
    for table, (person, _, _) in SPANS.items():
        if table in ("ssd_cla_episodes", "ssd_cla_placement"):
            continue
        rows = con.sql(
            f"select t.file_id, 'feed_not_in_care', '', count(*)::varchar from {table} t where not exists "
            f'(select 1 from ssd_cla_episodes o where {SAME_FEED} and o."CLAE_PERSON_ID" = t."{person}") '
            "group by t.file_id order by 1"
        ).fetchall()
        problems.tell(con, rows)


def _tables(con: duckdb.DuckDBPyConnection, came: Collection[str]) -> None:
    """Say which tables each feed lacks; one without episodes is refused whole."""
    feeds = con.execute(
        "select authority_code, period, min(file_id), list(distinct table_name) from file "
        "where list_contains(?, table_name) and period is not null group by all order by all",
        [list(came)],
    ).fetchall()
    for _, _, file_id, sent in feeds:
        for name in (*NEEDED, "ssd_address"):
            if name not in sent:
                rule = "feed_table_not_sent" if name in REFUSED_WITHOUT else "feed_table_lacks"
                why = refused.named_for(con, refused.folder_of(con, file_id), name)
                problems.tell(con, [(file_id, rule, "", f"{name} ({why})" if why else name)])


def _twice(table: str, column: str, rule: str, also: str) -> Check:
    first = f'exists (select 1 from {table} o where {SAME_FEED} and o."{column}" = t."{column}" {also} '
    return Check(column, rule, f"{first} and o.row_id < t.row_id)", is_identifier=True)


def _links(con: duckdb.DuckDBPyConnection) -> None:
    """Note links that are not one to one, of the dataset's table and of an own file."""
    for table, person, child, of_return in (
        ("ssd_linked_identifiers", "LINK_PERSON_ID", "LINK_IDENTIFIER_VALUE", "\"LINK_IDENTIFIER_TYPE\" ilike '%903%'"),
        ("feed_links", "CASE_SYSTEM_ID", "SSDA903_CHILD", "true"),
    ):
        several = " or ".join(
            f'(t.of_authority, t.of_period, t."{key}") in (select (of_authority, of_period, "{key}") from {table} '
            f'where {of_return} group by of_authority, of_period, "{key}" having count(distinct "{other}") > 1)'
            for key, other in ((person, child), (child, person))
        )
        note(con, table, Check(child, "feed_link_twice", f"{of_return} and ({several})", is_identifier=True))


def _unknown_person() -> Check:
    nobody = f'not exists (select 1 from ssd_person o where {SAME_FEED} and o."PERS_PERSON_ID" = t."CLAE_PERSON_ID")'
    known = f"exists (select 1 from ssd_person o where {SAME_FEED})"
    return Check("CLAE_PERSON_ID", "feed_person_unknown", f"{nobody} and {known}", is_identifier=True)


def _overlap(table: str, rule: str) -> Check:
    person, start, end = SPANS[table]
    covers = (
        f'o."{start}" < t."{start}" and coalesce(o."{end}" > coalesce(t."{end}", t.of_period), true) '
        f'and coalesce(t."{end}" > t."{start}", true)'
    )
    # Being away for a while, in a temporary placement, is no contradiction.
    away = "t.\"CLAP_CLA_PLACEMENT_TYPE\" like 'T%'" if table == "ssd_cla_placement" else "false"
    where = (
        f"not coalesce({away}, false) and exists (select 1 from {table} o where {SAME_FEED} "
        f'and o."{person}" = t."{person}" and {covers})'
    )
    return Check(start, rule, where)
