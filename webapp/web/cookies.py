"""Our cookies, which behind https no other host may plant: browsers let nobody else set `__Host-` ones."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from training.settings import Settings
from webapp.web.house import house, now

SESSION, TEXT_SIZE = "chaban", "text_size"
LOCKED = "__Host-"
CARRIED_OVER_UNTIL = datetime(2026, 12, 15, tzinfo=UTC)
"""What was signed under the bare name was signed before the upgrade; from that day on it is of no use."""


def name_of_cookie(settings: Settings, name: str) -> str:
    """As it is called here: Secure, for the path / and without a Domain, it may be locked to this host."""
    return LOCKED + name if settings.cookies_are_secure else name


def has_large_text() -> bool:
    """Whether whoever asks wants large letters; a choice of before the name was locked still counts."""
    names = (name_of_cookie(house().settings, TEXT_SIZE), TEXT_SIZE)
    return next((request.cookies[each] for each in names if each in request.cookies), "") == "large"


class LockedSessions(SecureCookieSessionInterface):
    """Sessions in a locked cookie. One of before, under the bare name, is carried over once, for some days.

    The salt is another than that of before: what is signed from now on is of no use under the bare name,
    where another host of the same domain could plant it.
    """

    salt = "chaban-locked-session"

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        found = super().open_session(app, request)
        # A browser that holds a locked cookie has been here since: another host planted the bare one.
        is_locked = self.get_cookie_name(app) in request.cookies
        if found is not None and not is_locked and SESSION in request.cookies:
            found.update(_before(app, request.cookies[SESSION]))
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        if SESSION in request.cookies:
            response.delete_cookie(SESSION, secure=True, httponly=True, samesite="Lax")


def _before(app: Flask, value: str) -> dict[str, Any]:
    """What a session of an earlier version holds; nothing where its signature is wrong or too old."""
    if now() >= CARRIED_OVER_UNTIL:
        return {}
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    most = int(app.permanent_session_lifetime.total_seconds())
    try:
        held: dict[str, Any] = serializer.loads(value, max_age=most) if serializer else {}
    except BadSignature:
        return {}
    return held
