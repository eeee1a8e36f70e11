"""R37: numbers are shown one at a time, to an inspector of the running check, and each showing is logged."""

from datetime import time

import pytest
from sqlalchemy import select

from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, OTHER_DISTRICT, SCHOOL
from training.checks.acts.calls.next_call import NobodyToCall, OutsideCallHours, RecordFirst, WaitToCall
from training.checks.terms import CallOutcome, FiledItem
from training.checks.views.calls.place_at import AlreadyReplaced
from training.checks.views.find_check import CheckEnded, NotAnInspector, NotYourCheck
from training.classes.views.find_class import find_class
from training.errors import NotFound
from training.notice.terms import Role
from training.records.checks.calls import PhoneShowing
from training.records.classes.classes import LessonCancellation
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def showings(checking) -> list[str]:
    with checking.database.reading() as session:
        return list(session.scalars(select(PhoneShowing.shown_to).order_by(PhoneShowing.id)))


def test_the_first_drawn_is_called_first_with_number_and_script(running):
    card = running.call()

    person = running.see().person(1)
    assert (card.position, card.name, card.attempt, card.attempts_needed) == (1, person.name, 1, 2)
    assert card.phone[-4:] == person.masked_phone[-4:]
    assert len(card.phone) == 11
    script = dict(card.script)
    assert script[FiledItem.NAME] == person.name
    assert script[FiledItem.TRADE] == "电工（电工（五级）BT-1班）"
    assert script[FiledItem.STARTED_ON] == "2026年03月02日"
    assert len(script[FiledItem.ID_ENDING]) == 4
    assert [item for item, _ in card.script] == list(FiledItem)


def test_each_showing_is_logged(running):
    running.call()
    running.call()
    running.by(COLLEAGUE).call()

    assert showings(running) == [CITY, CITY, COLLEAGUE]


def test_until_the_outcome_is_recorded_no_other_number_is_shown(running):
    assert running.call().position == 1

    assert running.call().position == 1
    with pytest.raises(RecordFirst, match="请先记录 1 号的通话结果"):
        running.call(2)
    running.later(minutes=1).record(1)
    assert running.call().position == 2


def test_an_attempt_without_an_answer_frees_the_next_number_too(running):
    running.call()
    running.later(minutes=1).record(1, CallOutcome.NO_ANSWER)

    assert running.later(seconds=1).call().position == 2


def test_a_number_that_is_shown_again_after_an_attempt_waits_for_its_outcome_again(running):
    running.record(1, CallOutcome.NO_ANSWER)
    running.later(minutes=6).call(1)

    with pytest.raises(RecordFirst, match="请先记录 1 号"):
        running.call(2)


def test_two_inspectors_call_two_trainees(running):
    assert running.call().position == 1
    assert running.by(COLLEAGUE).call().position == 2


def test_a_number_belongs_to_the_person_it_was_shown_to_and_not_to_the_name(running):
    running.call()
    with running.database.writing() as session:
        mine = find_staff(session, CITY)
        mine.name = "市里（调走）"
        session.flush()
        add_staff(session, CITY, Role.CITY, None, None, now=running.now)

    assert running.call().position == 2
    assert running.by("市里（调走）").call().position == 1


def test_what_one_records_the_other_need_not_call(running):
    running.call()

    running.by(COLLEAGUE).later(minutes=1).record(1)

    assert running.later(minutes=1).call().position == 2


def test_a_number_that_another_has_is_left_to_the_other_for_five_minutes(running):
    running.call()
    colleague = running.by(COLLEAGUE)
    colleague.call()
    colleague.later(minutes=1).record(2)

    with pytest.raises(WaitToCall, match="09:05 后再拨"):
        colleague.call()
    assert colleague.later(minutes=4).call().position == 1


def test_who_was_not_reached_is_called_again_after_the_others_and_after_the_pause(running):
    running.record(1, CallOutcome.NO_ANSWER)
    assert running.later(minutes=1).call().position == 2
    running.later(minutes=1).record(2)

    with pytest.raises(WaitToCall, match="09:05 后再拨") as refusal:
        running.call()
    card = running.later(minutes=3).call()

    assert refusal.value.free_from == running.now
    assert (card.position, card.attempt, card.counts_from) == (1, 2, None)


def test_whoever_asks_for_one_by_position_is_told_from_when_it_counts(running):
    running.record(1, CallOutcome.NO_ANSWER)

    card = running.later(minutes=2).call(1)

    assert card.counts_from == running.later(minutes=3).now


def test_with_nobody_left_the_next_step_is_told(running):
    running.miss_twice(1)
    running.record(2)

    with pytest.raises(NobodyToCall, match="有 1 名待补抽"):
        running.call()
    running.substitute()
    running.record(3)
    with pytest.raises(NobodyToCall, match="请清点到课人数、留存全景后结束检查"):
        running.call()


def test_somebody_of_the_reserve_is_not_found_and_a_replaced_one_is_told(running):
    with pytest.raises(NotFound, match="抽中学员 3 号（现有 1 至 2 号）"):
        running.call(3)
    running.miss_twice(1)
    running.substitute()

    with pytest.raises(AlreadyReplaced, match="请打 3 号"):
        running.call(1)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (AUDITOR, NotAnInspector),
        (SCHOOL, NotFound),
        (OTHER_DISTRICT, NotFound),
        (DISTRICT, NotYourCheck),
    ],
)
def test_nobody_else_is_shown_a_number(who, refusal, running):
    with pytest.raises(refusal):
        running.by(who).call()

    assert showings(running) == []


def test_after_the_check_has_ended_no_number_is_shown(running):
    running.void()

    with pytest.raises(CheckEnded, match="已作废"):
        running.call()


def test_a_refused_showing_is_not_logged_as_one(running):
    running.call()
    with pytest.raises(RecordFirst):
        running.call(2)

    assert showings(running) == [CITY]


@pytest.mark.parametrize("hours", [3.0, 9.5])
def test_at_noon_and_in_the_evening_no_number_is_shown_unless_it_must_be(running, hours):
    running.later(hours=hours)

    with pytest.raises(OutsideCallHours, match="08:30—12:00、14:00—18:00，或本班上课时间"):
        running.call()
    assert showings(running) == []

    assert running.call(anyway=True).position == 1
    assert showings(running) == [CITY]


def test_a_class_that_is_taught_in_the_evening_is_called_in_the_evening(checking):
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        own.afternoon_starts, own.afternoon_ends = time(19), time(21)
    checking.start()

    assert checking.later(hours=11).call().position == 1
    with pytest.raises(OutsideCallHours):
        checking.later(hours=1, minutes=1).call()


def test_a_cancelled_lesson_is_no_time_to_call(checking):
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        own.afternoon_starts, own.afternoon_ends = time(19), time(21)
        for lesson in own.lessons:
            lesson.cancellation = LessonCancellation(
                reason="停电", cancelled_by="张会计", cancelled_at=checking.now
            )
    checking.start()

    with pytest.raises(OutsideCallHours):
        checking.later(hours=11).call()
