"""PIPL art. 19: ten years after they came, old certificates lose their names, receipts their pictures."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from notifications.due_purge import Purged, Removal, purge_due
from tests.factories import an_id_number, at
from tests.notifications.test_due_purge import Store
from tests.training.certificates.certified import AFTER, SCHOOL, Numbers, a_numbered_world
from tests.training.certificates.taking_over import bring, old, told
from tests.training.pictures.test_photos import a_picture
from training.certificates.rules.handovers import Handover
from training.certificates.views.find_certificate import find_handover
from training.certificates.views.former import former_numbered
from training.certificates.views.verify_certificate import verify_typed
from training.errors import NotFound
from training.privacy.views.due_now import due_now
from training.privacy.views.planned_purge import last_said
from training.records.certificates import CertificateHandover
from training.staff.views.find_staff import find_staff

STRANGER = an_id_number(901)


@pytest.fixture
def numbers(database) -> Numbers:
    """An old certificate that was brought on 1 September, and one of ours that was received on the 20th."""
    numbers = a_numbered_world(database)
    first = numbers.issue()[0]
    numbers.hand(first, Handover(AFTER.date(), True), a_picture())
    with database.writing() as session:
        bring(session, old("A1", STRANGER))
    return numbers


def purge(numbers: Numbers, now: datetime) -> Purged:
    """As if all that is due had been planned."""
    with numbers.database.reading() as session:
        due, said = due_now(session, now=now), last_said(session)
    return purge_due(Removal(numbers.database, Store(), said, now, now), due.keys)


def test_a_file_of_old_certificates_and_a_receipt_go_ten_years_after_they_came(numbers):
    days = [date(2036, 8, 31), date(2036, 9, 1), date(2036, 9, 19), date(2036, 9, 20), date(2036, 9, 21)]

    gone = [purge(numbers, at(each, "04:00")) for each in days]

    assert [(each.former, each.receipts) for each in gone] == [(0, 0), (1, 0), (0, 0), (0, 1), (0, 0)]


def test_what_is_left_is_a_number_that_nobody_gets_and_nobody_verifies(numbers):
    purge(numbers, at(date(2036, 9, 20), "04:00"))

    with numbers.database.writing() as session:
        (own,) = former_numbered(session, ["A1"]).values()
        assert (own.name, own.id_number, own.number, own.trade) == ("", "", "A1", "电工")
        assert verify_typed(session, "A1", "王芳") is verify_typed(session, "A1", "") is None
        report = bring(session, old("A1", an_id_number(903)))
        assert (report.known, report.refused, "没有更改" in told(report)[0]) == (1, 0, True)
        receipt = session.scalars(select(CertificateHandover)).one()
        assert (receipt.jpeg, receipt.is_self) == (b"", True)
        with pytest.raises(NotFound):
            find_handover(session, find_staff(session, SCHOOL), receipt.public_id)
