/*
title:    Problems found in what was received, counted
grain:    one row per authority_code, return_year, table_name, column_name, rule, severity
source:   The importer's own account of what it checked
*/
select
    authority_code,
    return_year,
    table_name,
    column_name,
    rule,
    severity,
    problem_count
from raw.problem_counts
