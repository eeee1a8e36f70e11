from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.late.record_decision import BatchVerdict
from training.attendance.views.late.batches_seen import WaitingBatch
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience


def tell_decided(
    session: Session, decided: Sequence[WaitingBatch], verdict: BatchVerdict, *, now: datetime
) -> None:
    """The institution reads what became of its punches: once, of however many batches in one decision."""
    for institution_id in sorted({each.institution.id for each in decided}):
        own = [each for each in decided if each.institution.id == institution_id]
        draft = AlertDraft(
            kind="batch_decided",
            dedupe_key=f"batch_decided:{own[0].number}",
            text=_text(own, verdict),
            audience=Audience.INSTITUTION,
            institution_id=institution_id,
        )
        raise_alert(session, draft, now=now)


def _text(own: Sequence[WaitingBatch], verdict: BatchVerdict) -> str:
    first, last = min(each.first_day for each in own), max(each.last_day for each in own)
    reasons = "、".join(dict.fromkeys(each.waits_for for each in own))
    which = f"批次 {own[0].number}"
    if len(own) > 1:
        which = f"考勤机 {own[0].batch.scope} 的 {len(own)} 个批次 {own[0].number} 至 {own[-1].number}"
    became = "已被接受，计入学时" if verdict.is_accepted else "没有被接受，不计入学时"
    return f"{which}（{first} 至 {last} 的打卡，{reasons}）{became}。原因：{verdict.reason.strip()}"
