"""Classes that are spot-checked in the browser's installation, and the inspectors who do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from itertools import count
from pathlib import Path
from secrets import token_urlsafe
from uuid import UUID

from PIL import Image, ImageDraw
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.settings import BotSettings
from tests.browser.installation import Installation
from tests.browser.visitor import Visitor
from tests.factories import a_class, a_trainee, an_enrolment
from training.checks.acts.calls.record_call import CallReport, record_call
from training.checks.acts.evidence.count_faces import FaceReport, count_faces
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.evidence.record_faces import record_faces
from training.checks.acts.evidence.take_uncounted import take_uncounted
from training.checks.acts.start_check import start_check
from training.checks.acts.video.report_failure import FailureReport, report_failure
from training.checks.acts.video.start_video_check import start_video_check
from training.checks.acts.video.use_statistics import use_statistics
from training.checks.sheets.statistics import StatisticsFile, read_statistics
from training.checks.terms import CallOutcome, Comparison, FallbackReason, FiledItem
from training.database import Base, Database
from training.notice.clock import SHANGHAI
from training.notice.terms import Mode, Role
from training.pictures.pictures import read_picture
from training.ports.faces import Box, CountedFaces
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import Lesson, TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.opening import open_database
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore

CITY, COLLEAGUE, DISTRICT, AUDITOR = "李敏", "周海", "王强", "审计员"
"""The first and the third are registered with the installation."""
NAMES = ("王芳", "李强", "张伟", "刘洋", "陈静", "杨敏", "赵磊", "黄丽", "周军", "吴霞")
ALL_DAY = {
    "morning_starts": time(0),
    "morning_ends": time(12),
    "afternoon_starts": time(12),
    "afternoon_ends": time(23, 59, 59),
}
_numbers = count(1)
_pictures = count(1)


@contextmanager
def opened(product: Installation) -> Iterator[tuple[Database, BotSettings]]:
    settings = BotSettings.from_environ({"CHABAN_INSTANCE": str(product.folder)})
    database = open_database(settings)
    yield database, settings
    database.close()


@lru_cache
def register_staff(product: Installation) -> None:
    with opened(product) as (database, _), database.writing() as session:
        for name, role in ((COLLEAGUE, Role.CITY), (AUDITOR, Role.AUDITOR)):
            add_staff(session, name, role, None, None, now=datetime.now(UTC))


def a_class_online(product: Installation, size: int) -> UUID:
    """Which learns online the whole day, whenever the tests run."""
    class_id = a_class_to_check(product, size, **ALL_DAY)
    with opened(product) as (database, _), database.writing() as session:
        own = select(TrainingClass.id).where(TrainingClass.public_id == class_id).scalar_subquery()
        session.execute(update(Lesson).where(Lesson.class_id == own).values(mode=Mode.ONLINE))
    return class_id


def a_class_to_check(
    product: Installation, size: int, *, days_ago: int = 1, days: int = 4, **times: time
) -> UUID:
    """A class that began lately; its trainees have the phones of nobody else."""
    register_staff(product)
    number = next(_numbers)
    starts_on = (datetime.now(SHANGHAI) - timedelta(days=days_ago)).date()
    with opened(product) as (database, _), database.writing() as session:
        own = a_class(
            session,
            f"BT2026-CB-{number:03}",
            starts_on=starts_on,
            days=days,
            name=f"家政服务员（五级）{number}班",
            is_key_group=True,
            **times,
        )
        for place in range(size):
            trainee = a_trainee(session, NAMES[place % len(NAMES)], f"136{number:04}{place:04}")
            an_enrolment(session, own, trainee, str(place + 1))
        return own.public_id


@lru_cache
def an_ended_class(product: Installation) -> UUID:
    return a_class_to_check(product, 3, days_ago=5)


@lru_cache
def running(product: Installation) -> UUID:
    """A check of nine with a mismatch, an attempt without an answer and a picture with eight faces found."""
    class_id = a_class_to_check(product, 9)
    differs = CallReport(CallOutcome.MISMATCHED, {FiledItem.ID_ENDING: Comparison.DIFFERENT}, note="说不清")
    with opened(product) as (database, settings), database.writing() as session:
        staff, now = find_staff(session, CITY), datetime.now(UTC)
        check_id = start_check(session, staff, class_id, seed=bytes(32), now=now).check_id
        record_call(session, staff, check_id, 1, differs, now=now)
        record_call(session, staff, check_id, 3, CallReport(CallOutcome.NO_ANSWER), now=now)
        _keep_picture(session, settings, staff, check_id, now)
        _count_faces(session, now)
    return check_id


def _keep_picture(
    session: Session,
    settings: BotSettings,
    staff: Staff,
    check_id: UUID,
    now: datetime,
    content: bytes | None = None,
) -> None:
    picture = read_picture(content or a_room(), 2**24)
    store = PictureStore(store_of(settings), open_database(settings).vault)
    store.put(picture.original_key, picture.original, picture.original_type)
    store.put(picture.served_key, picture.served, picture.media_type)
    keep_evidence(session, staff, check_id, ReceivedPicture(picture, "page", True), now=now)


def _count_faces(session, now: datetime) -> None:
    """As the worker does, but at once."""
    picture = take_uncounted(session, now=now)
    faces = tuple(Box(105 + 171 * (place % 6), 185 + 171 * (place // 6), 60, 70, 90) for place in range(8))
    record_faces(session, picture.key, CountedFaces(faces, "drawn 1", 900), now=now)


def enter(visitor: Visitor, who: str = CITY) -> None:
    """By a link that works once, as the chat would send it."""
    register_staff(visitor.product)
    token = token_urlsafe(12)
    with opened(visitor.product) as (database, _), database.writing() as session:
        make_link(session, find_staff(session, who), "/checks", token=token, now=datetime.now(UTC))
    visitor.open(f"/desk/enter/{token}")
    visitor.press("进入")


def open_check(visitor: Visitor, path: str = "") -> None:
    check_id = running(visitor.product)
    enter(visitor)
    visitor.open(f"/checks/{check_id}{path}")


def start_video(visitor: Visitor, size: int) -> None:
    """Find a new class that learns online on the list, and start its check."""
    class_id = a_class_online(visitor.product, size)
    find_on_the_list(visitor, class_id)
    visitor.click(visitor.page.locator(f'form[action="/checks/classes/{class_id}/video"] button'))


@lru_cache
def video_running(product: Installation) -> UUID:
    """A video check of nine: the meeting could not be held, there are a screenshot and the statistics."""
    class_id = a_class_online(product, 9)
    with opened(product) as (database, settings), database.writing() as session:
        staff, now = find_staff(session, CITY), datetime.now(UTC)
        check_id = start_video_check(session, staff, class_id, now=now).check_id
        _keep_picture(session, settings, staff, check_id, now, a_room(9))
        count_faces(session, staff, check_id, FaceReport(5), now=now)
        reason = FallbackReason.BROKE_OFF
        report_failure(session, staff, check_id, FailureReport(reason, "学员端一直卡顿"), now=now)
        use_statistics(session, staff, check_id, some_statistics(product, class_id, 7), now=now)
    return check_id


def some_statistics(product: Installation, class_id: UUID, viewers: int) -> StatisticsFile:
    """An export of today's live lesson, in which so many of the class watched for an hour."""
    return read_statistics(statistics_csv(product, class_id, viewers), "直播.csv", 2**20)


