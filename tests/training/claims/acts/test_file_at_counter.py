"""窗口代办: who may file for whom, what is kept of it, and that nobody reviews what they filed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.claims.claiming import (
    FACTS,
    NOW,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_file,
    a_reviewer,
    an_approval,
    photograph,
    somebody,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.counter.begin_at_counter import begin_at_counter
from training.claims.acts.counter.give_up_at_counter import give_up_at_counter
from training.claims.acts.counter.keep_at_counter import keep_at_counter
from training.claims.acts.counter.open_thumbnail import open_thumbnail
from training.claims.acts.counter.submit_at_counter import submit_at_counter
from training.claims.acts.counter.withdraw_at_counter import withdraw_at_counter
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import return_claim
from training.claims.acts.return_paper import return_paper
from training.claims.rules.c1_acts import OwnClaim
from training.claims.rules.c1_training import NotEligible
from training.claims.rules.consent import CONSENT_VERSION, ConsentMissing
from training.claims.terms import ClaimState, PaperKind
from training.claims.views.find_at_counter import (
    counter_claim,
    counter_claims,
    find_claimants,
    own_counter_claim,
)
from training.claims.views.lists.list_claims import claims_waiting_for
from training.claims.views.paper_is_known import Field
from training.claims.views.see_claim import view_of
from training.database import Database
from training.errors import NotFound
from training.notice.identity import BadIdNumber
from training.notice.terms import Role
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.rules.restrictions import WhyOpened
from training.people.views.find_trainees import TooLittleSaid
from training.records.claims.claims import C1Claim, ClaimEvent, CounterFiling
from training.records.claims.papers import ClaimPaper, PaperOpening
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

TODAY = NOW.date()


@pytest.fixture
def counter(database: Database) -> Database:
    """王芳 has qualified in a C1 class; 甲 and 乙 are of the same district."""
    with database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
        a_reviewer(session, "甲")
        a_reviewer(session, "乙")
    return database


def member(session, name: str) -> Staff:
    return session.scalars(select(Staff).where(Staff.name == name)).one()


def place(session) -> Enrolment:
    return session.scalars(select(Enrolment).order_by(Enrolment.id)).first()


def file_all(session, clerk: Staff, now=NOW) -> C1Claim:
    own = place(session).public_id
    claim = begin_at_counter(session, clerk, own, now=now)
    for kind in (PaperKind.LICENCE, PaperKind.TAXI):
        keep_at_counter(session, clerk, own, Field(kind, 1), a_file(), now=now)
    submit_at_counter(session, clerk, own, agreed_to=CONSENT_VERSION, now=now)
    return claim


def test_a_clerk_finds_a_trainee_by_id_number_phone_or_name(counter):
    with counter.writing() as session:
        clerk, trainee = member(session, "甲"), place(session).trainee

        for said in (trainee.id_number.lower(), trainee.phone, "王芳", " 王 芳 "):
            assert [each.trainee.name for each in find_claimants(session, clerk, said, TODAY)] == ["王芳"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("李强", NotFound),
        ("13800000099", NotFound),
        ("", NotFound),
        ("001", TooLittleSaid),
        ("150203199005170000", BadIdNumber),
    ],
)
def test_who_is_not_found_is_told_without_the_number(counter, said, refusal):
    with counter.writing() as session, pytest.raises(refusal) as told:
        find_claimants(session, member(session, "甲"), said, TODAY)

    assert not said.isdecimal() or len(said) < 11 or said not in str(told.value)


def test_only_c1_classes_of_the_own_district_are_filed_for(counter):
    with counter.writing() as session:
        an_enrolment(session, a_class(session, "BT-9"), a_trainee(session, "王芳", "13800000077"))
        own = place(session).public_id
        elsewhere, city = a_reviewer(session, "青山", "青山区"), somebody(session, "市局", Role.CITY)

        assert len(find_claimants(session, member(session, "甲"), "王芳", TODAY)) == 1
        for other in (elsewhere, city):
            with pytest.raises(NotFound):
                find_claimants(session, other, "王芳", TODAY)
            with pytest.raises(NotFound):
                begin_at_counter(session, other, own, now=NOW)


def test_who_has_no_prospect_is_told_before_anything_is_scanned(counter):
    with counter.writing() as session:
        absent = a_c1_enrolment(session, "C1-2", name="李强", phone="13800000002", clocks=())
        with pytest.raises(NotEligible):
            begin_at_counter(session, member(session, "甲"), absent.public_id, now=NOW)


def test_who_filed_is_kept_with_the_claim_its_papers_and_its_acts(counter):
    with counter.writing() as session:
        clerk = member(session, "甲")
        claim = file_all(session, clerk)

        acts = session.execute(select(ClaimEvent.acted_by, ClaimEvent.staff_id).order_by(ClaimEvent.id)).all()
        assert acts == [("甲", clerk.id), ("甲", clerk.id)]
        assert set(session.scalars(select(ClaimPaper.received_by))) == {"甲"}
        assert (claim.state, claim.filed_by_id) == (ClaimState.WAITING, clerk.id)
        assert view_of(session, claim, now=NOW).helpers == ("甲",)
        assert [each.id for each in counter_claims(session, clerk)] == [claim.id]


def test_nobody_reviews_a_claim_that_the_same_person_filed(counter):
    with counter.writing() as session:
        clerk, colleague = member(session, "甲"), member(session, "乙")
        claim = file_all(session, clerk)
        paper = view_of(session, claim, now=NOW).papers[0]
        acts = (
            lambda: pass_paper(session, clerk, paper.public_id, FACTS[paper.kind], now=NOW + SOON),
            lambda: return_paper(session, clerk, paper.public_id, "重拍", now=NOW + SOON),
            lambda: approve_claim(session, clerk, claim.public_id, seed=b"s" * 32, now=NOW + SOON),
            lambda: return_claim(session, clerk, claim.public_id, "补", now=NOW + SOON),
            lambda: reject_claim(session, clerk, claim.public_id, "不符合", now=NOW + SOON),
        )
        for act in acts:
            with pytest.raises(OwnClaim):
                act()

        assert claims_waiting_for(session, clerk, now=NOW).lines == ()
        assert len(claims_waiting_for(session, colleague, now=NOW).lines) == 1
        for each in view_of(session, claim, now=NOW).papers:
            pass_paper(session, colleague, each.public_id, FACTS[each.kind], now=NOW + SOON)
        approve_claim(session, colleague, claim.public_id, seed=b"s" * 32, now=NOW + 2 * SOON)
        assert claim.state is ClaimState.APPROVED


def test_who_helps_later_does_not_review_either(counter):
    """甲 files, 乙 mends what was returned: then neither of them may decide."""
    with counter.writing() as session:
        first, second, third = member(session, "甲"), member(session, "乙"), a_reviewer(session, "丙")
        claim, own = file_all(session, first), place(session).public_id
        return_claim(session, third, claim.public_id, "请重拍驾驶证", now=NOW + SOON)
        begin_at_counter(session, second, own, now=NOW + 2 * SOON)
        keep_at_counter(session, second, own, Field(PaperKind.LICENCE, 1), a_file(), now=NOW + 2 * SOON)
        submit_at_counter(session, second, own, agreed_to=CONSENT_VERSION, now=NOW + 2 * SOON)

        for helper in (first, second):
            with pytest.raises(OwnClaim):
                reject_claim(session, helper, claim.public_id, "不符合", now=NOW + 3 * SOON)
        assert view_of(session, claim, now=NOW).helpers == ("甲", "乙")


def test_a_clerk_sees_nothing_of_what_the_trainee_began_before_taking_it_over(counter):
    with counter.writing() as session:
        clerk, own = member(session, "甲"), place(session)
        (paper,) = photograph(session, a_draft(session, own), PaperKind.LICENCE)
        assert counter_claim(session, clerk, own.public_id) is None
        with pytest.raises(NotFound):
            own_counter_claim(session, clerk, own.public_id)
        with pytest.raises(NotFound):
            open_thumbnail(session, clerk, paper, now=NOW)

        begin_at_counter(session, clerk, own.public_id, now=NOW)

        assert open_thumbnail(session, clerk, paper, now=NOW).media_type == "image/jpeg"
        assert session.scalar(select(func.count(PaperOpening.id))) == 1
        with pytest.raises(NotFound):
            open_thumbnail(session, member(session, "乙"), paper, now=NOW)


def test_a_restricted_persons_photo_does_not_open_by_itself_at_the_counter(counter):
    with counter.writing() as session:
        clerk, own = member(session, "甲"), place(session)
        (paper,) = photograph(session, a_draft(session, own), PaperKind.LICENCE)
        begin_at_counter(session, clerk, own.public_id, now=NOW)
        restrict_processing(session, own.trainee_id, Cause("保存期内不能删除", "周工"), now=NOW)

        with pytest.raises(WhyOpened):
            open_thumbnail(session, clerk, paper, now=NOW)

        assert session.scalar(select(func.count(PaperOpening.id))) == 0


def test_beginning_twice_is_one_claim_and_one_helper(counter):
    with counter.writing() as session:
        clerk, own = member(session, "甲"), place(session).public_id
        first = begin_at_counter(session, clerk, own, now=NOW)
        second = begin_at_counter(session, clerk, own, now=NOW + SOON)

        assert first.id == second.id
        assert session.scalars(select(CounterFiling.filed_at)).all() == [NOW]


def test_without_the_signed_consent_nothing_is_submitted(counter):
    with counter.writing() as session:
        clerk, own = member(session, "甲"), place(session).public_id
        begin_at_counter(session, clerk, own, now=NOW)
        for kind in (PaperKind.LICENCE, PaperKind.TAXI):
            keep_at_counter(session, clerk, own, Field(kind, 1), a_file(), now=NOW)
        with pytest.raises(ConsentMissing):
            submit_at_counter(session, clerk, own, agreed_to="", now=NOW)

        assert own_counter_claim(session, clerk, own).state is ClaimState.DRAFT


def test_a_claim_is_taken_back_and_given_up_at_the_counter(counter):
    with counter.writing() as session:
        clerk, own = member(session, "甲"), place(session).public_id
        claim = file_all(session, clerk)
        withdraw_at_counter(session, clerk, own, now=NOW + SOON)
        assert claim.state is ClaimState.DRAFT

        give_up_at_counter(session, clerk, own, now=NOW + timedelta(hours=1))

        assert claim.state is ClaimState.GIVEN_UP
        last = session.scalars(select(ClaimEvent).order_by(ClaimEvent.id.desc())).first()
        assert (last.acted_by, last.staff_id) == ("甲", clerk.id)
