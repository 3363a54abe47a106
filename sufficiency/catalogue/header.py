"""Reads the comment a SQL file opens with into a View: the header is the catalogue."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sufficiency.catalogue.places import line_of
from sufficiency.reference.nearest import hint
from sufficiency.reference.tables import NAME, filled
from sufficiency.reference.units import units
from sufficiency.result import Column, View

WORDS = ("title", "summary", "grain", "source", "caveats", "definition", "limits")
SHOWN = ("section", "columns", "checks", "chart", "funnel", "page", "place")
KEPT = ("stored", "shared", "once", "often", "child_level", "belongs_to", "coarser", "look_back", "collected", "spark")
KEYS = {*WORDS, *SHOWN, *KEPT}
REQUIRED = {
    "marts": ("title", "summary", "grain", "source", "columns"),
    "cohorts": ("title", "definition", "source", "limits"),
}
PROTECTION = re.compile(
    r"^(?:(?P<kind>mean|median|quartile|decile|twentieth|sum|low|high) of (?P<of>\w+)"
    r"(?: largest (?P<numerator>\w+) top_two (?P<denominator>\w+))?"
    r"|(?P<share>share|rate|index) of (?P<num>\w+) in (?P<den>\w+)"
    r"|by (?P<unit>unit) of (?P<unit_num>\w+) in (?P<unit_den>\w+)"
    r"|difference of (?P<more>\w+) less (?P<less>\w+)"
    r"|(?P<word>word) of (?P<said>\w+)|(?P<beside>beside) (?P<start>\w+)"
    r"|(?P<exact>exact) eyes only)$"
)

# The two ends of a figure's interval.
ENDS = ("low", "high")
# What keys that protect or place a view may say: a misspelt 'yes' must not pass for 'no'. The rows of a stored view are
# an authority's, as its column authority_code says, or anybody's; a view that says neither is never loaded into one
# authority's database but worked out there. A number is of views that have read it by the time it is worked out once.
SAID: dict[str, tuple[str, ...]] = dict.fromkeys(("stored", "shared", "once", "child_level"), ("yes", "no"))
SAID |= {"belongs_to": ("authority", "public"), "often": tuple("23456789")}

# Facts that are not seen every month, by what collects them: the costs return, the health and behaviour table,
# the forms of found placements; and public lists, of which an empty number is not known.
COLLECTED, LISTS = ("prices", "outcomes", "searches"), "lists"
# Of a view that another engine does not run, or runs to other rows: which of the two, and why.
SPARK = re.compile(r"^(?:cannot run: (?P<cannot_run>\S.*)|differs: (?P<differs>\S.*)|)$")
LOOK_BACK = re.compile(r"^(?:(?P<column>\w+) )?(?P<said>\d+ months)$")
FACT = re.compile(rf"^(?:(?P<column>\w+) )?(?P<said>{'|'.join((*COLLECTED, LISTS))})$")


class HeaderError(ValueError):
    """A header that cannot be used; the message names the file, the line and the remedy."""


def read(path: Path) -> View:
    """The View in one file under ``sql/<layer>/``, its header in the words of the region that is served.

    Raises HeaderError when the file has no header, an unknown key or a column line amiss.
    """
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    layer = path.parent.name
    if not NAME.match(path.stem):
        raise HeaderError(f"{path.name}:1: name the file in small letters, digits and _, as its view")
    if not text.startswith("/*"):
        raise HeaderError(f"{path.name}:1: open the file with a /* … */ header")
    if "*/" not in text:
        raise HeaderError(
            f"{path.name}:1: open the file with a /* … */ header; this one has no end, put */ before the SELECT"
        )
    header, sql = text.split("*/", 1)
    fields, columns = _fields(path.name, filled(header.removeprefix("/*")))
    names = {column.name for column in columns}
    placed = {key: f"{path.name}:{line_of(header, key)}" for key in ("look_back", "collected", "place")}
    months = _by_column(placed["look_back"], "look_back", LOOK_BACK, "12 months", fields, names)
    look_back = {column: int(said.split()[0]) for column, said in months.items()}
    collected = _by_column(placed["collected"], "collected", FACT, " or ".join((*COLLECTED, LISTS)), fields, names)
    columns = tuple(
        replace(column, look_back=look_back.get(column.name, 0), collected=collected.get(column.name, ""))
        for column in columns
    )
    elsewhere = SPARK.match(fields.get("spark", ""))
    if not elsewhere:
        raise HeaderError(
            f"{path.name}:{line_of(header, 'spark')}: write spark: 'cannot run: why' or 'differs: why', or leave it out"
        )
    missing = [key for key in REQUIRED.get(layer, ("title", "grain")) if not fields.get(key)]
    if missing:
        raise HeaderError(f"{path.name}:1: the header lacks {', '.join(missing)}; add a line '{missing[0]}: …'")
    return View(
        name=f"cohort_{path.stem}" if layer == "cohorts" else path.stem,
        layer=layer,
        title=fields["title"],
        summary=fields.get("summary", ""),
        grain=fields.get("grain", ""),
        source=fields.get("source", ""),
        caveats=fields.get("caveats", ""),
        chart=fields.get("chart", ""),
        funnel=tuple(name.strip() for name in fields.get("funnel", "").split(";") if name.strip()),
        section=fields.get("section", ""),
        columns=_with_ends(columns),
        checks=tuple(c.strip() for c in fields.get("checks", "").split(";") if c.strip()),
        stored=fields.get("stored") == "yes" or layer == "cohorts",
        shared=fields.get("shared") == "yes",
        once=fields.get("once") == "yes",
        often=int(fields.get("often", 0)),
        child_level=fields.get("child_level") == "yes",
        belongs_to=fields.get("belongs_to", ""),
        coarser=fields.get("coarser", ""),
        definition=fields.get("definition", ""),
        limits=fields.get("limits", ""),
        page=fields.get("page", ""),
        after=_after(placed["place"], fields.get("place", "")),
        look_back=look_back.get("", 0),
        collected=collected.get("", ""),
        cannot_run=elsewhere["cannot_run"] or "",
        differs=elsewhere["differs"] or "",
        sql=sql.strip().rstrip(";").strip(),
        path=path,
        line=text[: len(text) - len(sql.lstrip())].count("\n") + 1,
    )


def unprotected(view: View) -> list[tuple[str, str]]:
    """Columns of ``view`` that the disclosure gate could not protect, each with why and the remedy."""
    faults = []
    names = {column.name for column in view.columns}
    if "child_id" in names and not view.child_level:
        faults.append(("child_id", "child_id is a column: say 'child_level: yes', or leave it out"))
    kinds = {column.name: column.kind for column in view.columns}
    faults += [
        (name, f"funnel: {name} is no share of this view: name one, or leave it out")
        for name in view.funnel
        if kinds.get(name) != "share"
    ]
    for column in view.columns:
        for other in (column.of, column.numerator, column.denominator, column.low, column.high):
            if other and other not in names:
                faults.append((column.name, f"{column.name} rests on {other}, which is not a column: add it"))
        if column.kind == "unit" and "unit" not in names:
            faults.append((column.name, f"{column.name} is protected by unit, but no column says the unit: add one"))
        bare = column.unit in ("pct", "miles", "gbp_week", "gbp", "days", "rate", "score", "ratio")
        if bare and not column.kind:
            missing = "does not say which count stands behind it: add such as 'median of n_count'"
            faults.append((column.name, f"{column.name} {missing}"))
    return faults


def _with_ends(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns, where a figure and the ends of its interval know each other, and what stands
    behind the figure stands behind its ends."""
    owners = {column.name: column for column in columns}
    ends = {(column.of, column.kind): column.name for column in columns if column.is_limit}
    linked = []
    for column in columns:
        owner = owners.get(column.of or "") if column.is_limit else None
        if owner:
            kind = "limit" if owner.kind == "median" else owner.kind
            behind = {name: getattr(owner, name) for name in ("of", "numerator", "denominator")}
            linked.append(replace(column, kind=kind, **behind))
        else:
            low, high = (ends.get((column.name, end), "") for end in ENDS)
            linked.append(replace(column, low=low, high=high))
    return tuple(linked)


