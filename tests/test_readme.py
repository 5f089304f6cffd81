"""What the README says is true: its commands exist, its options are known, its file map names what is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from kg.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
FENCED = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
CALLS = [
    *(match for block in FENCED for match in re.findall(r"(?:^|\| |/|&& )(kg [^|&#\n]*)", block, re.MULTILINE)),
    *re.findall(r"`(?:\.venv/bin/)?(kg [^`]*)`", README),
]


def test_the_readme_has_calls_to_check() -> None:
    assert len(CALLS) >= 8


@pytest.mark.parametrize("call", CALLS)
def test_a_call_in_the_readme_names_a_command_and_options_that_exist(call: str) -> None:
    words = shlex.split(re.sub(r"[\[\]]", " ", call))[1:]
    name = words[0]
    if name == "COMMAND":
        return
    command = main.get_command(click.Context(main), name)
    assert command is not None, f"there is no command {name}"
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    assert {word for word in words if re.match(r"--?[a-z]", word)} <= known


def test_every_command_stands_in_the_readme() -> None:
    for name in main.list_commands(click.Context(main)):
        assert re.search(rf"^\| `kg {name}\b", README, re.MULTILINE), name


def file_map() -> set[str]:
    section = README.split("## Parts")[1].split("\n## ")[0]
    return {
        path for row in re.findall(r"^\| (`[^|]*`) \|", section, re.MULTILINE) for path in re.findall(r"`([^`]+)`", row)
    }


def test_the_file_map_names_what_is_there_and_leaves_nothing_out() -> None:
    paths = file_map()
    assert len(paths) > 10
    for path in paths:
        assert (ROOT / path).exists(), path
    for entry in (ROOT / "kg").iterdir():
        if entry.name.startswith("_") or (entry.is_dir() and not any(entry.iterdir())):
            continue
        name = f"kg/{entry.name}/" if entry.is_dir() else f"kg/{entry.name}"
        assert name in paths, f"{name} is not in the file map"


def test_the_two_commands_of_the_readme_are_those_that_the_ci_looks_for() -> None:
    commands = [line for line in README.splitlines() if re.match(r"(sh \.ci/chromium|python3 -m venv) ", line)]
    assert [command.rsplit("&& ")[-1] for command in commands] == [".venv/bin/kg build", ".venv/bin/python -m pytest"]
