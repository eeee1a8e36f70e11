"""R25: who may still come into a class, or leave it, and who has to agree."""

from datetime import date, timedelta

import pytest

from training.classes.rules.roster_changes import (
    ClassDays,
    ClassHasEnded,
    NumberNeedsMatch,
    NumberTooLate,
    OutsideTheClass,
    TooLateToJoin,
    Way,
    WishedChange,
    check_late_number,
    last_day_to_join,
    left_together,
    roster_change_findings,
)
from training.classes.terms import ChangeKind
from training.notice.policy import Policy

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 13)
OWN, POLICY = ClassDays(FIRST, LAST), Policy()
BRINGS = (ChangeKind.ADD, ChangeKind.SWAP)


def days(first: date, count: int) -> date:
    return first + timedelta(days=count)


def judge(kind: ChangeKind, today: date, effective_on: date | None = None):
    """By default from today on, or with the class if it has not begun."""
    wish = WishedChange(kind, effective_on or max(today, FIRST))
    return roster_change_findings(wish, OWN, today, POLICY)


@pytest.mark.parametrize("kind", ChangeKind)
def test_before_the_first_day_everything_counts_at_once(kind):
    found = judge(kind, days(FIRST, -1))

    assert (found.way, found.flags) == (Way.AT_ONCE, ())


@pytest.mark.parametrize("kind", BRINGS)
@pytest.mark.parametrize("after", [0, 3])
def test_from_the_first_day_to_the_third_after_it_the_district_is_asked_for_who_comes(kind, after):
    assert judge(kind, days(FIRST, after)).way is Way.APPROVAL


@pytest.mark.parametrize("after", [0, 3])
def test_in_these_days_the_school_lets_somebody_go_and_the_district_sees_it(after):
    assert judge(ChangeKind.WITHDRAW, days(FIRST, after)).way is Way.SEEN


@pytest.mark.parametrize("kind", BRINGS)
@pytest.mark.parametrize("today", [days(FIRST, 4), LAST])
def test_from_the_fourth_day_after_the_first_to_the_last_nobody_comes_in_any_more(kind, today):
    with pytest.raises(TooLateToJoin, match="最晚到 2026-03-05"):
        judge(kind, today)


@pytest.mark.parametrize("today", [days(FIRST, 4), LAST])
def test_later_the_district_is_asked_for_who_leaves(today):
    assert judge(ChangeKind.WITHDRAW, today).way is Way.APPROVAL


@pytest.mark.parametrize("kind", BRINGS)
@pytest.mark.parametrize("after", [1, 80])
def test_after_the_end_nobody_comes_in(kind, after):
    with pytest.raises(ClassHasEnded, match="已于 2026-03-13 结业"):
        judge(kind, days(LAST, after), LAST)


def test_after_the_end_nobody_leaves_who_was_there_on_the_last_day():
    with pytest.raises(ClassHasEnded):
        judge(ChangeKind.WITHDRAW, days(LAST, 1), days(LAST, 1))


def test_after_the_end_the_district_is_asked_for_whoever_left_before_and_it_is_flagged():
    found = judge(ChangeKind.WITHDRAW, days(LAST, 1), LAST)

    assert found.way is Way.APPROVAL
    assert found.flags[0] == "结业后才办理退出：班级 2026-03-13 结业，在班最后一天写的是 2026-03-12"


def test_a_short_class_ends_before_the_days_of_grace_do():
    own = ClassDays(FIRST, days(FIRST, 1))

    assert last_day_to_join(own, POLICY) == days(FIRST, 1)
    with pytest.raises(ClassHasEnded):
        roster_change_findings(WishedChange(ChangeKind.ADD, days(FIRST, 1)), own, days(FIRST, 2), POLICY)


def test_asking_in_time_does_not_let_somebody_in_who_comes_too_late():
    with pytest.raises(TooLateToJoin):
        judge(ChangeKind.ADD, FIRST, days(FIRST, 4))


def test_letting_go_of_somebody_later_on_is_judged_by_that_day():
    assert judge(ChangeKind.WITHDRAW, FIRST, days(FIRST, 4)).way is Way.APPROVAL


@pytest.mark.parametrize(
    ("kind", "effective_on", "is_inside"),
    [
        (ChangeKind.ADD, days(FIRST, -1), False),
        (ChangeKind.ADD, FIRST, True),
        (ChangeKind.ADD, days(LAST, 1), False),
        (ChangeKind.WITHDRAW, days(FIRST, -1), False),
        (ChangeKind.WITHDRAW, FIRST, True),
        (ChangeKind.WITHDRAW, days(LAST, 1), True),
        (ChangeKind.WITHDRAW, days(LAST, 2), False),
    ],
)
def test_it_takes_effect_on_a_day_of_the_class(kind, effective_on, is_inside):
    if is_inside:
        assert judge(kind, FIRST, effective_on)
    else:
        with pytest.raises(OutsideTheClass):
            judge(kind, FIRST, effective_on)


@pytest.mark.parametrize(("effective", "flags"), [(2, ()), (1, ("生效日期比申请早 1 天",))])
def test_a_day_before_the_asking_is_pointed_out(effective, flags):
    assert judge(ChangeKind.ADD, days(FIRST, 2), days(FIRST, effective)).flags == flags


def test_the_days_of_grace_are_a_number_of_the_rules():
    wish = WishedChange(ChangeKind.ADD, FIRST)

    assert roster_change_findings(wish, OWN, FIRST, Policy(roster_open_days=0)).way is Way.APPROVAL
    with pytest.raises(TooLateToJoin):
        roster_change_findings(wish, OWN, days(FIRST, 1), Policy(roster_open_days=0))


@pytest.mark.parametrize(
    ("left", "most", "is_told"), [(2, 3, False), (3, 3, True), (4, 3, True), (9, 0, False)]
)
def test_so_many_who_leave_together_are_pointed_out(left, most, is_told):
    assert left_together(left, Policy(left_together_people=most)) is is_told


@pytest.mark.parametrize("after", [-1, 0, 7])
def test_a_file_brings_a_missing_number_while_no_punch_of_the_class_is_late(after):
    check_late_number(OWN, days(FIRST, after), POLICY)


@pytest.mark.parametrize("today", [days(FIRST, 8), LAST])
def test_then_it_takes_a_match_at_which_somebody_looks(today):
    """R43: a number takes over whatever was punched under it, however long ago."""
    with pytest.raises(NumberNeedsMatch, match="一键匹配"):
        check_late_number(OWN, today, POLICY)


def test_how_long_is_the_number_of_late_punches_of_its_rules():
    with pytest.raises(NumberNeedsMatch, match="最晚到 2026-03-04"):
        check_late_number(OWN, days(FIRST, 3), Policy(late_punch_days=2))


def test_after_the_end_nobody_gets_a_number_by_a_file():
    with pytest.raises(NumberTooLate):
        check_late_number(OWN, days(LAST, 1), Policy(late_punch_days=30))