def _fields(name: str, header: str) -> tuple[dict[str, str], tuple[Column, ...]]:
    fields: dict[str, str] = {}
    columns: list[Column] = []
    key = ""
    for number, line in enumerate(header.split("\n"), start=1):
        if not line.strip():
            continue
        start = re.match(r"^(\w+):\s*(.*)$", line)
        if start and not line[0].isspace():
            key = start[1]
            if key not in KEYS:
                raise HeaderError(f"{name}:{number}: no header key is called {key!r}{hint(key, KEYS)}")
            if key in fields:
                raise HeaderError(f"{name}:{number}: {key} is given twice")
            if key in SAID and start[2].strip() not in SAID[key]:
                first, *others = SAID[key]
                raise HeaderError(f"{name}:{number}: write '{key}: {first}' ({', '.join(others)}), or leave it out")
            fields[key] = start[2].strip()
        elif key == "columns":
            columns.append(_column(name, number, line))
            if columns[-1].name in [column.name for column in columns[:-1]]:
                raise HeaderError(f"{name}:{number}: {columns[-1].name} is declared twice")
            fields[key] = "yes"
        elif key:
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        else:
            raise HeaderError(f"{name}:{number}: expected 'key: value'")
    return fields, tuple(columns)


def _after(where: str, place: str) -> str:
    """The view that ``place: after VIEW`` names; '' where nothing is said, which is the end of the page."""
    if not (match := re.fullmatch(r"(?:end|after (?P<view>\w+))?", place)):
        raise HeaderError(f"{where}: write 'place: after VIEW', a view on that page, or 'place: end'")
    return match["view"] or ""


