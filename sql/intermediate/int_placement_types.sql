/*
title:    Types of placement that anybody was ever in
summary:  Kept ready: no choice changes it, and to see it every child at every month end is read.
grain:    one row per placement_type
source:   everyone
stored:   yes
*/
select distinct placement_type
from everyone
