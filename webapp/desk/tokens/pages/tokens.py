"""API tokens as the list shows them; pure."""

from dataclasses import dataclass
from datetime import datetime

from training.notice.clock import shanghai_day
from training.records.staff.staff import ApiToken
from webapp.desk.lists.days import short_day, short_moment

HEADINGS = ("持有人", "角色", "所在", "用途", "签发", "签发人", "到期", "状态")


@dataclass(frozen=True)
class TokenLine:
    """One token: whose, for what, how long, how it stands. The token itself nobody has."""

    key: int
    holder: str
    role: str
    place: str
    purpose: str
    issued: str
    issued_by: str
    expires: str
    state: str
    tone: str

    @property
    def is_living(self) -> bool:
        return self.tone == "good"

    @property
    def cells(self) -> tuple[str, ...]:
        whose = (self.holder, self.role, self.place, self.purpose)
        return (*whose, self.issued, self.issued_by, self.expires, self.state)


def token_line(own: ApiToken, now: datetime) -> TokenLine:
    state, tone = _state(own, now)
    place = own.staff.district or own.staff.institution
    return TokenLine(
        own.id,
        own.staff.name,
        own.staff.role.words,
        place.name if place else "全市",
        own.purpose or "—",
        short_moment(own.issued_at, now),
        own.issued_by or "—",
        short_day(shanghai_day(own.expires_at), shanghai_day(now)),
        state,
        tone,
    )


def _state(own: ApiToken, now: datetime) -> tuple[str, str]:
    if own.revoked_at is not None:
        who = f"{own.revoked_by} " if own.revoked_by else ""
        return f"{who}{short_moment(own.revoked_at, now)} 吊销", ""
    if own.staff.left_at is not None:
        return "持有人已离岗", ""
    return ("已到期", "") if own.expires_at <= now else ("有效", "good")
