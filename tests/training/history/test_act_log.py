"""The log of acts reads the same on both databases: in one order, page by page, as far as one may see."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, a_device, a_withdrawal, an_institution, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, Checking
from tests.training.plans.planning import planning
from tests.training.projects.test_projects import agreed
from training.announcements.acts.publish_announcement import publish_announcement
from training.announcements.acts.withdraw_announcement import withdraw_announcement
from training.announcements.acts.write_announcement import AnnouncementDraft, write_announcement
from training.announcements.terms import Readers
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.terms import DayPart
from training.choices.acts.add_choice import add_choice
from training.choices.terms import ChoiceKind
from training.claims.acts.approve_school import ApprovalDraft, approve_school
from training.claims.acts.revoke_school import revoke_school
from training.history.rules.act_log import log_offer
from training.history.rules.topics import TOPICS
from training.history.views.act_log import act_log, act_portions
from training.listing.rules.listing import read_listing
from training.policies.acts.introduce_rules import NewRules, introduce_rules
from training.privacy.acts.hold_purge import hold_purge
from training.projects.acts.move_project import move_project
from training.projects.acts.register_project import register_project
from training.projects.terms import ProjectMove
from training.records.classes.trainees import Enrolment
from training.staff.acts.issue_token import issue_token
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.acts.revoke_tokens import revoke_tokens
from training.staff.rules.managing import Doer
from training.staff.terms import StaffDeed
from training.staff.views.find_staff import find_staff
from training.urging.acts.move_urging import Step, move_urging
from training.urging.acts.urge import UrgingDraft, urge
from training.urging.terms import UrgingMove

SEVEN = at(MONDAY, "07:00")
DAY = (MONDAY, MONDAY)


@pytest.fixture
def lived(checking: Checking) -> Checking:
    """Acts of a class, of a machine, and of tokens."""
    with checking.database.writing() as session:
        first, second = session.scalars(select(Enrolment).order_by(Enrolment.id).limit(2))
        leave = Leave(MONDAY, DayPart.MORNING, "看病")
        approve_leave(session, first, leave, approved_by="教务处", now=SEVEN)
        a_withdrawal(session, second, MONDAY)
        own = a_device(session, "CJDE1", secret="s" * 24)
        ask_again(session, own, DAY, asked_by=CITY, now=SEVEN)
        remove_device(session, "CJDE1", removed_by=CITY, now=SEVEN)
        holder = find_staff(session, AUDITOR)
        issue_token(session, holder, at(MONDAY, "08:00") - SEVEN, token="x", now=SEVEN)
        revoke_tokens(session, holder, revoked_by=CITY, now=SEVEN)
    checking.start()
    checking.later(minutes=5).void("停电")
    return checking


def see(checking: Checking, who: str, today: date = MONDAY, **said: str):
    listing = read_listing(log_offer(today), {"from": ""} | said)
    with checking.database.reading() as session:
        return act_log(session, find_staff(session, who), listing)


def test_acts_of_all_subjects_stand_in_one_order_the_latest_first(lived):
    found = see(lived, CITY).acts

    times = [each.line.at for each in found]
    assert times == sorted(times, reverse=True)
    told = {each.line.deed for each in found}
    assert {"登记考勤机 CJDE1", "停用考勤机 CJDE1", "向考勤机 CJDE1 补传打卡"} <= told
    assert {f"给 {AUDITOR} 签发接口令牌", f"吊销 {AUDITOR} 的接口令牌"} <= told
    assert any("请假" in each for each in told)
    assert all(each.class_number for each in found if each.topic.value == "查班")


def test_another_district_reads_nothing_of_it_but_who_made_the_rules_of_the_city(lived):
    assert [each.line.deed for each in see(lived, OTHER_DISTRICT).acts] == ["制定全市第 1 版规则"]
    assert {each.topic for each in see(lived, DISTRICT).acts} < set(TOPICS.values())


def test_a_file_of_it_has_every_act_once_in_the_same_order(lived):
    listing = read_listing(log_offer(MONDAY), {"from": ""})
    with lived.database.reading() as session:
        portions = list(act_portions(session, find_staff(session, CITY), listing, 2))

    assert [each for portion in portions for each in portion] == list(see(lived, CITY).acts)


def test_acts_about_staff_rules_schools_and_purges_are_told_as_far_as_one_may_see(
    checking,
):
    with checking.database.writing() as session:
        city, member = find_staff(session, CITY), find_staff(session, OTHER_DISTRICT)
        note_staff_act(session, member, StaffDeed.GIVEN_LINK, Doer(CITY, city.id), "电话里核实过", now=SEVEN)
        rules = NewRules({"effective_from": MONDAY.isoformat()})
        introduce_rules(session, member.district, rules, by=OTHER_DISTRICT, now=SEVEN)
        school = an_institution(session, "城东驾校")
        school.district = member.district
        draft = ApprovalDraft("甲1", *DAY, MONDAY)
        approve_school(session, school, draft, recorded_by=OTHER_DISTRICT, now=SEVEN)
        revoke_school(session, school, MONDAY, "许可证作废", recorded_by=OTHER_DISTRICT, now=SEVEN)
        hold_purge(session, "审计要看", CITY, now=SEVEN)

    told = {who: {each.line.deed for each in see(checking, who).acts} for who in (CITY, DISTRICT, AUDITOR)}
    own = {each.line.deed for each in see(checking, OTHER_DISTRICT).acts}
    of_district = {
        f"给登录链接：{OTHER_DISTRICT}",
        "制定青山区第 1 版规则",
        f"登记 城东驾校 的驾校核准备案，至 {MONDAY}",
        f"撤销 城东驾校 的驾校核准备案，从 {MONDAY} 起",
    }
    assert own & told[CITY] & told[AUDITOR] >= of_district
    assert not told[DISTRICT] & of_district
    assert {who for who, each in told.items() if "暂停到期删除" in each} == {CITY}


def test_what_is_urged_of_a_district_and_what_is_announced_is_told_as_far_as_one_may_see(checking):
    with checking.database.writing() as session:
        city, district = find_staff(session, CITY), find_staff(session, DISTRICT)
        draft = UrgingDraft("补齐欠查", MONDAY)
        urged = urge(session, city, district.district, draft, now=SEVEN)
        move_urging(session, district, urged.public_id, Step(UrgingMove.ANSWER, "已去查", "0"), now=SEVEN)
        said = AnnouncementDraft("清明放假", "放假三天", Readers.DISTRICT, MONDAY)
        told = write_announcement(session, district, said, now=SEVEN)
        publish_announcement(session, district, told.public_id, now=SEVEN)
        withdraw_announcement(session, district, told.public_id, "写错了", now=SEVEN)

    deeds = {
        f"督办昆都仑区，{MONDAY} 前答复",
        "答复昆都仑区的督办",
        "发布公告 清明放假",
        "撤回公告 清明放假",
    }
    for who in (CITY, DISTRICT, AUDITOR):
        assert deeds <= {each.line.deed for each in see(checking, who).acts}
    assert not deeds & {each.line.deed for each in see(checking, OTHER_DISTRICT).acts}
    assert len(see(checking, CITY, topic="announcements").acts) == 2


def test_acts_of_plans_projects_and_lists_are_told_as_far_as_one_may_see(database):
    own = planning(database)
    own.approved()
    with database.writing() as session:
        district, city = find_staff(session, DISTRICT), find_staff(session, CITY)
        project = register_project(session, district, agreed(), SCHOOL, now=SEVEN).public_id
        move_project(session, city, project, ProjectMove.CONFIRM, "", now=SEVEN)
        add_choice(session, city, ChoiceKind.INDUSTRY, "氢能", now=SEVEN)

    def told(who: str) -> set[str]:
        with database.reading() as session:
            listing = read_listing(log_offer(MONDAY), {"from": ""})
            return {each.line.deed for each in act_log(session, find_staff(session, who), listing).acts}

    of_district = {
        "提交：昆都仑区 2026 年第 1 季度计划第 1 版",
        "通过：昆都仑区 2026 年第 1 季度计划第 1 版",
        "登记项目 XM-1 第 1 版",
        "确认：项目 XM-1 第 1 版",
    }
    for who in (CITY, DISTRICT, AUDITOR):
        assert told(who) >= {*of_district, "增加重点产业 氢能"}
    assert not told(OTHER_DISTRICT) & of_district
    assert "增加重点产业 氢能" in told(OTHER_DISTRICT)
