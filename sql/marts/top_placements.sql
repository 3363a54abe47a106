/*
title:    The dearest placements
summary:  Each authority's ten dearest placements and as many again of the dearest of all (ten for each authority), beside
          {region}'s children of similar need.
grain:    one row per placement_label
source:   Placement costs return; their number follows the sector's "top ten per authority"; need profile is this tool's own proxy
caveats:  Labels are by rank, so they change from date to date and cannot be followed. Need is seen only as far as the
          returns show it: a saving is a question to ask, not a finding.
section:  cost
chart:    dot x=weekly_cost_gbp_week y=placement_type colour=overall_rating
child_level: yes
columns:
  placement_label         | text     | Placement
  authority_code          | code     | Responsible authority, ONS code
  authority_name          | text     | Responsible authority
  rank_in_authority       | number   | Rank among the authority's placements
  rank_in_region          | number   | Rank among all the placements chosen
  child_count             | count    | Children (always one)
  weekly_cost_gbp_week    | gbp_week | Weekly cost | sum of child_count
  placement_type          | text     | Placement type
  provision_type          | text     | Kind of provision, from the costs return
  sourcing_route          | text     | Way of buying
  need_profile            | text     | Age and signs of complex need
  is_deprived_of_liberty  | flag     | Under a deprivation of liberty order
  is_unregistered         | flag     | Unregistered
  distance_class          | text     | Distance from home
  overall_rating          | text     | Judgement of the home or agency
  provider_name           | text     | Provider's name
  owner_name              | text     | Owner of the home
  percentile | number | Per cent of {region}'s other children of similar need whose placement costs less, by fives, 95 at most
  similar_count           | count    | {Region}'s other children of similar need in the same placement type
  similar_median_gbp_week | gbp_week | Their median weekly cost | median of similar_count
  saving_gbp              | gbp      | What a year at that median would save | sum of child_count
look_back: percentile 12 months; similar_count 12 months; similar_median_gbp_week 12 months; saving_gbp 12 months
checks:   unique placement_label; not_null placement_label weekly_cost_gbp_week
*/
-- Ranked by what ranks them alone: a window carries every column it is given.
with placed_in_order as (
    select
        authority_code,
        child_id,
        weekly_cost_gbp,
        row_number() over (partition by authority_code order by weekly_cost_gbp desc nulls last, child_id) as rank_in_authority,
        row_number() over (order by weekly_cost_gbp desc nulls last, child_id) as rank_in_region
    from looked_after
),

-- Every authority chosen has a first, priced or not.
authorities as (
    select count(distinct authority_code) as authority_count
    from placed_in_order
),

ranked as (
    select
        p.authority_code,
        p.child_id,
        p.rank_in_authority,
        p.rank_in_region
    from placed_in_order as p
    cross join authorities as a
    where p.weekly_cost_gbp is not null and is_among_dearest(p.rank_in_authority, p.rank_in_region, a.authority_count)
),

signed as (
    select
        c.*,
        r.rank_in_authority,
        r.rank_in_region,
        need_sign_count(
            c.placements_12_months, c.behaviour_moves_12_months, c.missing_12_months, c.is_convicted, c.has_substance_misuse,
            c.sdq_score, c.need_code, c.legal_status_code, c.custody_moves_12_months
        ) as sign_count
    from ranked as r
    inner join looked_after as c on r.authority_code = c.authority_code and r.child_id = c.child_id
),

dearest as (
    select
        *,
        need_profile_of(age_band, need_code, primary_need, sign_count) as need_profile
    from signed
),

-- Of a profile without steps there are no others to be dearer than.
placed as (
    select
        d.child_id,
        coalesce(max(t.percentile) filter (where d.weekly_cost_gbp > t.step_gbp_week), 0) as percentile
    from dearest as d
    inner join int_similar_steps as t on d.need_profile = t.need_profile
    where t.step_gbp_week is not null
    group by d.child_id
),

others as (
    select
        d.child_id,
        s.similar_count - 1 as similar_count,
        median_of_others(
            d.weekly_cost_gbp,
            s.similar_median_gbp_week,
            s.without_cheaper_gbp_week,
            s.without_dearer_gbp_week,
            s.without_middle_gbp_week
        ) as others_median
    from dearest as d
    inner join int_similar_costs as s on d.need_profile = s.need_profile and d.placement_type = s.placement_type
)

select
    coalesce(a.authority_name, d.authority_code) || ', placement ' || d.rank_in_authority as placement_label,
    d.authority_code,
    coalesce(a.authority_name, d.authority_code) as authority_name,
    d.rank_in_authority,
    d.rank_in_region,
    1 as child_count,
    d.weekly_cost_gbp as weekly_cost_gbp_week,
    d.placement_type,
    d.provision_type,
    capitalised(d.sourcing_route) as sourcing_route,
    coalesce(d.need_profile, 'Not known') as need_profile,
    d.is_deprived_of_liberty,
    d.is_unregistered,
    d.distance_class,
    coalesce(d.overall_rating, 'Not on the list') as overall_rating,
    coalesce(d.provider_name, 'Not recorded') as provider_name,
    coalesce(d.owner_name, 'Not matched') as owner_name,
    q.percentile,
    s.similar_count,
    s.others_median as similar_median_gbp_week,
    (d.weekly_cost_gbp - s.others_median) * weeks_in_year() as saving_gbp
from dearest as d
left join stg_authorities as a on d.authority_code = a.authority_code
left join placed as q on d.child_id = q.child_id
left join others as s on d.child_id = s.child_id
order by authority_name, d.rank_in_authority
