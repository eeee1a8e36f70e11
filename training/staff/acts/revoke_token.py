from datetime import datetime

from sqlalchemy.orm import Session

from training.errors import NotNow
from training.records.staff.staff import ApiToken


class TokenIsOver(NotNow):
    """It opens nothing any more."""

    def __init__(self) -> None:
        super().__init__("这个令牌已经吊销，不用再办。")


def revoke_token(session: Session, token: ApiToken, *, revoked_by: str, now: datetime) -> None:
    """From now on it opens nothing; the holder's others go on. Raises TokenIsOver."""
    own = session.get_one(ApiToken, token.id, with_for_update=True)
    if own.revoked_at is not None:
        raise TokenIsOver
    own.revoked_at, own.revoked_by = now, revoked_by[:64]
