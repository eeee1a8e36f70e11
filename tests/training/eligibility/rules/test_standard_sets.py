"""From when a version may hold, what is other in it, and what is above the city's (R47)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from training.claims.terms import Payee
from training.eligibility.rules.standard_lines import BadStandard, read_standard
from training.eligibility.rules.standard_sets import (
    BadStandards,
    Changed,
    Firsts,
    above,
    above_words,
    changes_between,
    may_begin,
)
from training.eligibility.rules.standards import Standard
from training.notice.terms import ClassKind, Fund

ANY = Standard(ClassKind.ORDINARY, "", "", 80, 160, 100_000, 100, Payee.INSTITUTION, Fund.EMPLOYMENT)
TODAY, DAY = date(2026, 3, 2), timedelta(days=1)
SAID = {
    "kind": "普通",
    "trade": " 电 工",
    "level": "五级",
    "from": "40",
    "until": "79.5",
    "amount": "1,200.50",
    "mixed": "70%",
    "payee": "培训机构",
    "fund": "就业补助资金",
}


@pytest.mark.parametrize(
    ("first", "firsts", "may"),
    [
        # From today on always.
        (TODAY, Firsts(TODAY - DAY, TODAY - DAY), True),
        (TODAY - DAY, Firsts(TODAY - DAY, None), False),
        # Nothing at all is in force.
        (TODAY - 900 * DAY, Firsts(None, None), True),
        # Before the own first one, which is before the city's: no class has a standard there.
        (TODAY - 11 * DAY, Firsts(TODAY - 10 * DAY, None), True),
        (TODAY - 10 * DAY, Firsts(TODAY - 10 * DAY, None), False),
        (TODAY - 11 * DAY, Firsts(TODAY - 10 * DAY, TODAY - 10 * DAY), True),
        # The city's would be overridden for classes that have begun.
        (TODAY - 11 * DAY, Firsts(None, TODAY - 10 * DAY), False),
        (TODAY - 12 * DAY, Firsts(TODAY - 10 * DAY, TODAY - 11 * DAY), False),
    ],
)
def test_a_version_never_changes_what_a_class_that_has_begun_is_paid(
    first: date, firsts: Firsts, may: bool
) -> None:
    assert may_begin(first, TODAY, firsts) is may


def test_what_is_new_other_and_gone() -> None:
    welding, cooking = replace(ANY, trade="焊工"), replace(ANY, trade="厨师")
    dearer = replace(welding, amount_fen=120_000, id=9)

    found = changes_between(
        [replace(ANY, id=1), replace(welding, id=2)], [replace(ANY, id=8), dearer, cooking]
    )

    assert found == (Changed(welding, replace(dearer, id=None)), Changed(None, cooking))
    assert changes_between([ANY, welding], [ANY]) == (Changed(welding, None),)


@pytest.mark.parametrize(
    ("own", "city", "is_above"),
    [
        ({"amount_fen": 100_001}, {}, True),
        ({"amount_fen": 100_000}, {}, False),
        ({"amount_fen": 99_999}, {}, False),
        ({"mixed_percent": 71}, {"mixed_percent": 70}, True),
        ({"amount_fen": 100_001}, {"halves_from": 160, "halves_until": 200}, True),
        ({"amount_fen": 100_001}, {"halves_from": 161, "halves_until": 200}, False),
        ({"amount_fen": 100_001, "trade": "电工"}, {}, True),
        ({"amount_fen": 100_001}, {"trade": "电工"}, True),
        ({"amount_fen": 100_001, "trade": "焊工"}, {"trade": "电工"}, False),
        ({"amount_fen": 100_001, "level": "初级工"}, {"level": "五级"}, True),
        ({"amount_fen": 100_001}, {"kind": ClassKind.ORDERED}, False),
    ],
)
def test_what_pays_more_for_one_and_the_same_class_is_above(
    own: dict[str, object], city: dict[str, object], is_above: bool
) -> None:
    line, other = replace(ANY, **own), replace(ANY, **city)

    assert above([line], [other]) == (((line, other),) if is_above else ())


def test_a_line_is_held_beside_the_one_that_the_city_would_really_pay_by() -> None:
    own = replace(ANY, trade="电工", amount_fen=90_000)
    city = [replace(ANY, amount_fen=80_000), replace(ANY, trade="电工", amount_fen=90_000)]

    assert above([own], city) == ()


def test_above_is_told_with_both_sums_and_the_shares_where_they_differ() -> None:
    dearer = replace(ANY, amount_fen=100_050)

    assert above_words([(dearer, ANY)]) == "普通 40～80 课时 1,000.50 元（市里 1,000.00 元）"
    assert above_words([(ANY, replace(ANY, mixed_percent=70))]) == (
        "普通 40～80 课时 1,000.00 元、混合 100%（市里 1,000.00 元、混合 70%）"
    )
    assert above_words([(dearer, ANY)] * 6).endswith("等 6 项")


def test_a_line_is_read_as_people_write_it() -> None:
    assert read_standard(SAID) == Standard(
        ClassKind.ORDINARY, "电工", "五级", 80, 159, 120_050, 70, Payee.INSTITUTION, Fund.EMPLOYMENT
    )
    assert read_standard(SAID | {"mixed": "", "trade": "", "level": ""}).mixed_percent == 100


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("kind", ""),
        ("kind", "短期"),
        ("trade", "电" * 65),
        ("from", ""),
        ("from", "40.3"),
        ("until", "-1"),
        ("until", "10000"),
        ("amount", ""),
        ("amount", "一千"),
        ("amount", "10.005"),
        ("mixed", "七成"),
        ("mixed", "70.5"),
        ("payee", "学校"),
        ("fund", "财政"),
    ],
)
def test_what_cannot_be_read_is_named(field: str, said: str) -> None:
    with pytest.raises(BadStandard) as refused:
        read_standard(SAID | {field: said})

    assert refused.value.field == field


def test_many_findings_are_told_as_few_and_how_many_more() -> None:
    assert str(BadStandards(["甲。"] * 5)) == "甲。" * 5
    assert str(BadStandards(["甲。"] * 6)) == "甲。" * 5 + "（另有 1 处）"
