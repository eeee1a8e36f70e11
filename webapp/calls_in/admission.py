"""Who may speak as a machine at our door; whoever may not is listed, for whoever registers machines."""

from datetime import datetime

from flask import Response, request

from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.acts.devices.note_unproven import note_unproven
from training.attendance.acts.proofs.take_up_secret import take_up_secret
from training.attendance.rules.proofs import Standing
from training.attendance.views.admit_device import (
    Admission,
    Caller,
    admit_device,
    brought_by,
    is_to_be_noted,
)
from training.attendance.views.is_contact_due import SEEN_EVERY
from training.notice.clock import is_recent
from training.ports.security import SecurityEvent, tell_security
from training.records.attendance.devices import Device
from webapp.web.house import house, now
from webapp.web.machine_ports import ORIGINAL, listening_port

# A machine that was offline for weeks sends thousands of lines at once; photos are a few hundred KB.
LARGEST_PUSH = 8 * 1024 * 1024
TOLD_EVERY = 60
"""Of the times that are counted once a minute: the first, and about one an hour, are security events."""


def admitted(serial: str, secret: str) -> Admission:
    """What a request in the name of the serial is worth; whoever is refused is listed."""
    request.max_content_length = LARGEST_PUSH
    request.max_form_memory_size = LARGEST_PUSH
    caller, at = _caller(serial, secret), now()
    with house().database.reading() as rows:
        own = admit_device(rows, caller, at)
        is_new = own.device is None and is_to_be_noted(rows, caller, at)
    if is_new:
        _list_stranger(caller, at)
    if own.standing is Standing.TAKES_UP and own.device is not None:
        return _taking_up(own.device, caller, at)
    if own.standing is Standing.UNPROVEN and own.device is not None:
        _note_unproven(own.device, at)
    return own


def address() -> str:
    """Where the request comes from: behind our proxies as they say, at a port of the machines as it is.

    Nobody's proxy stands before such a port, and there anybody could write what proxies write.
    """
    if listening_port(request.environ) == house().settings.port:
        return request.remote_addr or ""
    came = request.environ.get(ORIGINAL) or request.environ
    return str(came.get("REMOTE_ADDR") or "")


def _caller(serial: str, secret: str) -> Caller:
    host = request.host.partition(":")[0]
    return Caller(serial, secret, address(), host, listening_port(request.environ))


def _list_stranger(caller: Caller, at: datetime) -> None:
    with house().database.writing() as rows:
        times = note_unknown(rows, caller, now=at)
    if times % TOLD_EVERY == 1:
        tell_security(
            SecurityEvent.SIGN_IN_FAILED, door="考勤机", serial=caller.serial, network=caller.address
        )


def _taking_up(device: Device, caller: Caller, at: datetime) -> Admission:
    """The first use of a new secret; refused where another was given since we looked."""
    with house().database.writing() as rows:
        own = rows.get_one(Device, device.id, with_for_update=True)
        if take_up_secret(rows, own, brought_by(caller).secret, now=at):
            return Admission(device, Standing.TAKES_UP)
    return Admission(None, Standing.REFUSED)


def _note_unproven(device: Device, at: datetime) -> None:
    """Once a minute that somebody without a proof was there."""
    if device.unproven_at is None or not is_recent(device.unproven_at, SEEN_EVERY, at):
        with house().database.writing() as rows:
            note_unproven(rows.get_one(Device, device.id, with_for_update=True), now=at)


def said(text: str | bytes, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/plain")


def turned_away() -> Response:
    """The same for everybody who is refused, whatever the reason."""
    return said("UNKNOWN DEVICE", 403)
