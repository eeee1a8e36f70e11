"""A list names somebody who was paid: that it changes nothing another hand says, with a reason (R19)."""

import pytest

from tests.training.payments.paid import CITY, DISTRICT, SECOND, WHOLE, Office, an_applied_world
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.notice.notes import ReasonMissing
from training.notice.terms import Role
from training.payments.rules.refusals import OnlyTheDistrictPays
from training.payments.rules.undoing import DemandedWhole, FoundSettled, NotPaidYet
from training.payments.views.see_line import LineView, see_line
from training.payments.views.waiting import found_to_settle
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

THIRD = "周四"


@pytest.fixture
def office(database: Database) -> Office:
    own = an_applied_world(database)
    own.pay({"王芳": WHOLE})
    own.found("王芳", "李丽")
    return own


def waiting(office: Office) -> set[str]:
    """Whose hits wait in the worklist of the district."""
    with office.database.reading() as session:
        rows = session.scalars(found_to_settle(find_staff(session, DISTRICT)))
        return {each.line.enrolment.trainee.name for each in rows}


def seen(office: Office, who: str = DISTRICT) -> LineView:
    with office.database.reading() as session:
        return see_line(session, find_staff(session, who), office.lines()["王芳"], now=office.now)


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


@pytest.mark.parametrize(
    ("demanded", "names"), [(1, {"王芳", "李丽"}), (WHOLE - 1, {"王芳", "李丽"}), (WHOLE, {"李丽"})]
)
def test_only_a_demand_of_all_that_was_paid_answers_the_list(
    office: Office, demanded: int, names: set[str]
) -> None:
    office.demand("王芳", demanded)

    assert waiting(office) == names
    assert [each.waits for each in seen(office).found] == ["王芳" in names]


def test_two_demands_that_come_to_the_whole_answer_it_too(office: Office) -> None:
    office.demand("王芳", 1)
    office.demand("王芳", WHOLE - 1)

    assert waiting(office) == {"李丽"}


def test_what_is_not_demanded_is_settled_by_who_neither_paid_nor_demanded(office: Office) -> None:
    with office.database.writing() as session:
        district = find_staff(session, DISTRICT).district
        add_staff(session, THIRD, Role.DISTRICT, district, None, now=office.now)
    office.demand("王芳", 1)

    for who in (DISTRICT, SECOND):
        assert not seen(office, who).may_settle
        with pytest.raises(SameHand):
            office.settle_found("王芳", who=who)
    assert seen(office, THIRD).may_settle
    office.settle_found("王芳", who=THIRD)

    assert waiting(office) == {"李丽"}


def test_of_two_in_an_office_one_settles_the_rest_once_the_demanded_part_came(office: Office) -> None:
    demanded = office.demand("王芳", 500)
    office.receive("王芳", demanded, amount=499)
    assert not seen(office, DISTRICT).may_settle

    office.receive("王芳", demanded, "HD-2")

    assert (seen(office, DISTRICT).may_settle, seen(office, SECOND).may_settle) == (True, False)
    office.settle_found("王芳")
    assert waiting(office) == {"李丽"}


def test_after_a_part_that_came_and_a_demand_taken_back_it_waits_and_can_be_settled(office: Office) -> None:
    demanded = office.demand("王芳", WHOLE)
    office.receive("王芳", demanded, amount=100)
    office.withdraw_demand("王芳", demanded)

    assert waiting(office) == {"王芳", "李丽"}
    assert (seen(office).found[0].waits, seen(office).may_settle) == (True, True)
    office.settle_found("王芳")

    assert waiting(office) == {"李丽"}


def test_while_all_is_demanded_nobody_settles_it_beside_that(office: Office) -> None:
    office.demand("王芳", WHOLE)

    with pytest.raises(DemandedWhole, match="先由另一位同事撤销追回"):
        office.settle_found("王芳")
