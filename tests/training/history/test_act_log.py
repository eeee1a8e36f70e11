"""The log of acts reads the same on both databases: in one order, page by page, as far as one may see."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_device, a_withdrawal, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, Checking
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.terms import DayPart
from training.history.rules.act_log import log_offer
from training.history.rules.telling import TOPICS
from training.history.views.act_log import act_log, act_portions
from training.listing.rules.listing import read_listing
from training.records.classes.trainees import Enrolment
from training.staff.acts.issue_token import issue_token
from training.staff.acts.revoke_tokens import revoke_tokens
from training.staff.views.find_staff import find_staff

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


def test_another_district_reads_nothing_of_it(lived):
    assert see(lived, OTHER_DISTRICT).acts == ()
    assert {each.topic for each in see(lived, DISTRICT).acts} < set(TOPICS.values())


def test_a_file_of_it_has_every_act_once_in_the_same_order(lived):
    listing = read_listing(log_offer(MONDAY), {"from": ""})
    with lived.database.reading() as session:
        portions = list(act_portions(session, find_staff(session, CITY), listing, 2))

    assert [each for portion in portions for each in portion] == list(see(lived, CITY).acts)