def _by_column(
    where: str, key: str, form: re.Pattern[str], example: str, fields: dict[str, str], columns: set[str]
) -> dict[str, str]:
    """What ``key`` says of each column; '' stands for a whole cohort."""
    said: dict[str, str] = {}
    for part in (part.strip() for part in fields.get(key, "").split(";")):
        if not part:
            continue
        match = form.match(part)
        if not match or (match["column"] or "") not in (columns or {""}):
            raise HeaderError(f"{where}: {key}: write 'column {example}; …', of a cohort '{example}', not {part!r}")
        said[match["column"] or ""] = match["said"]
    return said


def _column(name: str, number: int, line: str) -> Column:
    parts = [part.strip() for part in line.split("|")]
    where = f"{name}:{number}"
    if not NAME.match(parts[0]):
        raise HeaderError(f"{where}: name a column in small letters, digits and _")
    if len(parts) not in (3, 4) or not all(parts):
        raise HeaderError(f"{where}: write a column as 'name | unit | meaning | protection'")
    if parts[1] not in units():
        near, said = hint(parts[1], units()), f"; use one of {', '.join(units())}"
        raise HeaderError(f"{where}: no unit is called {parts[1]!r}{near or said}")
    if len(parts) == 3:
        return Column(parts[0], parts[1], parts[2], line=number)
    match = PROTECTION.match(parts[3])
    if not match:
        raise HeaderError(
            f"{where}: {parts[3]!r} does not say what stands behind the figure; write the protection as 'median of n', "
            "'mean of n', 'quartile of n', 'decile of n', 'twentieth of n', 'share of n in m', 'rate of n in m', "
            "'by unit of n in m', 'difference of a less b', 'word of d', 'beside n', 'exact eyes only', or of the ends "
            "of a figure's interval 'low of figure' and 'high of figure'"
        )
    named = (match[name] for name in ("kind", "share", "unit", "word", "beside", "exact"))
    kind = next(filter(None, named), "difference")
    return Column(
        parts[0],
        parts[1],
        parts[2],
        of=match["of"] or match["said"] or match["start"],
        numerator=match["numerator"] or match["num"] or match["unit_num"] or match["more"],
        denominator=match["denominator"] or match["den"] or match["unit_den"] or match["less"],
        kind=kind,
        is_limit=kind in ENDS,
        line=number,
    )
