"""Attendance machines push here, in the ADMS protocol of ZKTeco (熵基): text/plain, OK only after the commit.

Whatever else they are answered makes them keep what they have and try again.
"""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from training.attendance.acts.devices.hand_commands import hand_commands
from training.attendance.acts.devices.note_contact import note_contact
from training.attendance.acts.devices.note_counts import note_counts
from training.attendance.acts.devices.note_greeting import Greeting, note_greeting
from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.take_answers import take_answers
from training.attendance.sheets.pushes import read_answers
from training.attendance.views.admit_device import Caller, admit_device, is_to_be_noted
from training.attendance.views.has_commands import has_commands
from training.attendance.views.is_contact_due import is_contact_due
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import read_upload
from training.records.attendance.devices import Device
from webapp.calls_in.device_options import device_options
from webapp.web.errors import fault_id
from webapp.web.house import house, now

blueprint = Blueprint("iclock", __name__)
# A machine that was offline for weeks sends thousands of lines at once; photos are a few hundred KB.
LARGEST_PUSH = 8 * 1024 * 1024


def data(device: Device) -> Response:
    if request.method == "POST":
        return _receive(device)
    if "options" not in request.args:
        return _said("OK")
    greeting = Greeting(request.args.get("language", ""), request.date)
    with house().database.writing() as rows:
        note_greeting(rows, rows.get_one(Device, device.id, with_for_update=True), greeting, now=now())
    return _said(device_options(device.serial, speaks_pushver="pushver" in request.args))


def commands(device: Device) -> Response:
    told, at = request.args.get("INFO", ""), now()
    with house().database.reading() as rows:
        waits = has_commands(rows, device, at)
    if not (told or waits or is_contact_due(device, at)):
        return _said("OK")
    with house().database.writing() as rows:
        own = rows.get_one(Device, device.id, with_for_update=True)
        note_contact(own, policy_for_devices(rows, at), now=at)
        if told:
            note_counts(own, told)
        lines = hand_commands(rows, own, now=at)
    return _said(lines or "OK")


def answers(device: Device) -> Response:
    body, at = request.get_data(cache=False), now()
    with house().database.writing() as rows:
        own = rows.get_one(Device, device.id, with_for_update=True)
        take_answers(rows, own, read_answers(body), now=at)
    return _said("OK")


def ping(device: Device) -> Response:
    at = now()
    if is_contact_due(device, at):
        with house().database.writing() as rows:
            own = rows.get_one(Device, device.id, with_for_update=True)
            note_contact(own, policy_for_devices(rows, at), now=at)
    return _said("OK")


def _receive(device: Device) -> Response:
    upload = read_upload(device, request.args.get("table", ""), request.get_data(cache=False), now())
    with house().database.writing() as rows:
        lines = receive_push(rows, device.id, upload)
    return _said(f"OK:{lines}")


def _admitted(answer: Callable[[Device], Response]) -> Callable[..., Response]:
    """Only for a registered machine at its own address; others are told no, and listed."""

    def admitted(secret: str = "") -> Response:
        request.max_content_length = LARGEST_PUSH
        caller = Caller(request.args.get("SN", ""), secret, request.remote_addr or "")
        at = now()
        with house().database.reading() as rows:
            device = admit_device(rows, caller)
            is_new = device is None and is_to_be_noted(rows, caller, at)
        if device is not None:
            return answer(device)
        if is_new:
            _list_stranger(caller, at)
        return _said("UNKNOWN DEVICE", 403)

    return admitted


def _list_stranger(caller: Caller, at: datetime) -> None:
    with house().database.writing() as rows:
        note_unknown(rows, caller, now=at)


def _said(text: str | bytes, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/plain")


@blueprint.errorhandler(Exception)
def _fault(fault: Exception) -> Response:
    """A machine reads no page, and nobody reads what it is told; the status makes it try again."""
    if isinstance(fault, HTTPException):
        return _said("ERROR", fault.code or 500)
    fault_id(fault)
    return _said("ERROR", 503 if isinstance(fault, OperationalError) else 500)


def _add_routes(methods_of: dict[str, tuple[Callable[[Device], Response], list[str]]]) -> None:
    """Each path also as `.aspx`, as old firmware asks, and with a secret before or behind `iclock`."""
    for path, (answer, methods) in methods_of.items():
        view = _admitted(answer)
        for stem in ("/iclock", "/iclock/<secret>", "/<secret>/iclock"):
            for ending in ("", ".aspx"):
                blueprint.add_url_rule(f"{stem}/{path}{ending}", path, view, methods=methods)


_add_routes(
    {
        "cdata": (data, ["GET", "POST"]),
        # Where old firmware posts its photos.
        "fdata": (data, ["POST"]),
        "getrequest": (commands, ["GET"]),
        "devicecmd": (answers, ["POST"]),
        "ping": (ping, ["GET"]),
    }
)
