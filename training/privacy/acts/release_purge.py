from datetime import datetime

from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.errors import NotNow
from training.privacy.views.planned_purge import TURN, standing_hold
from training.records.people.purges import PurgeHold


def release_purge(session: Session, reason: str, said_by: str, *, now: datetime) -> None:
    """恢复到期删除, from the next plan on; raises NotNow where nothing is on hold."""
    wait_for_turn(session, TURN)
    if standing_hold(session) is None:
        raise NotNow("到期删除没有暂停，不需要恢复。")
    session.add(PurgeHold(is_held=False, reason=reason, said_by=said_by, said_at=now))
    session.flush()
