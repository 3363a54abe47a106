"""Every mart and its way in frames, from the modules that hold them by subject, and those left out with the reason."""

from __future__ import annotations

from tests.benchmarks import (
    framed_cohorts,
    framed_costs,
    framed_distance,
    framed_events,
    framed_forecast,
    framed_gaps,
    framed_groups,
    framed_headline,
    framed_inputs,
    framed_months,
    framed_people,
    framed_published,
    framed_searches,
    framed_similar,
    framed_siting,
    framed_supply,
)
from tests.benchmarks.framed import Way

SUBJECTS = (
    framed_cohorts,
    framed_costs,
    framed_distance,
    framed_events,
    framed_forecast,
    framed_gaps,
    framed_groups,
    framed_headline,
    framed_inputs,
    framed_months,
    framed_people,
    framed_published,
    framed_searches,
    framed_similar,
    framed_siting,
    framed_supply,
)
MARTS: dict[str, Way] = {name: way for subject in SUBJECTS for name, way in subject.MARTS.items()}
_GIVEN = "stands on a scenario, which comes with the question: nothing chosen, there is none"
LEFT_OUT = {
    "forecast_facts": "sentences about the forecast, listed as they are kept",
    "gap_assumptions": "a reference table, listed as it is",
    "scenario": _GIVEN,
    "scenario_costs": _GIVEN,
    "scenario_differences": _GIVEN,
    "scenario_gap": _GIVEN,
}
