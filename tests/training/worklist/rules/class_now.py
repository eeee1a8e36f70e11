"""A class in the middle of its lesson, whole; each test changes what it is about."""

from uuid import UUID

from tests.factories import MONDAY, at
from training.attendance.terms import Turnout
from training.notice.terms import HalfDay, Mode
from training.worklist.rules.board import ClassNow

PLAIN = ClassNow(
    class_id=UUID(int=1),
    number="BT-1",
    trade="电工",
    district="昆都仑区",
    institution="育才",
    half_day=HalfDay.MORNING,
    mode=Mode.OFFLINE,
    starts=at(MONDAY, "08:30"),
    ends=at(MONDAY, "11:30"),
    is_on=True,
    seats=10,
    present=10,
    needed_percent=80,
    is_silent=False,
    turnout=Turnout.CLOSED,
)
