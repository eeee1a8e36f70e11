"""Builds databases of any size, from institutions to punches. Everybody is invented."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from benchmarks.names import SIZE_OF_CLASS, attendance_number, class_number, id_number, institution_of, phone
from bot.settings import BotSettings
from training.classes.terms import Content
from training.database import Base, Database
from training.notice.clock import SHANGHAI
from training.notice.terms import ClassKind, HalfDay, Mode, Sex
from training.records import schema
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Institution, Lesson, TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.opening import open_database
from training.records.people.sign_in import LoginCode, SignIn
from training.sheets.chunks import chunks
from training.staff.rules.digest import digest

DAYS = 60
CLOCKS = (time(8, 12, 5), time(11, 37, 41), time(13, 48, 9), time(17, 6, 30))
PUNCHES_EACH = DAYS * len(CLOCKS)
BATCH = 10_000


@dataclass(frozen=True)
class City:
    """So many classes of 40, of which the first `active` have 240 punches a trainee, all before `today`."""

    folder: Path
    classes: int
    active: int
    today: date

    @property
    def starts_on(self) -> date:
        return self.today - timedelta(days=DAYS)

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=DAYS + 9)

    def settings(self, port: int = 8000) -> BotSettings:
        environ = {
            "CHABAN_PORT": str(port),
            "CHABAN_INSTANCE": str(self.folder),
            "CHABAN_SECRET_KEY": "s" * 32,
            "CHABAN_DATA_KEY": b64encode(b"d" * 32).decode(),
            "CHABAN_INDEX_KEY": b64encode(b"i" * 32).decode(),
            "CHABAN_OPERATOR": "benchmark",
        }
        return BotSettings.from_environ(environ)

    def open(self) -> Database:
        chosen = self.settings()
        return open_database(chosen)


def found_city(city: City, *, enrolled: bool = True) -> None:
    """Make the database with its classes and, unless a roster shall bring them, its trainees."""
    city.folder.mkdir(parents=True)
    database = city.open()
    schema.upgrade(database)
    fill(database, Institution, _institutions(city))
    fill(database, TrainingClass, _classes(city))
    fill(database, Lesson, _lessons(city))
    fill(database, ImportBatch, [_batch()])
    if enrolled:
        fill(database, Trainee, _trainees(city))
        fill(database, Enrolment, _enrolments(city))
    database.close()


def fill_punches(city: City) -> None:
    database = city.open()
    fill(database, Punch, punch_rows(city))
    database.close()


def sign_in_first(city: City, count: int) -> list[str]:
    """Tokens of living sessions of the first active trainees."""
    tokens = [f"token-of-{trainee}" for trainee in range(1, count + 1)]
    now = datetime.now(UTC)
    codes = [
        {
            "id": place,
            "phone_index": phone(place),
            "digest": b"",
            "address_index": "10.0.0.1",
            "requested_on": city.today,
            "ordinal": place,
            "requested_at": now,
            "expires_at": now,
        }
        for place in range(1, count + 1)
    ]
    living = [
        {
            "digest": digest(token),
            "trainee_id": place,
            "code_id": place,
            "signed_in_at": now,
            "expires_at": now + timedelta(days=1),
        }
        for place, token in enumerate(tokens, 1)
    ]
    database = city.open()
    fill(database, LoginCode, codes)
    fill(database, SignIn, living)
    database.close()
    return tokens


def punch_rows(city: City) -> Iterator[dict[str, Any]]:
    for class_id in range(1, city.active + 1):
        for day in range(DAYS):
            held_on = city.starts_on + timedelta(days=day)
            for clock in CLOCKS:
                punched_at = datetime.combine(held_on, clock, SHANGHAI)
                for seat in range(1, SIZE_OF_CLASS + 1):
                    yield {
                        "institution_id": institution_of(class_id),
                        "number": attendance_number(class_id, seat),
                        "punched_at": punched_at,
                        "device": "6012",
                        "status": 0,
                        "verify": 15,
                        "clock_is_wrong": False,
                        "batch_id": 1,
                        "line": 1,
                    }


def fill(database: Database, record: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    with database.writing() as session:
        for chunk in chunks(rows, BATCH):
            session.connection().execute(insert(record), chunk)


def _institutions(city: City) -> Iterator[dict[str, Any]]:
    for place in range(1, institution_of(city.classes) + 1):
        yield {"id": place, "name": f"包头市第{place}职业培训学校"}


def _classes(city: City) -> Iterator[dict[str, Any]]:
    for place in range(1, city.classes + 1):
        yield {
            "id": place,
            "class_number": class_number(place),
            "name": f"电工（五级）{place}班",
            "institution_id": institution_of(place),
            "district_id": 1 + place % 10,
            "trade": "电工",
            "level": "五级",
            "kind": ClassKind.ORDINARY,
            "is_key_group": False,
            "prescribed_halves": 16 * (DAYS + 10),
            "starts_on": city.starts_on,
            "ends_on": city.ends_on,
            "morning_starts": time(8, 30),
            "morning_ends": time(11, 30),
            "afternoon_starts": time(14),
            "afternoon_ends": time(17),
            "filed_on": city.starts_on,
            "filed_by": "benchmark",
            "rule_set_id": 1,
        }


def _lessons(city: City) -> Iterator[dict[str, Any]]:
    for class_id in range(1, city.classes + 1):
        for day in range(DAYS + 10):
            for half_day in HalfDay:
                yield {
                    "class_id": class_id,
                    "held_on": city.starts_on + timedelta(days=day),
                    "half_day": half_day,
                    "content": Content.THEORY,
                    "mode": Mode.OFFLINE,
                    "halves": 8,
                }


def _batch() -> dict[str, Any]:
    nothing = {f"rows_{each}": 0 for each in ("read", "stored", "known", "quarantined", "refused")}
    return nothing | {
        "kind": "roster",
        "scope": "",
        "file_name": "benchmark",
        "sha256": "0" * 64,
        "imported_by": "benchmark",
        "imported_at": datetime.now(UTC),
    }


def _trainees(city: City) -> Iterator[dict[str, Any]]:
    for place in range(1, city.classes * SIZE_OF_CLASS + 1):
        yield {
            "id": place,
            "public_id": UUID(int=place),
            "name": "王小芳",
            "sex": Sex.FEMALE,
            "id_number": id_number(place),
            "id_number_index": id_number(place),
            "phone": phone(place),
            "phone_index": phone(place),
        }


def _enrolments(city: City) -> Iterator[dict[str, Any]]:
    for place in range(city.classes * SIZE_OF_CLASS):
        class_id, seat = place // SIZE_OF_CLASS + 1, place % SIZE_OF_CLASS + 1
        yield {
            "public_id": UUID(int=place + 1),
            "class_id": class_id,
            "trainee_id": place + 1,
            "attendance_number": attendance_number(class_id, seat),
            "batch_id": 1,
        }
