"""R20 to R22 from the office's desk: who may act, for whom, and that all go on or none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.factories import at
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_decision,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.send_back_claim import send_back_claim
from training.claims.rules.c1_acts import ClaimStandsElsewhere, NotYourAct
from training.claims.terms import ClaimState, Payee
from training.database import Database
from training.errors import NotFound, Refusal
from training.notice.terms import Role
from training.records.claims.claims import C1Claim, ClaimPayment
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.acts.apply_for_payment import ObjectionOpen
from training.subsidies.acts.object_to_claim import PublicityRuns
from training.subsidies.acts.office.apply_for_all import apply_for_all
from training.subsidies.acts.office.carry_on_each import NothingToCarryOn
from training.subsidies.acts.office.object_for_staff import object_for_staff
from training.subsidies.acts.office.pay_all import pay_all
from training.subsidies.acts.office.pay_for_staff import pay_for_staff
from training.subsidies.acts.office.publicise_for_staff import publicise_for_staff
from training.subsidies.acts.office.settle_for_staff import settle_for_staff
from training.subsidies.acts.publicise_claims import ApprovedAfterMeeting, MeetingMissing
from training.subsidies.acts.record_payment import PaidTooMuch, Payment
from training.subsidies.views.see_publicity import list_publicities, see_candidates, see_publicity

LATER = NOW + SOON
LAST_DAY, DAY_AFTER = NOW + timedelta(days=7), NOW + timedelta(days=8)
PAYMENT = Payment(120_000, date(2026, 6, 9), "凭证-7")


@pytest.fixture
def office(database: Database) -> Database:
    """Three are approved in 昆都仑区: 王芳, 李强 and 赵敏; 甲 is their reviewer and carries them on."""
    with database.writing() as session:
        an_approval(session)
        reviewer = a_reviewer(session, "甲")
        for place, name in enumerate(("王芳", "李强", "赵敏"), 1):
            enrolment = a_c1_enrolment(session, f"C1-{place}", name=name, phone=f"1380000000{place}")
            rules = enrolment.training_class.rule_set
            rules.numbers = rules.numbers | {"second_look_percent": 0}
            claim = a_submitted_claim(session, enrolment)
            pass_all(session, claim, reviewer)
            approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)
    return database


def member(session, name: str = "甲") -> Staff:
    return session.scalars(select(Staff).where(Staff.name == name)).one()


def claims(session) -> list[C1Claim]:
    return list(session.scalars(select(C1Claim).order_by(C1Claim.id)))


def publicise(session, **changed: object) -> Publicity:
    return publicise_for_staff(session, member(session), a_decision(**changed), now=LATER)


def test_the_office_sees_whom_the_meeting_can_be_about(office):
    with office.writing() as session:
        found = see_candidates(session, member(session), now=LATER)

        assert [each.name for each in found.claims] == ["王芳", "李强", "赵敏"]
        assert (found.working_days, found.last.on, found.payee) == (5, date(2026, 6, 8), Payee.INSTITUTION)
        claims(session)[0].look_is_due = True
        session.flush()
        again = see_candidates(session, member(session), now=LATER)
        assert (len(again.claims), again.waiting_for_a_look) == (2, 1)


def test_a_district_may_have_the_trainee_paid(office):
    with office.writing() as session:
        rules = claims(session)[0].enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"paid_to_institution": 0}
        session.flush()

        assert publicise(session).payee is Payee.TRAINEE


def test_only_the_own_district_acts_and_others_find_nothing(office):
    with office.writing() as session:
        made = publicise(session).public_id
        claim = claims(session)[0].public_id
        city, auditor = somebody(session, "市局", Role.CITY), somebody(session, "审计", Role.AUDITOR)
        elsewhere = a_reviewer(session, "青山", "青山区")
        for staff, refusal in ((city, NotYourAct), (auditor, NotYourAct), (elsewhere, NotFound)):
            with pytest.raises(refusal):
                apply_for_all(session, staff, made, now=DAY_AFTER)
            with pytest.raises(refusal):
                pay_all(session, staff, made, PAYMENT, now=DAY_AFTER)
            with pytest.raises(refusal):
                object_for_staff(session, staff, claim, "有人反映", now=LATER)
            with pytest.raises(refusal):
                pay_for_staff(session, staff, claim, PAYMENT, now=DAY_AFTER)
        with pytest.raises(NotYourAct):
            publicise_for_staff(session, city, a_decision(), now=LATER)

        assert [len(list_publicities(session, each)) for each in (city, auditor, elsewhere)] == [1, 1, 0]
        assert see_publicity(session, auditor, made, now=LATER).meeting_number == "包人社会〔2026〕6号"
        for staff, unknown in ((elsewhere, made), (city, uuid4())):
            with pytest.raises(NotFound):
                see_publicity(session, staff, unknown, now=LATER)


@pytest.mark.parametrize(("moment", "is_over"), [(LAST_DAY, False), (DAY_AFTER, True)])
def test_the_office_applies_from_the_day_after_the_publicity(office, moment, is_over):
    """From Monday 1 June the fifth working day is Monday 8 June."""
    with office.writing() as session:
        made = publicise(session).public_id
        assert see_publicity(session, member(session), made, now=moment).is_over == is_over
        if not is_over:
            with pytest.raises(PublicityRuns, match="2026-06-08"):
                apply_for_all(session, member(session), made, now=moment)
            return
        assert apply_for_all(session, member(session), made, now=moment) == 3
        with pytest.raises(NothingToCarryOn):
            apply_for_all(session, member(session), made, now=moment)


def test_an_objection_holds_one_while_the_others_go_on(office):
    with office.writing() as session:
        staff, made = member(session), publicise(session).public_id
        held = claims(session)[1]
        object_for_staff(session, staff, held.public_id, "有人反映没有参加培训", now=LATER)

        assert apply_for_all(session, staff, made, now=DAY_AFTER) == 2
        view = see_publicity(session, staff, made, now=DAY_AFTER)
        assert ([each.name for each in view.held], view.applied_fen) == (["李强"], 240_000)
        with pytest.raises(ObjectionOpen):
            apply_for_all(session, staff, made, now=DAY_AFTER)
        settle_for_staff(session, staff, held.public_id, "核对打卡，本人参加", now=DAY_AFTER)
        assert apply_for_all(session, staff, made, now=DAY_AFTER) == 1


def test_what_the_city_sends_back_leaves_the_list(office):
    with office.writing() as session:
        made, city = publicise(session).public_id, somebody(session, "市局", Role.CITY)
        object_for_staff(session, member(session), claims(session)[0].public_id, "不是本人", now=LATER)
        send_back_claim(session, city, claims(session)[0].public_id, "异议成立", now=LATER)

        view = see_publicity(session, city, made, now=LATER)
        assert ([each.name for each in view.claims], view.held) == (["李强", "赵敏"], ())


def test_one_voucher_pays_everybody_for_whom_was_applied(office):
    with office.writing() as session:
        staff, made = member(session), publicise(session).public_id
        with pytest.raises(NothingToCarryOn):
            pay_all(session, staff, made, PAYMENT, now=DAY_AFTER)
        apply_for_all(session, staff, made, now=DAY_AFTER)
        pay_for_staff(
            session,
            staff,
            claims(session)[0].public_id,
            Payment(100_050, PAYMENT.paid_on, "凭证-6"),
            now=DAY_AFTER,
        )

        assert pay_all(session, staff, made, PAYMENT, now=DAY_AFTER) == 2
        view = see_publicity(session, staff, made, now=DAY_AFTER)
        assert (view.paid_fen, view.applied_fen) == (340_050, 360_000)
        (line,) = list_publicities(session, staff)
        assert (line.counts[ClaimState.PAID], line.objections) == (3, 0)


def test_a_payment_above_what_was_granted_pays_nobody(office):
    with office.writing() as session:
        made = publicise(session).public_id
        apply_for_all(session, member(session), made, now=DAY_AFTER)
    with office.writing() as session, pytest.raises(PaidTooMuch):
        pay_all(session, member(session), made, Payment(120_001, PAYMENT.paid_on, "凭证-7"), now=DAY_AFTER)

    with office.reading() as session:
        assert session.scalar(select(func.count(ClaimPayment.id))) == 0
        assert {each.state for each in claims(session)} == {ClaimState.APPLIED}


def test_two_who_publicise_at_once_show_everybody_once(office):
    outcomes = at_once(
        office, lambda session, staff: publicise_for_staff(session, staff, a_decision(), now=LATER)
    )

    assert sorted(outcomes) == [False, True]
    with office.reading() as session:
        assert session.scalar(select(func.count(Publicity.id))) == 1
        assert {each.state for each in claims(session)} == {ClaimState.PUBLICISED}


def test_two_who_pay_at_once_pay_everybody_once(office):
    with office.writing() as session:
        made = publicise(session).public_id
        apply_for_all(session, member(session), made, now=DAY_AFTER)

    outcomes = at_once(office, lambda session, staff: pay_all(session, staff, made, PAYMENT, now=DAY_AFTER))

    assert sorted(outcomes) == [False, True]
    with office.reading() as session:
        assert session.scalar(select(func.count(ClaimPayment.id))) == 3
        assert session.scalar(select(func.sum(ClaimPayment.amount_fen))) == 360_000


def at_once(database: Database, act) -> list[bool]:
    """Two clerks press in the same moment; whether each of them was let through."""
    together = Barrier(2)

    def press(_: int) -> bool:
        together.wait()
        try:
            with database.writing() as session:
                act(session, member(session))
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(press, range(2)))


@pytest.mark.parametrize(
    ("approved_at", "is_late"),
    [
        (at(date(2026, 5, 31), "23:59"), False),
        (at(date(2026, 6, 1), "00:00"), False),
        (at(date(2026, 6, 1), "23:59"), False),
        (at(date(2026, 6, 2), "00:00"), True),
    ],
)
def test_a_meeting_decides_only_about_what_was_approved_by_its_day(office, approved_at, is_late):
    with office.writing() as session:
        claims(session)[1].approved_at = approved_at
        session.flush()
        chosen = frozenset(each.public_id for each in claims(session))
        today = NOW + timedelta(days=3)

        if is_late:
            with pytest.raises(
                ApprovedAfterMeeting, match=r"李强（2026-06-02 通过）。请核对会议日期"
            ) as refused:
                publicise_for_staff(session, member(session), a_decision(chosen=chosen), now=today)
            assert "王芳" not in str(refused.value)
        else:
            publicise_for_staff(session, member(session), a_decision(chosen=chosen), now=today)

        state = ClaimState.APPROVED if is_late else ClaimState.PUBLICISED
        assert {each.state for each in claims(session)} == {state}


def test_who_was_approved_too_late_waits_for_the_next_meeting_while_all_others_are_shown(office):
    with office.writing() as session:
        claims(session)[1].approved_at = NOW + timedelta(days=1)
        session.flush()

        publicise_for_staff(session, member(session), a_decision(), now=NOW + timedelta(days=3))

        assert [each.state for each in claims(session)] == [
            ClaimState.PUBLICISED,
            ClaimState.APPROVED,
            ClaimState.PUBLICISED,
        ]


def test_of_many_who_were_approved_too_late_ten_are_named(office):
    with office.reading() as session:
        late = claims(session) * 4

        said = str(ApprovedAfterMeeting(date(2026, 5, 31), late))

    assert said.count("通过）") == 10
    assert "等 12 人" in said


def test_a_claim_is_not_publicised_twice(office):
    with office.writing() as session:
        publicise(session)
        with pytest.raises((NotFound, ClaimStandsElsewhere)):
            publicise(session, number="7号")
        with pytest.raises(MeetingMissing):
            publicise(session, chosen=frozenset())
