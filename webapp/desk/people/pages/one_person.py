"""One trainee over all classes; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.attendance.rules.explanations import may_miss_words, needed_words
from training.attendance.views.progress_of import ClassProgress
from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number, mask_phone
from training.records.attendance.leave import LeaveOfAbsence
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_day, short_moment
from webapp.desk.people.pages.people import state_of_enrolment

Event = tuple[str, str, str, str]


@dataclass(frozen=True)
class ClassOfPerson:
    """One class and what was earned in it."""

    class_id: UUID
    number: str
    name: str
    institution: str
    span: str
    credited: str
    needed: str
    may_miss: str
    hours_state: str
    state: str
    tone: str


@dataclass(frozen=True)
class Person:
    """Who it is; numbers masked unless whoever looks asked for them."""

    public_id: UUID
    name: str
    facts: tuple[tuple[str, str], ...]
    classes: tuple[ClassOfPerson, ...]
    events: tuple[Event, ...]
    """Corrections and leave, the latest first: when, what, why, how it stands."""
    is_whole: bool


@dataclass(frozen=True)
class Known:
    """What was found about a trainee."""

    trainee: Trainee
    progress: Sequence[ClassProgress]
    leaves: Sequence[LeaveOfAbsence]


def person_page(staff: Staff, known: Known, now: datetime, *, is_whole: bool) -> Person:
    own = known.trainee
    return Person(
        own.public_id,
        name_for(staff, own.name),
        (
            ("性别", own.sex.value),
            ("证件号", own.id_number if is_whole else mask_id_number(own.id_number)),
            ("手机", own.phone if is_whole else mask_phone(own.phone)),
            ("人员类别", own.category or "没有填"),
            ("文化程度", own.education or "没有填"),
        ),
        tuple(_class(each, now) for each in known.progress),
        tuple(_events(known, now)),
        is_whole,
    )


def _class(own: ClassProgress, now: datetime) -> ClassOfPerson:
    of, progress, today = own.enrolment.training_class, own.progress, shanghai_day(now)
    state, tone = state_of_enrolment(own.enrolment, today)
    return ClassOfPerson(
        of.public_id,
        of.class_number,
        of.name,
        of.institution.name,
        f"{short_day(of.starts_on, today)} 至 {short_day(of.ends_on, today)}",
        hours(progress.credited_halves),
        needed_words(progress),
        may_miss_words(progress),
        progress.state.value,
        state,
        tone,
    )


def _events(known: Known, now: datetime) -> list[Event]:
    asked = [
        (
            each.asked_at,
            f"申请补卡：{each.half_day[0]} {each.half_day[1]}{each.punch}",
            each.note,
            each.state.value,
        )
        for own in known.progress
        for each in own.corrections
    ]
    left = [
        (
            each.approved_at,
            f"请假：{each.held_on} {each.part}",
            each.reason,
            "已销假" if each.revocation else "有效",
        )
        for each in known.leaves
    ]
    in_order = sorted([*asked, *left], key=lambda row: row[0], reverse=True)
    return [(short_moment(at, now), what, why, state) for at, what, why, state in in_order]
