"""What people are answered in the chat: by role and place, in private where it must be, never silence."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.answers.replies import SEND
from bot.sandbox.chats import GROUP_ID
from tests.bot.conftest import GUEST, LIMIN, NINE, WANGQIANG, ZHAO, World
from tests.factories import (
    MONDAY,
    WHOLE_DAY,
    a_class,
    a_lesson,
    a_trainee,
    an_enrolment,
    an_institution,
    at,
    punches,
)
from tests.training.attendance.acts.test_alternatives import excuse
from training.attendance.acts.devices.add_device import Registration, add_device
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.rules.explanations import NOT_JUDGED
from training.attendance.views.read_upload import Sent, read_upload
from training.classes.views.find_class import find_class
from training.notice.terms import ClassKind, HalfDay, Mode
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.records.classes.trainees import Trainee
from training.staff.acts.enter_by_link import LinkUsedUp, enter_by_link
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff


@pytest.fixture
def classes(chat: World) -> World:
    """BT-1 in 昆都仑区 with two of the name 王芳 and 李强, BT-2 in 青山区 with 赵敏; both in session."""
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1", is_key_group=True)
        other = a_class(session, "BT-2", district="青山区", institution="青山学校", is_key_group=True)
        for place, name in enumerate(("王芳", "王芳", "李强"), 1):
            an_enrolment(session, own, a_trainee(session, name, f"1380000000{place}"), str(place))
        an_enrolment(session, other, a_trainee(session, "赵敏", "13800000009"), "1")
        punches(session, own, MONDAY, WHOLE_DAY[:1], number="1")
    return chat


def test_whoever_is_found_is_said_to_be_restricted(classes):
    with classes.house.database.writing() as session:
        for name in ("赵敏", "李强"):
            own = session.scalars(select(Trainee).where(Trainee.name == name)).one()
            restrict_processing(session, own.id, Cause("保存期内不能删除", "周工"), now=NINE)
        (first, _) = session.scalars(select(Trainee).where(Trainee.name == "王芳").order_by(Trainee.id))
        restrict_processing(session, first.id, Cause("保存期内不能删除", "周工"), now=NINE)

    assert "赵敏 BT-2 限制处理" in classes.ask(LIMIN, "学时 赵敏")
    assert classes.ask(LIMIN, "学时 王芳").count("BT-1 限制处理") == 1
    assert "限制处理" not in classes.ask(LIMIN, "学时 王芳 0002 BT-1")


def test_a_school_is_not_told_that_one_of_its_trainees_asked_for_a_restriction(classes):
    with classes.house.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "李强")).one()
        restrict_processing(session, own.id, Cause("保存期内不能删除", "周工"), now=NINE)

    asked = classes.ask(ZHAO, "学时 李强")

    assert "李强 BT-1" in asked
    assert "限制处理" not in asked


def test_the_city_sees_every_class_and_a_district_only_its_own(classes):
    everything, own = classes.ask(LIMIN, "待查"), classes.ask(WANGQIANG, "待查")

    assert ("BT-1" in everything, "BT-2" in everything) == (True, True)
    assert ("BT-1" in own, "BT-2" in own) == (True, False)


@pytest.mark.parametrize("text", ["班级 BT-2", "学时 赵敏", "学时 0009", "学时 13800000009", "电话查班 BT-2"])
def test_what_you_may_not_see_is_not_found(classes, text):
    assert "没有找到" in classes.ask(WANGQIANG, text)
    assert "没有找到" not in classes.ask(LIMIN, text)


def test_a_class_shows_its_trainees_and_who_came_today(classes):
    shown = classes.ask(LIMIN, "班级 bt1")

    assert "BT-1" in shown
    assert "在册 3 人" in shown
    assert "今天上午打卡 1/3 人" in shown
    assert "市本级应查 1 次，已查 0 次" in shown


def test_start_up_training_is_counted_and_explained_without_a_share(classes):
    with classes.house.database.writing() as session:
        find_class(session, "BT-1").kind = ClassKind.STARTUP

    assert "按创业培训规定" in classes.ask(LIMIN, "班级 BT-1")
    said = classes.ask(LIMIN, "学时 王芳 0001 BT-1")
    assert NOT_JUDGED in said
    assert "的 80%" not in said


def test_an_institution_sees_its_class_but_neither_checks_nor_their_debt(classes):
    shown = classes.ask(ZHAO, "班级 BT-1")

    assert "在册 3 人" in shown
    assert "应查" not in shown
    assert SEND + "%E7%94%B5" not in shown
    assert "只有市本级或旗县区的工作人员可以查班" in classes.ask(ZHAO, "电话查班 BT-1")


def test_signs_of_fraud_are_shown_to_inspectors_and_not_to_those_inspected(classes):
    with classes.house.database.writing() as session:
        registration = Registration("CJDE1", "教室1")
        device = add_device(session, an_institution(session), registration, added_by="李敏", now=NINE)
        body = f"1\t{MONDAY} 08:21:00\t0\t3\n".encode()
        receive_push(session, device.id, read_upload(device, Sent("ATTLOG", body, is_proven=True), NINE))

    shown = classes.ask(WANGQIANG, "班级 BT-1")

    assert "考勤机可疑迹象 1 条" in shown
    assert "考勤号 1 用密码打卡，没有刷脸" in shown
    assert "可疑迹象" not in classes.ask(ZHAO, "班级 BT-1")


def test_a_class_where_nobody_shows_a_face_is_shown_to_inspectors_and_not_to_those_inspected(classes):
    with classes.house.database.writing() as session:
        an_enrolment(session, find_class(session, "BT-1"), a_trainee(session, "孙明", "13800000004"), "4")
    excuse(classes.house.database, "BT-1", NINE)

    assert "经批准不刷脸 4 人（共 4 人），人数偏多" in classes.ask(WANGQIANG, "班级 BT-1")
    assert "不刷脸" not in classes.ask(ZHAO, "班级 BT-1")


def test_of_a_class_without_trainees_it_is_not_said_that_it_has_no_lesson(classes):
    with classes.house.database.writing() as session:
        a_class(session, "BT-3")

    shown = classes.ask(LIMIN, "班级 BT-3")

    assert "名册上没有在册学员" in shown
    assert "今天没有课" not in shown


def test_of_two_people_of_one_name_one_is_chosen_by_a_tap(classes):
    both = classes.ask(LIMIN, "学时 王芳")
    assert "有 2 人" in both
    assert "138＊＊＊＊0002" in both

    second = classes.ask(LIMIN, "学时 王芳 0002 BT-1")
    assert "已修 0" in second
    assert "王芳 BT-1" in second


def test_too_few_digits_find_nobody_and_say_so(classes):
    assert "至少 4 位" in classes.ask(LIMIN, "学时 002")


def test_somebody_unknown_is_told_how_to_be_registered_and_nothing_else(classes):
    said = classes.ask(GUEST, "班级 BT-1")

    assert "钉钉 userid：guest-1" in said
    assert "BT-1" not in said
    with classes.house.database.writing() as session:
        know_in_chat(session, find_staff(session, "李敏"), GUEST)
    assert "在册 3 人" in classes.ask(GUEST, "班级 BT-1")


def test_me_gives_a_link_that_opens_the_pages_once(classes):
    shown = classes.ask(LIMIN, "我的")
    token = re.findall(r"https://chaban.example/desk/enter/([\w-]+)", shown)[0]

    assert "市级人员，全市" in shown
    with classes.house.database.writing() as session:
        assert enter_by_link(session, token, session_token="s1", now=NINE) == "/desk"
    with classes.house.database.writing() as session, pytest.raises(LinkUsedUp):
        enter_by_link(session, token, session_token="s2", now=NINE)


def test_the_quota_is_shown_to_the_city_only(classes):
    assert "钉钉接口调用本月" in classes.ask(LIMIN, "我的")
    assert "钉钉接口调用本月" not in classes.ask(WANGQIANG, "我的")


def test_the_newest_alerts_stand_under_what_is_owed(classes):
    with classes.house.database.writing() as session:
        own = a_class(session, "BT-3")
        draft = AlertDraft("device", "k", "BT-3 的考勤机失联，请联系机构。", Audience.INSPECTORS, own)
        raise_alert(session, draft, now=NINE - timedelta(days=2))

    assert "考勤机失联" in classes.ask(WANGQIANG, "待查")


def test_in_a_group_personal_things_go_to_the_sender_alone(classes):
    public = classes.ask(LIMIN, "学时 李强", GROUP_ID)

    assert "已私聊发给您" in public
    assert "李强" not in public
    assert any("李强 BT-1" in each for each in classes.answers(LIMIN))


def test_in_a_group_what_is_for_everybody_is_answered_there(classes):
    assert "BT-1" in classes.ask(ZHAO, "班级 BT-1", GROUP_ID)
    assert classes.answers(ZHAO) == []


@pytest.mark.parametrize("text", ["待查", "班级 BT-1"])
def test_in_a_group_nobody_reads_which_class_is_to_be_checked(classes, text):
    public = classes.ask(LIMIN, text, GROUP_ID)

    assert "已私聊发给您" in public
    assert "BT-1" not in public
    assert any("BT-1" in each for each in classes.answers(LIMIN))


def test_speech_is_a_command_like_any_other(classes):
    classes.organisation.speak(LIMIN, "待查。")

    assert "待查" in classes.answer_after("cid-limin", 0)


def test_a_slip_is_answered_with_buttons_and_never_with_silence(classes):
    assert "[待查](" in classes.ask(LIMIN, "待察")
    assert "[帮助](" in classes.ask(LIMIN, "今儿天气不错")


@pytest.mark.parametrize("text", ["a" * 10_000, "\x01\x02\x1b[2J", "记" * 5000, "]( [x](dtmd://evil) **"])
def test_hostile_texts_are_answered_and_do_no_harm(classes, text):
    assert classes.ask(LIMIN, text)
    assert "在册 3 人" in classes.ask(LIMIN, "班级 BT-1")


def test_a_hostile_name_is_shown_as_text(chat):
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1", name="[免费](https://evil.example) **班**")
        an_enrolment(session, own, a_trainee(session, "![王](http://evil.example)芳"), "1")

    shown = chat.ask(LIMIN, "班级 BT-1")

    assert "https：//evil.example" in shown
    assert "](https://evil" not in shown
    assert "**班" not in shown


def test_a_class_with_too_much_online_theory_is_shown_with_its_flag(chat):
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1", days=1, lessons=False)
        a_lesson(session, own, MONDAY, HalfDay.MORNING, mode=Mode.ONLINE)

    assert "线上理论 4 课时，超过总课时 8 的 40%（到今天 4），还没有写明理由" in chat.ask(LIMIN, "班级 BT-1")


def test_a_picture_without_a_check_is_refused_and_not_kept(classes):
    assert "没有正在进行的查班" in classes.show(LIMIN, b"\xff\xd8\xff whatever")
    assert not classes.house.settings.evidence_folder.exists()


def test_a_day_without_lessons_says_so(classes):
    classes.clock.now = at(MONDAY + timedelta(days=40), "09:00")

    assert "今天没有排课" in classes.ask(ZHAO, "待查")
