/*
title:    What a scenario costs or saves
summary:  Each part of the change in the cost of placements in a year, with what it is worked out from.
grain:    one row per item, years_ahead
source:   Scenario; placement costs return; assumptions of the scenario as data/reference/scenario_levers.csv and the page say
caveats:  Placements of a broad kind are children expected times the mean price of those of the kind now, every week of the
          year. New fostering households come evenly over the first year and take children from independent agencies, as many as
          there are now of the age; each saves what an agency's placement costs more than one of the authority's own.
          The range of placements is of 80 per cent, from what chance makes of children, at prices as they are; of fostering it is
          the interval of an agency's mean price. Of what is stated alone there is none.
          Nothing is said of what a change costs to bring about. Mean prices and sums are for exact eyes only.
section:  need
chart:    bar x=difference_gbp y=item
columns:
  item              | text     | Part of the cost
  years_ahead       | text     | The year that ends so far ahead
  basis             | text     | What it is worked out from
  priced_count      | count    | Children whose placement cost was sent
  mean_gbp_week     | gbp_week | Their mean weekly cost | mean of priced_count
  mean_low_gbp_week | gbp_week | Their mean weekly cost, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Their mean weekly cost, high end | high of mean_gbp_week
  without_gbp       | gbp      | Cost in the year with no change | sum of priced_count
  with_gbp          | gbp      | Cost in the year with the scenario | sum of priced_count
  difference_gbp    | gbp      | Difference | sum of priced_count
  difference_low_gbp  | gbp | Difference, low end of its range | low of difference_gbp
  difference_high_gbp | gbp | Difference, high end | high of difference_gbp
collected: priced_count prices; mean_gbp_week prices; mean_low_gbp_week prices;
          mean_high_gbp_week prices; without_gbp prices; with_gbp prices; difference_gbp prices;
          difference_low_gbp prices; difference_high_gbp prices
checks:   unique item years_ahead; not_null item years_ahead
*/
with levers as (
    select
        max(value) filter (where lever = 'inflation') / 100 as inflation,
        max(value) filter (where lever = 'household_children') as household_children,
        max(value) filter (where lever = 'households_under_10') as under_ten,
        max(value) filter (where lever = 'households_10_to_15') as ten_to_fifteen,
        max(value) filter (where lever = 'households_16_and_over') as sixteen_and_over,
        max(value) filter (where lever = 'assessments') as assessments,
        max(value) filter (where lever = 'assessment_weeks') as assessment_weeks,
        max(value) filter (where lever = 'assessment_residential_gbp') as residential_gbp,
        max(value) filter (where lever = 'assessment_community_gbp') as community_gbp
    from stg_scenario_levers
),

years as (
    select
        unnest([1, 2, 3]) as year_number,
        unnest([0.5, 1.0, 1.0]) as share_of_households
),

priced as (
    select
        coalesce(k.placement_kind, 'Other placements') as placement_kind,
        case
            when p.placement_type = 'Foster placements' and not is_relative_carer(p.placement_code)
                then case
                    when p.provider_sector = 'Own provision' then 'own'
                    when is_independent_provider(p.provider_sector) then 'agency'
                end
        end as fostered_by,
        case
            when p.age_years < 10 then 'under 10'
            when p.age_years < 16 then '10 to 15'
            else '16 and over'
        end as fostered_age,
        p.weekly_cost_gbp
    from looked_after as p
    left join ref.placement_kinds as k on p.placement_type = k.placement_type
),

prices as (
    select
        placement_kind,
        count(weekly_cost_gbp) as priced_count,
        avg(weekly_cost_gbp) as mean_gbp_week,
        mean_low(weekly_cost_gbp) as mean_low_gbp_week,
        mean_high(weekly_cost_gbp) as mean_high_gbp_week
    from priced
    group by placement_kind
),

expected as (
    select
        category_code as placement_kind,
        as_at,
        months_ahead,
        ceil(months_ahead / 12)::integer as year_number,
        sum(without_expected) as without_expected,
        sum(with_expected) as with_expected,
        sum(with_least) as with_least,
        sum(with_most) as with_most
    from int_scenario
    where kind = 'Placement' and months_ahead between 1 and 36
    group by category_code, as_at, months_ahead
),

