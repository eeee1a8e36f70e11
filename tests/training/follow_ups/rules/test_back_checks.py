"""R56: the city asks again what was recorded, of the same day, and sees whether it is told the same."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from training.follow_ups.rules.answers import is_asked_again
from training.follow_ups.rules.back_checks import (
    EmployerMissing,
    Said,
    agrees,
    check_said,
    is_same_beginning,
    is_same_employer,
)
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.notice.policy import Policy

MAY = date(2026, 5, 1)
WORKS = Said(WorkStatus.EMPLOYED, "包头市鑫源餐饮有限公司", MAY)
OWN_SHOP = Said(WorkStatus.SELF_EMPLOYED, "小芳面馆", MAY)


@pytest.mark.parametrize(
    ("recorded", "told", "is_same"),
    [
        (WORKS, WORKS, True),
        (WORKS, replace(WORKS, employer="鑫源餐饮"), True),
        # 灵活就业 counts in no rate, so nobody's word of it bears 就业 out.
        (WORKS, replace(WORKS, status=WorkStatus.FLEXIBLE), False),
        (WORKS, replace(WORKS, employer="蒙草生态"), False),
        (WORKS, Said(WorkStatus.FLEXIBLE), False),
        (WORKS, replace(WORKS, status=WorkStatus.SELF_EMPLOYED), False),
        (WORKS, Said(WorkStatus.OUT_OF_WORK), False),
        (WORKS, Said(WorkStatus.STUDY_OR_SERVICE), False),
        (OWN_SHOP, OWN_SHOP, True),
        (OWN_SHOP, replace(OWN_SHOP, status=WorkStatus.EMPLOYED), False),
        (Said(WorkStatus.FLEXIBLE), Said(WorkStatus.FLEXIBLE, "鑫源餐饮"), True),
        (Said(WorkStatus.FLEXIBLE), WORKS, True),
        (Said(WorkStatus.OUT_OF_WORK), Said(WorkStatus.STUDY_OR_SERVICE), True),
        (Said(WorkStatus.OUT_OF_WORK), WORKS, False),
        (Said(WorkStatus.UNREACHABLE), WORKS, False),
        (Said(WorkStatus.UNREACHABLE), Said(WorkStatus.OUT_OF_WORK), False),
        (WORKS, Said(WorkStatus.UNREACHABLE), None),
        (Said(WorkStatus.UNREACHABLE), Said(WorkStatus.UNREACHABLE), None),
    ],
)
def test_the_same_is_told_where_kind_of_status_employer_and_beginning_are_the_same(recorded, told, is_same):
    assert agrees(recorded, told) is is_same


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("内蒙古鑫源餐饮有限责任公司", "鑫源餐饮", True),
        ("鑫源餐饮（昆区店）", "包头市鑫源餐饮有限公司", True),
        ("ＡＢＣ 物流", "abc物流", True),
        ("小芳面馆", "小芳 面馆", True),
        ("鑫源餐饮", "鑫源物业", False),
        # A town or a form of law is in every name, and one letter in many.
        ("包头", "包头市鑫源餐饮有限公司", False),
        ("公司", "鑫源餐饮有限公司", False),
        ("鑫", "鑫源餐饮", False),
        ("", "鑫源餐饮", False),
        ("", "", False),
    ],
)
def test_an_employer_is_the_same_as_people_say_it(one, other, is_same):
    assert is_same_employer(one, other) is is_same is is_same_employer(other, one)


@pytest.mark.parametrize(("days", "is_same"), [(0, True), (30, True), (31, True), (32, False)])
def test_a_beginning_may_differ_by_a_month(days, is_same):
    for apart in (timedelta(days), timedelta(-days)):
        assert is_same_beginning(MAY, MAY + apart) is is_same


def test_a_beginning_that_one_did_not_say_is_no_difference():
    assert is_same_beginning(None, MAY) is is_same_beginning(MAY, None) is True


@pytest.mark.parametrize("status", WorkStatus)
def test_whoever_works_or_has_a_business_is_asked_where(status):
    needs = status in (WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED)
    if not needs:
        check_said(Said(status))
        return
    with pytest.raises(EmployerMissing, match="单位名称"):
        check_said(Said(status))


def test_of_ten_thousand_answers_a_tenth_is_drawn():
    """Mean 1,000, standard deviation √(10,000 · 0.1 · 0.9) = 30."""
    answer, percent = UUID(int=7), Policy().back_check_percent

    seeds = (number.to_bytes(32, "big") for number in range(10_000))
    drawn = sum(is_asked_again(answer, seed, AnswerSource.PHONE, percent) for seed in seeds)

    assert percent == 10
    assert abs(drawn - 1_000) <= 90
