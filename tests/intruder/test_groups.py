"""No group of authorities tells how many one of them has, however few have any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pandas as pd
import pytest

from sufficiency.database.scope import Scope
from sufficiency.disclosure import levels
from sufficiency.result import Choices
from tests.conftest import snapshot_of
from tests.intruder import groups

# Ten authorities, each of 60 children in foster care; of all but the last one child lives in a children's home besides.
CODES = [f"E090000{number:02}" for number in range(2, 12)]
CHILDREN = f"""(
    select code as authority_code, 100 * place + n as child_id, n = 0 and place < 10 as is_in_home
    from (select unnest({CODES}) as code, generate_subscripts({CODES}, 1) as place), range(61) as t (n)
)"""
RARE = {
    "header": f"""
        select authority_code, 2025 as return_year, child_id, 'M' as sex, date '2008-05-01' as birth_month,
            'WBRI' as ethnic, false as is_mother
        from {CHILDREN}""",
    "episodes": f"""
        select authority_code, 2025 as return_year, child_id, date '2024-04-10' as decom, 'S' as rne, 'C2' as ls,
            'N1' as cin, case when is_in_home then 'K2' else 'U4' end as place,
            'PR4' as place_provider, 'SC00001' as urn,
            'NW1 2' as placement_sector, authority_code as home_authority_code, authority_code as host_authority_code,
            1.0 as distance_miles
        from {CHILDREN}""",
}
# Marts by one dimension, by none with the kind chosen, and over time.
ASKED: list[tuple[list[str], Choices]] = [
    (["placement_kinds", "placement_trend"], {}),
    (["chosen_children", "entries_and_exits"], {"placement_type": ("Children's homes and secure homes",)}),
]


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scope]:
    """London's database of them."""
    with closing(Scope(snapshot_of(tmp_path_factory.mktemp("rare"), RARE))) as scope:
        yield scope


@pytest.mark.parametrize(("names", "chosen"), ASKED, ids=["by one", "by a choice"])
def test_of_nine_who_have_one_each_of_nine_none_is_known(scope: Scope, names: list[str], chosen: Choices) -> None:
    for name, widths in groups.widths(scope, names, chosen).items():
        assert len(widths) >= len(CODES) - 1 and widths.min() >= 8, name


def test_where_a_nought_of_one_is_told_each_of_nine_is_known(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the test above can fail: nine withheld beside nothing but noughts, in a total below ten."""
    monkeypatch.setattr(levels, "of_one", lambda rows, chosen: pd.Series(False, index=rows.index))
    for names, chosen in ASKED:
        assert min(widths.min() for widths in groups.widths(scope, names, chosen).values()) == 0
