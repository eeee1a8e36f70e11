"""R10: a 核销 is taken back by two of the city, and only one of them asks."""

import pytest

from tests.training.builders import at_once
from tests.training.certificates.certified import AFTER
from tests.training.vouchers.vouchered import (
    AUDITOR,
    CITY,
    DISTRICT,
    PEOPLE,
    SCHOOL,
    SECOND,
    Vouchers,
    a_world_of_vouchers,
)
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.staff.views.find_staff import find_staff
from training.vouchers.rules.closing import (
    NothingToReopen,
    NothingToSettle,
    NotQualified,
    NotToReopen,
    NotToVoid,
)
from training.vouchers.rules.using import NotGood
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.see_worklist import see_worklist

FIRST, OTHER, LAST = PEOPLE


@pytest.fixture
def vouchers(database) -> Vouchers:
    """Two of three are 合格 and written off; the day is after the class."""
    own = a_world_of_vouchers(database)
    own.use_all(own.issue_to_all())
    own.now = AFTER
    own.approve_list()
    own.write_off(*numbers_of(own)[:2])
    return own


def numbers_of(vouchers: Vouchers) -> list[str]:
    return [number for _, number in vouchers.numbers()]


def work_of(vouchers: Vouchers, who: str, kind: WorkKind):
    with vouchers.database.reading() as session:
        return list(see_worklist(session, find_staff(session, who), kind, most=9, now=vouchers.now).lines)


def test_who_wrote_it_off_asks_another_agrees_and_it_is_used_again(vouchers):
    first, *_ = numbers_of(vouchers)
    vouchers.ask_reopen(first)
    assert vouchers.story(first)[-1] == ("申请撤销核销", "已核销", SECOND)

    vouchers.decide_reopen(first)

    assert vouchers.story(first)[-1] == ("撤销核销", "已使用", CITY)
    vouchers.write_off(first)
    assert vouchers.story(first)[-1] == ("核销", "已核销", SECOND)


def test_nobody_agrees_to_the_own_request(vouchers):
    first, *_ = numbers_of(vouchers)
    vouchers.ask_reopen(first)

    with pytest.raises(SameHand):
        vouchers.decide_reopen(first, SECOND)
    assert vouchers.story(first)[-1][1] == "已核销"


@pytest.mark.parametrize("who", [DISTRICT, SCHOOL, AUDITOR])
def test_nobody_but_the_city_asks_or_agrees(vouchers, who):
    first, *_ = numbers_of(vouchers)
    with pytest.raises(NotFound):
        vouchers.ask_reopen(first, who)

    vouchers.ask_reopen(first)
    with pytest.raises(NotFound):
        vouchers.decide_reopen(first, who)


def test_both_to_ask_and_to_keep_it_take_a_reason(vouchers):
    first, *_ = numbers_of(vouchers)
    with pytest.raises(ReasonMissing):
        vouchers.ask_reopen(first, why=" ")
    vouchers.ask_reopen(first)
    with pytest.raises(ReasonMissing):
        vouchers.decide_reopen(first, yes=False)

    vouchers.decide_reopen(first, yes=False, note="名单没有错")

    assert vouchers.story(first)[-1] == ("不同意撤销核销", "已核销", CITY)
    with pytest.raises(NothingToReopen):
        vouchers.decide_reopen(first)


def test_one_that_is_not_written_off_or_is_asked_for_already_is_not_asked_for(vouchers):
    first, _, last = numbers_of(vouchers)
    with pytest.raises(NotToReopen, match="已使用"):
        vouchers.ask_reopen(last)
    vouchers.ask_reopen(first)

    with pytest.raises(NotToReopen, match="已有人申请"):
        vouchers.ask_reopen(first, CITY)
    with pytest.raises(NotToVoid, match="已核销"):
        vouchers.void(first)
    with pytest.raises(NotGood, match="已核销"):
        vouchers.write_off(first)


def test_two_who_ask_at_once_are_one_request(vouchers):
    first, *_ = numbers_of(vouchers)

    met = at_once(lambda: vouchers.ask_reopen(first, CITY), lambda: vouchers.ask_reopen(first, SECOND))

    assert [each for each in met if each is not None] == [NotToReopen]


def test_whoever_is_no_more_qualified_is_shown_until_somebody_asks_and_then_voided_by_two(vouchers):
    first, *_ = numbers_of(vouchers)
    assert work_of(vouchers, CITY, WorkKind.GONE_WRONG) == []
    vouchers.approve_again(OTHER)

    (line,) = work_of(vouchers, CITY, WorkKind.GONE_WRONG)
    assert (line.place, "核销后改为不合格" in line.title) == (WorkPlace.CLASS_VOUCHERS, True)
    assert work_of(vouchers, DISTRICT, WorkKind.GONE_WRONG) == []
    vouchers.ask_reopen(first)
    assert work_of(vouchers, CITY, WorkKind.GONE_WRONG) == []

    (asked,) = work_of(vouchers, CITY, WorkKind.REOPENING)
    assert (asked.place, first in asked.title) == (WorkPlace.VOUCHER, True)
    assert work_of(vouchers, SECOND, WorkKind.REOPENING) == []
    vouchers.decide_reopen(first)
    assert work_of(vouchers, CITY, WorkKind.REOPENING) == []
    with pytest.raises(NotQualified, match="不合格"):
        vouchers.write_off(first)
    vouchers.void(first, CITY)
    vouchers.decide(first, SECOND)
    assert vouchers.story(first)[-1][1] == "已作废"


def test_who_is_no_more_qualified_and_stays_written_off_is_settled_by_another_than_said_so(vouchers):
    first, *_ = numbers_of(vouchers)
    vouchers.approve_again(OTHER)
    vouchers.ask_reopen(first)
    with pytest.raises(NothingToSettle):
        vouchers.settle(first)
    vouchers.decide_reopen(first, yes=False, note="课已上完")
    assert len(work_of(vouchers, SECOND, WorkKind.GONE_WRONG)) == 1

    with pytest.raises(SameHand):
        vouchers.settle(first, CITY)
    with pytest.raises(ReasonMissing):
        vouchers.settle(first, why=" ")
    vouchers.settle(first)

    assert vouchers.story(first)[-1] == ("了结核销后不合格", "已核销", SECOND)
    assert (
        work_of(vouchers, CITY, WorkKind.GONE_WRONG) == work_of(vouchers, SECOND, WorkKind.GONE_WRONG) == []
    )
    vouchers.ask_reopen(first)
    assert vouchers.story(first)[-1][0] == "申请撤销核销"


def test_whoever_is_qualified_has_nothing_to_settle(vouchers):
    first, *_ = numbers_of(vouchers)
    vouchers.ask_reopen(first)
    vouchers.decide_reopen(first, yes=False, note="名单没有错")

    with pytest.raises(NothingToSettle):
        vouchers.settle(first)
