/*
title:    The headline measures, for the children chosen and for everyone, at the date and over time
summary:  Each measure as its parts, so that one place defines it for every view that shows it. Populations: those chosen at
          the date (chosen) and a year earlier, of the authorities that count at the date (year before); those chosen over
          time (line); the children they are compared with at each month end (comparators) and over time
          (comparators line); everyone at each month end (everyone) and over time (everyone line, by the line's number).
grain:    one row per population, line_number, as_at, measure
source:   chosen_by_month, comparators_by_month and everyone; definitions in data/reference/headline_measures.csv
*/
with chosen_points as (
    select
        'chosen' as population,
        0 as line_number,
        authority_code,
        as_at
    from int_vouched
    where is_vouched and as_at = chosen_date()
    union all
    select
        'year before' as population,
        0 as line_number,
        v.authority_code,
        v.as_at
    from int_vouched as v
    inner join int_chosen_authorities as a on v.authority_code = a.authority_code
    where v.is_vouched and v.as_at = last_day((chosen_date() - interval 12 month)::date)
    union all
    select
        'line' as population,
        0 as line_number,
        authority_code,
        as_at
    from int_line
),

comparator_points as (
    select
        'comparators' as population,
        0 as line_number,
        authority_code,
        as_at
    from int_vouched
    where is_vouched
    union all
    select
        'comparators line' as population,
        0 as line_number,
        l.authority_code,
        l.as_at
    from int_lines as l
    cross join int_least_compared as n
    where l.population = 'comparators' and (is_compared_with_region() or l.authority_count >= n.least_count)
),

everyone_points as (
    select
        'everyone' as population,
        0 as line_number,
        authority_code,
        as_at
    from int_vouched
    where is_vouched
    union all
    select
        'everyone line' as population,
        line_number,
        authority_code,
        as_at
    from int_line_everyone
),

-- Whose children are read is said once for all the points they are read at: the engine makes a plan for each time.
people as (
    select
        p.population,
        p.line_number,
        c.*
    from chosen_by_month as c
    inner join chosen_points as p on c.authority_code = p.authority_code and c.as_at = p.as_at
    union all
    select
        p.population,
        p.line_number,
        c.*
    from comparators_by_month as c
    inner join comparator_points as p on c.authority_code = p.authority_code and c.as_at = p.as_at
    union all
    select
        p.population,
        p.line_number,
        e.*
    from everyone as e
    inner join everyone_points as p on e.authority_code = p.authority_code and e.as_at = p.as_at
),

wide as (
    select
        population,
        line_number,
        as_at,
        count(*) as child_count,
        count(*) filter (where are_prices_known) as price_known,
        count(*) filter (where are_outcomes_known) as outcome_known,
        count(*) filter (where is_out_of_area) as out_of_area,
        count(*) filter (where is_distant) as distant,
        count(distance_miles) as known,
        median(distance_miles) as median_distance,
        median_low(distance_miles) as median_distance_low,
        median_high(distance_miles) as median_distance_high,
        -- A line is of the same authorities throughout: it begins where all of them reach back far enough.
        case when ends_with(population, 'line') then min(vouched_months) else max(vouched_months) end as reach_months,
        count(placements_12_months) as followed_year,
        count(*) filter (where placements_12_months >= 3) as three_placements,
        count(*) filter (where is_followed_two_years(was_looked_after_year_before, placements_24_months)) as followed_two_years,
        count(*) filter (
            where is_followed_two_years(was_looked_after_year_before, placements_24_months) and placements_24_months >= 3
        ) as three_in_two_years,
        count(*) filter (where is_settled(age_years, period_start, as_at) and vouched_months >= 30) as settled,
        count(*) filter (
            where
            is_settled(age_years, period_start, as_at) and carer_start <= as_at - interval 24 month
            and vouched_months >= 30
        ) as same_carer,
        count(*) filter (where placement_type = 'Foster placements') as foster_care,
        count(*) filter (where placement_type = 'Children''s homes and secure homes') as childrens_homes,
        count(*) filter (where placement_type = 'Supported accommodation') as supported,
        count(*) filter (where is_unaccompanied) as unaccompanied,
        count(weekly_cost_gbp) as priced,
        avg(weekly_cost_gbp) as mean_cost,
        mean_low(weekly_cost_gbp) as mean_cost_low,
        mean_high(weekly_cost_gbp) as mean_cost_high,
        count(*) filter (where has_judgement(overall_rating)) as judged,
        count(*) filter (where is_good_or_better(overall_rating)) as good,
        -- Not known while the kind of one placement is not: the next costs return, or the next year's code, tells it.
        case
            when not coalesce(bool_or(is_unregistered is null and are_prices_known), false)
                then count(*) filter (where is_unregistered and are_prices_known)
        end as unregistered,
        count(*) filter (where is_deprived_of_liberty and are_prices_known) as deprived,
        count(sdq_score) as scored,
        count(*) filter (where is_sdq_concern(sdq_score)) as concern
    from people
    group by population, line_number, as_at
),

