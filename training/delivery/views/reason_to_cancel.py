from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.attendance.rules.reminders import Silence, decide
from training.attendance.views.standing_of_day import classes_of_day, people_of_day
from training.claims.rules.claim_messages import TEMPLATES as OF_CLAIMS
from training.claims.views.claim_stands_as_told import claim_stands_as_told
from training.eligibility.terms import LineState
from training.follow_ups.rules.links import TEMPLATE as FOLLOW_UP
from training.follow_ups.rules.links import step_of
from training.follow_ups.views.find_follow_up import is_said_by_person
from training.meetings.acts.inviting.text_invitation import TEMPLATE
from training.outbox.rules.sent_again import predecessor_in
from training.outbox.rules.withdrawn import is_withdrawn
from training.payments.rules.told import TEMPLATE as PAID
from training.payments.rules.told import told_of
from training.people.rules.restrictions import Use, is_stopped
from training.people.views.reachable import opted_out, verified
from training.people.views.restricted import is_restricted
from training.records.attendance.reminders import Reminder
from training.records.classes.trainees import Trainee
from training.records.follow_ups.follow_ups import FollowUp
from training.records.meetings.meetings import Meeting, MeetingInvitation
from training.records.outbox.messages import OutgoingMessage
from training.records.payments.payments import Payment, PaymentLine
from training.records.subsidies.lines import SubsidyLine
from training.records.vouchers.vouchers import Voucher
from training.vouchers.rules.messages import BEFORE_USE, USED, voucher_of
from training.vouchers.terms import VoucherState

REMINDERS = ("missing_in", "missing_out", "day_lost")


OF_TRAINEES = (*REMINDERS, "correction_decided", TEMPLATE, FOLLOW_UP, PAID, *BEFORE_USE, USED, *OF_CLAIMS)


def reason_to_cancel(session: Session, message: OutgoingMessage, *, now: datetime) -> str | None:
    """Why the message is not to be sent any more, in Chinese for the operator; None where it is.

    A late batch of punches, a cancelled lesson, a leave, a withdrawal, an opting out or another phone may
    have come since a reminder was written; a meeting may have ended since it was asked into; a payment may
    have been undone since it was told, and a claim decided anew.
    """
    if message.template not in OF_TRAINEES or message.trainee_id is None:
        return None
    first = _first_of(session, message)
    if message.template in REMINDERS:
        return _phone_has_changed(session, message) or _reminder_is_needless(session, first, now)
    if message.template == TEMPLATE and _meeting_is_over(session, first):
        return "会议已结束"
    if message.template == FOLLOW_UP and (needless := _follow_up_is_needless(session, first)):
        return needless
    if message.template == PAID and not _is_paid(session, first):
        return "这笔拨付已撤销或追回"
    if message.template in OF_CLAIMS and not claim_stands_as_told(session, first.dedupe_key):
        return "申领又有新的办理结果"
    if message.template in BEFORE_USE and (needless := _voucher_is_needless(session, first)):
        return needless
    is_answer = message.template in OF_CLAIMS
    return _phone_has_changed(session, message) or _is_unwanted(session, message.trainee_id, is_answer)


def _voucher_is_needless(session: Session, message: OutgoingMessage) -> str | None:
    own = select(Voucher.id).where(Voucher.public_id == voucher_of(message.dedupe_key))
    is_good = session.scalar(own.where(Voucher.state == VoucherState.ISSUED)) is not None
    return None if is_good else "培训券已使用或作废"


def _follow_up_is_needless(session: Session, message: OutgoingMessage) -> str | None:
    own = select(FollowUp.id).where(FollowUp.public_id == step_of(message.dedupe_key))
    if session.scalar(own.where(~is_said_by_person(), FollowUp.dropped_at.is_(None))) is None:
        return "本人已经回答，或者不用再回访"
    restricted = message.trainee_id is not None and is_restricted(session, message.trainee_id)
    return Silence.RESTRICTED.value if is_stopped(Use.REMIND, is_restricted=restricted) else None


def _is_paid(session: Session, message: OutgoingMessage) -> bool:
    """By just that payment: one that was recorded anew since tells of itself."""
    told = told_of(message.dedupe_key)
    if told is None:
        return False
    rows = select(SubsidyLine.id).join(PaymentLine, PaymentLine.live_line_id == SubsidyLine.id)
    own = rows.join(PaymentLine.payment).where(Payment.public_id == told[0], SubsidyLine.public_id == told[1])
    return session.scalar(own.where(SubsidyLine.state == LineState.PAID)) is not None


def _first_of(session: Session, message: OutgoingMessage) -> OutgoingMessage:
    """What was sent again is about what the first one was about: reminder and invitation know that one."""
    while (before := predecessor_in(message.dedupe_key)) is not None:
        message = session.scalars(select(OutgoingMessage).where(OutgoingMessage.public_id == before)).one()
    return message


def _phone_has_changed(session: Session, message: OutgoingMessage) -> str | None:
    present = session.scalar(select(Trainee.phone_index).where(Trainee.id == message.trainee_id))
    return None if present == message.phone_index else "手机号已更换"


def _is_unwanted(session: Session, trainee_id: int, is_answer: bool) -> str | None:
    """What answers an application reaches a number that nobody verified too: who files at the counter."""
    if not is_answer and not verified(session, trainee_id):
        return Silence.UNVERIFIED.value
    return Silence.OPTED_OUT.value if opted_out(session, trainee_id) else None


def _meeting_is_over(session: Session, message: OutgoingMessage) -> bool:
    own = select(Meeting.id).join(MeetingInvitation, MeetingInvitation.meeting_id == Meeting.id)
    running = own.where(MeetingInvitation.message_id == message.id, Meeting.ended_at.is_(None))
    return session.scalar(running) is None


def _reminder_is_needless(session: Session, message: OutgoingMessage, now: datetime) -> str | None:
    """The same decision as when it was written, on what is known by now."""
    own = select(Reminder).where(Reminder.message_id == message.id).options(joinedload(Reminder.enrolment))
    reminder = session.scalars(own).one_or_none()
    if reminder is None or is_withdrawn(message.dedupe_key):
        return "提醒已不存在"
    for each in classes_of_day(session, reminder.held_on, reminder.enrolment.class_id):
        (person,) = people_of_day(session, [each], reminder.held_on, reminder.enrolment_id)[each.class_id]
        for chance in each.chances:
            if (chance.part, chance.occasion) == (reminder.part, reminder.occasion):
                # Somebody of the class was seen when it was written, and punches do not go away.
                verdict = decide(chance, person.standing, frozenset(), now)
                return verdict.value if isinstance(verdict, Silence) else None
    return "课程表上没有这半天的课"
