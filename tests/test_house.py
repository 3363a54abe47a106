"""The rules of the house, kept by a machine: who imports what, how long, how named, how private."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from sufficiency import settings

ROOT = Path(__file__).parent.parent
PRODUCT = sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "sufficiency").rglob("*.py")])
PAGES = sorted((ROOT / "pages").rglob("*.py"))
ROOMS = sorted((ROOT / "sufficiency").rglob("*.py"))
# What pages are made of and what they show; the other rooms follow.
SCREEN = [
    *PAGES,
    *(path for path in ROOMS if path.relative_to(ROOT / "sufficiency").parts[0] in ("web", "presentation")),
]
# Whatever could ask another machine for something.
NETWORK = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "urllib.request", "urllib3"}
# What a page asks its own screen for, and never by itself.
BEHIND = {
    "access",
    "catalogue",
    "checks",
    "choices",
    "database",
    "disclosure",
    "loading",
    "query",
    "returns",
    "settings",
    "snapshot",
    "synthetic",
}


def tracked() -> list[Path]:
    """Every file of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]


def named(path: Path) -> str:
    """A file's path within the repository."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """The dotted name of every module that ``path`` imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches(path: Path, walls: set[str]) -> set[str]:
    """Which of ``walls`` a file imports, they or what lies in them."""
    return {wall for wall in walls for name in imports(path) if f"{name}.".startswith(f"{wall}.")}


@pytest.mark.parametrize("path", PRODUCT, ids=named)
def test_nothing_reaches_the_network_or_the_tests(path: Path) -> None:
    assert not reaches(path, NETWORK | {"tests"})


@pytest.mark.parametrize("path", ROOMS, ids=named)
def test_the_package_knows_neither_its_pages_nor_the_list_of_them(path: Path) -> None:
    assert not reaches(path, {"app", "pages"})


# Words that say nothing of what they name. A forecast's months ``ahead`` are called so by the trade.
NO_NAMES = {"found", "one", "made", "Made", "taking", "saying", "lend", "lent", "wish", "entitled"}
NO_NAMES_ON_SCREEN = {"ahead"}


@pytest.mark.parametrize("path", PRODUCT, ids=named)
def test_a_name_says_what_it_names(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    given = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    given |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    given |= {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert not given & (NO_NAMES | (NO_NAMES_ON_SCREEN if path in SCREEN else set()))


def test_no_two_classes_of_what_is_shown_are_called_the_same() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SCREEN]
    names = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_is_thin(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 80
    assert not reaches(path, {"pandas", "numpy", "duckdb", "pyarrow", "csv", "pathlib", "os"})
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("sufficiency.")}
    assert not rooms & BEHIND
    words = [n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant)]
    sql = re.compile(r"^\s*(select|with|from)\b.*\b(from|where|select)\b", re.DOTALL)
    assert [word for word in words if isinstance(word, str) and sql.match(word)] == []
    assert "st.cache" not in text and "st.session_state" not in text


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_the_first_thing_a_page_does_is_check_access(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    acts = [
        node
        for statement in body
        if not isinstance(statement, (ast.FunctionDef, ast.Import, ast.ImportFrom))
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    ]
    first = ast.unparse(min(acts, key=lambda call: call.lineno).func) if acts else ""
    assert first in ("page.start", "plain_page.start")


def test_pages_lie_in_sections_and_each_is_in_the_menu() -> None:
    assert [path for path in (ROOT / "pages").iterdir() if path.is_file()] == []
    listed = (ROOT / "app.py").read_text(encoding="utf-8")
    for path in PAGES:
        assert path.relative_to(ROOT / "pages").with_suffix("").as_posix() in listed
    assert len(listed.splitlines()) < 70


@pytest.mark.parametrize("path", PRODUCT, ids=named)
def test_a_module_is_short_has_a_purpose_and_a_name_that_says_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 250
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring and not docstring.startswith("TODO")
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "constants", "manager", "base"}
    assert not vague & {*path.stem.split("_"), path.parent.name}


def test_the_formatter_lays_out_every_module() -> None:
    """Its width is ours to choose; what it would spoil is said otherwise."""
    comment = "# fmt" + ":"
    assert [named(path) for path in tracked() if path.suffix == ".py" and comment in path.read_text("utf-8")] == []


def test_no_module_hides_one_of_pythons_own() -> None:
    """A file run by its path finds what lies beside it before Python's own modules of the same name."""
    modules = [path for path in tracked() if path.suffix == ".py"]
    assert len(modules) > 200
    assert [named(path) for path in modules if path.stem in sys.stdlib_module_names] == []


