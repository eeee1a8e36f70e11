from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.keep_punches import Batches, Sorting, keep_punches
from training.attendance.acts.late.release_punches import release_punches
from training.attendance.acts.signals.signal_late import signal_late
from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.rules.late import Arrival
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Source
from training.attendance.views.late.fates_of import fates_of_pushed
from training.attendance.views.places import places_of_numbers
from training.attendance.views.read_upload import Upload
from training.classes.rules.places import by_number
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.records.attendance.devices import Device

NOTHING = (Source.LIVE, None)
"""The batch of an upload of which no punch is stored."""


def keep_pushed(session: Session, device: Device, upload: Upload, policy: Policy, batches: Batches) -> int:
    """Store the punches of an upload, or of a part of it, in batches whose counts add up.

    Says the key of the first batch. What waited and came live now counts from here on.
    """
    read = upload.pushed.punches
    punches = read if upload.is_proven else _possible(read, upload.received_at, policy)
    arrival = Arrival(upload.received_at, policy, is_proven=upload.is_proven)
    sorting = _sorting(session, device, read, arrival)
    if not punches:
        batches.report_of(session, NOTHING)
    kept = keep_punches(session, sorting, punches, batches)
    batches.refused += len(upload.pushed.unread) + len(read) - len(punches)
    batches.close(session, accept_good_rows=True)
    of_source = {source: key for (source, waits_for), key in batches.keys.items() if waits_for is None}
    names = {device.name, device.number} - {""}
    release_punches(session, device.institution_id, kept, of_source, names, now=upload.received_at)
    signal_late(session, device, kept, now=upload.received_at)
    return next(iter(batches.keys.values()))


def _possible(punches: Sequence[PunchRow], received_at: datetime, policy: Policy) -> list[PunchRow]:
    """Nobody who knows a serial alone stores tomorrow's punches; what was sent is kept as it came."""
    return [each for each in punches if not clock_is_wrong(each.punched_at, received_at, policy)]


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
