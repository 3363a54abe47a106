/*
title:    Files received
grain:    one row per file
source:   The importer's own account of what it read
*/
select
    authority_code,
    return_year,
    table_name,
    file_name,
    encoding,
    rows_read,
    rows_accepted,
    rows_rejected,
    problem_count
from raw.submissions
