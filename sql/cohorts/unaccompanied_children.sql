/*
title:       Unaccompanied asylum-seeking children
definition:  Listed as unaccompanied in the return, and not yet ceased to be so at the date.
source:      SSDA903 UASC table; Home Office definition
limits:      A blank or late date of ceasing keeps a child in. Former unaccompanied children are not included.
*/
select
    child_id,
    as_at
from everyone
where is_unaccompanied
