from datetime import datetime

from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.errors import NotNow
from training.privacy.views.planned_purge import TURN, standing_hold
from training.records.people.purges import PurgeHold


def hold_purge(session: Session, reason: str, said_by: str, *, now: datetime) -> None:
    """暂停到期删除 until it is released; raises NotNow where it is on hold already.

    It waits for the thing that is being removed: once it is said, nothing goes any more.
    """
    wait_for_turn(session, TURN)
    hold = standing_hold(session)
    if hold:
        told = f"{hold.said_by}已经暂停了到期删除（{hold.reason}）。"
        raise NotNow(f"{told}要换原因，请先恢复删除，再重新暂停。")
    session.add(PurgeHold(is_held=True, reason=reason, said_by=said_by, said_at=now))
    session.flush()
