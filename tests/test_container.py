"""What the Containerfile copies, and no engine is needed to see: it is there, is let through, is enough to sign in and
answer with what requirements.txt installs alone, and asks no other machine for anything when it starts."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement

from tests import tiny
from tests.test_house import ROOT, imports, pins

TEXT = re.sub(r"\\\n", " ", (ROOT / "docs/operations/Containerfile").read_text(encoding="utf-8"))
COPIED = [source for line in re.findall(r"^COPY (.+)$", TEXT, re.M) for source in line.split()[:-1]]
# In a process that knows no package but those named: what pages are made of, what a sign-in loads, and one answer.
TRIAL = """
import importlib, importlib.metadata, json, runpy, sys
known = set(json.loads(sys.argv[1]))
refused = {
    module for module, names in importlib.metadata.packages_distributions().items()
    if not any(name.lower().replace("_", "-") in known for name in names)
}
class Refusal:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in refused:
            raise ModuleNotFoundError(f"No module named {name!r}: requirements.txt does not bring it", name=name)
sys.meta_path.insert(0, Refusal())
sys.path.insert(0, "")
for name in sys.argv[2:]:
    importlib.import_module(name)
importlib.import_module("streamlit.web.server.starlette.starlette_auth_routes")
importlib.import_module("authlib.integrations.starlette_client")
sys.argv = ["sufficiency", "view", "headline", "--exact", "--format", "json"]
runpy.run_module("sufficiency", run_name="__main__")
"""


def installed() -> set[str]:
    """Names of the packages that requirements.txt installs, with those they bring."""
    waiting, names = [*pins("requirements.txt")], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            needs = [Requirement(line) for line in requires(name) or ()]
            waiting += [
                need.name.lower().replace("_", "-")
                for need in needs
                if not need.marker or need.marker.evaluate({"extra": ""})
            ]
    return names


def is_module(folder: Path, name: str) -> bool:
    """Whether a dotted name is one of the tool's modules, and not something in one."""
    path = folder / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def test_whatever_is_copied_is_there_and_let_through() -> None:
    assert len(COPIED) > 8
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in lines if line.startswith("!")}
    assert "*" in lines, "and nothing else is handed to the engine"
    assert let_through == set(COPIED)
    assert [source for source in COPIED if not (ROOT / source).exists()] == []


def test_what_is_copied_signs_in_and_answers_with_what_is_installed(tmp_path: Path) -> None:
    away = tmp_path / "app"
    for source in COPIED:
        if not source.startswith("data/snapshots"):
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            (away / source).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / source, away / source)
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SUFFICIENCY_SQL")}
    environment |= {"SUFFICIENCY_DATA": str(tiny.write(tmp_path / "data")), "PYTHONDONTWRITEBYTECODE": "1"}
    asked = {name for path in (away / "app.py", *(away / "pages").rglob("*.py")) for name in imports(path)}
    modules = sorted(name for name in asked if is_module(away, name))
    assert len(modules) > 20
    trial = [sys.executable, "-c", TRIAL, json.dumps(sorted(installed())), *modules]
    run = subprocess.run(trial, cwd=away, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    assert json.loads(run.stdout)["rows"]


def test_it_neither_runs_as_root_nor_asks_for_its_outer_address() -> None:
    assert re.findall(r"^USER (\S+)$", TEXT, re.M) == ["sufficiency"]
    command = json.loads(re.findall(r"^CMD (\[.+\])$", TEXT, re.M)[0])
    assert "--server.address=0.0.0.0" in command
    assert any(part.startswith("--browser.serverAddress=") for part in command), "else Streamlit asks outside for it"


def test_the_commands_of_its_head_mount_what_it_writes() -> None:
    head = re.sub(r"^#", "", TEXT.split("FROM ")[0].replace("\n#  ", "\n"), flags=re.M)
    runs = [shlex.split(line, comments=True) for line in head.splitlines() if line.strip().startswith("docker run")]
    written = re.findall(r"SUFFICIENCY_AUDIT=(\S+) ", TEXT.split("ENV ")[1])
    assert len(runs) == 3
    for run in runs:
        places = {run[place + 1].split(":")[0] for place, word in enumerate(run) if word == "--tmpfs"}
        assert "--read-only" in run
        assert any(PurePosixPath(written[0]).is_relative_to(place) for place in places)
