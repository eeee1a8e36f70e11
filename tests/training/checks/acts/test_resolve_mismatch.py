"""R37: a mismatch fails the check unless evidence within the check explains it."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.training.checks.checking import COLLEAGUE, DISTRICT, a_picture
from training.checks.acts.calls.resolve_mismatch import Explanation, NoMismatch, resolve_mismatch
from training.checks.rules.calls import Standing
from training.checks.terms import CallOutcome, Verdict
from training.checks.views.find_check import CheckEnded, NotYourCheck
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.records.checks.calls import MismatchResolution
from training.records.checks.evidence import Evidence


@pytest.fixture
def mismatched(checking):
    """Number 1 did not match, number 2 did; everybody was there, and there is a panorama."""
    checking.start()
    checking.record(1, CallOutcome.NOT_THEIR_NUMBER)
    checking.record(2)
    checking.count(4)
    checking.keep()
    return checking


def picture_of(checking):
    return checking.see().pictures[0].evidence_id


def test_a_mismatch_fails_the_check(mismatched):
    assert mismatched.see().verdict is Verdict.FAILED
    assert mismatched.conclude().state == "不合格"


def test_explained_with_evidence_it_does_not(mismatched):
    view = mismatched.act(resolve_mismatch, 1, Explanation("本人持证件到场，已换号", picture_of(mismatched)))

    assert view.person(1).standing is Standing.EXPLAINED
    assert view.person(1).calls[0].explanation == "本人持证件到场，已换号"
    assert mismatched.conclude().verdict is Verdict.PASSED


def test_an_explanation_needs_a_picture_of_this_check(mismatched):
    other = mismatched.by(DISTRICT)
    other.start(b"another seed")
    elsewhere = other.keep("blue").pictures[0].evidence_id

    for wrong in (uuid4(), elsewhere):
        with pytest.raises(NotFound, match="请先上传"):
            mismatched.act(resolve_mismatch, 1, Explanation("已核实", wrong))

    assert mismatched.see().person(1).standing is Standing.MISMATCHED


def test_an_explanation_says_why(mismatched):
    with pytest.raises(ReasonMissing):
        mismatched.act(resolve_mismatch, 1, Explanation(" ", picture_of(mismatched)))


def test_only_a_mismatch_is_explained_and_only_once(mismatched):
    with pytest.raises(NoMismatch, match="2 号没有待说明的不一致"):
        mismatched.act(resolve_mismatch, 2, Explanation("已核实", picture_of(mismatched)))
    mismatched.act(resolve_mismatch, 1, Explanation("已核实", picture_of(mismatched)))

    with pytest.raises(NoMismatch):
        mismatched.act(resolve_mismatch, 1, Explanation("已核实", picture_of(mismatched)))


def test_a_correction_to_a_mismatch_wants_an_explanation_of_its_own(mismatched):
    mismatched.act(resolve_mismatch, 1, Explanation("已核实", picture_of(mismatched)))

    view = mismatched.record(1, CallOutcome.NOT_ATTENDING, is_correction=True, note="本人称未参训")

    assert view.person(1).standing is Standing.MISMATCHED


def test_after_the_verdict_nothing_is_explained_any_more(mismatched):
    picture = picture_of(mismatched)
    mismatched.conclude()

    with pytest.raises(CheckEnded, match="不合格"):
        mismatched.act(resolve_mismatch, 1, Explanation("已核实", picture))


def test_only_the_checks_own_level_explains(mismatched):
    with pytest.raises(NotYourCheck):
        mismatched.by(DISTRICT).act(resolve_mismatch, 1, Explanation("已核实", picture_of(mismatched)))


def test_where_no_picture_is_named_ones_own_latest_explains(mismatched):
    mismatched.keep("green", shows_everybody=False)
    mismatched.by(COLLEAGUE).keep("blue", shows_everybody=False)

    mismatched.act(resolve_mismatch, 1, Explanation("本人持证件到场"))

    with mismatched.database.reading() as session:
        row = session.scalars(select(MismatchResolution)).one()
        assert session.get_one(Evidence, row.evidence_id).sha256 == a_picture("green").sha256
