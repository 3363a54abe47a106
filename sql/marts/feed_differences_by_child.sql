/*
title:    A rehearsal of the next return, child by child
summary:  Each child of whom the last return and the case system's feed say different things of the day on which the return ends,
          and what either says: one of them is to be corrected before the next return.
grain:    one row per child_label, difference
section:  data
source:   SSDA903 episodes and header tables; case system's feed (Standard Safeguarding Dataset)
caveats:  Codes are those of the return. Names and ids are not kept: the child is found in the case system by sex, month of birth
          and the month in which the episode began. Only authorities that sent a feed whose children are linked to their returns
          have rows. Choices about children do not narrow it.
child_level: yes
columns:
  child_label    | text  | Child, by pseudonym
  authority_code | code  | Authority, ONS code
  authority_name | text  | Authority
  sex            | text  | Sex
  birth_month    | month | Month of birth
  episode_month  | month | Episode began
  difference     | text  | Difference
  in_return      | text  | What the return says
  in_feed        | text  | What the feed says
  child_count    | count | Children (always one)
checks:   unique child_label difference; not_null child_label difference in_return in_feed
*/
select
    c.authority_name || ' ' || printf('%010X', d.child_id & 1099511627775) as child_label,
    d.authority_code,
    c.authority_name,
    sex_in_words(d.sex) as sex,
    d.birth_month,
    date_trunc('month', d.episode_start)::date as episode_month,
    d.difference,
    d.in_return,
    d.in_feed,
    1 as child_count
from int_feed_differences as d
inner join chosen_authorities as c on d.authority_code = c.authority_code
order by d.difference, child_label
