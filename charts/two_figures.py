"""Two figures of each name on one line, from the first to the second: before and after, here and there."""

import altair as alt


def chart(name, first, second):
    names = alt.Y(name.field, sort=alt.EncodingSortField(field=second.name, order="descending"), axis=name.axis)
    rows = alt.Chart().encode(y=names)
    return alt.layer(
        rows.mark_rule(strokeWidth=2, opacity=0.5).encode(x=alt.X(first.field, axis=second.axis), x2=second.name),
        rows.mark_point(filled=False, size=70).encode(x=first.field),
        rows.mark_point(filled=True, size=90).encode(x=second.field),
        rows.mark_text(align="left", dx=9).encode(x=second.field, text=second.short),
        rows.mark_text(align="left", dx=4).encode(x=alt.value(4), text=second.symbol),
    ).properties(height=alt.Step(22))
