"""The commands; the only place that prints.

Data goes to standard output, notes and progress to standard error. Exit status: 0 when nothing was lost, 1 for an
error that the user can mend, 2 for a command that was not understood.
"""

from __future__ import annotations

from typing import IO, Any

import click

from kg import __version__
from kg.cli import across
from kg.cli.ask import ask
from kg.cli.bench import bench
from kg.cli.build import build, facts
from kg.cli.compare import compare, compare_open
from kg.cli.context import context
from kg.cli.evaluate import evaluate
from kg.cli.explain import explain, path
from kg.cli.export import export
from kg.cli.grow import add, remove
from kg.cli.landscape import landscape, lineage, report
from kg.cli.mcp import mcp
from kg.cli.merges import merges
from kg.cli.push import push
from kg.cli.query import query, search
from kg.cli.review import review
from kg.cli.serve import serve
from kg.cli.stream import stream
from kg.cli.train import train, train_open, train_plain
from kg.cli.validate import validate
from kg.cli.view import view
from kg.errors import KgError


class Failure(click.ClickException):
    """An error of the user's, shown as it is and without a traceback."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"kg: {self.message}", file=file, err=file is None)


class Commands(click.Group):
    """A group of commands that turns a KgError into one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise Failure(str(error)) from error
        except BrokenPipeError:
            raise  # click ends quietly: whoever read us has read enough
        except OSError as error:
            if error.filename is None:
                raise
            raise Failure(f"{error.filename}: {(error.strerror or 'cannot be used').lower()}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn research papers into a knowledge graph in which every fact is tied to the words that state it."""


main.add_command(build)
main.add_command(facts)
main.add_command(view)
main.add_command(evaluate)
main.add_command(train)
main.add_command(train_open)
main.add_command(train_plain)
main.add_command(compare)
main.add_command(compare_open)
main.add_command(bench)
main.add_command(stream)
main.add_command(add)
main.add_command(remove)
main.add_command(query)
main.add_command(search)
main.add_command(explain)
main.add_command(path)
main.add_command(context)
main.add_command(export)
main.add_command(push)
main.add_command(serve)
main.add_command(mcp)
main.add_command(ask)
main.add_command(validate)
for command in (*across.COMMANDS, merges, lineage, landscape, report, review):
    main.add_command(command)
