from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.line_acts import next_state
from training.eligibility.terms import LineAct
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.payments.rules.overriding import (
    NothingToOverride,
    OverrideAwaited,
    check_overridable,
)
from training.payments.views.carried.override_of import found_today, pending_override
from training.payments.views.find_meeting import hold_found_line
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine

KIND = "subsidy_carried"


def override_line(session: Session, staff: Staff, line_id: UUID, reason: str, *, now: datetime) -> None:
    """另定为可补贴: what was found when it was carried over is no reason, says one; nothing moves yet.

    Only what was found then and still is so; whatever comes up later is mended, as of every line of C1.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, LineStandsElsewhere, NothingToOverride,
    FoundIsHard or OverrideAwaited.
    """
    line = hold_found_line(session, staff, line_id, Permission.JUDGE_LINES)
    said = read_reason(reason, "另定为可补贴")
    next_state(line.state, LineAct.OVERRIDE)
    found = () if line.override_reason else found_today(session, line)
    if not found:
        raise NothingToOverride
    check_overridable(found)
    if pending := pending_override(session, line):
        raise OverrideAwaited(pending.acted_by)
    act_on_lines(session, [line], Deed(LineAct.OVERRIDE, staff, now, said))
    _tell(session, line, staff, now)


def _tell(session: Session, line: SubsidyLine, staff: Staff, now: datetime) -> None:
    own = line.enrolment.training_class
    text = (
        f"{staff.name}把班级 {own.class_number} 里转入的一笔 C1 补贴另定为可补贴（转入时查出有不符合的），"
        "请另一位同事打开看，同意或者退回。"
    )
    key = f"{KIND}:{line.public_id}:{now.isoformat()}"
    draft = AlertDraft(KIND, key, text, Audience.INSPECTORS, own, about=line.public_id)
    raise_alert(session, draft, now=now)
