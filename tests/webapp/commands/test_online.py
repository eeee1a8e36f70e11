"""`chaban online`: classes with too much online theory are flagged until somebody says why (R52)."""

import pytest

from tests.factories import a_class, a_lesson
from tests.webapp.commands.conftest import DAY, lines, rows
from training.notice.terms import HalfDay, Mode


@pytest.fixture
def online_class(chaban):
    """Half of the 8 class hours are online theory."""
    with chaban.database.writing() as session:
        own = a_class(session, "BT-1", starts_on=DAY, days=1, lessons=False)
        a_lesson(session, own, DAY, HalfDay.MORNING, mode=Mode.ONLINE)
        a_lesson(session, own, DAY, HalfDay.AFTERNOON)
    return chaban


def test_the_list_names_the_class_that_has_not_said_why(online_class):
    said = online_class("online", "list")

    assert rows(said.stdout)[0][:1] == ["BT-1"]
    assert rows(said.stdout)[0][-3:] == ["4", "4", "8"]
    assert lines(said.stdout)[-1] == "超过比例 1 个班，其中 1 个还没有写明理由。"
    assert "还没有写明理由" in online_class("hours", "BT-1").stdout


def test_a_reason_takes_the_flag_away(online_class):
    said = online_class("online", "reason", "BT-1", "道路封闭")

    assert (said.exit_code, said.stdout) == (0, "已登记 BT-1 线上理论超过比例的理由。\n")
    assert lines(online_class("online", "list").stdout)[-1] == "超过比例 1 个班，其中 0 个还没有写明理由。"
    assert "理由：道路封闭" in online_class("hours", "BT-1").stdout


def test_without_such_a_class_the_list_is_one_line(chaban):
    assert chaban("online", "list").stdout == "超过比例 0 个班，其中 0 个还没有写明理由。\n"


@pytest.mark.parametrize("arguments", [("BT-9", "道路封闭"), ("BT-1", " ")])
def test_an_unknown_class_or_an_empty_reason_stores_nothing(online_class, arguments):
    before = online_class.counts()

    said = online_class("online", "reason", *arguments)

    assert said.exit_code in (1, 2)
    assert online_class.counts() == before
