from collections.abc import Sequence

from sqlalchemy.orm import Session

from training.attendance.acts.keep_punches import Batches, Sorting, keep_punches
from training.attendance.acts.late.release_punches import release_punches
from training.attendance.acts.signals.signal_late import signal_late
from training.attendance.rules.late import Arrival
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.late.fates_of import fates_of_pushed
from training.attendance.views.places import places_of_numbers
from training.attendance.views.read_upload import Upload
from training.classes.rules.places import by_number
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.records.attendance.devices import Device


def keep_pushed(session: Session, device: Device, upload: Upload, policy: Policy, batches: Batches) -> int:
    """Store the punches of an upload, or of a part of it, in batches whose counts add up.

    Says the key of the first batch. What waited and came live now counts from here on.
    """
    punches = upload.pushed.punches
    arrival = Arrival(upload.received_at, policy, upload.is_proven)
    kept = keep_punches(session, _sorting(session, device, punches, arrival), punches, batches)
    batches.refused += len(upload.pushed.unread)
    batches.close(session, accept_good_rows=True)
    of_source = {source: key for (source, waits_for), key in batches.keys.items() if waits_for is None}
    release_punches(session, device, kept, of_source, now=upload.received_at)
    signal_late(session, device, kept, now=upload.received_at)
    return next(iter(batches.keys.values()))


def _sorting(session: Session, device: Device, punches: Sequence[PunchRow], arrival: Arrival) -> Sorting:
    days = [shanghai_day(each.punched_at) for each in punches]
    numbers = {each.number for each in punches}
    places = places_of_numbers(session, device.institution_id, numbers, (min(days), max(days)))
    return Sorting(
        device.institution_id,
        arrival.received_at,
        by_number(places),
        arrival.policy,
        lambda rows: fates_of_pushed(session, device, rows, arrival),
    )
