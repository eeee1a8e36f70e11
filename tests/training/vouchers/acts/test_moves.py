"""R10: a voucher is used once, by its person, and written off only of whoever is qualified."""

from datetime import date

import pytest

from tests.factories import MONDAY, a_class, a_lesson, a_trainee, a_withdrawal, an_enrolment, at
from tests.training.builders import at_once
from tests.training.certificates.certified import AFTER
from tests.training.vouchers.vouchered import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    PEOPLE,
    SCHOOL,
    SECOND,
    Vouchers,
    a_row,
    a_world_of_vouchers,
)
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import HalfDay
from training.records.classes.classes import LessonCancellation
from training.records.classes.trainees import Enrolment
from training.vouchers.rules.closing import NothingAsked, NothingChosen, NotQualified, NotToVoid
from training.vouchers.rules.numbers import Mistyped, voucher_number
from training.vouchers.rules.using import (
    Anothers,
    ClassIsOver,
    NotGood,
    NotToRelease,
    OtherTraining,
    PlaceIsPaid,
    VoidingIsOpen,
)

FIRST, SECOND_ONE, THIRD = PEOPLE


@pytest.fixture
def vouchers(database) -> Vouchers:
    return a_world_of_vouchers(database)


@pytest.fixture
def numbers(vouchers) -> list[str]:
    return vouchers.issue_to_all()


@pytest.mark.parametrize("who", [SCHOOL, DISTRICT])
def test_school_or_district_books_a_voucher_for_its_person(vouchers, numbers, who):
    vouchers.use(FIRST, numbers[0], who)

    assert vouchers.story(numbers[0]) == [("发放", "已发放", CITY), ("使用", "已使用", who)]


@pytest.mark.parametrize("who", [CITY, ELSEWHERE, AUDITOR])
def test_nobody_else_books_one(vouchers, numbers, who):
    with pytest.raises(NotFound):
        vouchers.use(FIRST, numbers[0], who)


def test_double_use_is_refused(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])

    with pytest.raises(PlaceIsPaid):
        vouchers.use(FIRST, numbers[0])


