"""全景墙: which classes hang on it, in which order, and page by page."""

from dataclasses import replace
from uuid import UUID

import pytest

from tests.training.worklist.rules import class_now
from training.notice.terms import Mode
from training.worklist.rules.board import ClassNow
from training.worklist.rules.wall import A_PAGE, ALL, BARE, ONLINE, THIN, Wanted, hang, places

PLAIN = replace(class_now.PLAIN, number="BT-01", institution="鹿城", present=8)


def some(count: int, **fields: object) -> list[ClassNow]:
    return [
        replace(PLAIN, class_id=UUID(int=number), number=f"BT-{number:02}", **fields)
        for number in range(1, count + 1)
    ]


NOBODY = frozenset()


def test_only_classes_whose_lesson_is_being_held_hang_there():
    before = replace(PLAIN, is_on=False)

    assert hang([before], NOBODY, Wanted()).classes == ()
    assert hang([PLAIN], NOBODY, Wanted()).classes == (PLAIN,)


@pytest.mark.parametrize(("classes", "has_next"), [(A_PAGE - 1, False), (A_PAGE, False), (A_PAGE + 1, True)])
def test_a_page_holds_twelve_and_the_next_begins_behind_the_last(classes, has_next):
    every = some(classes)

    first = hang(every[::-1], NOBODY, Wanted())

    assert list(first.classes) == every[:A_PAGE]
    assert first.next_after == ("BT-12" if has_next else "")
    second = hang(every, NOBODY, Wanted(after="BT-12"))
    assert list(second.classes) == every[A_PAGE:]
    assert second.before == min(classes, A_PAGE)


def test_a_class_that_came_in_meanwhile_moves_nothing_to_another_page():
    every = some(A_PAGE + 1)

    assert hang(every[1:], NOBODY, Wanted(after="BT-12")).classes == (every[-1],)


def test_each_view_counts_and_shows_its_own():
    full, thin = PLAIN, replace(PLAIN, class_id=UUID(int=2), number="BT-02", present=7)
    online = replace(PLAIN, class_id=UUID(int=3), number="BT-03", mode=Mode.ONLINE)
    seen = frozenset({full.class_id})

    wall = hang([full, thin, online], seen, Wanted())

    assert wall.counts == {ALL: 2, THIN: 1, BARE: 1, ONLINE: 1}
    shown = {view: hang([full, thin, online], seen, Wanted(view)).classes for view in wall.counts}
    assert shown == {ALL: (full, thin), THIN: (thin,), BARE: (thin,), ONLINE: (online,)}


def test_the_wall_is_narrowed_to_a_district_or_a_school():
    here, there = PLAIN, replace(PLAIN, number="BT-02", district="青山区", institution="启航")

    assert hang([here, there], NOBODY, Wanted(district="青山区")).classes == (there,)
    assert hang([here, there], NOBODY, Wanted(institution="鹿城")).classes == (here,)
    assert hang([here, there], NOBODY, Wanted(district="青山区", institution="鹿城")).counts[ALL] == 0


def test_places_are_those_with_a_lesson_now():
    over = replace(PLAIN, district="东河区", is_on=False)

    assert places([PLAIN, over], lambda each: each.district) == ("昆都仑区",)
