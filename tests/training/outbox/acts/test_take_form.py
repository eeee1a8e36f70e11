"""A form is taken in once, however often it is sent."""

from datetime import timedelta

import pytest

from tests.training.builders import at_once
from tests.training.checks.checking import CITY, COLLEAGUE, NINE
from training.errors import NotNow
from training.outbox.acts.forget_forms import KEPT, forget_forms
from training.outbox.acts.is_first_time import is_first_time
from training.outbox.views.form_digest import form_digest
from training.staff.views.find_staff import find_staff


def digest(checking, who: str, *content: str) -> str:
    with checking.database.reading() as session:
        return form_digest(find_staff(session, who), "key", *content)


def take(checking, form: str, when=NINE) -> bool:
    with checking.database.writing() as session:
        return is_first_time(session, form, now=when)


def test_the_same_form_is_taken_in_once(checking):
    form = digest(checking, CITY, "heads=26")

    assert [take(checking, form), take(checking, form)] == [True, False]


def test_another_content_is_another_act_though_the_key_is_the_same(checking):
    first, other = digest(checking, CITY, "heads=26"), digest(checking, CITY, "heads=25")

    assert [take(checking, first), take(checking, other)] == [True, True]


def test_nobody_can_use_up_the_form_of_a_colleague(checking):
    own, colleagues = digest(checking, CITY), digest(checking, COLLEAGUE)

    assert [take(checking, colleagues), take(checking, own)] == [True, True]


def test_of_two_that_arrive_at_the_same_moment_one_is_taken_in(checking):
    form = digest(checking, CITY)

    taken = at_once(*[lambda: take(checking, form)] * 4)

    assert sorted(taken) == [False, False, False, True]


def test_an_act_that_is_refused_leaves_no_receipt(checking):
    form = digest(checking, CITY)

    def refused(session, staff):
        is_first_time(session, form, now=NINE)
        raise NotNow("不行")

    with pytest.raises(NotNow):
        checking.write(refused)

    assert take(checking, form)


@pytest.mark.parametrize(("age", "is_new"), [(KEPT, False), (KEPT + timedelta(seconds=1), True)])
def test_receipts_are_forgotten_when_nobody_can_need_them(age, is_new, checking):
    form = digest(checking, CITY)
    take(checking, form)

    with checking.database.writing() as session:
        forget_forms(session, now=NINE + age)

    assert take(checking, form) is is_new
