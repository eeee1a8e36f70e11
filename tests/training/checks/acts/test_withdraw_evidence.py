"""R39: a picture that came to the wrong check is taken back before the verdict, with the reason; it stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.training.checks.checking import DISTRICT, NINE, a_picture, enrol
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.evidence.mark_panorama import mark_panorama
from training.checks.acts.evidence.withdraw_evidence import ProvesAnExplanation
from training.checks.terms import CallOutcome
from training.checks.views.evidence.picture_of import NoPicture, WasWithdrawn
from training.checks.views.find_check import CheckEnded, NotYourCheck
from training.notice.notes import ReasonMissing


@pytest.fixture
def running(checking):
    checking.start()
    checking.keep()
    return checking


def test_it_proves_nothing_any_more_and_stays_with_the_reason(running):
    view = running.withdraw(1, "发到了别的班")

    assert (view.facts.panoramas, view.pictures) == (0, ())
    (kept,) = view.withdrawn
    assert kept.withdrawn == "市里 撤回：发到了别的班"


def test_a_number_stays_what_it_was_when_another_is_taken_back(running):
    running.keep("blue")
    running.withdraw(1)

    assert [each.place for each in running.see().pictures] == [2]
    assert [each.place for each in running.keep("green").pictures] == [2, 3]


def test_a_flag_calls_a_picture_by_the_number_that_it_has_everywhere(running):
    old = replace(a_picture("green"), taken_at=NINE - timedelta(days=30))
    running.act(keep_evidence, ReceivedPicture(old, "chat"))

    view = running.withdraw(1)

    assert [each.place for each in view.pictures if each.doubt] == [2]
    assert view.flags == ("第 2 张照片自带的时间与本次检查不符",)


def test_it_is_free_for_the_check_it_belongs_to(running):
    running.withdraw(1)
    other = running.by(DISTRICT)
    with running.database.writing() as session:
        other.class_id = enrol(session, "BT-8", 3)
    other.start(b"another seed")

    assert other.keep().facts.panoramas == 1


def test_it_does_not_come_back_into_this_one(running):
    running.withdraw(1)

    with pytest.raises(WasWithdrawn, match="已经撤回"):
        running.keep()
    with pytest.raises(NoPicture):
        running.act(mark_panorama, None)


def test_it_is_taken_back_once_and_with_a_reason(running):
    with pytest.raises(ReasonMissing):
        running.withdraw(1, " ")
    picture = running.see().pictures[0].evidence_id
    running.withdraw(1)

    with pytest.raises(WasWithdrawn):
        running.withdraw_named(picture)


def test_after_the_verdict_the_evidence_stays(running):
    picture = running.see().pictures[0].evidence_id
    running.conclude(as_unable=True)

    with pytest.raises(CheckEnded):
        running.withdraw_named(picture)


def test_the_other_level_takes_nothing_back(running):
    with pytest.raises(NotYourCheck):
        running.by(DISTRICT).withdraw(1)


def test_what_a_second_person_was_shown_is_not_taken_back(running):
    running.record(1, CallOutcome.NOT_THEIR_NUMBER)
    running.keep("green", shows_everybody=False)
    picture = running.see().pictures[1].evidence_id
    running.act(resolve_mismatch, 1, Explanation("换了号码", picture))

    with pytest.raises(ProvesAnExplanation):
        running.withdraw(2)
