"""R40, R57: what a class is filed as, held against its school and its people."""

from datetime import date

import pytest

from training.classes.rules.kinds import DoubtKind, FiledKind, OnRoster, doubts_about, is_of_key_groups
from training.notice.policy import Policy
from training.notice.terms import ClassKind

MONDAY = date(2026, 3, 2)
NOT_KEY = OnRoster(10, 0)


def doubts(kind=ClassKind.ORDINARY, people=NOT_KEY, policy=None, *, is_key_group=False, is_approved=False):
    filed = FiledKind(kind, is_key_group, MONDAY, is_approved, people)
    return [each.kind for each in doubts_about(filed, policy or Policy())]


@pytest.mark.parametrize("kind", ClassKind)
@pytest.mark.parametrize("is_approved", [True, False])
def test_only_a_c1_class_needs_a_school_that_is_approved(kind, is_approved):
    expected = [DoubtKind.UNAPPROVED] if kind is ClassKind.C1 and not is_approved else []

    assert doubts(kind, is_approved=is_approved) == expected


@pytest.mark.parametrize(
    ("people", "of_key_groups", "doubted"), [(10, 5, 0), (10, 6, 1), (9, 5, 1), (0, 0, 0)]
)
def test_more_than_half_of_the_people_and_not_half_of_them(people, of_key_groups, doubted):
    assert doubts(people=OnRoster(people, of_key_groups)) == [DoubtKind.KEY_GROUP] * doubted


@pytest.mark.parametrize(("of_key_groups", "doubted"), [(3, 0), (4, 1)])
def test_a_rule_set_says_how_many_are_most(of_key_groups, doubted):
    policy = Policy(key_group_percent=30)

    assert len(doubts(people=OnRoster(10, of_key_groups), policy=policy)) == doubted


def test_a_class_that_is_filed_as_one_of_key_groups_is_not_doubted():
    assert doubts(people=OnRoster(10, 10), is_key_group=True) == []
    assert doubts(people=OnRoster(10, 0), is_key_group=True) == []


def test_start_up_training_goes_by_its_own_rules():
    assert doubts(ClassKind.STARTUP, OnRoster(10, 10)) == []


@pytest.mark.parametrize(
    ("category", "is_one"),
    [
        ("失业人员", True),
        ("农村转移就业劳动者", True),
        ("高校毕业生", True),
        ("毕业年度高校毕业生", True),
        ("就业困难人员（零就业家庭）", True),
        ("企业职工", False),
        ("", False),
    ],
)
def test_categories_are_known_as_schools_write_them(category, is_one):
    assert is_of_key_groups(category) is is_one


def test_each_doubt_says_why_and_what_to_do():
    filed = FiledKind(ClassKind.C1, False, MONDAY, False, OnRoster(4, 3))

    school, people = doubts_about(filed, Policy())

    assert "开班日 2026-03-02 驾校没有有效的核准备案" in school.message
    assert "名册 4 人中 3 人" in people.message
    assert (school.clause, people.clause) == ("R57", "R40")
