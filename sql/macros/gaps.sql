-- The placement type a child needs: an unregistered placement stands for a children's home that was not found; children with
-- their own relatives, parents or adopters need no place found for them.
create or replace macro needed_type(placement_type, placement_code, is_unregistered) as (
    case
        when is_unregistered then 'Children''s homes and secure homes'
        when placement_code in ('U1', 'U2', 'U3') then null
        else placement_type
    end
);
-- Reasons of the placement costs return for placing at a distance that more supply would not change.
create or replace macro is_justified_distance(distance_reason) as (
    coalesce(distance_reason in ('preference', 'safeguarding', 'carer moved', 'legal'), false)
);
create or replace macro is_lack_of_supply(distance_reason) as (
    coalesce(distance_reason in ('local provision full', 'no local provision'), false)
);
-- A share of children that may stand behind a public number: made from counts rounded to 5, those up to 7 left out.
create or replace macro safe_share(part, whole) as (
    case when part > 7 then least(1.0, round(part / 5.0) / nullif(round(whole / 5.0), 0)) else 0.0 end
);
