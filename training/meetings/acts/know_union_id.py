from sqlalchemy import update
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff


def know_union_id(session: Session, userid: str, union_id: str) -> None:
    """Keep what DingTalk calls this member of staff in its meetings."""
    session.execute(update(Staff).where(Staff.dingtalk_id == userid).values(union_id=union_id))
