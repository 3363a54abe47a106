"""The forecast of a snapshot: simulated, held against what came before, and kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pyarrow as pa

from sufficiency import settings as places_of_files
from sufficiency.catalogue import loader
from sufficiency.database import contents, forecast_tables, parsing, temporary_database
from sufficiency.planning import backtest, drivers, model, one_at_a_time, places, settings, simulation, tables_of
from sufficiency.planning.backtest import Trial
from sufficiency.planning.children import History, history
from sufficiency.planning.places import Place
from sufficiency.reference import served
from sufficiency.snapshot import forecasts
from sufficiency.snapshot.store import Snapshot

# The fact that says which file would make the forecast better; there only where one is lacking.
LACKING = "No population told"
Say = Callable[[str, float | None], None]


def make(
    snapshot: Snapshot, say: Say = lambda doing, share: None, is_stopped: Callable[[], bool] = lambda: False
) -> dict[str, pa.Table]:
    """The forecast's tables, made and kept beside ``snapshot``.

    The same snapshot, views, settings and seed make the same. Raises simulation.Stopped once
    ``is_stopped``, database.apart.NotMade when a view it rests on is broken, ValueError when too
    little was seen, and OSError when the disk will not keep it.
    """
    with one_at_a_time.turn(say, is_stopped, is_private=not snapshot.is_synthetic), served.speaking(snapshot.region):
        return _make(snapshot, say, is_stopped)


def make_lacking(snapshot: Snapshot, say: Say, is_stopped: Callable[[], bool]) -> None:
    """As :func:`make`, unless one is kept by the views as they are, or has been made meanwhile by somebody else."""
    with one_at_a_time.turn(say, is_stopped, is_private=not snapshot.is_synthetic), served.speaking(snapshot.region):
        if not is_kept(snapshot):
            _make(snapshot, say, is_stopped)


def is_kept(snapshot: Snapshot) -> bool:
    """True when the forecast of ``snapshot`` by the views as they are lies beside it."""
    return bool(forecasts.find(snapshot, mark(snapshot)))


def _make(snapshot: Snapshot, say: Say, is_stopped: Callable[[], bool]) -> dict[str, pa.Table]:
    say("Reading the children month by month", None)
    past = read(snapshot)
    where = places.of(past.authorities)
    say("Forecasting the years before, to see how well it does", 0.0)
    trials = backtest.run(
        past, where, lambda share: say("Forecasting the years before, to see how well it does", share), is_stopped
    )
    doing = "Drawing the years to come"
    fitted = model.fit(past, past.last, places.sub_regions(past.authorities), settings.whole("months"))
    driven = drivers.Drivers(fitted.risks.shape, len(past.authorities), settings.whole("months"))
    counts = simulation.run(
        fitted,
        settings.whole("months"),
        settings.whole("runs"),
        settings.whole("seed"),
        settings.whole("chunk"),
        lambda share: say(doing, share),
        is_stopped,
        drivers=driven,
    )
    say("Keeping the forecast", None)
    tables = tables_of.tables(past, fitted, where, trials, counts)
    tables["forecast_drivers"] = drivers.table(where, fitted.is_here, driven.mean(settings.whole("runs")))
    tables["forecast_facts"] = facts(past, fitted.is_here.tolist(), trials, where)
    forecasts.write(snapshot, mark(snapshot), tables)
    return tables


def read(snapshot: Snapshot) -> History:
    """The History in ``snapshot``; raises ValueError when fewer than a year's month ends were seen."""
    rows = temporary_database.rows(snapshot, forecast_tables.INPUTS)
    if rows["int_forecast_months"].num_rows == 0:
        raise ValueError("no return vouches for any month, so nothing can be forecast")
    past = history(*(rows[name] for name in forecast_tables.INPUTS))
    if past.last - int(past.children.month.min()) < simulation.YEAR:
        raise ValueError("a forecast needs returns of two years at least")
    return past


def mark(snapshot: Snapshot) -> str:
    """The fingerprint of the forecast of ``snapshot`` by the views as they are."""
    folder = places_of_files.sql_folder()
    with served.speaking(snapshot.region):
        sums, _ = contents.sound_reference(places_of_files.REFERENCE, {})
        return forecast_tables.mark(snapshot, parsing.catalogue(folder, loader.fingerprint(folder), sums, snapshot))


def facts(past: History, is_here: list[bool], trials: list[Trial], where: list[Place]) -> pa.Table:
    """What a reader must know of how the forecast was made, a fact a row."""
    names = {place.authority_code: place.area_name for place in where if place.level == places.AUTHORITY}
    absent = [names[code] for code, here in zip(past.authorities, is_here, strict=True) if not here]
    last_year = past.first_year + past.population.shape[1] - 1
    tried = sorted({tables_of.month_end(trial.origin) for trial in trials})
    of = "projected" if last_year > tables_of.month_end(past.last).year else "estimated"
    said = {
        "Made from the children at": _day(tables_of.month_end(past.last)),
        "Runs": f"{settings.whole('runs'):,}, from the seed {settings.whole('seed')}: the same again gives the same",
        "Chances of leaving from": f"the {settings.whole('leave_months')} months before",
        "Chances of moving from": f"the {settings.whole('move_months')} months before",
        "Entries from": f"the {settings.whole('entry_months')} months before, for each child of the population",
        "Population": f"{of} for the middle of {last_year}, which goes on from then"
        if last_year
        else "none told of any authority",
        "Left out, because their last return has not come": ", ".join(absent) or "nobody",
        "Held against what came from": ", ".join(_day(day) for day in tried) or "no year: too few were seen",
    }
    if past.without_population:
        lacking = past.without_population
        whose = ", ".join(names[c] for c in lacking) if len(lacking) < len(names) else "any authority"
        said[LACKING] = (
            f"of {whose}: there, as many children are taken to live as make the number in care usual, and no more to "
            "come. Put estimates, and projections where there are, as a CSV into the folder population beside the "
            "returns (columns area_code, year, age, population), and ingest and forecast again"
        )
    return pa.table({"fact": list(said), "said": list(said.values())})


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
