"""What documents there must be, from when on, and until when they are valid (R27, R62, R68)."""

from datetime import date, timedelta

import pytest

from training.documents.rules.checklist import (
    FROM_THEN_ON,
    OTHER,
    BadKind,
    Kind,
    There,
    check_name,
    check_valid_until,
    checklist,
    every_kind,
    finance_papers,
    is_expired,
    kind_named,
    lacks,
    missing,
    standing_of,
)
from training.documents.terms import OwnerKind, Standing

TODAY = date(2026, 12, 2)
A_DAY = timedelta(days=1)
OF_A_CLASS = ("开班申请", "学员名册", "教学计划", "授课师资", "教学资源", "考核方案")


def names(owner: OwnerKind, *changed: Kind) -> tuple[str, ...]:
    return tuple(each.name for each in checklist(owner, changed))


def test_a_class_has_the_six_papers_of_its_opening_and_a_school_its_teaching_and_its_money():
    assert names(OwnerKind.CLASS) == OF_A_CLASS
    assert set(names(OwnerKind.INSTITUTION)) == {
        *("教学管理制度", "教学计划", "教案", "教材", "考核方案"),
        *("财务制度", "账户证明", "专账", "发票", "办学许可证"),
    }


@pytest.mark.parametrize(("filed", "lacks"), [(FROM_THEN_ON - A_DAY, ()), (FROM_THEN_ON, OF_A_CLASS[1:])])
def test_a_class_owes_what_was_asked_for_when_it_was_filed(filed, lacks):
    assert missing(checklist(OwnerKind.CLASS), filed, {"开班申请"}) == lacks


def test_the_latest_word_of_the_city_holds_and_what_it_takes_off_is_asked_for_no_more():
    earlier = Kind(OwnerKind.CLASS, "教学资源", applies_from=TODAY)
    later = Kind(OwnerKind.CLASS, "教学资源", is_listed=False)
    added = Kind(OwnerKind.CLASS, "场地证明", applies_from=TODAY)

    assert names(OwnerKind.CLASS, earlier, added, later) == (*OF_A_CLASS[:4], "考核方案", "场地证明")
    assert missing(checklist(OwnerKind.CLASS, (earlier, added)), TODAY, ()) == ("教学资源", "场地证明")
    assert "场地证明" not in names(OwnerKind.INSTITUTION, added)


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (-1, Standing.EXPIRED),
        (0, Standing.EXPIRES_SOON),
        (30, Standing.EXPIRES_SOON),
        (31, Standing.IN_FORCE),
    ],
)
def test_the_last_day_is_still_valid_and_thirty_days_before_it_somebody_is_told(days, standing):
    assert standing_of(TODAY + timedelta(days=days), TODAY) is standing


def test_what_was_replaced_or_withdrawn_expires_no_more():
    yesterday = TODAY - A_DAY

    assert standing_of(None, TODAY) is Standing.IN_FORCE
    assert standing_of(yesterday, TODAY, is_replaced=True) is Standing.REPLACED
    assert standing_of(yesterday, TODAY, is_replaced=True, is_withdrawn=True) is Standing.WITHDRAWN


@pytest.mark.parametrize(
    ("days", "ends", "is_over"),
    [(-1, None, True), (0, None, False), (-1, -1, False), (-2, -1, True), (-1, 9, True)],
)
def test_what_has_expired_counts_no_more_but_for_a_class_that_was_over_by_then(days, ends, is_over):
    last = None if ends is None else TODAY + timedelta(days=ends)

    assert is_expired(TODAY + timedelta(days=days), TODAY, last) == is_over
    assert not is_expired(None, TODAY, last)


def test_what_has_expired_is_missing_and_said_to_be_expired():
    kinds = checklist(OwnerKind.CLASS)[:3]
    there = There(frozenset({"开班申请"}), frozenset({"教学计划"}))

    assert lacks(kinds, FROM_THEN_ON, there) == ("学员名册", "教学计划（已过期）")
    assert lacks(kinds, FROM_THEN_ON - A_DAY, there) == ()


def test_a_paper_that_expires_says_when_and_comes_before_its_last_day_is_over():
    licence = Kind(OwnerKind.INSTITUTION, "办学许可证", expires=True)

    assert check_valid_until(licence, TODAY, TODAY) is None
    for told in (None, TODAY - A_DAY):
        with pytest.raises(BadKind):
            check_valid_until(licence, told, TODAY)


def test_only_what_stands_in_the_list_is_handed_in_or_something_else_by_that_name():
    kinds = checklist(OwnerKind.TRAINEE)

    assert not kind_named(OTHER, OwnerKind.TRAINEE, kinds).is_required
    with pytest.raises(BadKind):
        kind_named("开班申请", OwnerKind.TRAINEE, kinds)


@pytest.mark.parametrize("owner", OwnerKind)
def test_what_nobody_said_what_it_is_may_name_people_but_where_only_plans_and_projects_are_told_of(owner):
    plain = {OwnerKind.PLAN, OwnerKind.PROJECT}

    assert kind_named(OTHER, owner, ()).is_personal == (owner not in plain)


@pytest.mark.parametrize(
    ("typed", "is_name"), [("场 地证明", True), ("", False), ("长" * 33, False), (OTHER, False)]
)
def test_a_kind_has_a_name_of_its_own(typed, is_name):
    if is_name:
        assert check_name(typed) == "场地证明"
        return
    with pytest.raises(BadKind):
        check_name(typed)


@pytest.mark.parametrize(
    ("day", "said"), [(FROM_THEN_ON - A_DAY, "没有（2027-01-01 起必备）"), (FROM_THEN_ON, "缺")]
)
def test_papers_of_finance_are_shown_before_they_must_be_there(day, said):
    """「完善财会制度，规范资金使用」 (R68)."""
    there = There(frozenset({"财务制度"}), frozenset({"账户证明"}))

    found = finance_papers(checklist(OwnerKind.INSTITUTION), day, there)

    assert found == (("财务制度", "有"), ("账户证明", "已过期"), ("专账", said), ("发票", said))


def test_what_the_city_took_off_the_list_is_none_of_them_and_what_need_not_be_is_said_so():
    own = OwnerKind.INSTITUTION
    changed = (Kind(own, "发票", is_listed=False), Kind(own, "专账", is_required=False))

    found = dict(finance_papers(every_kind(own, changed), FROM_THEN_ON, There()))

    assert found == {"财务制度": "缺", "账户证明": "缺", "专账": "没有（不必备）"}
