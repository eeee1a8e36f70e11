"""Who typed a wrong code for somebody's voucher is kept thirty days (R10)."""

from datetime import timedelta

from sqlalchemy import select

from tests.training.vouchers.vouchered import BEFORE, PEOPLE, SCHOOL, a_world_of_vouchers
from training.privacy.acts.forget_tries import forget_tries
from training.privacy.views.own_rows import own_rows
from training.records.classes.trainees import Trainee
from training.records.vouchers.vouchers import VoucherTry

MOMENT = timedelta(microseconds=1)
KEPT = timedelta(days=30)


def test_a_try_goes_after_thirty_days_and_until_then_the_own_copy_tells_of_it(database):
    vouchers = a_world_of_vouchers(database)
    number = vouchers.issue_to_one(PEOPLE[0])
    with database.writing() as session:
        by = {"staff_id": vouchers.staff_id(session, SCHOOL)}
        own = {"voucher_id": vouchers.voucher_id(session, number)}
        ages = (KEPT + MOMENT, KEPT, KEPT - MOMENT)
        session.add_all(VoucherTry(**own, **by, tried_at=BEFORE - age) for age in ages)

    with database.writing() as session:
        forget_tries(session, now=BEFORE)

    with database.reading() as session:
        who = session.scalars(select(Trainee.id).where(Trainee.name == PEOPLE[0])).one()
        told = session.execute(own_rows(who)["voucher_tries"]).mappings().all()
    assert [dict(each) for each in told] == [
        {"number": number, "tried_at": BEFORE - KEPT},
        {"number": number, "tried_at": BEFORE - KEPT + MOMENT},
    ]
