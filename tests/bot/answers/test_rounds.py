"""今日抽查 in the chat: asked before it begins, drawn once, told to inspectors alone (R06)."""

import re
from urllib.parse import unquote

import pytest
from sqlalchemy import func, select

from bot.answers.replies import SEND
from bot.sandbox.chats import GROUP_ID, chat_of
from tests.bot.conftest import LIMIN, WANGQIANG, ZHAO, World
from tests.factories import a_class, a_trainee, an_enrolment
from training.notice.terms import Role
from training.records.checks.rounds import CheckRound, OutsideRoundReason
from training.records.checks.spot_checks import SpotCheck
from training.staff.acts.add_staff import add_staff


@pytest.fixture
def classes(chat: World) -> World:
    """BT-1 to BT-3 in 昆都仑区 and BT-4 in 青山区, in session."""
    with chat.house.database.writing() as session:
        for number in (1, 2, 3, 4):
            place = "青山区" if number == 4 else "昆都仑区"
            own = a_class(session, f"BT-{number}", district=place, is_key_group=True)
            an_enrolment(session, own, a_trainee(session, "王芳", f"1380000000{number}"), "1")
    return chat


def buttons(answer: str) -> list[str]:
    return [unquote(each) for each in re.findall(re.escape(SEND) + r"([^)]*)\)", answer)]


def count(world: World, record: type) -> int:
    with world.house.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def begin(world: World, who: str = LIMIN, size: int = 2) -> str:
    """Ask, and press."""
    return world.ask(who, buttons(world.ask(who, f"今日抽查 {size}"))[0])


def drawn(answer: str) -> list[str]:
    return [each.removeprefix("班级 ") for each in buttons(answer) if each.startswith("班级 ")]


def test_it_asks_first_and_says_of_how_many(classes):
    asked = classes.ask(LIMIN, "今日抽查 2")

    assert "能抽的有 4 个班" in asked
    assert "开始抽 2 个班" in asked
    assert buttons(asked)[0] == "今日抽查 2 确认 2026-03-02"
    assert count(classes, CheckRound) == 0


def test_the_button_draws_and_shows_who_checks_what_and_why(classes):
    answer = begin(classes)

    assert "市本级-20260302-1：备选 4 个班，抽中 2 个" in answer
    assert len(drawn(answer)) == 2
    assert "签数 7：欠查，快要结业 +3、本级从未查过 +2、新培训机构 +1，李敏，已派" in answer
    assert drawn(classes.ask(LIMIN, "今日抽查")) == drawn(answer)


def test_a_second_tap_draws_nothing_more(classes):
    first = begin(classes)

    again = classes.ask(LIMIN, "今日抽查 2 确认 2026-03-02")

    assert "已经抽过，没有再抽" in again
    assert drawn(again) == drawn(first)
    assert count(classes, CheckRound) == 1


def test_the_button_of_another_day_does_nothing(classes):
    button = buttons(classes.ask(LIMIN, "今日抽查 2"))[0]
    classes.clock.pass_by(days=1)

    assert "这个按钮过期了" in classes.ask(LIMIN, button)
    assert count(classes, CheckRound) == 0


def test_another_round_needs_a_reason_and_two_taps_draw_one(classes):
    begin(classes, size=1)

    told = classes.ask(LIMIN, "今日抽查 1")
    assert "确需再抽一轮，写明原因：今日抽查 1 再抽 原因" in told
    asked = classes.ask(LIMIN, "今日抽查 1 再抽 上级临时要求")
    assert "第 2 轮" in asked
    classes.ask(LIMIN, buttons(asked)[0])
    answer = classes.ask(LIMIN, buttons(asked)[0])

    assert "市本级-20260302-2" in answer
    assert "再抽原因：上级临时要求" in answer
    assert count(classes, CheckRound) == 2


@pytest.mark.parametrize("text", ["今日抽查 0", "今日抽查 201"])
def test_so_many_cannot_be_drawn(text, classes):
    assert "要抽几个班请写 1 到 200 的数" in classes.ask(LIMIN, text)


