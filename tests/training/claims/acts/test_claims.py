"""R57 to R61, R19: a claim from its opening to the decision, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY
from tests.training.builders import at_once
from tests.training.claims.claiming import (
    FACTS,
    NOW,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_file,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    photograph,
    somebody,
    submit,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import NotDrawn, confirm_claim
from training.claims.acts.give_up_claim import give_up_claim
from training.claims.acts.keep_paper import keep_paper
from training.claims.acts.open_claim import open_claim
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import NothingReturned, return_claim
from training.claims.acts.return_paper import return_paper
from training.claims.acts.send_back_claim import send_back_claim
from training.claims.acts.submit_claim import PapersMissing, submit_claim
from training.claims.acts.withdraw_claim import ReviewHasBegun, withdraw_claim
from training.claims.rules.c1_acts import ClaimStandsElsewhere, NotYourAct, OwnClaim
from training.claims.rules.c1_claims import GatesNotMet
from training.claims.rules.c1_papers import PaperFacts, PaperNotInOrder
from training.claims.rules.c1_training import NotEligible
from training.claims.rules.consent import CONSENT_VERSION, ConsentMissing
from training.claims.terms import Actor, ClaimState, PaperKind, PaperState
from training.claims.views.by import TRAINEE, By, by_staff
from training.claims.views.check_field import (
    MOST_VERSIONS,
    NotEditable,
    PaperHasPassed,
    TooManyPapers,
    TooManyVersions,
)
from training.claims.views.claim_to_review import NotInReview, OldPaper
from training.claims.views.find_claim import find_claim
from training.claims.views.paper_is_known import Field
from training.claims.views.see_claim import view_of
from training.database import Database
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import Role
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.claims.papers import ClaimPaper, PaperReview
from training.records.classes.trainees import Enrolment
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff

LATER = NOW + SOON
NOT_DRAWN, DRAWN = 0, 100


@pytest.fixture
def school(database: Database) -> Database:
    """An approved driving school with 王芳, who has qualified."""
    with database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
    return database


def enrolment_of(session) -> Enrolment:
    return session.scalars(select(Enrolment).order_by(Enrolment.id)).first()


def set_share(claim: C1Claim, percent: int) -> None:
    rules = claim.enrolment.training_class.rule_set
    rules.numbers = rules.numbers | {"second_look_percent": percent}


def messages(session) -> list[str]:
    return list(session.scalars(select(OutgoingMessage.template).order_by(OutgoingMessage.id)))


def test_a_claim_goes_from_the_phone_to_the_approval(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        assert view_of(session, claim, now=NOW).acts_next is Actor.DISTRICT
        reviewer = a_reviewer(session)
        set_share(claim, NOT_DRAWN)

        view = pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)

        assert [gate.is_met for gate in view.gates] == [True, True, True]
        assert (claim.state, claim.approved_at, claim.look_is_due) == (ClaimState.APPROVED, LATER, False)
        assert [each.act for each in view_of(session, claim, now=LATER).events] == [
            "开始填写",
            "提交",
            "审核通过",
        ]
        assert messages(session) == ["claim_decided"]


def test_a_return_says_which_photo_and_why_and_the_next_version_keeps_the_old_one(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        reviewer = a_reviewer(session)
        licence, taxi = (each.public_id for each in view_of(session, claim, now=NOW).papers)
        return_paper(session, reviewer, licence, "照片看不清。", now=LATER)
        pass_paper(session, reviewer, taxi, FACTS[PaperKind.TAXI], now=LATER)
        return_claim(session, reviewer, claim.public_id, "", now=LATER)
        assert messages(session) == ["claim_returned"]

        returned = view_of(session, claim, now=LATER)
        assert (returned.state, returned.acts_next) == (ClaimState.RETURNED, Actor.TRAINEE)
        assert [(each.state, each.reason) for each in returned.papers] == [
            (PaperState.RETURNED, "照片看不清。"),
            (PaperState.PASSED, ""),
        ]
        with pytest.raises(PapersMissing):
            submit(session, claim, LATER)
        with pytest.raises(PaperHasPassed):
            photograph(session, claim, PaperKind.TAXI, now=LATER)
        (better,) = photograph(session, claim, PaperKind.LICENCE, now=LATER)
        assert view_of(session, claim, now=LATER).papers[0].state is PaperState.READY
        submit(session, claim, LATER + SOON)

        (again, _) = view_of(session, claim, now=LATER).papers
        assert (again.public_id, again.state, again.earlier) == (better, PaperState.IN_REVIEW, (licence,))
        with pytest.raises(OldPaper):
            pass_paper(session, reviewer, licence, FACTS[PaperKind.LICENCE], now=LATER)


def test_without_prospect_nobody_is_asked_for_a_photo(database):
    with database.writing() as session:
        enrolment = a_c1_enrolment(session, clocks=("08:20",))
        with pytest.raises(NotEligible) as refused:
            open_claim(session, enrolment, By(TRAINEE), now=NOW)
        assert len(refused.value.reasons) == 2
        assert session.scalar(select(func.count(C1Claim.id))) == 0


def test_who_was_subsidised_for_the_trade_is_told_before_anything_is_photographed(school):
    with school.writing() as session:
        first = enrolment_of(session)
        claim = a_submitted_claim(session, first)
        reviewer = a_reviewer(session)
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)
        second = a_c1_enrolment(session, "C1-2", starts_on=date(2026, 3, 9), trainee_id=first.trainee_id)

        with pytest.raises(NotEligible, match="2027-06-01 起可以再申领"):
            open_claim(session, second, By(TRAINEE), now=LATER)
        assert open_claim(session, second, By(TRAINEE), now=LATER + timedelta(days=365)).id != claim.id


def test_c1_is_one_trade_however_a_school_writes_it(school):
    with school.writing() as session:
        first = enrolment_of(session)
        claim, reviewer = a_submitted_claim(session, first), a_reviewer(session)
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)
        second = a_c1_enrolment(session, "C1-2", starts_on=date(2026, 3, 9), trainee_id=first.trainee_id)
        second.training_class.trade = "机动车驾驶员（C1）"

        with pytest.raises(NotEligible, match="同一工种的补贴"):
            open_claim(session, second, By(TRAINEE), now=LATER)


def test_one_living_claim_a_person_and_class_and_a_new_one_after_the_end(school):
    with school.writing() as session:
        enrolment = enrolment_of(session)
        claim = a_draft(session, enrolment)
        assert a_draft(session, enrolment).id == claim.id

        give_up_claim(session, claim, TRAINEE, now=LATER)

        assert a_draft(session, enrolment, LATER).id != claim.id


def test_two_who_begin_at_once_begin_one_claim(school):
    def begin() -> int:
        with school.writing() as session:
            return a_draft(session, enrolment_of(session)).id

    assert len(set(at_once(begin, begin, begin))) == 1
    with school.reading() as session:
        assert session.scalar(select(func.count(ClaimEvent.id))) == 1


def test_the_same_photo_sent_again_is_kept_once(school):
    with school.writing() as session:
        claim = a_draft(session, enrolment_of(session))
        field = Field(PaperKind.LICENCE, 1, "key-1")

        kept = [keep_paper(session, claim, field, a_file(), received_by=TRAINEE, now=NOW) for _ in range(2)]

        assert kept == [True, False]
        assert session.scalar(select(func.count(ClaimPaper.id))) == 1


@pytest.mark.parametrize("keys", [("a", "b"), ("a", "a")])
def test_photos_of_one_field_at_once_become_versions_one_after_the_other(school, keys):
    with school.writing() as session:
        claim_id = a_draft(session, enrolment_of(session)).id

    def send(key: str):
        def keep() -> bool:
            with school.writing() as session:
                claim = session.get_one(C1Claim, claim_id)
                field = Field(PaperKind.LICENCE, 1, key)
                return keep_paper(session, claim, field, a_file(), received_by=TRAINEE, now=NOW)

        return keep

    assert sorted(at_once(*map(send, keys))) == [len(set(keys)) == 2, True]
    with school.reading() as session:
        versions = list(session.scalars(select(ClaimPaper.version).order_by(ClaimPaper.version)))
    assert versions == list(range(1, len(set(keys)) + 1))


def test_photos_of_a_kind_follow_each_other_and_are_limited(school):
    with school.writing() as session:
        claim = a_draft(session, enrolment_of(session))
        for place in (0, 2):
            with pytest.raises(TooManyPapers):
                photograph(session, claim, PaperKind.LICENCE, place=place)
        photograph(session, claim, PaperKind.LICENCE)
        photograph(session, claim, PaperKind.LICENCE, place=2)
        with pytest.raises(TooManyPapers):
            photograph(session, claim, PaperKind.LICENCE, place=3)
        for _ in range(MOST_VERSIONS - 1):
            photograph(session, claim, PaperKind.LICENCE)
        with pytest.raises(TooManyVersions):
            photograph(session, claim, PaperKind.LICENCE)


def test_nothing_is_submitted_without_the_consent_as_it_reads_now(school):
    with school.writing() as session:
        claim = a_draft(session, enrolment_of(session))
        photograph(session, claim, PaperKind.LICENCE, PaperKind.TAXI)
        for agreed_to in ("", "2020-01"):
            with pytest.raises(ConsentMissing):
                submit_claim(session, claim, TRAINEE, agreed_to=agreed_to, now=NOW)

        submit(session, claim)

        consent = select(ClaimEvent.consent_version).where(ClaimEvent.claim_id == claim.id)
        assert list(session.scalars(consent.order_by(ClaimEvent.ordinal))) == ["", CONSENT_VERSION]


def test_a_claim_is_taken_back_until_somebody_looked(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        with pytest.raises(NotEditable):
            photograph(session, claim, PaperKind.LICENCE)
        withdraw_claim(session, claim, TRAINEE, now=LATER)
        assert claim.state is ClaimState.DRAFT
        submit(session, claim, LATER)
        reviewer = a_reviewer(session)
        (licence, _) = view_of(session, claim, now=LATER).papers
        pass_paper(session, reviewer, licence.public_id, FACTS[PaperKind.LICENCE], now=LATER + SOON)

        with pytest.raises(ReviewHasBegun):
            withdraw_claim(session, claim, TRAINEE, now=LATER + SOON)


def test_a_paper_against_the_notice_cannot_pass(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        reviewer = a_reviewer(session)
        (licence, _) = view_of(session, claim, now=NOW).papers
        for facts in (
            PaperFacts(vehicle_class="C2", issued_on=date(2026, 5, 1)),
            PaperFacts(vehicle_class="C1", issued_on=MONDAY - timedelta(days=1)),
            PaperFacts(is_own=False),
        ):
            with pytest.raises(PaperNotInOrder):
                pass_paper(session, reviewer, licence.public_id, facts, now=LATER)
        with pytest.raises(GatesNotMet):
            approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)
        assert session.scalar(select(func.count(PaperReview.id))) == 0


def test_a_reviewer_may_correct_the_own_word_until_the_claim_is_decided(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        reviewer = a_reviewer(session)
        (licence, _) = view_of(session, claim, now=NOW).papers
        return_paper(session, reviewer, licence.public_id, "照片看不清。", now=LATER)
        assert view_of(session, claim, now=LATER).papers[0].state is PaperState.RETURNED

        pass_paper(session, reviewer, licence.public_id, FACTS[PaperKind.LICENCE], now=LATER)

        assert view_of(session, claim, now=LATER).papers[0].state is PaperState.PASSED
        assert session.scalar(select(func.count(PaperReview.id))) == 2


def test_other_proof_needs_two_reviewers_and_says_who_is_next(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session), PaperKind.LICENCE, PaperKind.OTHER)
        first, second = a_reviewer(session), a_reviewer(session, "审核员乙")
        pass_all(session, claim, first)
        with pytest.raises(GatesNotMet, match="还要另一位审核人通过"):
            approve_claim(session, first, claim.public_id, seed=b"s" * 32, now=LATER)
        assert view_of(session, claim, now=LATER).acts_next is Actor.SECOND_REVIEWER

        other = view_of(session, claim, now=LATER).papers[1]
        pass_paper(session, second, other.public_id, PaperFacts(), now=LATER)

        view = view_of(session, claim, now=LATER)
        assert view.papers[1].passed_by == ("审核员甲", "审核员乙")
        approve_claim(session, second, claim.public_id, seed=b"s" * 32, now=LATER)


def test_nobody_reviews_a_claim_that_the_same_person_filed(school):
    with school.writing() as session:
        clerk = a_reviewer(session)
        claim = open_claim(session, enrolment_of(session), by_staff(clerk), now=NOW)
        photograph(session, claim, PaperKind.LICENCE, PaperKind.TAXI)
        submit(session, claim)
        (licence, _) = view_of(session, claim, now=NOW).papers

        with pytest.raises(OwnClaim):
            pass_paper(session, clerk, licence.public_id, FACTS[PaperKind.LICENCE], now=LATER)
        with pytest.raises(OwnClaim):
            reject_claim(session, clerk, claim.public_id, "不符合", now=LATER)
        with pytest.raises(OwnClaim):
            pass_paper(
                session, a_reviewer(session, "王芳"), licence.public_id, FACTS[PaperKind.LICENCE], now=LATER
            )
        pass_all(session, claim, a_reviewer(session, "审核员乙"))


@pytest.mark.parametrize("role", [Role.CITY, Role.AUDITOR])
def test_only_the_district_reviews(school, role):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        other = somebody(session, "别人", role)
        with pytest.raises(NotYourAct):
            approve_claim(session, other, claim.public_id, seed=b"s" * 32, now=LATER)
        with pytest.raises(NotYourAct):
            return_claim(session, other, claim.public_id, "缺副页", now=LATER)


def test_another_district_finds_nothing_and_a_draft_is_seen_by_nobody(school):
    with school.writing() as session:
        claim = a_draft(session, enrolment_of(session))
        own, other = a_reviewer(session), a_reviewer(session, "青山审核员", "青山区")
        with pytest.raises(NotFound):
            find_claim(session, own, claim.public_id)
        photograph(session, claim, PaperKind.LICENCE, PaperKind.TAXI)
        submit(session, claim)

        assert find_claim(session, own, claim.public_id).id == claim.id
        with pytest.raises(NotFound):
            find_claim(session, other, claim.public_id)
        (licence, _) = view_of(session, claim, now=NOW).papers
        with pytest.raises(NotFound):
            pass_paper(session, other, licence.public_id, FACTS[PaperKind.LICENCE], now=LATER)


def test_a_claim_is_returned_only_with_something_to_mend(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        reviewer = a_reviewer(session)
        with pytest.raises(NothingReturned):
            return_claim(session, reviewer, claim.public_id, " ", now=LATER)

        return_claim(session, reviewer, claim.public_id, "请补驾驶证副页。", now=LATER)

        assert view_of(session, claim, now=LATER).reason == "请补驾驶证副页。"
        with pytest.raises(NotInReview):
            pass_all(session, claim, reviewer)


def test_a_rejection_needs_a_reason_and_is_told(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        reviewer = a_reviewer(session)
        with pytest.raises(ReasonMissing):
            reject_claim(session, reviewer, claim.public_id, "", now=LATER)

        reject_claim(session, reviewer, claim.public_id, "准驾车型不是 C1。", now=LATER)

        assert (claim.state, claim.live_enrolment_id) == (ClaimState.REJECTED, None)
        assert messages(session) == ["claim_decided"]
        with pytest.raises(ClaimStandsElsewhere):
            approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)


def test_a_drawn_claim_is_looked_at_again_by_the_city(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        reviewer, city = a_reviewer(session), somebody(session, "市局复查员", Role.CITY)
        set_share(claim, DRAWN)
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)
        assert (claim.look_is_due, claim.seed) == (True, b"s" * 32)
        assert view_of(session, claim, now=LATER).acts_next is Actor.CITY
        with pytest.raises(NotYourAct):
            confirm_claim(session, reviewer, claim.public_id, now=LATER)

        confirm_claim(session, city, claim.public_id, now=LATER)

        assert view_of(session, claim, now=LATER).acts_next is Actor.OFFICE
        with pytest.raises(NotDrawn):
            confirm_claim(session, city, claim.public_id, now=LATER)


def test_what_the_city_sent_back_is_looked_at_again_in_any_case(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        reviewer, city = a_reviewer(session), somebody(session, "市局复查员", Role.CITY)
        set_share(claim, NOT_DRAWN)
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)

        send_back_claim(session, city, claim.public_id, "合同没有盖章。", now=LATER)
        assert (claim.state, claim.approved_at) == (ClaimState.WAITING, None)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)

        assert claim.look_is_due


def test_of_two_decisions_at_once_one_is_taken(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        first = a_reviewer(session)
        second = a_reviewer(session, "审核员乙")
        pass_all(session, claim, first)
        claim_id, reviewers = claim.public_id, (first.id, second.id)

    def approve() -> str:
        with school.writing() as session:
            staff = session.get_one(Staff, reviewers[0])
            return approve_claim(session, staff, claim_id, seed=b"s" * 32, now=LATER).state.value

    def reject() -> str:
        with school.writing() as session:
            staff = session.get_one(Staff, reviewers[1])
            return reject_claim(session, staff, claim_id, "不符合。", now=LATER).state.value

    answers = at_once(approve, reject)

    assert ClaimStandsElsewhere in answers
    with school.reading() as session:
        events = list(session.scalars(select(ClaimEvent.state).order_by(ClaimEvent.ordinal)))
        state = session.scalar(select(C1Claim.state))
    assert len(events) == 3
    assert events[-1] is state
    assert state.value in answers


def test_the_state_of_a_claim_is_that_of_its_last_act(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, enrolment_of(session))
        withdraw_claim(session, claim, TRAINEE, now=LATER)
        submit(session, claim, LATER)
        events = list(session.scalars(select(ClaimEvent).order_by(ClaimEvent.ordinal)))

        assert [each.ordinal for each in events] == [1, 2, 3, 4]
        assert (events[-1].state, events[-1].acted_at) == (claim.state, claim.since)
