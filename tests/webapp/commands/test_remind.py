"""`chaban remind`, `leave`, `phone` and `correction`: what an operator asks and does by hand."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import SCHOOL, a_class, at, punches
from tests.training.attendance.reminding import staff_of
from tests.webapp.commands.conftest import DAY, lines, rows
from training.attendance.acts.request_correction import request_correction
from training.attendance.terms import PunchKind
from training.attendance.views.corrections.check_correction import CorrectionDraft
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.notice.terms import HalfDay, Role
from training.people.terms import VerifiedBy
from training.records.attendance.corrections import PunchCorrection
from training.records.attendance.leave import LeaveOfAbsence
from training.records.outbox.messages import OutgoingMessage
from training.records.people.reach import PhoneVerification

MORNING = ("--at", f"{DAY}T08:36")


@pytest.fixture
def school(bt_1):
    """王芳 came, 李强 did not; both phones are verified by the school."""
    with bt_1.database.writing() as session:
        punches(session, find_class(session, "BT-1"), DAY, ["08:20"], number="1")
        a_class(session, "BT-2", institution="第二学校", district="青山区", starts_on=DAY, lessons=False)
        staff_of(session, Role.INSTITUTION, SCHOOL)
        staff_of(session, Role.DISTRICT, "昆都仑区")
        staff_of(session, Role.DISTRICT, "青山区")
    assert bt_1("phone", "verify", "BT-1", "--by", f"培训机构{SCHOOL}").exit_code == 0
    return bt_1


def messages(chaban) -> list[str]:
    with chaban.database.reading() as session:
        return list(session.scalars(select(OutgoingMessage.template)))


def test_a_dry_run_says_who_would_get_what_and_why_not_the_others(school):
    said = school("remind", "--dry-run", *MORNING)

    due, others = rows(said.stdout)[0], rows(said.stdout)[1:]
    assert said.exit_code == 0
    assert due == [
        *("BT-1", "上午漏签到", "李*", "138****0002"),
        "【查班】电工BT-1班上午未签到，请在08:45前到考勤机刷脸。http://127.0.0.1:8000/t/***********",
        "1",
    ]
    assert ["BT-1", "上午漏签到", "1 人", "已打卡"] in others
    assert ["BT-1", "上午未签退", "全班", "还没到提醒时间（12:10–12:30）"] in others
    assert ["BT-1", "全天当日汇总", "全班", "还没到提醒时间（19:00–21:00）"] in others
    assert lines(said.stdout)[-1] == "试运行（没有写入）：该提醒 1 人。"
    assert messages(school) == []


def test_of_one_class_everybody_is_listed(school):
    said = school("remind", "--dry-run", "--class", "BT-1", *MORNING)

    assert ["BT-1", "上午漏签到", "王*", "已打卡"] in rows(said.stdout)


def test_without_dry_run_it_is_written_and_only_once(school):
    assert lines(school("remind", *MORNING).stdout)[-1] == "已写入 1 条待发短信。"
    again = school("remind", *MORNING)

    assert lines(again.stdout)[-1] == "已写入 0 条待发短信。"
    assert ["BT-1", "上午漏签到", "李*", "已提醒过"] in rows(again.stdout)
    assert messages(school) == ["missing_in"]


def test_neither_a_whole_name_nor_a_whole_number_is_printed(school):
    said = school("remind", "--dry-run", *MORNING)

    for secret in ("李强", "王芳", "13800000001", "13800000002"):
        assert secret not in said.stdout


def test_a_silent_machine_is_named(bt_1):
    said = bt_1("remind", "--dry-run", *MORNING)

    assert ["BT-1", "上午漏签到", "王*", "全班无打卡（考勤机可能离线）"] in rows(said.stdout)
    assert "注意：BT-1 上午全班没有打卡，将提醒监管人员和培训机构。" in said.stdout


def test_without_class_hours_there_is_nothing_to_say(school):
    said = school("remind", "--dry-run", "--at", f"{DAY + timedelta(days=9)} 08:36")

    assert lines(said.stdout) == ["试运行（没有写入）：该提醒 0 人。"]


def test_now_is_the_time_where_no_other_is_given(school):
    assert lines(school("remind").stdout)[-1] == "已写入 0 条待发短信。"


@pytest.mark.parametrize("arguments", [("--at", "tomorrow"), ("--at", f"{DAY}")])
def test_a_time_that_is_none_is_status_2(school, arguments):
    assert school("remind", *arguments).exit_code == 2


def test_an_unknown_class_is_named(school):
    said = school("remind", "--class", "BT-9", *MORNING)

    assert (said.exit_code, said.stderr.strip()) == (1, "没有找到班号 BT-9。")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (
            ("leave", "add", "BT-1", "李强", "2026-13-10", "--reason", "就医"),
            "“2026-13-10”不是日期，请写成 2026-03-02。",
        ),
        (("remind", "--at", "八点半"), "“八点半”不是时间，请写成 2026-03-02T08:50。"),
    ],
)
def test_a_date_or_time_that_is_none_is_answered_with_how_to_write_one(school, arguments, what):
    said = school(*arguments)

    assert said.exit_code == 2
    assert what in said.stderr
    assert "%" not in said.stderr


def test_leave_is_registered_and_silences(school):
    said = school("leave", "add", "BT-1", "李强", str(DAY), "--half-day", "上午", "--reason", "就医")

    assert said.stdout == f"已登记：李强 {DAY} 上午请假。\n"
    assert ["BT-1", "上午漏签到", "李*", "请假"] in rows(school("remind", "--dry-run", *MORNING).stdout)
    with school.database.reading() as session:
        leave = session.scalars(select(LeaveOfAbsence)).one()
        assert (leave.reason, leave.approved_by) == ("就医", "张会计")


def test_a_leave_that_was_taken_back_silences_nobody_and_stays_on_record(school):
    own = ("BT-1", "李强", str(DAY), "--half-day", "上午", "--reason")
    school("leave", "add", *own, "就医")

    said = school("leave", "revoke", *own, "已到课")

    assert said.stdout == f"已销假：李强 {DAY} 上午。\n"
    assert ["BT-1", "上午漏签到", "李*", "请假"] not in rows(school("remind", "--dry-run", *MORNING).stdout)
    assert rows(school("leave", "list", "BT-1").stdout) == [
        [str(DAY), "上午", "李强", "就医", "张会计", "张会计：已到课"]
    ]


def test_a_leave_that_is_not_there_cannot_be_taken_back(school):
    school("leave", "add", "BT-1", "李强", str(DAY), "--half-day", "上午", "--reason", "就医")

    said = school("leave", "revoke", "BT-1", "李强", str(DAY), "--reason", "已到课")

    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.strip() == f"{DAY} 全天没有登记请假，或已经销假；这一天登记的是：上午。"


@pytest.mark.parametrize(
    ("day", "who", "why"),
    [
        (DAY + timedelta(days=9), "李强", "没有课"),
        (DAY, "没有此人", "没有找到"),
    ],
)
def test_a_leave_that_cannot_be_is_refused(school, day, who, why):
    said = school("leave", "add", "BT-1", who, str(day), "--reason", "就医")

    assert said.exit_code == 1
    assert why in said.stderr


def test_a_class_is_verified_at_its_opening_and_a_second_time_is_no_news(school):
    again = school("phone", "verify", "BT-1", "--by", "旗县区昆都仑区")

    assert again.stdout == "已核实 0 个手机号（原已核实的不重复登记）。\n"
    with school.database.reading() as session:
        found = session.scalars(select(PhoneVerification)).all()
        assert [(each.how, each.verified_by) for each in found] == [
            (VerifiedBy.INSTITUTION, f"培训机构{SCHOOL}")
        ] * 2


def test_one_phone_can_be_verified_by_an_inspector(bt_1):
    with bt_1.database.writing() as session:
        staff_of(session, Role.DISTRICT, "昆都仑区")

    assert bt_1("phone", "verify", "BT-1", "王芳", "--by", "旗县区昆都仑区").stdout.startswith("已核实 1 个")
    with bt_1.database.reading() as session:
        assert session.scalars(select(PhoneVerification)).one().how is VerifiedBy.INSPECTOR


@pytest.mark.parametrize("who", [(), ("王芳",)])
def test_the_phones_of_anothers_class_are_not_found(school, who):
    said = school("phone", "verify", "BT-1", *who, "--by", "旗县区青山区")

    assert (said.exit_code, said.stderr.strip()) == (1, "没有找到这个班级。")


def test_an_inspector_can_opt_a_trainee_out_and_in_again(school):
    assert school("phone", "opt-out", "BT-1", "李强").stdout == "李强 已退订短信提醒。\n"
    assert school("phone", "opt-out", "BT-1", "李强").stdout == "李强 原已退订短信提醒。\n"
    assert ["BT-1", "上午漏签到", "李*", "已退订"] in rows(school("remind", "--dry-run", *MORNING).stdout)

    assert school("phone", "opt-in", "BT-1", "李强").stdout == "李强 已恢复短信提醒。\n"
    assert school("phone", "opt-in", "BT-1", "李强").stdout == "李强 没有退订过短信提醒。\n"
    assert lines(school("remind", "--dry-run", *MORNING).stdout)[-1] == "试运行（没有写入）：该提醒 1 人。"


@pytest.fixture
def asked(school) -> str:
    """The number of 李强's request for Monday's in punch."""
    draft = CorrectionDraft((DAY, HalfDay.MORNING), PunchKind.IN, "机器没认出我")
    with school.database.writing() as session:
        enrolment = find_enrolment(session, find_class(session, "BT-1"), "李强")
        made = request_correction(session, enrolment, draft, now=at(DAY, "12:00"))
        return made.public_id.hex[:8]


def test_requests_are_listed_for_those_who_may_see_them(school, asked):
    said = school("correction", "list", "--by", f"培训机构{SCHOOL}")

    expected = [asked, "BT-1", "李强", f"{DAY} 上午签到", "机器没认出我", "—", "待审核", f"{DAY} 12:00"]
    assert rows(said.stdout) == [expected]
    assert lines(school("correction", "list", "--by", "旗县区青山区").stdout) == ["共 0 条。"]


def test_a_request_is_approved_by_its_number(school, asked):
    said = school("correction", "approve", asked, "--by", "旗县区昆都仑区")

    assert said.stdout == f"已批准：李强 {DAY} 上午签到。\n"
    assert lines(school("correction", "list", "--by", "旗县区昆都仑区").stdout) == ["共 0 条。"]
    listed = rows(school("correction", "list", "--all", "--by", "旗县区昆都仑区").stdout)
    assert listed[0][6] == "已批准（旗县区昆都仑区）"
    assert "correction_decided" in messages(school)


def test_a_request_is_refused_with_a_reason(school, asked):
    said = school("correction", "refuse", asked, "--by", f"培训机构{SCHOOL}", "--note", "监控里没有您")

    assert said.stdout == f"未批准：李强 {DAY} 上午签到。\n"
    with school.database.reading() as session:
        assert session.scalars(select(PunchCorrection)).one().decision.note == "监控里没有您"


@pytest.mark.parametrize(
    ("number", "by", "why"),
    [
        ("ffffffff", f"培训机构{SCHOOL}", "没有找到待审核的补卡申请 ffffffff。"),
        (None, "旗县区青山区", "没有找到待审核的补卡申请"),
        (None, "没有此人", "没有找到工作人员“没有此人”。"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_one_line(school, asked, number, by, why):
    said = school("correction", "approve", number or asked, "--by", by)

    assert said.exit_code == 1
    assert said.stderr.startswith(why)


def test_a_decided_request_is_no_longer_found_by_its_number(school, asked):
    school("correction", "approve", asked, "--by", "旗县区昆都仑区")

    assert school("correction", "refuse", asked, "--by", "旗县区昆都仑区", "--note", "不").exit_code == 1
