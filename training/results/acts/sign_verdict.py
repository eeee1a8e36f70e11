"""The district says whether a class is qualified (R16, R42)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.permissions import Permission, may
from training.records.results import ClassVerdict
from training.records.staff.staff import Staff
from training.results.acts.hold_result import hold_result
from training.results.acts.tell_of_groundless import Decided, tell_of_groundless
from training.results.acts.tell_of_second import tell_of_second
from training.results.rules.signing import (
    NotEndedYet,
    OnlyTheDistrictSigns,
    SecondIsAwaited,
    SignedAlready,
    Wish,
    check_signing,
)
from training.results.terms import Result, VerdictState
from training.results.views.see_result import ClassStanding, find_class_of_result, has_ended, see_result


def sign_verdict(
    session: Session, staff: Staff, class_id: UUID, wish: Wish, *, now: datetime
) -> ClassVerdict:
    """Sign it once; against a failed check of the city it waits for a second person, who is told.

    Raises NotFound, OnlyTheDistrictSigns, NotEndedYet, SecondIsAwaited, SignedAlready, SeenOtherwise,
    NothingToSign, ReasonMissing or TextTooLong.
    """
    own = find_class_of_result(session, staff, class_id)
    if not may(staff.role, Permission.SIGN_RESULTS):
        raise OnlyTheDistrictSigns
    hold_result(session, own)
    if not has_ended(own, now):
        raise NotEndedYet(own.ends_on)
    stands = see_result(session, own, now=now)
    _check_state(stands, wish)
    signing = check_signing(stands.proposal, wish)
    verdict = ClassVerdict(
        training_class=own,
        ordinal=len(stands.verdicts) + 1,
        verdict=wish.result,
        proposed=stands.proposal.verdict,
        proposal=stands.proposal.as_rows(),
        fingerprint=stands.proposal.fingerprint,
        overrides_city=signing.overrides_city,
        reason=signing.reason,
        signed_by_id=staff.id,
        signed_by=staff.name,
        signed_at=now,
        in_force_at=None if signing.overrides_city else now,
    )
    session.add(verdict)
    session.flush()
    _tell(session, verdict, now)
    return verdict


def _tell(session: Session, signed: ClassVerdict, now: datetime) -> None:
    """To whoever signs too; to the city, where a class that is 不合格 has certificates all the same."""
    own = signed.training_class
    if signed.verdict is Result.UNQUALIFIED:
        decided = Decided(f"verdict:{signed.ordinal}", "改评为不合格，已派发的 {} 张证书还有效")
        tell_of_groundless(session, own, decided, now=now)
    if signed.overrides_city:
        what = f"{signed.signed_by}把班级 {own.class_number} 评为合格，但市本级检查有不合格"
        tell_of_second(session, own, what, now=now)


def _check_state(stands: ClassStanding, wish: Wish) -> None:
    last = stands.last
    if last is None:
        return
    if stands.state is VerdictState.WAITS_FOR_SECOND:
        raise SecondIsAwaited(last.signed_by)
    if stands.state is VerdictState.SIGNED and last.verdict is wish.result:
        raise SignedAlready(last.signed_by)
