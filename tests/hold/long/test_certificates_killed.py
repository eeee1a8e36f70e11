"""R08: issuers in processes of their own, killed again and again: no gap, no double."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.checkout import CHECKOUT
from tests.hold.certificates.issuing import GO
from tests.hold.certificates.test_issuers import has_two, serials
from tests.notifications.conftest import until
from tests.patience import PATIENCE
from tests.training.certificates.certified import a_listed_class, an_office, sign_and_approve
from training.database import Database

CLASSES = [f"BT-{place}" for place in range(1, 61)]
AT_ONCE = 4
MOMENTS = (10, 30, 50, 70, 90)
"""How many numbers there are when everybody is killed."""


@pytest.fixture
def city(copied_database_url: str, vault) -> Iterator[Database]:
    database = Database(copied_database_url, vault)
    for place, number in enumerate(CLASSES):
        with database.writing() as session:
            own = a_listed_class(session, number, ("甲", "乙", "丙"))
            if not place:
                an_office(session, own)
            sign_and_approve(session, own)
    yield database
    database.close()


def begin(url: str) -> list[subprocess.Popen[str]]:
    """All over all classes, each beginning elsewhere."""
    orders = [CLASSES[15 * each :] + CLASSES[: 15 * each] for each in range(AT_ONCE)]
    command = [sys.executable, "-m", "tests.hold.certificates.issuing", url, GO]
    return [subprocess.Popen([*command, *each], cwd=CHECKOUT, text=True) for each in orders]


def test_killed_again_and_again_the_numbers_have_no_gap_and_nobody_has_two(city, copied_database_url, figure):
    kills = 0
    for moment in MOMENTS:
        running = begin(copied_database_url)
        until(lambda moment=moment: len(serials(city)) >= moment)
        for each in running:
            each.kill()
            kills += each.wait(PATIENCE) == -9
        assert serials(city) == list(range(1, len(serials(city)) + 1))
    last = [each.wait(PATIENCE) for each in begin(copied_database_url)]

    assert last == [0] * AT_ONCE
    assert serials(city) == list(range(1, 2 * len(CLASSES) + 1))
    assert has_two(city) == 0
    figure(
        f"issuers killed by SIGKILL ({city.engine.dialect.name})",
        "no gap, no double",
        f"{kills} kills, 1 to 120",
    )
