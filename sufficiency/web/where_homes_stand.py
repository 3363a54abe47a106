"""The map of homes: by authority, and for exact eyes where a list gives postcodes, by postcode sector."""

from __future__ import annotations

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
    if placed.is_empty:
        return
    result, line = placed, LINE
    if page.is_exact:
        sites = peers.among(page, page.fetch("provision_sites")["provision_sites"])
        sites = sites.where(placement_type=kind, is_in_region=(True,))
        if not sites.is_empty and set(sites.rows["postcode_sector"]) != {NOT_KNOWN}:
            ways = (SECTOR, AUTHORITY)
            if page_choices.one_of("A disc for each", ways, key="homes_by") == SECTOR:
                result, line = sites, ""
    maps.points(result, "place_count", key="place_map", title=drawing.title(result, "place_count"), whole=False)
    drawn = Still(POINTS, measure="place_count", is_whole=False)
    figures.under(result, line, key="place_list", still=drawn)
