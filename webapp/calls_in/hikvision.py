"""Face terminals of Hikvision (海康) push here, each event by itself (HTTP listening of its ISAPI).

Their address is `/hikvision/<secret>/<serial>`. OK after the commit; whatever else makes them try again.
"""

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from training.attendance.acts.devices.hear_device import hear_device
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.sheets.isapi import EVENTS, is_heartbeat
from training.attendance.views.is_contact_due import is_contact_due
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Sent, read_upload
from training.records.attendance.devices import Device
from webapp.calls_in.admission import address, admitted, said, turned_away
from webapp.web.errors import fault_id
from webapp.web.house import house, now

blueprint = Blueprint("hikvision", __name__, url_prefix="/hikvision")


@blueprint.post("/<serial>")
@blueprint.post("/<secret>/<serial>")
def event(serial: str, secret: str = "") -> Response:
    own = admitted(serial, secret)
    # A serial alone stands on every label, and all these terminals can call a path.
    if own.device is None or not own.is_proven:
        return turned_away()
    device, body = own.device, _told()
    if is_heartbeat(body):
        _note(device)
    else:
        upload = read_upload(device, Sent(EVENTS, body, address=address(), is_proven=own.is_proven), now())
        with house().database.writing() as rows:
            receive_push(rows, device.id, upload)
    return said("OK")


def _told() -> bytes:
    """The event itself: beside it there may be a picture, which nobody asked for and nobody keeps."""
    for text in request.form.values():
        if text.lstrip()[:1] in ("{", "<"):
            return text.encode()
    for part in request.files.values():
        if not part.mimetype.startswith("image/"):
            return bytes(part.read())
    return request.get_data(cache=False)


def _note(device: Device) -> None:
    at = now()
    if is_contact_due(device, address(), at):
        with house().database.writing() as rows:
            own = rows.get_one(Device, device.id, with_for_update=True)
            hear_device(rows, own, policy_for_devices(rows, at), address(), now=at)


@blueprint.errorhandler(Exception)
def _fault(fault: Exception) -> Response:
    """A machine reads no page; the status makes it try again."""
    if isinstance(fault, HTTPException):
        return said("ERROR", fault.code or 500)
    fault_id(fault)
    return said("ERROR", 500)
