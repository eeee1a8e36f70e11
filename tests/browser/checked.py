"""Classes that are spot-checked in the browser's installation, and the inspectors who do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from itertools import count
from pathlib import Path
from secrets import token_urlsafe
from uuid import UUID

from PIL import Image, ImageDraw
from sqlalchemy import func, select

from tests.browser.installation import Installation
from tests.browser.visitor import Visitor
from tests.factories import a_class, a_trainee, an_enrolment
from training.database import Base, Database
from training.files.pictures import read_picture
from training.ports import CountedFaces
from training.records import SpotCheck, Staff
from training.rules.faces import Box
from training.services.add_staff import add_staff, find_staff
from training.services.detect_faces import claim_uncounted, record_faces
from training.services.keep_evidence import ReceivedPicture, keep_evidence
from training.services.record_call import CallReport, record_call
from training.services.staff_sessions import make_link
from training.services.start_check import start_check
from training.settings import Settings
from training.terms import SHANGHAI, CallOutcome, Comparison, FiledItem, Role
from training.vault import Vault
from webapp.stores import store_of

CITY, COLLEAGUE, DISTRICT, AUDITOR = "李敏", "周海", "王强", "审计员"
"""The first and the third are registered with the installation."""
NAMES = ("王芳", "李强", "张伟", "刘洋", "陈静", "杨敏", "赵磊", "黄丽", "周军", "吴霞")
_numbers = count(1)


@contextmanager
def opened(product: Installation) -> Iterator[tuple[Database, Settings]]:
    settings = Settings.from_environ({"CHABAN_INSTANCE": str(product.folder)})
    database = Database(settings.database_url, Vault(settings.data_key, settings.index_key))
    yield database, settings
    database.close()


@lru_cache
def register_staff(product: Installation) -> None:
    with opened(product) as (database, _), database.writing() as session:
        for name, role in ((COLLEAGUE, Role.CITY), (AUDITOR, Role.AUDITOR)):
            add_staff(session, name, role, None, None, now=datetime.now(UTC))


def a_class_to_check(product: Installation, size: int, *, days_ago: int = 1, days: int = 4) -> UUID:
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


def _keep_picture(session, settings: Settings, staff: Staff, check_id: UUID, now: datetime) -> None:
    picture, store = read_picture(a_room(), 2**24), store_of(settings)
    store.put(picture.original_key, picture.original, picture.media_type)
    store.put(picture.served_key, picture.served, picture.media_type)
    keep_evidence(session, staff, check_id, ReceivedPicture(picture, "page", True), now=now)


def _count_faces(session, now: datetime) -> None:
    """As the worker does, but at once."""
    picture = claim_uncounted(session, now=now)
    faces = tuple(Box(105 + 171 * (place % 6), 185 + 171 * (place // 6), 60, 70, 90) for place in range(8))
    record_faces(session, picture.key, CountedFaces(faces, "drawn 1", 900), now=now)


def enter(visitor: Visitor, who: str = CITY) -> None:
    """By a link that works once, as the chat would send it."""
    register_staff(visitor.product)
    token = token_urlsafe(12)
    with opened(visitor.product) as (database, _), database.writing() as session:
        make_link(session, find_staff(session, who), "/checks", token=token, now=datetime.now(UTC))
    visitor.open(f"/staff/enter/{token}")
    visitor.press("进入")


def open_check(visitor: Visitor, path: str = "") -> None:
    check_id = running(visitor.product)
    enter(visitor)
    visitor.open(f"/checks/{check_id}{path}")


def start(visitor: Visitor, size: int) -> None:
    """Find a new class of that size on the list, and start its check."""
    class_id = a_class_to_check(visitor.product, size)
    visitor.open("/checks")
    visitor.page.locator(f'form[action="/checks/classes/{class_id}"] button').click()


def a_room(seats: int = 12, size: tuple[int, int] = (1200, 675)) -> bytes:
    """A drawn classroom; another number of seats is another picture."""
    room = Image.new("RGB", size, (96, 122, 140))
    pen = ImageDraw.Draw(room)
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
