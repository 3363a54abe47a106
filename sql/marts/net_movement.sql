/*
title:    Net movement of children between authorities
summary:  Own children placed inside and outside each area, other authorities' children placed in it, and the difference.
grain:    one row per authority_code
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's definition: others' children in less own children out
caveats:  Only children of the authorities whose returns are here are counted in; DfE's figure counts them from all of England. In
          one authority's own database the number coming in is {region}'s protected figure, blank when choices are made.
chart:    bar x=net_count y=authority_name sort=-x
columns:
  authority_code      | code   | Area, ONS code
  authority_name      | text   | Area
  own_count           | count  | Own children looked after
  own_inside_count    | count  | Own children placed inside
  own_outside_count   | count  | Own children placed outside
  own_unknown_count   | count  | Own children whose placement has no known authority
  others_in_count     | count  | Other authorities' children placed inside
  living_in_count     | count  | All children looked after living in the area
  import_pct          | pct    | Others' share of those living in the area | share of others_in_count in living_in_count
  net_count           | count  | Others in less own out                    | difference of others_in_count less own_outside_count
  movement            | text   | In-placer when more come in than go out | word of net_count
  published_others_in | number | Children other authorities placed in the area, as DfE published
  published_year      | text   | Year of DfE's figure (31 March)
checks:   unique authority_code; not_null authority_code
*/
with placed as (
    select
        authority_code,
        host_authority_code,
        count(*) as child_count
    from everyone
    where
        as_at = chosen_date()
        and is_wanted_child(
            age_band, sex, ethnic_group, need_code, legal_status, placement_type, provider_sector, is_unaccompanied,
            distance_class
        )
        and (
            getvariable('cohort') is null
            or (as_at, child_id) in (
                select (c.as_at, c.child_id)
                from cohort_members as c
                where list_contains(getvariable('cohort'), c.cohort)
            )
        )
    group by authority_code, host_authority_code
),

own as (
    select
        authority_code,
        sum(child_count) as own_count,
        coalesce(sum(child_count) filter (where host_authority_code = authority_code), 0) as own_inside_count,
        coalesce(sum(child_count) filter (where host_authority_code <> authority_code), 0) as own_outside_count,
        coalesce(sum(child_count) filter (where host_authority_code is null), 0) as own_unknown_count
    from placed
    group by authority_code
),

arrivals as (
    select
        o.authority_code,
        sum(coalesce(p.child_count, 0)) as others_in_count
    from own as o
    left join placed as p on o.authority_code = p.host_authority_code and o.authority_code <> p.authority_code
    where (select count(*) from own) > 1
    group by o.authority_code
    union all
    -- One authority's database holds no other's children: what it may know of them is lent to it.
    select
        o.authority_code,
        l.others_in_count
    from own as o
    inner join region_arrivals as l on o.authority_code = l.authority_code
    where (select count(*) from own) = 1 and l.as_at = chosen_date() and is_every_child() and l.others_in_count > 0
),

published as (
    select
        area_code,
        child_count as published_others_in,
        return_year::varchar as published_year
    from stg_published
    where
        measure = 'placed_in_area'
        and category = '2. Other LA children externally placed within the local authority boundary'
        and make_date(return_year, 3, 31) <= chosen_date() and is_every_child()
    qualify row_number() over (partition by area_code order by return_year desc) = 1
)

select
    a.authority_code,
    a.authority_name,
    o.own_count::bigint as own_count,
    o.own_inside_count::bigint as own_inside_count,
    o.own_outside_count::bigint as own_outside_count,
    o.own_unknown_count::bigint as own_unknown_count,
    i.others_in_count::bigint as others_in_count,
    (o.own_inside_count + i.others_in_count)::bigint as living_in_count,
    pct(i.others_in_count, o.own_inside_count + i.others_in_count) as import_pct,
    (i.others_in_count - o.own_outside_count)::bigint as net_count,
    case
        when i.others_in_count is null then 'Not known'
        when i.others_in_count > o.own_outside_count then 'In-placer'
        when i.others_in_count < o.own_outside_count then 'Out-placer'
        else 'Even'
    end as movement,
    p.published_others_in,
    p.published_year
from chosen_authorities as a
inner join own as o on a.authority_code = o.authority_code
left join arrivals as i on a.authority_code = i.authority_code
left join published as p on a.authority_code = p.area_code
order by a.authority_name
