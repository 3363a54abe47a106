/*
title:       High cost, low incidence
definition:  A placement priced at 10,000 pounds a week or more; where no price was sent, a secure home, an "other"
             placement code (Z1 to Z14), or a children's home over 20 miles away that began in the last half year.
source:      Threshold of the Local Government Association's high-cost placements survey (2023); proxy for unpriced
             placements made for this tool
limits:      Where an authority sent no placement costs only the proxy is seen, which misses costly placements near
             home, and takes in lawful arrangements under an "other" code.
collected:   prices
*/
select
    child_id,
    as_at
from everyone
where
    case
        when weekly_cost_gbp is not null then is_high_cost(weekly_cost_gbp)
        else
            is_secure_home(placement_code)
            or is_other_placement(placement_code)
            or (is_childrens_home(placement_code) and is_distant and is_recent(placement_start, as_at))
    end
