"""也可自行制定本地区培训检查核价办法 (R47): which standard is for a class, and what it comes to (R61)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.claims.terms import Payee
from training.eligibility.rules.standards import (
    MOST_FEN,
    MOST_LINES,
    ClassFacts,
    NoneForClass,
    PayeeUnclear,
    Price,
    Standard,
    amount_of,
    price_by,
    price_of_project,
    standard_findings,
    standard_for,
)
from training.notice.terms import ClassKind, Fund

ANY = Standard(
    ClassKind.ORDINARY, "", "", 80, 160, 100_000, 70, Payee.INSTITUTION, Fund.EMPLOYMENT
)  # 40 to 80 class hours
OWN = ClassFacts(ClassKind.ORDINARY, "电工", "五级", 120, is_mixed=False)


@pytest.mark.parametrize(("halves", "fits"), [(79, False), (80, True), (160, True), (161, False)])
def test_both_ends_of_the_hours_are_included(halves: int, fits: bool) -> None:
    own = replace(OWN, halves=halves)

    if fits:
        assert standard_for([ANY], own) == ANY
    else:
        with pytest.raises(NoneForClass):
            standard_for([ANY], own)


def test_bands_that_meet_leave_no_class_between_them() -> None:
    longer = replace(ANY, halves_from=161, halves_until=320, amount_fen=150_000)

    assert standard_findings([ANY, longer]) == []
    assert standard_for([ANY, longer], replace(OWN, halves=160)) == ANY
    assert standard_for([ANY, longer], replace(OWN, halves=161)) == longer


def test_a_line_of_the_trade_beats_one_of_the_level_and_that_one_beats_any() -> None:
    trade, level = replace(ANY, trade="电工"), replace(ANY, level="五级")
    both = replace(ANY, trade="电工", level="五级")
    lines = [ANY, level, trade, both]

    assert standard_findings(lines) == []
    assert standard_for(lines, OWN) == both
    assert standard_for(lines[:3], OWN) == trade
    assert standard_for(lines[:2], OWN) == level
    assert standard_for(lines, replace(OWN, trade="焊工", level="四级")) == ANY


def test_the_order_in_which_they_were_written_says_nothing() -> None:
    trade, level = replace(ANY, trade="电工"), replace(ANY, level="五级")

    assert standard_for([trade, level], OWN) == standard_for([level, trade], OWN) == trade


@pytest.mark.parametrize("said", ["五级", "初级工", "5级", "五级/初级工", "国家职业资格五级"])
def test_one_level_has_many_names(said: str) -> None:
    own = replace(ANY, level="初级")

    assert standard_for([own], replace(OWN, level=said)) == own


@pytest.mark.parametrize(
    "other",
    [
        {"kind": ClassKind.ORDERED},
        {"trade": "焊工"},
        {"level": "四级"},
        {"level": ""},
        {"halves": 79},
    ],
)
def test_what_fits_no_line_is_refused_and_never_paid_with_nothing(other: dict[str, object]) -> None:
    own = replace(OWN, **other)

    with pytest.raises(NoneForClass, match="补贴标准") as refused:
        standard_for([replace(ANY, trade="电工", level="五级")], own)

    assert own.kind in str(refused.value)


def test_the_refusal_says_of_what_there_is_none() -> None:
    with pytest.raises(NoneForClass, match="“普通、电工、五级、60 课时”"):
        price_by([], OWN)


@pytest.mark.parametrize(
    ("amount_fen", "percent", "fen"),
    [
        (100_000, 70, 70_000),
        (100_001, 70, 70_000),  # 70,000.7
        (100_003, 70, 70_002),  # 70,002.1
        (99_999, 33, 32_999),  # 32,999.67
        (100_000, 100, 100_000),
    ],
)
def test_a_class_that_was_partly_online_is_paid_so_much_rounded_down(
    amount_fen: int, percent: int, fen: int
) -> None:
    own = replace(ANY, amount_fen=amount_fen, mixed_percent=percent)

    assert amount_of(own, is_mixed=True) == fen
    assert amount_of(own, is_mixed=False) == amount_fen


def test_the_price_says_amount_fund_and_payee() -> None:
    own = replace(ANY, id=7)

    assert price_by([own], replace(OWN, is_mixed=True)) == Price(
        70_000, Fund.EMPLOYMENT, Payee.INSTITUTION, 7
    )


@given(st.integers(1, MOST_FEN), st.integers(1, 100))
def test_what_is_paid_is_never_more_than_the_share_and_less_than_a_fen_below_it(
    fen: int, percent: int
) -> None:
    paid = amount_of(replace(ANY, amount_fen=fen, mixed_percent=percent), is_mixed=True)

    assert 0 <= fen * percent - 100 * paid < 100


LINES = st.builds(
    Standard,
    st.sampled_from([ClassKind.ORDINARY, ClassKind.ORDERED]),
    st.sampled_from(["", "电工", "焊工"]),
    st.sampled_from(["", "五级", "初级工", "四级"]),
    st.integers(1, 20),
    st.integers(1, 20),
    st.just(100_000),
    st.just(100),
    st.just(Payee.INSTITUTION),
    st.just(Fund.EMPLOYMENT),
)


@given(st.lists(LINES, min_size=1, max_size=8), st.data())
def test_of_a_set_without_findings_one_line_fits_best_in_any_order(
    lines: list[Standard], data: st.DataObject
) -> None:
    if standard_findings(lines):
        return
    own = ClassFacts(
        data.draw(st.sampled_from([ClassKind.ORDINARY, ClassKind.ORDERED])),
        data.draw(st.sampled_from(["电工", "焊工", "厨师"])),
        data.draw(st.sampled_from(["", "五级", "中级工"])),
        data.draw(st.integers(1, 21)),
        is_mixed=False,
    )
    mixed_up = data.draw(st.permutations(lines))

    def chosen(of: list[Standard]) -> Standard | None:
        try:
            return standard_for(of, own)
        except NoneForClass:
            return None

    assert chosen(lines) == chosen(mixed_up)


def test_two_lines_that_would_fit_equally_are_refused() -> None:
    other = replace(ANY, halves_from=160, halves_until=200, amount_fen=1)

    assert standard_findings([ANY, other]) == [
        "第 2 项：按线上线下混合比例算出来不到一分钱。",
        "第 1 项和第 2 项是同一类班，课时有重叠，分不清按哪一项。",
    ]
    assert standard_findings([replace(ANY, level="五级"), replace(ANY, level="初级工")]) == [
        "第 1 项和第 2 项是同一类班，课时有重叠，分不清按哪一项。"
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": ClassKind.PROJECT}, "项目自己的补贴标准"),
        ({"halves_from": 161}, "课时止不能小于课时起"),
        ({"halves_from": 0}, "课时起要大于 0"),
        ({"halves_until": 10_001}, "课时止超过 5000"),
        ({"amount_fen": 0}, "金额要大于 0"),
        ({"amount_fen": MOST_FEN + 1}, "最多 100,000.00 元"),
        ({"mixed_percent": 0}, "1 到 100"),
        ({"mixed_percent": 101}, "1 到 100"),
    ],
)
def test_a_line_that_cannot_be_is_refused(change: dict[str, object], words: str) -> None:
    (found,) = standard_findings([replace(ANY, **change)])

    assert found.startswith("第 1 项：")
    assert words in found


@pytest.mark.parametrize(
    "change",
    [
        {"halves_until": 10_000},
        {"halves_from": 160},
        {"halves_from": 1},
        {"amount_fen": MOST_FEN},
        {"amount_fen": 2, "mixed_percent": 50},
        {"mixed_percent": 100},
        {"kind": ClassKind.C1},
    ],
)
def test_what_is_at_the_edge_is_written(change: dict[str, object]) -> None:
    assert standard_findings([replace(ANY, **change)]) == []


def test_a_set_has_a_line_and_not_too_many() -> None:
    many = [replace(ANY, halves_from=each, halves_until=each) for each in range(1, MOST_LINES + 2)]

    assert standard_findings([]) == ["一项标准也没有。"]
    assert standard_findings(many[:-1]) == []
    assert standard_findings(many) == ["有 301 项，一版最多 300 项。"]


@pytest.mark.parametrize(
    ("said", "payee"),
    [("培训机构", Payee.INSTITUTION), (" 培训 机构", Payee.INSTITUTION), ("学员本人", Payee.TRAINEE)],
)
def test_a_project_pays_by_its_own_standard(said: str, payee: Payee) -> None:
    assert price_of_project("XM-1", 234_500, Fund.SPECIAL, said) == Price(234_500, Fund.SPECIAL, payee, None)


@pytest.mark.parametrize("said", ["", "学校", "承训机构", "培训机构或学员本人"])
def test_nobody_guesses_to_whom_a_project_pays(said: str) -> None:
    with pytest.raises(PayeeUnclear, match=f"项目 XM-1 的收款方写的是“{said}”"):
        price_of_project("XM-1", 234_500, Fund.SPECIAL, said)
