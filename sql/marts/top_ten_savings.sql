/*
title:    What negotiation could save on the ten dearest
summary:  Each authority's ten dearest placements beside similar need, the provider's other prices, how large its owner is, and
          what a smaller margin would come to.
grain:    one row per placement_label
source:   Placement costs return; Ofsted's lists; margins as data/reference/provider_margins.csv says, with their source
caveats:  A saving is a question to ask, not a finding: need is seen only as far as the returns show it. The three do not add up:
          the least and the largest say between which they lie, nought where a placement costs no more. The margin is
          assumed where the home is matched to an owner on the list, and is the market's, not that of the provider.
section:  cost
child_level: yes
columns:
  placement_label          | text     | Placement
  authority_code           | code     | Responsible authority, ONS code
  child_count              | count    | Children (always one)
  provider_name            | text     | Provider's name
  owner_name               | text     | Owner of the home
  placement_type           | text     | Placement type
  weekly_cost_gbp_week     | gbp_week | Weekly cost | sum of child_count
  similar_median_gbp_week  | gbp_week | Others of similar need, median | sum of child_count
  other_count              | count    | The provider's other priced placements of the type, of those chosen
  other_median_gbp_week    | gbp_week | Their median weekly cost | median of other_count
  owner_homes              | number   | Homes and agencies of the owner on Ofsted's list
  owner_places             | places   | Their registered places
  margin_pct               | number   | Margin assumed, per cent
  aim_pct                  | number   | Margin to aim for, per cent
  similar_saving_gbp       | gbp      | A year at the median of similar need would save | sum of child_count
  other_saving_gbp         | gbp      | A year at the provider's other prices would save | sum of child_count
  margin_saving_gbp        | gbp      | A year at the margin to aim for would save | sum of child_count
  least_saving_gbp         | gbp      | Least of the three | sum of child_count
  largest_saving_gbp       | gbp      | Largest of the three | sum of child_count
look_back: similar_median_gbp_week 12 months; similar_saving_gbp 12 months; least_saving_gbp 12 months;
          largest_saving_gbp 12 months
collected: owner_places lists
checks:   unique placement_label; not_null placement_label weekly_cost_gbp_week
*/
with top as (
    select
        *,
        greatest(saving_gbp, 0) as similar_saving_gbp
    from top_placements
    where rank_in_authority <= 10
),

-- Of those providers' kinds of placement alone, before each price is numbered.
asked as (
    select distinct
        provider_name,
        placement_type
    from top
),

priced as (
    select
        p.provider_name,
        p.placement_type,
        p.weekly_cost_gbp,
        row_number() over (partition by p.provider_name, p.placement_type, p.weekly_cost_gbp order by p.child_id) as same_price
    from looked_after as p
    inner join asked as q on p.provider_name = q.provider_name and p.placement_type = q.placement_type
    where p.weekly_cost_gbp is not null
),

owners as (
    select
        owner_name,
        count(distinct urn) as owner_homes,
        sum(place_count) as owner_places
    from int_provision_at
    where as_at = chosen_date()
    group by owner_name
),

others as (
    select
        t.placement_label,
        count(*) as other_count,
        median(p.weekly_cost_gbp) as other_median_gbp_week
    from top as t
    inner join priced as p on t.provider_name = p.provider_name and t.placement_type = p.placement_type
    -- Without one that costs as much as this placement: this placement.
    where p.weekly_cost_gbp <> t.weekly_cost_gbp_week or p.same_price > 1
    group by t.placement_label
),

saved as (
    select
        t.*,
        coalesce(p.other_count, 0) as other_count,
        p.other_median_gbp_week,
        o.owner_homes,
        o.owner_places,
        m.margin_pct::double as margin_pct,
        m.aim_pct::double as aim_pct,
        greatest(t.weekly_cost_gbp_week - p.other_median_gbp_week, 0) * weeks_in_year() as other_saving_gbp,
        t.weekly_cost_gbp_week * (1 - (100 - m.margin_pct::double) / (100 - m.aim_pct::double)) * weeks_in_year()
            as margin_saving_gbp
    from top as t
    left join others as p on t.placement_label = p.placement_label
    left join owners as o on t.owner_name = o.owner_name
    left join ref.provider_margins as m on t.placement_type = m.placement_type and t.owner_name <> 'Not matched'
)

select
    placement_label,
    authority_code,
    child_count,
    provider_name,
    owner_name,
    placement_type,
    weekly_cost_gbp_week,
    similar_median_gbp_week,
    other_count,
    other_median_gbp_week,
    owner_homes,
    owner_places,
    margin_pct,
    aim_pct,
    similar_saving_gbp,
    other_saving_gbp,
    margin_saving_gbp,
    least(similar_saving_gbp, other_saving_gbp, margin_saving_gbp) as least_saving_gbp,
    greatest(similar_saving_gbp, other_saving_gbp, margin_saving_gbp) as largest_saving_gbp
from saved
order by authority_code, rank_in_authority
