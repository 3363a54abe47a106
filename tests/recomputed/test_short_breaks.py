"""Care before, between and after series of short breaks, against plain counts of invented histories."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd
import pytest

from sufficiency.database.scope import Scope
from tests.conftest import snapshot_of
from tests.recomputed import histories

AUTHORITY, LAST = "E09000003", date(2025, 3, 31)
LENGTHS = (1, 3, 30, 60, 90, 365, 400)
MONTH_ENDS = pd.date_range("2020-04-30", LAST, freq="ME")


def invented(children: int) -> pd.DataFrame:
    """Episodes one a row, each beginning the day the one before ends or, where the child went home, some days later."""
    chance, rows = random.Random(903), []
    for child in range(children):
        start, goes_on = date(2020, 4, 1) + timedelta(days=chance.randrange(1200)), False
        for number in range(chance.randint(1, 7)):
            end = start + timedelta(days=chance.choice(LENGTHS))
            rows.append(
                {
                    "child": child,
                    "start": pd.Timestamp(start),
                    "till": pd.Timestamp(end) if end <= LAST else pd.NaT,
                    "RNE": chance.choice("PB") if goes_on else "S",
                    "LS": chance.choice(["C1", "C2", "V2", "V3", "V4"]),
                    "PLACE": chance.choice(["U6", "K2", "K3"]),
                    "URN": f"SC{number}",
                    "REASON_PLACE_CHANGE": "",
                }
            )
            if end > LAST:
                break
            goes_on = chance.random() < 0.7
            start = end if goes_on else end + timedelta(days=chance.randint(1, 100))
            if start > LAST:
                break
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The episodes, and what the views say of them: children at month ends, and events."""
    folder = tmp_path_factory.mktemp("short_breaks")
    rows = invented(150)
    rows.to_parquet(folder / "episodes.parquet")
    sent = f"""(select e.*, y::integer as year, make_date(y::integer, 4, 1) as past_day
        from '{folder}/episodes.parquet' as e, range(2021, 2026) as t (y)
        where start < past_day and (till is null or till >= make_date(y::integer - 1, 4, 1)))"""
    snapshot = snapshot_of(
        folder,
        {
            "header": f"""select distinct '{AUTHORITY}' as authority_code, year as return_year, child as child_id,
                'F' as sex, date '2012-05-01' as birth_month, 'WBRI' as ethnic, false as is_mother from {sent}""",
            "episodes": f"""select '{AUTHORITY}' as authority_code, year as return_year, child as child_id,
                start::date as decom, RNE as rne, LS as ls, 'N1' as cin, PLACE as place, 'PR4' as place_provider,
                case when till < past_day then till::date end as dec,
                case when till < past_day then case when (child, till) in (
                    select (n.child, n.start) from '{folder}/episodes.parquet' as n
                ) then 'X1' else 'E4A' end end as rec, 'N1 1' as placement_sector, URN as urn from {sent}""",
        },
    )
    scope = Scope(snapshot, is_whole=True, marts=("everyone", "int_events"))
    with scope.cursor() as cursor:
        counted = cursor.execute("select as_at, child_id, period_start, placements_12_months from everyone").df()
        events = cursor.execute("select event, event_date, child_id from int_events").df()
    scope.close()
    return rows, counted, events


Told = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def test_a_child_counts_where_care_is_open_and_no_short_break_is(told: Told) -> None:
    rows, counted, _ = told
    assert set(histories.SHORT_BREAKS) <= set(rows["LS"])
    for day in MONTH_ENDS:
        here = histories.on(rows.assign(end=rows["till"]), day.date())
        assert set(counted.loc[counted["as_at"] == day, "child_id"]) == set(here["child"]), day


def test_starts_less_ends_are_the_change_in_children(told: Told) -> None:
    _, counted, events = told
    size = counted.groupby("as_at").size().reindex(MONTH_ENDS, fill_value=0)
    signed = events["event"].map({"start": 1, "end": -1}).fillna(0)
    month_end = events["event_date"] + pd.offsets.MonthEnd(0)
    change = signed.groupby(month_end).sum().reindex(MONTH_ENDS, fill_value=0)
    pd.testing.assert_series_equal(size, change.cumsum().astype(int), check_names=False, check_dtype=False)


def test_no_break_is_a_placement_of_care_nor_part_of_its_period(told: Told) -> None:
    rows, counted, _ = told
    own = rows.assign(end=rows["till"], CHILD=rows["child"], PLACE_PROVIDER="PR4", PL_POST="N1 1AA")
    spells = histories.care_periods(own)
    for day in (pd.Timestamp(2023, 3, 31), pd.Timestamp(2025, 3, 31)):
        for row in counted[counted["as_at"] == day].itertuples():
            past = [spell[spell["start"] <= day] for spell in spells[str(row.child_id)]]
            past = [spell for spell in past if len(spell)]
            assert row.period_start == past[-1]["start"].iloc[0], (row.child_id, day)
            stays = [stay for spell in past for stay in histories.placements(spell)]
            year_ago = day - pd.DateOffset(months=12)
            in_year = [stay for stay in stays if stay[1] is None or stay[1] > year_ago]
            assert row.placements_12_months == len(in_year), (row.child_id, day)
