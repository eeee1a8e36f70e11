"""R37: who was not reached is replaced by the next of the reserve, and the replacement is recorded."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_withdrawal
from tests.training.checks.checking import DISTRICT, enrol
from training.checks.acts.calls.substitute import NobodyToReplace, ReserveUsedUp, substitute
from training.checks.rules.calls import Standing
from training.checks.rules.sampling import verify_draw
from training.checks.rules.spot_checks import ConditionState
from training.checks.sheets.check_export import read_stated_draw
from training.checks.terms import CallOutcome, FiledItem, Replacement, Verdict
from training.checks.views.calls.place_at import AlreadyReplaced
from training.checks.views.export_check import export_check
from training.checks.views.find_check import NotYourCheck, find_check_by_number
from training.records.checks.spot_checks import DrawnTrainee, Substitution

YESTERDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def withdraw(checking, position: int, last_day=YESTERDAY) -> None:
    with checking.database.writing() as session:
        place = session.scalars(select(DrawnTrainee).where(DrawnTrainee.position == position)).one()
        a_withdrawal(session, place.enrolment, last_day)


def replacements(checking) -> list[tuple[int, int, Replacement]]:
    with checking.database.reading() as session:
        positions = {each.id: each.position for each in session.scalars(select(DrawnTrainee))}
        made = session.scalars(select(Substitution).order_by(Substitution.id))
        return [(positions[each.old_id], positions[each.new_id], each.reason) for each in made]


def test_the_next_of_the_reserve_takes_the_place(running):
    running.miss_twice(1)

    view = running.substitute()

    assert replacements(running) == [(1, 3, Replacement.UNREACHED)]
    assert (view.person(1).standing, view.person(1).replaced_by) == (Standing.REPLACED, 3)
    assert (view.person(3).standing, view.person(3).takes_place_of) == (Standing.TO_CALL, 1)
    assert view.facts.reserve_left == 1


@pytest.mark.parametrize("corrected_to", [CallOutcome.NO_SUCH_NUMBER, CallOutcome.NO_ANSWER])
@pytest.mark.parametrize("has_left", [False, True])
def test_nobody_is_replaced_by_correcting_a_mismatch_away(corrected_to, has_left, running):
    running.record(1, CallOutcome.MISMATCHED, FiledItem.NAME)
    if has_left:
        withdraw(running, 1)

    view = running.record(1, corrected_to, is_correction=True, note="是空号")

    assert (view.person(1).standing, view.person(1).attempts) == (Standing.TO_CALL_AGAIN, 0)
    with pytest.raises(NobodyToReplace):
        running.substitute()


def test_after_such_a_correction_calls_of_their_own_are_needed(running):
    running.record(1, CallOutcome.MISMATCHED, FiledItem.NAME)
    running.record(1, CallOutcome.NO_ANSWER, is_correction=True, note="点错了")
    running.later(minutes=5).record(1, CallOutcome.NO_ANSWER)
    assert running.see().person(1).standing is Standing.TO_CALL_AGAIN

    view = running.later(minutes=5).record(1, CallOutcome.NO_ANSWER)

    assert view.person(1).standing is Standing.REPLACEABLE
    assert running.substitute().flags[-1] == "1 号由“接通不一致”更正为“未接”（原因见检查记录）"


def test_all_who_may_be_replaced_are(running):
    running.record(1, CallOutcome.NO_SUCH_NUMBER)
    running.record(2, CallOutcome.SUSPENDED)
    running.later(minutes=5)
    running.record(1, CallOutcome.NO_SUCH_NUMBER)
    running.record(2, CallOutcome.SUSPENDED)

    running.substitute()

    assert replacements(running) == [(1, 3, Replacement.UNREACHED), (2, 4, Replacement.UNREACHED)]


@pytest.mark.parametrize("seconds", [0, 299])
def test_before_the_attempts_of_the_policy_nobody_is_replaced(seconds, running):
    running.record(1, CallOutcome.NO_ANSWER)
    running.later(seconds=seconds).record(1, CallOutcome.NO_ANSWER)

    with pytest.raises(NobodyToReplace, match="拨打 2 次、间隔至少 5 分钟仍未接通"):
        running.substitute()
    assert replacements(running) == []


def test_a_mismatch_is_not_drawn_away(running):
    running.record(1, CallOutcome.NOT_THEIR_NUMBER)

    with pytest.raises(NobodyToReplace):
        running.substitute()


def test_who_left_the_class_after_the_draw_is_replaced_without_a_call(running):
    withdraw(running, 1)
    assert running.see().person(1).has_left

    running.substitute()

    assert replacements(running) == [(1, 3, Replacement.WITHDRAWN)]


def test_who_left_after_being_compared_stays_compared(running):
    running.record(1)
    withdraw(running, 1)

    with pytest.raises(NobodyToReplace):
        running.substitute()
    assert running.see().person(1).standing is Standing.MATCHED


def test_a_reserve_that_has_left_meanwhile_is_passed_on_and_the_passing_recorded(running):
    withdraw(running, 3)
    running.miss_twice(1)

    view = running.substitute()

    assert replacements(running) == [(1, 3, Replacement.UNREACHED), (3, 4, Replacement.WITHDRAWN)]
    assert view.person(4).takes_place_of == 3
    with pytest.raises(AlreadyReplaced, match="1 号已补抽为 4 号"):
        running.call(1)


def test_newcomers_are_those_who_are_there_and_who_was_passed_over_is_told_apart(running):
    withdraw(running, 3)
    running.miss_twice(1)

    done = running.act(substitute)

    assert [each.position for each in done.newcomers] == [4]
    assert [each.position for each in done.passed_over] == [3]


def test_who_was_passed_over_is_replaced_before_the_next_who_waits(running):
    withdraw(running, 3)
    for position in (1, 2):
        running.record(position, CallOutcome.NO_SUCH_NUMBER)

    view = running.substitute()

    assert replacements(running) == [(1, 3, Replacement.UNREACHED), (3, 4, Replacement.WITHDRAWN)]
    assert [each.standing for each in view.people] == [
        *(Standing.REPLACED, Standing.REPLACEABLE, Standing.REPLACED, Standing.TO_CALL)
    ]
    with pytest.raises(ReserveUsedUp):
        running.substitute()


def test_where_all_of_the_reserve_have_left_nobody_is_offered(running):
    withdraw(running, 3)
    withdraw(running, 4)
    running.miss_twice(1)

    assert running.see().facts.reserve_left == 0
    with pytest.raises(ReserveUsedUp, match="已退班的不算"):
        running.substitute()
    assert replacements(running) == []
    assert running.see().conditions[0].state is ConditionState.OUT_OF_REACH


def test_on_the_last_day_itself_one_of_the_reserve_is_still_there(running):
    withdraw(running, 3, MONDAY)
    running.miss_twice(1)

    assert running.see().facts.reserve_left == 2
    assert [each.position for each in running.act(substitute).newcomers] == [3]


def test_the_last_of_the_reserve_who_has_left_is_not_brought_in(running):
    withdraw(running, 4)
    for position in (1, 2):
        running.record(position, CallOutcome.NO_SUCH_NUMBER)

    running.substitute()

    assert replacements(running) == [(1, 3, Replacement.UNREACHED)]


def test_an_empty_number_is_not_dialled_twice(running):
    view = running.record(1, CallOutcome.NO_SUCH_NUMBER)

    assert view.person(1).standing is Standing.REPLACEABLE
    assert running.call().position == 2


def test_a_passed_over_reserve_leaves_a_draw_that_is_verified(running, tmp_path):
    withdraw(running, 3)
    running.miss_twice(1)
    running.substitute()
    path = tmp_path / "check.json"
    with running.database.reading() as session:
        found = export_check(session, find_check_by_number(session, "BT-1-市1"), now=running.now)
    path.write_text(json.dumps(found), encoding="utf-8")

    assert [(each["old"], each["new"], each["reason"]) for each in found["draw"]["substitutions"]] == [
        (1, 3, "联系不上"),
        (3, 4, "已退班"),
    ]
    assert all(each.agrees for each in verify_draw(read_stated_draw(path)))


def test_with_the_reserve_used_up_the_check_is_not_passed_but_unable(checking):
    with checking.database.writing() as session:
        checking.class_id = enrol(session, "BT-2", 2)
    checking.start()
    checking.miss_twice(1)
    checking.substitute()
    checking.miss_twice(2)

    with pytest.raises(ReserveUsedUp, match="备用名单已用完"):
        checking.substitute()
    checking.count(2)
    checking.keep()

    assert checking.conclude().verdict is Verdict.UNABLE


def test_only_the_checks_own_level_replaces(running):
    running.miss_twice(1)

    with pytest.raises(NotYourCheck, match="这是市本级的检查"):
        running.by(DISTRICT).substitute()


def test_a_button_pressed_twice_draws_once(running):
    for place in (1, 2):
        running.miss_twice(place)
    before = running.see().substituted
    first = running.act(substitute, seen=before)
    running.miss_twice(len(first.view.people))

    again = running.act(substitute, seen=before)

    assert (len(first.newcomers) > 0, again.newcomers) == (True, ())
