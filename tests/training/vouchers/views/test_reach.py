"""R10: how far vouchers reach, and which are listed: the same on both databases."""

from datetime import date

import pytest

from tests.factories import an_id_number, at
from tests.training.certificates.certified import AFTER
from tests.training.vouchers.vouchered import CITY, PEOPLE, SECOND, Vouchers, a_row, a_world_of_vouchers
from training.listing.rules.listing import Listing, read_listing
from training.staff.views.find_staff import find_staff
from training.vouchers.terms import VoucherState
from training.vouchers.views.list_vouchers import listed_vouchers, offered_vouchers
from training.vouchers.views.reach import Reach, reach_by_district, reach_by_trade, reach_in_all


@pytest.fixture
def vouchers(database) -> Vouchers:
    """One is written off, one used, one unused until the end of June; one without a district lapsed."""
    own = a_world_of_vouchers(database)
    numbers = own.issue_to_all(face_fen=120_000)
    for name, number in list(zip(PEOPLE, numbers, strict=True))[:2]:
        own.use(name, number)
    own.issue(a_row("赵六", an_id_number(901), district="", trade="焊工", valid_until=date(2026, 3, 1)))
    own.now = AFTER
    own.approve_list()
    own.write_off(numbers[0], who=SECOND)
    own.now = at(date(2026, 6, 30), "12:00")
    return own


def counts(found: list[Reach]) -> dict[str, dict[str, int]]:
    return {each.words: {state.value: many for state, many in each.counts.items()} for each in found}


def test_all_by_district_and_by_trade_come_to_the_same(vouchers):
    with vouchers.database.reading() as session:
        staff, today = find_staff(session, CITY), vouchers.now.date()
        whole = reach_in_all(session, staff, today)
        districts = counts(reach_by_district(session, staff, today))
        trades = counts(reach_by_trade(session, staff, today))

    three = {"已核销": 1, "已使用": 1, "已发放": 1}
    assert dict(whole.counts) == {
        VoucherState.WRITTEN_OFF: 1,
        VoucherState.USED: 1,
        VoucherState.ISSUED: 1,
        VoucherState.EXPIRED: 1,
    }
    assert districts == {"昆都仑区": three, "没有填旗县区": {"已过期": 1}}
    assert trades == {"电工": three, "焊工": {"已过期": 1}}


@pytest.mark.parametrize(
    ("state", "many"),
    [
        ("ready", 1),
        ("gone_wrong", 0),
        ("disputed", 0),
        ("reopening", 0),
        ("written_off", 1),
        ("expired", 1),
        ("untold", 1),
    ],
)
def test_every_state_can_be_asked_for(vouchers, state, many):
    with vouchers.database.reading() as session:
        staff = find_staff(session, CITY)
        listing: Listing = read_listing(offered_vouchers(session, staff), {"state": state})
        assert len(session.scalars(listed_vouchers(staff, listing, vouchers.now)).all()) == many
