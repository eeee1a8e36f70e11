"""What an entrance answered, and whom a door refused, goes into the security log (等保 2.0)."""

from collections.abc import Mapping

from flask import Flask, Response, g, request

from training.ports.security import SecurityEvent, tell_security

ENTRANCES: Mapping[str, str] = {
    "sign_in.check_code": "学员验证码",
    "sign_in.choose_person": "学员选人",
    "trainees.sign_in": "学员接口",
    "staff.enter": "工作人员链接",
    "dingtalk.come_back": "钉钉登录",
    "dingtalk.bring_code": "钉钉登录",
}
REFUSALS = (400, 401, 403, 429)
IN = 303
MACHINES = ("iclock", "hikvision")
"""Strange machines knock twice a minute for ever, and are listed where machines are registered."""


def register_security_events(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    entrance = ENTRANCES.get(request.endpoint or "")
    if entrance is not None:
        _note_entrance(entrance, response.status_code)
    elif request.blueprint not in MACHINES and (response.status_code in REFUSALS or "refused" in g):
        _note_refusal(response.status_code)
    return response


def _note_entrance(entrance: str, status: int) -> None:
    came_in = status in (200, 201, IN)
    event = SecurityEvent.SIGNED_IN if came_in else SecurityEvent.SIGN_IN_FAILED
    tell_security(event, door=entrance, status=status, network=request.remote_addr or "")


def _note_refusal(status: int) -> None:
    staff = g.get("staff")
    tell_security(
        SecurityEvent.REFUSED,
        who=staff.name if staff is not None else "",
        endpoint=request.endpoint or "",
        asked=g.get("refused", ""),
        status=status,
        network=request.remote_addr or "",
    )
