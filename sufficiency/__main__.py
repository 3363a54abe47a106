"""The command line: the same numbers as the pages. Run ``python -m sufficiency --help``."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from sufficiency import __version__, events, settings
from sufficiency.cli import failures

# Where each command is: a module of sufficiency/cli and its name there.
COMMANDS = {
    "ahead": ("ahead", "ahead"),
    "audit": ("people", "audit"),
    "boundaries": ("templates", "boundaries"),
    "check": ("views", "check"),
    "columns": ("columns", "columns"),
    "demonstration": ("demonstration", "demonstration"),
    "dictionary": ("templates", "dictionary"),
    "duckdb": ("templates", "duckdb_file"),
    "export-sql": ("templates", "export_sql"),
    "forecast": ("planning", "make_forecast"),
    "fit": ("invention", "fit"),
    "golden": ("golden", "golden"),
    "held": ("keeping", "held"),
    "importchecks": ("snapshots", "importchecks"),
    "ingest": ("imports", "ingest"),
    "key": ("keeping", "key"),
    "members": ("people", "people"),
    "new": ("views", "new"),
    "retain": ("keeping", "retain"),
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

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what nobody foresaw ends with 3, told without a value that could be of a child's."""
        from sufficiency.loading import drafts

        try:
            events.begin(settings.log_form(events.OFF))
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        try:
            drafts.clear()
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # Whoever reads only the first lines of what is printed has closed the pipe: nothing failed.
        except Exception as error:  # a fault of the tool: told without its traceback, which could hold a child's data
            click.echo(failures.words(error), err=True)
            sys.exit(failures.EXIT)


@click.group(cls=Commands)
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Who needs what, where they live now, how far from home, at what cost, and what is missing."""


if __name__ == "__main__":
    main(prog_name="python -m sufficiency")
