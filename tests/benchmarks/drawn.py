"""The picture of how many times as long another way takes for the same."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import vl_convert


def ratios(figures: list[tuple[str, float]], picture: Path) -> None:
    """Write a PNG of the ratios, a dot each, on a scale of powers of ten with a line at 1."""
    rows = [{"what": what, "ratio": ratio, "said": f"{ratio:g}"} for what, ratio in figures]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=420)),
        x=alt.X("ratio:Q", scale=alt.Scale(type="log"), title="Times as long as here (powers of ten)"),
    )
    chart = alt.layer(
        base.mark_rule(color="#888").encode(x=alt.datum(1), y=alt.value(0), y2=alt.value("height")),
        base.mark_point(filled=True, size=90, color="#12436D"),
        base.mark_text(align="left", dx=9).encode(text="said:N"),
    ).properties(width=520, height=alt.Step(24), background="white")
    picture.write_bytes(vl_convert.vegalite_to_png(chart.to_json(), scale=2))
