from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.refusals import ListHasChanged
from training.payments.views.find_meeting import hold_meeting, hold_with_class, lines_of_meeting
from training.payments.views.seen_of_lines import check_lines_seen
from training.records.staff.staff import Staff


def strike_lines(
    session: Session,
    staff: Staff,
    meeting_id: UUID,
    struck: tuple[Collection[UUID], str, str],
    *,
    now: datetime,
) -> int:
    """Before the publicity somebody leaves the meeting's list, with the reason, and may come before another.

    A line of C1 ends with it: granted anew, its claim is priced anew.

    `struck`: whom, why, and what the page showed.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, SeenOtherwise, ListHasChanged or
    LineStandsElsewhere.
    """
    people, reason, seen = struck
    meeting = hold_meeting(session, staff, meeting_id, Permission.BEGIN_PUBLICITY)
    said = read_reason(reason, "从会议名单里去掉")
    lines = lines_of_meeting(session, meeting)
    check_lines_seen(lines, seen)
    own = hold_with_class(session, [each.id for each in lines if each.public_id in people])
    if not own or len(own) < len(set(people)):
        raise ListHasChanged(max(1, len(set(people)) - len(own)))
    act_on_lines(session, own, Deed(LineAct.STRIKE, staff, now, said))
    of_claims = [each for each in own if each.claim_id is not None]
    act_on_lines(session, of_claims, Deed(LineAct.LAPSE, staff, now, said))
    for each in own:
        each.meeting_id = each.granted_fen = None
    session.flush()
    return len(own)
