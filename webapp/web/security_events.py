"""What an entrance answered, and whom a door refused, goes into the security log (等保 2.0)."""

from collections.abc import Mapping

from flask import Flask, Response, g, request

from training.ports.security import SecurityEvent, tell_security
from training.staff.rules.digest import digest

ENTRANCES: Mapping[str, str] = {
    "sign_in.check_code": "学员验证码",
    "sign_in.choose_person": "学员选人",
    "trainees.sign_in": "学员接口",
    "staff.enter": "工作人员链接",
    "dingtalk.come_back": "钉钉登录",
    "dingtalk.bring_code": "钉钉登录",
}
REFUSALS = (400, 401, 403, 429)
FAILED, NOT_FOUND = 400, 404
KEY_LETTERS = 16
MACHINES = ("iclock", "hikvision")
"""Strange machines knock twice a minute for ever: told where they are listed, about once an hour."""


def register_security_events(app: Flask) -> None:
    app.after_request(_note)


def note_entry(token: str) -> None:
    """A session begins in this request; its digest is told, by which the database knows whose it is."""
    g.came_in = digest(token).hex()[:KEY_LETTERS]


def _note(response: Response) -> Response:
    entrance = ENTRANCES.get(request.endpoint or "")
    if entrance is not None:
        _note_entrance(entrance, response.status_code)
    elif request.blueprint not in MACHINES and _was_refused(response.status_code):
        _note_refusal(response.status_code)
    return response


def _was_refused(status: int) -> bool:
    """What somebody may not see is not found: at an address that we have, that is a refusal."""
    is_known = request.endpoint not in (None, "static")
    return status in REFUSALS or "refused" in g or (status == NOT_FOUND and is_known)


def _note_entrance(entrance: str, status: int) -> None:
    """A step that leads on to the next one is neither."""
    network = request.remote_addr or ""
    if "came_in" in g:
        tell_security(SecurityEvent.SIGNED_IN, door=entrance, session=g.came_in, network=network)
    elif status >= FAILED:
        tell_security(SecurityEvent.SIGN_IN_FAILED, door=entrance, status=status, network=network)


def _note_refusal(status: int) -> None:
    staff = g.get("staff") or g.get("token_holder")
    tell_security(
        SecurityEvent.REFUSED,
        who=staff.name if staff is not None else "",
        endpoint=request.endpoint or "",
        asked=g.get("refused", ""),
        status=status,
        network=request.remote_addr or "",
    )