@pytest.mark.parametrize("path", PRODUCT, ids=named)
def test_what_is_ignored_or_caught_whole_has_a_reason(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for line in lines:
        if re.search(r"# (type: ignore|noqa)", line):
            assert re.search(r"# (type: ignore\[[\w-]+\]  #|noqa: \w+ -) \w.{5,}", line), line
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and ast.unparse(node.type or ast.Name("all")) in (
            "all",
            "Exception",
            "BaseException",
        ):
            is_raised_again = any(isinstance(part, ast.Raise) for part in node.body)
            told = "".join(lines[node.lineno - 1 : node.body[0].lineno])
            assert is_raised_again or "# " in told, f"line {node.lineno}: say why everything is caught"


@pytest.mark.parametrize("path", PRODUCT, ids=named)
def test_nothing_is_printed_or_left_for_later(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*print\(", text, re.MULTILINE), "a page or click says it"
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)
    assert "breakpoint()" not in text


def test_rows_pass_the_gate_at_the_one_door_and_nowhere_else() -> None:
    callers = {named(p) for p in PRODUCT if "gate.apply(" in p.read_text(encoding="utf-8")}
    # The third shows invented figures before and after the gate, to explain it.
    doors = {"sufficiency/query.py", "sufficiency/database/comparators.py"}
    assert callers == doors | {"sufficiency/presentation/worked_examples.py"}


def lists_of(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """The constants of a module that list words, by name."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        value = node.value.args[0] if isinstance(node.value, ast.Call) and node.value.args else node.value
        if isinstance(value, ast.Tuple | ast.List | ast.Set):
            words = [part.value for part in value.elts if isinstance(part, ast.Constant)]
            if len(words) == len(value.elts) > 1 and all(isinstance(word, str) for word in words):
                yield node.targets[0].id, frozenset(map(str, words))


def test_what_protection_lists_is_listed_once() -> None:
    """Units that are no secret stood in three modules: whoever had changed one would have left two."""
    listed = [(named(path), name, words) for path in ROOMS for name, words in lists_of(path)]
    protected = [each for each in listed if each[0].startswith("sufficiency/disclosure/")]
    assert {"PUBLIC", "MONEY"} <= {name for _, name, _ in protected}
    for where, name, words in protected:
        assert [(w, n) for w, n, same in listed if same == words] == [(where, name)]


def test_sql_is_run_only_behind_the_one_door() -> None:
    behind = ("loading/", "returns/", "synthetic/", "database/", "catalogue/", "query.py", "checks.py")
    strays = [
        named(path)
        for path in PRODUCT
        if reaches(path, {"duckdb"}) and not named(path).startswith(tuple(f"sufficiency/{room}" for room in behind))
    ]
    assert strays == []


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    # Put together here, so that this file does not name them either.
    hosts = ["py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "conda" + ".anaconda"]
    places = ["/" + "tmp/", "/" + "work/", "../" + "shared", "/" + "home/", "/" + "root/"]
    for path in tracked():
        if path.suffix in (".parquet", ".png", ".geojson"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        inside = named(path).startswith(("tests/", ".ci/"))
        for word in hosts if inside else [*hosts, *places]:
            assert word not in text, f"{named(path)} names {word}"


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "reference").glob("*.csv")), ids=named)
def test_every_reference_table_says_where_each_row_is_from(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    if "source" in rows[0]:
        assert all((row["source"] or "").strip() for row in rows)
        return
    with (path.parent / "published_measures.csv").open(encoding="utf-8", newline="") as handle:
        sourced = {row["measure"] for row in csv.DictReader(handle) if row["source"].strip()}
    assert {row["measure"] for row in rows} <= sourced, "a measure's source is with the measure"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_says_why_it_is_there(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "-r ", "-c ")):
            assert re.match(r"^[A-Za-z0-9_.\[\]-]+==[\w.]+(\s*;[^#]+)?\s+# \S.{5,}", line), line


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("#")[0].split(";")[0].strip().split("==") for line in lines if "==" in line)
    return {package.lower().replace("_", "-"): version for package, version in pairs}


def test_what_requirements_bring_with_them_is_pinned_too() -> None:
    constraints = pins("constraints.txt")
    asked = {**pins("requirements.txt"), **pins("requirements-dev.txt")}
    assert {name: constraints.get(name) for name in asked} == asked
    waiting, seen = [*asked], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            needs = [Requirement(line) for line in requires(name) or ()]
            waiting += [
                n.name.lower().replace("_", "-") for n in needs if not n.marker or n.marker.evaluate({"extra": ""})
            ]
    assert seen - constraints.keys() == set(), "renew constraints.txt as docs/CONTRIBUTING.md says"
    assert "-c constraints.txt" in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_git_keeps_no_child_but_the_invented_ones() -> None:
    kept = [named(path) for path in tracked() if path.suffix in (".parquet", ".duckdb", ".db")]
    assert kept, "the demonstration is in the repository"
    assert all(name.startswith("data/snapshots/demonstration/") for name in kept)
    private = ("members.csv", "secrets.toml", "key")
    assert [named(p) for p in tracked() if p.name in private] == []
    size = sum((ROOT / name).stat().st_size for name in kept)
    assert size < 15_000_000


def test_the_server_is_private_as_it_stands() -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as handle:
        config = tomllib.load(handle)
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "127.0.0.1"
    assert config["server"]["fileWatcherType"] == "none"
    assert config["server"]["maxUploadSize"] == settings.FILE_MB, "and a page takes files from whoever may load alone"
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["disableDataExport"] is True
    assert config["client"]["toolbarMode"] in ("viewer", "minimal")
    off = ("enableXsrfProtection", "enableCORS", "enableStaticServing", "enableAgentApi")
    weakened = {key: config["server"].get(key) for key in off if key in config["server"]}
    assert weakened in ({}, {"enableXsrfProtection": True, "enableCORS": True})
