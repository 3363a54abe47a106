-- Costs found their placement by another road are matched, and the road is said.
create or replace macro is_match(outcome) as (
    outcome in (
        'Matched', 'Open on the day, though another start was given', 'Not open on the day, and matched by its start',
        'Care leaver, matched to the leaving-care table'
    )
);
