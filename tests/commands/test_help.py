"""A clerk can read what there is, and what to write."""

import re
from collections.abc import Iterator

import click
import pytest

from tests.commands.conftest import lines
from webapp.cli import main

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


EVERY = dict(commands(main))
LEAVES = {path: each for path, each in EVERY.items() if not isinstance(each, click.Group)}


def test_help_says_in_chinese_what_the_product_is_and_lists_every_command(chaban):
    said = chaban("--help")

    assert said.exit_code == 0
    assert "查班：补贴制职业技能培训的监督检查。" in said.stdout
    for name in main.commands:
        line = next(line for line in lines(said.stdout) if line.startswith(f"  {name} "))
        assert CHINESE.search(line), line


def test_help_needs_no_good_setting(chaban, monkeypatch):
    monkeypatch.setenv("CHABAN_ENV", "nonsense")

    assert chaban("--help").exit_code == 0
    assert chaban("import", "filing", "--help").exit_code == 0


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_explains_itself_in_chinese(path, chaban):
    said = chaban(*path, "--help")

    assert said.exit_code == 0
    assert said.stdout.startswith(f"Usage: chaban {' '.join(path)} ")
    assert CHINESE.search(lines(said.stdout)[1])


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_the_list_of_commands_cuts_no_explanation_off(path, chaban):
    listed = chaban(*path[:-1], "--help").stdout

    assert "..." not in listed.partition("Commands:")[2]


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_option_says_in_chinese_what_it_is_for(path):
    options = [each for each in LEAVES[path].params if isinstance(each, click.Option)]

    assert [each.name for each in options if not CHINESE.search(each.help or "")] == []


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_argument_is_named_in_chinese_or_lists_its_choices(path):
    arguments = [each for each in LEAVES[path].params if isinstance(each, click.Argument)]

    assert [
        each.name
        for each in arguments
        if not isinstance(each.type, click.Choice) and not CHINESE.search(each.metavar or "")
    ] == []


@pytest.mark.parametrize("arguments", [["nonsense"], ["import", "nonsense"], ["--nonsense"]])
def test_what_does_not_exist_is_status_2_and_says_where_the_help_is(arguments, chaban):
    said = chaban(*arguments)

    assert said.exit_code == 2
    assert "--help" in said.stderr
    assert said.stdout == ""
