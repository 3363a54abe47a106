/*
title:    A supply gap below zero has usable places behind it
grain:    one row per area and category without
*/
select
    area_name,
    category_code
from gaps
where supply_gap_low_count < 0 and coalesce(usable_high_places, 0) = 0
