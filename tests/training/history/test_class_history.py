"""The history of a class: every act of every subject once, the latest first, as far as one may see it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_withdrawal, at
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, SCHOOL, Checking
from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.terms import DayPart
from training.classes.views.see_classes import see_class
from training.history.rules.telling import Act, tell
from training.history.rules.topics import TOPICS
from training.history.terms import Happened, Topic
from training.history.views.class_history import PAGE, class_history
from training.history.views.office_sources import OFFICE
from training.history.views.sources import SOURCES
from training.records.attendance.leave import LeaveOfAbsence
from training.records.classes.trainees import Enrolment
from training.staff.views.find_staff import find_staff

SEVEN = at(MONDAY, "07:00")
SICK = Leave(MONDAY, DayPart.MORNING, "看病")


@pytest.fixture
def lived(checking: Checking) -> Checking:
    """Leave, a withdrawal and a check that was voided."""
    with checking.database.writing() as session:
        first, second = session.scalars(select(Enrolment).order_by(Enrolment.id).limit(2))
        approve_leave(session, first, SICK, approved_by="教务处", now=SEVEN)
        a_withdrawal(session, second, MONDAY)
    checking.start()
    checking.later(minutes=5).void("停电")
    return checking


def see(checking: Checking, who: str, topic: Topic | None = None, place: str = ""):
    with checking.database.reading() as session:
        staff = find_staff(session, who)
        own = see_class(session, staff, checking.class_id)
        return class_history(session, staff, own, topic=topic, place=place)


def test_every_kind_has_its_topic_its_rows_and_its_words():
    assert set(TOPICS) == {*SOURCES, *OFFICE} == set(Happened)
    assert not set(SOURCES) & set(OFFICE)
    for kind in Happened:
        assert tell(Act(SEVEN, kind, "王主任", "甲", "乙", "丙")).title.startswith("王主任 ")


def test_acts_of_all_subjects_stand_in_one_order_the_latest_first(lived):
    found = see(lived, CITY)

    times = [each.at for each in found.lines]
    assert times == sorted(times, reverse=True)
    assert any("开始电话查班" in each.title for each in found.lines)
    assert any("请假" in each.title for each in found.lines)
    assert {Topic.ROSTER, Topic.ATTENDANCE, Topic.CHECKS} <= set(found.counts)
    assert sum(found.counts.values()) == found.page.total == len(found.lines)


def test_an_institution_reads_of_no_check(lived):
    found = see(lived, SCHOOL)

    assert Topic.CHECKS not in found.counts
    assert not any("查班" in each.title for each in found.lines)
    assert any("请假" in each.title for each in found.lines)


def test_an_auditor_reads_no_name(lived):
    lines = see(lived, AUDITOR).lines

    assert not any("学员1" in each.title or "学员2" in each.title for each in lines)
    assert any("学*" in each.title for each in lines)


def test_one_topic_is_shown_alone(lived):
    found = see(lived, CITY, Topic.ATTENDANCE)

    assert [each.text for each in found.lines] == ["看病"]


def test_many_acts_of_one_moment_are_each_on_one_page(lived):
    with lived.database.writing() as session:
        own = session.scalars(select(Enrolment).order_by(Enrolment.id).limit(1)).one()
        for number in range(PAGE):
            session.add(
                LeaveOfAbsence(
                    enrolment_id=own.id,
                    held_on=MONDAY + timedelta(days=number + 1),
                    part=DayPart.WHOLE_DAY,
                    reason=f"第 {number}",
                    approved_by="教务处",
                    approved_at=SEVEN,
                )
            )
    first = see(lived, CITY, Topic.ATTENDANCE)
    second = see(lived, CITY, Topic.ATTENDANCE, first.page.older)
    back = see(lived, CITY, Topic.ATTENDANCE, second.page.newer)

    assert not second.page.is_first_again, first.page.older
    reasons = [each.text for each in (*first.lines, *second.lines)]
    assert len(reasons) == len(set(reasons)) == PAGE + 1
    assert back.lines == first.lines


@pytest.mark.parametrize(
    "place",
    [">dt:10~s:leave~i:2", ">dt:2026-03-01 23:00:00~s:leave~i:2", ">d:2026-03-01~s:leave~i:2", ">dt:~s:~i:"],
)
def test_a_moment_that_no_page_named_is_the_first_page(lived, place):
    found = see(lived, CITY, place=place)

    assert found.page.is_first_again
    assert found.lines == see(lived, CITY).lines


def test_it_asks_as_often_for_many_acts_as_for_few(lived):
    with lived.database.reading() as session:
        staff = find_staff(session, CITY)
        own = see_class(session, staff, lived.class_id)
        with counted(lived.database) as tally:
            class_history(session, staff, own, topic=None, place="")

    assert tally.statements == 4
