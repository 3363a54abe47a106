"""Maps of a plan of homes: where it opens them, whose children they serve, and where plans as good would."""

from __future__ import annotations

from sufficiency.planning.siting_whole import Whole
from sufficiency.presentation import geography
from sufficiency.presentation.maps import POINTS, Still
from sufficiency.result import Result
from sufficiency.web import maps
from sufficiency.web.page_run import PageRun


def sites(page: PageRun, plan: Whole) -> Still | None:
    """A disc for each area with a home of the plan; the map that files show of it, for exact eyes."""
    near = around(page, plan.sites)
    title = "Where the plan opens homes, and for how many children"
    maps.points(plan.sites, "children", key="siting_points", title=title, near=near)
    return Still(POINTS, measure="children", near=near) if page.is_exact else None


def flows(page: PageRun, plan: Whole) -> None:
    """Whose children come from another authority to a home of the plan, where exact eyes look and any do."""
    rows = plan.shares.rows
    if page.is_exact and (rows["authority_code"] != rows["site_authority_code"]).any():
        title, fitted = "From which authority to which", page.has_place
        maps.flows(plan.shares, "children", key="siting_flows", title=title, threshold=0, is_fitted=fitted)


def where(page: PageRun, plan: Whole) -> None:
    """In how many of the plans as good an area has a home."""
    near = around(page, plan.where)
    title = "Where plans as good would open homes"
    maps.points(plan.where, "near_plans", key="siting_where_points", title=title, near=near)


def around(page: PageRun, opened: Result) -> tuple[str, ...]:
    """The authorities that maps of a plan for a place are fitted to: where it opens homes, and those that border on
    these; none for all of the region's."""
    if not page.has_place:
        return ()
    held = {str(code) for code in opened.rows["authority_code"]}
    return tuple(sorted(held.union(*(geography.bordering(code, geography.home()) for code in held))))
