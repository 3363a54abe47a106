"""Maps to move about in: areas shaded by class, flows from home to host, places by authority.

They are pydeck decks without any base map, so that nothing is fetched from anyone: no map style is
ever passed, which would call a tile server. Each has a legend as data and a description in words,
to stand beside it in the page.
"""

from sufficiency.presentation.maps.canvas import HEIGHT, Deck
from sufficiency.presentation.maps.captions import (
    Key,
    describe,
    describe_flows,
    flows_legend,
    legend,
    points_legend,
    title,
)
from sufficiency.presentation.maps.layers import deck, flows, points
from sufficiency.presentation.maps.places import describe_places, places, places_legend
from sufficiency.presentation.maps.stills import FLOWS, PLACES, POINTS, Still

__all__ = [
    "FLOWS",
    "HEIGHT",
    "PLACES",
    "POINTS",
    "Deck",
    "Key",
    "Still",
    "deck",
    "describe",
    "describe_flows",
    "describe_places",
    "flows",
    "flows_legend",
    "legend",
    "places",
    "places_legend",
    "points",
    "points_legend",
    "title",
]
