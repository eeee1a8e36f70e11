"""Who may speak as a machine at our door; whoever may not is listed, for whoever registers machines."""

from datetime import datetime

from flask import Response, request

from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.views.admit_device import Caller, admit_device, is_to_be_noted
from training.records.attendance.devices import Device
from webapp.web.house import house, now

# A machine that was offline for weeks sends thousands of lines at once; photos are a few hundred KB.
LARGEST_PUSH = 8 * 1024 * 1024


def admitted_device(serial: str, secret: str) -> Device | None:
    """A registered machine at its own address; None for others, who are listed."""
    request.max_content_length = LARGEST_PUSH
    request.max_form_memory_size = LARGEST_PUSH
    caller, at = Caller(serial, secret, request.remote_addr or ""), now()
    with house().database.reading() as rows:
        device = admit_device(rows, caller)
        is_new = device is None and is_to_be_noted(rows, caller, at)
    if is_new:
        _list_stranger(caller, at)
    return device


def _list_stranger(caller: Caller, at: datetime) -> None:
    with house().database.writing() as rows:
        note_unknown(rows, caller, now=at)


def said(text: str | bytes, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/plain")
