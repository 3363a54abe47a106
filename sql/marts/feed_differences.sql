/*
title:    A rehearsal of the next return: the feed beside the last one
summary:  Of the day on which the last return ends, how many children the return and the case system's feed say different things
          of, by what differs. Until the return is corrected, it stands. It is of authorities that sent a feed.
grain:    one row per authority_code, difference
section:  data
source:   SSDA903 episodes and header tables; case system's feed (Standard Safeguarding Dataset)
caveats:  Only authorities that sent a feed whose children are linked to their returns have rows. A child may differ in several
          things. Choices about children do not narrow it.
chart:    bar x=differing_count y=difference colour=authority_name
columns:
  authority_code  | code  | Authority, ONS code
  authority_name  | text  | Authority
  difference      | text  | Difference
  differing_count | count | Children of whom it differs
checks:   unique authority_code difference; not_null authority_code difference
*/
select
    d.authority_code,
    c.authority_name,
    d.difference,
    count(*) as differing_count
from int_feed_differences as d
inner join chosen_authorities as c on d.authority_code = c.authority_code
group by d.authority_code, c.authority_name, d.difference
order by c.authority_name, d.difference
