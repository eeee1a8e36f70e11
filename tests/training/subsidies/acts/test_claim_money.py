"""R20 to R22: meeting, publicity, objections, application, payment."""

from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import at
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_decision,
    a_district,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import confirm_claim
from training.claims.rules.c1_acts import ClaimStandsElsewhere
from training.claims.sheets.claim_sheets import meeting_list, publicity_list
from training.claims.terms import ClaimState, Payee
from training.claims.views.by import By
from training.database import Database
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import Role
from training.records.claims.claims import C1Claim, ClaimPayment
from training.staff.acts.add_staff import add_staff
from training.subsidies.acts.apply_for_payment import ObjectionOpen, apply_for_payment
from training.subsidies.acts.object_to_claim import PublicityRuns, object_to_claim
from training.subsidies.acts.publicise_claims import ListHasChanged, MeetingMissing, publicise_claims
from training.subsidies.acts.record_payment import BadPayment, PaidTooMuch, Payment, record_payment
from training.subsidies.acts.settle_objection import NoObjection, settle_objection
from training.subsidies.views.list_granted import approved_for_staff, publicised

LATER = NOW + SOON
CLERK = By("张会计")
MEETING_ON = date(2026, 6, 1)
PAYMENT = Payment(120_000, date(2026, 6, 9), "凭证-7")


@pytest.fixture
def approved(database: Database) -> Database:
    """王芳 is approved, 李强 is approved and drawn for a second look."""
    with database.writing() as session:
        an_approval(session)
        reviewer = a_reviewer(session)
        for number, name, percent in (("C1-1", "王芳", 0), ("C1-2", "李强", 100)):
            enrolment = a_c1_enrolment(session, number, name=name, phone=f"1380000000{number[-1]}")
            rules = enrolment.training_class.rule_set
            rules.numbers = rules.numbers | {"second_look_percent": percent}
            claim = a_submitted_claim(session, enrolment)
            pass_all(session, claim, reviewer)
            approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=LATER)
    return database


def claims(session) -> list[C1Claim]:
    return list(session.scalars(select(C1Claim).order_by(C1Claim.id)))


def publicise(session, now=LATER, district: str = "昆都仑区", **changed: object):
    return publicise_claims(session, a_district(session, district), a_decision(**changed), CLERK, now=now)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": " "}, "会议号"),
        ({"number": "6" * 65}, "会议号"),
        ({"held_on": date(2026, 6, 2)}, "不晚于今天的会议日期"),
        ({"amount_fen": 0}, "每人补贴金额"),
        ({"minutes": None}, "会议纪要"),
    ],
)
def test_without_a_meeting_and_its_minutes_there_is_no_publicity(approved, changed, words):
    with approved.writing() as session:
        with pytest.raises(MeetingMissing, match=words):
            publicise(session, **changed)

        assert {each.state for each in claims(session)} == {ClaimState.APPROVED}


def test_a_district_without_approved_claims_shows_nobody(approved):
    with approved.writing() as session, pytest.raises(NotFound):
        publicise(session, district="青山区")


def test_the_publicity_keeps_what_the_meeting_granted_and_its_minutes(approved):
    with approved.writing() as session:
        made = publicise(session)
        session.refresh(made)

        assert (made.amount_fen, made.payee, made.meeting_on) == (120_000, Payee.INSTITUTION, MEETING_ON)
        assert (made.minutes.received_by, made.minutes.media_type) == ("张会计", "image/jpeg")


def test_only_those_whom_the_meeting_granted_the_money_are_shown(approved):
    with approved.writing() as session:
        second = claims(session)[1]
        confirm_claim(session, somebody(session, "市局复查员", Role.CITY), second.public_id, now=LATER)
        publicise(session, chosen=frozenset({second.public_id}))

        assert [each.state for each in claims(session)] == [ClaimState.APPROVED, ClaimState.PUBLICISED]


def test_somebody_who_was_chosen_and_cannot_be_shown_any_more_stops_all(approved):
    with approved.writing() as session:
        first, drawn = claims(session)
        with pytest.raises(ListHasChanged, match="有 1 人"):
            publicise(session, chosen=frozenset({first.public_id, drawn.public_id}))

        assert {each.state for each in claims(session)} == {ClaimState.APPROVED}


def test_what_waits_for_a_second_look_is_not_publicised(approved):
    with approved.writing() as session:
        publicise(session)
        assert [each.state for each in claims(session)] == [ClaimState.PUBLICISED, ClaimState.APPROVED]

        city = somebody(session, "市局复查员", Role.CITY)
        confirm_claim(session, city, claims(session)[1].public_id, now=LATER)
        publicise(session, number="7号")

        assert {each.state for each in claims(session)} == {ClaimState.PUBLICISED}


