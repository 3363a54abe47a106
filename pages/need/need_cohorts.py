"""Need cohorts: how many children share a need, where they live and what their homes cost."""

from sufficiency.presentation.sentences import need
from sufficiency.web import figures, page

here = page.start("Need cohorts", "Who needs what, and is that need growing?")
results = here.fetch("need_cohorts", "cohort_trend", "cohort_overlap", "cohort_profile")
cohorts = results["need_cohorts"]
page.tell_broken(here, "cohort_")
page.stop_if_empty(here, cohorts)

figures.lead(need.cohorts(here.place, cohorts), cohorts)
figures.figure(cohorts)
figures.figure(results["cohort_trend"], title="Need cohorts, month by month")
figures.figure(
    cohorts,
    "bar x=out_of_area_pct y=cohort_title sort=-x",
    key="cohort_place",
    columns=["cohort_title", "child_count", "out_of_area_pct", "distant_pct", "median_miles"],
    title="Placed outside their authority, by need cohort",
    is_folded=True,
)
figures.figure(results["cohort_overlap"], is_folded=True)
figures.figure(results["cohort_profile"], is_folded=True)
page.end(here)
