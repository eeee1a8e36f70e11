"""People of the office before a class, and files that they hand in."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from tests.factories import an_id_number, at
from tests.training.rosters.changing import BEFORE, a_class_with_people
from tests.training.sheets.builders import workbook
from training.database import Base, Database
from training.intake.acts.ask_reading import ask_reading
from training.intake.acts.confirm_upload import Confirmation
from training.intake.acts.keep_upload import NewUpload, keep_upload
from training.intake.judging import Desk, judge, store
from training.intake.rules.confirming import Choices
from training.intake.views.find_upload import newest_reading
from training.records.uploads import Upload
from training.sheets.hand_in import ImportReport
from training.staff.views.find_staff import find_staff

HEADINGS = ("班号", "姓名", "身份证号", "联系电话", "考勤号")


class Shelf:
    """A store that holds its files in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self.files[key] = content

    def get(self, key: str) -> bytes:
        return self.files[key]


@dataclass
class HandingIn:
    """The day before the class begins."""

    database: Database
    folder: Path
    shelf: Shelf = field(default_factory=Shelf)
    now: datetime = field(default_factory=lambda: at(BEFORE, "10:00"))

    @property
    def desk(self) -> Desk:
        return Desk(self.database, self.shelf)

    def hand_in(self, who: str, path: Path, choices: Choices | None = None) -> int:
        """Uploaded and read; gives its key."""
        content, public_id = path.read_bytes(), uuid4()
        self.shelf.put(f"uploads/{public_id}", content, "")
        file = NewUpload(
            public_id, path.name, sha256(content).hexdigest(), len(content), f"uploads/{public_id}"
        )
        with self.database.writing() as session:
            upload = keep_upload(session, find_staff(session, who), file, now=self.now)
            key = upload.id
        if choices is not None:
            self.choose(key, choices)
        else:
            judge(self.desk, key, self.now)
        return key

    def choose(self, key: int, choices: Choices) -> None:
        with self.database.writing() as session:
            ask_reading(session, session.get_one(Upload, key), choices, now=self.now)
        judge(self.desk, key, self.now)

    def shown(self, key: int) -> Any:
        """What was found, and the fingerprint."""
        with self.database.reading() as session:
            reading = newest_reading(session, session.get_one(Upload, key))
            return json.loads(reading.found or "{}"), reading.digest

    def confirm(self, key: int, digest: str | None = None) -> ImportReport:
        said = Confirmation(self.shown(key)[1] if digest is None else digest, self.now)
        return store(self.desk, key, said, self.now)

    def count(self, record: type[Base]) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(record)) or 0


def handing_in(database: Database, folder: Path) -> HandingIn:
    with database.writing() as session:
        a_class_with_people(session)
    return HandingIn(database, folder)


def a_roster(folder: Path, *places: int, class_number: str = "BT-1", name: str = "名册.xlsx") -> Path:
    """Of new people, by their places in the world."""
    rows = [
        (class_number, f"新学员{each}", an_id_number(each), str(13800000000 + each), str(each))
        for each in places
    ]
    return workbook(folder / name, [HEADINGS, *rows], titles=("学员名册",))
