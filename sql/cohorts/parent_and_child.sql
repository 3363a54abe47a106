/*
title:       Parents with a child
definition:  A looked-after mother whose child is born, or a child in a family centre, mother and baby unit or a
             placement priced as parent and child.
source:      SSDA903 header (mother), placement type R3; placement costs return
limits:      Fathers are not recorded. A placement made for a looked-after baby with a parent who is not looked after
             is seen only by its type.
collected:   prices
*/
select
    child_id,
    as_at
from everyone
where
    is_parent
    or is_family_centre(placement_code)
    or coalesce(contains(provision_type, 'parent and child'), false)
