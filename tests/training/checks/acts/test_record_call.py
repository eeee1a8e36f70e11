"""R37: what came of a call is recorded once, never changed, and corrected by a row that names the old one."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.training.checks.checking import AUDITOR, COLLEAGUE, DISTRICT, NINE, OTHER_DISTRICT, SCHOOL
from training.checks.acts.calls.record_call import (
    AlreadyCompared,
    BadCallTimes,
    NothingToCorrect,
    RecordedBefore,
    RecordedMeanwhile,
)
from training.checks.acts.calls.take_call_list import take_call_list
from training.checks.rules.calls import BadCallReport, CallResult, Standing
from training.checks.terms import CallOutcome, FiledItem
from training.checks.views.calls.call_signs import NEVER_SHOWN, OUT_OF_HOURS
from training.checks.views.calls.place_at import AlreadyReplaced
from training.checks.views.find_check import CheckEnded, NotAnInspector, NotYourCheck
from training.errors import NotFound
from training.notice.notes import ReasonMissing, TextTooLong
from training.records.checks.calls import FieldComparison, SpotCall

PAUSE, A_SECOND = timedelta(minutes=5), timedelta(seconds=1)


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def calls(checking) -> list[CallOutcome]:
    with checking.database.reading() as session:
        return list(session.scalars(select(SpotCall.outcome).order_by(SpotCall.id)))


def test_a_match_is_recorded_with_every_item(running):
    view = running.record(1)

    assert (view.person(1).standing, view.verified) == (Standing.MATCHED, 1)
    line = view.person(1).calls[0]
    assert (line.outcome, line.called_by, line.result) == (CallOutcome.MATCHED, "市里", CallResult.MATCH)
    with running.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(FieldComparison)) == len(FiledItem)


def test_a_mismatch_names_what_differs(running):
    view = running.record(1, CallOutcome.MISMATCHED, FiledItem.ID_ENDING)

    assert view.person(1).standing is Standing.MISMATCHED
    assert view.person(1).calls[0].differing == (FiledItem.ID_ENDING,)


def test_a_soft_difference_is_kept_and_does_not_fail(running):
    view = running.record(1, CallOutcome.MISMATCHED, FiledItem.TRADE)

    assert view.person(1).standing is Standing.MATCHED
    assert view.person(1).calls[0].differing == (FiledItem.TRADE,)


def test_attempts_are_kept_one_beside_the_other(running):
    running.record(1, CallOutcome.NO_ANSWER)
    running.later(minutes=1).record(1, CallOutcome.BUSY)
    view = running.later(minutes=4).record(1, CallOutcome.MATCHED)

    person = view.person(1)
    assert [each.outcome for each in person.calls] == ["未接", "占线", "接通一致"]
    assert (person.attempts, person.standing) == (2, Standing.MATCHED)


def test_a_call_lasts_from_the_showing_of_the_number_to_its_record(running):
    running.call(1)

    line = running.later(minutes=3).record(1).person(1).calls[0]

    assert (line.started_at, line.ended_at) == (NINE, NINE + timedelta(minutes=3))


def test_a_showing_before_the_last_call_is_no_beginning_of_the_next(running):
    running.call(1)
    running.later(minutes=1).record(1, CallOutcome.NO_ANSWER)

    line = running.later(minutes=7).record(1).person(1).calls[1]

    assert line.started_at == running.now


@pytest.mark.parametrize(
    ("began", "ended", "is_refused"),
    [
        *((-60, 0, False), (0, 0, False), (-1, -2, True), (0, 1, True), (1, 2, True)),
        *((-600, 0, False), (-601, 0, True)),
    ],
)
def test_a_call_begins_in_its_check_before_it_ends_and_ends_before_it_is_recorded(
    began, ended, is_refused, running
):
    running.later(minutes=10)
    times = {
        "started_at": running.now + timedelta(seconds=began),
        "ended_at": running.now + timedelta(seconds=ended),
    }

    if is_refused:
        with pytest.raises(BadCallTimes):
            running.record(1, **times)
    else:
        assert running.record(1, **times).person(1).calls[0].started_at == times["started_at"]


@pytest.mark.parametrize(
    ("began", "ended", "counted"),
    [
        (-240, 60, (0, 60)),
        (-1, 59, (0, 59)),
        (0, 59, (0, 59)),
        (1, 60, (1, 60)),
        # What is said to have ended before the number was shown took no time at all.
        (-240, -200, (0, 0)),
    ],
)
def test_a_call_is_never_said_to_have_begun_before_its_number_was_first_shown(began, ended, counted, running):
    shown_at = running.later(minutes=20).now
    running.by(COLLEAGUE).call(1)
    running.later(seconds=60)
    said = (shown_at + timedelta(seconds=began), shown_at + timedelta(seconds=ended))

    (call,) = running.record(1, started_at=said[0], ended_at=said[1]).person(1).calls

    kept = (call.started_at - shown_at, call.ended_at - shown_at)
    assert kept == tuple(timedelta(seconds=each) for each in counted)


def test_what_was_called_from_a_list_and_is_sent_late_keeps_its_times(running):
    running.act(take_call_list)
    began = running.later(minutes=1).now
    running.later(minutes=30)

    view = running.record(1, started_at=began, ended_at=began + timedelta(seconds=90))

    (call,) = view.person(1).calls
    assert (call.started_at, call.ended_at) == (began, began + timedelta(seconds=90))
    assert view.flags == ()


def test_from_a_list_a_call_whose_times_nobody_says_begins_where_ones_own_before_ended(running):
    running.act(take_call_list)
    first = running.later(minutes=2).record(1).person(1).calls[0]
    running.later(minutes=3)

    view = running.record(2)

    (second,) = view.person(2).calls
    assert (first.started_at, first.ended_at) == (NINE, NINE + timedelta(minutes=2))
    assert (second.started_at, second.ended_at) == (first.ended_at, running.now)
    assert view.flags == ()


def test_two_attempts_within_a_second_are_one_whatever_is_said_of_the_first(running):
    running.later(minutes=20).call(1)
    running.later(seconds=1)
    long_ago = running.now - timedelta(minutes=18)
    running.record(1, CallOutcome.NO_ANSWER, started_at=long_ago, ended_at=long_ago)

    view = running.record(1, CallOutcome.NO_ANSWER)

    assert (view.person(1).attempts, view.person(1).standing) == (1, Standing.TO_CALL_AGAIN)


def test_a_correction_says_nothing_of_the_times(running):
    running.later(minutes=20).call(1)
    shown_at = running.now
    running.later(seconds=60).record(1, CallOutcome.NO_ANSWER)

    view = running.record(1, is_correction=True, note="接通了", started_at=NINE, ended_at=NINE)

    assert view.person(1).calls[0].started_at == shown_at


def test_calls_of_one_inspector_that_go_on_at_once_are_flagged(running):
    running.act(take_call_list)
    began = running.now
    running.later(minutes=2)
    for place in (1, 2):
        view = running.record(place, started_at=began, ended_at=running.now)

    assert view.flags == ("1、2 号的通话时间相互重叠，记录人是同一人",)


def test_calls_of_two_inspectors_that_go_on_at_once_are_not_flagged(running):
    running.call(1)
    running.by(COLLEAGUE).call(2)
    running.later(minutes=2).record(1)

    assert running.by(COLLEAGUE).record(2).flags == ()


def test_the_same_tap_sent_twice_stores_once(running):
    running.record(1, CallOutcome.NO_ANSWER, client_key="m1")
    running.record(1, CallOutcome.NO_ANSWER, client_key="m1")
    running.record(1, CallOutcome.NO_ANSWER, client_key="m2")

    assert calls(running) == [CallOutcome.NO_ANSWER] * 2


def test_the_same_key_in_another_check_is_another_act(running):
    running.record(1, client_key="m1")
    other = running.by(DISTRICT)
    other.start(b"another seed")

    assert other.record(1, client_key="m1").verified == 1


def test_who_has_been_compared_is_not_recorded_again_by_mistake(running):
    running.record(1)

    with pytest.raises(AlreadyCompared, match="1 号已由市里记为“接通一致”"):
        running.by(COLLEAGUE).record(1, CallOutcome.NOT_THEIR_NUMBER)

    assert calls(running) == [CallOutcome.MATCHED]


def test_a_correction_takes_the_place_of_the_call_and_keeps_it(running):
    running.record(1, CallOutcome.NOT_THEIR_NUMBER)

    view = running.later(minutes=2).record(1, is_correction=True, note="点错了行")

    person = view.person(1)
    assert (person.standing, view.corrections) == (Standing.MATCHED, 1)
    assert [(each.outcome, each.is_correction, each.note) for each in person.calls] == [
        (CallOutcome.MATCHED, True, "点错了行")
    ]
    assert person.calls[0].started_at == NINE
    assert calls(running) == [CallOutcome.NOT_THEIR_NUMBER, CallOutcome.MATCHED]


def test_a_correction_can_be_corrected_in_turn(running):
    running.record(1)
    running.record(1, CallOutcome.NOT_THEIR_NUMBER, is_correction=True, note="是家人接的")

    view = running.record(1, CallOutcome.NO_ANSWER, is_correction=True, note="是另一位学员的结果")

    assert (view.person(1).standing, view.corrections) == (Standing.TO_CALL_AGAIN, 2)


def test_a_correction_says_why(running):
    running.record(1)

    with pytest.raises(ReasonMissing, match="更正通话记录要写明原因"):
        running.record(1, CallOutcome.NOT_THEIR_NUMBER, is_correction=True, note="  ")


def test_what_was_not_recorded_cannot_be_corrected(running):
    with pytest.raises(NothingToCorrect, match="1 号还没有通话记录"):
        running.record(1, is_correction=True, note="点错了")


def test_who_calls_back_before_being_replaced_is_compared(running):
    assert running.miss_twice(1).person(1).standing is Standing.REPLACEABLE

    assert running.record(1).person(1).standing is Standing.MATCHED


def test_a_replaced_trainee_takes_no_more_calls(running):
    running.miss_twice(1)
    running.substitute()

    with pytest.raises(AlreadyReplaced, match="1 号已补抽为 3 号"):
        running.record(1)


@pytest.mark.parametrize("position", [-1, 0, 3, 99])
def test_the_reserve_is_not_called_before_its_turn(position, running):
    with pytest.raises(NotFound, match="现有 1 至 2 号"):
        running.record(position)


def test_a_contradiction_and_a_note_too_long_store_nothing(running):
    with pytest.raises(BadCallReport):
        running.record(1, CallOutcome.MATCHED, FiledItem.NAME)
    with pytest.raises(TextTooLong):
        running.record(1, note="字" * 256)

    assert calls(running) == []


@pytest.mark.parametrize(
    ("who", "refusal"),
    [(AUDITOR, NotAnInspector), (SCHOOL, NotFound), (OTHER_DISTRICT, NotFound), (DISTRICT, NotYourCheck)],
)
def test_only_inspectors_of_the_checks_level_record(who, refusal, running):
    with pytest.raises(refusal):
        running.by(who).record(1)

    assert calls(running) == []


def test_an_ended_check_takes_no_record(running):
    running.void()

    with pytest.raises(CheckEnded, match="检查 BT-1-市1 已在 03月02日 09:00 结束（已作废）"):
        running.record(1)


def signs(view, position: int = 1) -> list[tuple[str, ...]]:
    return [each.signs for each in view.person(position).calls]


def test_a_call_whose_number_was_never_shown_is_recorded_and_pointed_out(running):
    running.by(COLLEAGUE).call(1)

    assert signs(running.later(minutes=1).record(1)) == [()]
    assert signs(running.record(2), 2) == [(NEVER_SHOWN,)]


def test_a_number_that_is_shown_afterwards_was_not_known_before(running):
    running.record(1, CallOutcome.NO_ANSWER)
    running.later(minutes=6).call(1)

    view = running.later(minutes=1).record(1)

    assert signs(view) == [(NEVER_SHOWN,), ()]


def test_whose_number_was_shown_afterwards_is_pointed_out_after_a_correction_too(running):
    running.record(1)
    running.later(minutes=1).call(1)

    view = running.record(1, CallOutcome.BUSY, is_correction=True, note="占线")

    assert signs(view) == [(NEVER_SHOWN,)]


def test_a_call_out_of_hours_is_pointed_out_and_counts(running):
    running.later(hours=3).call(1, anyway=True)

    view = running.later(minutes=1).record(1)

    assert signs(view) == [(OUT_OF_HOURS,)]
    assert view.verified == 1


def test_a_button_pressed_twice_records_once(running):
    running.record(1, CallOutcome.NO_ANSWER, seen=0)

    view = running.record(1, CallOutcome.NO_ANSWER, seen=0)

    assert [each.outcome for each in view.person(1).calls] == [CallOutcome.NO_ANSWER]


def test_another_button_of_the_same_card_is_told_what_was_recorded(running):
    running.record(1, CallOutcome.NO_ANSWER, seen=0)

    with pytest.raises(RecordedMeanwhile, match=r"1 号 .* 已由市里记为“未接”，这次没有再记"):
        running.record(1, CallOutcome.MATCHED, seen=0)
    assert running.see().verified == 0


def test_the_record_of_a_colleague_is_not_taken_for_ones_own(running):
    running.by(COLLEAGUE).record(1, CallOutcome.NO_ANSWER, seen=0)

    with pytest.raises(RecordedMeanwhile, match="已由市里同事记为“未接”"):
        running.record(1, CallOutcome.NO_ANSWER, seen=0)


def test_the_card_of_the_next_attempt_records_the_next(running):
    running.record(1, CallOutcome.NO_ANSWER, seen=0)

    view = running.record(1, CallOutcome.MATCHED, seen=1)

    assert [each.outcome for each in view.person(1).calls] == [CallOutcome.NO_ANSWER, CallOutcome.MATCHED]


def test_a_corrected_call_counts_as_one_that_was_seen(running):
    running.record(1, CallOutcome.NO_ANSWER, seen=0)
    running.record(1, CallOutcome.BUSY, is_correction=True, note="是占线")

    with pytest.raises(RecordedMeanwhile, match="“占线”"):
        running.record(1, CallOutcome.MATCHED, seen=0)
    assert running.record(1, CallOutcome.MATCHED, seen=2).verified == 1


def test_a_correction_pressed_twice_is_one(running):
    running.record(1, seen=0)
    correction = {"is_correction": True, "note": "听错了", "seen": 1}
    running.record(1, CallOutcome.NOT_THEIR_NUMBER, **correction)

    running.later(hours=1).record(1, CallOutcome.NOT_THEIR_NUMBER, **correction)

    assert calls(running) == ["接通一致", "号码不是本人"]


def test_a_correction_is_not_taken_for_the_call_that_says_the_same(running):
    running.record(1, CallOutcome.NO_ANSWER, seen=0)

    with pytest.raises(RecordedMeanwhile, match="“未接”"):
        running.record(1, CallOutcome.NO_ANSWER, is_correction=True, note="听错了", seen=0)


def test_a_correction_of_what_is_no_longer_the_latest_is_told_what_is(running):
    running.record(1, CallOutcome.NO_ANSWER)
    running.by(COLLEAGUE).record(1, CallOutcome.BUSY)

    with pytest.raises(RecordedMeanwhile, match="已由市里同事记为“占线”"):
        running.record(1, CallOutcome.BUSY, is_correction=True, note="听错了", seen=1)


@pytest.mark.parametrize(
    ("after", "is_told"), [(PAUSE - A_SECOND, False), (PAUSE, True), (PAUSE + A_SECOND, True)]
)
def test_a_button_pressed_again_after_the_pause_may_tell_of_another_attempt_and_says_so(
    after, is_told, running
):
    running.record(1, CallOutcome.NO_ANSWER, seen=0)
    running.now += after

    with pytest.raises(RecordedBefore, match="在 09:00 已记为“未接”") if is_told else nullcontext():
        running.record(1, CallOutcome.NO_ANSWER, seen=0)

    assert calls(running) == ["未接"]


def test_who_has_been_compared_is_not_called_again_so_a_press_long_after_is_the_same_press(running):
    running.record(1, seen=0)

    view = running.later(hours=1).record(1, seen=0)

    assert [each.outcome for each in view.person(1).calls] == ["接通一致"]


def test_the_button_of_the_first_attempt_is_told_of_the_second(running):
    running.record(1, CallOutcome.NO_ANSWER, seen=0)
    running.later(minutes=5).record(1, CallOutcome.NO_ANSWER, seen=1)

    with pytest.raises(RecordedMeanwhile):
        running.record(1, CallOutcome.NO_ANSWER, seen=0)
    assert calls(running) == ["未接", "未接"]
