"""The command line: the same numbers as the pages. Run ``python -m sufficiency --help``."""

from __future__ import annotations

from importlib import import_module

import click

from sufficiency import __version__

# Where each command is: a module of sufficiency/cli and its name there.
COMMANDS = {
    "audit": ("people", "audit"),
    "boundaries": ("templates", "boundaries"),
    "check": ("views", "check"),
    "fit": ("invention", "fit"),
    "importchecks": ("snapshots", "importchecks"),
    "ingest": ("imports", "ingest"),
    "members": ("people", "people"),
    "new": ("views", "new"),
    "slides": ("templates", "slides"),
    "snapshots": ("snapshots", "snapshots"),
    "synthesise": ("invention", "synthesise"),
    "view": ("views", "view"),
    "withdraw": ("imports", "withdraw"),
}


class Commands(click.Group):
    """Each command's module is imported when it is asked for, so that none waits for what others need."""

    def list_commands(self, ctx: click.Context | None) -> list[str]:
        """Names of all commands, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context | None, name: str) -> click.Command | None:
        """The command called ``name``; None when there is none."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        command: click.Command = getattr(import_module(f"sufficiency.cli.{module}"), attribute)
        return command


@click.group(cls=Commands)
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Who needs what, where they live now, how far from home, at what cost, and what is missing."""


if __name__ == "__main__":
    main(prog_name="python -m sufficiency")
