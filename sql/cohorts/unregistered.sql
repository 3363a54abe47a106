/*
title:       Unregistered or unmatched placements
definition:  A placement code read as unregistered, a costs return that says unregistered, an "other" placement code,
             or a children's home whose Ofsted number is on no list at the date.
source:      SSDA903 placement types Z1 to Z14, K1 and K2; data/reference/unregistered_codes.csv; Ofsted lists;
             placement costs return
limits:      The official meanings of Z11 to Z14 are not published. Z1 also covers lawful arrangements. A home that
             registered after the list, or lies outside England, looks unmatched.
collected:   prices
*/
select
    child_id,
    as_at
from everyone
where
    is_unregistered
    or is_other_placement(placement_code)
    or is_home_without_entry(placement_code, urn, is_registered_match)
