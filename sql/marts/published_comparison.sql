/*
title:    Our figures beside DfE's
summary:  Children counted here on each 31 March beside DfE's published count: for each authority, and for {region} by breakdown.
grain:    one row per return_year, area_code, measure, category
section:  data
source:   SSDA903 episodes, counted as DfE counts them; DfE, Children looked after in England; explanations of this tool
caveats:  Choices other than authority and area do not change it. DfE rounds {region} to the nearest 10. {Region}'s figure needs
          every authority's return, and those of earlier years where it looks back; of new placements and of moves the
          placements are counted. Who is followed for two years is this tool's reading: DfE's open data does not say. SDQ,
          convictions and substance misuse are of children looked after on the day, of whom the return tells them.
chart:    dot x=difference_count y=area_name colour=explanation
columns:
  return_year      | text   | Year, on 31 March
  area_code        | code   | Authority or {region}, ONS code
  area_name        | text   | Authority or {region}
  measure          | text   | Breakdown, short name
  measure_name     | text   | Breakdown
  category         | text   | Category, as DfE names it
  child_count      | count  | Children counted here, or placements begun or ended
  published        | number | Children, or placements, that DfE published
  published_symbol | text   | DfE's symbol where it gives no number
  difference_count | count  | Ours less DfE's | difference of child_count less published
  explanation      | text   | Why they differ, or that they agree; close means within 5 children or 2 per cent | exact eyes only
checks:   unique return_year area_code measure category; not_null return_year area_code explanation
*/
with years as (
    select distinct return_year
    from int_published_parts
),

region as (
    select
        p.return_year,
        region_code() as area_code,
        p.measure,
        p.category,
        sum(p.child_count)::bigint as child_count
    from int_published_parts as p
    inner join stg_authorities as a on p.authority_code = a.authority_code
    where a.is_in_region
    group by p.return_year, p.measure, p.category
),

ours as (
    select
        return_year,
        authority_code as area_code,
        measure,
        category,
        child_count
    from int_published_parts
    where measure = 'looked_after'
    union all
    select * from region
),

sent as (
    select
        p.return_year,
        p.authority_code
    from int_published_parts as p
    group by p.return_year, p.authority_code
),

-- Of which measures each authority of the region can be told on 31 March: inputs reach back far enough, and were collected.
known_by_region as (
    select
        year(v.as_at) as return_year,
        m.measure,
        count(*) as known_count
    from int_vouched as v
    inner join stg_authorities as a on v.authority_code = a.authority_code
    left join int_known_facts as f on v.authority_code = f.authority_code and v.as_at = f.as_at
    cross join ref.published_measures as m
    where
        a.is_in_region and month(v.as_at) = 3 and v.is_vouched
        and v.vouched_months >= m.look_back_months::integer
        and is_fact_known(coalesce(m.collected, ''), f.are_prices_known, f.are_outcomes_known, f.are_searches_known)
    group by v.as_at, m.measure
),

region_authorities as (
    select count(*) as region_count
    from stg_authorities
    where is_in_region
),

theirs as (
    select
        s.return_year,
        s.area_code,
        s.measure,
        regexp_replace(s.category, ' \(e\.g\..*\)$', '') as category,
        s.child_count as published,
        s.symbol
    from stg_published as s
    inner join years as y on s.return_year = y.return_year
    where
        (s.area_code = region_code() or s.area_code in (select authority_code from sent))
        and s.category not like 'Total%'
        and (s.measure, s.category) not in (
            select (u.measure, u.category) from ref.published_categories as u
            where u.is_counted = 'no'
        )
        and (s.measure = 'looked_after' or s.area_code = region_code())
),

paired as (
    select
        coalesce(o.return_year, t.return_year) as return_year,
        coalesce(o.area_code, t.area_code) as area_code,
        coalesce(o.measure, t.measure) as measure,
        coalesce(o.category, t.category) as category,
        o.child_count as counted,
        t.published,
        t.symbol,
        t.return_year is not null as is_published
    from ours as o
    full outer join theirs as t
        on
            o.return_year = t.return_year and o.area_code = t.area_code
            and o.measure = t.measure and o.category = t.category
    where t.return_year is not null or o.category not in ('Fewer', 'Not recorded', 'Unknown')
),

judged as (
    select
        p.*,
        p.area_code = region_code() as is_region_row,
        case
            when p.area_code <> region_code() and a.authority_code is not null then coalesce(p.counted, 0)
            when p.area_code = region_code() and n.known_count = l.region_count then coalesce(p.counted, 0)
        end as child_count
    from paired as p
    cross join region_authorities as l
    left join known_by_region as n on p.return_year = n.return_year and p.measure = n.measure
    left join sent as a on p.return_year = a.return_year and p.area_code = a.authority_code
)

select
    j.return_year::varchar as return_year,
    j.area_code,
    case when j.is_region_row then region_name() else a.authority_name end as area_name,
    j.measure,
    m.measure_name,
    j.category,
    j.child_count,
    j.published,
    coalesce(j.symbol, '') as published_symbol,
    j.child_count - j.published::bigint as difference_count,
    case
        when not j.is_published then 'Not published'
        when j.child_count is null then 'Some returns missing'
        when j.published is null then 'DfE withheld'
        when j.child_count = j.published then 'Agrees'
        when j.is_region_row and round(j.child_count, -1) = j.published then 'Rounding'
        when is_close(j.child_count, j.published) then 'Close'
        else 'Differs'
    end as explanation
from judged as j
left join stg_authorities as a on j.area_code = a.authority_code
left join ref.published_measures as m on j.measure = m.measure
where j.is_region_row or j.area_code in (select authority_code from chosen_authorities)
order by j.return_year, j.is_region_row, area_name, j.measure, j.category
