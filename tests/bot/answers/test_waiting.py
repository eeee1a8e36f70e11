"""待评估, 待派号, 派号, 待复核, 计划: what waits is looked at in the chat, and done on its page alone."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.answers.replies import MOST_BYTES
from tests.bot.answers.chatting import Conversation, buttons_of
from tests.factories import MONDAY, a_class, at
from tests.training.certificates.certified import (
    AFTER,
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    SCHOOL,
    Numbers,
    a_listed_class,
    a_numbered_world,
)
from tests.training.checks import checking as office
from tests.training.plans.planning import Planning
from tests.training.plans.planning import planning as a_planning
from tests.training.results.signing import SATURDAY, checked
from training.checks.terms import CheckLevel, Verdict
from training.classes.views.find_class import find_class
from training.database import Database
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanMove
from training.records.staff.staff import StaffLink
from training.reviews.acts.reply_to_query import reply_to_query
from training.reviews.acts.review_filing import ReviewDraft, review_filing
from training.reviews.terms import ReviewVerdict
from training.reviews.views.see_filing import see_filing
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff

NOT_HERE = "由市本级和旗县区办理"


def chatting(database: Database, folder: Path, *who: str) -> Conversation:
    """These people, each known in the chat by the own name, from the end of all classes on."""
    with database.writing() as session:
        for each in who:
            know_in_chat(session, find_staff(session, each), each)
    return Conversation(database, folder, AFTER)


def test_a_class_that_ended_stands_there_with_what_is_missing_until_it_is_judged(database, tmp_path):
    one = checked(database, city=Verdict.FAILED)
    chat = chatting(database, tmp_path, office.CITY, office.DISTRICT, office.SCHOOL)
    chat.now = SATURDAY

    failed = chat.say(office.DISTRICT, "待评估")
    one.void(CheckLevel.CITY)
    lacking = chat.say(office.CITY, "待评估")
    one.check(CheckLevel.CITY, ordinal=2)
    ready = chat.say(office.DISTRICT, "评估")
    one.sign()

    assert "待评估 1 个班" in failed
    assert "不满足：市本级检查结论；建议不合格" in failed
    assert "未办完：市本级检查次数" in lacking
    assert "建议合格" in ready
    assert "/desk/enter/" in ready
    assert "班级 BT-R" in buttons_of(ready)
    assert "没有等评估的班" in chat.say(office.DISTRICT, "待评估")
    assert NOT_HERE in chat.say(office.SCHOOL, "待评估")


def test_on_its_last_day_a_class_waits_for_nothing_yet(database, tmp_path):
    checked(database)
    chat = chatting(database, tmp_path, office.DISTRICT)
    chat.now = at(SATURDAY.date(), "00:00")
    assert "BT-R" in chat.say(office.DISTRICT, "待评估")

    chat.now = at(MONDAY.replace(day=6), "23:59")

    assert "没有等评估的班" in chat.say(office.DISTRICT, "待评估")


@pytest.fixture
def numbers(database) -> Numbers:
    return a_numbered_world(database)


def test_a_list_waits_for_numbers_and_the_chat_says_how_many_and_issues_none(numbers, tmp_path):
    chat = chatting(numbers.database, tmp_path, CITY, SCHOOL, ELSEWHERE)

    waits, would_be = chat.say(CITY, "待派号"), chat.say(CITY, "派号 BT-1")
    of_school = chat.say(SCHOOL, "待派号")
    issued = numbers.numbers()
    numbers.issue()

    assert "待派号 1 个班" in waits
    assert "在网页里派号" in waits
    assert "在网页里查看" in of_school
    assert "派号 BT-1" in buttons_of(waits)
    assert "现在可以派号：2 人；已有证书编号 0 人" in would_be
    assert "/desk/enter/" in would_be
    assert issued == []
    assert "已有证书编号 2 人，名单上合格的都有了" in chat.say(SCHOOL, "派号 BT-1")
    assert "没有等派号的班" in chat.say(CITY, "待派号")
    assert "没有等派号的班" in chat.say(ELSEWHERE, "待派号")
    assert "没有找到班级" in chat.say(ELSEWHERE, "派号 BT-1")
    numbers.ask(numbers.numbers()[0], again=False)
    numbers.decide(numbers.numbers()[0])
    assert "已有证书编号 1 人，1 人的证书作废后没有补发。" in chat.say(CITY, "派号 BT-1")


def test_it_says_why_there_are_no_numbers_and_asks_which_class_is_meant(numbers, tmp_path):
    with numbers.database.writing() as session:
        a_listed_class(session, "BT-2", ("赵一",))
    chat = chatting(numbers.database, tmp_path, CITY)

    why, which = chat.say(CITY, "派号 BT-2"), chat.say(CITY, "派号 BT")

    assert "现在不能派号" in why
    assert "旗县区还没有评估这个班合格" in why
    assert {"派号 BT-1", "派号 BT-2"} <= set(buttons_of(which))


def test_a_filing_waits_for_whoever_is_next(numbers, tmp_path):
    database = numbers.database
    with database.writing() as session:
        a_class(session, "BT-2", lessons=False)
    chat = chatting(database, tmp_path, CITY, DISTRICT, AUDITOR, SCHOOL)

    unreviewed = chat.say(CITY, "待复核"), chat.say(DISTRICT, "待复核")
    query(database, "BT-2")
    queried = chat.say(CITY, "待复核"), chat.say(DISTRICT, "待复核")
    answer(database, "BT-2")
    answered = chat.say(CITY, "待复核"), chat.say(DISTRICT, "待复核")

    assert "未复核" in unreviewed[0]
    assert "BT-2" in unreviewed[0]
    assert "BT-1" not in unreviewed[0]
    assert "没有等复核的备案" in unreviewed[1]
    assert "没有等复核的备案" in queried[0]
    assert "质疑中" in queried[1]
    assert "/desk/enter/" in queried[1]
    assert "已答复" in answered[0]
    assert "没有等复核的备案" in answered[1]
    assert "已答复" in chat.say(AUDITOR, "待复核")
    assert NOT_HERE in chat.say(SCHOOL, "待复核")


def query(database: Database, number: str) -> None:
    with database.writing() as session:
        own, city = find_class(session, number).public_id, find_staff(session, CITY)
        draft = ReviewDraft(ReviewVerdict.QUERIED, "缺教案", see_filing(session, city, own).seen)
        review_filing(session, city, own, draft, now=AFTER)


def answer(database: Database, number: str) -> None:
    with database.writing() as session:
        own, staff = find_class(session, number).public_id, find_staff(session, DISTRICT)
        reply_to_query(session, staff, own, "已补交", see_filing(session, staff, own).seen, now=AFTER)


@pytest.fixture
def plans(database) -> Planning:
    return a_planning(database)


def test_a_plan_waits_once_it_is_submitted_and_again_once_it_is_returned(plans, tmp_path):
    chat = chatting(plans.database, tmp_path, office.CITY, office.DISTRICT, office.SCHOOL)
    plan = plans.begin()
    plans.write(plan)

    draft = chat.say(office.CITY, "计划")
    plans.move(plan, PlanMove.SUBMIT)
    submitted = chat.say(office.CITY, "计划")
    plans.move(plan, PlanMove.RETURN)

    assert "没有等办理的季度计划" in draft
    assert "待审查：昆都仑区 2026 年第一季度计划第 1 版" in submitted
    assert "已退回：昆都仑区" in chat.say(office.DISTRICT, "计划")
    assert NOT_HERE in chat.say(office.SCHOOL, "计划")


def opens(plans: Planning) -> str:
    """Where the last link leads."""
    with plans.database.reading() as session:
        return session.scalars(select(StaffLink.path).order_by(StaffLink.id.desc()).limit(1)).one()


def test_the_link_opens_the_plan_that_waits_else_the_quarter_that_lacks_one(plans, tmp_path):
    chat = chatting(plans.database, tmp_path, office.CITY, office.DISTRICT)
    chat.now = at(MONDAY, "10:00")
    plan = plans.begin(quarter=Quarter(2026, 2))
    plans.write(plan)
    plans.move(plan, PlanMove.SUBMIT)

    chat.say(office.CITY, "计划")
    assert opens(plans) == f"/desk/plans/{plan}"
    chat.say(office.DISTRICT, "计划")
    assert opens(plans) == "/desk/plans?of=20261"
    plans.move(plan, PlanMove.RETURN)
    chat.say(office.DISTRICT, "计划")
    assert opens(plans) == f"/desk/plans/{plan}"
    plans.move(plan, PlanMove.DROP)
    chat.now = at(date(2026, 3, 16), "09:00")
    assert "/desk/enter/" in chat.say(office.DISTRICT, "计划")
    assert opens(plans) == "/desk/plans?of=20261"
    chat.now = at(date(2026, 3, 17), "09:00")
    chat.say(office.DISTRICT, "计划")
    assert opens(plans) == "/desk/plans?of=20262"


def test_of_many_there_are_ten_at_a_time_within_the_size_of_a_message(numbers, tmp_path):
    with numbers.database.writing() as session:
        for number in range(2, 25):
            a_class(session, f"BT-{number}", name="电" * 200, lessons=False)
    chat = chatting(numbers.database, tmp_path, CITY)

    first, last = chat.say(CITY, "待评估"), chat.say(CITY, "待评估 3")

    assert "待评估 23 个班" in first
    assert "待评估 2" in buttons_of(first)
    assert "第 3/3 页" in last
    assert max(len(each.encode()) for each in (first, last)) <= MOST_BYTES
