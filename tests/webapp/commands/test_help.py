"""A clerk can read what there is, and what to write."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations

import click
import pytest

from tests.checkout import CHECKOUT
from tests.webapp.commands.conftest import lines
from webapp.cli import COMMANDS, main

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


EVERY = dict(commands(main))
LEAVES = {path: each for path, each in EVERY.items() if not isinstance(each, click.Group)}


def test_help_says_in_chinese_what_the_product_is_and_lists_every_command(chaban):
    said = chaban("--help")

    assert said.exit_code == 0
    assert "查班：补贴制职业技能培训的监督检查。" in said.stdout
    for name in COMMANDS:
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
    assert said.stdout.startswith(f"用法: chaban {' '.join(path)} ")
    assert CHINESE.search(lines(said.stdout)[1])


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_the_list_of_commands_cuts_no_explanation_off(path, chaban):
    listed = chaban(*path[:-1], "--help").stdout

    assert "..." not in listed.partition("命令:")[2]


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


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "roster"),
        ("import", "rooster"),
        ("import", "roster", "--klass", "x", "y"),
        ("import", "roster", "."),
        ("hours", "一", "二", "三"),
        ("staff", "add", "--name", "王芳"),
        ("staff", "add", "--name", "王芳", "--role", "king"),
        ("token", "issue", "王芳", "--days"),
        ("token", "issue", "王芳", "--days", "0"),
        ("token", "issue", "王芳", "--days", "多"),
        ("withdraw", "一", "二", "--last-day", "昨天", "--reason", "x"),
        ("template", "nope", "x.xlsx"),
    ],
    ids=" ".join,
)
def test_what_is_written_wrong_is_explained_in_chinese(arguments, chaban):
    said = chaban(*arguments)

    assert said.exit_code == 2
    why = lines(said.stderr)[-1] if "可选" not in said.stderr else said.stderr
    assert "有误：" in said.stderr
    assert CHINESE.search(why.partition("有误：")[2])
    assert not re.search(r"Usage|Error|Try|[Mm]issing|[Ii]nvalid|No such|Did you|not one of", said.stderr)


def test_help_speaks_chinese_whatever_the_language_of_the_machine(tmp_path):
    foreign = os.environ | {"LANG": "en_US.UTF-8", "LANGUAGE": "en", "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-m", "webapp.cli", "staff", "add", "--help"]

    said = subprocess.run(command, cwd=tmp_path, env=foreign, capture_output=True, text=True, check=True)

    assert said.stdout.startswith("用法: ")
    assert "[必填]" in said.stdout
    assert "显示这个说明。" in said.stdout


def test_the_words_in_use_are_those_of_the_list():
    """`make words` was run after the last change."""
    folder = CHECKOUT / "webapp" / "locale" / "zh_CN" / "LC_MESSAGES"
    text = (folder / "chaban.po").read_text("utf-8").replace("\\n", "\n").replace("\\t", "\t")
    with (folder / "chaban.mo").open("rb") as file:
        in_use = GNUTranslations(file)

    alone = re.findall(r'^msgid "([^"]+)"\nmsgstr "([^"]+)"$', text, re.MULTILINE)
    of_many = re.findall(
        r'^msgid "([^"]+)"\nmsgid_plural "([^"]+)"\nmsgstr\[0\] "([^"]+)"$', text, re.MULTILINE
    )
    assert len(alone) + len(of_many) == text.count("\nmsgid ") - 1
    assert [in_use.gettext(one) for one, _ in alone] == [words for _, words in alone]
    assert [in_use.ngettext(one, many, 2) for one, many, _ in of_many] == [words for *_, words in of_many]
