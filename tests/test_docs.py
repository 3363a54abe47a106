"""What README and docs name is there: files, commands, settings, pages' addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from starlette.routing import Route

from sufficiency.__main__ import COMMANDS, main
from sufficiency.web import server

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {path: path.read_text(encoding="utf-8") for path in DOCS}
PATH = re.compile(r"`((?:\.?[\w-]+/)*\.?[\w.-]+(?:/|\.(?:md|py|sql|csv|toml|txt|yaml|json|pptx|service|timer)))`")
SETTING = re.compile(r"\bSUFFICIENCY_[A-Z]+(?:_[A-Z]+)*\b")
COMMAND = re.compile(r"python -m sufficiency (?:--[\w-]+|[a-z]+(?:-[a-z]+)*)(?: [a-z]+\b(?!=))?")
# Written in capitals in a recipe: what its reader puts in.
STANDS_FOR = re.compile(r"(?:^|[/_])(?:NAME|SECTION|CASE|IN|OUT|NEW|NEXT|FROZEN)(?:$|[/._])")
# Made by whoever runs the tool, in the data folder or beside the settings, or one in each of many folders.
NOT_IN_ONE_PLACE = {
    ".streamlit/secrets.toml",
    "audit/",
    "expect.csv",
    "members.csv",
    "problems.csv",
    "problems.xlsx",
    "snapshots/",
    "templates/",
    "templates/page.pptx",
    "data/snapshots/",
    "data/units/",
    "units/",
    "incoming/",
}
# Files of a recipe or a table that are named without their folder, and where they lie.
IN_FOLDERS = ("data/reference", "tests/views", "docs/operations")


def names(text: str) -> set[str]:
    """Every path that a text names."""
    found = {name for name in PATH.findall(text) if not STANDS_FOR.search(name)}
    return found - NOT_IN_ONE_PLACE


def commands(text: str) -> set[tuple[str, ...]]:
    """Every command of the tool that a text gives, as its words: a group's with the command's own."""
    found = set()
    for line in COMMAND.findall(text):
        words = line.split()[3:]
        if not words[0].startswith("--"):
            group = main.get_command(None, words[0])
            found.add(tuple(words[: 2 if isinstance(group, click.Group) else 1]))
    return found


def is_there(name: str) -> bool:
    """Whether a path lies in the repository, from its top or in a folder that the sentence names."""
    path = ROOT / name
    return path.exists() or any((ROOT / folder / name).exists() for folder in IN_FOLDERS)


def settings_of_the_code() -> set[str]:
    """Every variable of the environment that the product reads."""
    files = [*(ROOT / "sufficiency").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]
    return {name for path in files for name in SETTING.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_file_named_is_there(path: Path) -> None:
    assert sorted(name for name in names(TEXTS[path]) if not is_there(name)) == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_command_given_is_one(path: Path) -> None:
    known: set[tuple[str, ...]] = {(name,) for name in COMMANDS}
    for name in COMMANDS:
        command = main.get_command(None, name)
        if isinstance(command, click.Group):
            known |= {(name, part) for part in command.commands}
    assert sorted(commands(TEXTS[path]) - known) == []


def test_every_command_is_in_the_readme_or_the_docs() -> None:
    told = {words[0] for text in TEXTS.values() for words in commands(text)}
    assert sorted(COMMANDS.keys() - told) == []


def test_the_table_of_rooms_has_the_layers_that_are_held() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    rows = re.findall(r"^\| (`sufficiency/.*?) \|", TEXTS[ROOT / "docs" / "ARCHITECTURE.md"], re.M)
    told = [{Path(name).stem for name in re.findall(r"`sufficiency/([\w.]+)`", row)} for row in rows]
    assert told == [set(layer.split(" | ")) for layer in layers]


def test_the_recipe_of_a_choice_names_every_view_that_is_to_hand_it_on() -> None:
    recipe = TEXTS[ROOT / "docs" / "CONTRIBUTING.md"].partition("## Add a choice")[2].partition("\n## ")[0]
    calls = re.compile(r"\bis_wanted(?:_child)?\(")
    calling = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob("sql/*/*.sql")
        if path.parent.name != "macros" and calls.search(path.read_text(encoding="utf-8"))
    }
    step = recipe.partition("3. ")[2].partition("4. ")[0]
    assert {name for name in names(step) if name.startswith("sql/") and "/macros/" not in name} == calling


def test_operations_tells_every_setting_and_no_other() -> None:
    told = set(SETTING.findall(TEXTS[ROOT / "docs" / "OPERATIONS.md"]))
    assert told == settings_of_the_code()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_setting_named_is_read_by_the_code(path: Path) -> None:
    assert set(SETTING.findall(TEXTS[path])) <= settings_of_the_code()


def test_what_watches_the_server_asks_an_address_that_it_answers() -> None:
    answered = {route.path for route in server.ROUTES if isinstance(route, Route)}
    for name in ("Containerfile", "sufficiency-health.service"):
        text = (ROOT / "docs" / "operations" / name).read_text(encoding="utf-8")
        asked = set(re.findall(r"127\.0\.0\.1:8501(/\w+)", text))
        assert asked and asked <= answered


def test_the_extractors_find_what_is_not_there() -> None:
    assert names("See `sql/marts/nothing.sql`, `pages/need/trends.py` and `sql/marts/NAME.sql`.") == {
        "sql/marts/nothing.sql",
        "pages/need/trends.py",
    }
    assert not is_there("sql/marts/nothing.sql")
    assert commands("`python -m sufficiency members drop` and\npython -m sufficiency nothing IN") == {
        ("members", "drop"),
        ("nothing",),
    }
    assert SETTING.findall("`SUFFICIENCY_NOTHING`=1") == ["SUFFICIENCY_NOTHING"]
