"""The commands; the only place that prints."""

from __future__ import annotations

import click

from kg.cli.view import view


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paper-kg")
def main() -> None:
    """Turn research papers into a knowledge graph in which every fact is tied to the words that state it."""


main.add_command(view)
