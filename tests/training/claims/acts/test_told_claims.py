"""What a claimant is told is true when it is sent: the last word about the claim, and no earlier one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
    submit,
)
from training.claims.acts.act_on_claim import act_on_claim
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import return_claim
from training.claims.acts.send_back_claim import send_back_claim
from training.claims.rules.claim_messages import claim_act_of, claim_key
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.database import Database
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.notice.terms import Role
from training.people.acts.opt_out import opt_out
from training.records.claims.claims import C1Claim
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff

LATER = NOW + SOON
OVERTAKEN = "申领又有新的办理结果"


def a_claim(session: Session) -> tuple[C1Claim, Staff]:
    """Of somebody whose phone nobody verified."""
    an_approval(session)
    return a_submitted_claim(session, a_c1_enrolment(session)), a_reviewer(session)


def approve(session: Session, claim: C1Claim, reviewer: Staff) -> None:
    approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)


def why_not(session: Session) -> list[str | None]:
    rows = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id))
    return [reason_to_cancel(session, each, now=LATER) for each in rows]


def test_an_approval_that_the_city_sent_back_is_not_told_and_the_next_one_is(database: Database) -> None:
    with database.writing() as session:
        claim, reviewer = a_claim(session)
        pass_all(session, claim, reviewer)
        approve(session, claim, reviewer)
        assert why_not(session) == [None]

        send_back_claim(
            session, somebody(session, "市局复查员", Role.CITY), claim.public_id, "没有盖章。", now=LATER
        )
        assert why_not(session) == [OVERTAKEN]

        approve(session, claim, reviewer)
        assert why_not(session) == [OVERTAKEN, None]


def test_an_approval_stays_true_on_the_way_of_the_money(database: Database) -> None:
    with database.writing() as session:
        claim, reviewer = a_claim(session)
        pass_all(session, claim, reviewer)
        approve(session, claim, reviewer)

        for act in (ClaimAct.CONFIRM, ClaimAct.PUBLICISE, ClaimAct.OBJECT, ClaimAct.SETTLE, ClaimAct.APPLY):
            act_on_claim(session, claim, act, By("刘志刚"), now=LATER)
            assert why_not(session) == [None]
        for act in (ClaimAct.PAY, ClaimAct.UNDO, ClaimAct.PAY):
            act_on_claim(session, claim, act, By("刘志刚"), now=LATER)
            assert why_not(session) == [None]

        act_on_claim(session, claim, ClaimAct.RECOVER, By("刘志刚"), now=LATER)
        assert why_not(session) == [OVERTAKEN]


def test_a_return_is_told_until_it_is_mended(database: Database) -> None:
    with database.writing() as session:
        claim, reviewer = a_claim(session)
        return_claim(session, reviewer, claim.public_id, "请补驾驶证副页。", now=LATER)
        assert why_not(session) == [None]

        submit(session, claim, LATER)

        assert why_not(session) == [OVERTAKEN]


def test_a_rejection_is_told_although_the_claim_is_over(database: Database) -> None:
    with database.writing() as session:
        claim, reviewer = a_claim(session)
        reject_claim(session, reviewer, claim.public_id, "准驾车型不是 C1。", now=LATER)

        assert why_not(session) == [None]


def test_another_phone_and_an_opting_out_end_it(database: Database) -> None:
    with database.writing() as session:
        claim, reviewer = a_claim(session)
        reject_claim(session, reviewer, claim.public_id, "准驾车型不是 C1。", now=LATER)
        trainee = claim.enrolment.trainee

        opt_out(session, trainee, asked_by="王芳", now=LATER)
        assert why_not(session) == ["已退订"]

        trainee.phone = trainee.phone_index = "13800009999"
        session.flush()
        assert why_not(session) == ["手机号已更换"]


def test_the_key_names_the_claim_and_the_act() -> None:
    key = "00000000-0000-4000-8000-000000000001"

    told = claim_act_of(f"claim_decided:{key}:3")

    assert told is not None
    assert claim_key("claim_decided", *told) == f"claim_decided:{key}:3"
    assert claim_act_of(f"subsidy_paid:{key}:3") is None
    assert claim_act_of("claim_returned:x") is None
