"""The ways to 就业创业分析 and to 复核回访."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from tests.browser.checked import DISTRICT, opened
from tests.browser.claiming import CITY, enter, register_office
from tests.browser.installation import ELECTRICIANS, Installation
from tests.browser.visitor import Visitor
from tests.training.follow_ups.recorded import a_step, an_answer
from training.classes.views.find_class import find_class
from training.follow_ups.acts.record_back_check import BackCheckDraft, record_back_check
from training.follow_ups.terms import WorkStatus
from training.notice.clock import shanghai_day
from training.records.classes.trainees import Enrolment
from training.staff.views.find_staff import find_staff

SCHOOL = "赵会计"


def outcomes(visitor: Visitor) -> None:
    found_out(visitor.product)
    enter(visitor, "/desk/outcomes", CITY)
    visitor.page.get_by_text("这些数怎么算").click()


def outcomes_of_classes(visitor: Visitor) -> None:
    found_out(visitor.product)
    enter(visitor, "/desk/outcomes?by=class&sort=employed", SCHOOL)


def outcomes_of_nobody(visitor: Visitor) -> None:
    enter(visitor, "/desk/outcomes?year=2023", DISTRICT)


def back_checks(visitor: Visitor) -> None:
    found_out(visitor.product)
    enter(visitor, "/desk/back-checks", CITY)


def back_check_to_ask(visitor: Visitor) -> None:
    waiting, _ = found_out(visitor.product)
    enter(visitor, f"/desk/back-checks/{waiting}", CITY)


def back_check_told_otherwise(visitor: Visitor) -> None:
    _, differs = found_out(visitor.product)
    enter(visitor, f"/desk/back-checks/{differs}", DISTRICT)


@lru_cache
def found_out(product: Installation) -> tuple[UUID, UUID]:
    """Of the electricians everybody has another lot; gives an answer that waits for the city, and one of
    which it was told otherwise."""
    now = datetime.now(UTC)
    register_office(product)
    with opened(product) as (database, _), database.writing() as session:
        own = find_class(session, ELECTRICIANS)
        people = session.scalars(select(Enrolment).where(Enrolment.class_id == own.id).order_by(Enrolment.id))
        answers = []
        for place, person in enumerate(people):
            step = a_step(session, person, qualified_on=shanghai_day(now) - timedelta(days=40))
            status = list(WorkStatus)[place % len(WorkStatus)]
            answers.append(an_answer(session, step, status, now, has_proof=place % 4 == 0))
        draft = BackCheckDraft(WorkStatus.OUT_OF_WORK, shanghai_day(now))
        record_back_check(session, find_staff(session, CITY), answers[0].public_id, draft, now=now)
        return answers[1].public_id, answers[0].public_id


OF_OUTCOMES = (
    *(outcomes, outcomes_of_classes, outcomes_of_nobody),
    *(back_checks, back_check_to_ask, back_check_told_otherwise),
)
