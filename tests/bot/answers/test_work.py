"""我的待办: the desk's own list in the chat, for whoever has work, and nobody's name in it."""

import pytest

from tests.bot.conftest import LIMIN, WANGQIANG, ZHAO, World
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.intake.terms import UploadState
from training.people.acts.file_request import file_request
from training.people.terms import RequestKind
from training.records.staff.staff import Staff
from training.records.uploads import Upload
from training.worklist.views.see_worklist import see_worklist


@pytest.fixture
def busy(chat: World) -> World:
    """BT-1 owes checks, and 王芳 wants to know what is stored of her."""
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1", is_key_group=True)
        wang = a_trainee(session, "王芳", "13800000001")
        an_enrolment(session, own, wang, "1")
        file_request(session, wang.id, RequestKind.ACCESS, "要一份", now=at(MONDAY, "08:00"))
    return chat


@pytest.mark.parametrize("said", ["我的待办", "需要我处理", "待处理"])
def test_it_says_what_the_desk_says_with_its_days_and_leads_there(said, busy):
    answer = busy.ask(LIMIN, said)

    with busy.house.database.reading() as session:
        staff = session.query(Staff).filter_by(chat_id=LIMIN).one()
        found = see_worklist(session, staff, most=10, now=busy.house.clock())
    assert found.total
    assert f"我的待办 {found.total} 件" in answer
    assert all(each.title in answer for each in found.lines)
    assert "03月06日 剩 4 天 查班" in answer
    assert "/desk/enter/" in answer
    assert "王芳" not in answer


def test_a_file_that_waits_is_told_of_without_its_name(busy):
    """A file is often called after a person, and a chat keeps everything."""
    with busy.house.database.writing() as session:
        own = session.query(Staff).filter_by(chat_id=WANGQIANG).one()
        session.add(
            Upload(
                staff_id=own.id,
                file_name="王芳.xlsx",
                sha256="0" * 64,
                size=1,
                store_key="x",
                handed_at=at(MONDAY, "08:00"),
                state=UploadState.SHOWN,
            )
        )

    answer = busy.ask(WANGQIANG, "我的待办")

    assert "待确认导入：一份文件已核对，还没有导入" in answer
    assert "王芳" not in answer


def test_everybody_finds_the_own_and_a_school_without_any_is_told_so(busy):
    assert "个人信息请求" in busy.ask(WANGQIANG, "我的待办")
    assert "现在没有要您处理的事。" in busy.ask(ZHAO, "我的待办")


def test_the_help_says_the_word(busy):
    assert "我的待办：所有等我办的事" in busy.ask(LIMIN, "帮助")
