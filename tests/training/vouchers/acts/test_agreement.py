"""R10: a voucher is booked with its person's agreement, or the district says how it knows of it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.training.builders import at_once
from tests.training.vouchers.vouchered import DISTRICT, PEOPLE, SCHOOL, Vouchers, a_world_of_vouchers
from training.records.vouchers.vouchers import VoucherTry
from training.vouchers.acts.use_vouchers import Shown
from training.vouchers.rules.codes import CodeMissing, TooManyWrongCodes, WrongCodes

FIRST, OTHER, _ = PEOPLE
WHY = "本人带身份证到场，没有手机"


@pytest.fixture
def vouchers(database) -> Vouchers:
    return a_world_of_vouchers(database)


@pytest.fixture
def numbers(vouchers) -> list[str]:
    return vouchers.issue_to_all()


def wrong(vouchers: Vouchers, number: str) -> Shown:
    return Shown(number, f"{(int(vouchers.code_of(number)) + 1) % 10**6:06}")


def tries(vouchers: Vouchers) -> int:
    with vouchers.database.reading() as session:
        return session.scalar(select(func.count(VoucherTry.id))) or 0


def test_the_number_alone_books_nothing(vouchers, numbers):
    with pytest.raises(CodeMissing, match=numbers[0]):
        vouchers.show(FIRST, Shown(numbers[0]))
    assert (vouchers.story(numbers[0])[-1][1], tries(vouchers)) == ("已发放", 0)


def test_nor_does_anothers_code(vouchers, numbers):
    with pytest.raises(WrongCodes):
        vouchers.show(FIRST, Shown(numbers[0], vouchers.code_of(numbers[1])))
    assert (vouchers.story(numbers[0])[-1][1], tries(vouchers)) == ("已发放", 1)


def test_a_school_cannot_vouch_for_it_and_the_district_can(vouchers, numbers):
    with pytest.raises(CodeMissing):
        vouchers.show(FIRST, Shown(numbers[0], why_without=WHY))
    with pytest.raises(CodeMissing):
        vouchers.show(FIRST, Shown(numbers[0], why_without=" "), DISTRICT)

    vouchers.show(FIRST, Shown(numbers[0], why_without=WHY), DISTRICT)

    assert vouchers.story(numbers[0])[-1] == ("无码登记使用", "已使用", DISTRICT)


def test_a_code_is_good_once(vouchers, numbers):
    code = vouchers.code_of(numbers[0])
    vouchers.show(FIRST, Shown(numbers[0], code))
    vouchers.release(numbers[0])

    with pytest.raises(WrongCodes):
        vouchers.show(FIRST, Shown(numbers[0], code))


def test_five_wrong_codes_close_a_voucher_for_a_day_to_everybody(vouchers, numbers):
    for who in (SCHOOL, SCHOOL, DISTRICT, SCHOOL, SCHOOL):
        with pytest.raises(WrongCodes):
            vouchers.show(FIRST, wrong(vouchers, numbers[0]), who)
    good = Shown(numbers[0], vouchers.code_of(numbers[0]))

    with pytest.raises(TooManyWrongCodes):
        vouchers.show(FIRST, good, DISTRICT)
    vouchers.show(OTHER, Shown(numbers[1], vouchers.code_of(numbers[1])))
    vouchers.now += timedelta(hours=24)
    vouchers.show(FIRST, good)

    assert vouchers.story(numbers[0])[-1][0] == "使用"


def test_so_many_wrong_codes_in_an_hour_close_the_door_to_whoever_typed_them(vouchers, numbers):
    with vouchers.database.writing() as session:
        from_school = {"staff_id": vouchers.staff_id(session, SCHOOL), "tried_at": vouchers.now}
        key = vouchers.voucher_id(session, numbers[1])
        session.add_all(VoucherTry(voucher_id=key, **from_school) for _ in range(20))
    good = Shown(numbers[0], vouchers.code_of(numbers[0]))

    with pytest.raises(TooManyWrongCodes, match="一小时"):
        vouchers.show(FIRST, good)
    vouchers.show(FIRST, good, DISTRICT)


def test_those_who_try_at_once_are_counted_all(vouchers, numbers):
    shown = wrong(vouchers, numbers[0])

    at_once(*[lambda: vouchers.show(FIRST, shown)] * 4)

    assert tries(vouchers) == 4
