"""确定符合领取补贴的培训班次和合格人员 (R19, R54, R58): 合格 and 可补贴 are two things."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.eligibility.rules.compared import SINCE_EVER, Hit
from training.eligibility.rules.eligibility import (
    Candidate,
    Course,
    Person,
    Subsidy,
    exclusions,
    level_key,
    trade_key,
)
from training.eligibility.rules.telling import PLAIN
from training.eligibility.terms import ComparedKind, Exclusion
from training.notice.policy import Policy
from training.notice.terms import ClassKind

POLICY = Policy()
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)
COURSE = Course(ClassKind.ORDINARY, "电工", "五级", FIRST, LAST, False, 120, 120)
KEY_GROUP = replace(COURSE, is_key_group=True)
WANG = Candidate(date(1990, 5, 17), "失业人员", has_proof=True)
PERSON = Person(WANG)


def words(person: Person, course: Course = COURSE, policy: Policy = POLICY) -> list[str]:
    return [each.exclusion.value for each in exclusions(person, course, policy)]


def had(on_day: date, trade: str = "电工", level: str = "四级", **fields: object) -> Subsidy:
    """A class of five days that ended on that day."""
    own = Subsidy("班级 BT-9 ", trade, level, on_day - timedelta(days=4), on_day, on_day.year)
    return replace(own, **fields)


def test_for_whom_nothing_speaks_against_is_paid_for():
    assert words(PERSON) == []
    assert words(PERSON, KEY_GROUP) == []


@pytest.mark.parametrize(("delivered", "found"), [(119, ["课时未完成"]), (120, []), (121, [])])
def test_nobody_is_paid_for_before_all_hours_are_given(delivered, found):
    assert words(PERSON, replace(COURSE, delivered_halves=delivered)) == found


def test_the_class_says_how_many_hours_are_missing():
    (reason,) = exclusions(PERSON, replace(COURSE, delivered_halves=113), POLICY)

    assert "总课时 60，实授 56.5，还差 3.5 课时" in reason.office
    assert not reason.is_soft


@pytest.mark.parametrize(
    ("on_day", "found"),
    [
        (date(2025, 3, 1), []),
        (date(2025, 3, 2), []),
        (date(2025, 3, 3), ["同工种未满期"]),
        (date(2026, 1, 19), ["同工种未满期"]),
    ],
)
def test_the_same_trade_is_paid_for_again_after_twelve_months(on_day, found):
    assert words(Person(WANG, (had(on_day),))) == found


def test_when_again_is_named_to_office_and_person():
    (reason,) = exclusions(Person(WANG, (had(date(2026, 1, 19)),)), COURSE, POLICY)

    assert "2027-01-19 起" in reason.office
    assert "2027-01-19 起" in reason.person
    assert "BT-9" in reason.office
    assert "BT-9" not in reason.person
    assert not reason.is_soft


@pytest.mark.parametrize(
    ("first_day", "found"),
    [
        (date(2027, 3, 5), ["同工种未满期"]),
        (date(2027, 3, 6), []),
        (date(2027, 3, 7), []),
    ],
)
def test_a_class_that_is_judged_late_is_no_way_around_it(first_day, found):
    later = had(first_day + timedelta(days=4))

    assert words(Person(WANG, (later,))) == found


def test_the_months_are_of_the_rule_set_and_none_is_no_limit():
    recent = Person(WANG, (had(date(2025, 3, 1)),))

    assert words(recent, policy=replace(POLICY, same_trade_months=13)) == ["同工种未满期"]
    assert words(recent, policy=replace(POLICY, same_trade_months=12)) == []
    overlapping = Person(WANG, (had(date(2026, 3, 4)),))
    assert words(overlapping, policy=replace(POLICY, same_trade_months=0)) == []


def test_another_trade_does_not_count_and_blanks_make_no_other_trade():
    assert words(Person(WANG, (had(date(2026, 1, 19), "焊工"),))) == []
    assert trade_key("电 工") == trade_key("电工")
    assert trade_key("小型汽车驾驶员", ClassKind.C1) == trade_key("C1驾驶", ClassKind.C1)


def test_the_same_trade_and_level_is_paid_for_once_ever():
    long_ago = Person(WANG, (had(date(2019, 6, 1), level="五级"),))

    assert words(long_ago) == ["同等级已享受"]
    assert words(Person(WANG, (had(date(2019, 6, 1), level="四级"),))) == []
    assert words(long_ago, policy=replace(POLICY, same_level_once=False)) == []
    assert level_key("初级工") == level_key("五级")


@pytest.mark.parametrize(
    ("times", "limit", "found"),
    [
        (1, 2, []),
        (2, 2, ["年度次数已满"]),
        (3, 2, ["年度次数已满"]),
        (9, 0, []),
    ],
)
def test_nobody_is_paid_for_more_often_than_so_many_times_a_year(times, limit, found):
    history = tuple(had(date(2026, 1, 9 + each), f"工种{each}") for each in range(times))

    assert words(Person(WANG, history), policy=replace(POLICY, subsidies_a_year=limit)) == found


def test_the_year_is_the_one_in_which_the_class_ended():
    two = tuple(had(date(2025, 12, 30 + each), f"工种{each}") for each in range(2))
    over_new_year = replace(COURSE, first_day=date(2025, 12, 29), last_day=date(2026, 1, 2))

    assert words(Person(WANG, two), over_new_year) == []
    assert words(Person(WANG, two), replace(over_new_year, last_day=date(2025, 12, 31))) == ["年度次数已满"]


@pytest.mark.parametrize(
    ("born", "found"),
    [
        (date(2010, 3, 1), []),
        (date(2010, 3, 2), []),
        (date(2010, 3, 3), ["年龄不符"]),
        (date(1965, 3, 3), []),
        (date(1965, 3, 2), ["年龄不符"]),
        (date(1965, 3, 1), ["年龄不符"]),
        (None, ["年龄不符"]),
    ],
)
def test_the_age_is_that_of_the_first_day_with_both_ends(born, found):
    """16 to 60: born on 2 March 2010 one is sixteen on the first day, on 2 March 1965 sixty-one."""
    assert words(Person(replace(WANG, born=born))) == found


@pytest.mark.parametrize(
    ("first_day", "found"),
    [(date(2026, 2, 28), ["年龄不符"]), (date(2026, 3, 1), []), (date(2026, 3, 2), [])],
)
def test_who_was_born_on_29_february_is_older_on_1_march(first_day, found):
    born = replace(WANG, born=date(2008, 2, 29))
    eighteen = replace(POLICY, youngest_age=18)

    assert words(Person(born), replace(COURSE, first_day=first_day), eighteen) == found


def test_in_a_class_of_key_groups_the_category_is_a_listed_one_and_proven():
    assert words(Person(replace(WANG, category="在职职工")), KEY_GROUP) == ["人员类别不符"]
    assert words(Person(replace(WANG, category="")), KEY_GROUP) == ["人员类别不符"]
    assert words(Person(replace(WANG, has_proof=False)), KEY_GROUP) == ["缺类别证明"]
    assert words(Person(replace(WANG, category="", has_proof=False)), COURSE) == []
    not_asked = replace(POLICY, category_is_required=False)
    assert words(Person(replace(WANG, category="")), KEY_GROUP, not_asked) == []


def hit(kind: ComparedKind, list_id: int = 1) -> Hit:
    return Hit(kind, SINCE_EVER, None, date(2026, 4, 1), "市社保中心", UUID(int=list_id))


def test_every_hit_is_a_reason_of_its_own_and_each_list_has_plain_words():
    found = exclusions(
        Person(WANG, hits=(hit(ComparedKind.RETIRED), hit(ComparedKind.EMPLOYED))), COURSE, POLICY
    )

    assert [each.exclusion for each in found] == [Exclusion.COMPARED, Exclusion.COMPARED]
    assert [each.is_soft for each in found] == [True, True]
    assert "您在培训期间有在职参保记录（数据截止 2026-04-01）" in found[0].person
    assert "市社保中心" in found[0].office
    assert "市社保中心" not in found[0].person
    assert set(PLAIN) == set(ComparedKind)


def test_upon_an_objection_nobody_comes_back_by_oneself():
    assert words(Person(WANG, was_objected=True)) == ["公示异议成立"]


DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
HISTORY = st.lists(
    st.builds(had, DAYS, st.sampled_from(["电工", "焊工"]), st.sampled_from(["四级", "五级"])), max_size=5
)
HITS = st.lists(st.builds(hit, st.sampled_from(ComparedKind), st.integers(1, 3)), max_size=4)


@given(HISTORY, HITS, st.randoms(use_true_random=False))
def test_in_whatever_order_the_facts_come_the_reasons_are_the_same(history, hits, chance):
    mixed_history, mixed_hits = list(history), list(hits)
    chance.shuffle(mixed_history)
    chance.shuffle(mixed_hits)

    one = exclusions(Person(WANG, tuple(history), tuple(hits)), COURSE, POLICY)
    other = exclusions(Person(WANG, tuple(mixed_history), tuple(mixed_hits)), COURSE, POLICY)

    assert [each.key for each in one] == [each.key for each in other]


@given(DAYS, DAYS, st.integers(0, 40))
def test_of_two_classes_either_shuts_the_other_out_or_neither_does(one, other, months):
    policy = replace(POLICY, same_trade_months=months, same_level_once=False)
    of_one = replace(COURSE, first_day=one - timedelta(days=4), last_day=one)
    of_other = replace(COURSE, first_day=other - timedelta(days=4), last_day=other)

    assert ("同工种未满期" in words(Person(WANG, (had(other),)), of_one, policy)) is (
        "同工种未满期" in words(Person(WANG, (had(one),)), of_other, policy)
    )
