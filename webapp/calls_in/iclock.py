"""Attendance machines push here, in the ADMS protocol of ZKTeco (熵基): text/plain, OK only after the commit.

Whatever else they are answered makes them keep what they have and try again.
"""

from collections.abc import Callable

from flask import Blueprint, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from training.attendance.acts.devices.hand_commands import hand_commands
from training.attendance.acts.devices.hear_device import hear_device
from training.attendance.acts.devices.note_access_control import note_access_control
from training.attendance.acts.devices.note_counts import note_counts
from training.attendance.acts.devices.note_greeting import Greeting, note_greeting
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.store_part import store_part
from training.attendance.acts.devices.take_answers import take_answers
from training.attendance.acts.devices.tell_unserved import tell_unserved
from training.attendance.acts.keep_punches import Batches
from training.attendance.sheets.access_pushes import BULK, encode_clock
from training.attendance.sheets.push_fields import read_stamp
from training.attendance.sheets.pushes import PUNCHES, is_served, read_answers
from training.attendance.views.admit_device import A_SERIAL, Admission
from training.attendance.views.has_commands import has_commands
from training.attendance.views.is_contact_due import is_contact_due
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Sent, read_upload
from training.records.attendance.devices import Device
from training.records.soundness import is_damage
from webapp.calls_in.admission import address, admitted, said, turned_away
from webapp.calls_in.device_options import (
    access_options,
    access_settings,
    device_options,
    registry_code,
)
from webapp.web.errors import fault_id
from webapp.web.house import house, now

blueprint = Blueprint("iclock", __name__)


def data(own: Admission) -> Response:
    if request.method == "POST":
        return _receive(own)
    if "options" not in request.args:
        return said("OK")
    is_at_a_door = request.args.get("DeviceType", "").lower() == "acc"
    device = _heard(own)
    if device is not None:
        _note_greeting(device, is_at_a_door)
    if is_at_a_door:
        # Until it has registered it is told OK, upon which it does; and nobody else is told that it has.
        has_registered = device is not None and own.is_proven and device.is_access_control
        return said(access_options(_serial()) if has_registered else "OK")
    return said(device_options(_serial(), speaks_pushver="pushver" in request.args))


def registry(own: Admission) -> Response:
    """A machine in access-control mode tells what it is; the code is none of ours to check later."""
    device = _heard(own)
    if device is not None:
        with house().database.writing() as rows:
            held = rows.get_one(Device, device.id, with_for_update=True)
            note_access_control(rows, held, address(), now=now())
    return said(f"RegistryCode={registry_code(_serial())}")


def settings(_: Admission) -> Response:
    """How a machine in access-control mode shall push."""
    return said(access_settings(_serial()))


def clock(_: Admission) -> Response:
    if request.args.get("type", "").lower() != "time":
        return said("ERROR", 404)
    return said(f"DateTime={encode_clock(now())},ServerTZ=+0800")


def commands(own: Admission) -> Response:
    """Names are in them: for a machine that has shown that it is the one, and OK for everybody else."""
    device, told, at = _heard(own), request.args.get("INFO", ""), now()
    if device is None:
        return said("OK")
    with house().database.reading() as rows:
        waits = own.is_proven and has_commands(rows, device, at)
    if not (told or waits or is_contact_due(device, address(), at)):
        return said("OK")
    with house().database.writing() as rows:
        held = rows.get_one(Device, device.id, with_for_update=True)
        hear_device(rows, held, policy_for_devices(rows, at), address(), now=at)
        if told:
            note_counts(held, told)
        lines = hand_commands(rows, held, now=at) if own.is_proven else b""
    return said(lines or "OK")


def answers(own: Admission) -> Response:
    """To commands, which only a proven machine was given."""
    body, at = request.get_data(cache=False), now()
    if own.device is not None and own.is_proven:
        with house().database.writing() as rows:
            held = rows.get_one(Device, own.device.id, with_for_update=True)
            take_answers(rows, held, read_answers(body), now=at)
    return said("OK")


def ping(own: Admission) -> Response:
    device, at = _heard(own), now()
    if device is not None and is_contact_due(device, address(), at):
        with house().database.writing() as rows:
            held = rows.get_one(Device, device.id, with_for_update=True)
            hear_device(rows, held, policy_for_devices(rows, at), address(), now=at)
    return said("OK")


def _heard(own: Admission) -> Device | None:
    """The machine, where the request counts as its own."""
    return own.device if own.counts else None


def _note_greeting(device: Device, is_at_a_door: bool) -> None:
    language = request.args.get("language", "")
    greeting = Greeting(language, request.date, is_at_a_door, address())
    with house().database.writing() as rows:
        note_greeting(rows, rows.get_one(Device, device.id, with_for_update=True), greeting, now=now())


def _receive(own: Admission) -> Response:
    """The one thing that is kept, and so the one that who is refused is told of."""
    device, table, at = own.device, _table(), now()
    if device is None:
        return turned_away()
    if not is_served(table):
        if own.counts:
            with house().database.writing() as rows:
                held = rows.get_one(Device, device.id, with_for_update=True)
                tell_unserved(rows, held, table, now=at)
        return said("UNSUPPORTED TABLE", 501)
    upload = read_upload(device, _sent(table, own), at)
    *early, last = upload.parts()
    batches = Batches("push", device.serial, upload.file)
    for part in early:
        # Others write between two parts; the machine hears OK after the last, else it sends all of it again.
        with house().database.writing() as rows:
            store_part(rows, device.id, part, batches)
    with house().database.writing() as rows:
        lines = receive_push(rows, device.id, last, batches)
    bulk = table.upper().partition(" ")[2]
    return said(f"{bulk.lower()}={lines}" if bulk else f"OK:{lines}")


def _sent(table: str, own: Admission) -> Sent:
    packed = request.headers.get("Content-Encoding", "")
    told = request.args.get("Stamp") or request.args.get("ATTLOGStamp") or ""
    stamp = read_stamp(told) if table.upper() == PUNCHES else None
    body = request.get_data(cache=False)
    return Sent(table, body, packed, address(), stamp, is_proven=own.counts)


def _table() -> str:
    """As the machine calls it; of bulk data with the name of what is in it."""
    kind = request.args.get("table", request.args.get("type", ""))
    name = request.args.get("tablename", "")
    return f"{kind} {name}" if name and kind.upper() == BULK else kind


def _admitted(answer: Callable[[Admission], Response]) -> Callable[..., Response]:
    """Whatever may be asked without leaving a trace is answered alike for every serial."""

    def answered(secret: str = "") -> Response:
        serial = _serial()
        own = admitted(serial, secret)
        return answer(own) if A_SERIAL.fullmatch(serial) else turned_away()

    return answered


def _serial() -> str:
    """SN, which some firmware writes in small letters."""
    return next((value for name, value in request.args.items() if name.upper() == "SN"), "")


@blueprint.errorhandler(Exception)
def _fault(fault: Exception) -> Response:
    """A machine reads no page, and nobody reads what it is told; the status makes it try again."""
    if isinstance(fault, HTTPException):
        return said("ERROR", fault.code or 500)
    fault_id(fault)
    return said("ERROR", 503 if isinstance(fault, OperationalError) or is_damage(fault) else 500)


def _add_routes(methods_of: dict[str, tuple[Callable[[Admission], Response], list[str]]]) -> None:
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
