"""Nothing that a viewer is sent follows from more than is shown: all counts are moved within their ten."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.presentation import worked_examples
from tests import tiny
from tests.intruder import marts, unmoved

# Each puts the exact count ``n`` where somebody who looks at the page does not see it, or hardly.
PLANTED = {
    "the end of a scale": "st.vega_lite_chart(rows, {'mark': 'bar', 'encoding': {'x': {'field': 'shown', "
    "'type': 'quantitative', 'scale': {'domain': [0, n]}}}})",
    "a tooltip": "st.vega_lite_chart(rows, {'mark': {'type': 'bar', 'tooltip': f'{n}'}})",
    "the width of a bar": "st.vega_lite_chart(rows, {'mark': {'type': 'bar', 'size': n / 7}})",
    "a class of colour": "st.vega_lite_chart(rows, {'mark': {'type': 'bar', 'color': '#ff' + '%04d' % n}})",
    "the size of a disc": "st.pydeck_chart(deck.Deck([deck.Layer('ScatterplotLayer', id='d', get_radius=n ** 0.5)]))",
    "how far a map is drawn": "st.pydeck_chart(deck.Deck(initial_view_state=deck.ViewState(zoom=8 + n / 100)))",
    "words for who cannot see": 'st.html(f\'<svg role="img" aria-label="Camden: {n}"></svg>\')',
    "figures behind a table": "st.dataframe(rows.assign(behind=n), column_order=['shown'])",
    "the order of rows": "st.table(rows.sort_values('shown', ascending=n % 2 == 0))",
    "the name of a file": "st.download_button('Take', b'', file_name=f'camden-{n}.csv')",
    "what a file holds": "st.download_button('Take', f'{n}'.encode(), file_name='camden.csv')",
}
PAGE = """
import pandas as pd
import pydeck as deck
import streamlit as st
from sufficiency import query
from sufficiency.web import page

here = page.start("Planted", "Is it found?")
found = query.fetch(here.scope, ["placement_mix"], {}, profile="exact")["placement_mix"].rows
n, rows = int(found["child_count"].max()), pd.DataFrame({"shown": [15, 25], "lat": [51.5, 51.6], "lon": [0.0, 0.1]})
"""


def test_counts_are_moved_within_their_ten_and_shares_with_them() -> None:
    rows = pd.DataFrame({"child_count": [17.0, 9, 1, 0, 40], "all_child_count": [120.0, 10, 10, 0, 80]})
    rows["child_pct"] = 100 * rows["child_count"] / rows["all_child_count"]
    found = unmoved.moved(worked_examples.VIEW, rows)
    assert found["child_count"].tolist() == [12, 1, 2, 0, 49]
    assert found["all_child_count"].tolist() == [129, 19, 19, 0, 89]
    assert found["child_pct"].round(6).tolist()[:1] == [round(100 * 12 / 129, 6)]


def test_no_mart_shows_more_than_its_counts_by_their_tens(london: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fourth mart of two authorities; docs/intruder.md says what was tried of the demonstration."""
    monkeypatch.setattr(settings, "QUERY_SECONDS", 600)
    known = query.options(london)
    allowed = [view.name for view in marts.attacked(london) if not view.rows_by][::4]
    before = query.fetch(london, allowed, {}, profile=gate.LONDON_7_5, known=known)
    with unmoved.all_moved():
        after = query.fetch(london, allowed, {}, profile=gate.LONDON_7_5, known=known)
    for name in allowed:
        assert before[name].view == after[name].view
        pd.testing.assert_frame_equal(before[name].rows, after[name].rows)
        pd.testing.assert_frame_equal(before[name].symbols, after[name].symbols)
    # Something is shown, and moved, or nothing would be tried.
    assert any(before[name].rows["child_count"].gt(9).any() for name in allowed if "child_count" in before[name].rows)


@pytest.fixture
def small_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    """A place of few children, which is served."""
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tiny.write(tmp_path / "data")))
    return {"authority": ("E09000001",)}


def test_a_page_is_the_same_of_other_counts_in_the_same_tens(small_place: dict[str, tuple[str, ...]]) -> None:
    page = settings.ROOT / "pages" / "supply" / "placement_mix.py"
    assert unmoved.pages(small_place, [page]) == []


def test_an_exact_count_is_found_wherever_it_is_planted(
    small_place: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(PAGE + "\n".join(PLANTED.values()), encoding="utf-8")
    found = unmoved.pages(small_place, [planted])
    assert len(found) == len(PLANTED), found
    planted.write_text(f"{PAGE}n = 15\n" + "\n".join(PLANTED.values()), encoding="utf-8")
    assert unmoved.pages(small_place, [planted]) == [], "so that it is the count that is found"
