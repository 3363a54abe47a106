/*
title:    The quarter of found placements that is shown
summary:  The newest that anybody sent, whatever date is chosen: what is looked for now is not eighteen months old.
grain:    one row per quarter_end
source:   National Placements Standard
*/
select max(quarter_end) as quarter_end from stg_found
