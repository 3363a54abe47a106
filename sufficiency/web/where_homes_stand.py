"""The map of homes: by authority, and for exact eyes where a list gives postcodes, by postcode sector."""

from __future__ import annotations

from dataclasses import replace

from sufficiency import choices
from sufficiency.presentation import geography
from sufficiency.presentation import maps as drawing
from sufficiency.presentation.maps import POINTS, Still
from sufficiency.result import Result
from sufficiency.web import figures, maps, page_choices, peers
from sufficiency.web.page_run import PageRun

AUTHORITY, SECTOR = "Authority", "Postcode sector"
NOT_KNOWN = "Not known"
LINE = "bar x=place_count y=authority_name sort=-x"


def on_map(page: PageRun, by_authority: Result, kind: str) -> None:
    """Registered places in London that serve placements of ``kind``, those of the place chosen marked.

    ``by_authority`` is the view ``provision_by_authority``. Nothing is drawn where no such home is listed.
    """
    placed = peers.among(page, by_authority).where(placement_type=kind, is_in_region=(True,))
    if not (placed.rows["place_count"] > 0).any():
        return
    result, line = placed, LINE
    if page.is_exact:
        sites = peers.among(page, page.fetch("provision_sites")["provision_sites"])
        sites = sites.where(placement_type=kind, is_in_region=(True,))
        if not sites.is_empty and set(sites.rows["postcode_sector"]) != {NOT_KNOWN}:
            ways = (SECTOR, AUTHORITY)
            if page_choices.one_of("A disc for each", ways, key="homes_by") == SECTOR:
                result, line = sites, ""
    if page.authority and not result.marked:
        result = replace(result, marked=(page.authority_name,))  # no such home stands there, which the title says
    near = about(page, result)
    title = drawing.title(result, "place_count")
    maps.points(result, "place_count", key="place_map", title=title, whole=False, near=near)
    drawn = Still(POINTS, measure="place_count", is_whole=False, near=near)
    figures.under(result, line, key="place_list", still=drawn)


def about(page: PageRun, result: Result) -> tuple[str, ...]:
    """The codes of the authorities that a map of ``result`` is fitted to; none for all of the region.

    Of an authority chosen it shows those that border on it too; of an area, or of an authority beside some others
    alone, all whose rows it has.
    """
    if not page.has_place:
        return ()
    own = {page.authority} if page.authority else set(page.choices.get("authority", ()))
    listed = {*result.rows[peers.CODE], *own}
    if own and page.choices.get("comparator", (choices.DEFAULT_COMPARATOR,))[0] == choices.DEFAULT_COMPARATOR:
        listed = {*own, *(code for mine in own for code in geography.bordering(mine, geography.home()))}
    return tuple(sorted(listed))
