"""Run the open DfE rule set over a folder of returns, the year before supplied where there is one.

The rule set pins an old pandas, so it has an environment of its own and is never imported by the
product or its tests:

    python -m venv .rules && .rules/bin/pip install csc-validator-be-903
    .rules/bin/python tests/rules/check_returns.py OUT [--authorities E09000008,...] [--csv FILE]

Prints, for every rule that found something, the rows it flagged, and the counts of rules that ran,
failed anywhere, or failed on more than 0.1 % of the rows of the tables they read.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import importlib
import io
import logging
import sys
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

TABLES = {
    "header": "Header",
    "episodes": "Episodes",
    "reviews": "Reviews",
    "uasc": "UASC",
    "oc2": "OC2",
    "oc3": "OC3",
    "ad1": "AD1",
    "placed_for_adoption": "PlacedAdoption",
    "previous_permanence": "PrevPerm",
    "missing": "Missing",
    "social_worker": "SWEpisodes",
    "dolo": "DoLo",
}
OLDEST_RULES = 2023
SHARE_ALLOWED = 0.001
SEX_RECODED = 2025
# All rules share their tables, and 362 fills in the end of every open episode. This rule then takes
# children still in care to have left it, and so is run again alone where it flags something.
SPOILT = ("707",)


def ruleset(year: int) -> dict:
    """The rules of a return year; years before the oldest set are held to the oldest."""
    year = max(year, OLDEST_RULES)
    name = f"lac_validator.rules.lac{year - 1}_{year % 100:02d}"
    return importlib.import_module(name).registry


def files(folder: Path, description: str) -> list[dict]:
    """A year's tables in the form the rule set takes uploads in."""
    return [
        {"name": path.name, "description": description, "file_content": path.read_bytes()}
        for path in sorted(folder.glob("*.csv"))
        if path.stem in TABLES
    ]


def recoded(upload: dict) -> dict:
    """The header of the year before with SEX in the codes of 2025: rule 202 compares the text."""
    if upload["description"] != "Prev year" or upload["name"] not in ("header.csv", "uasc.csv"):
        return upload
    lines = upload["file_content"].decode().splitlines(keepends=True)
    cells = [line.split(",") for line in lines]
    for row in cells[1:]:
        row[1] = {"1": "M", "2": "F"}.get(row[1], row[1])
    return {**upload, "file_content": "".join(",".join(row) for row in cells).encode()}


def flags(run) -> Counter:
    """Rows flagged by each rule of a run."""
    found: Counter = Counter()
    for table, frame in run.ds_results.items():
        if table != "metadata":
            for column in frame.columns:
                if column.startswith("ERR_"):
                    found[column[4:]] += int(frame[column].eq(True).sum())
    return found


def check(job: tuple[str, str, int]) -> list[tuple[str, int, str, str, int, int]]:
    """Rows (authority, year, rule, outcome, rows flagged, rows read) of one authority's year."""
    root, area, year = job
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    from lac_validator.lac_validator import LacValidator

    now, before = Path(root) / area / str(year), Path(root) / area / str(year - 1)
    uploads = files(now, "This year") + (files(before, "Prev year") if before.is_dir() else [])
    if year == SEX_RECODED:
        uploads = [recoded(upload) for upload in uploads]
    rules = ruleset(year)
    metadata = {"collectionYear": str(year), "localAuthority": area}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        run = LacValidator(metadata=metadata, files=uploads, registry=rules)
        flagged = flags(run)
        spoilt = [code for code in SPOILT if flagged[code]]
        if spoilt:
            alone = flags(LacValidator(dict(metadata), uploads, rules, selected_rules=spoilt))
            flagged.update({code: alone[code] - flagged[code] for code in spoilt})
    found = []
    for code, rule in rules.items():
        if code in run.fails or code in run.skips:
            outcome = "could not run" if code in run.fails else "skipped"
            found.append((area, year, code, outcome, 0, 0))
            continue
        read = sum(len(run.dfs[t]) for t in rule.tables or () if t in run.dfs)
        found.append((area, year, code, "ran", flagged[code], read))
    return found


def main() -> int:
    """Check every authority's year; exit 1 if a rule flags more than is allowed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--authorities", default="")
    parser.add_argument("--years", default="")
    parser.add_argument("--csv", default="")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    root = Path(options.folder)
    only, years = set(options.authorities.split(",")) - {""}, set(options.years.split(",")) - {""}
    jobs = [
        (str(root), path.parent.name, int(path.name))
        for path in sorted(root.glob("E*/*"))
        if path.is_dir() and (not only or path.parent.name in only) and (not years or path.name in years)
    ]
    rows: list[tuple[str, int, str, str, int, int]] = []
    with ProcessPoolExecutor(options.processes) as pool, contextlib.ExitStack() as open_files:
        writer = None
        if options.csv:
            file = open_files.enter_context(open(options.csv, "w", newline="", encoding="utf-8"))
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["authority_code", "return_year", "rule", "outcome", "flagged", "read"])
        for found in pool.map(check, jobs):
            rows += found
            if writer is not None:
                writer.writerows(found)
                file.flush()
    return report(rows)


def report(rows: list[tuple[str, int, str, str, int, int]]) -> int:
    """Print the result; 1 if a rule flagged more than is allowed in any authority's year."""
    ran = {row[2] for row in rows if row[3] == "ran"}
    flagged, read, worst, where = Counter(), Counter(), Counter(), Counter()
    for _, _, code, outcome, bad, size in rows:
        if outcome == "ran":
            flagged[code] += bad
            read[code] += size
            where[code] += bad > 0
            worst[code] = max(worst[code], bad / max(size, 1))
    failing = [code for code in sorted(flagged) if flagged[code]]
    for code in failing:
        print(
            f"{code:>8}  {flagged[code]:>7} of {read[code]:>8} rows, in {where[code]:>3} returns,"
            f" at worst {100 * worst[code]:.2f} %"
        )
    over = [code for code in failing if worst[code] > SHARE_ALLOWED]
    other = {row[2] for row in rows} - ran
    stuck = sorted({row[2] for row in rows if row[3] == "could not run"} & other)
    quiet = len(ran) - len(failing)
    print(f"returns {len({row[:2] for row in rows})}")
    print(f"rules that ran {len(ran)}, never ran {len(other)} ({len(stuck)} stop with an error)")
    print(f"rules that found nothing {quiet} ({100 * quiet / max(len(ran), 1):.1f} %)")
    print(f"rules over 0.1 % of rows in some return {len(over)}")
    print(f"rows flagged {sum(flagged.values())}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
