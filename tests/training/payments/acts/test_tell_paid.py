"""Whoever is paid hears how much and when, and nobody else does (R22, R61)."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import delete, select

from tests.factories import at
from tests.training.payments.claimed import APPROVED, ClaimOffice, a_claimed_world
from tests.training.payments.paid import PAID, WHOLE, Office, Priced, a_judged_world, to_applied
from training.claims.terms import Payee
from training.database import Database
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.payments.rules.refusals import SumDiffers
from training.payments.rules.told import told_key, told_of
from training.people.acts.opt_out import opt_out
from training.people.terms import VerifiedBy
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.records.outbox.short_links import ShortLink
from training.records.people.reach import PhoneVerification

BOTH = {"王芳": WHOLE, "李丽": 90_050}
TO_PEOPLE = Priced(payee=Payee.TRAINEE)
LESS = "财政核减"


def applied(
    database: Database, priced: Priced = TO_PEOPLE, *, verified: tuple[str, ...] = ("王芳",)
) -> Office:
    office = to_applied(a_judged_world(database, ("BT-1", ("王芳", "李丽"), priced)))
    with database.writing() as session:
        for own in session.scalars(select(Trainee).where(Trainee.name.in_(verified))):
            said = {"how": VerifiedBy.CODE, "verified_by": "", "verified_at": PAID}
            session.add(PhoneVerification(trainee_id=own.id, phone_index=own.phone, **said))
    return office


def messages(office: Office) -> list[OutgoingMessage]:
    with office.database.reading() as session:
        rows = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)).all()
        session.expunge_all()
        return list(rows)


def why_not(office: Office) -> str | None:
    with office.database.reading() as session:
        return reason_to_cancel(session, session.scalars(select(OutgoingMessage)).one(), now=office.now)


def test_amount_and_day_are_told_to_whoever_has_a_verified_phone(database: Database) -> None:
    office = applied(database)

    office.pay(BOTH, reason=LESS)

    (one,) = messages(office)
    assert one.template == "subsidy_paid"
    assert one.parameters == '{"amount": "1,200.00", "day": "9月23日"}'
    assert why_not(office) is None


def test_everybody_is_told_his_own_part(database: Database) -> None:
    office = applied(database, verified=("王芳", "李丽"))

    office.pay(BOTH, reason=LESS)

    said = {each.parameters for each in messages(office)}
    assert said == {'{"amount": "1,200.00", "day": "9月23日"}', '{"amount": "900.50", "day": "9月23日"}'}


def test_of_money_for_the_school_nobody_is_told(database: Database) -> None:
    office = applied(database, Priced())

    office.pay({"王芳": WHOLE})

    assert messages(office) == []


@pytest.mark.parametrize(
    ("hour", "due"), [("20:59", at(date(2026, 9, 23), "20:59")), ("21:00", at(date(2026, 9, 24), "07:00"))]
)
def test_nobody_is_woken_by_it(database: Database, hour: str, due: datetime) -> None:
    office = applied(database)
    office.now = at(PAID.date(), hour)

    office.pay({"王芳": WHOLE})

    (one,) = messages(office)
    assert one.due_at == due


def test_a_payment_that_is_refused_tells_nobody(database: Database) -> None:
    office = applied(database)

    with pytest.raises(SumDiffers):
        office.pay({"王芳": WHOLE}, total=1)

    assert messages(office) == []


def test_what_came_back_before_it_was_sent_is_not_told(database: Database) -> None:
    office = applied(database)
    office.pay({"王芳": WHOLE})
    recovery = office.demand("王芳", WHOLE)
    assert why_not(office) is None

    office.receive("王芳", recovery)

    assert why_not(office) == "这笔拨付已撤销或追回"


def test_whoever_wants_no_messages_gets_none_that_waits(database: Database) -> None:
    office = applied(database)
    office.pay({"王芳": WHOLE})

    with database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        opt_out(session, own, asked_by="王芳", now=office.now)

    assert why_not(office) == "已退订"


def test_after_an_undoing_only_the_payment_that_counts_is_told(database: Database) -> None:
    office = applied(database)
    office.undo(office.pay({"王芳": WHOLE}))
    office.pay({"王芳": WHOLE - 100}, reason=LESS)

    with database.reading() as session:
        rows = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id))
        why = [(each.parameters, reason_to_cancel(session, each, now=office.now)) for each in rows]

    assert why == [
        ('{"amount": "1,200.00", "day": "9月23日"}', "这笔拨付已撤销或追回"),
        ('{"amount": "1,199.00", "day": "9月23日"}', None),
    ]


def test_the_key_names_the_payment_and_the_person() -> None:
    payment, line = uuid4(), uuid4()

    assert told_of(told_key(payment, line)) == (payment, line)
    assert told_of(f"follow_up_asked:{payment}:{line}") is None
    assert told_of("subsidy_paid:x") is None


def claimed(database: Database, payee: Payee) -> ClaimOffice:
    """王芳 with a verified phone; what was told of her approval long before is not looked at here."""
    office = a_claimed_world(database, "王芳", payee=payee)
    with database.writing() as session:
        (own,) = session.scalars(select(Trainee).where(Trainee.name == "王芳"))
        said = {"how": VerifiedBy.CODE, "verified_by": "", "verified_at": APPROVED}
        session.add(PhoneVerification(trainee_id=own.id, phone_index=own.phone, **said))
        session.execute(delete(ShortLink))
        session.execute(delete(OutgoingMessage))
    to_applied(office)
    return office


def test_whoever_claimed_is_told_of_the_money_as_everybody_else(database: Database) -> None:
    office = claimed(database, Payee.TRAINEE)

    payment = office.pay({"王芳": WHOLE})

    (one,) = messages(office)
    assert (one.template, one.parameters) == ("subsidy_paid", '{"amount": "1,200.00", "day": "9月23日"}')
    assert why_not(office) is None
    office.undo(payment)
    assert why_not(office) == "这笔拨付已撤销或追回"


def test_of_money_for_the_school_whoever_claimed_is_told_nothing_either(database: Database) -> None:
    office = claimed(database, Payee.INSTITUTION)

    office.pay({"王芳": WHOLE})

    assert messages(office) == []
