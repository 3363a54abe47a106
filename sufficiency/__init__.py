"""The Dynamic Sufficiency Tool.

Data flows one way: returns -> snapshot -> sql/ views -> query -> protect -> chart, map, file.
From a notebook: ``from sufficiency import Sufficiency``.
"""

from importlib import import_module
from typing import Any

# As the newest version of CHANGELOG.md; snapshots and the command line say it.
__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    """``Sufficiency``, imported when it is asked for, so that no command waits for what notebooks need."""
    if name == "Sufficiency":
        return import_module("sufficiency.notebook").Sufficiency
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