def statistics_csv(product: Installation, class_id: UUID, viewers: int) -> bytes:
    with opened(product) as (database, _), database.reading() as session:
        enrolled = select(Enrolment).join(Enrolment.training_class)
        people = session.scalars(enrolled.where(TrainingClass.public_id == class_id).order_by(Enrolment.id))
        named = [(each.trainee.name, each.trainee.phone) for each in people.all()[:viewers]]
    today = datetime.now(SHANGHAI).date()
    lines = [f"{name},{phone},{today} 00:01:00,{today} 01:01:00" for name, phone in named]
    return "\n".join(["姓名,手机号,进入时间,离开时间", *lines]).encode()


def start(visitor: Visitor, size: int) -> UUID:
    """Find a new class of that size on the list, and start its check; gives the class."""
    class_id = a_class_to_check(visitor.product, size)
    find_on_the_list(visitor, class_id)
    visitor.click(visitor.page.locator(f'form[action="/checks/classes/{class_id}"] button'))
    return class_id


def find_on_the_list(visitor: Visitor, class_id: UUID) -> None:
    """By its number: the list has pages, and other tests leave classes on it."""
    with opened(visitor.product) as (database, _), database.reading() as session:
        own = select(TrainingClass.class_number).where(TrainingClass.public_id == class_id)
        number = session.scalars(own).one()
    visitor.open(f"/checks?q={number}")


def a_room(seats: int = 12, size: tuple[int, int] = (1200, 675)) -> bytes:
    """A drawn classroom; no two have a line as long above them, for a picture serves one check only."""
    room = Image.new("RGB", size, (96, 122, 140))
    pen = ImageDraw.Draw(room)
    pen.rectangle((0, 0, 8 * next(_pictures), 7), fill=(240, 240, 240))
    step = size[0] // 7
    for seat in range(seats):
        left, top = step // 2 + seat % 6 * step, size[1] // 4 + seat // 6 * step
        pen.ellipse((left, top, left + step // 2, top + step // 2), fill=(226, 188, 158))
    content = BytesIO()
    room.save(content, "JPEG", quality=85)
    return content.getvalue()


def a_photo_file(folder: Path, **more) -> Path:
    path = folder / "room.jpg"
    path.write_bytes(a_room(**more))
    return path


def how_many(product: Installation, record: type[Base], check_id: UUID) -> int:
    """Rows of one check."""
    with opened(product) as (database, _), database.reading() as session:
        own = select(SpotCheck.id).where(SpotCheck.public_id == check_id).scalar_subquery()
        rows = select(func.count()).select_from(record).where(record.check_id == own)
        return session.scalar(rows) or 0
