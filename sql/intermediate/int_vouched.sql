/*
title:    Which authorities' inputs vouch for which month ends
summary:  A month end counts for an authority when it lies in a return year that was sent whole: 1 April to 31 March, with its
          episodes and its headers. A year not sent is a hole. A case system's feed vouches from the day after the last return to
          its own day.
grain:    one row per authority_code, as_at
source:   SSDA903 episodes and header tables received; case system's feed; this tool's own rule
caveats:  Month ends that nobody's inputs vouch for have no row.
stored:   yes
*/
with episode_years as (
    select distinct
        authority_code,
        return_year
    from stg_episodes
),

header_years as (
    select distinct
        authority_code,
        return_year
    from stg_children
),

sent as (
    select
        coalesce(e.authority_code, h.authority_code) as authority_code,
        coalesce(e.return_year, h.return_year) as return_year,
        e.return_year is not null as has_episodes,
        h.return_year is not null as has_headers
    from episode_years as e
    full outer join header_years as h on e.authority_code = h.authority_code and e.return_year = h.return_year
),

-- Every input that vouches for days on end gives one span.
spans as (
    select
        authority_code,
        make_date(return_year - 1, 4, 1) as first_day,
        make_date(return_year, 3, 31) as last_day
    from sent
    where has_episodes and has_headers
    union all
    select
        authority_code,
        vouches_from as first_day,
        feed_date as last_day
    from int_feeds
),

vouched as (
    select distinct
        authority_code,
        last_day(month_start)::date as as_at,
        12 * year(month_start) + month(month_start) as month_number
    from spans,
        unnest(range(first_day::timestamp, last_day::timestamp, interval 1 month)) as t (month_start)
    where last_day(month_start) <= last_day
),

runs as (
    select
        *,
        month_number - row_number() over (partition by authority_code order by month_number) as run
    from vouched
),

lengths as (
    select
        authority_code,
        as_at,
        row_number() over (partition by authority_code, run order by month_number) as vouched_months
    from runs
),

month_ends as (
    select distinct
        as_at,
        month_number
    from vouched
),

authorities as (
    select authority_code from sent
    union
    select authority_code from int_feeds
),

years as (
    select distinct return_year from sent
)

select
    a.authority_code,
    m.as_at,
    m.month_number::integer as month_number,
    l.vouched_months is not null as is_vouched,
    coalesce(l.vouched_months, 0)::integer as vouched_months,
    case
        when l.vouched_months is not null then ''
        when f.authority_code is not null and y.return_year is null then 'The feed of its case system is of an earlier day'
        when s.has_episodes then 'No headers were accepted for the year to 31 March ' || return_year_of(m.as_at)
        when s.has_headers then 'No episodes were accepted for the year to 31 March ' || return_year_of(m.as_at)
        when y.return_year is null then 'No feed of its case system reaches this date'
        else 'No return was accepted for the year to 31 March ' || return_year_of(m.as_at)
    end as reason
from authorities as a
cross join month_ends as m
left join lengths as l on a.authority_code = l.authority_code and m.as_at = l.as_at
left join sent as s on a.authority_code = s.authority_code and return_year_of(m.as_at) = s.return_year
left join years as y on return_year_of(m.as_at) = y.return_year
left join int_feeds as f on a.authority_code = f.authority_code
order by m.as_at, a.authority_code
