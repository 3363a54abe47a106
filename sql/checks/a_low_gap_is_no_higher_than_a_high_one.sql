/*
title:    No low gap is above its high one, and no gap above need
grain:    one row per area and category where one is
*/
select
    area_name,
    category_code
from gaps
where
    supply_gap_low_count > supply_gap_high_count
    or demand_gap_low_count > demand_gap_high_count
    or demand_gap_high_count > need_count
    or supply_gap_high_count > need_for_places_count
