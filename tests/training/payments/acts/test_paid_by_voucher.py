"""R10, R22: what a voucher with a face value paid for is not paid again, whoever presses first."""

from uuid import UUID

import pytest

from tests.training.builders import at_once
from tests.training.payments.paid import CITY, DISTRICT, WHOLE, Office, a_judged_world, to_applied
from tests.training.vouchers.booked import a_used_voucher
from training.payments.rules.refusals import NobodyLeft
from training.staff.views.find_staff import find_staff
from training.vouchers.acts.write_off_vouchers import write_off_vouchers
from training.vouchers.rules.closing import PaidOtherwise


@pytest.fixture
def office(database) -> Office:
    return a_judged_world(database)


def a_voucher(office: Office) -> UUID:
    with office.database.writing() as session:
        return a_used_voucher(session, "王芳", find_staff(session, DISTRICT))


def write_off(office: Office, key: UUID) -> None:
    with office.database.writing() as session:
        write_off_vouchers(session, find_staff(session, CITY), [key], now=office.now)


def test_written_off_first_nobody_applies_for_the_money(office):
    key = a_voucher(office)
    office.grant("王芳")
    office.publicise()
    write_off(office, key)
    office.now = office.now.replace(day=22)

    with pytest.raises(NobodyLeft):
        office.apply()


def test_paid_first_the_voucher_is_not_written_off(office):
    key = a_voucher(office)
    to_applied(office, "王芳")
    office.pay({"王芳": WHOLE})

    with pytest.raises(PaidOtherwise):
        write_off(office, key)


def test_applied_for_and_written_off_at_the_same_moment_one_of_them_counts(office):
    key = a_voucher(office)
    office.grant("王芳")
    office.publicise()
    office.now = office.now.replace(day=22)

    met = at_once(lambda: write_off(office, key), lambda: bool(office.apply()))

    assert met in ([None, NobodyLeft], [PaidOtherwise, True])


def test_paid_and_written_off_at_the_same_moment_it_is_paid(office):
    key = a_voucher(office)
    to_applied(office, "王芳")

    met = at_once(lambda: write_off(office, key), lambda: bool(office.pay({"王芳": WHOLE})))

    assert met == [PaidOtherwise, True]
    assert [amount for _, amount, _ in office.ledger()] == [-WHOLE]
