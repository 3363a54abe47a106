"""What is kept ready, so that no trend reads every child of every month, is what reading them gives."""

from __future__ import annotations

import pytest

from sufficiency.database.scope import Scope
from sufficiency.result import Choices
from tests.conftest import TWO_AUTHORITIES, snapshot_of

ROWS = {
    "int_line_counts": """
        select as_at, placement_type, count(*) as child_count, bool_and(are_prices_known) as are_prices_known
        from looked_after_by_month group by all""",
    "situations_by_month": """
        select
            authority_code, child_id, as_at, age_years, age_band, sex, ethnic_group, need_code, legal_status_code,
            legal_status, placement_code, placement_type, provider_sector, placement_start, is_unaccompanied,
            distance_class, distance_miles, is_distant, weekly_cost_gbp, is_unregistered, is_deprived_of_liberty,
            is_other_placement(placement_code) as is_other,
            is_home_without_entry(placement_code, urn, is_registered_match) as is_unmatched
        from looked_after_by_month
        where
            is_unregistered is distinct from false or is_deprived_of_liberty or is_other_placement(placement_code)
            or is_home_without_entry(placement_code, urn, is_registered_match) or is_secure_home(placement_code)
            or is_in_custody(placement_code) or is_youth_justice(legal_status_code)""",
}
CHOICES: tuple[Choices, ...] = (
    {},
    {"authority": ("E09000007",)},
    {"sex": ("F",)},
    {"cohort": ("distant_residential_teenagers",)},
    {"placement_type": ("Foster placements",), "distance": ("Over 20 miles",)},
)
# The two authorities, whose children's homes are for some a secure one, custody, or a code whose kind is not told.
EPISODES = (
    TWO_AUTHORITIES["episodes"]
    .replace("else 'K2' end as place", "else ['K1', 'Z1', 'K2', 'R5'][1 + n % 4] end as place")
    .replace("'C2' as ls", "case n % 7 when 0 then 'J1' else 'C2' end as ls")
)


@pytest.fixture(scope="module")
def situated(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """Their database, with every view made there."""
    rows = {**TWO_AUTHORITIES, "episodes": EPISODES}
    return Scope(snapshot_of(tmp_path_factory.mktemp("situated"), rows), is_whole=True)


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: "-".join(chosen) or "nothing")
@pytest.mark.parametrize("name", ROWS)
def test_what_is_kept_ready_is_what_reading_every_month_gives(situated: Scope, name: str, chosen: Choices) -> None:
    with situated.cursor_for(chosen, situated.as_at, [name]) as (cursor, _):
        assert cursor.execute(f"select count(*) from {name}").fetchall() != [(0,)], "there is something to keep"
        for left, right in ((f"from {name}", ROWS[name]), (ROWS[name], f"from {name}")):
            assert cursor.execute(f"({left}) except all ({right})").fetchall() == []
