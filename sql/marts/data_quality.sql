/*
title:    Data quality: what was wrong, repaired or not known
summary:  Problems found at import, repairs made when joining years of returns, and facts not known at the date.
grain:    one row per kind, authority_code, return_year, issue, table_name, column_name
section:  data
source:   The importer's account; sector joining rules for SSDA903; this tool's own definitions
caveats:  Repairs change no file: what was sent is kept beside what was repaired. Choices about children narrow only what is
          not known. What is not known at the date, or was sent between returns, is of no return year and says so.
chart:    bar x=issue_count y=issue colour=kind top=20
columns:
  kind           | text  | Import, repair or not known
  authority_code | code  | Authority, ONS code
  authority_name | text  | Authority
  return_year    | text  | Return year, ending 31 March
  issue          | text  | Problem
  table_name     | code  | Table, short name
  table_title    | text  | Table
  column_name    | text  | Column
  severity       | text  | What became of it
  issue_count    | count | Times found
  remedy         | text  | What to do about it
checks:   not_null kind authority_code issue
*/
with imported as (
    select
        'Import' as kind,
        p.authority_code,
        p.return_year,
        coalesce(r.title, p.rule) as issue,
        p.table_name,
        p.column_name,
        p.severity,
        p.problem_count as issue_count,
        r.remedy
    from stg_problems as p
    left join ref.import_rules as r on p.rule = r.rule
    where p.authority_code is not null
),

repaired as (
    select
        'Repair' as kind,
        l.authority_code,
        l.return_year,
        r.title as issue,
        'episodes' as table_name,
        r.column_name,
        r.effect as severity,
        l.repair_count as issue_count,
        r.remedy
    from int_repairs as l
    inner join ref.repair_rules as r on l.rule = r.rule
),

unknown as (
    select
        'Not known' as kind,
        c.authority_code,
        null::integer as return_year,
        u.issue,
        u.table_name,
        u.column_name,
        'Kept as not known' as severity,
        case u.issue
            when 'Distance not known' then c.child_count - c.distance_count
            when 'Authority of the placement not known' then c.child_count - c.host_count
            when 'Ofsted number not sent' then c.urn_expected_count - c.urn_count
            when 'Ofsted number not in the list' then c.urn_count - c.matched_count
            when 'Provider not recorded' then c.child_count - c.provider_count
            when 'Price not sent' then c.child_count - c.priced_count
        end as issue_count,
        u.remedy
    from data_coverage as c
    cross join ref.unknown_issues as u
),

together as (
    select * from imported
    union all
    select * from repaired
    union all
    select * from unknown
)

select
    t.kind,
    t.authority_code,
    a.authority_name,
    coalesce(
        t.return_year::varchar, case t.kind when 'Not known' then 'At the date' else 'Between returns' end
    ) as return_year,
    t.issue,
    t.table_name,
    coalesce(r.table_title, o.table_title, t.table_name) as table_title,
    coalesce(t.column_name, 'No column alone') as column_name,
    coalesce(s.effect, t.severity) as severity,
    t.issue_count::bigint as issue_count,
    t.remedy
from together as t
inner join chosen_authorities as a on t.authority_code = a.authority_code
left join ref.return_tables as r on t.table_name = r.table_name
left join ref.other_tables as o on t.table_name = o.table_name
left join ref.severities as s on t.severity = s.severity
order by t.kind, a.authority_name, t.return_year, t.issue, t.table_name, t.column_name
