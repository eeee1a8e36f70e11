"""The classes that wait for their 补贴核定, or for the second signature of it (R19)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload

from training.classes.views.within import within_class
from training.eligibility.rules.line_acts import GRANTED
from training.eligibility.views.proposals import propose_classes
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import CLASS_IS_QUALIFIED, ClassVerdict, QualifiedList
from training.records.staff.staff import Staff
from training.records.subsidies.lines import JudgementSecond, SubsidyJudgement, SubsidyLine
from training.results.views.waiting_results import is_newest

MOST_COMPARED = 100
"""So many classes, the latest judged, are looked at for what has changed since."""


def classes_with_lists(staff: Staff) -> Select[TrainingClass]:
    """All with a list that counts and a verdict 合格, with school, district and rules; C1 is claimed for."""
    whole = (
        joinedload(TrainingClass.institution),
        joinedload(TrainingClass.district),
        joinedload(TrainingClass.rule_set),
    )
    own = select(TrainingClass).options(*whole).where(within_class(staff, Permission.SEE_LINES))
    listed = exists().where(
        QualifiedList.class_id == TrainingClass.id, QualifiedList.approved_at.is_not(None)
    )
    return own.where(TrainingClass.kind != ClassKind.C1, listed, _is_qualified())


def classes_to_judge(staff: Staff) -> Select[TrainingClass]:
    """Those of which nobody has judged the version of the list that counts."""
    return classes_with_lists(staff).where(~_is_judged())


def classes_for_second(staff: Staff) -> Select[TrainingClass]:
    """Those of which a judgement waits for somebody else's signature."""
    return classes_with_lists(staff).where(judgement_waits())


def classes_for_district(staff: Staff) -> Select[TrainingClass]:
    """Both: whatever the district has to sign before a meeting can be about the class."""
    return classes_with_lists(staff).where(or_(~_is_judged(), judgement_waits()))


def judged_classes(staff: Staff) -> Select[TrainingClass]:
    """Those of which the judgement of that version counts."""
    return classes_with_lists(staff).where(_is_judged(), ~judgement_waits())


def changed_classes(session: Session, staff: Staff, *, now: datetime) -> list[TrainingClass]:
    """Judged and not granted yet, and what it was judged by is another today; of the latest hundred."""
    judged = _newest_judgements(staff).where(~_is_granted())
    found = {each.class_id: each for each in session.scalars(judged.limit(MOST_COMPARED))}
    classes = [each.training_class for each in found.values()]
    today = propose_classes(session, classes, now=now) if classes else {}
    return [each for each in classes if today[each.id].fingerprint != found[each.id].fingerprint]


def judgement_waits() -> ColumnElement[bool]:
    """One has signed, and somebody else has not said yet."""
    seconded = exists().where(JudgementSecond.judgement_id == SubsidyJudgement.id)
    own = SubsidyJudgement.class_id == TrainingClass.id
    return exists().where(own, SubsidyJudgement.in_force_at.is_(None), ~seconded)


def judgements_for_second(staff: Staff) -> Select[SubsidyJudgement]:
    """The judgements that want a second signature, with class and school, for those who may sign."""
    own = select(SubsidyJudgement).join(SubsidyJudgement.training_class).outerjoin(SubsidyJudgement.second)
    whole = joinedload(SubsidyJudgement.training_class).joinedload(TrainingClass.institution)
    waits = own.where(SubsidyJudgement.in_force_at.is_(None), JudgementSecond.id.is_(None))
    return waits.options(whole).where(within_class(staff, Permission.JUDGE_LINES))


def lists_to_judge(staff: Staff) -> Select[QualifiedList]:
    """The lists that count and nobody has judged, with class and school, for those who may judge."""
    own = select(QualifiedList).join(QualifiedList.training_class).where(is_list_to_judge())
    whole = joinedload(QualifiedList.training_class).joinedload(TrainingClass.institution)
    return own.options(whole).where(within_class(staff, Permission.JUDGE_LINES))


def is_list_to_judge() -> ColumnElement[bool]:
    """That a list, joined with its class, counts and nobody has judged it."""
    counts = (QualifiedList.approved_at.is_not(None), ~_newer_list(), _is_qualified(), ~_is_judged())
    return and_(*counts, TrainingClass.kind != ClassKind.C1)


def _newest_judgements(staff: Staff) -> Select[SubsidyJudgement]:
    """In force and the last of its class, the latest first."""
    whole = joinedload(SubsidyJudgement.training_class)
    loaded = whole.options(
        joinedload(TrainingClass.institution),
        joinedload(TrainingClass.district),
        joinedload(TrainingClass.rule_set),
    )
    own: Sequence[ColumnElement[bool]] = (
        SubsidyJudgement.in_force_at.is_not(None),
        _is_last(),
        within_class(staff, Permission.SEE_LINES),
    )
    rows = select(SubsidyJudgement).join(SubsidyJudgement.training_class).where(*own)
    return rows.options(loaded).order_by(SubsidyJudgement.signed_at.desc(), SubsidyJudgement.id.desc())


def _is_granted() -> ColumnElement[bool]:
    """Of somebody of the class the money is promised or gone."""
    of_class = (Enrolment.id == SubsidyLine.live_enrolment_id, Enrolment.class_id == TrainingClass.id)
    return exists().where(*of_class, SubsidyLine.state.in_(GRANTED))


def _is_judged() -> ColumnElement[bool]:
    """The version of the list that counts is, by the judgement that stands."""
    own = SubsidyJudgement.class_id == TrainingClass.id
    of_list = SubsidyJudgement.list_id == QualifiedList.id
    list_counts = (QualifiedList.approved_at.is_not(None), ~_newer_list())
    return exists().where(own, of_list, *list_counts, _is_last())


def _is_last() -> ColumnElement[bool]:
    """The newest that no second person sent back; one before it as long as a line of it lives."""
    newer = aliased(SubsidyJudgement)
    later = (newer.class_id == SubsidyJudgement.class_id, newer.ordinal > SubsidyJudgement.ordinal)
    lives = exists().where(
        SubsidyLine.judgement_id == SubsidyJudgement.id, SubsidyLine.live_enrolment_id.is_not(None)
    )
    stands = ~_sent_back(SubsidyJudgement.id), ~exists().where(*later, ~_sent_back(newer.id))
    return and_(*stands, or_(~exists().where(*later), lives))


def _sent_back(judgement: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    own = aliased(JudgementSecond)
    return exists().where(own.judgement_id == judgement, own.is_agreed.is_(False))


def _newer_list() -> ColumnElement[bool]:
    newer = aliased(QualifiedList)
    of_class = newer.class_id == QualifiedList.class_id
    return exists().where(of_class, newer.approved_at.is_not(None), newer.version > QualifiedList.version)


def _is_qualified() -> ColumnElement[bool]:
    own = ClassVerdict.class_id == TrainingClass.id
    in_force = ClassVerdict.in_force_at.is_not(None)
    return exists().where(own, in_force, CLASS_IS_QUALIFIED, is_newest(ClassVerdict))
