-- Costs found their placement by another road are matched, and the road is said.
create or replace macro is_match(outcome) as (
    outcome in (
        'Matched', 'Open on the day, though another start was given', 'Not open on the day, and matched by its start',
        'Care leaver, matched to the leaving-care table'
    )
);
-- Whether a provider's number is on a list of Ofsted's that was sent; `listed` is the number there.
create or replace macro urn_outcome(urn, listed) as (
    case
        when urn is null then 'No Ofsted number given'
        when listed is null then 'Number is on no list sent'
        else 'Matched'
    end
);
