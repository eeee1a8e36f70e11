from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.terms import BATCH_WAITS, Source
from training.attendance.views.late.batches_seen import WaitingBatch
from training.attendance.views.late.waiting_batches import waiting_batch
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience


def tell_waiting(session: Session, batch_id: int, *, now: datetime) -> None:
    """A batch that begins to wait is told to the district of every class that it touches, once.

    What a machine pushes waits push by push, all day long: of these the first of the day is told.
    """
    found = waiting_batch(session, batch_id)
    for district_id in found.districts:
        draft = AlertDraft(
            kind=BATCH_WAITS,
            dedupe_key=f"{BATCH_WAITS}:{_once_for(found, now)}:{district_id}",
            text=_text(found),
            audience=Audience.INSPECTORS,
            institution_id=found.institution.id,
            district_id=district_id,
        )
        raise_alert(session, draft, now=now)


def _once_for(found: WaitingBatch, now: datetime) -> str:
    if found.batch.source is Source.FILE:
        return str(found.number)
    return f"{found.batch.scope}:{found.waits_for}:{shanghai_day(now)}"


def _text(found: WaitingBatch) -> str:
    of = found.machine_day
    others = (
        ""
        if of is None
        else f"{of.words}的其他批次不再逐条提醒，发“批次 {of.serial} {of.day}”一起看、一起决定。"
    )
    return (
        f"批次 {found.number} 待确认：{found.institution.name}，{found.batch.source}的打卡，"
        f"{found.waits_for}，暂不计入学时。请在聊天里发“批次 {found.number}”查看，"
        f"查明情况后决定是否接受。{others}"
    )
