/*
title:    Code lists of the return, one label a code
grain:    one row per code_list, code
source:   data/reference/codes.csv
*/
select
    code_list,
    code,
    label,
    group_name,
    published_group
from ref.codes
