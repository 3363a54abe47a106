/*
title:       Complex adolescents
definition:  Aged 10 to 17 with two or more of: three or more placements in the year; a placement ended at the carer's
             request because of behaviour; missing three or more times in the year; convicted; substance misuse; SDQ
             score of concern (17 or more); socially unacceptable behaviour as category of need; a youth justice legal
             status, or a placement of the year that ended for a custody arrangement; a children's home, secure home,
             custody or other placement now.
source:      Proxy made for this tool from the return, after Ofsted (2024) on complex needs and the Nuffield Family
             Justice Observatory's factors
limits:      Cannot see exploitation, gangs, self-harm or severe mental ill health. Convictions, substance misuse and
             SDQ are recorded only for children looked after for a year. No definition is agreed across {region}.
look_back:   12 months
collected:   outcomes
*/
select
    child_id,
    as_at
from int_need_signs
where
    is_adolescent(age_years)
    and has_several(
        sign_count
        + (
            is_secure_home(placement_code) or is_childrens_home(placement_code)
            or is_in_custody(placement_code) or is_other_placement(placement_code)
        )::integer
    )
