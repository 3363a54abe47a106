-- Miles between two points in degrees, in a straight line: longitude shortened by the cosine of the middle latitude; 111,320
-- metres a degree, 1,609.344 a mile. Over a region it differs from the National Grid by about one in a thousand.
create or replace macro miles_between(longitude, latitude, other_longitude, other_latitude) as (
    sqrt(
        power((longitude - other_longitude) * cos(radians((latitude + other_latitude) / 2)), 2)
        + power(latitude - other_latitude, 2)
    ) * 111320 / 1609.344
);
-- Mean miles between two points at random in a disc of so many square kilometres: 128 / (45 pi) of its radius (Santalo,
-- Integral Geometry, 1976). How far a home somewhere in an authority is from a child's home somewhere in it.
create or replace macro miles_within(square_km) as (128 / (45 * pi()) * sqrt(square_km / pi()) * 1000 / 1609.344);
-- Of few children a margin can be wider than the mean, but nobody lives less than no mile away.
create or replace macro not_under_nought(figure) as (case when figure < 0 then 0 else figure end);
-- What the costs return says of living alone (solo): whether the child needs it, and has it.
create or replace macro needs_solo(solo) as (coalesce(solo in ('needs and has', 'needs, has not'), false));
create or replace macro has_solo(solo) as (coalesce(solo in ('needs and has', 'has, no need'), false));
-- True for a child whose distance, home or rating says that the place is not one that was looked for: over 20 miles away
-- for no reason of the child's own, unregistered, or unmatched.
create or replace macro is_waiting(is_too_far, is_unregistered, is_unmatched) as (
    is_too_far or is_unregistered or is_unmatched
);