placements as (
    select
        'Placements: ' || e.placement_kind as item,
        e.year_number,
        'Children expected at each month end times the mean weekly price now' || case
            when max(v.inflation) > 0
                then ', which with the scenario rises by ' || round(100 * max(v.inflation), 1) || ' % a year'
            else ''
        end as basis,
        max(p.priced_count) as priced_count,
        max(p.mean_gbp_week) as mean_gbp_week,
        max(p.mean_low_gbp_week) as mean_low_gbp_week,
        max(p.mean_high_gbp_week) as mean_high_gbp_week,
        sum(e.without_expected * p.mean_gbp_week) * weeks_in_year() / 12 as without_gbp,
        sum(e.with_expected * p.mean_gbp_week * pow(1 + v.inflation, e.months_ahead / 12.0)) * weeks_in_year() / 12 as with_gbp,
        sum(e.with_least * p.mean_gbp_week * pow(1 + v.inflation, e.months_ahead / 12.0))
        * weeks_in_year() / 12 - without_gbp as difference_low_gbp,
        sum(e.with_most * p.mean_gbp_week * pow(1 + v.inflation, e.months_ahead / 12.0))
        * weeks_in_year() / 12 - without_gbp as difference_high_gbp
    from expected as e
    inner join prices as p on e.placement_kind = p.placement_kind
    cross join levers as v
    group by e.placement_kind, e.year_number
),

fostered as (
    select
        fostered_age,
        count(*) filter (where fostered_by = 'agency') as agency_children,
        count(weekly_cost_gbp) filter (where fostered_by = 'agency') as priced_count,
        avg(weekly_cost_gbp) filter (where fostered_by = 'agency') as agency_gbp_week,
        mean_low(case when fostered_by = 'agency' then weekly_cost_gbp end) as mean_low_gbp_week,
        mean_high(case when fostered_by = 'agency' then weekly_cost_gbp end) as mean_high_gbp_week,
        avg(weekly_cost_gbp) filter (where fostered_by = 'own') as own_gbp_week
    from priced
    where fostered_by is not null
    group by fostered_age
),

taken as (
    select
        f.*,
        y.year_number,
        least(
            case f.fostered_age
                when 'under 10' then v.under_ten
                when '10 to 15' then v.ten_to_fifteen
                else v.sixteen_and_over
            end * v.household_children,
            f.agency_children
        ) * y.share_of_households as children_taken
    from fostered as f
    cross join levers as v
    cross join years as y
),

households as (
    select
        'In-house fostering, ' || fostered_age as item,
        year_number,
        'Children in new households, no more than agencies have now, times what an agency''s week costs more' as basis,
        priced_count,
        agency_gbp_week as mean_gbp_week,
        mean_low_gbp_week,
        mean_high_gbp_week,
        -- Of nobody who is taken no price is needed.
        case when children_taken = 0 then 0 else children_taken * agency_gbp_week * weeks_in_year() end as without_gbp,
        case when children_taken = 0 then 0 else children_taken * own_gbp_week * weeks_in_year() end as with_gbp,
        case
            when children_taken = 0 then 0
            else children_taken * (own_gbp_week - mean_high_gbp_week) * weeks_in_year()
        end as difference_low_gbp,
        case
            when children_taken = 0 then 0
            else children_taken * (own_gbp_week - mean_low_gbp_week) * weeks_in_year()
        end as difference_high_gbp
    from taken
),

assessed as (
    select
        'Assessments of parents' as item,
        y.year_number,
        'Assessments a year times weeks times the price of a week, as the scenario states them' as basis,
        null as priced_count,
        null as mean_gbp_week,
        null as mean_low_gbp_week,
        null as mean_high_gbp_week,
        v.assessments * v.assessment_weeks * v.residential_gbp as without_gbp,
        v.assessments * v.assessment_weeks * v.community_gbp as with_gbp,
        null as difference_low_gbp,
        null as difference_high_gbp
    from levers as v
    cross join years as y
),

items as (
    select * from placements
    union all
    select * from households
    union all
    select * from assessed
)

select
    item,
    years_ahead_words(year_number) as years_ahead,
    basis,
    priced_count,
    mean_gbp_week,
    mean_low_gbp_week,
    mean_high_gbp_week,
    without_gbp,
    with_gbp,
    with_gbp - without_gbp as difference_gbp,
    difference_low_gbp,
    difference_high_gbp
from items
order by item, year_number
