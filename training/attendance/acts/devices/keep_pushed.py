from sqlalchemy.orm import Session

from training.attendance.acts.keep_punches import Sorting, keep_punches
from training.attendance.views.places import places_of_numbers
from training.attendance.views.read_upload import Upload
from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.rules.places import by_number
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.records.attendance.devices import Device
from training.sheets.hand_in import HandedFile, ImportReport


def keep_pushed(session: Session, device: Device, upload: Upload, policy: Policy) -> int:
    """Store the punches of an upload as one batch whose counts add up; says its key."""
    pushed = upload.pushed
    report = ImportReport("push", device.serial, refused=len(pushed.unread))
    file = HandedFile(upload.table_name, upload.sha256, "考勤机", upload.received_at)
    batch = open_batch(session, "push", device.serial, file)
    days = [shanghai_day(each.punched_at) for each in pushed.punches]
    numbers = {each.number for each in pushed.punches}
    places = places_of_numbers(session, device.institution_id, numbers, (min(days), max(days)))
    sorting = Sorting(device.institution_id, batch.id, upload.received_at, by_number(places), policy)
    keep_punches(session, sorting, pushed.punches, report)
    close_batch(batch, report, accept_good_rows=True)
    return batch.id
