"""就业跟踪: of the class long ago most were asked after a month; three are still open."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from training.follow_ups.acts.answer_follow_up import AnsweredBy, answer_follow_up
from training.follow_ups.acts.open_follow_ups import open_follow_ups
from training.follow_ups.rules.answers import Answer
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp
from webapp.demo.city.city import City
from webapp.demo.city.paperwork.results import LONG_AGO
from webapp.demo.city.staff import IN_DONGHE, clerk_of

FIRST_STEP, ASKED = 30, -25
SAID = (
    (WorkStatus.EMPLOYED, "包头市金太阳幼儿园", "保育员"),
    (WorkStatus.EMPLOYED, "东河区童心托育中心", "保育员"),
    (WorkStatus.OUT_OF_WORK, "", ""),
    (WorkStatus.FLEXIBLE, "", "家庭育儿"),
    (WorkStatus.UNREACHABLE, "", ""),
    (WorkStatus.EMPLOYED, "包头市蓓蕾幼儿园", "生活老师"),
    (WorkStatus.SELF_EMPLOYED, "小星星托管班", ""),
    (WorkStatus.OUT_OF_WORK, "", ""),
)


def follow_up(city: City) -> None:
    """By turns the school and the district ask; what they heard is drawn as ever."""
    open_follow_ups(city.session, now=city.at(ASKED, "06:10"))
    own = city.find(LONG_AGO)
    rows = select(FollowUp).join(Enrolment).where(Enrolment.class_id == own.id)
    asked = city.session.scalars(rows.where(FollowUp.after_days == FIRST_STEP).order_by(FollowUp.id)).all()
    school, district = city.who(clerk_of(city, own.institution.name)), city.who(IN_DONGHE)
    for place, (each, said) in enumerate(zip(asked, SAID, strict=False)):
        is_school = place % 2 == 0
        by = AnsweredBy(
            AnswerSource.INSTITUTION if is_school else AnswerSource.PHONE,
            city.chance(f"answer {place}"),
            school if is_school else district,
        )
        at = city.at(ASKED + place // 3, "10:20")
        answer_follow_up(city.session, each, _answer(said, at.date(), city.day(-45)), by, now=at)


def _answer(said: tuple[WorkStatus, str, str], asked_on: date, since: date) -> Answer:
    status, employer, job = said
    answer = Answer(status, asked_on, employer, job=job)
    works = status in (WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED, WorkStatus.FLEXIBLE)
    return replace(answer, since=since) if works else answer