def test_in_another_class_it_is_used_up(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    with vouchers.database.writing() as session:
        other = a_class(session, "BT-2", starts_on=date(2026, 3, 16))
        an_enrolment(session, other, session.merge(vouchers.people()[0]))

    with pytest.raises(NotGood, match="已使用"):
        vouchers.use(FIRST, numbers[0], class_number="BT-2")


def test_used_twice_at_the_same_moment_it_counts_once(vouchers, numbers):
    with vouchers.database.writing() as session:
        other = a_class(session, "BT-2", starts_on=date(2026, 3, 16))
        an_enrolment(session, other, session.merge(vouchers.people()[0]))

    met = at_once(
        lambda: vouchers.use(FIRST, numbers[0]),
        lambda: vouchers.use(FIRST, numbers[0], DISTRICT, "BT-2"),
    )

    assert sorted(map(str, met)) == sorted(map(str, (None, NotGood)))
    assert [each for each, _, _ in vouchers.story(numbers[0])] == ["发放", "使用"]


def test_nobody_is_paid_by_anothers_voucher(vouchers, numbers):
    with pytest.raises(Anothers):
        vouchers.use(FIRST, numbers[1])


def test_of_several_either_all_are_booked_or_none(vouchers, numbers):
    with pytest.raises(Anothers):
        vouchers.use_all([numbers[0], numbers[2], numbers[1]])
    assert [len(vouchers.story(each)) for each in numbers] == [1, 1, 1]

    vouchers.use_all(numbers)
    assert [len(vouchers.story(each)) for each in numbers] == [2, 2, 2]


def test_one_for_another_trade_is_refused(vouchers):
    (number, *_) = vouchers.issue_to_all(trade="焊工")

    with pytest.raises(OtherTraining, match="焊工"):
        vouchers.use(FIRST, number)


def test_a_mistyped_or_invented_number_is_told_apart(vouchers, numbers):
    with pytest.raises(Mistyped):
        vouchers.use(FIRST, numbers[0][:-1] + str((int(numbers[0][-1]) + 1) % 10))
    with pytest.raises(NotFound, match="Q2026"):
        vouchers.use(FIRST, voucher_number("2026001", 4))


@pytest.mark.parametrize(("day", "may"), [(date(2026, 3, 6), True), (date(2026, 3, 7), False)])
def test_it_is_booked_before_the_class_is_over(vouchers, numbers, day, may):
    vouchers.now = at(day, "23:59")

    if may:
        vouchers.use(FIRST, numbers[0])
    else:
        with pytest.raises(ClassIsOver):
            vouchers.use(FIRST, numbers[0])


def test_after_its_last_day_it_cannot_be_booked(vouchers):
    (number, *_) = vouchers.issue_to_all(valid_until=MONDAY)
    vouchers.now = at(date(2026, 3, 3), "00:00")

    with pytest.raises(NotGood, match="已过期"):
        vouchers.use(FIRST, number)


def test_the_district_takes_a_use_back_before_the_first_day_and_it_is_good_again(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    vouchers.release(numbers[0])
    vouchers.use(FIRST, numbers[0])

    assert [each[:2] for each in vouchers.story(numbers[0])] == [
        ("发放", "已发放"),
        ("使用", "已使用"),
        ("取消使用", "已发放"),
        ("使用", "已使用"),
    ]


@pytest.mark.parametrize("who", [CITY, SCHOOL, ELSEWHERE, AUDITOR])
def test_nobody_else_takes_a_use_back(vouchers, numbers, who):
    vouchers.use(FIRST, numbers[0])

    with pytest.raises(NotFound):
        vouchers.release(numbers[0], who)


def test_a_use_is_taken_back_with_a_reason(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])

    with pytest.raises(ReasonMissing):
        vouchers.release(numbers[0], why=" ")


def test_from_the_first_day_on_only_of_whoever_left_before(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    vouchers.now = at(MONDAY, "00:00")
    with pytest.raises(NotToRelease):
        vouchers.release(numbers[0])

    with vouchers.database.writing() as session:
        own = session.query(Enrolment).order_by(Enrolment.id).first()
        a_withdrawal(session, own, date(2026, 3, 1))
    vouchers.release(numbers[0])


def test_or_of_a_class_whose_every_lesson_was_called_off(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    vouchers.now = at(MONDAY, "18:00")
    with vouchers.database.writing() as session:
        own = vouchers.class_of(session, "BT-1")
        a_lesson(session, own, MONDAY, HalfDay.MORNING, cancelled=True)
        key = a_lesson(session, own, MONDAY, HalfDay.AFTERNOON).id
    with pytest.raises(NotToRelease):
        vouchers.release(numbers[0])

    with vouchers.database.writing() as session:
        off = {"reason": "停电", "cancelled_by": "张会计", "cancelled_at": at(MONDAY, "07:00")}
        session.add(LessonCancellation(lesson_id=key, **off))
    vouchers.release(numbers[0])


def test_who_issued_vouchers_does_not_write_them_off(vouchers, numbers):
    vouchers.use_all(numbers)
    vouchers.now = AFTER
    vouchers.approve_list()

    with pytest.raises(SameHand):
        vouchers.write_off(numbers[0], who=CITY)

    assert vouchers.story(numbers[0])[-1][1] == "已使用"


def test_the_city_writes_off_those_who_are_qualified_and_names_who_is_not(vouchers, numbers):
    vouchers.use_all(numbers)
    vouchers.now = AFTER
    with pytest.raises(NotQualified, match="名单未定"):
        vouchers.write_off(*numbers)
    vouchers.approve_list()

    with pytest.raises(NotQualified, match=f"{numbers[2]}（不合格）"):
        vouchers.write_off(*numbers)
    vouchers.write_off(*numbers[:2])

    assert [vouchers.story(each)[-1][1] for each in numbers] == ["已核销", "已核销", "已使用"]
    with pytest.raises(NotGood, match="已核销"):
        vouchers.write_off(numbers[0])


def test_whoever_is_not_on_the_list_at_all_is_named_so(vouchers, numbers):
    vouchers.use_all(numbers)
    vouchers.now = AFTER
    vouchers.approve_list()
    with vouchers.database.writing() as session:
        own = vouchers.class_of(session, "BT-1")
        late = a_trainee(session, "赵六", "13900000009")
        an_enrolment(session, own, late, "9")
        who = (late.id_number, late.phone)
    vouchers.now = at(date(2026, 3, 5), "10:00")
    vouchers.issue(a_row("赵六", *who, valid_from=date(2026, 1, 1)))
    number = vouchers.numbers()[-1][1]
    vouchers.use("赵六", number)

    with pytest.raises(NotQualified, match="不在名单上"):
        vouchers.write_off(number)


@pytest.mark.parametrize("who", [DISTRICT, SCHOOL, AUDITOR])
def test_only_the_city_writes_off_and_voids(vouchers, numbers, who):
    vouchers.use_all(numbers)
    vouchers.now = AFTER
    vouchers.approve_list()

    with pytest.raises(NotFound):
        vouchers.write_off(numbers[0], who=who)
    with pytest.raises(NotFound):
        vouchers.void(numbers[0], who)


def test_without_a_choice_nothing_is_written_off(vouchers):
    with pytest.raises(NothingChosen):
        vouchers.write_off()


def test_a_used_one_is_voided_by_two_and_waits_meanwhile(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    vouchers.void(numbers[0])
    with pytest.raises(VoidingIsOpen):
        vouchers.release(numbers[0])
    with pytest.raises(NotToVoid):
        vouchers.void(numbers[0], SECOND)
    with pytest.raises(SameHand):
        vouchers.decide(numbers[0], CITY)

    vouchers.decide(numbers[0])

    assert [each[:2] for each in vouchers.story(numbers[0])][-2:] == [
        ("申请作废", "已使用"),
        ("作废", "已作废"),
    ]
    again = vouchers.issue_to_one(FIRST)
    vouchers.use(FIRST, again)


def test_a_used_one_is_kept_with_a_reason(vouchers, numbers):
    vouchers.use(FIRST, numbers[0])
    vouchers.void(numbers[0])
    with pytest.raises(ReasonMissing):
        vouchers.decide(numbers[0], yes=False)
    vouchers.decide(numbers[0], note="没有发错", yes=False)

    assert vouchers.story(numbers[0])[-1] == ("不同意作废", "已使用", SECOND)
    with pytest.raises(NothingAsked):
        vouchers.decide(numbers[0])


def test_what_is_written_off_is_voided_by_nobody(vouchers, numbers):
    vouchers.use_all(numbers)
    vouchers.now = AFTER
    vouchers.approve_list()
    vouchers.write_off(numbers[0])

    with pytest.raises(NotToVoid, match="已核销"):
        vouchers.void(numbers[0])


def test_voided_and_written_off_at_the_same_moment_one_of_them_counts(vouchers, numbers):
    vouchers.use_all(numbers)
    vouchers.now = AFTER
    vouchers.approve_list()

    met = at_once(lambda: vouchers.void(numbers[0]), lambda: vouchers.write_off(numbers[0], who=SECOND))

    assert [each for each in met if each is not None] in ([NotToVoid], [VoidingIsOpen])
    assert len(vouchers.story(numbers[0])) == 3
