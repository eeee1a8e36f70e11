"""Every certificate that was written down of a teacher, with what became of it (R63)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.lists.teacher_list import visible_teachers
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.records.classes.classes import Instructor
from training.records.staff.staff import Staff
from training.records.teachers import (
    InstructorCertificate,
    InstructorCertificateWithdrawal,
    InstructorReview,
)
from training.teachers.rules.withdrawing import withdrawal_state
from training.teachers.terms import MatchVerdict, WithdrawalState
from training.teachers.views.hold_teachers import hold_teacher


@dataclass(frozen=True)
class Paper:
    """A certificate, and the withdrawals that were asked for in their order."""

    certificate: InstructorCertificate
    withdrawals: Sequence[InstructorCertificateWithdrawal]

    @property
    def open(self) -> InstructorCertificateWithdrawal | None:
        """What somebody asks and nobody has decided."""
        waits = (each for each in self.withdrawals if each.needs_second and each.decision is None)
        return next(waits, None)

    @property
    def state(self) -> WithdrawalState:
        is_withdrawn = self.certificate.withdrawn_at is not None
        return withdrawal_state(is_withdrawn=is_withdrawn, is_asked=self.open is not None)


def papers_of(session: Session, own: Instructor) -> Sequence[Paper]:
    """In the order in which they were written down; two statements."""
    rows = select(InstructorCertificate).where(InstructorCertificate.instructor_id == own.id)
    held = session.scalars(rows.order_by(InstructorCertificate.id)).all()
    asked = _withdrawals(session, [each.id for each in held])
    return [Paper(each, [one for one in asked if one.certificate_id == each.id]) for each in held]


def hold_paper(session: Session, staff: Staff, public_id: UUID, permission: Permission) -> Paper:
    """Of a teacher whom this person sees; until the transaction ends nobody else writes or says anything of
    that one. Raises NotFound."""
    if not may(staff.role, permission):
        raise NotFound("这张教师证书")
    seen = visible_teachers(staff).with_only_columns(Instructor.id)
    own = InstructorCertificate.public_id == public_id, InstructorCertificate.instructor_id.in_(seen)
    key = session.scalar(select(InstructorCertificate.instructor_id).where(*own))
    if key is None:
        raise NotFound("这张教师证书")
    hold_teacher(session, key)
    rows = select(InstructorCertificate).where(*own).options(joinedload(InstructorCertificate.instructor))
    found = session.scalars(rows.execution_options(populate_existing=True)).one()
    return Paper(found, _withdrawals(session, [found.id]))


def has_reviewed(session: Session, staff: Staff, teacher: int) -> bool:
    """Whether the office of this person has said something of the teacher in a class of its own."""
    said = select(InstructorReview.id).join(InstructorReview.training_class)
    own = said.where(InstructorReview.instructor_id == teacher)
    return session.scalar(own.where(within_class(staff, Permission.REVIEW_TEACHERS)).limit(1)) is not None


def matches_on(session: Session, own: InstructorCertificate) -> Sequence[InstructorReview]:
    """Of each class where 匹配 holds, said when this certificate was there; with the class."""
    of = InstructorReview.instructor_id == own.instructor_id
    place = func.row_number().over(
        partition_by=InstructorReview.class_id, order_by=InstructorReview.ordinal.desc()
    )
    placed = select(InstructorReview.id, place.label("place")).where(of).subquery()
    latest = select(placed.c.id).where(placed.c.place == 1)
    rows = select(InstructorReview).where(
        InstructorReview.id.in_(latest),
        InstructorReview.verdict == MatchVerdict.MATCHES,
        InstructorReview.reviewed_at >= own.written_at,
    )
    whole = rows.options(joinedload(InstructorReview.training_class))
    return session.scalars(whole.order_by(InstructorReview.class_id)).all()


def asked_of(session: Session, keys: Sequence[int]) -> frozenset[int]:
    """Those of these of which a withdrawal waits to be decided."""
    own = InstructorCertificateWithdrawal
    waits = own.certificate_id.in_(keys), own.needs_second, ~own.decision.has()
    return frozenset(session.scalars(select(own.certificate_id).where(*waits)))


def why_withdrawn(session: Session, teacher: int, number: str) -> str:
    """Of this number of this teacher; empty where something of it counts, or never did."""
    own, asked = InstructorCertificate, InstructorCertificateWithdrawal
    rows = select(own.withdrawn_at, asked.reason).outerjoin(asked, asked.certificate_id == own.id)
    of = own.instructor_id == teacher, own.number == number
    found = session.execute(rows.where(*of).order_by(own.id, asked.ordinal)).all()
    stands = any(withdrawn_at is None for withdrawn_at, _ in found)
    return found[-1].reason if found and not stands else ""


def _withdrawals(session: Session, keys: Sequence[int]) -> Sequence[InstructorCertificateWithdrawal]:
    own = InstructorCertificateWithdrawal
    rows = select(own).where(own.certificate_id.in_(keys)).options(joinedload(own.decision))
    in_turn = rows.order_by(own.certificate_id, own.ordinal)
    return session.scalars(in_turn.execution_options(populate_existing=True)).all()
