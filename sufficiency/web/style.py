"""How pages look beyond the theme in .streamlit/config.toml: the rules of all in style.css, of one in panels.css.

Charts' colours follow the page's theme, which the browser changes with the system's without asking the server.
"""

from pathlib import Path

from sufficiency.presentation.charts import palette
from sufficiency.reference import tables

# What of a chart has a colour.
PAINTS = ("fill", "stroke")

_RULES = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
_OF_PANELS = Path(__file__).with_name("panels.css").read_text(encoding="utf-8")
# Rules that stand alone are drawn after all else, and the page is seen without them first.
_STYLED = "<style>{rules}</style><i class='styled'></i>"


@tables.derived_from("colours")
def css() -> str:
    """The rules of every page, as one element."""
    return _STYLED.replace("{rules}", _RULES + "".join(map(_following, palette.pairs())))


def of_panels() -> str:
    """The rules of a page of panels beyond those of every page, as one element."""
    return _STYLED.replace("{rules}", _OF_PANELS)


def _following(pair: tuple[str, str]) -> str:
    """Of a colour of a chart, drawn in either theme: that of the theme which the page has now."""
    ends = [f'[data-testid="stVegaLiteChart"] svg [PAINT="{colour}"]' for colour in pair]
    rule = f"{', '.join(ends)} {{PAINT: light-dark({', '.join(pair)});}}"
    return "".join(rule.replace("PAINT", paint) for paint in PAINTS)
