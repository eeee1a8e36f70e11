"""A class with a machine, what comes too late for it, and how its hours stand."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, WHOLE_DAY, a_class, a_device, a_trainee, an_enrolment, an_institution, at
from training.attendance.acts.devices.note_contact import note_contact
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.find_device import find_device
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.attendance.views.read_upload import Sent, Upload, read_upload
from training.database import Database
from training.records.attendance.devices import FraudSignal
from training.records.classes.classes import TrainingClass
from training.sheets.hand_in import HandedFile, ImportReport

DAYS = [MONDAY + timedelta(days=offset) for offset in range(5)]
SOON = at(MONDAY + timedelta(days=5), "09:00")
WEEKS_LATER = at(MONDAY + timedelta(days=84), "09:00")
"""80 days after the class ended."""


def a_class_with_machine(database: Database) -> None:
    """王芳 has number 1 in BT-1, five days on machine CJDE1, whose files call it 6012."""
    with database.writing() as session:
        own = a_class(session, "BT-1", attendance_device="6012")
        an_enrolment(session, own, a_trainee(session, "王芳"), "1")
        a_device(session)


def the_class(session: Session) -> TrainingClass:
    return session.scalars(select(TrainingClass).where(TrainingClass.class_number == "BT-1")).one()


def hear(database: Database, *moments: datetime) -> None:
    """The machine asks for its commands at each of these moments."""
    with database.writing() as session:
        device = find_device(session, "CJDE1")
        for moment in moments:
            note_contact(device, policy_for_devices(session, moment), now=moment)


def hear_all_day(database: Database, day: date) -> None:
    begins = at(day, "07:00")
    hear(database, *(begins + timedelta(minutes=10 * place) for place in range(12 * 6)))


def upload_of(
    session: Session,
    moments: Iterable[datetime],
    when: datetime,
    number: str = "1",
    *,
    is_proven: bool = True,
) -> Upload:
    device = find_device(session, "CJDE1")
    body = "".join(f"{number}\t{each:%Y-%m-%d %H:%M:%S}\t0\t15\t0\t0\t0\n" for each in moments)
    return read_upload(device, Sent("ATTLOG", body.encode(), is_proven=is_proven), when)


def push(database: Database, moments: Iterable[datetime], when: datetime, number: str = "1") -> int:
    with database.writing() as session:
        upload = upload_of(session, moments, when, number)
        return receive_push(session, find_device(session, "CJDE1").id, upload)


def push_unproven(database: Database, *moments: datetime, number: str = "1") -> None:
    """Each by itself, three seconds after it was made, as machines do; nothing proves who sent it."""
    for each in moments:
        when = each + timedelta(seconds=3)
        with database.writing() as session:
            upload = upload_of(session, [each], when, number, is_proven=False)
            receive_push(session, find_device(session, "CJDE1").id, upload)


def hand_in(
    database: Database, moments: Iterable[datetime], when: datetime, device: str = "6012"
) -> ImportReport:
    """A file of number 1."""
    rows = [PunchRow(place, "1", each, device) for place, each in enumerate(moments, 1)]
    digest = sha256(repr((rows, when)).encode()).hexdigest()
    file = HandedFile("6012_attlog.dat", digest, "张会计", when)
    with database.writing() as session:
        return import_punches(session, rows, file, an_institution(session))


def moments_of(*days: date) -> list[datetime]:
    return [at(day, clock) for day in days for clock in WHOLE_DAY]


def standing(database: Database, now: datetime = WEEKS_LATER) -> ClassProgress:
    with database.reading() as session:
        (found,) = progress_of_class(session, the_class(session), now)
        return found


def hours(database: Database, now: datetime = WEEKS_LATER) -> int:
    """In half class hours; a whole day is sixteen."""
    return standing(database, now).progress.credited_halves


def signals(database: Database) -> list[str]:
    with database.reading() as session:
        return [each.kind.value for each in session.scalars(select(FraudSignal).order_by(FraudSignal.id))]
