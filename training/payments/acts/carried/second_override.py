from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.notice.permissions import Permission
from training.payments.rules.overriding import NoOverride
from training.payments.views.carried.override_of import pending_override
from training.payments.views.find_meeting import hold_found_line
from training.records.staff.staff import Staff
from training.results.acts.second_verdict import SecondOpinion


def second_override(
    session: Session, staff: Staff, line_id: UUID, opinion: SecondOpinion, *, now: datetime
) -> None:
    """第二人签字: agreed to, what was found when it was carried over holds it back no more; or it does.

    Raises NotFound, OnlyTheDistrictPays, NoOverride, SameHand, ReasonMissing, TextTooLong or
    LineStandsElsewhere.
    """
    line = hold_found_line(session, staff, line_id, Permission.JUDGE_LINES)
    asked = pending_override(session, line)
    if asked is None:
        raise NoOverride
    check_other_hand(session, Signature(asked.staff_id, asked.acted_at), staff, now=now)
    act = LineAct.AGREE if opinion.is_agreed else LineAct.SEND_BACK
    act_on_lines(session, [line], Deed(act, staff, now, opinion.read_note))
    if opinion.is_agreed:
        line.override_reason = asked.reason
    session.flush()