@pytest.mark.parametrize(
    ("clock", "is_over"),
    [("2026-06-08 23:59", False), ("2026-06-09 00:00", True), ("2026-06-10 09:00", True)],
)
def test_money_is_applied_for_after_five_working_days(approved, clock, is_over):
    """Monday 1 June, then five working days: the publicity's last day is Monday 8 June."""
    with approved.writing() as session:
        assert publicise(session).ends_on == date(2026, 6, 8)
        claim, now = claims(session)[0], at(date.fromisoformat(clock[:10]), clock[11:])
        if is_over:
            apply_for_payment(session, claim, CLERK, now=now)
            assert claim.state is ClaimState.APPLIED
        else:
            with pytest.raises(PublicityRuns):
                apply_for_payment(session, claim, CLERK, now=now)


def test_an_open_objection_holds_the_claim_and_only_that(approved):
    after = NOW + timedelta(days=10)
    with approved.writing() as session:
        publicise(session)
        claim = claims(session)[0]
        with pytest.raises(ReasonMissing):
            object_to_claim(session, claim, CLERK, now=LATER)
        object_to_claim(session, claim, By("张会计", reason="有人反映不是本人"), now=LATER)
        with pytest.raises(ObjectionOpen):
            apply_for_payment(session, claim, CLERK, now=after)

        settle_objection(session, claim, By("张会计", reason="已核实，是本人"), now=after)
        apply_for_payment(session, claim, CLERK, now=after)

        assert claim.state is ClaimState.APPLIED


def test_a_claim_is_paid_once_with_amount_day_and_voucher(approved):
    after = NOW + timedelta(days=10)
    with approved.writing() as session:
        publicise(session)
        claim = claims(session)[0]
        with pytest.raises(ClaimStandsElsewhere):
            record_payment(session, claim, PAYMENT, CLERK, now=after)
        apply_for_payment(session, claim, CLERK, now=after)
        for bad in (
            Payment(0, PAYMENT.paid_on, "凭证-7"),
            Payment(100, date(2027, 1, 1), "凭证-7"),
            Payment(100, PAYMENT.paid_on, " "),
            Payment(100, PAYMENT.paid_on, "7" * 65),
            Payment(100, date(2026, 6, 8), "凭证-7"),
        ):
            with pytest.raises(BadPayment):
                record_payment(session, claim, bad, CLERK, now=after)

        record_payment(session, claim, PAYMENT, CLERK, now=after)

        paid = session.scalars(select(ClaimPayment)).one()
        assert (claim.state, paid.amount_fen, paid.voucher) == (ClaimState.PAID, 120_000, "凭证-7")
        with pytest.raises(ClaimStandsElsewhere):
            record_payment(session, claim, PAYMENT, CLERK, now=after)


@pytest.mark.parametrize(
    ("granted", "paid", "is_paid"),
    [(120_000, 119_999, True), (120_000, 120_000, True), (120_000, 120_001, False), (None, 120_001, True)],
)
def test_no_more_is_paid_than_the_meeting_granted(approved, granted, paid, is_paid):
    """Of a publicity from before the amount was kept nobody knows it."""
    after = NOW + timedelta(days=10)
    with approved.writing() as session:
        publicise(session).amount_fen = granted
        claim = claims(session)[0]
        apply_for_payment(session, claim, CLERK, now=after)
        payment = Payment(paid, PAYMENT.paid_on, "凭证-7")
        if is_paid:
            record_payment(session, claim, payment, CLERK, now=after)
        else:
            with pytest.raises(PaidTooMuch, match=r"1,200\.00 元"):
                record_payment(session, claim, payment, CLERK, now=after)

        assert (claim.state is ClaimState.PAID) == is_paid


def test_an_objection_is_settled_only_where_there_is_one(approved):
    with approved.writing() as session:
        publicise(session)
        with pytest.raises(NoObjection):
            settle_objection(session, claims(session)[0], By("张会计", reason="已核实"), now=LATER)


@pytest.mark.parametrize(
    ("role", "may_take_it"), [(Role.CITY, True), (Role.DISTRICT, True), (Role.AUDITOR, False)]
)
def test_the_approved_list_is_for_those_who_bring_it_to_the_meeting(approved, role, may_take_it):
    with approved.writing() as session:
        district = a_district(session) if role is Role.DISTRICT else None
        lines = approved_for_staff(session, add_staff(session, "来人", role, district, None, now=NOW))

    assert bool(lines) is may_take_it


def test_the_lists_show_no_full_number(approved, tmp_path):
    with approved.writing() as session:
        meeting = meeting_list(approved_for_staff(session, somebody(session, "市局", Role.CITY)))
        made = publicise(session)
        publicity = publicity_list(publicised(session, made))
        trainee = claims(session)[0].enrolment.trainee
        secrets = (trainee.id_number, trainee.phone)

    for place, content in enumerate((meeting, publicity)):
        path = tmp_path / f"{place}.xlsx"
        path.write_bytes(content)
        rows = list(load_workbook(path).active.iter_rows(values_only=True))
        assert [row[1] for row in rows[1:-1]] == ["王芳"]
        assert rows[-1][0] == "以自治区系统数据为准"
        assert not any(secret in str(cell) for row in rows for cell in row for secret in secrets)
        assert "138****0001" in rows[1]
