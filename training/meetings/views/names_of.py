from typing import Any

from sqlalchemy.orm import Session

from training.database import blind
from training.notice.identity import BadPhone, read_phone


def names_of(session: Session, account_id: str, nick: str, *, by_phone: bool = False) -> dict[str, Any]:
    """By which a member is recognised: the account, or the name of whoever has none."""
    nick = nick[:255]
    return {
        "member_key": blind(session, "meeting_member", account_id or f"nick:{nick}").hex()[:64],
        "account_index": account_id or None,
        "phone_index": _phone_in(nick) if by_phone or not account_id else None,
        "nick": nick,
    }


def _phone_in(nick: str) -> str | None:
    """Whoever dials in is named by the number, where the vendor does not mask it."""
    try:
        return read_phone(nick)
    except BadPhone:
        return None
