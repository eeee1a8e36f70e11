"""A leave is taken back by a row that names it; from then on the trainee is reminded like any other."""

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, at, punches
from tests.training.attendance.reminding import a_reachable, remind
from tests.training.builders import at_once
from training.attendance.acts.approve_leave import AlreadyOnLeave, Leave, approve_leave
from training.attendance.acts.revoke_leave import NoSuchLeave, RevokedLeave, revoke_leave
from training.attendance.terms import DayPart
from training.attendance.views.list_leaves import list_leaves
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.notice.notes import ReasonMissing
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation

SEVEN, EIGHT = at(MONDAY, "07:00"), at(MONDAY, "08:00")


@pytest.fixture
def on_leave(database):
    """Monday: 王芳 is seen at 08:20; 李强 is not, and has leave for the whole day."""
    with database.writing() as session:
        own = a_class(session)
        a_reachable(session, own, "王芳", "1")
        a_reachable(session, own, "李强", "2")
        punches(session, own, MONDAY, ["08:20"], number="1")
    give(database)
    return database


def give(database, part=DayPart.WHOLE_DAY):
    with database.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "李强")
        approve_leave(session, own, Leave(MONDAY, part, "病"), approved_by="李老师", now=SEVEN)


def take_back(database, part=DayPart.WHOLE_DAY, reason="已到课"):
    with database.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "李强")
        revoke_leave(session, own, RevokedLeave(MONDAY, part, reason), revoked_by="王老师", now=EIGHT)


def test_who_has_leave_is_not_reminded_and_whose_leave_was_taken_back_is(on_leave):
    assert remind(on_leave, at(MONDAY, "08:36")) == 0

    take_back(on_leave)

    assert remind(on_leave, at(MONDAY, "08:37")) == 1


def test_both_rows_stay_with_who_when_and_why(on_leave):
    take_back(on_leave)

    with on_leave.reading() as session:
        (leave,) = list_leaves(session, find_class(session, "BT-1").id)
        assert (leave.reason, leave.approved_by) == ("病", "李老师")
        assert leave.revocation is not None
        kept = (leave.revocation.reason, leave.revocation.revoked_by, leave.revocation.revoked_at)
        assert kept == ("已到课", "王老师", EIGHT)


def test_leave_may_be_given_again_after_it_was_taken_back(on_leave):
    with pytest.raises(AlreadyOnLeave):
        give(on_leave)
    take_back(on_leave)
    give(on_leave)

    assert remind(on_leave, at(MONDAY, "08:36")) == 0
    with on_leave.reading() as session:
        assert list(session.scalars(select(LeaveOfAbsence.turn).order_by(LeaveOfAbsence.id))) == [1, 2]


@pytest.mark.parametrize("part", [DayPart.MORNING, DayPart.AFTERNOON])
def test_only_the_leave_that_was_registered_can_be_taken_back(on_leave, part):
    with pytest.raises(NoSuchLeave, match="这一天登记的是：全天"):
        take_back(on_leave, part)


def test_a_reason_is_asked_for(on_leave):
    with pytest.raises(ReasonMissing):
        take_back(on_leave, reason=" ")


def test_two_who_take_it_back_at_once_do_it_once(on_leave):
    done = at_once(lambda: take_back(on_leave), lambda: take_back(on_leave))

    assert sorted(done, key=str) == [NoSuchLeave, None]
    with on_leave.reading() as session:
        assert len(session.scalars(select(LeaveRevocation)).all()) == 1


def test_two_who_give_it_again_at_once_do_it_once(on_leave):
    take_back(on_leave)

    done = at_once(lambda: give(on_leave), lambda: give(on_leave))

    assert sorted(done, key=str) == [AlreadyOnLeave, None]
