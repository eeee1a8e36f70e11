"""R09, R69, R72: queues by age, who opened what, what is kept how long, approved schools."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.training.claims.claiming import (
    NOW,
    SCHOOL,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    photograph,
    somebody,
    submit,
)
from training.claims.acts.approve_school import ApprovalDraft, BadApproval, approve_school
from training.claims.acts.give_up_claim import give_up_claim
from training.claims.acts.open_paper import AuditorsReadTheLog, open_paper
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.revoke_school import revoke_school
from training.claims.terms import ClaimState, PaperKind
from training.claims.views.by import TRAINEE
from training.claims.views.find_claim import is_of_others, is_own
from training.claims.views.lists import list_claims as listing
from training.claims.views.lists.count_claims import count_claims
from training.claims.views.lists.list_approvals import list_approvals
from training.claims.views.lists.list_claims import claims_waiting_for, count_waiting_claims, list_claims
from training.claims.views.lists.list_openings import list_openings
from training.claims.views.own_thumbnail import own_thumbnail
from training.claims.views.see_claim import view_of
from training.classes.views.approvals_of import approvals_of
from training.classes.views.find_class import find_institution
from training.database import Database
from training.errors import NotFound
from training.notice.notes import TextTooLong
from training.notice.terms import Role
from training.people.acts.lift_restriction import lift_restriction
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.rules.restrictions import WhyOpened
from training.privacy.acts.note_purged import note_purged
from training.privacy.views.copy_personal_data import copy_personal_data
from training.privacy.views.papers_due_for_purge import (
    WRITTEN_WITHIN,
    due_for_purge,
    papers_still_due,
)
from training.records.claims.claims import C1Claim, ClaimEvent, CounterFiling
from training.records.claims.papers import ClaimPaper, PaperOpening
from training.records.classes.trainees import Enrolment

LATER = NOW + SOON


@pytest.fixture
def school(database: Database) -> Database:
    with database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
    return database


def three_claims(session) -> list[C1Claim]:
    """Two in 昆都仑区, one in 青山区; handed in one day after the other."""
    made = []
    for place, district in ((1, "昆都仑区"), (2, "青山区"), (3, "昆都仑区")):
        enrolment = a_c1_enrolment(
            session, f"Q-{place}", name=f"学员{place}", phone=f"1380000010{place}", district=district
        )
        claim = a_submitted_claim(session, enrolment)
        claim.since = NOW - timedelta(days=10 - place)
        made.append(claim)
    session.flush()
    return made


def test_a_queue_begins_with_the_oldest_and_shows_only_the_own_district(school):
    with school.writing() as session:
        first, _, third = three_claims(session)
        own, city = a_reviewer(session), somebody(session, "市局", Role.CITY)

        queue = claims_waiting_for(session, own, now=NOW)
        everywhere = list_claims(session, city, ClaimState.WAITING, now=NOW)

        assert [line.public_id for line in queue.lines] == [first.public_id, third.public_id]
        assert [line.days for line in queue.lines] == [9, 7]
        assert len(everywhere.lines) == 3
        assert claims_waiting_for(session, city, now=NOW).lines == ()


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.CITY])
@pytest.mark.parametrize("own", ["nothing", "asks", "filed", "helped"])
def test_nobody_is_given_the_own_claim_to_decide_and_query_and_rule_say_the_same(role, own, school):
    with school.writing() as session:
        district = a_reviewer(session, "甲")
        staff = district if role is Role.DISTRICT else somebody(session, "乙", role)
        claim, *others = three_claims(session)
        claim.look_is_due = True
        if own == "asks":
            staff.name = claim.enrolment.trainee.name
        elif own == "filed":
            claim.filed_by_id = staff.id
        elif own == "helped":
            session.add(CounterFiling(claim_id=claim.id, staff_id=staff.id, filed_at=NOW))
        session.flush()

        given = [line.public_id for line in claims_waiting_for(session, staff, now=NOW).lines]

        found = session.scalars(select(C1Claim).where(is_of_others(staff))).all()
        assert {each.id for each in found} == {
            each.id for each in (claim, *others) if not is_own(each, staff)
        }
        assert (claim.public_id in given) is (own == "nothing")
        assert count_waiting_claims(session, staff) == len(given)


def test_a_long_queue_is_read_page_by_page_without_a_gap(school, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    with school.writing() as session:
        claims = three_claims(session)
        claims[1].since = claims[0].since
        session.flush()
        city = somebody(session, "市局", Role.CITY)

        first = list_claims(session, city, ClaimState.WAITING, now=NOW)
        second = list_claims(session, city, ClaimState.WAITING, first.after, now=NOW)

        found = [line.public_id for line in first.lines + second.lines]
        assert found == [claim.public_id for claim in claims]
        assert second.after is None


def test_the_numbers_add_up(school):
    with school.writing() as session:
        three_claims(session)
        reviewer = a_reviewer(session)

        numbers = count_claims(session, reviewer, now=NOW)

        assert dict(numbers.by_state)["待审"] == 2
        assert dict(numbers.by_age) == {
            "3 天内": 0,
            "4–7 天": 1,
            "8–14 天": 1,
            "15–30 天": 0,
            "30 天以上": 0,
        }
        assert (numbers.oldest_days, numbers.median_days) == (9, 8.0)


def test_every_opening_by_staff_is_on_record(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, _enrolment(session))
        paper = view_of(session, claim, now=NOW).papers[0].public_id
        own, other = a_reviewer(session), a_reviewer(session, "青山审核员", "青山区")
        auditor = somebody(session, "审计员", Role.AUDITOR)

        open_paper(session, own, paper, now=NOW)
        open_paper(session, own, paper, now=LATER)
        with pytest.raises(NotFound):
            open_paper(session, other, paper, now=LATER)
        with pytest.raises(AuditorsReadTheLog):
            open_paper(session, auditor, paper, now=LATER)

        log = list_openings(session)
        assert [(each.staff.name, each.opened_at) for each in log] == [("审核员甲", LATER), ("审核员甲", NOW)]
        assert list_openings(session, before=log[0].id) == [log[1]]


def test_a_restricted_persons_paper_is_opened_with_a_reason_that_stays_with_the_opening(school):
    with school.writing() as session:
        claim = a_submitted_claim(session, _enrolment(session))
        paper = view_of(session, claim, now=NOW).papers[0].public_id
        own, trainee_id = a_reviewer(session), claim.enrolment.trainee_id
        restricted = restrict_processing(session, trainee_id, Cause("保存期内不能删除", "周工"), now=NOW)

        for reason in ("", "  "):
            with pytest.raises(WhyOpened):
                open_paper(session, own, paper, reason, now=NOW)
        with pytest.raises(TextTooLong):
            open_paper(session, own, paper, "字" * 256, now=NOW)
        open_paper(session, own, paper, " 审核 补贴 ", now=NOW)
        lift_restriction(session, restricted, Cause("本人要求", "周工"), now=NOW)
        open_paper(session, own, paper, now=LATER)

        assert [each.reason for each in list_openings(session)] == ["", "审核 补贴"]
        copied = copy_personal_data(session, trainee_id, now=LATER)["data"]["paper_openings"]
        assert [each["reason"] for each in copied] == ["审核 补贴", ""]


def test_a_trainee_opens_the_own_paper_only(school):
    with school.writing() as session:
        enrolment = _enrolment(session)
        claim = a_draft(session, enrolment)
        (paper,) = photograph(session, claim, PaperKind.LICENCE)
        other = a_c1_enrolment(session, "C1-2", name="李强", phone="13800000002")

        assert own_thumbnail(session, enrolment.trainee_id, paper).key.endswith("-small.jpg")
        with pytest.raises(NotFound):
            own_thumbnail(session, other.trainee_id, paper)
        assert session.scalar(select(func.count(PaperOpening.id))) == 0


@pytest.mark.parametrize(("days", "is_due"), [(179, False), (180, True)])
@pytest.mark.parametrize("gives_up", [True, False])
def test_papers_of_an_unfinished_claim_go_after_the_policys_days(school, days, is_due, gives_up):
    with school.writing() as session:
        claim = a_draft(session, _enrolment(session))
        photograph(session, claim, *_kinds())
        if gives_up:
            give_up_claim(session, claim, TRAINEE, now=NOW)

        due = due_for_purge(session, now=NOW + timedelta(days=days))

        assert [each.public_id for each in due] == ([claim.public_id] if is_due else [])


@pytest.mark.parametrize(("day", "is_due"), [(date(2036, 5, 31), False), (date(2036, 6, 1), True)])
def test_papers_of_a_decided_claim_go_after_ten_years_and_the_decision_stays(school, day, is_due):
    with school.writing() as session:
        claim = a_submitted_claim(session, _enrolment(session))
        reject_claim(session, a_reviewer(session), claim.public_id, "不符合。", now=NOW)
        now = NOW.replace(year=day.year, month=day.month, day=day.day)

        due = due_for_purge(session, now=now)
        assert len(due) == is_due
        for each in due:
            assert len(each.keys) == 4
            note_purged(session, each, now=now)

        assert due_for_purge(session, now=now) == []
        papers = session.scalars(select(ClaimPaper.purged_at)).all()
        assert [at is not None for at in papers] == [is_due, is_due]
        assert (
            session.scalars(select(ClaimEvent).order_by(ClaimEvent.ordinal.desc())).first().reason
            == "不符合。"
        )


def test_a_claim_that_waits_or_was_granted_keeps_its_papers(school):
    with school.writing() as session:
        a_submitted_claim(session, _enrolment(session))

        assert due_for_purge(session, now=NOW + timedelta(days=5000)) == []


def test_an_unfinished_claim_ends_with_its_papers(school):
    with school.writing() as session:
        claim = a_draft(session, _enrolment(session))
        photograph(session, claim, *_kinds())
        later = NOW + timedelta(days=200)
        for each in due_for_purge(session, now=later):
            note_purged(session, each, now=later)

        assert (claim.state, claim.live_enrolment_id) == (ClaimState.GIVEN_UP, None)


@pytest.mark.parametrize(
    ("after", "is_kept"), [(-WRITTEN_WITHIN, False), (timedelta(seconds=1) - WRITTEN_WITHIN, True)]
)
def test_what_may_have_been_uploaded_since_it_was_found_is_not_removed(school, after, is_kept):
    found_at = NOW + timedelta(days=200)
    with school.writing() as session:
        claim = a_draft(session, _enrolment(session))
        photograph(session, claim, *_kinds())
        photograph(session, claim, PaperKind.LICENCE, now=found_at + after)

        still = papers_still_due(session, claim.id, found_at, now=found_at + timedelta(hours=8))

        assert (still is None) is is_kept


def test_what_was_submitted_since_it_was_found_is_not_removed(school):
    later = NOW + timedelta(days=200)
    with school.writing() as session:
        claim = a_draft(session, _enrolment(session))
        photograph(session, claim, *_kinds())
        assert [papers_still_due(session, claim.id, later, now=later)] == due_for_purge(session, now=later)

        submit(session, claim)

        assert papers_still_due(session, claim.id, later, now=later) is None


def test_what_was_removed_is_not_removed_again(school):
    later = NOW + timedelta(days=200)
    with school.writing() as session:
        claim = a_draft(session, _enrolment(session))
        photograph(session, claim, *_kinds())
        (found,) = due_for_purge(session, now=later)
        note_purged(session, found, now=later)

        assert papers_still_due(session, claim.id, later, now=later) is None


def test_a_school_is_approved_renewed_and_revoked(database):
    with database.writing() as session:
        an_approval(session)
        an_approval(session, valid_from=date(2029, 1, 1), valid_until=date(2031, 1, 1))
        school = find_institution(session, SCHOOL)
        draft = ApprovalDraft("1", date(2026, 2, 1), date(2026, 1, 1), date(2026, 1, 1))
        with pytest.raises(BadApproval):
            approve_school(session, school, draft, recorded_by="张会计", now=NOW)

        assert revoke_school(session, school, date(2026, 7, 1), "停业", recorded_by="张会计", now=NOW) == 2

        assert len(list_approvals(session)) == 2
        assert {each.revoked_on for each in approvals_of(session, school.id)} == {date(2026, 7, 1)}
        with pytest.raises(NotFound):
            revoke_school(session, school, date(2026, 7, 1), "停业", recorded_by="张会计", now=NOW)


def _enrolment(session):
    return session.scalars(select(Enrolment).order_by(Enrolment.id)).first()


def _kinds():
    return (PaperKind.LICENCE, PaperKind.TAXI)