def test_before_anything_is_drawn_it_says_how(classes):
    answer = classes.ask(WANGQIANG, "今日抽查")

    assert "今天还没有抽。能抽的有 3 个班" in answer
    assert "今日抽查 5" in buttons(answer)


def test_where_nothing_can_be_drawn_it_says_what_could_be(classes):
    classes.clock.pass_by(hours=12)

    assert "现在没有可以抽的班" in classes.ask(LIMIN, "今日抽查 2")


def test_a_district_draws_its_own_and_does_not_see_the_citys(classes):
    city, own = begin(classes, size=4), begin(classes, WANGQIANG, 9)

    assert sorted(drawn(city)) == ["BT-1", "BT-2", "BT-3", "BT-4"]
    assert sorted(drawn(own)) == ["BT-1", "BT-2", "BT-3"]
    assert "市本级" not in classes.ask(WANGQIANG, "今日抽查")


@pytest.mark.parametrize("text", ["今日抽查", "今日抽查 2", "今日抽查 2 确认 2026-03-02", "我的任务"])
def test_an_institution_is_told_nothing(text, classes):
    begin(classes)

    answer = classes.ask(ZHAO, text)

    assert "只有市本级或旗县区的工作人员可以查班" in answer
    assert "BT-" not in answer


@pytest.mark.parametrize("text", ["今日抽查", "今日抽查 1", "我的任务"])
def test_in_a_group_it_is_answered_to_the_inspector_alone(text, classes):
    begin(classes, size=4)
    before = classes.organisation.chats.after(chat_of(LIMIN), 0)[-1].key

    classes.organisation.say(LIMIN, text, GROUP_ID)

    assert "BT-1" in classes.answer_after(chat_of(LIMIN), before)
    group = [str(each.content.get("text", "")) for each in classes.organisation.chats.after(GROUP_ID, 0)]
    assert text in "".join(group)
    assert "BT-1" not in "".join(group)


def test_my_orders_lead_to_their_classes_each_by_a_tap(classes):
    with classes.house.database.writing() as session:
        add_staff(session, "郑同事", Role.CITY, None, None, now=classes.clock())
    round_ = begin(classes, size=4)

    mine = classes.ask(LIMIN, "我的任务")

    assert "我的任务 2 个" in mine
    assert set(drawn(mine)) < set(drawn(round_))
    assert f"### {drawn(mine)[0]}" in classes.ask(LIMIN, f"班级 {drawn(mine)[0]}")


def test_nobody_has_an_order_before_a_round(classes):
    assert "今天没有派给您、还没查的任务" in classes.ask(LIMIN, "我的任务")


def test_a_class_outside_of_the_round_is_checked_with_a_reason(classes):
    inside = drawn(begin(classes, size=3))
    outside = next(f"BT-{each}" for each in (1, 2, 3, 4) if f"BT-{each}" not in inside)

    told = classes.ask(LIMIN, f"电话查班 {outside}")
    assert all(each in told for each in (*inside, f"轮外查班 {outside} 原因"))
    assert count(classes, SpotCheck) == 0
    begun = classes.ask(LIMIN, f"轮外查班 {outside} 群众反映没有上课")

    assert outside in begun
    assert (count(classes, SpotCheck), count(classes, OutsideRoundReason)) == (1, 1)
    # Who comes into the one that runs is asked for nothing.
    classes.ask(LIMIN, f"电话查班 {outside}")
    assert count(classes, SpotCheck) == 1


def test_a_video_check_outside_of_the_round_takes_one_reason_for_both(classes):
    inside = drawn(begin(classes, size=3))
    outside = next(f"BT-{each}" for each in (1, 2, 3, 4) if f"BT-{each}" not in inside)

    classes.ask(LIMIN, f"轮外视频查班 {outside} 临时改线上")

    assert (count(classes, SpotCheck), count(classes, OutsideRoundReason)) == (1, 1)
