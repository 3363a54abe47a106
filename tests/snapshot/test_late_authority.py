"""One authority's newest return has not come: nobody is counted where no return vouches for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sufficiency import query
from sufficiency.database import comparators
from sufficiency.database.scope import Scope
from sufficiency.presentation import coverage
from sufficiency.result import EXACT, Result
from sufficiency.snapshot import store
from tests.returns.conftest import read_files

BARNET, CAMDEN = "E09000003", "E09000007"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def _return(folder: str, year: str, ids: range) -> dict[str, str]:
    """Children who began on 1 June 2023 and are still there."""
    return {
        f"{folder}/{year}/header.csv": HEADER + "".join(f"K{n},F,10/05/2012,WBRI,UN3,,\n" for n in ids),
        f"{folder}/{year}/episodes.csv": EPISODES
        + "".join(f"K{n},01/06/2023,S,C2,N1,U6,PR1,,,,NW1 2DB,NW1 8NH,\n" for n in ids),
    }


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """Barnet sent 2024, Camden 2024 and 2025: ten children each."""
    folder = tmp_path_factory.mktemp("late")
    sent = {
        **_return("Barnet", "2024", range(10)),
        **_return("Camden", "2024", range(10, 20)),
        **_return("Camden", "2025", range(10, 20)),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(folder / "data"))
        made = store.write(read_files(folder / "in", sent).tables, is_synthetic=True, name="late")
    return Scope(made)


def _looked_after(late: Scope, **chosen: tuple[str, ...]) -> Result:
    return query.fetch(late, ["chosen_children"], chosen, profile=EXACT)["chosen_children"]


def test_each_date_counts_those_whose_returns_vouch_for_it(late: Scope) -> None:
    assert _looked_after(late, as_at=("2024-03-31",)).rows["child_count"].tolist() == [20]
    assert _looked_after(late, as_at=("2025-03-31",)).rows["child_count"].tolist() == [10]


def test_a_figure_says_over_how_many_it_is_and_without_whom(late: Scope) -> None:
    then, now = (_looked_after(late, as_at=(day,), authority=(BARNET, CAMDEN)) for day in ("2024-03-31", "2025-03-31"))
    assert (then.authority_count, then.authority_total, then.left_out) == (2, 2, ())
    assert (now.authority_count, now.authority_total, now.left_out) == (1, 2, ("Barnet",))
    assert coverage.words(now) == (
        "1 of 2 authorities count at this date, without Barnet (its figures count up to 31 March 2024)"
    )
    london = _looked_after(late, as_at=("2025-03-31",))
    assert (london.authority_count, london.authority_total, len(london.left_out)) == (1, 33, 32)
    assert "Barnet" in coverage.in_full(london) and coverage.words(london).endswith("27 others")


def test_no_figure_is_shown_of_an_authority_at_a_date_its_returns_do_not_vouch_for(late: Scope) -> None:
    chosen = {"authority": (BARNET,), "as_at": ("2025-03-31",)}
    found = query.fetch(late, ["chosen_children", "headline", "placement_trend"], chosen, profile=EXACT)
    assert found["chosen_children"].symbols["child_count"].tolist() == ["x"]
    assert found["headline"].rows["value"].notna().sum() == 0
    assert found["placement_trend"].rows["as_at"].max().date().isoformat() == "2024-03-31"


def test_where_nobody_counts_a_caption_says_whose_figures_count_when_and_what_to_choose(late: Scope) -> None:
    barnet = _looked_after(late, as_at=("2025-03-31",), authority=(BARNET,))
    assert coverage.words(barnet) == (
        "Barnet does not count at this date: its figures count up to 31 March 2024. Choose such a date"
    )
    assert coverage.aside(barnet) == f" {coverage.words(barnet)}."


def test_an_authoritys_own_analyst_reads_of_its_own_return_and_of_londons(late: Scope) -> None:
    own = comparators.of_authority(BARNET, late)
    assert own.as_at.isoformat() == "2024-03-31"
    found = query.fetch(own, ["chosen_children", "region_flows"], {}, profile=EXACT)
    assert (found["chosen_children"].authority_count, found["chosen_children"].authority_total) == (1, 1)
    assert (found["region_flows"].authority_count, found["region_flows"].authority_total) == (2, 33)


def test_the_date_shown_first_is_the_newest_that_most_vouch_for(late: Scope) -> None:
    assert late.as_at.isoformat() == late.snapshot.as_at.isoformat() == "2024-03-31"
    notes = {option.value: option.words for option in query.options(late) if option.choice == "as_at"}
    assert notes["2024-03-31"] == "31 March 2024 · 2 of 33"
    assert notes["2025-03-31"] == "31 March 2025 · 1 of 33"


def test_one_folder_named_2031_moves_nobodys_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tmp_path / "data"))
    sent = {
        **_return("Barnet", "2024", range(10)),
        **_return("Camden", "2024", range(10, 20)),
        **_return("Brent", "2024", range(20, 30)),
        **_return("Brent", "2031", range(20, 30)),
    }
    made = store.write(read_files(tmp_path / "in", sent).tables, is_synthetic=True)
    assert made.as_at.isoformat() == Scope(made).as_at.isoformat() == "2024-03-31"


def test_what_looks_back_further_than_the_returns_reach_is_x_with_the_reason(late: Scope) -> None:
    chosen = {"as_at": ("2024-03-31",)}
    stability = query.fetch(late, ["stability"], chosen, profile=EXACT)["stability"]
    assert stability.rows["many_placements_pct"].tolist() == [0.0, 0.0]
    assert set(stability.symbols["two_years_many_pct"]) == set(stability.symbols["same_carer_pct"]) == {"x"}
    assert "What looks back 24 months is x" in coverage.looking_back(stability)
    assert "24 months" in coverage.reason(stability.view.column("two_years_many_pct"), "x")
    later = query.fetch(late, ["headline"], {"as_at": ("2025-03-31",)}, profile=EXACT)["headline"]
    known = dict(zip(later.rows["measure"], later.symbols["value"], strict=True))
    assert known["three_placements"] == "" and known["same_carer_two_years"] == "x"


def test_a_change_in_the_year_is_of_the_same_authorities(late: Scope) -> None:
    headline = query.fetch(late, ["headline"], {"as_at": ("2025-03-31",)}, profile=EXACT)["headline"]
    row = headline.where(measure="looked_after").rows.iloc[0]
    assert (row["value"], row["last_year_value"], row["change_value"]) == (10, 10, 0)


def test_a_line_of_an_authority_that_is_late_is_of_it_up_to_its_last_month(late: Scope) -> None:
    chosen = {"authority": (BARNET,), "as_at": ("2025-03-31",)}
    found = query.fetch(late, ["placement_trend", "authorities_counted"], chosen, profile=EXACT)
    assert coverage.aside(found["placement_trend"]) == ""
    assert found["authorities_counted"].rows["newest_day"].tolist() == ["31 March 2024"]


def test_a_line_is_of_those_who_vouch_for_every_month_of_it(late: Scope) -> None:
    trend = query.fetch(late, ["placement_trend"], {}, profile=EXACT)["placement_trend"].rows
    assert trend.groupby("as_at")["child_count"].sum().unique().tolist() == [20]
    assert trend["as_at"].max().date().isoformat() == "2024-03-31"
