"""The sentence a page opens with: what its figures say, made from the rows people are shown."""

from __future__ import annotations

from sufficiency import figures
from sufficiency.result import Result


def say(result: Result, row: int, column: str) -> str:
    """One figure in words with its unit; the meaning of its symbol where there is none."""
    symbol = result.symbols[column].iloc[row]
    if symbol:
        return "too few to show" if symbol == "c" else "no figure"
    return figures.text(result.rows[column].iloc[row], result.view.column(column).unit)


def most(result: Result, column: str) -> int | None:
    """The position of the row with the highest shown figure; None where no row shows one."""
    values = result.rows[column].reset_index(drop=True)
    return None if values.isna().all() else int(values.idxmax())


def measure(headline: Result, name: str, column: str = "value") -> str:
    """One headline measure in words with its unit; 'no figure' where the view has no such row."""
    found = headline.where(measure=name)
    return say(found, 0, column) if len(found.rows) else "no figure"


def overview(population: str, headline: Result) -> str:
    """How many, how many away, how many far; beside London when a part of it is chosen."""
    beside = ""
    if population != "London":
        beside = (
            f" Across London it is {measure(headline, 'out_of_area', 'london_value')} and "
            f"{measure(headline, 'distant', 'london_value')}."
        )
    return (
        f"{population}: {measure(headline, 'looked_after')} children are looked after; "
        f"{measure(headline, 'out_of_area')} live outside their borough and "
        f"{measure(headline, 'distant')} more than 20 miles from home.{beside}"
    )


def distance(population: str, headline: Result, places: Result) -> str:
    """How far the middle child lives, and where most live far away."""
    furthest = most(places, "distant_pct")
    first = (
        f"{population}: half of children live more than {measure(headline, 'median_distance')} from "
        f"home, and {measure(headline, 'distant')} more than 20 miles away"
    )
    if furthest is None or len(places.rows) < 2:
        return f"{first}."
    name = places.rows["authority_name"].iloc[furthest]
    return f"{first}; {name} has the highest share, {say(places, furthest, 'distant_pct')}."


def need(result: Result) -> str:
    """The largest cohort, and the one that lives furthest from home."""
    largest, furthest = most(result, "child_count"), most(result, "distant_pct")
    if largest is None:
        return "Every cohort is too small to show; clear a choice to see more children."
    names = result.rows["cohort_title"].tolist()
    first = (
        f"{names[largest]} is the largest need cohort here, with "
        f"{say(result, largest, 'child_count')} children"
    )
    if furthest is None:
        return f"{first}."
    return (
        f"{first}; of {_lower(names[furthest])}, {say(result, furthest, 'distant_pct')} live more "
        "than 20 miles from home."
    )


def gaps(result: Result) -> str:
    """The area with the largest demand-side gap for one kind of need."""
    largest = most(result, "demand_gap_high_count")
    if largest is None:
        return "No gap can be shown for these choices; clear one to see more children."
    row = result.rows.iloc[largest]
    return (
        f"{row['category']}: {row['area_name']} has the largest gap, "
        f"{say(result, largest, 'demand_gap_low_count')} to "
        f"{say(result, largest, 'demand_gap_high_count')} children placed elsewhere with no reason "
        f"that justifies it, out of {say(result, largest, 'need_count')} who need such a place."
    )


def cost(by_type: Result) -> str:
    """The dearest kind of placement beside all of them."""
    dearest = most(by_type, "median_gbp_week")
    if dearest is None:
        return "No placement among these choices has a price that can be shown."
    return (
        f"{by_type.rows['placement_type'].iloc[dearest]} cost most: half cost more than "
        f"{say(by_type, dearest, 'median_gbp_week')}, and one in ten more than "
        f"{say(by_type, dearest, 'ninetieth_gbp_week')}."
    )


def data(comparison: Result) -> str:
    """How near our counts come to DfE's for the latest year both have."""
    london = comparison.where(measure="looked_after", area_code="E12000007")
    known = london.rows[london.rows["published"].notna()]
    if known.empty:
        return "DfE has published nothing to compare these returns with yet."
    row = known.sort_values("return_year").iloc[-1]
    ours = figures.text(row["child_count"], "count")
    return (
        f"On 31 March {row['return_year']} these returns count {ours} children looked after in "
        f"London; DfE published {figures.text(row['published'], 'count')}."
    )


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
