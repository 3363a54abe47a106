-- The rules that the need cohorts share, each with its source. Change one here and every cohort follows.
-- DfE counts children with three or more placements in the year as having unstable care.
create or replace macro has_many_placements(placements) as (coalesce(placements >= 3, false));
-- This tool's own cut: missing or away three or more times in the year.
create or replace macro is_often_missing(times) as (coalesce(times >= 3, false));
-- SDQ score of 13 or less is DfE's "normal" range.
create or replace macro is_sdq_normal(score) as (coalesce(score <= 13, false));
-- The band that the sector's work on complex adolescents covers.
create or replace macro is_adolescent(age_years) as (age_years between 10 and 17);
create or replace macro is_teenager(age_years) as (age_years between 13 and 17);
-- Supported accommodation may only be used from the 16th birthday (Care Planning Regulations 2010, as amended 2021).
create or replace macro is_sixteen_plus(age_years) as (coalesce(age_years >= 16, false));
create or replace macro is_under_five(age_years) as (age_years < 5);
-- This tool's own cut for stepping down from a children's home to foster care.
create or replace macro is_step_down_age(age_years) as (age_years < 14);
create or replace macro has_moved_once_at_most(placements) as (coalesce(placements <= 2, true));
-- Several of the signs of complex need: two or more, this tool's reading of Ofsted's "multiple needs of different types".
create or replace macro has_several(signs) as (signs >= 2);
-- Local Government Association, high-cost placements survey 2023: 10,000 pounds a week or more.
create or replace macro is_high_cost(weekly_gbp) as (weekly_gbp >= 10000);
-- This tool's own cut for a placement that has only just begun: half a year.
create or replace macro is_recent(placement_start, as_at) as (date_diff('day', placement_start, as_at) < 183);
create or replace macro is_secure_home(placement_code) as (coalesce(placement_code = 'K1', false));
create or replace macro is_childrens_home(placement_code) as (coalesce(placement_code = 'K2', false));
create or replace macro is_family_centre(placement_code) as (coalesce(placement_code = 'R3', false));
create or replace macro is_in_custody(placement_code) as (coalesce(placement_code = 'R5', false));
-- Z1 to Z14: placements that the return has no other code for.
create or replace macro is_other_placement(placement_code) as (coalesce(left(placement_code, 2) = 'Z1', false));
create or replace macro is_youth_justice(legal_status_code) as (coalesce(left(legal_status_code, 1) = 'J', false));
-- A children's home or secure home whose Ofsted number is on no list at the date.
create or replace macro is_home_without_entry(placement_code, urn, is_registered_match) as (
    coalesce(left(placement_code, 1) = 'K' and placement_code <> 'K3', false) and urn is not null and not is_registered_match
);
-- Unregistered, judged Inadequate, or in supported accommodation before the 16th birthday.
create or replace macro is_unsuitable(is_unregistered, overall_rating, placement_code, age_years) as (
    is_unregistered or coalesce(overall_rating = 'Inadequate', false)
    or (coalesce(placement_code in ('K3', 'H5', 'P2'), false) and not is_sixteen_plus(age_years))
);
-- Parent and child assessments are planned for 12 weeks (the sector's placements paper).
create or replace macro is_over_assessment(days) as (days > 84);
