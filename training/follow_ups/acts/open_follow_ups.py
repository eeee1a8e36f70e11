"""Every morning: who was found qualified is to be asked, who is on no list any more is not (R14)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, exists, select, update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.follow_ups.rules.steps import steps_of
from training.follow_ups.views.is_standing import is_newest, is_standing
from training.notice.clock import shanghai_day
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import RuleSet
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp
from training.records.results import QualifiedList, QualifiedPerson
from training.results.terms import Result

LOOKS_BACK = timedelta(days=400)
"""An older list is not taken up any more: what it would ask is long past."""


def open_follow_ups(session: Session, *, now: datetime) -> int:
    """For the schedule, since lists know nothing of it; says how many steps are new.

    Twice makes nothing twice. Whoever a new version leaves out is dropped, and asked again where a later one
    brings the person back; days are counted from the first list all the same.
    """
    _drop(session, now)
    _revive(session)
    people = session.execute(_without(now)).all()
    return insert_new(session, FollowUp, [step for each in people for step in _steps(each)])


def _without(now: datetime) -> Select[int, int, int, datetime | None, RuleSet]:
    """The qualified of lists that count, of whom nothing was opened yet."""
    opened = exists().where(FollowUp.enrolment_id == Enrolment.id)
    return (
        select(
            Enrolment.id,
            TrainingClass.district_id,
            TrainingClass.institution_id,
            QualifiedList.approved_at,
            RuleSet,
        )
        .join(QualifiedPerson, QualifiedPerson.enrolment_id == Enrolment.id)
        .join(QualifiedList, QualifiedList.id == QualifiedPerson.list_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .join(RuleSet, RuleSet.id == TrainingClass.rule_set_id)
        .where(QualifiedPerson.decision == Result.QUALIFIED, is_newest(), ~opened)
        .where(QualifiedList.approved_at > now - LOOKS_BACK, QualifiedList.approved_at <= now)
        .order_by(Enrolment.id)
    )


def _steps(row: Row[int, int, int, datetime | None, RuleSet]) -> list[dict[str, Any]]:
    enrolment_id, district_id, institution_id, approved_at, rule_set = row
    # The query asks for no other.
    assert approved_at is not None  # noqa: S101
    qualified_on = shanghai_day(approved_at)
    return [
        {
            "public_id": uuid4(),
            "enrolment_id": enrolment_id,
            "district_id": district_id,
            "institution_id": institution_id,
            "after_days": each.after_days,
            "qualified_on": qualified_on,
            "due_on": each.due_on,
            "is_open": True,
        }
        for each in steps_of(qualified_on, rule_set.policy)
    ]


def _drop(session: Session, now: datetime) -> None:
    gone = update(FollowUp).where(FollowUp.dropped_at.is_(None), ~is_standing())
    session.execute(gone.values(dropped_at=now).execution_options(synchronize_session="fetch"))


def _revive(session: Session) -> None:
    back = update(FollowUp).where(FollowUp.dropped_at.is_not(None), is_standing())
    session.execute(back.values(dropped_at=None).execution_options(synchronize_session="fetch"))
