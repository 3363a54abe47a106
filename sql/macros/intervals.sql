-- Byar's approximation to the 95 per cent limits of a count (Breslow and Day, 1987), as in public health profiles.
create or replace macro byar_low(observed) as (
    case
        when observed > 0
            then observed * pow(1 - 1.0 / (9 * observed) - 1.96 / (3 * sqrt(observed)), 3)
        else 0.0
    end
);
create or replace macro byar_high(observed) as (
    (observed + 1) * pow(1 - 1.0 / (9 * (observed + 1)) + 1.96 / (3 * sqrt(observed + 1)), 3)
);
