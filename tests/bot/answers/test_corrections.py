"""补卡 in the chat (R45): those who may decide it do so by a tap and a word, and each only once."""

import pytest
from sqlalchemy import select

from tests.bot.conftest import LIMIN, WANGQIANG, ZHAO, World
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.attendance.terms import PunchKind
from training.notice.terms import HalfDay
from training.records.attendance.corrections import PunchCorrection


@pytest.fixture
def asked(chat: World) -> World:
    """王芳 of BT-1 in 昆都仑区 asks for the out punch of Monday morning."""
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1")
        enrolment = an_enrolment(session, own, a_trainee(session, "王芳"))
        lesson = next(each for each in own.lessons if each.half_day is HalfDay.MORNING)
        correction = PunchCorrection(
            enrolment=enrolment,
            lesson=lesson,
            punch=PunchKind.OUT,
            ordinal=1,
            reason="机器没认出",
            asked_at=at(MONDAY, "08:55"),
        )
        session.add(correction)
    return chat


def correction(world: World) -> PunchCorrection:
    with world.house.database.reading() as session:
        found = session.scalars(select(PunchCorrection)).one()
        assert found.decision is None or found.decision.decided_by is not None
        return found


def number(world: World) -> str:
    return correction(world).public_id.hex[:8]


def test_those_who_decide_see_what_waits_and_approve_it(asked):
    assert "王芳 BT-1 03月02日上午签退：机器没认出" in asked.ask(ZHAO, "补卡")

    assert "学员说：机器没认出" in asked.ask(ZHAO, f"补卡 {number(asked)}")
    assert correction(asked).decision is None
    assert "王芳 BT-1" in asked.ask(ZHAO, f"批准 {number(asked)}")

    decision = correction(asked).decision
    assert (decision.is_approved, decision.decided_by.name) == (True, "赵会计")
    assert "没有待审核的补卡申请" in asked.ask(ZHAO, "补卡")


def test_a_refusal_says_why(asked):
    assert "要写编号，不批准还要写原因" in asked.ask(WANGQIANG, f"不批准 {number(asked)}")
    assert correction(asked).decision is None

    asked.ask(WANGQIANG, f"不批准 {number(asked)} 监控里没有本人")

    decision = correction(asked).decision
    assert (decision.is_approved, decision.note) == (False, "监控里没有本人")


def test_what_was_decided_first_stands(asked):
    own = number(asked)
    asked.ask(ZHAO, f"批准 {own}")

    assert "没有找到" in asked.ask(WANGQIANG, f"不批准 {own} 没有来")
    assert correction(asked).decision.is_approved


def test_the_city_looks_and_does_not_decide(asked):
    shown = asked.ask(LIMIN, f"补卡 {number(asked)}")

    assert "由培训机构或旗县区审核" in shown
    assert "没有找到" in asked.ask(LIMIN, f"批准 {number(asked)}")
    assert correction(asked).decision is None


def test_a_long_list_is_told_page_by_page(asked):
    with asked.house.database.writing() as session:
        lesson = session.get_one(PunchCorrection, correction(asked).id).lesson
        for place in range(1, 12):
            trainee = a_trainee(session, f"学员{place:02}", f"139000000{place:02}")
            enrolment = an_enrolment(session, lesson.training_class, trainee, str(100 + place))
            session.add(
                PunchCorrection(
                    enrolment=enrolment,
                    lesson=lesson,
                    punch=PunchKind.OUT,
                    ordinal=1,
                    reason="机器没认出",
                    asked_at=at(MONDAY, "08:56"),
                )
            )

    first, second = asked.ask(ZHAO, "补卡"), asked.ask(ZHAO, "补卡 2")

    assert ("申请 12 条" in first, "第 1/2 页" in first, "第 2/2 页" in second) == (True, True, True)
    assert ("学员09" in first, "学员10" in first) == (True, False)
    assert ("学员09" in second, "学员10" in second, "学员11" in second) == (False, True, True)


def test_what_an_institution_approved_itself_is_told_to_those_who_inspect_it(asked):
    asked.ask(ZHAO, f"批准 {number(asked)}")

    for who, is_told in ((LIMIN, True), (WANGQIANG, True), (ZHAO, False)):
        assert ("机构自批、无照片的补卡 1 条，请抽查" in asked.ask(who, "班级 BT-1")) is is_told
