"""The `chaban` command in a folder of its own, with a database of its own."""

import os
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from tests.factories import a_class, a_trainee, an_enrolment
from training.database import Base, Database
from training.vault import Vault
from webapp.cli import main
from webapp.commands.context import complaints, console

OWN_SETTINGS = (
    "CHABAN_",
    "DATABASE_",
    "SMS_",
    "TWILIO_",
    "ALIYUN_",
    "HUEY_",
    "EVIDENCE_",
    "FACE_",
    "DINGTALK_",
    "CLAMAV_",
    "SECURITY_",
    "SYSLOG_",
)
# Long past, so that every punch of it was taken before it is imported, whenever the tests run.
DAY = date(2024, 3, 4)


@dataclass(frozen=True)
class Chaban:
    """Runs commands; its database is already migrated."""

    folder: Path
    database: Database

    def __call__(self, *arguments: str | Path, answer: str = "") -> Result:
        # A fault is a status and a line as well, so whatever is raised past the commands fails the test.
        return CliRunner().invoke(
            main, [str(each) for each in arguments], input=answer, prog_name="chaban", catch_exceptions=False
        )

    def counts(self) -> dict[str, int]:
        """How many rows stand in each table that has any."""
        with self.database.reading() as session:
            found = {
                table.name: session.scalar(select(func.count()).select_from(table))
                for table in Base.metadata.sorted_tables
            }
        return {name: count for name, count in found.items() if count}


@pytest.fixture
def chaban(
    migrated_sqlite: Path, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Chaban]:
    instance = tmp_path / "instance"
    instance.mkdir()
    copy(migrated_sqlite, instance / "chaban.db")
    for name in [name for name in os.environ if name.startswith(OWN_SETTINGS)]:
        monkeypatch.delenv(name)
    for name, value in {
        "CHABAN_INSTANCE": str(instance),
        "CHABAN_SECRET_KEY": "s" * 32,
        "CHABAN_DATA_KEY": b64encode(b"d" * 32).decode(),
        "CHABAN_INDEX_KEY": b64encode(b"i" * 32).decode(),
        "CHABAN_OPERATOR": "张会计",
    }.items():
        monkeypatch.setenv(name, value)
    # Not by COLUMNS: the consoles may have been made under another value of it.
    for each in (console, complaints):
        monkeypatch.setattr(each, "width", 200)
    # Where no developer's .env lies.
    monkeypatch.chdir(tmp_path)
    database = Database(f"sqlite:///{instance / 'chaban.db'}", vault)
    yield Chaban(tmp_path, database)
    database.close()


@pytest.fixture
def bt_1(chaban: Chaban) -> Chaban:
    """班级 BT-1 of one past day, with 王芳 (考勤号 1) and 李强 (2)."""
    with chaban.database.writing() as session:
        own = a_class(session, "BT-1", starts_on=DAY, days=1)
        an_enrolment(session, own, a_trainee(session, "王芳", "13800000001", 1), "1")
        an_enrolment(session, own, a_trainee(session, "李强", "13800000002", 2), "2")
    return chaban


def lines(output: str) -> list[str]:
    """What was said, without empty lines."""
    return [line for line in output.splitlines() if line.strip()]


def rows(output: str) -> list[list[str]]:
    """The rows of the tables in the output; a cell that was folded is put together again."""
    found: list[list[str]] = []
    for line in output.splitlines():
        if line.startswith("│"):
            pieces = [piece.strip() for piece in line.strip("│").split("│")]
            # Every row of these tables begins with a filled cell, the rest of a folded one hardly ever.
            if pieces[0] or not found:
                found.append(pieces)
            else:
                found[-1] = [cell + piece for cell, piece in zip(found[-1], pieces, strict=True)]
    return found
