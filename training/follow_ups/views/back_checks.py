"""What the city asks again, what it was told, and where it was told otherwise (复核回访, R56)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from training.classes.views.within import within
from training.errors import NotFound, NotNow
from training.listing.views.page_of import Order, Page, page_of
from training.notice.permissions import Permission, is_everywhere, may
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import BackCheck, BackCheckTry, FollowUp, FollowUpAnswer
from training.records.staff.staff import Staff

A_PAGE, A_PORTION = 50, 500


class CheckState(StrEnum):
    """How far the back-check of an answer is."""

    WAITING = "待复核"
    OTHERWISE = "不符"
    SAME = "一致"
    UNREACHED = "联系不上"


class AskedAgain(NotNow):
    """Each answer is asked again once."""

    def __init__(self) -> None:
        super().__init__("这条回访已经复核过，结果不能改；请办下一条。")


@dataclass(frozen=True)
class DrawnNow:
    """How many of each state this person sees."""

    counts: Mapping[CheckState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def waiting_back_checks(staff: Staff, today: date) -> Select[FollowUpAnswer]:
    """待复核: drawn, not asked again yet, not recorded by this very person, and not tried today."""
    is_others = or_(FollowUpAnswer.staff_id.is_(None), FollowUpAnswer.staff_id != staff.id)
    mine = within(staff, Permission.CHECK_FOLLOW_UPS, district=FollowUp.district_id)
    was_tried = exists().where(BackCheckTry.answer_id == FollowUpAnswer.id, BackCheckTry.tried_on == today)
    return (
        select(FollowUpAnswer)
        .join(FollowUp, FollowUp.id == FollowUpAnswer.follow_up_id)
        .where(FollowUpAnswer.back_check_is_due.is_(True), mine, is_others, ~was_tried)
        .options(_CLASS_OF_ANSWER)
    )


def disagreements(staff: Staff) -> Select[BackCheck]:
    """复核不符: no later answer was confirmed, and none waits for the city to ask again.

    One whose person the city did not reach mends nothing: it still counts as 不符.
    """
    mine = within(staff, Permission.SEE_BACK_CHECKS, district=FollowUp.district_id)
    return (
        select(BackCheck)
        .join(FollowUpAnswer, FollowUpAnswer.id == BackCheck.answer_id)
        .join(FollowUp, FollowUp.id == FollowUpAnswer.follow_up_id)
        .where(BackCheck.agrees.is_(False), FollowUp.dropped_at.is_(None), mine, ~_is_mended())
        .options(joinedload(BackCheck.answer).options(_CLASS_OF_ANSWER))
    )


def disputed_steps() -> Select[int]:
    """复核不符, by the keys of the steps: they are to be asked anew."""
    rows = select(FollowUpAnswer.follow_up_id).join(BackCheck, BackCheck.answer_id == FollowUpAnswer.id)
    return rows.where(BackCheck.agrees.is_(False), ~_is_mended())


def is_disputed(answers: Sequence[FollowUpAnswer]) -> bool:
    """The same of all answers of a step, their back-checks loaded."""

    def is_mended(own: FollowUpAnswer, check: BackCheck) -> bool:
        later = (each for each in answers if each.ordinal > own.ordinal)
        after_it = (each for each in later if each.answered_at > check.checked_at)
        return any(each.back_check_is_due or _agrees(each) is True for each in after_it)

    checked = ((each, each.back_check) for each in answers if each.back_check is not None)
    return any(check.agrees is False and not is_mended(each, check) for each, check in checked)


def _agrees(own: FollowUpAnswer) -> bool | None:
    return own.back_check.agrees if own.back_check is not None else None


def _is_mended() -> ColumnElement[bool]:
    later, again = aliased(FollowUpAnswer), aliased(BackCheck)
    mends = exists().where(again.answer_id == later.id, again.agrees.is_(True))
    return exists().where(
        later.follow_up_id == FollowUpAnswer.follow_up_id,
        later.ordinal > FollowUpAnswer.ordinal,
        later.answered_at > BackCheck.checked_at,
        or_(later.back_check_is_due.is_(True), mends),
    )


def list_back_checks(
    session: Session, staff: Staff, state: CheckState, place: str = ""
) -> Page[FollowUpAnswer]:
    """Those that wait from the oldest on, those that were asked from the last on."""
    is_waiting = state is CheckState.WAITING
    order = Order((FollowUpAnswer.id,), is_descending=not is_waiting)
    rows = _seen(staff).where(_in_state(state)).options(*_WHOLE)
    return page_of(session, rows, order, size=A_PAGE, place=place)


def count_back_checks(session: Session, staff: Staff) -> DrawnNow:
    """One statement."""
    counts = (func.count().filter(_in_state(each)) for each in CheckState)
    found = session.execute(_seen(staff).with_only_columns(*counts)).one()
    return DrawnNow(dict(zip(CheckState, found, strict=True)))


def find_back_check(session: Session, staff: Staff, answer_id: UUID) -> FollowUpAnswer:
    """The answer that was drawn, with person, class and what the city was told; raises NotFound."""
    rows = _seen(staff).where(FollowUpAnswer.public_id == answer_id).options(*_WHOLE)
    found = session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound("这条复核")
    return found


def next_to_check(session: Session, staff: Staff, *, today: date) -> UUID | None:
    """The oldest that waits for this person."""
    rows = waiting_back_checks(staff, today).with_only_columns(FollowUpAnswer.public_id)
    return session.scalar(rows.order_by(FollowUpAnswer.id).limit(1))


def tries_of(session: Session, answer_id: int) -> Sequence[date]:
    """The days on which the city called in vain."""
    own = select(BackCheckTry.tried_on).where(BackCheckTry.answer_id == answer_id)
    return session.scalars(own.order_by(BackCheckTry.id)).all()


def was_disproved(session: Session, follow_up_id: int) -> bool:
    """Whether an answer of this step was found to be otherwise: the next one is asked again in any case."""
    own = (
        select(BackCheck.id)
        .join(FollowUpAnswer, FollowUpAnswer.id == BackCheck.answer_id)
        .where(FollowUpAnswer.follow_up_id == follow_up_id, BackCheck.agrees.is_(False))
    )
    return session.scalar(own.limit(1)) is not None


def hold_drawn(session: Session, staff: Staff, answer_id: UUID) -> FollowUpAnswer:
    """For an act: nobody else asks again until the transaction ends. Raises NotFound or AskedAgain."""
    mine = within(staff, Permission.CHECK_FOLLOW_UPS, district=FollowUp.district_id)
    rows = (
        select(FollowUpAnswer)
        .join(FollowUp, FollowUp.id == FollowUpAnswer.follow_up_id)
        .where(FollowUpAnswer.public_id == answer_id, mine)
        .with_for_update(of=FollowUpAnswer)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(rows).one_or_none()
    if found is not None and not found.back_check_is_due and _is_checked(session, found.id):
        raise AskedAgain
    if found is None or not found.back_check_is_due:
        raise NotFound("这条复核")
    return found


def all_draws(session: Session, staff: Staff) -> Iterator[FollowUpAnswer]:
    """Every answer of which was drawn whether it is asked again, by when it was recorded; in portions."""
    mine = within(staff, Permission.SEE_BACK_CHECKS, district=FollowUp.district_id)
    rows = (
        select(FollowUpAnswer)
        .join(FollowUp, FollowUp.id == FollowUpAnswer.follow_up_id)
        .where(mine, FollowUpAnswer.seed.is_not(None))
        .options(_CLASS.joinedload(TrainingClass.rule_set))
        .order_by(FollowUpAnswer.id)
    )
    return iter(session.scalars(rows, execution_options={"yield_per": A_PORTION}))


def sees_who_is_drawn(staff: Staff) -> bool:
    """Whoever records answers learns of a draw only after the city has asked."""
    may_see = may(staff.role, Permission.SEE_BACK_CHECKS)
    return may_see and is_everywhere(staff.role, Permission.SEE_BACK_CHECKS)


def _is_checked(session: Session, answer_id: int) -> bool:
    own = select(BackCheck.id).where(BackCheck.answer_id == answer_id)
    return session.scalar(own) is not None


def _seen(staff: Staff) -> Select[FollowUpAnswer]:
    mine = within(staff, Permission.SEE_BACK_CHECKS, district=FollowUp.district_id)
    is_done = BackCheck.id.is_not(None)
    waits = FollowUpAnswer.back_check_is_due.is_(True)
    return (
        select(FollowUpAnswer)
        .join(FollowUp, FollowUp.id == FollowUpAnswer.follow_up_id)
        .outerjoin(BackCheck, BackCheck.answer_id == FollowUpAnswer.id)
        .where(mine, or_(is_done, waits) if sees_who_is_drawn(staff) else is_done)
    )


def _in_state(state: CheckState) -> ColumnElement[bool]:
    if state is CheckState.WAITING:
        return and_(BackCheck.id.is_(None), FollowUpAnswer.back_check_is_due.is_(True))
    agreed = {CheckState.SAME: True, CheckState.OTHERWISE: False, CheckState.UNREACHED: None}[state]
    return and_(BackCheck.id.is_not(None), BackCheck.agrees.is_(agreed))


_ENROLMENT = joinedload(FollowUpAnswer.follow_up).joinedload(FollowUp.enrolment)
_CLASS = _ENROLMENT.joinedload(Enrolment.training_class)
_CLASS_OF_ANSWER = _CLASS.joinedload(TrainingClass.institution)
_WHOLE = (
    _CLASS_OF_ANSWER,
    _CLASS.joinedload(TrainingClass.rule_set),
    _ENROLMENT.joinedload(Enrolment.trainee),
    joinedload(FollowUpAnswer.follow_up).joinedload(FollowUp.district),
    joinedload(FollowUpAnswer.back_check),
    selectinload(FollowUpAnswer.tries),
)
"""What a page of one back-check shows."""
