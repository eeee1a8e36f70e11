"""R37: a mismatch fails the check unless evidence of that trainee explains it and a second person agrees."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.training.checks.checking import CITY, COLLEAGUE, DISTRICT
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.confirmations.answer_confirmation import AlreadyAnswered, NotTheSecondPerson
from training.checks.acts.evidence.mark_panorama import mark_panorama
from training.checks.acts.evidence.mark_picture import ExplainsSomebody
from training.checks.rules.calls import Standing
from training.checks.rules.confirmations import ConfirmationState
from training.checks.terms import CallOutcome, FiledItem, Verdict
from training.checks.views.calls.mismatch_at import NoMismatch, NotToBeExplained
from training.checks.views.evidence.picture_of import NoPicture, WasWithdrawn
from training.checks.views.evidence.refuse_explanation import NotOfThisTrainee
from training.checks.views.find_check import CheckEnded, NotYourCheck
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.records.checks.calls import MismatchResolution, SpotCall
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence, PanoramaMark

WHY = "本人持证件到场，已换号"


@pytest.fixture
def mismatched(checking):
    """Number 1 did not match, number 2 did; everybody was there, a panorama, and a picture of a document."""
    checking.start()
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.ID_ENDING)
    checking.record(2)
    checking.count(4)
    checking.keep()
    checking.keep("green", shows_everybody=False)
    return checking


def picture_of(checking, place: int = 2):
    return checking.see().pictures[place - 1].evidence_id


def explain(checking, place: int = 1, reason: str = WHY, picture=None):
    told = Explanation(reason, picture or picture_of(checking))
    return checking.act(resolve_mismatch, place, told)


def test_a_mismatch_fails_the_check(mismatched):
    assert mismatched.see().verdict is Verdict.FAILED
    assert mismatched.conclude().state == "不合格"


def test_an_explanation_alone_changes_nothing(mismatched):
    view = explain(mismatched)

    assert view.person(1).standing is Standing.MISMATCHED
    assert [(each.about, each.state) for each in view.confirmations] == [("1 号说明", ConfirmationState.OPEN)]
    assert mismatched.conclude().verdict is Verdict.FAILED


def test_once_a_second_person_agrees_it_does_not_fail_and_both_are_on_the_record(mismatched):
    explain(mismatched)

    view = mismatched.by(COLLEAGUE).confirm()

    call = view.person(1).calls[0]
    assert view.person(1).standing is Standing.EXPLAINED
    assert (call.explanation, call.confirmed_by) == (WHY, COLLEAGUE)
    assert mismatched.conclude().verdict is Verdict.PASSED


def test_whoever_explains_does_not_confirm_it(mismatched):
    explain(mismatched)

    with pytest.raises(NotTheSecondPerson):
        mismatched.by(CITY).confirm()


@pytest.mark.parametrize("outcome", [CallOutcome.PROVIDER_ANSWERED, CallOutcome.NOT_ATTENDING])
def test_no_picture_makes_up_for_who_was_not_there_or_was_answered_for(outcome, mismatched):
    mismatched.record(1, outcome, is_correction=True, note="听错了")

    with pytest.raises(NotToBeExplained, match=f"“{outcome}”，不能用照片说明"):
        explain(mismatched)


@pytest.mark.parametrize("outcome", [CallOutcome.PROVIDER_ANSWERED, CallOutcome.NOT_ATTENDING])
def test_what_a_picture_cannot_explain_is_not_corrected_into_what_it_can(outcome, mismatched):
    mismatched.record(1, outcome, is_correction=True, note="听错了")
    mismatched.record(1, CallOutcome.NOT_THEIR_NUMBER, is_correction=True, note="换了号码")

    with pytest.raises(NotToBeExplained, match=f"1 号记过“{outcome}”，不能用照片说明；记错的更正要写明原因"):
        explain(mismatched)


def test_a_panorama_is_no_evidence_of_one_trainee(mismatched):
    with pytest.raises(NotOfThisTrainee, match="这张是教室全景"):
        explain(mismatched, picture=picture_of(mismatched, 1))


def test_one_picture_explains_one_trainee(checking):
    checking.start()
    for place in (1, 2):
        checking.record(place, CallOutcome.MISMATCHED, FiledItem.NAME)
    checking.keep(shows_everybody=False)
    explain(checking, 1, picture=picture_of(checking, 1))

    with pytest.raises(NotOfThisTrainee, match="已经用过"):
        explain(checking, 2, picture=picture_of(checking, 1))


def explained_and_voided(checking, *, is_confirmed: bool | None) -> None:
    """Number 1 is explained by the green picture, a second person says so or not, and the check is voided."""
    checking.start()
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NAME)
    checking.keep("green", shows_everybody=False)
    explain(checking, picture=picture_of(checking, 1))
    if is_confirmed is not None:
        checking.by(COLLEAGUE).confirm("看过照片", is_confirmed=is_confirmed)
    checking.void()
    checking.start()
    checking.record(2, CallOutcome.MISMATCHED, FiledItem.NAME)
    checking.keep("green", shows_everybody=False)


def test_a_picture_that_explained_somebody_explains_nobody_after_a_void_either(checking):
    explained_and_voided(checking, is_confirmed=True)

    with pytest.raises(NotOfThisTrainee, match="已经用过"):
        explain(checking, 2, picture=picture_of(checking, 1))
    assert checking.see().confirmations == ()


@pytest.mark.parametrize("is_confirmed", [False, None], ids=["declined", "lapsed with its check"])
def test_a_picture_that_nobody_agreed_to_may_be_asked_about_in_the_next_check(is_confirmed, checking):
    explained_and_voided(checking, is_confirmed=is_confirmed)

    explain(checking, 2, picture=picture_of(checking, 1))

    assert checking.by(COLLEAGUE).confirm().person(2).standing is Standing.EXPLAINED


def test_a_picture_that_was_used_before_two_were_needed_is_used_too(mismatched):
    with mismatched.database.writing() as session:
        evidence = session.scalars(select(Evidence).order_by(Evidence.id.desc()).limit(1)).one()
        call = session.scalars(select(SpotCall).order_by(SpotCall.id.desc()).limit(1)).one()
        session.add(
            MismatchResolution(
                call_id=call.id,
                evidence_id=evidence.id,
                reason=WHY,
                resolved_by=CITY,
                resolved_at=mismatched.now,
            )
        )

    with pytest.raises(NotOfThisTrainee, match="已经用过"):
        explain(mismatched)


@pytest.mark.parametrize("answer", [None, True, False], ids=["asked", "confirmed", "declined"])
def test_a_picture_that_explains_becomes_no_panorama(answer, mismatched):
    picture = picture_of(mismatched)
    explain(mismatched)
    if answer is not None:
        mismatched.by(COLLEAGUE).confirm("看过照片", is_confirmed=answer)

    with pytest.raises(ExplainsSomebody, match="不能标为全景；请另发一张教室全景"):
        mismatched.act(mark_panorama, picture)
    with pytest.raises(ExplainsSomebody):
        mismatched.keep("green", shows_everybody=True)
    assert mismatched.see().facts.panoramas == 1


def test_a_word_on_ones_latest_picture_never_means_the_one_that_explains(mismatched):
    mismatched.keep("yellow", shows_everybody=False)
    explain(mismatched, picture=picture_of(mismatched, 3))

    view = mismatched.act(mark_panorama, None)

    assert [each.is_panorama for each in view.pictures] == [True, True, False]


def test_where_there_is_only_the_picture_that_explains_none_is_marked(checking):
    checking.start()
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NAME)
    checking.keep(shows_everybody=False)
    explain(checking, picture=picture_of(checking, 1))

    with pytest.raises(NoPicture):
        checking.act(mark_panorama, None)


def test_what_was_marked_as_the_panorama_since_is_not_confirmed(mismatched):
    """As rows of before may stand."""
    explain(mismatched)
    with mismatched.database.writing() as session:
        evidence = session.scalars(select(Confirmation)).one().evidence
        session.add(
            PanoramaMark(
                evidence_id=evidence.id,
                is_panorama=True,
                everybody_in=True,
                marked_by=CITY,
                marked_at=mismatched.now,
            )
        )

    with pytest.raises(NotOfThisTrainee, match="这张是教室全景"):
        mismatched.by(COLLEAGUE).confirm()
    assert mismatched.see().confirmations[0].state is ConfirmationState.OPEN
    mismatched.act(mark_panorama, picture_of(mismatched), shows_everybody=False)
    assert mismatched.by(COLLEAGUE).confirm().person(1).standing is Standing.EXPLAINED


@pytest.mark.parametrize(
    ("corrected_to", "refusal"),
    [
        (CallOutcome.MATCHED, NoMismatch),
        (CallOutcome.NOT_THEIR_NUMBER, NoMismatch),
        (CallOutcome.PROVIDER_ANSWERED, NotToBeExplained),
    ],
)
def test_what_was_corrected_since_it_was_asked_about_is_not_confirmed(corrected_to, refusal, mismatched):
    explain(mismatched)
    mismatched.record(1, corrected_to, is_correction=True, note="听错了")

    with pytest.raises(refusal):
        mismatched.by(COLLEAGUE).confirm()
    declined = mismatched.by(COLLEAGUE).confirm("已更正", is_confirmed=False)
    assert declined.confirmations[0].state is ConfirmationState.DECLINED


def test_an_explanation_needs_a_picture_of_this_check(mismatched):
    other = mismatched.by(DISTRICT)
    other.start(b"another seed")
    elsewhere = other.keep("blue").pictures[0].evidence_id

    for wrong in (uuid4(), elsewhere):
        with pytest.raises(NotFound, match="请先上传"):
            explain(mismatched, picture=wrong)

    assert mismatched.see().confirmations == ()


def test_an_explanation_says_why(mismatched):
    with pytest.raises(ReasonMissing):
        explain(mismatched, reason=" ")


def test_only_a_mismatch_is_explained(mismatched):
    with pytest.raises(NoMismatch, match="2 号没有待说明的不一致"):
        explain(mismatched, 2)


def test_told_again_while_it_waits_it_is_one_request(mismatched):
    explain(mismatched)

    assert len(explain(mismatched).confirmations) == 1


def test_what_was_declined_may_be_explained_with_another_picture(mismatched):
    explain(mismatched)
    mismatched.by(COLLEAGUE).confirm("照片里不是本人", is_confirmed=False)
    mismatched.keep("yellow", shows_everybody=False)

    view = explain(mismatched, picture=picture_of(mismatched, 3))

    assert [each.state for each in view.confirmations] == [ConfirmationState.DECLINED, ConfirmationState.OPEN]


def test_what_a_clock_ahead_asked_to_explain_stays_over_where_the_same_was_asked_meanwhile(mismatched):
    mismatched.later(hours=2)
    explain(mismatched)
    mismatched.later(hours=-2)
    mismatched.keep("yellow", shows_everybody=False)
    explain(mismatched, picture=picture_of(mismatched, 3))

    mismatched.later(hours=2)

    states = [each.state for each in mismatched.see().confirmations]
    assert states == [ConfirmationState.LAPSED, ConfirmationState.OPEN]


def test_a_correction_to_a_mismatch_wants_an_explanation_of_its_own(mismatched):
    explain(mismatched)
    mismatched.by(COLLEAGUE).confirm()

    view = mismatched.record(1, CallOutcome.NOT_ATTENDING, is_correction=True, note="本人称未参训")

    assert view.person(1).standing is Standing.MISMATCHED


def test_the_first_outcome_stays_on_the_record_when_it_is_corrected(mismatched):
    view = mismatched.record(1, is_correction=True, note="听错了后四位")

    (first,) = view.person(1).corrected
    assert (first.outcome, first.differing) == (CallOutcome.MISMATCHED, (FiledItem.ID_ENDING,))
    assert [each.outcome for each in view.person(1).calls] == [CallOutcome.MATCHED]


def test_after_the_verdict_nothing_is_explained_or_confirmed_any_more(mismatched):
    picture = picture_of(mismatched)
    explain(mismatched)
    mismatched.conclude()

    with pytest.raises(CheckEnded, match="不合格"):
        explain(mismatched, picture=picture)
    with pytest.raises(AlreadyAnswered, match="已失效"):
        mismatched.by(COLLEAGUE).confirm()


def test_only_the_checks_own_level_explains(mismatched):
    with pytest.raises(NotYourCheck):
        explain(mismatched.by(DISTRICT))


def test_a_picture_that_was_taken_back_explains_nothing(mismatched):
    picture = picture_of(mismatched)
    mismatched.withdraw(2)

    with pytest.raises(WasWithdrawn):
        explain(mismatched, picture=picture)
