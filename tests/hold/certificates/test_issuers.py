"""R08: fifty issue numbers at once, one was killed in the middle: no gap, no double."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.checkout import CHECKOUT
from tests.hold.certificates.issuing import STAY, issue
from tests.training.certificates.certified import a_listed_class, an_office, sign_and_approve
from training.database import Database
from training.records.certificates import Certificate

CLASSES = [f"BT-{place}" for place in range(1, 11)]
PEOPLE = ("甲", "乙", "丙", "丁")
ISSUERS = 50
NUMBERED = 3 * len(CLASSES)
"""The last of each class is not qualified."""


@pytest.fixture
def city(copied_database_url: str, vault) -> Iterator[Database]:
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        for place, number in enumerate(CLASSES):
            own = a_listed_class(session, number, PEOPLE)
            if not place:
                an_office(session, own)
            sign_and_approve(session, own)
    yield database
    database.close()


def serials(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(Certificate.serial).order_by(Certificate.serial)))


def has_two(database: Database) -> int:
    """How many people have more than one number."""
    with database.reading() as session:
        own = select(Certificate.enrolment_id).group_by(Certificate.enrolment_id).having(func.count() > 1)
        return len(session.scalars(own).all())


def issue_in(database: Database, number: str) -> None:
    with database.writing() as session:
        issue(session, number)


def kill_in_the_middle(url: str, number: str) -> int:
    """How many numbers the killed one had made and not yet committed."""
    command = [sys.executable, "-m", "tests.hold.certificates.issuing", url, STAY, number]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=CHECKOUT, **pipes) as process:
        made = int(process.stdout.readline())
        process.kill()
    assert process.returncode == -9
    return made


def test_fifty_at_once_after_one_was_killed_leave_no_gap_and_nobody_has_two(
    city, copied_database_url, figure
):
    made = kill_in_the_middle(copied_database_url, CLASSES[0])

    with ThreadPoolExecutor(ISSUERS) as issuers:
        list(issuers.map(lambda number: issue_in(city, number), CLASSES * (ISSUERS // len(CLASSES))))

    found = serials(city)
    assert made == 3
    assert found == list(range(1, NUMBERED + 1))
    assert has_two(city) == 0
    kind = city.engine.dialect.name
    figure(
        f"{ISSUERS} issuers at once, one killed in the middle ({kind})",
        "no gap, no double",
        f"1 to {len(found)}",
    )
