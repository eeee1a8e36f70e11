from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotRight
from training.privacy.rules.purposes import NOTICE_VERSION
from training.records.people.notices import NoticeAcknowledgement


class NoticeChanged(NotRight):
    """What was read is not the notice of today."""

    def __init__(self) -> None:
        super().__init__("个人信息告知已更新，请再看一次，然后按“知道了”。")


def acknowledge_notice(session: Session, trainee_id: int, version: str, *, now: datetime) -> bool:
    """The trainee was told of `version` (告知确认); says whether that is news. Raises NoticeChanged.

    An acknowledgement is no consent: nothing that the law asks of the office hangs on it.
    """
    if version != NOTICE_VERSION:
        raise NoticeChanged
    row = {"trainee_id": trainee_id, "version": version, "acknowledged_at": now}
    return insert_new(session, NoticeAcknowledgement, [row]) == 1
