/*
title:    Net movement of children between authorities
summary:  Own children placed inside and outside each area, other authorities' children placed in it, and the difference.
grain:    one row per authority_code
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's definition: others' children in less own children out
caveats:  Only children of the authorities whose returns are here are counted in, so children from outside London are missing.
          Choosing an authority or area keeps rows of those areas but counts children from everywhere.
chart:    bar x=net_count y=authority_name sort=-x
columns:
  authority_code    | code  | Area, ONS code
  authority_name    | text  | Area
  own_count         | count | Own children looked after
  own_inside_count  | count | Own children placed inside
  own_outside_count | count | Own children placed outside
  own_unknown_count | count | Own children whose placement has no known authority
  others_in_count   | count | Other authorities' children placed inside
  living_in_count   | count | All children looked after living in the area
  import_pct        | pct   | Other authorities' share of those living in the area | share of others_in_count in living_in_count
  net_count         | count | Others in less own out | difference of others_in_count less own_outside_count
  movement          | text  | In-placer when more come in than go out
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

lent as (
    select
        f.host_authority_code as authority_code,
        f.child_count
    from london_flows as f
    where
        is_every_child() and f.as_at = chosen_date()
        and f.authority_code <> f.host_authority_code
        and f.authority_code not in (select p.authority_code from placed as p)
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

others as (
    select
        authority_code,
        sum(child_count) as others_in_count
    from (
        select
            host_authority_code as authority_code,
            child_count
        from placed
        where host_authority_code <> authority_code
        union all
        select * from lent
    ) as arrivals
    group by authority_code
),

joined as (
    select
        a.authority_code,
        a.authority_name,
        o.own_count::bigint as own_count,
        o.own_inside_count::bigint as own_inside_count,
        o.own_outside_count::bigint as own_outside_count,
        o.own_unknown_count::bigint as own_unknown_count,
        coalesce(i.others_in_count, 0)::bigint as others_in_count
    from chosen_authorities as a
    inner join own as o on a.authority_code = o.authority_code
    left join others as i on a.authority_code = i.authority_code
)

select
    *,
    own_inside_count + others_in_count as living_in_count,
    pct(others_in_count, own_inside_count + others_in_count) as import_pct,
    others_in_count - own_outside_count as net_count,
    case
        when others_in_count > own_outside_count then 'In-placer'
        when others_in_count < own_outside_count then 'Out-placer'
        else 'Even'
    end as movement
from joined
order by authority_name
