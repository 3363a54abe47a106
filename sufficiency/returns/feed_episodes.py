"""Episodes composed from a feed's periods of care, placements, legal statuses and addresses, by their dates.

A period of care is the case system's (``CLAE_CLA_ID``). An episode begins where the period, a placement or a legal
status does, where a placement that lay within another ends, and where the case system itself begins one. It is in the
placement that the case system names for that day, or else the one that covers it and began last.
"""

from __future__ import annotations

import duckdb

# Periods of care that ended longer before the feed are not kept: no measure looks back further.
KEPT_DAYS = 3 * 365 + 1


def make(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``feed_episodes``, ``feed_children``, ``feed_missing`` and ``feed_outcomes``: CHILD is the id of SSDA903
    where it is linked, else the case system's own, marked so that it is none of a return's."""
    for name, query in _STEPS.items():
        con.execute(f"create temp table {name} as {query}")
    for name, query in _MADE.items():
        con.execute(f"create table {name} as {query}")
    for name in reversed(_STEPS):
        con.execute(f"drop table {name}")


_IS_SAME = "{0}.of_authority = {1}.of_authority and {0}.of_period = {1}.of_period and {0}.person = {1}.person"


def _same(left: str, right: str) -> str:
    return _IS_SAME.format(left, right)


def _within_year(day: str) -> str:
    return f'"{day}" <= of_period and "{day}" > of_period - interval 12 month'


def _came(table: str) -> str:
    return f"(d.of_authority, d.of_period, '{table}') in (select (of_authority, of_period, table_name) from came)"


_STEPS = {
    "feed_own": """
        select of_authority, of_period, person, max(child) as child from (
            select of_authority, of_period, "LINK_PERSON_ID" as person, "LINK_IDENTIFIER_VALUE" as child
            from ssd_linked_identifiers
            where "LINK_IDENTIFIER_TYPE" ilike '%903%'
            union all
            select of_authority, of_period, "CASE_SYSTEM_ID", "SSDA903_CHILD" from feed_links
        ) where child is not null group by all
    """,
    "feed_row": """
        select of_authority, of_period, "CLAE_PERSON_ID" as person, "CLAE_CLA_EPISODE_START_DATE" as start,
            "CLAE_CLA_EPISODE_CEASED_DATE" as ended, "CLAE_CLA_EPISODE_START_REASON" as cause,
            "CLAE_CLA_EPISODE_CEASED_REASON" as reason, "CLAE_CLA_PRIMARY_NEED_CODE" as need,
            "CLAE_CLA_PLACEMENT_ID" as placement_id, "CLAE_ENTERED_CARE_DATE" as entered,
            coalesce("CLAE_CLA_ID", "CLAE_ENTERED_CARE_DATE"::varchar, '') as period
        from ssd_cla_episodes
    """,
    # Of a period that begins before the one before has ended, that one ends where it begins.
    "feed_period": f"""
        with told as (
            select of_authority, of_period, person, period, min(start) as first,
                arg_max_null(ended, start) as ended, arg_max_null(reason, start) as reason, min(entered) as entered
            from feed_row group by all
        ),
        followed as (
            select *, lead(first) over (partition by of_authority, of_period, person order by first) as next_first
            from told
        )
        select * exclude (next_first, ended), coalesce(next_first < coalesce(ended, of_period + 1), false) as is_cut,
            case when is_cut then next_first else ended end as last
        from followed
        where coalesce(last, of_period) >= of_period - {KEPT_DAYS} and (last is null or last > first)
    """,
    "feed_place": """
        select of_authority, of_period, "CLAP_PERSON_ID" as person, "CLAP_CLA_PLACEMENT_ID" as placement_id,
            "CLAP_CLA_PLACEMENT_START_DATE" as start, "CLAP_CLA_PLACEMENT_END_DATE" as ended,
            "CLAP_CLA_PLACEMENT_TYPE" as place, "CLAP_CLA_PLACEMENT_PROVIDER" as provider,
            case when regexp_full_match("CLAP_CLA_PLACEMENT_URN", '(SC)?[0-9]{4,7}|X+')
                then "CLAP_CLA_PLACEMENT_URN" end as urn,
            "CLAP_CLA_PLACEMENT_POSTCODE" as postcode, "CLAP_CLA_PLACEMENT_CHANGE_REASON" as reason, row_id
        from ssd_cla_placement
    """,
    "feed_legal": """
        select of_authority, of_period, "LEGA_PERSON_ID" as person, "LEGA_LEGAL_STATUS" as status,
            "LEGA_LEGAL_STATUS_START_DATE" as start, "LEGA_LEGAL_STATUS_END_DATE" as ended, row_id
        from ssd_legal_status
    """,
    "feed_day": f"""
        select distinct p.of_authority, p.of_period, p.person, p.period, d.day
        from feed_period p join (
            select of_authority, of_period, person, start as day from feed_row
            union select of_authority, of_period, person, start from feed_place
            union select of_authority, of_period, person, ended from feed_place
            union select of_authority, of_period, person, start from feed_legal
        ) d on {_same("d", "p")} and d.day >= p.first and (p.last is null or d.day < p.last)
        union
        select of_authority, of_period, person, period, first from feed_period
    """,
    # The placement named by the episode of that very day comes first, then the one begun last.
    "feed_placed": f"""
        select d.*, l.* exclude (of_authority, of_period, person, start, ended, row_id), l.ended as placed_until,
            r.cause,
            r.person is not null as is_row, l.row_id is not null as has_placement
        from feed_day d
        left join feed_row r on {_same("r", "d")} and r.start = d.day
        left join feed_place l on {_same("l", "d")} and l.start <= d.day and (l.ended is null or l.ended > d.day)
        qualify row_number() over (
            partition by d.of_authority, d.of_period, d.person, d.period, d.day
            order by coalesce(l.placement_id = r.placement_id, false) desc, l.start desc nulls last, l.row_id desc
        ) = 1
    """,
    "feed_stated": f"""
        select d.*, s.status
        from feed_placed d
        left join feed_legal s on {_same("s", "d")} and s.start <= d.day and (s.ended is null or s.ended > d.day)
        qualify row_number() over (
            partition by d.of_authority, d.of_period, d.person, d.period, d.day
            order by s.start desc nulls last, s.row_id desc
        ) = 1
    """,
    "feed_changed": """
        select *, lag(placement_id) over own is distinct from placement_id
                or lag(place) over own is distinct from place as has_moved,
            lag(status) over own is distinct from status as has_other_status,
            row_number() over own = 1 as is_first,
            coalesce(lag(postcode) over own = postcode and lag(provider) over own is not distinct from provider
                and lag(urn) over own is not distinct from urn, false) as is_same_carer
        from feed_stated
        window own as (partition by of_authority, of_period, person, period order by day)
    """,
    "feed_part": """
        select *, lead(day) over own as next_day,
            case when lead(has_moved) over own and lead(day) over own = placed_until then reason end as reason_given
        from feed_changed
        where is_first or is_row or has_moved or has_other_status
        window own as (partition by of_authority, of_period, person, period order by day)
    """,
    # The address from which the child came into care: the one before it, else the first that is known.
    "feed_home": f"""
        select p.of_authority, p.of_period, p.person, p.period, a."ADDR_ADDRESS_POSTCODE" as postcode
        from feed_period p join (select *, "ADDR_PERSON_ID" as person from ssd_address) a on {_same("a", "p")}
        where a."ADDR_ADDRESS_POSTCODE" is not null
            and not regexp_matches(upper(coalesce(a."ADDR_ADDRESS_TYPE", '')), 'PLAC|CLA|CARE')
        qualify row_number() over (
            partition by p.of_authority, p.of_period, p.person, p.period
            order by coalesce(a."ADDR_ADDRESS_START_DATE" <= p.first, true) desc,
                case when a."ADDR_ADDRESS_START_DATE" <= p.first then a."ADDR_ADDRESS_START_DATE" end desc nulls last,
                a."ADDR_ADDRESS_START_DATE", a.row_id
        ) = 1
    """,
}
# An id of the case system that is linked to none of SSDA903 is never taken for one.
_MADE = {
    "feed_episodes": f"""
        select d.of_authority, d.of_period, null::integer as of_year, d.person, d.day as "DECOM",
            case when d.is_first and coalesce(p.entered = d.day, true) then 'S'
                when d.cause is not null and d.cause <> 'S' then d.cause
                when not d.has_moved then 'L'
                when d.has_other_status then case when d.is_same_carer then 'U' else 'B' end
                when d.is_same_carer then 'T' else 'P' end as "RNE",
            d.status as "LS", n.need as "CIN", d.place as "PLACE", d.provider as "PLACE_PROVIDER",
            coalesce(d.next_day, p.last) as "DEC",
            case when d.next_day is not null then 'X1' when p.last is not null then p.reason end as "REC",
            d.reason_given as "REASON_PLACE_CHANGE", h.postcode as "HOME_POST", d.postcode as "PL_POST", d.urn as "URN",
            d.has_placement, p.is_cut and d.next_day is null as is_cut, i.child is not null as is_linked,
            i.child is not null as "IS_LINKED", coalesce(i.child, 'CASE SYSTEM ' || d.person) as "CHILD"
        from feed_part d
        join feed_period p on {_same("p", "d")} and p.period = d.period
        left join feed_own i on {_same("i", "d")}
        left join feed_home h on {_same("h", "d")} and h.period = d.period
        asof left join (select * from feed_row where need is not null) n on {_same("n", "d")} and d.day >= n.start
    """,
    "feed_children": f"""
        with care as (select distinct of_authority, of_period, person, "CHILD", "IS_LINKED" from feed_episodes)
        select d.*, null::integer as of_year, upper(left(p."PERS_SEX", 1)) as "SEX", p."PERS_DOB" as "DOB",
            p."PERS_ETHNICITY" as "ETHNIC", coalesce(p."PERS_IS_MOTHER", false) or m.born is not null as "MOTHER",
            m.born as "MC_DOB", a.person is not null as "UASC", a.until as "UASC_UNTIL"
        from care d
        left join (select *, "PERS_PERSON_ID" as person from ssd_person) p on {_same("p", "d")}
        left join (
            select of_authority, of_period, "MOTH_PERSON_ID" as person, min("MOTH_CHILDS_DOB") as born
            from ssd_mother group by all
        ) m on {_same("m", "d")}
        left join (
            select of_authority, of_period, "IMMI_PERSON_ID" as person, max("IMMI_IMMIGRATION_STATUS_END_DATE") as until
            from ssd_immigration_status
            where regexp_matches(upper("IMMI_IMMIGRATION_STATUS"), 'UASC|UNACCOMPANIED') group by all
        ) a on {_same("a", "d")}
    """,
    "feed_missing": f"""
        select d.of_authority, d.of_period, null::integer as of_year, c."CHILD",
            d."MISS_MISSING_EPISODE_TYPE" as "MISSING",
            d."MISS_MISSING_EPISODE_START_DATE" as "MIS_START", d."MISS_MISSING_EPISODE_END_DATE" as "MIS_END"
        from (select *, "MISS_PERSON_ID" as person from ssd_missing) d
        join (select distinct of_authority, of_period, person, "CHILD" from feed_episodes) c on {_same("c", "d")}
    """,
    # Of the twelve months to the feed's day, as the yearly health table is of those to 31 March. What a table that was
    # not sent would say is not known; of one that was sent, no row is a no.
    "feed_outcomes": f"""
        with came as (
            select distinct authority_code as of_authority, period as of_period, table_name from file
            where table_name in ('ssd_sdq_scores', 'ssd_cla_convictions', 'ssd_cla_substance_misuse')
        ),
        in_care as (
            select distinct of_authority, of_period, person, "CHILD" from feed_episodes
            where "DEC" is null and (of_authority, of_period) in (select (of_authority, of_period) from came)
        ),
        scored as (
            select of_authority, of_period, "CSDQ_PERSON_ID" as person,
                arg_max("CSDQ_SDQ_SCORE", "CSDQ_SDQ_COMPLETED_DATE") as score
            from ssd_sdq_scores
            where "CSDQ_SDQ_SCORE" is not null and {_within_year("CSDQ_SDQ_COMPLETED_DATE")} group by all
        ),
        convicted as (
            select distinct of_authority, of_period, "CLAC_PERSON_ID" as person
            from ssd_cla_convictions where {_within_year("CLAC_CLA_CONVICTION_DATE")}
        ),
        misusing as (
            select distinct of_authority, of_period, "CLAS_PERSON_ID" as person
            from ssd_cla_substance_misuse where {_within_year("CLAS_SUBSTANCE_MISUSE_DATE")}
        )
        select d.of_authority, d.of_period, null::integer as of_year, d."CHILD", s.score as "SDQ_SCORE",
            case when {_came("ssd_cla_convictions")} then k.person is not null end as "CONVICTED",
            case when {_came("ssd_cla_substance_misuse")} then m.person is not null end as "SUBSTANCE_MISUSE"
        from in_care d left join scored s on {_same("s", "d")} left join convicted k on {_same("k", "d")}
        left join misusing m on {_same("m", "d")}
    """,
}
