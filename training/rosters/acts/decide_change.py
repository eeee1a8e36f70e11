"""The district agrees to a change of a roster, or does not; whoever asked never decides (R25)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.classes.rules.roster_changes import ClassHasEnded, ListIsApproved
from training.classes.terms import ChangeKind
from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound, NotNow, NotYours
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.roster_changes import RosterChange
from training.records.staff.staff import Staff
from training.rosters.acts.settle_change import ChangeVerdict, settle_change
from training.rosters.views.list_is_approved import list_is_approved
from training.rosters.views.phone_changes import has_moved_since
from training.rosters.views.see_changes import asked_by_herself, see_change


class OwnRequest(NotYours):
    """Whoever asked does not decide."""

    def __init__(self) -> None:
        super().__init__("这条人员增减是您提出的，请由旗县区的另一位工作人员审核。")


class PhoneHasMoved(NotNow):
    """What a school brought before that is older than what the person holds now."""

    def __init__(self) -> None:
        super().__init__(
            "申请以后，本人（或旗县区）已经换过手机号，不能再改成机构填的号码；请写明原因，不同意这条申请。"
        )


def decide_change(
    session: Session, staff: Staff, public_id: UUID, verdict: ChangeVerdict, *, now: datetime
) -> RosterChange:
    """Record it, and let it count if it is agreed to; tell the school.

    Raises NotFound, OwnRequest, SameHand, ChangeDecided, ReasonMissing, TextTooLong, ListIsApproved,
    ClassHasEnded, PhoneHasMoved or BadNewcomer.
    """
    change = see_change(session, staff, public_id)
    if not may(staff.role, Permission.DECIDE_ROSTER_CHANGES):
        raise NotFound("这条人员增减")
    if asked_by_herself(change, staff):
        raise OwnRequest
    check_other_hand(session, Signature(change.asked_by_id, change.asked_at), staff, now=now)
    wait_for_turn(session, TURNS["roster"])
    own = change.training_class
    moves_roster = verdict.is_approved and change.kind is not ChangeKind.PHONE
    if moves_roster and list_is_approved(session, own.id):
        raise ListIsApproved
    if verdict.is_approved and change.kind.brings and shanghai_day(now) > own.ends_on:
        raise ClassHasEnded(own.ends_on)
    if verdict.is_approved and change.kind is ChangeKind.PHONE and has_moved_since(session, change):
        raise PhoneHasMoved
    settle_change(session, change, verdict, staff.id, now=now)
    return change
