"""A list names somebody who was paid: that it changes nothing another hand says, with a reason (R19)."""

import pytest

from tests.training.payments.paid import CITY, DISTRICT, SECOND, WHOLE, Office, a_judged_world, to_applied
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.notice.notes import ReasonMissing
from training.payments.rules.refusals import OnlyTheDistrictPays
from training.payments.rules.undoing import FoundSettled, NotPaidYet
from training.payments.views.see_line import see_line
from training.staff.views.find_staff import find_staff


@pytest.fixture
def office(database: Database) -> Office:
    own = to_applied(a_judged_world(database))
    own.pay({"王芳": WHOLE})
    own.found("王芳", "李丽")
    return own


def test_whoever_recorded_the_payment_does_not_settle_it_and_it_takes_a_reason(office: Office) -> None:
    with pytest.raises(SameHand):
        office.settle_found("王芳", who=SECOND)
    with pytest.raises(ReasonMissing):
        office.settle_found("王芳", " ")
    with pytest.raises(OnlyTheDistrictPays):
        office.settle_found("王芳", who=CITY)
    office.settle_found("王芳")
    with pytest.raises(FoundSettled):
        office.settle_found("王芳")

    with office.database.reading() as session:
        view = see_line(session, find_staff(session, DISTRICT), office.lines()["王芳"], now=office.now)
    assert [(each.kind, each.settled_by, each.reason) for each in view.found] == [
        ("在职参保", DISTRICT, "同名，已核对身份证")
    ]


def test_who_is_not_paid_yet_is_judged_anew_instead(office: Office) -> None:
    with pytest.raises(NotPaidYet, match=r"现在是“已申请”.*先从申请里撤下这个人.*重新核定"):
        office.settle_found("李丽")
