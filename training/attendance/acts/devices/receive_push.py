from datetime import timedelta

from sqlalchemy.orm import Session

from training.attendance.acts.devices.hear_device import hear_device
from training.attendance.acts.devices.keep_pushed import keep_pushed
from training.attendance.acts.devices.note_drift import note_drift
from training.attendance.acts.devices.note_unproven import note_unproven
from training.attendance.acts.devices.tell_unread import tell_unread
from training.attendance.acts.keep_punches import Batches
from training.attendance.acts.signals.signal_operations import signal_operations
from training.attendance.acts.signals.signal_punches import signal_punches
from training.attendance.acts.signals.signal_users import signal_users
from training.attendance.rules.device_signals import measure_drift
from training.attendance.sheets.pushes import is_unwanted, without_templates
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Upload, is_known_upload, same_upload
from training.attendance.views.waits_for_resend import waits_for_resend
from training.notice.policy import Policy
from training.records.attendance.devices import Device, DeviceUpload, UnreadLine

# All lines stand in the raw body as well; so many are also listed one by one.
MOST_UNREAD_LISTED = 1_000


def receive_push(session: Session, device_id: int, upload: Upload, batches: Batches | None = None) -> int:
    """How many lines were taken in. The same body again changes nothing.

    Of a body in parts this is the last one, after `store_part` with these batches: only now it is known.
    """
    # Parallel connections of one machine take turns, so that each finds what the others stored.
    device = session.get_one(Device, device_id, with_for_update=True)
    policy = policy_for_devices(session, upload.received_at)
    pushed, kept = upload.pushed, same_upload(session, device, upload)
    stamp = upload.stamp if kept is None else None
    if upload.is_proven:
        hear_device(session, device, policy, upload.address, stamp, now=upload.received_at)
    else:
        note_unproven(device, now=upload.received_at)
    if not is_known_upload(kept, upload, policy):
        # What somebody sent without a proof is taken as it is once the machine itself sends it; and stays so.
        kept = kept or _keep_raw(session, device, upload)
        kept.is_proven = kept.is_proven or upload.is_proven
        if upload.is_proven:
            tell_unread(session, device, pushed.unread, now=upload.received_at)
        if pushed.punches:
            own = batches or Batches("push", device.serial, upload.file)
            kept.batch_id = keep_pushed(session, device, upload, policy, own)
            _note_drift(session, device, upload, policy)
        if upload.is_proven:
            # Whoever knows a serial alone raises no suspicion of anybody.
            signal_punches(session, device, pushed.punches, policy, now=upload.received_at)
    if upload.is_proven:
        # Of what was told before: the names may have changed since, and signals are recorded once anyway.
        signal_operations(session, device, pushed.operations, now=upload.received_at)
        signal_users(session, device, pushed.users, now=upload.received_at)
    return upload.lines


def _keep_raw(session: Session, device: Device, upload: Upload) -> DeviceUpload:
    pushed, is_kept = upload.pushed, not is_unwanted(upload.table_name)
    kept = DeviceUpload(
        device_id=device.id,
        table_name=upload.table_name,
        received_at=upload.received_at,
        sha256=upload.sha256,
        body=without_templates(upload.body) if is_kept else b"",
        purged_at=None if is_kept else upload.received_at,
        lines=upload.lines,
        unread=len(pushed.unread),
        is_proven=upload.is_proven,
    )
    session.add(kept)
    session.flush()
    session.add_all(
        UnreadLine(
            upload_id=kept.id,
            line=each.line,
            raw=without_templates(each.raw) if is_kept else b"",
            reason=each.reason,
        )
        for each in pushed.unread[:MOST_UNREAD_LISTED]
    )
    return kept


def _note_drift(session: Session, device: Device, upload: Upload, policy: Policy) -> None:
    if not upload.is_proven:
        return
    newest = max(each.punched_at for each in upload.pushed.punches)
    drift = measure_drift(newest, upload.received_at, device.in_touch_since)
    # What it sends because we asked for an old day again says nothing of its clock.
    if drift is None or (drift < timedelta() and waits_for_resend(session, device, upload.received_at)):
        return
    note_drift(session, device, drift, policy, now=upload.received_at)
