"""R10, R22: what a voucher with a face value paid for is not paid again, whoever presses first."""

from uuid import UUID

import pytest

from tests.training.builders import at_once
from tests.training.payments.paid import CITY, DISTRICT, WHOLE, Office, a_judged_world, to_applied
from tests.training.vouchers.booked import a_used_voucher
from training.eligibility.rules.line_acts import PaidMeanwhile
from training.eligibility.terms import LineState
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


def said_to_be_back(office: Office) -> UUID:
    """Paid, demanded back, and said to be back by one receipt; the demand."""
    to_applied(office, "王芳")
    office.pay({"王芳": WHOLE})
    demanded = office.demand("王芳", WHOLE)
    office.receive("王芳", demanded)
    return demanded


def test_money_that_was_not_back_after_all_is_not_said_so_beside_a_voucher_written_off_meanwhile(office):
    key = a_voucher(office)
    demanded = said_to_be_back(office)
    write_off(office, key)
    booked = office.ledger()

    with pytest.raises(PaidMeanwhile, match="王芳：这次培训已用培训券 Q20260010000101 结算"):
        office.undo_receipt("王芳", demanded)

    assert (office.states()["王芳"], office.ledger()) == (LineState.RECOVERED, booked)


def test_a_receipt_undone_and_a_voucher_written_off_at_the_same_moment_one_of_them_counts(office):
    key = a_voucher(office)
    demanded = said_to_be_back(office)

    met = at_once(lambda: write_off(office, key), lambda: office.undo_receipt("王芳", demanded))

    assert met in ([None, PaidMeanwhile], [PaidOtherwise, None])
