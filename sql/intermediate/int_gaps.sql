/*
title:    Shortfall by area, in every grouping
summary:  What the gaps view shows, before one grouping is chosen.
grain:    one row per grouping, area_name, kind, category_code
source:   This tool's own definition, with every assumption in data/reference/assumptions.csv
once:     yes
*/
-- What is read more than once is named first: the engine makes a plan for each time that a view is.
with supplied as (
    select * from int_gap_supply
),

children as (
    select * from int_gap_children
),

areas as (
    select distinct
        grouping,
        area_name
    from supplied
),

listed as (
    select
        placement_type,
        bool_or(has_places = 'yes') as has_places
    from ref.placement_supply
    group by placement_type
),

sizes as (
    select
        cohort,
        placement_type,
        child_count
    from int_need_sizes
    where as_at = chosen_date()
),

categories as (
    select
        'Placement type' as kind,
        placement_type as category_code,
        placement_type as category,
        placement_type,
        has_places,
        1.0 as share
    from listed
    union all
    select
        'Need cohort' as kind,
        c.cohort as category_code,
        c.title as category,
        l.placement_type,
        l.has_places,
        safe_share(coalesce(z.child_count, 0), t.child_count) as share
    from ref.cohorts as c
    cross join listed as l
    left join sizes as t on t.cohort = '' and l.placement_type = t.placement_type
    left join sizes as z on c.cohort = z.cohort and l.placement_type = z.placement_type
    -- What some authorities of an area sent between returns is no measure of what the area needs.
    where c.collected is distinct from 'searches'
),

supply as (
    select
        a.grouping,
        a.area_name,
        c.kind,
        c.category_code,
        c.category,
        sum(s.registered_places * coalesce(c.share, 0)) as registered_places,
        sum(s.reported_places * coalesce(c.share, 0)) as reported_places,
        sum(s.usable_low_places * coalesce(c.share, 0)) as usable_low_places,
        sum(s.usable_high_places * coalesce(c.share, 0)) as usable_high_places
    from areas as a
    cross join categories as c
    left join supplied as s
        on a.grouping = s.grouping and a.area_name = s.area_name and c.placement_type = s.placement_type
    group by a.grouping, a.area_name, c.kind, c.category_code, c.category
),

members as (
    select
        *,
        'Placement type' as kind,
        placement_type as category_code
    from children
    union all
    select
        p.*,
        'Need cohort' as kind,
        m.cohort as category_code
    from children as p
    inner join cohort_members as m on p.child_id = m.child_id and p.as_at = m.as_at
    inner join ref.cohorts as c on m.cohort = c.cohort
    where m.as_at = chosen_date() and is_fact_known(c.collected, p.are_prices_known, p.are_outcomes_known, false)
),

needs as (
    select
        m.grouping,
        m.area_name,
        m.kind,
        m.category_code,
        count(*) as need_count,
        count(*) filter (where l.has_places) as need_for_places_count,
        count(*) filter (where m.is_outside) as placed_outside_count,
        count(*) filter (where m.is_distant) as distant_count,
        count(*) filter (where m.is_unregistered) as unregistered_count,
        count(*) filter (where m.is_place_unknown) as place_unknown_count,
        count(*) filter (
            where m.is_unregistered or ((m.is_outside or m.is_distant) and m.is_lacking)
        ) as demand_gap_low_count,
        count(*) filter (
            where m.is_unregistered or ((m.is_outside or m.is_distant) and not m.is_justified)
        ) as demand_gap_high_count
    from members as m
    inner join listed as l on m.placement_type = l.placement_type
    group by m.grouping, m.area_name, m.kind, m.category_code
),

-- A child whose placement may be unregistered may need a children's home: until its kind is known, neither the need for
-- homes is known, nor that for the places of its code, nor what a cohort that holds the child needs.
untold as (
    select
        grouping,
        area_name,
        kind,
        category_code
    from members
    where is_kind_unknown
    union
    select
        grouping,
        area_name,
        'Placement type' as kind,
        needed_type(null, null, true) as category_code
    from children
    where is_kind_unknown
),

