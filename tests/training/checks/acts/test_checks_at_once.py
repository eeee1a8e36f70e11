"""Two press at once: one act is done, the other is told; nothing is lost and nothing is done twice."""

import pytest
from sqlalchemy import func, select

from tests.training.builders import at_once
from tests.training.checks.checking import COLLEAGUE, DISTRICT, Checking, a_picture
from training.checks.acts.calls.record_call import AlreadyCompared
from training.checks.acts.calls.substitute import NobodyToReplace
from training.checks.acts.confirmations.answer_confirmation import AlreadyAnswered
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.terms import CallOutcome, Verdict
from training.checks.views.check_views import CheckView
from training.checks.views.class_to_check import CheckIsRunning
from training.checks.views.evidence.refuse_evidence import UsedElsewhere
from training.checks.views.find_check import CheckEnded
from training.checks.views.refuse_void import AlreadyVoided
from training.notice.terms import Role
from training.records.checks.calls import SpotCall
from training.records.checks.confirmations import ConfirmationAnswer
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, Draw, SpotCheck, Substitution
from training.staff.acts.add_staff import add_staff


@pytest.fixture
def running(checking: Checking) -> Checking:
    checking.start()
    return checking


@pytest.fixture
def colleague(running: Checking) -> Checking:
    return running.by(COLLEAGUE)


def count(checking: Checking, record: type) -> int:
    with checking.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def refusals(outcomes: list[object]) -> list[object]:
    return [each for each in outcomes if isinstance(each, type)]


def test_of_two_starts_one_draws_and_the_other_is_told(checking):
    outcomes = at_once(
        checking.by("市里").start, checking.by(COLLEAGUE).start, lambda: checking.by("市里").start(b"third")
    )

    assert refusals(outcomes) == [CheckIsRunning] * 2
    assert (count(checking, SpotCheck), count(checking, Draw)) == (1, 1)


def test_both_levels_may_start_at_once(checking):
    outcomes = at_once(checking.by("市里").start, checking.by(DISTRICT).start)

    assert refusals(outcomes) == []
    assert count(checking, SpotCheck) == 2


def test_of_two_comparisons_of_one_trainee_one_is_recorded(running, colleague):
    outcomes = at_once(lambda: running.record(1), lambda: colleague.record(1, CallOutcome.NOT_THEIR_NUMBER))

    assert refusals(outcomes) == [AlreadyCompared]
    assert count(running, SpotCall) == 1


def test_two_attempts_at_once_are_both_kept_and_count_once(running, colleague):
    outcomes = at_once(
        lambda: running.record(1, CallOutcome.NO_ANSWER), lambda: colleague.record(1, CallOutcome.BUSY)
    )

    person = running.see().person(1)
    assert refusals(outcomes) == []
    assert (len(person.calls), person.attempts) == (2, 1)


def test_two_trainees_are_recorded_at_once(running, colleague):
    outcomes = at_once(lambda: running.record(1), lambda: colleague.record(2))

    assert refusals(outcomes) == []
    assert running.see().verified == 2


def test_one_tap_that_arrives_several_times_at_once_stores_once(running):
    def tap() -> CheckView:
        return running.record(1, CallOutcome.NO_ANSWER, client_key="m1")

    assert refusals(at_once(tap, tap, tap)) == []
    assert count(running, SpotCall) == 1


def test_one_head_count_that_arrives_several_times_at_once_stores_once(running):
    outcomes = at_once(*[lambda: running.count(4, client_key="m1")] * 3)

    assert refusals(outcomes) == []


def test_two_inspectors_who_ask_at_once_get_two_trainees(running, colleague):
    cards = at_once(running.call, colleague.call)

    assert sorted(card.position for card in cards) == [1, 2]


def test_of_two_replacements_one_is_made(running, colleague):
    running.miss_twice(1)
    colleague.now = running.now

    outcomes = at_once(running.substitute, colleague.substitute)

    assert refusals(outcomes) == [NobodyToReplace]
    assert count(running, Substitution) == 1


def test_a_call_that_comes_together_with_the_end_is_in_the_verdict_or_refused(running, colleague):
    running.record(1)
    running.count(4)
    running.keep()

    recorded, concluded = at_once(lambda: colleague.record(2), lambda: running.conclude(as_unable=True))

    verdict = Verdict.UNABLE if recorded is CheckEnded else Verdict.PASSED
    assert concluded.verdict is verdict
    assert count(running, SpotCall) == (1 if recorded is CheckEnded else 2)


def test_of_two_ends_one_is_made(running, colleague):
    outcomes = at_once(
        lambda: running.conclude(as_unable=True), lambda: colleague.conclude(as_unable=True), colleague.void
    )

    assert set(refusals(outcomes)) <= {CheckEnded, AlreadyVoided, AlreadyAnswered}
    assert count(running, CheckConclusion) + count(running, CheckVoiding) >= 1
    assert count(running, CheckConclusion) <= 1
    assert count(running, CheckVoiding) <= 1


def test_nobody_voids_twice_even_at_once(running, colleague):
    """Whoever began it takes it back while a colleague asks for a void and has it confirmed."""
    outcomes = at_once(running.void, colleague.void)

    assert set(refusals(outcomes)) <= {AlreadyVoided, AlreadyAnswered}
    assert count(running, CheckVoiding) == 1


def test_of_two_second_persons_at_once_one_decides(running, colleague):
    running.record(1)
    running.ask_to_void()
    with running.database.writing() as session:
        add_staff(session, "第三人", Role.CITY, None, None, now=running.now)
    third = running.by("第三人")

    outcomes = at_once(colleague.confirm, lambda: third.confirm("记录没有问题", is_confirmed=False))

    assert refusals(outcomes) == [AlreadyAnswered]
    assert count(running, ConfirmationAnswer) == 1


def test_one_picture_that_arrives_twice_at_once_is_kept_once(running, colleague):
    outcomes = at_once(running.keep, colleague.keep)

    assert refusals(outcomes) == []
    assert count(running, Evidence) == 1
    assert running.see().facts.panoramas == 1


@pytest.mark.parametrize("colour", ["red", "green", "blue", "yellow", "white"])
def test_one_picture_that_two_checks_are_brought_at_once_proves_one_of_them(colour, running):
    district = running.by(DISTRICT)
    district.start()

    outcomes = at_once(lambda: running.keep(colour), lambda: district.keep(colour))

    assert refusals(outcomes) == [UsedElsewhere]
    assert count(running, Evidence) == 1


def test_two_pictures_that_two_checks_are_brought_crosswise_at_once_prove_one_of_them(running):
    district = running.by(DISTRICT)
    district.start()
    red, blue = (ReceivedPicture(a_picture(colour), "chat") for colour in ("red", "blue"))

    outcomes = at_once(
        lambda: running.act(keep_evidence, red, blue), lambda: district.act(keep_evidence, blue, red)
    )

    assert refusals(outcomes) == [UsedElsewhere]
    assert count(running, Evidence) == 2


def test_many_taps_by_many_hands_lose_none(checking):
    checking.start()
    hands = [checking.by(who) for who in ("市里", COLLEAGUE)] * 4

    outcomes = at_once(
        *(
            lambda hand=hand, number=number: hand.record(
                1 + number % 2, CallOutcome.NO_ANSWER, client_key=f"m{number}"
            )
            for number, hand in enumerate(hands)
        )
    )

    assert refusals(outcomes) == []
    assert count(checking, SpotCall) == 8
