"""Attendance machines push here, in the ADMS protocol of ZKTeco (熵基): text/plain, OK only after the commit.

Whatever else they are answered makes them keep what they have and try again.
"""

from collections.abc import Callable

from flask import Blueprint, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from training.attendance.acts.devices.hand_commands import hand_commands
from training.attendance.acts.devices.note_access_control import note_access_control
from training.attendance.acts.devices.note_contact import note_contact
from training.attendance.acts.devices.note_counts import note_counts
from training.attendance.acts.devices.note_greeting import Greeting, note_greeting
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.take_answers import take_answers
from training.attendance.acts.devices.tell_unserved import tell_unserved
from training.attendance.sheets.access_pushes import BULK, encode_clock
from training.attendance.sheets.pushes import is_served, read_answers
from training.attendance.views.has_commands import has_commands
from training.attendance.views.is_contact_due import is_contact_due
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Sent, read_upload
from training.records.attendance.devices import Device
from webapp.calls_in.admission import admitted_device, said
from webapp.calls_in.device_options import (
    access_options,
    access_settings,
    device_options,
    registry_code,
)
from webapp.web.errors import fault_id
from webapp.web.house import house, now

blueprint = Blueprint("iclock", __name__)


def data(device: Device) -> Response:
    if request.method == "POST":
        return _receive(device)
    if "options" not in request.args:
        return said("OK")
    is_at_a_door = request.args.get("DeviceType", "").lower() == "acc"
    greeting = Greeting(request.args.get("language", ""), request.date, is_at_a_door)
    with house().database.writing() as rows:
        note_greeting(rows, rows.get_one(Device, device.id, with_for_update=True), greeting, now=now())
    if is_at_a_door:
        # Until it has registered it is told OK, upon which it does.
        return said(access_options(device.serial) if device.is_access_control else "OK")
    return said(device_options(device.serial, speaks_pushver="pushver" in request.args))


def registry(device: Device) -> Response:
    """A machine in access-control mode tells what it is; the code is none of ours to check later."""
    with house().database.writing() as rows:
        note_access_control(rows, rows.get_one(Device, device.id, with_for_update=True), now=now())
    return said(f"RegistryCode={registry_code(device.serial)}")


def settings(device: Device) -> Response:
    """How a registered machine in access-control mode shall push."""
    return said(access_settings(device.serial))


def clock(device: Device) -> Response:
    if request.args.get("type", "").lower() != "time":
        return said("ERROR", 404)
    return said(f"DateTime={encode_clock(now())},ServerTZ=+0800")


def commands(device: Device) -> Response:
    told, at = request.args.get("INFO", ""), now()
    with house().database.reading() as rows:
        waits = has_commands(rows, device, at)
    if not (told or waits or is_contact_due(device, at)):
        return said("OK")
    with house().database.writing() as rows:
        own = rows.get_one(Device, device.id, with_for_update=True)
        note_contact(own, policy_for_devices(rows, at), now=at)
        if told:
            note_counts(own, told)
        lines = hand_commands(rows, own, now=at)
    return said(lines or "OK")


def answers(device: Device) -> Response:
    body, at = request.get_data(cache=False), now()
    with house().database.writing() as rows:
        own = rows.get_one(Device, device.id, with_for_update=True)
        take_answers(rows, own, read_answers(body), now=at)
    return said("OK")


def ping(device: Device) -> Response:
    at = now()
    if is_contact_due(device, at):
        with house().database.writing() as rows:
            own = rows.get_one(Device, device.id, with_for_update=True)
            note_contact(own, policy_for_devices(rows, at), now=at)
    return said("OK")


def _receive(device: Device) -> Response:
    table, at = _table(), now()
    if not is_served(table):
        with house().database.writing() as rows:
            tell_unserved(rows, rows.get_one(Device, device.id, with_for_update=True), table, now=at)
        return said("UNSUPPORTED TABLE", 501)
    packed = request.headers.get("Content-Encoding", "")
    upload = read_upload(device, Sent(table, request.get_data(cache=False), packed), at)
    with house().database.writing() as rows:
        lines = receive_push(rows, device.id, upload)
    bulk = table.upper().partition(" ")[2]
    return said(f"{bulk.lower()}={lines}" if bulk else f"OK:{lines}")


def _table() -> str:
    """As the machine calls it; of bulk data with the name of what is in it."""
    kind = request.args.get("table", request.args.get("type", ""))
    name = request.args.get("tablename", "")
    return f"{kind} {name}" if name and kind.upper() == BULK else kind


def _admitted(answer: Callable[[Device], Response]) -> Callable[..., Response]:
    """Only for a registered machine at its own address."""

    def admitted(secret: str = "") -> Response:
        device = admitted_device(_serial(), secret)
        return answer(device) if device is not None else said("UNKNOWN DEVICE", 403)

    return admitted


def _serial() -> str:
    """SN, which some firmware writes in small letters."""
    return next((value for name, value in request.args.items() if name.upper() == "SN"), "")


@blueprint.errorhandler(Exception)
def _fault(fault: Exception) -> Response:
    """A machine reads no page, and nobody reads what it is told; the status makes it try again."""
    if isinstance(fault, HTTPException):
        return said("ERROR", fault.code or 500)
    fault_id(fault)
    return said("ERROR", 503 if isinstance(fault, OperationalError) else 500)


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
        "getrequest": (commands, ["GET", "POST"]),
        "devicecmd": (answers, ["POST"]),
        "ping": (ping, ["GET"]),
        # Of machines in access-control mode.
        "registry": (registry, ["POST"]),
        "push": (settings, ["GET", "POST"]),
        "rtdata": (clock, ["GET"]),
        "querydata": (_receive, ["POST"]),
    }
)
