"""/desk/style shows every part that there is, and its colours can be read by everybody."""

import re
from itertools import product
from pathlib import Path

import pytest

from tests.checkout import CHECKOUT
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World

SHEETS = tuple(CHECKOUT / "webapp" / "static" / name for name in ("desk.css", "desk-office.css"))
PICTURES = CHECKOUT / "webapp" / "static" / "desk.svg"
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
USED = re.compile(r'class="([^"]*)"')
TAKEN = re.compile(r'"([a-z_]+\.html)"')
WITHOUT = "{% block sheets %}{% endblock %}"
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
INKS = ("ink", "ink-2", "ink-3", "accent", "good", "warn", "bad")
SURFACES = ("bg", "surface", "sunken")
SOFT = ("accent", "good", "warn", "bad")


def sheet(*paths: Path) -> str:
    content = "".join(each.read_text(encoding="utf-8") for each in paths or SHEETS)
    return re.sub(r"/\*.*?\*/", "", content, flags=re.S)


def named_in_the_sheet(*paths: Path) -> set[str]:
    selectors = re.findall(r"([^{};]+)\{", sheet(*paths))
    return {name for each in selectors for name in CLASS.findall(each) if not each.strip().startswith("@")}


def themes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r"\[data-theme=(?:light|dark)\] \{\s+color-scheme: \w+;(.*?)\}", sheet(), re.S)[
        :2
    ]
    return {"light": dict(TOKEN.findall(light)), "dark": dict(TOKEN.findall(dark))}


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_class_of_the_sheet_is_on_the_page(staffed: World):
    page = staff_client(staffed, "王主任").get("/desk/style").text
    shown = {name for each in USED.findall(page) for name in each.split()}

    # The whole page is set large by a choice.
    assert named_in_the_sheet() - shown == {"large"}


def test_a_page_without_the_sheet_of_the_office_has_no_class_of_it():
    core, office = (named_in_the_sheet(each) for each in SHEETS)
    lean = [each for each in templates() if WITHOUT in each.read_text(encoding="utf-8")]

    used = {name for each in lean for part in parts_of(each) for name in classes_of(part)}
    assert len(lean) == 7
    assert used & (office - core) == set()


def templates() -> list[Path]:
    return sorted((CHECKOUT / "webapp").rglob("templates/*.html"))


def parts_of(template: Path) -> set[Path]:
    """The template with what it takes in, but not the parts that all pages of the desk choose from."""
    named = {each.name: each for each in templates() if each.name != "desk_parts.html"}
    found, fresh = {template}, {template}
    while fresh:
        names = {name for each in fresh for name in TAKEN.findall(each.read_text(encoding="utf-8"))}
        fresh = {named[name] for name in names if name in named} - found
        found |= fresh
    return found


def classes_of(template: Path) -> set[str]:
    return {name for each in USED.findall(template.read_text(encoding="utf-8")) for name in each.split()}


def test_every_picture_that_is_named_is_there():
    menu = (CHECKOUT / "webapp" / "desk" / "frame" / "menu.py").read_text(encoding="utf-8")
    named = {
        name for each in templates() for name in re.findall(r'icon\("([\w-]+)"\)', each.read_text("utf-8"))
    }
    in_menu = set(re.findall(r'", "([a-z]+)", Permission', menu))

    assert in_menu
    assert named | in_menu <= set(re.findall(r'<symbol id="([\w-]+)"', PICTURES.read_text(encoding="utf-8")))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "surface"), list(product(INKS, SURFACES)))
def test_words_can_be_read_on_every_surface(theme, ink, surface):
    colours = themes()[theme]

    assert contrast(colours[ink], colours[surface]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", SOFT)
def test_a_state_can_be_read_on_its_own_ground(theme, state):
    colours = themes()[theme]

    assert contrast(colours[state], colours[f"{state}-soft"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("line", ["edge", "c1", "c2", "c3", "c4", "c5"])
def test_an_edge_or_a_bar_can_be_told_from_the_surface(theme, line):
    colours = themes()[theme]

    assert contrast(colours[line], colours["surface"]) >= 3


def test_dark_by_the_system_is_dark_by_choice():
    by_system, by_choice = re.findall(r"color-scheme: dark;(.*?)\}", sheet(), re.S)[:2]

    assert TOKEN.findall(by_system) == TOKEN.findall(by_choice) != []
