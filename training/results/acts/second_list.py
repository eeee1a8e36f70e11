"""A second person agrees to a list with people below the needed hours, or sends it back (R46)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.notice.permissions import Permission, may
from training.records.results import ListSecond, QualifiedList
from training.records.staff.staff import Staff
from training.results.acts.hold_result import hold_result
from training.results.acts.second_verdict import SecondOpinion
from training.results.acts.tell_of_list import tell_of_list
from training.results.rules.signing import (
    ClassNotQualified,
    ListMoved,
    NothingForSecond,
    OnlyTheDistrictSigns,
    SeenOtherwise,
)
from training.results.views.people_of_class import stand_of_class
from training.results.views.see_result import find_class_of_result, see_lists, see_result, stand_of


def second_list(
    session: Session, staff: Staff, class_id: UUID, opinion: SecondOpinion, *, now: datetime
) -> QualifiedList:
    """Record it; agreed to, the version counts from now on, and the city is told.

    `seen` is the hash of the list.
    Raises NotFound, OnlyTheDistrictSigns, NothingForSecond, SameHand, ClassNotQualified, ListMoved,
    SeenOtherwise, ReasonMissing or TextTooLong.
    """
    own = find_class_of_result(session, staff, class_id)
    if not may(staff.role, Permission.SIGN_RESULTS):
        raise OnlyTheDistrictSigns
    hold_result(session, own)
    waiting = see_lists(session, own, now=now).waiting
    if waiting is None:
        raise NothingForSecond
    check_other_hand(session, Signature(waiting.signed_by_id, waiting.signed_at), staff, now=now)
    if opinion.seen not in ("", waiting.sha256):
        raise SeenOtherwise
    if opinion.is_agreed:
        _check_it_holds(session, waiting, now)
    waiting.second = ListSecond(
        is_agreed=opinion.is_agreed,
        note=opinion.read_note,
        signed_by_id=staff.id,
        signed_by=staff.name,
        signed_at=now,
    )
    if opinion.is_agreed:
        waiting.approved_at = now
    session.flush()
    if opinion.is_agreed:
        tell_of_list(session, waiting, now=now)
    return waiting


def _check_it_holds(session: Session, waiting: QualifiedList, now: datetime) -> None:
    own = waiting.training_class
    if not see_result(session, own, now=now).is_qualified:
        raise ClassNotQualified
    if stand_of(waiting) != stand_of_class(session, own, now=now):
        raise ListMoved
