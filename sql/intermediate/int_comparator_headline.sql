/*
title:    The headline measures of those that the children chosen are compared with, at the chosen date and over time
summary:  With every choice but place. No row where they are everyone, whose measures are kept ready; no line where no place is
          chosen, which is then that of the children chosen.
grain:    one row per is_line, as_at, measure
source:   int_headline
often:    2
*/
select
    population = 'comparators line' as is_line,
    * exclude (population, line_number)
from int_headline
where
    not is_compared_with_everyone()
    and (
        (population = 'comparators' and as_at = chosen_date())
        or (population = 'comparators line' and not (is_anywhere() and is_compared_with_region()))
    )
