"""Payments, recoveries and objections of before go on; code of before reads what is whole."""

from datetime import date

from sqlalchemy import delete, func, select

from tests.factories import at
from tests.training.payments.paid import APPLIED, PAID, WHOLE, a_judged_world
from training.database import Database
from training.eligibility.terms import LineAct
from training.records import schema
from training.records.payments.payments import Payment, PaymentLine, RecoveryReceipt
from training.records.subsidies.lines import LineEvent
from training.records.subsidies.objections import LineObjection

BEFORE = "0059_urgent_cards"


def test_what_was_paid_and_came_back_goes_on_and_what_was_undone_is_none_for_code_of_before(
    copied_database_url, vault
):
    database = Database(copied_database_url, vault)
    try:
        office = a_judged_world(database)
        office.grant()
        office.publicise()
        # In UTC it is still the 15th.
        office.now = at(date(2026, 9, 16), "00:30")
        office.object_to("王芳")
        office.object_to("王芳", "张三反映有工作")
        for each in office.objections("王芳"):
            office.settle("王芳", which=each)
        office.now = APPLIED
        office.apply()
        office.now = PAID
        office.undo(office.pay({"王芳": WHOLE}))
        office.pay({"王芳": WHOLE, "李丽": WHOLE}, "PZ-1")
        whole, part = office.demand("王芳", WHOLE), office.demand("李丽", WHOLE)
        office.receive("王芳", whole)
        office.receive("李丽", part, "HD-2", amount=1)

        schema.downgrade(database, BEFORE)
        with database.writing() as session:
            # Until now one settlement ended both objections.
            settled = select(func.min(LineEvent.id)).where(LineEvent.act == LineAct.SETTLE)
            session.execute(delete(LineEvent).where(LineEvent.id == session.scalar(settled)))
        schema.upgrade(database)

        with database.reading() as session:
            (payment,) = session.scalars(select(Payment))
            parts = session.scalars(select(PaymentLine)).all()
            (receipt,) = session.scalars(select(RecoveryReceipt))
            objections = session.scalars(select(LineObjection).order_by(LineObjection.id)).all()
            acts = session.scalars(select(LineEvent.act)).all()
            assert (payment.voucher, payment.live_voucher) == ("PZ-1", "PZ-1")
            assert [each.live_line_id for each in parts] == [each.line_id for each in parts]
            assert (receipt.ordinal, receipt.amount_fen, receipt.voucher) == (1, WHOLE, "HD-1")
            assert len({each.event_id for each in objections}) == len(objections) == 2
            assert {each.received_on for each in objections} == {date(2026, 9, 16)}
            assert len({each.settled_event_id for each in objections}) == 1
            assert all(each.settled and each.settled.act is LineAct.SETTLE for each in objections)
            assert LineAct.UNDO not in acts
    finally:
        database.close()
