-- Names for the thresholds and conversions that the views share, each with its source.
-- DfE: a placement counts as distant at more than 20 miles.
create or replace macro is_distant(miles) as (miles > 20);
-- SDQ score of 17 or more is DfE's "cause for concern", 14 to 16 borderline.
create or replace macro is_sdq_concern(score) as (score >= 17);
-- DfE publishes SDQ scores of children aged 5 to 16; one whose age is not known keeps the score.
create or replace macro has_sdq_age(age_years) as (coalesce(age_years between 5 and 16, true));
-- DfE leaves children in a series of short breaks (legal status V3 and V4) out of its counts.
create or replace macro is_short_break(legal_status_code) as (coalesce(legal_status_code in ('V3', 'V4'), false));
-- DfE leaves temporary placements (T0 to T4) out of its counts of placements.
create or replace macro is_temporary(placement_code) as (coalesce(left(placement_code, 1) = 'T', false));
-- A word as it was sent, such as a route or a part of a list, at the head of a line or a bar.
create or replace macro capitalised(words) as (upper(left(words, 1)) || substr(words, 2));
create or replace macro sex_in_words(sex) as (case sex when 'M' then 'Male' when 'F' then 'Female' else 'Not known' end);
create or replace macro pct(part, whole) as (100.0 * part / nullif(whole, 0));
-- Shares of a sum on the dearest child and on the two dearest: what ACRO's rule of dominance asks of a mean or sum.
create or replace macro largest_pct(figure) as (pct(max(figure), sum(figure)));
create or replace macro top_two_pct(figure) as (pct(list_sum(max(figure, 2)), sum(figure)));
-- This tool's own: two counts are close when they differ by 5 children or by 2 per cent at most.
create or replace macro is_close(ours, theirs) as (abs(ours - theirs) <= greatest(5, 0.02 * theirs));
create or replace macro per_10000(part, whole) as (10000.0 * part / nullif(whole, 0));
-- Year of the return a date falls in: 1 April 2024 to 31 March 2025 is 2025.
create or replace macro return_year_of(day) as (year(day) + (month(day) > 3)::integer);
-- Year of the latest 31 March on or before a month end: facts of the return that are seen once a year stand at that day.
create or replace macro year_of_last_march(month_end) as (year(month_end) - (month(month_end) < 3)::integer);
create or replace macro weeks_in_year() as (365.25 / 7);
-- DfE's stability group: under 16 and looked after without a break for two and a half years.
create or replace macro is_settled(age_years, period_start, as_at) as (
    age_years < 16 and period_start <= as_at - interval 30 month
);
-- DfE publishes the placements of two years of a group as large as those looked after on 31 March of this year and the last; who
-- they are its open data does not say.
create or replace macro is_followed_two_years(was_looked_after_year_before, placements_24_months) as (
    coalesce(was_looked_after_year_before and placements_24_months is not null, false)
);
-- A sorted list without the figure at one place of it. Which of the figures below the middle is left out changes no median.
create or replace macro without_place(sorted, place) as (list_concat(sorted[1:place - 1], sorted[place + 1:]));
-- The median of the others for one child among children of similar need: a child is no comparator of its own.
create or replace macro median_of_others(own, median, without_cheaper, without_dearer, without_middle) as (
    case when own < median then without_cheaper when own > median then without_dearer else without_middle end
);
-- The place, in the sorted costs of all children of similar need, of the last of the cheapest `percentile` per cent of others.
create or replace macro twentieth_of_others(percentile, children) as ((percentile * (children - 1) + 99) // 100);
-- What rests on a fact that is collected on some days alone is known where that fact is; what rests on none is.
create or replace macro is_fact_known(fact, are_prices_known, are_outcomes_known, are_searches_known) as (
    case fact
        when 'prices' then are_prices_known
        when 'outcomes' then are_outcomes_known
        when 'searches' then are_searches_known
        else true
    end
);
