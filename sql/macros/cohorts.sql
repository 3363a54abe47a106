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
-- Reason for placement change, which the return asks for since 2019: the placement ended for one arranged by a youth court.
create or replace macro is_custody_arrangement(change_reason_code) as (coalesce(change_reason_code = 'CUSTOD', false));
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
-- How many of eight signs of complex need the returns hold: this tool's own proxy, after Ofsted (2024) on complex needs and the
-- Nuffield Family Justice Observatory's factors. Not known where the authority's inputs vouch for less than a year.
create or replace macro need_sign_count(
    placements_12_months, behaviour_moves_12_months, missing_12_months, is_convicted, has_substance_misuse, sdq_score, need_code,
    legal_status_code, custody_moves_12_months
) as (
    case when placements_12_months is not null then has_many_placements(placements_12_months)::integer end
    + (behaviour_moves_12_months > 0)::integer
    + case when missing_12_months is not null then is_often_missing(missing_12_months)::integer end
    + is_convicted::integer
    + has_substance_misuse::integer
    + coalesce(is_sdq_concern(sdq_score), false)::integer
    + coalesce(need_code = 'N6', false)::integer
    + (is_youth_justice(legal_status_code) or coalesce(custody_moves_12_months > 0, false))::integer
);
create or replace macro is_disabled_or_autistic(need_code, primary_need) as (
    coalesce(need_code = 'N2', false) or coalesce(primary_need in ('ASD', 'SLD', 'PMLD', 'PD', 'HI', 'VI'), false)
);
-- The profile by which children of similar need are compared. Not known where the signs are not: the placement itself is none.
create or replace macro need_profile_of(age_band, need_code, primary_need, sign_count) as (
    case when sign_count is not null then age_band || case
        when is_disabled_or_autistic(need_code, primary_need) then ', disabled or autistic'
        when has_several(sign_count) then ', several signs of complex need'
        when sign_count = 1 then ', one sign of complex need'
        else ', no sign of complex need'
    end end
);
