"""The whole invented region: every authority's histories and returns, written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sufficiency.reference import regions, tables
from sufficiency.settings import ANSWERS_MARKER
from sufficiency.synthetic import feeds as case_system
from sufficiency.synthetic import found as found_placements
from sufficiency.synthetic import index as sufficiency_index
from sufficiency.synthetic.contradictions import ANSWER_COLUMNS as CONTRADICTION_COLUMNS
from sufficiency.synthetic.contradictions import Contradictions
from sufficiency.synthetic.file_errors import ANSWER_COLUMNS as ERROR_COLUMNS
from sufficiency.synthetic.file_errors import ErrorInjector
from sufficiency.synthetic.flows import Flows
from sufficiency.synthetic.history import History
from sufficiency.synthetic.homes import Allotment
from sufficiency.synthetic.housing import Housing
from sufficiency.synthetic.places import directory
from sufficiency.synthetic.provision import Provision
from sufficiency.synthetic.random_draws import stream
from sufficiency.synthetic.register import write_registers
from sufficiency.synthetic.returns import Returns
from sufficiency.synthetic.sendings import Sendings
from sufficiency.synthetic.targets import (
    ENGLAND,
    REGION,
    Published,
    YearTargets,
    authority_targets,
    read_published,
    share_hidden,
    shares_from,
)
from sufficiency.synthetic.writing import Form, write_table

Progress = Callable[[str, float], None]


@dataclass
class Errors:
    """What is put wrong on purpose, and a note of each."""

    injector: ErrorInjector
    contradictions: float  # the share of children whose record of an earlier year disagrees with a later one
    contradicted: list[list[str]] = field(default_factory=list)


def authorities_of(region: str) -> dict[str, tables.Row]:
    """The authorities of a region by ONS code."""
    held = regions.members().get(region, frozenset())
    return {row["authority_code"]: row for row in tables.records("authorities") if row["authority_code"] in held}


def chosen(authorities: Sequence[str] | None, region: str = REGION) -> list[str]:
    """ONS codes of the authorities asked for, by ONS, DfE or LIIA code or name; all of the region if None.

    Raises ValueError for one that is not in it.
    """
    known = authorities_of(region)
    if not authorities:
        return sorted(known)
    names = {}
    for code, row in known.items():
        for key in ("authority_code", "dfe_code", "liia_code", "authority_name"):
            if row[key]:
                names[row[key].casefold()] = code
    missing = [name for name in authorities if name.strip().casefold() not in names]
    if missing:
        raise ValueError(f"not authorities of {regions.named(region)['region']}: {', '.join(missing)}")
    return sorted({names[name.strip().casefold()] for name in authorities})


def synthesise(
    out: Path,
    seed: int = 903,
    scale: float = 1.0,
    authorities: Sequence[str] | None = None,
    last_year: int = 2026,
    years: int = 6,
    error_share: float = 0.0,
    contradictions: float = 0.01,
    late: str = "",
    corrected: str = "",
    later: Path | None = None,
    searches: Sequence[str] = (),
    vacancies: Sequence[str] = (),
    feeds: Sequence[str] = (),
    feed_days: int | None = None,
    feed_weeks: int = 1,
    index: bool = False,
    region: str = REGION,
    progress: Progress | None = None,
) -> None:
    """Write ``years`` returns up to ``last_year`` for the authorities of ``region`` into ``out``.

    ``scale`` multiplies every count; ``error_share`` is the share of rows given an error and
    ``contradictions`` that of children whose record of an earlier year disagrees with a later
    one, both listed under ``out/answers``. The last return of the authority named ``late`` is written
    under ``later`` alone; that of the one named ``corrected`` with some children left out, and whole under
    ``later``. Those in ``searches`` send what they found in the last quarter, and those in ``vacancies`` the
    vacancies of their homes; the case systems of those in ``feeds`` export theirs ``feed_days`` after the last return's
    end, or some months where that is not said, and in the weeks before, ``feed_weeks`` in all. With ``index`` a
    sufficiency index is written too. ``progress`` is told what is done and the share of the work behind it. Raises
    ValueError for no region, an authority outside it, one of these two that is not among ``authorities``, or less than
    a week.
    """
    tell = progress or (lambda text, share: None)
    row, known = regions.named(region), authorities_of(region)
    areas = chosen(authorities, region)
    finders, tellers, feeding = (chosen(names, region) if names else [] for names in (searches, vacancies, feeds))
    days = case_system.feed_days(last_year, feed_days, feed_weeks)
    sendings = Sendings(
        Path(out), seed, last_year, _among(areas, late, region), _among(areas, corrected, region), later
    )
    tell("postcodes", 0.0)
    out, places = Path(out), directory()
    published = read_published()
    base = shares_from(published, region)
    span = range(last_year - years + 1, last_year + 1)
    targets = _targets(published, span, scale, known, base, region)
    tell("provision", 0.06)
    flows = Flows(places, targets, region)
    provision = Provision(places, seed, scale)
    by_urn = {provider.urn: provider for provider in provision.all}
    allotment = Allotment(provision, flows, seed, last_year)
    listed = "South London" if region == REGION else row["region_name"]
    write_registers(out, provision, seed, list(span), known, f"{listed} approved list")
    if index:
        sufficiency_index.write(out, provision, seed, last_year, row, known)
    errors = Errors(ErrorInjector(seed, error_share), contradictions)
    going_on: list[tuple[Returns, History]] = []
    for done, area in enumerate(areas):
        tell(known[area]["authority_name"], 0.1 + 0.9 * done / len(areas))
        housing = Housing(stream(seed, area, "housing"), area, places, provision, flows, allotment)
        history = History(seed, area, known[area]["liia_code"], targets[area], housing)
        returns = Returns(seed, area, known[area], history.run(), span, targets[area], by_urn)
        _write_returns(returns, errors, sendings)
        found_placements.write(out, returns, finders, tellers)
        if area in feeding:
            going_on.append((returns, history))
    # Places in homes are shared, so that nobody's history may go on before all returns are written.
    after = _targets_after(published, last_year, scale, known, base) if going_on else {}
    if after:
        flows.add(last_year + 1, after)
    for returns, history in going_on:
        case_system.write(out, returns, history, after[returns.area], days)
    _write_answers(out, errors)
    sendings.seal()
    tell("done", 1.0)


def _targets(
    published: Published, span: range, scale: float, areas: Iterable[str], base: str, region: str
) -> dict[str, dict[int, YearTargets]]:
    """The targets of each return year of ``span``, of each authority."""
    targets = {area: authority_targets(published, area, span[0], span[-1], scale, base) for area in areas}
    if base == region:
        share_hidden(targets, published, "placement_type", base)
    return targets


def _write_returns(returns: Returns, errors: Errors, sendings: Sendings) -> None:
    """Write one authority's returns, with what is to be wrong in them."""
    tables = {(year, name): rows for year in returns.years for name, rows in returns.tables(year)}
    Contradictions(returns.seed, returns.area, tables, errors.contradicted).alter(errors.contradictions)
    children = {year: [row[0] for row in tables[year, "header"]] for year in returns.years}
    for (year, name), rows in tables.items():
        written, form = errors.injector.inject(returns.area, year, name, rows)
        for folder, sent in sendings.of(returns.area, year, written, children[year]):
            write_table(folder / returns.area / str(year) / f"{name}.csv", form, sent)


def _targets_after(
    published: Published, last_year: int, scale: float, areas: Iterable[str], base: str
) -> dict[str, YearTargets]:
    """The targets of the year after the last return, of each authority."""
    targets = {area: authority_targets(published, area, last_year, last_year + 1, scale, base) for area in areas}
    if base != ENGLAND:
        share_hidden(targets, published, "placement_type", base)
    return {area: years[last_year + 1] for area, years in targets.items()}


def _among(areas: Sequence[str], name: str, region: str) -> str:
    """The ONS code of the authority called ``name``; '' for none. Raises ValueError where it is not among ``areas``."""
    if not name:
        return ""
    (code,) = chosen([name], region)
    if code not in areas:
        raise ValueError(f"{name} is not among the authorities that are made")
    return code


def _write_answers(out: Path, errors: Errors) -> None:
    """What was put wrong on purpose, outside the authorities' folders."""
    folder = out / "answers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ANSWERS_MARKER).write_text(
        "Made by synthesise to check an import against; ingest does not read it.\n", encoding="utf-8"
    )
    write_table(folder / "errors.csv", Form(ERROR_COLUMNS), errors.injector.answers)
    write_table(folder / "contradictions.csv", Form(CONTRADICTION_COLUMNS), errors.contradicted)
