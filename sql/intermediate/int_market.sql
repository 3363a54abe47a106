/*
title:    What each owner outside the councils holds of the market for each placement type
summary:  Registered places in the areas chosen, {region}'s children placed with the owner wherever that is, and what they cost.
grain:    one row per placement_type, owner_name
source:   Ofsted's lists; SSDA903 URN; placement costs return
*/
with places as (
    select
        placement_type,
        owner_name,
        count(*) as home_count,
        sum(place_count)::double as place_count
    from int_provision_chosen
    where
        is_in_market(owner_type)
        and authority_code in (select c.authority_code from int_chosen_authorities as c)
        and placement_type is not null
    group by placement_type, owner_name
),

children as (
    select
        placement_type,
        owner_name,
        count(*) as child_count,
        count(weekly_cost_gbp) as priced_count,
        sum(weekly_cost_gbp) as spend_gbp_week,
        max(weekly_cost_gbp) as largest_gbp_week,
        list_sum(max(weekly_cost_gbp, 2)) as top_two_gbp_week
    from looked_after
    where is_registered_match and is_in_market(owner_type) and owner_name is not null
    group by placement_type, owner_name
)

select
    coalesce(c.placement_type, p.placement_type) as placement_type,
    coalesce(c.owner_name, p.owner_name) as owner_name,
    coalesce(p.home_count, 0) as home_count,
    coalesce(p.place_count, 0) as place_count,
    coalesce(c.child_count, 0) as child_count,
    coalesce(c.priced_count, 0) as priced_count,
    coalesce(c.spend_gbp_week, 0) as spend_gbp_week,
    coalesce(c.largest_gbp_week, 0) as largest_gbp_week,
    coalesce(c.top_two_gbp_week, 0) as top_two_gbp_week
from places as p
full outer join children as c on p.placement_type = c.placement_type and p.owner_name = c.owner_name