touching as (
    select distinct
        a.grouping,
        a.area_name,
        b.area_name as neighbour_name
    from stg_areas as a
    inner join ref.neighbours as n on a.authority_code = n.authority_code
    inner join stg_areas as b on n.neighbour_code = b.authority_code and a.grouping = b.grouping
    where a.area_name <> b.area_name and is_chosen('grouping', a.grouping)
),

beside as (
    select
        t.grouping,
        t.area_name,
        n.kind,
        n.category_code,
        sum(n.demand_gap_high_count)::bigint as neighbour_gap_count
    from touching as t
    inner join needs as n on t.grouping = n.grouping and t.neighbour_name = n.area_name
    group by t.grouping, t.area_name, n.kind, n.category_code
),

-- A cohort is known where some authority's inputs reach back as far as its rule looks and hold the facts it rests on.
known as (
    select c.cohort
    from ref.cohorts as c
    where exists (
        select 1
        from int_chosen_authorities as a
        where
            a.vouched_months >= c.look_back_months
            and is_fact_known(c.collected, a.are_prices_known, a.are_outcomes_known, false)
    )
),

stated as (
    select
        *,
        (kind = 'Placement type' or category_code in (select k.cohort from known as k))
        and (grouping, area_name, kind, category_code) not in (
            select (u.grouping, u.area_name, u.kind, u.category_code) from untold as u
        ) as is_known,
        (grouping, area_name, kind, category_code) not in (
            select (t.grouping, t.area_name, u.kind, u.category_code)
            from touching as t
            inner join untold as u on t.grouping = u.grouping and t.neighbour_name = u.area_name
        ) as are_neighbours_known
    from supply
),

joined as (
    select
        s.* exclude (is_known, are_neighbours_known),
        case when s.is_known then coalesce(n.need_count, 0) end as need_count,
        case when s.is_known and s.registered_places is not null then coalesce(n.need_for_places_count, 0) end
            as need_for_places_count,
        case when s.is_known then coalesce(n.placed_outside_count, 0) end as placed_outside_count,
        case when s.is_known then coalesce(n.distant_count, 0) end as distant_count,
        case when s.is_known then coalesce(n.unregistered_count, 0) end as unregistered_count,
        case when s.is_known then coalesce(n.place_unknown_count, 0) end as place_unknown_count,
        case when s.is_known then coalesce(n.demand_gap_low_count, 0) end as demand_gap_low_count,
        case when s.is_known then coalesce(n.demand_gap_high_count, 0) end as demand_gap_high_count,
        -- Choosing areas or authorities takes the neighbours' children out of sight, so nothing is said of them.
        case
            when
                s.is_known and s.are_neighbours_known and is_anywhere()
                then coalesce(b.neighbour_gap_count, 0)
        end as neighbour_gap_count
    from stated as s
    left join needs as n
        on
            s.grouping = n.grouping and s.area_name = n.area_name
            and s.kind = n.kind and s.category_code = n.category_code
    left join beside as b
        on
            s.grouping = b.grouping and s.area_name = b.area_name
            and s.kind = b.kind and s.category_code = b.category_code
)

select
    j.grouping,
    j.area_name,
    j.kind,
    j.category_code,
    j.category,
    j.need_count,
    j.need_for_places_count,
    j.registered_places,
    j.reported_places,
    j.usable_low_places,
    j.usable_high_places,
    j.need_for_places_count - j.usable_high_places as supply_gap_low_count,
    j.need_for_places_count - j.usable_low_places as supply_gap_high_count,
    j.placed_outside_count,
    j.distant_count,
    j.unregistered_count,
    j.place_unknown_count,
    j.demand_gap_low_count,
    j.demand_gap_high_count,
    j.neighbour_gap_count,
    j.demand_gap_high_count + j.neighbour_gap_count as shared_gap_count,
    h.value_high::double as shared_home_places,
    case
        when j.demand_gap_high_count + j.neighbour_gap_count is not null
            then least(h.value_high::double, j.demand_gap_high_count + j.neighbour_gap_count)::bigint
    end as served_by_shared_home_count,
    (j.demand_gap_high_count + j.neighbour_gap_count) / h.value_high::double as homes_filled_ratio
from joined as j
cross join ref.assumptions as h
where h.assumption = 'shared_home_places'
