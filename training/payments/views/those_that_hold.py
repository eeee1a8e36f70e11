"""Whose subsidy still rests on what holds: asked before the meeting, the publicity, the money (R19)."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.results import PERSON_IS_QUALIFIED, QualifiedList, QualifiedPerson
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine


def those_that_hold(session: Session, keys: Collection[int]) -> set[int]:
    """By key: the judgement is in force, and its list is the newest with the person on it as 合格."""
    newest = (
        select(func.max(QualifiedList.version))
        .where(QualifiedList.class_id == SubsidyJudgement.class_id, QualifiedList.approved_at.is_not(None))
        .correlate(SubsidyJudgement)
        .scalar_subquery()
    )
    rows = (
        select(SubsidyLine.id)
        .join(SubsidyLine.judgement)
        .join(QualifiedList, SubsidyJudgement.list_id == QualifiedList.id)
        .join(QualifiedPerson, QualifiedPerson.list_id == QualifiedList.id)
        .where(QualifiedPerson.enrolment_id == SubsidyLine.enrolment_id, PERSON_IS_QUALIFIED)
        .where(SubsidyLine.live_enrolment_id.is_not(None), SubsidyJudgement.in_force_at.is_not(None))
        .where(QualifiedList.version == newest, SubsidyLine.id.in_(keys))
    )
    return set(session.scalars(rows))
