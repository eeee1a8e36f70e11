"""What of the money waits for the district: meetings, publicities, applications, payments, recoveries."""

from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from training.classes.views.within import within
from training.eligibility.terms import LineState
from training.eligibility.views.claims_to_grant import claims_to_grant
from training.notice.permissions import Permission
from training.payments.views.find_meeting import lines_with_class
from training.payments.views.found.open_hits import hits, waits
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.ledgers.standing import stands
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import (
    FinanceApplication,
    Payment,
    PaymentLine,
    Recovery,
    RecoveryReceipt,
    RecoveryWithdrawal,
)
from training.records.payments.undoings import PaymentUndoing, UndoingDecision
from training.records.staff.staff import Staff
from training.records.subsidies.found import FoundLine
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine


def judged_to_grant(staff: Staff) -> Select[SubsidyJudgement]:
    """待上会: judged classes of which somebody is 可补贴 and no meeting was about them yet."""
    own = within(staff, Permission.BEGIN_PUBLICITY, district=TrainingClass.district_id)
    waits = exists().where(
        SubsidyLine.judgement_id == SubsidyJudgement.id, SubsidyLine.state == LineState.ELIGIBLE
    )
    rows = select(SubsidyJudgement).join(SubsidyJudgement.training_class)
    whole = joinedload(SubsidyJudgement.training_class).joinedload(TrainingClass.institution)
    return rows.where(own, waits, SubsidyJudgement.in_force_at.is_not(None)).options(whole)


def classes_of_claims_to_grant(staff: Staff) -> Select[TrainingClass]:
    """待上会: classes of C1 of which a claim is approved, and no meeting was about it yet."""
    own = within(staff, Permission.BEGIN_PUBLICITY, district=TrainingClass.district_id)
    ready = claims_to_grant(C1Claim.district_id == TrainingClass.district_id).order_by(None)
    of_it = ready.join(Enrolment, Enrolment.id == C1Claim.enrolment_id)
    waits = of_it.where(Enrolment.class_id == TrainingClass.id).with_only_columns(C1Claim.id)
    whole = joinedload(TrainingClass.institution)
    return select(TrainingClass).where(own, waits.correlate(TrainingClass).exists()).options(whole)


def meetings_to_publicise(staff: Staff) -> Select[SubsidyMeeting]:
    """待公示: what a meeting granted, which nobody has shown to the public."""
    own = within(staff, Permission.BEGIN_PUBLICITY, district=SubsidyMeeting.district_id)
    waits = exists().where(
        SubsidyLine.meeting_id == SubsidyMeeting.id, SubsidyLine.state == LineState.GRANTED
    )
    shown = exists().where(SubsidyPublicity.meeting_id == SubsidyMeeting.id)
    return select(SubsidyMeeting).where(own, waits, ~shown).options(joinedload(SubsidyMeeting.district))


def publicities_to_apply(staff: Staff, today: date) -> Select[SubsidyPublicity]:
    """待申请: surely over, and money was not applied for; an open objection keeps one there."""
    own = within(staff, Permission.APPLY_FOR_PAYMENT, district=SubsidyPublicity.district_id)
    return ended_publicities(today).where(own)


def ended_publicities(today: date) -> Select[SubsidyPublicity]:
    """The same of all districts."""
    waits = exists().where(
        SubsidyLine.publicity_id == SubsidyPublicity.id, SubsidyLine.state == LineState.PUBLIC
    )
    whole = (joinedload(SubsidyPublicity.meeting), joinedload(SubsidyPublicity.district))
    return select(SubsidyPublicity).where(waits, last_day() < today).options(*whole)


def last_day() -> ColumnElement[date]:
    """Under no arrangement of the State Council it is public for longer."""
    return func.coalesce(SubsidyPublicity.latest_on, SubsidyPublicity.ends_on)


def lines_with_objection(staff: Staff) -> Select[SubsidyLine]:
    """异议: each holds the money of its person back."""
    own = within(staff, Permission.HANDLE_OBJECTIONS, district=SubsidyLine.district_id)
    open_ones = (SubsidyLine.state == LineState.PUBLIC, SubsidyLine.has_objection.is_(True))
    return lines_with_class().where(own, *open_ones)


def applications_to_pay(staff: Staff) -> Select[FinanceApplication]:
    """待拨付: somebody was applied for and is not paid."""
    own = within(staff, Permission.RECORD_PAYMENTS, district=FinanceApplication.district_id)
    waits = exists().where(
        SubsidyLine.application_id == FinanceApplication.id, SubsidyLine.state == LineState.APPLIED
    )
    publicity = joinedload(FinanceApplication.publicity).joinedload(SubsidyPublicity.meeting)
    return select(FinanceApplication).where(own, waits).options(publicity)


def recoveries_to_come(staff: Staff) -> Select[Recovery]:
    """待追回: demanded, and the money did not come."""
    own = within(staff, Permission.RECORD_PAYMENTS, district=Payment.district_id)
    receipt = RecoveryReceipt
    came = select(func.coalesce(func.sum(receipt.amount_fen), 0)).where(receipt.recovery_id == Recovery.id)
    returned = came.where(stands(receipt.entry_id)).correlate(Recovery).scalar_subquery()
    withdrawn = exists().where(RecoveryWithdrawal.recovery_id == Recovery.id)
    rows = select(Recovery).join(Recovery.payment_line).join(PaymentLine.payment)
    paid = joinedload(Recovery.payment_line).joinedload(PaymentLine.payment)
    publicity = paid.joinedload(Payment.application).joinedload(FinanceApplication.publicity)
    whole = (paid.joinedload(Payment.institution), publicity.joinedload(SubsidyPublicity.meeting))
    return rows.where(own, ~withdrawn, returned < Recovery.amount_fen).options(*whole)


def undoings_to_decide(staff: Staff) -> Select[PaymentUndoing]:
    """待同意撤销: somebody says that a payment was recorded wrongly, and another person has not answered."""
    own = within(staff, Permission.RECORD_PAYMENTS, district=Payment.district_id)
    decided = exists().where(UndoingDecision.undoing_id == PaymentUndoing.id)
    rows = select(PaymentUndoing).join(PaymentUndoing.payment)
    application = joinedload(PaymentUndoing.payment).joinedload(Payment.application)
    publicity = application.joinedload(FinanceApplication.publicity)
    return rows.where(own, ~decided).options(publicity.joinedload(SubsidyPublicity.meeting))


def found_to_settle(staff: Staff) -> Select[FoundLine]:
    """名单命中: somebody to whom money was granted stands on a later list, and nobody has answered that."""
    own = within(staff, Permission.RECORD_PAYMENTS, district=SubsidyLine.district_id)
    line = joinedload(FoundLine.line).joinedload(SubsidyLine.enrolment).joinedload(Enrolment.training_class)
    whole = (line.joinedload(TrainingClass.institution), joinedload(FoundLine.compared_list))
    return hits().where(own, waits()).options(*whole)
