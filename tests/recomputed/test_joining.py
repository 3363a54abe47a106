"""The rules that join years of returns against the same rules row by row, which the benchmark times them against."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sufficiency.database.scope import Scope
from tests.benchmarks import joining, row_by_row
from tests.conftest import snapshot_of


def test_the_view_and_the_rows_in_pandas_settle_every_episode_alike(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, {"episodes": joining.EPISODES.format(children=150)})
    scope = Scope(snapshot, is_whole=True, marts=[joining.RULES])
    with scope.cursor() as cursor:
        sent = cursor.execute("select * from stg_episodes").df()
        view = cursor.execute(f"select * from {joining.RULES}").df()
    scope.close()
    rows = row_by_row.closed(sent)
    keys = ["authority_code", "child_id", "episode_start"]
    ours, theirs = (frame.sort_values(keys, ignore_index=True) for frame in (view[rows.columns.tolist()], rows))
    assert len(ours) > 500 and {"3", "2", "1"} <= set(ours["closing_rule"].dropna())
    assert ours["closing_rule"].fillna("").tolist() == theirs["closing_rule"].fillna("").tolist()
    assert ours["is_dropped"].tolist() == theirs["is_dropped"].tolist()
    assert pd.to_datetime(ours["episode_end"]).equals(
        pd.to_datetime(theirs["episode_end"]).astype(ours["episode_end"].dtype)
    )
