"""The entrance of staff: by a one-time link, or with DingTalk where it is set up."""

from flask import Response, make_response, render_template, request

from training.errors import Refusal
from training.ports.sign_in import SignInFailed
from training.staff.views.staff_of_session import IDLE_HOURS, LINK_MINUTES, SESSION_HOURS
from webapp.web.errors import say_when, status_of
from webapp.web.house import house

BAD_GATEWAY = 502
LASTS = {"link_minutes": LINK_MINUTES, "idle_hours": IDLE_HOURS, "session_hours": SESSION_HOURS}
"""What the entrance says of how long links and sessions last."""


def render_entrance(reason: Refusal | SignInFailed | None = None) -> Response:
    """How one comes in, and why it did not work the last time."""
    page = make_response(
        render_template(
            "staff_enter.html",
            left="left" in request.args,
            **LASTS,
            error=str(reason or ""),
            with_dingtalk=house().dingtalk is not None,
            corp_id=_organisation(),
        )
    )
    # The address of a way back holds a code, and other sites are none of its readers.
    page.headers["Referrer-Policy"] = "no-referrer"
    page.status_code = _status(reason)
    return say_when(page, reason) if isinstance(reason, Refusal) else page


def _organisation() -> str:
    """Empty outside DingTalk's app, which says so itself; who pretends to be it gets no code from it."""
    host = house().dingtalk
    return host.organisation if host and "DingTalk" in request.user_agent.string else ""


def _status(reason: Refusal | SignInFailed | None) -> int:
    if reason is None:
        return 200
    return status_of(reason) if isinstance(reason, Refusal) else BAD_GATEWAY
