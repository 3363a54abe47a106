"""Records of earlier years that later years contradict, as returns made twice a year do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from sufficiency.synthetic.random_draws import rounded, stream
from sufficiency.synthetic.writing import columns_of

ANSWER_COLUMNS = (
    "authority_code",
    "child",
    "kind",
    "return_year",
    "table_name",
    "episode_start",
    "column_name",
    "written",
    "correct",
    "joining_rule",
)
Tables = dict[tuple[int, str], list[list[str]]]
SHAPE = "%d/%m/%Y"
COLUMNS = columns_of("episodes")
AT = {name: place for place, name in enumerate(COLUMNS)}
HEADER_AT = {name: place for place, name in enumerate(columns_of("header"))}
BLANKED = ("DEC", "REC", "REASON_PLACE_CHANGE")


def _day(text: str) -> datetime:
    return datetime.strptime(text, SHAPE)


# What joining rule 3 compares: a code that changes with the year is not the same episode to it.
SAME = ("RNE", "LS", "PLACE", "PLACE_PROVIDER", "PL_POST", "URN")


def _moved(text: str, days: int) -> str:
    return (_day(text) + timedelta(days=days)).strftime(SHAPE)


class Contradictions:
    """Alters earlier records of a share of one authority's children and keeps the answers."""

    def __init__(self, seed: int, area: str, tables: Tables, answers: list[list[str]]) -> None:
        self.rng = stream(seed, area, "contradictions")
        self.area = area
        self.tables = tables
        self.answers = answers
        self.years = sorted({year for year, _ in tables})
        self.rows: dict[str, dict[int, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
        for year in self.years:
            for row in tables[year, "episodes"]:
                self.rows[row[0]][year].append(row)

    def alter(self, share: float) -> None:
        """Alter the records of a share of the children seen in two returns or more."""
        kinds = (
            self._birth,
            self._ethnic,
            self._late_end,
            self._late_change,
            self._shifted,
            self._other_place,
            self._gap,
        )
        seen = sorted(child for child, years in self.rows.items() if len(years) > 1)
        for child in self.rng.sample(seen, min(rounded(self.rng, share * len(seen)), len(seen))):
            for kind in self.rng.sample(kinds, len(kinds)):
                if kind(child):
                    break

    def _note(
        self,
        child: str,
        kind: str,
        year: int,
        table: str,
        start: str,
        column: str,
        written: str,
        correct: str,
        rule: str,
    ) -> None:
        self.answers.append([self.area, child, kind, str(year), table, start, column, written, correct, rule])

    def _header(self, child: str) -> tuple[int, list[str]] | None:
        year = self.rng.choice(sorted(self.rows[child])[:-1])
        for row in self.tables[year, "header"]:
            if row[0] == child:
                return year, row
        return None

    def _birth(self, child: str) -> bool:
        header = self._header(child)
        if header is None:
            return False
        year, row = header
        old = row[HEADER_AT["DOB"]]
        new = _moved(old, -self.rng.randrange(20, 60))
        if not self._adult(child, year) and _is_adult(new, year):
            return False
        row[HEADER_AT["DOB"]] = new
        self._note(child, "birth date differs", year, "header", "", "DOB", new, old, "latest")
        return True

    def _ethnic(self, child: str) -> bool:
        header = self._header(child)
        if header is None or header[1][HEADER_AT["ETHNIC"]] == "NOBT":
            return False
        year, row = header
        old = row[HEADER_AT["ETHNIC"]]
        row[HEADER_AT["ETHNIC"]] = "NOBT"
        self._note(child, "ethnic group differs", year, "header", "", "ETHNIC", "NOBT", old, "latest")
        return True

    def _pairs(self, child: str) -> Iterator[tuple[int, int]]:
        years = sorted(self.rows[child])
        pairs = [(a, b) for a, b in zip(years, years[1:], strict=False) if b == a + 1]
        return iter(self.rng.sample(pairs, len(pairs)))

    def _blank(self, child: str, year: int, row: list[str], kind: str, rule: str) -> None:
        old = row[AT["DEC"]]
        for name in BLANKED:
            row[AT[name]] = ""
        self._note(child, kind, year, "episodes", row[AT["DECOM"]], "DEC", "", old, rule)

    def _late_end(self, child: str) -> bool:
        """An end that came too late for its return, and that no later return mentions."""
        year = max(self.rows[child])
        row = self.rows[child][year][-1]
        if year == self.years[-1] or row[AT["REC"]] in ("", "X1") or self._adult(child, year):
            return False
        self._blank(child, year, row, "end never returned", "2")
        return True

    def _adult(self, child: str, year: int) -> bool:
        """Whether a child turned 18 by the end of a year, and so can't seem to be in care."""
        for row in self.tables[year, "header"]:
            if row[0] == child:
                return _is_adult(row[HEADER_AT["DOB"]], year)
        return True

    def _late_change(self, child: str) -> bool:
        """A change known only when the next return was made: the old episode seems open."""
        for year, later in self._pairs(child):
            last = self._last_two(child, year, later)
            if last is None:
                continue
            before, newest = last
            self.tables[year, "episodes"].remove(newest)
            self._blank(child, year, before, "change returned a year late", _rule_one(newest))
            return True
        return False

    def _last_two(self, child: str, year: int, later: int) -> tuple[list[str], list[str]] | None:
        """The last two episodes of a year, the later of them open and in the next return too."""
        rows = sorted(self.rows[child][year], key=lambda row: _day(row[AT["DECOM"]]))
        if len(rows) < 2 or rows[-1][AT["DEC"]] or rows[-2][AT["REC"]] != "X1":
            return None
        if rows[-2][AT["PLACE"]].startswith("T"):
            return None
        start = rows[-1][AT["DECOM"]]
        there = any(row[AT["DECOM"]] == start for row in self.rows[child][later])
        return (rows[-2], rows[-1]) if there else None

    def _gap(self, child: str) -> bool:
        """An end that disagrees with the start of the episode the next return brings."""
        for year, later in self._pairs(child):
            last = self._last_two(child, year, later)
            if last is None:
                continue
            before, newest = last
            days = self.rng.choice((-6, -4, -3, 3, 5, 8))
            old, new = before[AT["DEC"]], _moved(before[AT["DEC"]], days)
            if _day(new) <= _day(before[AT["DECOM"]]) or _day(new) > datetime(year, 3, 31):
                continue
            self.tables[year, "episodes"].remove(newest)
            before[AT["DEC"]] = new
            kind, rule = ("overlap", "4") if days > 0 else ("gap", "5")
            self._note(
                child, f"{kind} with a later return", year, "episodes", before[AT["DECOM"]], "DEC", new, old, rule
            )
            return True
        return False

    def _shifted(self, child: str) -> bool:
        """An open episode whose start the next return corrects by a few days."""
        for year, later in self._pairs(child):
            row = self._open(child, year)
            if row is None or row[AT["RNE"]] == "S":
                continue
            start = row[AT["DECOM"]]
            alone = [
                r
                for r in self.rows[child][later]
                if r[AT["DECOM"]] == start and all(r[AT[name]] == row[AT[name]] for name in SAME)
            ]
            new = _moved(start, -self.rng.randrange(2, 7))
            others = [r for r in self.rows[child][year] if r is not row]
            clash = any(_day(r[AT["DECOM"]]) >= _day(new) for r in others)
            if alone and not clash:
                row[AT["DECOM"]] = new
                self._note(child, "start differs", year, "episodes", new, "DECOM", new, start, "3")
                return True
        return False

    def _other_place(self, child: str) -> bool:
        """An open episode whose placement code the next return corrects."""
        for year, later in self._pairs(child):
            row = self._open(child, year)
            if row is None or row[AT["PLACE"]] not in ("U4", "U6"):
                continue
            start, old = row[AT["DECOM"]], row[AT["PLACE"]]
            if any(r[AT["DECOM"]] == start for r in self.rows[child][later]):
                new = "U4" if old == "U6" else "U6"
                row[AT["PLACE"]] = new
                self._note(child, "placement differs", year, "episodes", start, "PLACE", new, old, "latest")
                return True
        return False

    def _open(self, child: str, year: int) -> list[str] | None:
        rows = [row for row in self.rows[child][year] if not row[AT["DEC"]]]
        return rows[-1] if rows else None


def _is_adult(born: str, year: int) -> bool:
    """Whether a child of a birth date is 18 by the end of a return year."""
    return _day(born) < datetime(year - 18, 4, 1)


def _rule_one(newest: list[str]) -> str:
    return "1A" if newest[AT["RNE"]] == "S" else "1"
