"""Whether a header tells the truth about a column: what it says beside what the SQL makes it of."""

from __future__ import annotations

from dataclasses import replace

from sufficiency.disclosure.rule import LEAST, PUBLIC
from sufficiency.result import Column, View


def is_believed(view: View, column: Column) -> bool:
    """Whether ``column`` may leave as its header says. Figures made again from protected counts tell
    nothing whatever they are; all others must be made of what they are declared as."""
    return not fault(view, column)


def fault(view: View, column: Column) -> str:
    """What is wrong with the way a column of ``view`` is declared, and the remedy; '' when nothing is."""
    origin = view.origins.get(column.name, "id" if view.origins else "")
    if not origin or column.kind == "exact":
        return ""
    if column.kind == "word":
        is_fixed = origin in ("public", "label", "word")
        remedy = "give it a case whose words are written in it, or the unit of a figure and what protects it"
        return "" if is_fixed else f"{column.name} is {SAID[origin]}, not a word about one: {remedy}"
    if not column.is_measure and origin not in ("public", "label"):
        return f"{column.name} is {SAID[origin]}, not a label: give it the unit of a figure and what protects it"
    if column.unit in PUBLIC and not column.kind and origin != "public":
        return f"{column.name} is {SAID[origin]}, not public: declare it a count, or say what stands behind it"
    if column.kind in LEAST and origin != "statistic":
        return f"{column.name} is {SAID[origin]}, not a {column.kind}: declare it as what it is"
    return ""


def withheld(view: View) -> View:
    """``view`` with each column that rests on one which is not there for exact eyes only: nothing says how
    it is protected."""
    names = {column.name for column in view.columns}

    def rests(column: Column) -> bool:
        return {column.of, column.numerator, column.denominator} - {None, ""} <= names

    if all(map(rests, view.columns)):
        return view
    return replace(view, columns=tuple(c if rests(c) else exact_only(c) for c in view.columns))


def exact_only(column: Column) -> Column:
    """The same column as one that is shown to people entitled to exact figures alone."""
    return replace(column, of=None, numerator=None, denominator=None, kind="exact")


SAID = {
    "public": "public",
    "label": "a label of children",
    "quantity": "a child's own number or date",
    "word": "a word about a figure",
    "count": "counted from children's rows",
    "statistic": "worked out from children's numbers",
    "id": "the id of a child, or not to be told from one",
}


def faults(view: View) -> list[tuple[str, str]]:
    """Every fault of a mart's header that its SQL shows, with the remedy: of which column, '' where of
    the whole view, and in words."""
    if view.child_level:
        return []
    faults_by_column = [(column.name, fault(view, column)) for column in view.columns]
    if view.is_single:
        faults_by_column.append(
            ("", "its rows are single children or placements: say 'child_level: yes', or group them")
        )
    if view.is_by_figure:
        faults_by_column.append(("", "its rows are in the order of a figure: order them by their labels"))
    faults_by_column += [
        ("", f"a figure says which rows there are ({words}): show them all, or declare it in row_rules with a reason")
        for words in view.rows_by
    ]
    return [(name, words) for name, words in faults_by_column if words]
