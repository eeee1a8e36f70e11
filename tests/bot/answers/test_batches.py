"""批次 in the chat (R43): what came late is looked at, and the office accepts it by a word and a reason."""

import pytest
from sqlalchemy import select

from bot.sandbox.chats import Person
from tests.bot.answers.chatting import buttons_of
from tests.bot.conftest import LIMIN, WANGQIANG, ZHAO, World
from tests.factories import MONDAY, at
from tests.training.attendance.late_batches import (
    DAYS,
    a_class_with_machine,
    hand_in,
    hours,
    moments_of,
    push_unproven,
)
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


@pytest.fixture
def unproven(chat: World) -> World:
    """王芳 punched four times on Monday, at a machine that proves nothing: four batches of one punch."""
    a_class_with_machine(chat.house.database)
    push_unproven(chat.house.database, *moments_of(MONDAY))
    return chat


def of_push(world: World) -> list[int]:
    with world.house.database.reading() as session:
        own = select(ImportBatch.id).where(ImportBatch.waits_for.is_not(None))
        return list(session.scalars(own.order_by(ImportBatch.id)))


def accepted(world: World) -> list[tuple[int, bool, str]]:
    with world.house.database.reading() as session:
        rows = session.scalars(select(BatchAcceptance).order_by(BatchAcceptance.batch_id))
        return [(each.batch_id, each.is_accepted, each.reason) for each in rows]


def test_what_one_machine_handed_in_on_one_day_is_one_line_and_one_look(unproven):
    listed = unproven.ask(WANGQIANG, "批次")

    assert "待确认的批次 4 个" in listed
    assert "考勤机 CJDE1 2026-03-02 交来 4 个批次，4 次打卡，来源未证实" in listed
    assert "批次 CJDE1 2026-03-02" in buttons_of(listed)
    assert "批次 CJDE1 2026-03-02" in buttons_of(unproven.ask(WANGQIANG, f"批次 {of_push(unproven)[0]}"))


@pytest.mark.parametrize("said", ["批次 CJDE1 2026-03-02", "批次 cjde1 3月2日", "批次6012，3月2号"])
def test_a_day_tells_what_all_of_it_holds_and_would_move(unproven, said):
    first, *_, last = of_push(unproven)

    shown = unproven.ask(WANGQIANG, said)

    for words in (
        f"考勤机 CJDE1 2026-03-02 交来 4 个批次，编号 {first} 至 {last}",
        "2026-03-02 至 2026-03-02 的打卡，1 人，4 次",
        "待确认的原因：来源未证实 4 个",
        "接受后变动：1 人的 2 个半天",
    ):
        assert words in shown
    assert {f"批次 CJDE1 2026-03-02 至{last} 共4次 {each}" for each in ("接受", "不接受")} <= {
        *buttons_of(shown)
    }
    assert accepted(unproven) == []


def test_a_day_is_decided_on_by_what_its_button_says_and_a_reason(unproven):
    numbers = of_push(unproven)
    shown = unproven.ask(WANGQIANG, "批次 CJDE1 3月2日")
    (button,) = (each for each in buttons_of(shown) if each.endswith(" 接受"))

    assert "接受要写明原因" in unproven.ask(WANGQIANG, button)
    assert accepted(unproven) == []
    said = unproven.ask(WANGQIANG, f"{button} 核对过当天的签到表")

    assert "已接受 4 个批次" in said
    assert accepted(unproven) == [(each, True, "核对过当天的签到表") for each in numbers]
    assert hours(unproven.house.database) == 16
    assert "已经有人决定过" in unproven.ask(LIMIN, f"{button} 再看一次")


@pytest.mark.parametrize("seen", ["", " 至{last}", " 共4次", " 至{last} 共3次", " 至{last} 共5次"])
def test_a_day_that_was_not_looked_at_or_changed_since_is_shown_first(unproven, seen):
    said = seen.format(last=of_push(unproven)[-1])

    shown = unproven.ask(WANGQIANG, f"批次 CJDE1 3月2日{said} 接受 核对过")

    assert "接受后变动：1 人的 2 个半天" in shown
    assert accepted(unproven) == []


def test_what_changed_since_the_look_says_so_above_what_it_holds_now(unproven):
    last = of_push(unproven)[-1]

    of_day = unproven.ask(WANGQIANG, f"批次 CJDE1 3月2日 至{last} 共3次 接受 核对过")
    of_one = unproven.ask(WANGQIANG, f"批次 {last} 共2次 接受 核对过")

    assert "看到的是 3 次打卡，现在是 4 次。还没有决定，请再看一次" in of_day
    assert f"批次 CJDE1 2026-03-02 至{last} 共4次 接受" in buttons_of(of_day)
    assert "看到的是 2 次打卡，现在是 1 次。还没有决定，请再看一次" in of_one
    assert f"批次 {last} 共1次 接受" in buttons_of(of_one)
    assert accepted(unproven) == []


def test_what_came_after_the_look_is_said_and_left_to_wait(unproven):
    last = of_push(unproven)[-1]
    push_unproven(unproven.house.database, at(MONDAY, "19:00"))

    said = unproven.ask(WANGQIANG, f"批次 CJDE1 3月2日 至{last} 共4次 不接受 没有签到表")

    assert "未接受 4 个批次" in said
    assert "另有 1 个批次是您看过以后才交来的，没有一起决定" in said
    assert len(accepted(unproven)) == 4


@pytest.mark.parametrize("said", ["批次 CJDE1 2月30日", "批次 CJDE1 3月1日", "批次 CJDE9 3月2日"])
def test_a_day_or_a_machine_that_is_not_there_is_not_found(unproven, said):
    assert "没有找到" in unproven.ask(WANGQIANG, said)


def test_the_school_finds_no_day_and_an_auditor_decides_on_none(unproven, people: list[Person]):
    people.append(Person("auditor", "审计员"))
    with unproven.house.database.writing() as session:
        know_in_chat(session, staff_of(session, Role.AUDITOR), "auditor")
    last = of_push(unproven)[-1]

    assert "没有找到" in unproven.ask(ZHAO, "批次 CJDE1 3月2日")
    assert "接受后变动" in unproven.ask("auditor", "批次 CJDE1 3月2日")
    for who in (ZHAO, "auditor"):
        unproven.ask(who, f"批次 CJDE1 3月2日 至{last} 共4次 接受 都在")
    assert accepted(unproven) == []
