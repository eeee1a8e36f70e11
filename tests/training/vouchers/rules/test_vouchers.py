"""R10: a voucher lives until the end of its last day, for one person, one trade and one class."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import at
from training.notice.clock import SHANGHAI, shanghai_day
from training.vouchers.rules.closing import NotToVoid, check_write_off, needs_second
from training.vouchers.rules.living import is_living, may_issue_voucher, voucher_state
from training.vouchers.rules.using import (
    Anothers,
    ClassIsOver,
    GoodFor,
    HasLeft,
    NotGood,
    NotToRelease,
    OtherTraining,
    OutsideItsDays,
    PlaceInClass,
    VoidingIsOpen,
    check_release,
    check_use,
)
from training.vouchers.terms import VoucherState

FIRST, LAST = date(2026, 3, 2), date(2026, 6, 30)
OWN = GoodFor("Q202600100001", 7, "电工", "五级", (FIRST, LAST), VoucherState.ISSUED)
PLACE = PlaceInClass(7, "电工", "五级", FIRST, date(2026, 3, 6))
USED = replace(OWN, state=VoucherState.USED)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (at(LAST, "00:00"), VoucherState.ISSUED),
        (datetime(2026, 6, 30, 23, 59, 59, tzinfo=SHANGHAI), VoucherState.ISSUED),
        (datetime(2026, 7, 1, 0, 0, 0, tzinfo=SHANGHAI), VoucherState.EXPIRED),
    ],
)
def test_the_last_day_is_good_to_its_last_second_in_shanghai(moment, state):
    assert voucher_state(VoucherState.ISSUED, LAST, shanghai_day(moment)) is state


@given(st.sampled_from(VoucherState), st.dates(), st.dates())
def test_only_one_that_nobody_used_expires(stored, until, today):
    state = voucher_state(stored, until, today)

    assert state is (VoucherState.EXPIRED if stored is VoucherState.ISSUED and today > until else stored)


@pytest.mark.parametrize(
    ("living", "most", "may"), [(0, 1, True), (1, 1, False), (1, 2, True), (0, 0, False)]
)
def test_as_many_live_as_the_rules_allow(living, most, may):
    assert may_issue_voucher(living, most) is may


def test_what_expired_or_was_voided_does_not_count_and_what_was_used_does():
    assert [each for each in VoucherState if is_living(each)] == [
        VoucherState.ISSUED,
        VoucherState.USED,
        VoucherState.WRITTEN_OFF,
    ]


@pytest.mark.parametrize("place", [PLACE, replace(PLACE, first_day=LAST, last_day=LAST + DAY)])
def test_it_is_used_for_its_person_trade_level_and_days(place):
    check_use(OWN, place, FIRST)


@pytest.mark.parametrize(("trade", "level"), [("", ""), ("电工", ""), ("", "五级"), (" 电工 ", "五级")])
def test_what_it_does_not_say_may_be_any(trade, level):
    check_use(replace(OWN, trade=trade, level=level), PLACE, FIRST)


@pytest.mark.parametrize(
    ("own", "place", "today", "refusal"),
    [
        (USED, PLACE, FIRST, NotGood),
        (replace(OWN, state=VoucherState.EXPIRED), PLACE, FIRST, NotGood),
        (replace(OWN, state=VoucherState.VOIDED), PLACE, FIRST, NotGood),
        (replace(OWN, is_disputed=True), PLACE, FIRST, VoidingIsOpen),
        (OWN, replace(PLACE, trainee_id=8), FIRST, Anothers),
        (OWN, replace(PLACE, trade="焊工"), FIRST, OtherTraining),
        (OWN, replace(PLACE, level="四级"), FIRST, OtherTraining),
        (OWN, replace(PLACE, first_day=FIRST - DAY), FIRST, OutsideItsDays),
        (OWN, replace(PLACE, first_day=LAST + DAY, last_day=LAST + DAY), FIRST, OutsideItsDays),
        (OWN, PLACE, PLACE.last_day + DAY, ClassIsOver),
        (OWN, replace(PLACE, left_on=FIRST), FIRST, HasLeft),
    ],
)
def test_it_is_used_for_nothing_else(own, place, today, refusal):
    with pytest.raises(refusal):
        check_use(own, place, today)


def test_on_the_last_day_of_the_class_it_may_still_be_booked():
    check_use(OWN, PLACE, PLACE.last_day)


def test_the_use_is_taken_back_until_the_day_before_the_first_one():
    check_release(USED, PLACE, FIRST - DAY)
    with pytest.raises(NotToRelease):
        check_release(USED, PLACE, FIRST)


@pytest.mark.parametrize(("left_on", "may"), [(FIRST - DAY, True), (FIRST, False), (None, False)])
def test_later_only_of_whoever_left_before_the_first_day(left_on, may):
    place = replace(PLACE, left_on=left_on)

    if may:
        check_release(USED, place, FIRST + DAY)
    else:
        with pytest.raises(NotToRelease):
            check_release(USED, place, FIRST + DAY)


def test_or_where_the_whole_class_was_called_off():
    check_release(USED, replace(PLACE, is_called_off=True), FIRST + DAY)


@pytest.mark.parametrize("own", [OWN, replace(USED, state=VoucherState.WRITTEN_OFF)])
def test_what_is_not_used_is_not_released(own):
    with pytest.raises(NotGood):
        check_release(own, PLACE, FIRST - DAY)


@pytest.mark.parametrize("state", [each for each in VoucherState if each is not VoucherState.USED])
def test_only_a_used_one_is_written_off(state):
    check_write_off("Q1", VoucherState.USED, is_disputed=False)
    with pytest.raises(NotGood):
        check_write_off("Q1", state, is_disputed=False)
    with pytest.raises(VoidingIsOpen):
        check_write_off("Q1", VoucherState.USED, is_disputed=True)


def test_a_used_one_is_voided_by_two_and_one_that_is_written_off_by_nobody():
    assert needs_second("Q1", VoucherState.USED, is_disputed=False)
    assert not needs_second("Q1", VoucherState.ISSUED, is_disputed=False)
    for state, disputed in (
        (VoucherState.WRITTEN_OFF, False),
        (VoucherState.VOIDED, False),
        (VoucherState.USED, True),
    ):
        with pytest.raises(NotToVoid):
            needs_second("Q1", state, is_disputed=disputed)
