"""The ways to 补贴核定, to the money of classes, and to 就业回访."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlalchemy.orm import Session

from tests.browser.checked import opened
from tests.browser.claiming import enter
from tests.browser.desk.outcomes import found_out
from tests.browser.installation import Installation
from tests.browser.visitor import Visitor
from tests.factories import a_class
from tests.training.payments.paid import (
    DISTRICT,
    SECOND,
    WHOLE,
    Office,
    Priced,
    judge,
    pass_class,
    people_of,
)
from training.classes.views.find_class import find_district
from training.notice.clock import shanghai_day
from training.notice.terms import ClassKind, Role
from training.records.classes.classes import TrainingClass
from training.staff.acts.add_staff import add_staff

PLACE = "九原区"
TO_JUDGE, TO_MEET, PAID = (f"BT2026-JY-90{place}" for place in (1, 2, 3))
LONG_AGO = timedelta(days=40)
"""So that any publicity is over, whatever holidays lie in it."""


def judging(visitor: Visitor) -> None:
    granted(visitor.product)
    enter(visitor, "/desk/eligibility", DISTRICT)


def class_lines_to_judge(visitor: Visitor) -> None:
    judging(visitor)
    visitor.follow(TO_JUDGE)


def class_lines_judged(visitor: Visitor) -> None:
    judging(visitor)
    visitor.open("/desk/eligibility?view=done")
    visitor.follow(PAID)


def meeting_to_note(visitor: Visitor) -> None:
    """Of those whom the meeting left out."""
    granted(visitor.product)
    enter(visitor, "/desk/meetings/new", DISTRICT)


def meeting_to_publicise(visitor: Visitor) -> None:
    granted(visitor.product)
    enter(visitor, "/desk/meetings", DISTRICT)
    visitor.follow("会议 2 号")


def meeting_to_pay(visitor: Visitor) -> None:
    granted(visitor.product)
    enter(visitor, "/desk/meetings", SECOND)
    visitor.follow("会议 1 号")


def line_to_give_back(visitor: Visitor) -> None:
    meeting_to_pay(visitor)
    visitor.follow("马云霞")


def follow_ups_due(visitor: Visitor) -> None:
    found_out(visitor.product)
    enter(visitor, "/desk/follow-ups?state=answered", "王强")


def follow_up(visitor: Visitor) -> None:
    follow_ups_due(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


@lru_cache
def granted(product: Installation) -> None:
    """Of one class two were granted, of whom one was paid and has to give back; one waits for its publicity,
    with one left for another meeting; one is to be judged."""
    now = datetime.now(UTC)
    then = now - LONG_AGO
    with opened(product) as (database, _):
        office = Office(database, then)
        with database.writing() as session:
            _staff(session, then)
            _class(session, TO_JUDGE, ("高秀兰",), then)
            judge(session, _class(session, PAID, ("马云霞", "马云峰"), then), Priced(), now=then)
        office.grant(number="会议 1 号", held_on=shanghai_day(then))
        office.publicise()
        office.now = now - timedelta(days=15)
        office.apply()
        office.now = now - timedelta(days=10)
        office.pay({"马云霞": WHOLE}, paid_on=shanghai_day(office.now))
        office.demand("马云霞", WHOLE)
        with database.writing() as session:
            own = _class(session, TO_MEET, ("石玉兰", "石玉芬", "石玉芳"), then)
            judge(session, own, Priced(), now=then)
        office.grant("石玉兰", "石玉芬", number="会议 2 号", held_on=shanghai_day(office.now))


def _class(session: Session, number: str, names: tuple[str, ...], then: datetime) -> TrainingClass:
    starts_on = shanghai_day(then) - timedelta(days=20)
    own = a_class(session, number, district=PLACE, starts_on=starts_on, kind=ClassKind.STARTUP)
    people_of(session, own, names)
    pass_class(session, own, then)
    return own


def _staff(session: Session, then: datetime) -> None:
    for name in (DISTRICT, SECOND):
        add_staff(session, name, Role.DISTRICT, find_district(session, PLACE), None, now=then)


OF_GRANTS = (
    *(judging, class_lines_to_judge, class_lines_judged),
    *(meeting_to_note, meeting_to_publicise, meeting_to_pay, line_to_give_back),
    *(follow_ups_due, follow_up),
)
