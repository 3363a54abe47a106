/*
title:    Who loaded what
grain:    one row per entry_number
source:   The ledger of what was loaded, held and withdrawn
*/
select
    entry_number,
    entered_at,
    entered_by,
    act,
    unit_kind,
    authority_code,
    return_year,
    unit_label,
    file_count,
    file_digests,
    row_count,
    replaced_row_count,
    check_codes,
    because,
    is_served
from raw.ledger
