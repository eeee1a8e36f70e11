from sqlalchemy.orm import Session

from training.attendance.acts.devices.keep_pushed import keep_pushed
from training.attendance.acts.keep_punches import Batches
from training.attendance.acts.signals.signal_punches import signal_punches
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Upload, is_known_upload, same_upload
from training.records.attendance.devices import Device


def store_part(session: Session, device_id: int, part: Upload, batches: Batches) -> None:
    """Punches of a long body, before `receive_push` takes its last part; each in a transaction of its own.

    The machine is told OK after the last: what a crash cut off it sends again, and what was stored is known.
    That it was there is noted with the last as well.
    """
    device = session.get_one(Device, device_id, with_for_update=True)
    policy = policy_for_devices(session, part.received_at)
    if not is_known_upload(same_upload(session, device, part), part, policy):
        keep_pushed(session, device, part, policy, batches)
        if part.is_proven:
            signal_punches(session, device, part.pushed.punches, policy, now=part.received_at)
