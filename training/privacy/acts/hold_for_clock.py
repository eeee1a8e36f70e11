from datetime import datetime

from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.notice.clock import SHANGHAI
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.privacy.views.planned_purge import TURN, standing_hold
from training.records.people.purges import PurgeHold

WORKER = "后台"


def hold_for_clock(session: Session, why: str, *, now: datetime) -> None:
    """暂停到期删除: by a clock that may be wrong (`why`) all looks old. A person looks, and releases it.

    The administrator is told. Where it is on hold already, whoever said so stays the one who did.
    """
    wait_for_turn(session, TURN)
    if standing_hold(session):
        return
    session.add(PurgeHold(is_held=True, reason=why, said_by=WORKER, said_at=now))
    session.flush()
    look = "请核对服务器时间和数据库是不是旧备份，无误后在工作台“到期删除”里写明原因恢复。"
    text = f"{why}，到期删除已暂停，以免多删。{look}"
    key = f"purge_held:{now.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"
    raise_alert(session, AlertDraft("purge_held", key, text, Audience.ADMINISTRATOR), now=now)
