/*
title:    Unaccompanied asylum-seeking children as sent
grain:    one row per authority_code, return_year, child_id as sent
source:   SSDA903 UASC table; a child counts as unaccompanied to the end of the day DUC
*/
select
    authority_code,
    return_year,
    child_id,
    duc as unaccompanied_until
from raw.uasc
