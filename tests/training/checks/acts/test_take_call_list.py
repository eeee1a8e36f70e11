"""R37: numbers may be taken along at once, by an inspector of the running check; each is logged as shown."""

import pytest
from sqlalchemy import select

from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, OTHER_DISTRICT, SCHOOL
from training.checks.acts.calls.next_call import NobodyToCall, RecordFirst
from training.checks.acts.calls.take_call_list import take_call_list
from training.checks.terms import CallOutcome
from training.checks.views.calls.lists_taken import TakenList, lists_taken
from training.checks.views.find_check import CheckEnded, NotAnInspector, NotYourCheck
from training.errors import NotFound
from training.records.checks.calls import PhoneShowing


@pytest.fixture
def running(checking):
    """Two are drawn."""
    checking.start()
    return checking


def take(checking):
    return checking.write(
        lambda session, staff: take_call_list(session, staff, checking.check_id, now=checking.now)
    )


def showings(checking) -> list[tuple[str, bool]]:
    with checking.database.reading() as session:
        columns = select(PhoneShowing.shown_to, PhoneShowing.on_list).order_by(PhoneShowing.id)
        return [tuple(row) for row in session.execute(columns)]


def test_all_who_wait_are_on_the_list_with_their_numbers_and_each_is_logged(running):
    taken = take(running)

    assert [each.position for each in taken.cards] == [1, 2]
    assert all(len(each.phone) == 11 for each in taken.cards)
    assert showings(running) == [(CITY, True), (CITY, True)]


def test_a_number_that_is_shown_alone_is_none_of_a_list(running):
    running.call()

    assert showings(running) == [(CITY, False)]


def test_who_is_verified_or_out_of_reach_is_not_on_it(running):
    running.miss_twice(1)

    assert [each.position for each in take(running).cards] == [2]
    running.record(2)
    with pytest.raises(NobodyToCall, match="有 1 名待补抽"):
        take(running)


def test_of_a_list_any_one_may_be_called_next(running):
    take(running)

    assert running.call().position == 1
    assert running.call(2).position == 2


def test_beyond_what_is_on_it_one_number_at_a_time_holds_as_before(running):
    take(running)
    running.later(minutes=1).record(2, CallOutcome.NO_ANSWER)

    with pytest.raises(RecordFirst, match="请先记录 1 号"):
        running.later(minutes=10).call(2)


def test_a_colleague_leaves_those_on_it_for_five_minutes(running):
    take(running)

    assert running.by(COLLEAGUE).later(minutes=5).call().position == 1


def test_it_is_told_who_took_which_list(running):
    colleague = running.by(COLLEAGUE).later(minutes=1)
    take(running)
    take(colleague)

    lists = running.write(lambda session, staff: lists_taken(session, staff, running.check_id))

    assert lists == (TakenList(CITY, running.now, 2), TakenList(COLLEAGUE, colleague.now, 2))


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (AUDITOR, NotAnInspector),
        (SCHOOL, NotFound),
        (OTHER_DISTRICT, NotFound),
        (DISTRICT, NotYourCheck),
    ],
)
def test_nobody_else_gets_one(who, refusal, running):
    with pytest.raises(refusal):
        take(running.by(who))

    assert showings(running) == []


def test_after_the_end_there_is_none(running):
    running.void()

    with pytest.raises(CheckEnded):
        take(running)
