"""What the documents name is there: links, files, commands, targets of make."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.checkout import CHECKOUT
from webapp.cli import main

PAGES = sorted(
    [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md"), *(CHECKOUT / "benchmarks").glob("*.md")]
)
PLACES = ("training", "bot", "webapp", "notifications", "tests", "benchmarks", "docs", ".ci")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
QUOTED = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"\bchaban((?: [a-z][a-z-]*(?:\|[a-z-]+)*)+)")
TARGET = re.compile(r"\bmake ([a-z]+)")


def of_page(test):
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(CHECKOUT).as_posix())(
        test
    )


def prose(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def shell(page: Path) -> str:
    """What a reader may type: the blocks, without their remarks, and what is quoted in a line."""
    lines = "\n".join(BLOCK.findall(prose(page))).splitlines()
    return "\n".join([*(line.split(" #")[0] for line in lines), *QUOTED.findall(prose(page))])


def paths_in(page: Path) -> Iterator[str]:
    """Quoted files and folders; what has a place to fill in, or stands for several, is none."""
    for quoted in QUOTED.findall(prose(page)):
        if quoted.split("/")[0] in PLACES and "/" in quoted and not re.search(r"[<>*…{ ]", quoted):
            yield quoted


@of_page
def test_every_link_leads_somewhere(page):
    inside = [link for link in LINK.findall(prose(page)) if not re.match(r"[a-z]+:", link)]

    assert [link for link in inside if not (page.parent / link).exists()] == []


@of_page
def test_every_file_that_is_named_exists(page):
    assert [path for path in paths_in(page) if not (CHECKOUT / path).exists()] == []


@of_page
def test_every_command_that_is_named_exists(page):
    unknown = [
        f"chaban{said}" for said in COMMAND.findall(shell(page)) if not all(map(is_command, variants(said)))
    ]

    assert unknown == []


@of_page
def test_every_target_of_make_that_is_named_exists(page):
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(TARGET.findall(shell(page))) <= targets


def test_a_command_that_does_not_exist_is_noticed():
    assert is_command(["check", "void"])
    assert not is_command(["check", "vanish"])
    assert not is_command(["vanish"])


def variants(said: str) -> Iterator[list[str]]:
    """`claim export|pay` are two commands."""
    *first, last = said.split()
    yield from ([*first, each] for each in last.split("|"))


def is_command(words: list[str]) -> bool:
    """Whether the words begin with a command; what follows a command is its argument."""
    found: click.Command | None = main
    for word in words:
        if not isinstance(found, click.Group):
            return True
        found = found.get_command(click.Context(found), word)
        if found is None:
            return False
    return True


def test_the_drawing_of_the_house_has_the_storeys_that_are_held():
    contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]
    held = next(each["layers"] for each in contracts["contracts"] if each.get("exhaustive"))
    page = prose(CHECKOUT / "docs" / "architecture.md")
    drawn = re.findall(r"^ {5}([a-z_]+(?:  │  [a-z_]+)*)$", page, re.MULTILINE)

    # What stands in brackets may be there one day.
    built = [{each for each in layer.split(" | ") if not each.startswith("(")} for layer in held]
    assert [set(each.split("  │  ")) for each in drawn] == [each for each in built if each]


def test_every_decision_has_its_number_and_its_line_in_the_list():
    folder = CHECKOUT / "docs" / "decisions"
    records = sorted(each.name for each in folder.glob("[0-9]*.md"))

    assert [name[:4] for name in records] == [f"{number:04d}" for number in range(1, len(records) + 1)]
    assert LINK.findall(prose(folder / "README.md")) == records


@pytest.mark.parametrize("part", ["Context", "Decision", "Given up", "Source"])
def test_every_decision_says_why_what_and_what_was_given_up(part):
    records = (CHECKOUT / "docs" / "decisions").glob("[0-9]*.md")

    assert [each.name for each in records if f"**{part}.** " not in prose(each)] == []


def test_the_changelog_begins_with_the_version_of_the_product():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert (
        re.findall(r"^## ([\d.]+)", prose(CHECKOUT / "CHANGELOG.md"), re.MULTILINE)[0] == project["version"]
    )
