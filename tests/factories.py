"""People, classes and punches for tests: plain rows with sensible defaults. Everybody is invented."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum.cn import ric

from training.attendance.acts.devices.add_device import Registration, add_device
from training.classes.terms import Content
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import SHANGHAI
from training.notice.identity import sex_of
from training.notice.terms import ClassKind, HalfDay, Mode
from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Institution, Lesson, LessonCancellation, TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal
from training.sheets.hand_in import HandedFile

MONDAY = date(2026, 3, 2)
SCHOOL = "包头市第一培训学校"
_numbers = count(1)


def at(day: date, clock: str) -> datetime:
    """at(MONDAY, "08:30") in Asia/Shanghai."""
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def an_id_number(place: int = 1, born: date = date(1990, 5, 17)) -> str:
    """A valid one; odd places are men."""
    body = f"150203{born:%Y%m%d}{place % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def _id_number_of_nobody() -> str:
    """Of a woman; a day has only 500 of them, so the births go on day by day."""
    day, place = divmod(2 * next(_numbers), 1000)
    return an_id_number(place, date(1980, 1, 1) + timedelta(days=day))


def hand(name: str = "file.xlsx", sha256: str = "", when: datetime | None = None) -> HandedFile:
    """A file handed over by 张会计, by default on the first day at ten and unlike every other file."""
    return HandedFile(name, sha256 or f"{next(_numbers):064x}", "张会计", when or at(MONDAY, "10:00"))


def hand_early(name: str = "file.xlsx", sha256: str = "") -> HandedFile:
    """The same a week before: a roster whose class has not begun enrols everybody at once."""
    return hand(name, sha256, at(MONDAY - timedelta(days=7), "10:00"))


def a_batch(session: Session) -> ImportBatch:
    nothing = {f"rows_{each}": 0 for each in ("read", "stored", "known", "quarantined", "refused")}
    batch = ImportBatch(
        kind="roster",
        file_name="a.xlsx",
        sha256=f"{next(_numbers):064x}",
        imported_by="张会计",
        imported_at=at(MONDAY, "07:00"),
        **nothing,
    )
    session.add(batch)
    session.flush()
    return batch


def an_institution(session: Session, name: str = SCHOOL) -> Institution:
    found = session.scalars(select(Institution).where(Institution.name == name)).one_or_none()
    if found is None:
        found = Institution(name=name)
        session.add(found)
        session.flush()
    return found


def a_class(
    session: Session,
    number: str = "BT-1",
    *,
    institution: str = SCHOOL,
    district: str = "昆都仑区",
    starts_on: date = MONDAY,
    days: int = 5,
    lessons: bool = True,
    **fields: object,
) -> TrainingClass:
    """A class of whole days, one after the other, 8 hours each, from 08:30 to 11:30 and 14:00 to 17:00."""
    place = session.scalars(select(District).where(District.name == district)).one()
    filed_on = starts_on - timedelta(days=3)
    values: dict[str, object] = {
        "name": f"电工（五级）{number}班",
        "trade": "电工",
        "level": "五级",
        "kind": ClassKind.ORDINARY,
        "is_key_group": False,
        "prescribed_halves": 16 * days,
        "ends_on": starts_on + timedelta(days=days - 1),
        "morning_starts": time(8, 30),
        "morning_ends": time(11, 30),
        "afternoon_starts": time(14),
        "afternoon_ends": time(17),
        "filed_on": filed_on,
        "filed_by": "张会计",
        "rule_set": choose_rule_set(session, place.id, filed_on),
    }
    made = TrainingClass(
        class_number=number,
        institution=an_institution(session, institution),
        district=place,
        starts_on=starts_on,
        **(values | fields),
    )
    session.add(made)
    session.flush()
    if lessons:
        for offset in range(days):
            for half_day in HalfDay:
                a_lesson(session, made, starts_on + timedelta(days=offset), half_day)
    return made


def a_lesson(
    session: Session,
    training_class: TrainingClass,
    held_on: date = MONDAY,
    half_day: HalfDay = HalfDay.MORNING,
    *,
    content: Content = Content.THEORY,
    mode: Mode = Mode.OFFLINE,
    halves: int = 8,
    cancelled: bool = False,
) -> Lesson:
    lesson = Lesson(
        class_id=training_class.id,
        held_on=held_on,
        half_day=half_day,
        content=content,
        mode=mode,
        halves=halves,
    )
    session.add(lesson)
    session.flush()
    if cancelled:
        cancellation = LessonCancellation(
            lesson_id=lesson.id, reason="停电", cancelled_by="张会计", cancelled_at=at(held_on, "07:00")
        )
        session.add(cancellation)
        session.flush()
    return lesson


def a_trainee(session: Session, name: str = "王芳", phone: str = "13800000001", place: int = 0) -> Trainee:
    """A person; `place` gives the ID number, by default one that nobody has."""
    id_number = an_id_number(place) if place else _id_number_of_nobody()
    trainee = Trainee(
        name=name,
        sex=sex_of(id_number),
        id_number=id_number,
        id_number_index=id_number,
        phone=phone,
        phone_index=phone,
    )
    session.add(trainee)
    session.flush()
    return trainee


def an_enrolment(
    session: Session,
    training_class: TrainingClass,
    trainee: Trainee,
    number: str | None = "1",
    joined_on: date | None = None,
) -> Enrolment:
    enrolment = Enrolment(
        class_id=training_class.id,
        trainee_id=trainee.id,
        attendance_number=number,
        batch_id=a_batch(session).id,
        joined_on=joined_on or training_class.starts_on,
    )
    session.add(enrolment)
    session.flush()
    return enrolment


def a_device(
    session: Session,
    serial: str = "CJDE1",
    number: str = "6012",
    *,
    institution: str = SCHOOL,
    secret: str = "",
    networks: tuple[str, ...] = (),
) -> Device:
    """A machine in 实训室1, registered before the classes begin."""
    new = Registration(serial, "实训室1", number, secret, networks=networks)
    where = an_institution(session, institution)
    return add_device(session, where, new, added_by="张会计", now=at(MONDAY, "07:00"))


def a_withdrawal(session: Session, enrolment: Enrolment, last_day: date) -> Withdrawal:
    withdrawal = Withdrawal(
        enrolment_id=enrolment.id,
        last_day=last_day,
        reason="个人原因",
        recorded_by="张会计",
        recorded_at=at(last_day, "18:00"),
    )
    session.add(withdrawal)
    session.flush()
    return withdrawal


def punches(
    session: Session,
    training_class: TrainingClass,
    day: date,
    clocks: Iterable[str],
    *,
    number: str = "1",
    device: str = "6012",
    clock_is_wrong: bool = False,
) -> None:
    """Punches of one number on one day."""
    batch_id = a_batch(session).id
    for line, clock in enumerate(clocks, 1):
        session.add(
            Punch(
                institution_id=training_class.institution_id,
                number=number,
                punched_at=at(day, clock),
                device=device,
                clock_is_wrong=clock_is_wrong,
                batch_id=batch_id,
                line=line,
            )
        )
    session.flush()


WHOLE_DAY = ("08:20", "11:40", "13:50", "17:10")