long as (
    select
        population,
        line_number,
        as_at,
        median_distance_low,
        median_distance_high,
        mean_cost_low,
        mean_cost_high,
        reach_months,
        price_known > 0 as are_prices_known,
        outcome_known > 0 as are_outcomes_known,
        unnest([
            { 'measure': 'looked_after', 'part': child_count, 'whole': child_count, 'middle': null },
            { 'measure': 'out_of_area', 'part': out_of_area, 'whole': child_count, 'middle': null },
            { 'measure': 'distant', 'part': distant, 'whole': child_count, 'middle': null },
            { 'measure': 'distant_of_known', 'part': distant, 'whole': known, 'middle': null },
            { 'measure': 'distance_not_known', 'part': child_count - known, 'whole': child_count, 'middle': null },
            { 'measure': 'median_distance', 'part': known, 'whole': known, 'middle': median_distance },
            { 'measure': 'three_placements', 'part': three_placements, 'whole': followed_year, 'middle': null },
            { 'measure': 'three_placements_two_years', 'part': three_in_two_years, 'whole': followed_two_years, 'middle': null },
            { 'measure': 'same_carer_two_years', 'part': same_carer, 'whole': settled, 'middle': null },
            { 'measure': 'foster_care', 'part': foster_care, 'whole': child_count, 'middle': null },
            { 'measure': 'childrens_homes', 'part': childrens_homes, 'whole': child_count, 'middle': null },
            { 'measure': 'supported_accommodation', 'part': supported, 'whole': child_count, 'middle': null },
            { 'measure': 'unaccompanied', 'part': unaccompanied, 'whole': child_count, 'middle': null },
            { 'measure': 'weekly_cost', 'part': priced, 'whole': priced, 'middle': mean_cost },
            { 'measure': 'good_or_outstanding', 'part': good, 'whole': judged, 'middle': null },
            { 'measure': 'unregistered', 'part': unregistered, 'whole': price_known, 'middle': null },
            { 'measure': 'deprived_of_liberty', 'part': deprived, 'whole': price_known, 'middle': null },
            { 'measure': 'sdq_concern', 'part': concern, 'whole': scored, 'middle': null }
        ], recursive := true)
    from wide
)

select
    l.population,
    l.line_number,
    l.as_at,
    l.measure,
    m.measure_name,
    m.unit,
    m.direction,
    m.definition,
    m.source,
    m.published_measure,
    m.published_category,
    m.display_order::integer as display_order,
    m.look_back_months::integer as look_back_months,
    m.collected,
    -- Nothing is known where inputs do not reach back as far as the measure looks, or where a fact was not collected.
    l.reach_months >= m.look_back_months::integer
    and is_fact_known(coalesce(m.collected, ''), l.are_prices_known, l.are_outcomes_known, false)
    and l.part is not null as is_known,
    case when is_known then l.part end as numerator_count,
    case when is_known then l.whole end as denominator_count,
    case m.unit when 'count' then numerator_count when 'pct' then pct(numerator_count, denominator_count) else l.middle end
        as value,
    case l.measure when 'median_distance' then l.median_distance_low when 'weekly_cost' then l.mean_cost_low end as value_low,
    case l.measure when 'median_distance' then l.median_distance_high when 'weekly_cost' then l.mean_cost_high end as value_high
from long as l
inner join ref.headline_measures as m on l.measure = m.measure
