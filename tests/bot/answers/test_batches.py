"""批次 in the chat (R43): what came late is looked at, and the office accepts it by a word and a reason."""

import pytest
from sqlalchemy import select

from bot.sandbox.chats import Person
from tests.bot.answers.chatting import buttons_of
from tests.bot.conftest import LIMIN, WANGQIANG, ZHAO, World
from tests.factories import at
from tests.training.attendance.late_batches import DAYS, a_class_with_machine, hand_in, hours, moments_of
from tests.training.attendance.reminding import staff_of
from training.notice.terms import Role
from training.records.attendance.late import BatchAcceptance
from training.records.classes.batches import ImportBatch
from training.staff.acts.know_in_chat import know_in_chat

LATE = at(DAYS[4].replace(day=30), "09:00")


@pytest.fixture
def waiting(chat: World) -> World:
    """Five days of 王芳 in BT-1, 昆都仑区, handed in weeks later."""
    a_class_with_machine(chat.house.database)
    hand_in(chat.house.database, moments_of(*DAYS), LATE)
    return chat


def number(world: World) -> int:
    with world.house.database.reading() as session:
        own = select(ImportBatch.id).where(ImportBatch.waits_for.is_not(None))
        return session.scalars(own).one()


def acceptance(world: World) -> BatchAcceptance | None:
    with world.house.database.reading() as session:
        return session.scalars(select(BatchAcceptance)).one_or_none()


@pytest.mark.parametrize("word", ["批次", "待批"])
def test_the_district_sees_what_waits_and_looks_at_it_by_a_tap(waiting, word):
    listed = waiting.ask(WANGQIANG, word)

    assert "20 次打卡，迟交打卡" in listed
    assert f"批次 {number(waiting)}" in buttons_of(listed)


def test_one_batch_tells_what_it_holds_and_what_would_move(waiting):
    shown = waiting.ask(WANGQIANG, f"批次 {number(waiting)}")

    for words in (
        "文件，考勤机 6012，张会计交来",
        "2026－03－02 至 2026－03－06，1 人，20 次打卡",
        "待确认的原因：迟交打卡",
        "接受后变动：1 人的 10 个半天",
        "其中 1 人因此合格：王芳",
    ):
        assert words.replace("－", "-") in shown
    assert acceptance(waiting) is None


def test_an_auditor_sees_what_would_move_with_no_full_name_and_accepts_nothing(waiting, people: list[Person]):
    people.append(Person("auditor", "审计员"))
    with waiting.house.database.writing() as session:
        know_in_chat(session, staff_of(session, Role.AUDITOR), "auditor")

    shown = waiting.ask("auditor", f"批次 {number(waiting)}")
    waiting.ask("auditor", f"批次 {number(waiting)} 接受 核对过签到表")

    assert "其中 1 人因此合格：王＊" in shown
    assert acceptance(waiting) is None


@pytest.mark.parametrize("word", ["接受", "不接受"])
def test_a_button_leads_to_the_reason_and_decides_nothing(waiting, word):
    shown = waiting.ask(WANGQIANG, f"批次 {number(waiting)}")
    (button,) = (each for each in buttons_of(shown) if each.endswith(f" {word}"))

    assert f"{word}要写明原因" in waiting.ask(WANGQIANG, button)
    assert acceptance(waiting) is None


def test_with_a_reason_it_is_accepted_and_counts(waiting):
    said = waiting.ask(WANGQIANG, f"批次{number(waiting)}接受 学校断网三天已核对签到表")

    assert "这些打卡已计入学时" in said
    decided = acceptance(waiting)
    assert decided is not None
    assert (decided.is_accepted, decided.reason) == (True, "学校断网三天已核对签到表")
    assert hours(waiting.house.database) == 80
    assert "没有待确认的打卡批次" in waiting.ask(WANGQIANG, "批次")


def test_not_accepted_it_stays_and_says_so(waiting):
    own = number(waiting)
    waiting.ask(LIMIN, f"批次 {own} 不接受 说不清来源")

    assert "未接受，不计入学时" in waiting.ask(WANGQIANG, f"批次 {own}")
    assert "已经有人决定过" in waiting.ask(WANGQIANG, f"批次 {own} 接受 核对过")
    assert hours(waiting.house.database) == 0


def test_the_school_sees_none_of_it_and_accepts_nothing(waiting):
    own = number(waiting)

    assert "没有待确认的打卡批次" in waiting.ask(ZHAO, "批次")
    assert "没有找到" in waiting.ask(ZHAO, f"批次 {own} 接受 我们都在")
    assert acceptance(waiting) is None


def test_hours_in_the_chat_say_what_waits(waiting):
    assert "20 次打卡待确认，暂不计入" in waiting.ask(WANGQIANG, "学时 王芳")
