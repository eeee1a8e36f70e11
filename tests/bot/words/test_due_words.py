"""待查 and what may follow it."""

import pytest

from bot.words.commands import Due, ShowClass
from bot.words.due_words import due_in_words
from bot.words.readers import read_command
from training.checks.rules.class_choice import Shown


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("待查", Due()),
        ("待查 2", Due(2)),
        ("待查 第2页", Due(2)),
        ("待查 第二页", Due(2)),
        ("待查 0", Due(1)),
        ("待查 青山区", Due(1, ("青山区",))),
        ("待查 未查", Due(1, (), Shown.NOT_TODAY)),
        ("待查 今天已查", Due(1, (), Shown.TODAY)),
        ("待查 欠查", Due(1, (), Shown.OWED)),
        ("待查 正在上课", Due(1, (), Shown.IN_SESSION)),
        ("待查 青山区 未查 2", Due(2, ("青山区",), Shown.NOT_TODAY)),
        ("待查，未查，青山区、宏达", Due(1, ("青山区", "宏达"), Shown.NOT_TODAY)),
        ("待查 BT2026-001", Due(1, ("BT2026-001",))),
        ("待查 宏达 第 3 页", Due(3, ("宏达",))),
        ("今天 青山区", Due(1, ("青山区",))),
    ],
)
def test_page_standing_and_any_other_words_in_any_order(text, command):
    assert read_command(text) == command


@pytest.mark.parametrize(
    "command",
    [Due(), Due(2, ("青山区",)), Due(3, ("青山区", "宏达"), Shown.NOT_TODAY), Due(1, (), Shown.TODAY)],
)
def test_what_is_said_again_with_a_page_means_that_page_of_the_same(command):
    again = read_command(f"{due_in_words(command)} {command.page}")

    assert again == command


def test_a_class_number_alone_still_shows_the_class():
    assert read_command("BT2026-001") == ShowClass("BT2026-001")
