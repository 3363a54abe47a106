"""What every file carries beside its figures: of whom, when, from where, how protected."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from typing import Any

from sufficiency import settings
from sufficiency.plurals import counted
from sufficiency.presentation import asides, coverage, formatting, geography
from sufficiency.reference import tables
from sufficiency.result import EXACT, Result

SYNTHETIC = "Synthetic data: no real child"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet may run text that begins so
NO_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
FOOT_LETTERS, FOOT_LINES = 165, 5  # of the small print of a slide
LONGEST_PROPERTY = 255  # letters, by the format of the files
LONGEST_NAME = 60  # letters; names of files stay readable in a folder
LEAST_PLACE = 24  # of a place's name
COUNTED = re.compile(
    r"\b\d[\d,]* (?=(?:child|provider|placement|home|value)s?\b)"
)  # of which no file's name says how many
LONGEST_FIGURE = 64  # of what a figure of a page is called in one


@dataclass(frozen=True)
class Fact:
    """One thing a reader must know, under its heading."""

    heading: str
    words: str


def of(result: Result) -> list[Fact]:
    """The facts of a result, in the order files show them."""
    view = result.view
    facts = [
        Fact("Title", view.title),
        Fact("What it shows", view.summary),
        Fact("As at", formatting.day(result.as_at)),
        Fact("Children", result.choice_text),
        Fact("Source", plain(view.source)),
        Fact("Authorities", coverage.in_full(result)),
        Fact("Looks back", coverage.looking_back(result)),
        Fact("Over time", coverage.over_time(result)),
        Fact("Seen once a year", coverage.seen_once(result)),
        Fact("List of homes", asides.on_list(result)),
        Fact("Marked", asides.marked(result)),
        Fact("Beside", asides.beside(result)),
        Fact("Data", SYNTHETIC if result.is_synthetic else "Returns sent by authorities"),
        Fact("Protection", formatting.profiles().get(result.profile, result.profile)),
        Fact("Symbols", "; ".join(f"{s} = {m}" for s, m in used_symbols(result).items())),
        Fact("Rows", "Rows of too few children to show are left out" if result.leaves_out else ""),
        Fact("Larger groups", asides.larger_groups(result)),
        Fact("Limits", plain(view.caveats)),
        Fact("Snapshot", result.snapshot_id),
        Fact("View", view.name),
        Fact("Made by", tool()),
    ]
    return [fact for fact in facts if fact.words]


def used_symbols(result: Result) -> dict[str, str]:
    """The symbols that occur in the result, with what they mean."""
    used = set(result.symbols.astype(str).to_numpy().ravel())
    return {symbol: meaning for symbol, meaning in formatting.symbols().items() if symbol in used}


def caption(result: Result) -> list[str]:
    """The facts as the lines under a picture."""
    view = result.view
    kind = f"{SYNTHETIC}. " if result.is_synthetic else ""
    symbols = "; ".join(f"{s}: {m}" for s, m in used_symbols(result).items())
    lines = [
        " ".join(
            [
                f"As at {formatting.day(result.as_at)}. {result.choice_text.rstrip('.')}. {coverage.words(result)}.",
                *asides.of(result),
                asides.larger_groups(result),
            ]
        ).strip(),
        f"{kind}Source: {plain(view.source).rstrip('.')}. {plain(view.caveats)}",
        f"{formatting.profiles().get(result.profile, result.profile)}. {symbols}",
        f"{tool()}. View {view.name}, snapshot {result.snapshot_id}.",
    ]
    return [line.strip() for line in lines if line.strip()]


def small_print(result: Result, *others: Result) -> list[str]:
    """What stands in small under a figure, or under those of several results: of whom and when, where from, how
    protected."""
    kind = f"{SYNTHETIC}. " if result.is_synthetic else ""
    used = {symbol: meaning for each in (result, *others) for symbol, meaning in used_symbols(each).items()}
    symbols = "; ".join(f"{s}: {m.split(';')[0]}" for s, m in used.items())
    sources = dict.fromkeys(plain(each.view.source).rstrip(".") for each in (result, *others))
    said = formatting.profiles().get(result.profile, result.profile)
    lines = [
        f"As at {formatting.day(result.as_at)}. {result.choice_text.rstrip('.')}.{_counted(result)}",
        " ".join([asides.larger_groups(result), *_asides(result)]).strip(),
        f"{kind}Source: {'; '.join(sources)}.",
        f"{said.split(', ')[0].rstrip('.')}. {symbols}".strip(),
    ]
    return [line for line in lines if line]


def foot(*results: Result) -> list[str]:
    """:func:`small_print` in the lines that a slide has room for; what is cut is in the notes."""
    lines = small_print(*results)
    while sum(-(-len(line) // FOOT_LETTERS) for line in lines) > FOOT_LINES:
        longest = max(lines, key=len)
        room = (-(-len(longest) // FOOT_LETTERS) - 1) * FOOT_LETTERS
        lines[lines.index(longest)] = textwrap.shorten(longest, room, placeholder=" …")
    return lines


def plain(words: str) -> str:
    """A header's words for those who read no SQL: tables of this tool by what they are, and views by their words."""
    words = re.sub(
        r"(?:data/reference/)?\b([a-z_]+)\.csv\b",
        lambda table: f"this tool's table of {table[1].replace('_', ' ')}",
        words,
    )
    return re.sub(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", lambda name: name[0].replace("_", " "), words)


def _asides(result: Result) -> list[str]:
    """What else is to be known, but for who is marked, which is seen."""
    shown = "" if result.are_others_protected else asides.marked(result)
    return [words for words in asides.of(result) if words != shown]


def _counted(result: Result) -> str:
    """Over which authorities, unless it is one that counts, which is said already."""
    if result.authority_total == 1 and not result.left_out:
        return ""
    return f" {coverage.words(result)}."


def printable(result: Result) -> Result:
    """The same result without the characters that no file of XML can hold, among them all control
    characters: each becomes a replacement character. Spaces, tabs and ends of lines stay."""
    names = [column.name for column in result.view.columns if column.unit in ("code", "text")]
    rows = {name: [_printable(cell) for cell in result.rows[name]] for name in names if name in result.rows}
    changed = {name: cells for name, cells in rows.items() if cells != result.rows[name].tolist()}
    if not changed and result.choice_text == _printable(result.choice_text):
        return result
    return replace(result, rows=result.rows.assign(**changed), choice_text=_printable(result.choice_text))


def _printable(cell: Any) -> Any:
    return NO_XML.sub("\ufffd", cell) if isinstance(cell, str) else cell


def property_of(words: str) -> str:
    """Words as a property of a Word or PowerPoint file, which holds 255 letters."""
    return textwrap.shorten(words, LONGEST_PROPERTY, placeholder=" …") if len(words) > LONGEST_PROPERTY else words


def safe(words: str) -> str:
    """Text that no spreadsheet will take for a formula: an apostrophe before a risky beginning."""
    return f"'{words}" if words.startswith(RISKY) else words


def file_name(result: Result, suffix: str) -> str:
    """What, where and when in letters, digits, - and _: placement-distance_camden_2026-03-31.csv.

    Exact figures say so in the name, so that a file that must not be shared can be told at sight.
    """
    return _named(result.view.name, result, suffix)


def page_file_name(title: str, kind: str, result: Result, suffix: str) -> str:
    """As :func:`file_name`, of a page called ``title`` and a ``kind`` of file of all of it:
    placement-distance-slides_camden_2026-03-31.pptx."""
    return _named(f"{title} {kind}", result, suffix)


def figure_file_name(page: str, figure: str, result: Result, suffix: str) -> str:
    """As :func:`file_name`, of one ``figure`` of a ``page``:
    placement-distance-placed-over-20-miles-from-home-funnel_camden_2026-03-31.png."""
    what = [_slug(COUNTED.sub("", words)) for words in (page, figure) if words]
    whole = what[-1] if what[-1].startswith(what[0]) else "-".join(what)
    return _named(textwrap.shorten(whole.replace("-", " "), LONGEST_FIGURE, placeholder=""), result, suffix)


def _named(what: str, result: Result, suffix: str) -> str:
    what, when = _slug(what), f"{result.as_at:%Y-%m-%d}"
    exact = "_exact" if result.profile == EXACT else ""
    room = LONGEST_NAME - len(what) - len(when) - 2
    where = _slug(place(result))[: max(room, LEAST_PLACE)].strip("-")
    return f"{what}_{where}_{when}{exact}.{suffix.lstrip('.')}"


def tool() -> str:
    """The tool and the region that it is served for."""
    return f"{settings.TOOL}, {tables.region()['region_name']}"


def place(result: Result) -> str:
    """Of where a result is, in words: an authority, an area, how many of them, or London."""
    if len(result.marked) == 1:
        return result.marked[0]
    authorities = result.choices.get("authority", ())
    if len(authorities) == 1:
        return geography.name(authorities[0])
    if authorities:
        return counted(len(authorities), "authority")
    areas = result.choices.get("area", ())
    if areas:
        return areas[0] if len(areas) == 1 else f"{counted(len(areas), 'area')}"
    # Of one authority's analyst nothing is chosen, and all there is is theirs.
    return result.vouched[0][0] if result.authority_total == 1 and result.vouched else tables.region()["region_name"]


def one_place(result: Result) -> str:
    """The name of the one place, or of all the region, whose figures a result's are; '' of several places, of a place
    among others, and of what counts nobody or is about the data."""
    counts = any(column.is_measure and column.unit != "number" for column in result.view.columns)
    chosen = result.choices.get("authority", ()) or result.choices.get("area", ())
    return "" if result.marked or len(chosen) > 1 or result.view.section == "data" or not counts else place(result)


def is_of_place(result: Result, heading: str) -> bool:
    """True of a heading that begins with the place a result is of, and so says itself what the figures say."""
    return heading.startswith((f"{place(result)}: ", f"{place(result)}, "))


def tells_of_place(result: Result, heading: str) -> bool:
    """True of a heading that says a figure of the place a result is of, or that begins with the place."""
    return is_of_place(result, heading) or (place(result) in heading and bool(re.search(r"\d", heading)))


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", words.lower())).strip("-")
