-- This tool's own: a placement is the one found where its start is within a fortnight of the day the form gives.
create or replace macro is_near_start(found_start, placement_start) as (
    abs(date_diff('day', found_start, placement_start)) <= 14
);
-- A quarter's file is of the placements that begin in it.
create or replace macro is_in_quarter(began, quarter_end) as (
    began between date_trunc('month', quarter_end - interval 2 month) and quarter_end
);
-- Found in the time the child had: on the day, or in under five days; more than five days sets no end, so nothing is said.
create or replace macro is_in_time(needed_by, days_to_find) as (
    case needed_by when 'Today' then days_to_find = 0 when '< 5 days' then days_to_find < 5 end
);
-- The one kind of home recommended before others; the form lets several be preferred, or none.
create or replace macro preferred_type(foster, residential, supported) as (
    case
        when
            (coalesce(foster, '') = 'Preferred')::integer + (coalesce(residential, '') = 'Preferred')::integer
            + (coalesce(supported, '') = 'Preferred')::integer > 1
            then 'More than one'
        when foster = 'Preferred' then 'Foster'
        when residential = 'Preferred' then 'Residential'
        when supported = 'Preferred' then 'Supported accommodation'
        else 'None said'
    end
);
create or replace macro is_present(risk) as (coalesce(risk = 'Risk present', false));
-- Being exploited, criminally or sexually, or exploiting others: a child is often in both roles.
create or replace macro is_exploited(criminal, sexual, of_others) as (
    is_present(criminal) or is_present(sexual) or is_present(of_others)
);
create or replace macro is_solo(cared_for_alongside) as (coalesce(cared_for_alongside = 'Solo placement recommended', false));
-- A number of X stands for a home that is not registered, as in the return.
create or replace macro is_no_number(urn) as (coalesce(regexp_matches(urn, '^X+$'), false));
