"""The `sameroom` command: one file a command, imported only when it is called."""

import ast
import importlib
import pkgutil
import sys
from pathlib import Path

import click

import sameroom
from sameroom.errors import SameroomError, nearest

FOLDER = Path(__file__).parent
INTERRUPTED = 130  # what a shell expects of a command that Ctrl-C has ended
STOPPED = "\nStopped. No half of an import stays in the record; the same command starts again."


def list_names() -> list[str]:
    """List the commands by looking at the files beside this one."""
    files = (found.name for found in pkgutil.iter_modules([str(FOLDER)]))
    return sorted(
        _as_command(name) for name in files if name not in {"main", "progress", "shared", "tests"}
    )


def _as_command(module: str) -> str:
    return module.rstrip("_").replace("_", "-")


def _as_module(command: str) -> str:
    plain = command.replace("-", "_")
    return plain if (FOLDER / f"{plain}.py").exists() else f"{plain}_"


class OnDemand(click.Group):
    """A group that knows its commands by their files and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of all commands."""
        return list_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name, if there is one."""
        if cmd_name not in list_names():
            return None
        module = importlib.import_module(f"sameroom.cli.{_as_module(cmd_name)}")
        command: click.Command = module.COMMAND
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say what is close to the word that was typed."""
        if args and self.get_command(ctx, args[0]) is None:
            hint = nearest(args[0], list_names()) or f"Commands: {', '.join(list_names())}."
            ctx.fail(f'"{args[0]}" is not a command. {hint} See sameroom --help.')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; Ctrl-C ends it with a word on how things stand, not with a trace."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(STOPPED, err=True)
            ctx.exit(INTERRUPTED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Describe each command by the first line of its file, without importing it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _describe(name)) for name in list_names()])


def _describe(command: str) -> str:
    source = (FOLDER / f"{_as_module(command)}.py").read_text("utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").split("\n")[0]


@click.group(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sameroom.__version__, prog_name="sameroom")
def command() -> None:
    """See where sales and marketing are apart, what it costs, and put it right.

    Start with `sameroom demo`, then `sameroom audit FOLDER` on your own exports.
    """


def main() -> None:
    """Run the command; an error a person can act on ends it in one line and exit code 2."""
    try:
        command(prog_name="sameroom")
    except SameroomError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(75 if error.temporary else 2)
