-- True when the person has chosen nothing of this kind, or has chosen this value.
create or replace macro is_chosen(choice, value) as (
    getvariable(choice) is null or list_contains(getvariable(choice), value)
);
-- The as-at date chosen; the engine always sets it, to the latest month end when nobody has chosen.
create or replace macro chosen_date() as (getvariable('as_at')::date);
