"""A feed and a return cut from the same histories say the same of every month end that both vouch for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from sufficiency import returns
from sufficiency.database.scope import Scope
from sufficiency.loading import publishing
from sufficiency.returns.hashing import PUBLIC_KEY, child_id
from sufficiency.returns.splitting import UnitRows
from sufficiency.snapshot import units
from tests.synthetic.conftest import AUTHORITIES
from tests.synthetic.conftest import read as rows_of

pytestmark = pytest.mark.xdist_group("synthetic")
LAST, DAY, WEEK_BEFORE = 2027, "2027-03-31", "2027-03-24"
FACTS = (
    "authority_code, as_at, child_id, age_years, sex, ethnic_code, is_unaccompanied, need_code, legal_status_code, "
    "placement_code, provider_code, placement_sector, home_authority_code, host_authority_code, "
    "round(distance_miles, 3), period_start, placement_start, placements_12_months"
)


def test_feed_and_return_agree_on_every_month_end_but_for_who_is_not_exported(
    made: Path, data_folder: Path, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))  # The population is read; all marts are tried elsewhere.
    read = returns.read(made, key=PUBLIC_KEY, today=date(LAST, 6, 1))
    feeds = [part for part in read.sent if part.name.kind == "feed"]
    assert {part.name.label for part in feeds} == {DAY, WEEK_BEFORE} and len(feeds) == 2 * len(AUTHORITIES)
    _assert_alike_in_health(read)
    by_return = _population(part for part in read.sent if part not in feeds)
    by_feed = _population(p for p in read.sent if p.name.return_year != LAST and p.name.label != WEEK_BEFORE)
    # The twelve month ends after the last return but one.
    assert {row[1] for row in by_return} == {row[1] for row in by_feed} and len({row[1] for row in by_feed}) == 12
    exported = {
        child_id(PUBLIC_KEY, area, row["link_identifier_value"])
        for area in AUTHORITIES
        for row in rows_of(made / area / "feed" / DAY / "ssd_linked_identifiers.csv")
    }
    shared = {row for row in by_return if row[2] in exported}
    assert by_feed == shared and len(shared) > 1000
    assert len(by_return - shared) < len(by_return) / 20


def _assert_alike_in_health(read: returns.Import) -> None:
    """Of whom the return's health table and the feed of its last day both tell, they say the same."""
    told = {row["child_id"]: row for row in read.tables["feed_outcomes"].to_pylist() if str(row["feed_date"]) == DAY}
    both = [row for row in read.tables["oc2"].to_pylist() if row["return_year"] == LAST and row["child_id"] in told]
    assert len(both) > 100
    for row in both:
        feed = told[row["child_id"]]
        assert feed["sdq_score"] == row["sdq_score"]
        assert feed["is_convicted"] == bool(row["is_convicted"])
        assert feed["substance_misuse"] == row["substance_misuse"]


def test_a_week_later_ids_are_the_same_and_little_has_changed(made: Path) -> None:
    for area in AUTHORITIES:
        before, after = (
            {row["clae_cla_episode_id"]: row for row in rows_of(made / area / "feed" / day / "ssd_cla_episodes.csv")}
            for day in (WEEK_BEFORE, DAY)
        )
        assert before != after and len(before.keys() & after.keys()) > 0.97 * len(before)
        for number in before.keys() & after.keys():
            told = ("clae_person_id", "clae_cla_id", "clae_cla_placement_id", "clae_cla_episode_start_date")
            assert [before[number][name] for name in told] == [after[number][name] for name in told]


def _population(parts: Iterable[UnitRows]) -> set[tuple[object, ...]]:
    """What is known of each child at each month end of the last return year, from these units alone."""
    kept = {p.name.key: units.write(p.name, p.tables, is_synthetic=True, key_mark="") for p in parts}
    with publishing.tried(kept, is_synthetic=True) as draft:
        scope = Scope(draft, marts=("everyone",))
        with scope.cursor() as cursor:
            found = cursor.execute(f"select {FACTS} from everyone where as_at > '{LAST - 1}-03-31'").fetchall()
        scope.close()
    return set(found)
