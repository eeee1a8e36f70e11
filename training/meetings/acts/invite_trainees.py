"""By which way each trainee is asked into a meeting, and what came of it (R31)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from training.attendance.rules.reminders import short_class_name
from training.meetings.acts.dingtalk_accounts import account_of
from training.meetings.acts.meeting_wishes import TakenWish, hold_wish, settle
from training.meetings.rules.meetings import INVITATION_LASTS
from training.meetings.views.find_meeting import hold_meeting
from training.notice.terms import InviteResult, InviteWay
from training.outbox.acts.write_message import MessageDraft, write_message
from training.people.acts.reach_trainee import opted_out, verified
from training.ports.meetings import Account, Invitee, MeetingMember
from training.records.classes.trainees import Enrolment, Trainee
from training.records.meetings.meetings import Meeting, MeetingInvitation
from training.records.meetings.members import DingTalkAccount
from training.records.outbox.messages import OutgoingMessage

TEMPLATE = "meeting_invitation"
TO_BE_DONE = (InviteResult.WAITING, InviteResult.UNCLEAR)


@dataclass(frozen=True)
class Unknown:
    """A trainee of whom nobody knows whether DingTalk knows the phone."""

    trainee_id: int
    phone: str


@dataclass(frozen=True)
class Ringing:
    """One who is to be rung by DingTalk."""

    invitation_id: int
    invitee: Invitee


def people_to_look_up(session: Session, taken: TakenWish, *, now: datetime) -> list[Unknown]:
    """Those of the wish who were never looked up by their present phone, or not for some days."""
    meeting = session.get_one(Meeting, taken.meeting_id)
    oldest = now - timedelta(days=meeting.check.rule_set.policy.dingtalk_lookup_days)
    unknown = []
    for invitation in _waiting(session, taken):
        trainee = invitation.enrolment.trainee
        account = account_of(session, trainee)
        if account is None or (account.userid is None and account.looked_up_at <= oldest):
            unknown.append(Unknown(trainee.id, trainee.phone))
    return unknown


def keep_account(session: Session, unknown: Unknown, found: Account | None, *, now: datetime) -> None:
    """What DingTalk answered; the latest answer for the present phone holds."""
    row = DingTalkAccount(
        trainee_id=unknown.trainee_id,
        phone_index=unknown.phone,
        userid=found.userid if found else None,
        union_id=found.union_id if found else None,
        union_index=found.union_id if found else None,
        looked_up_at=now,
    )
    session.add(row)
    session.flush()


def plan_invitations(session: Session, taken: TakenWish, *, by_phone: bool, now: datetime) -> list[Ringing]:
    """Choose the way of each who waits: the SMS are written, and those to be rung are given back.

    Those count as unclear from here on: whoever finds the wish after a crash knows that they may have rung.
    """
    meeting = hold_meeting(session, taken.meeting_id)
    if hold_wish(session, taken) is None or meeting.ended_at is not None:
        return []
    ringing = []
    for invitation in _waiting(session, taken):
        invitee = _invitee(session, invitation.enrolment.trainee, by_phone=by_phone)
        if invitee is None:
            _write_sms(session, meeting, invitation, now)
        else:
            invitation.way = InviteWay.DINGTALK if invitee.union_id else InviteWay.PHONE
            invitation.result = InviteResult.UNCLEAR
            ringing.append(Ringing(invitation.id, invitee))
    session.flush()
    return ringing


def note_invitations(
    session: Session, invitation_ids: Collection[int], result: InviteResult, *, now: datetime
) -> None:
    own = update(MeetingInvitation).where(MeetingInvitation.id.in_(invitation_ids))
    sent_at = now if result is InviteResult.SENT else None
    session.execute(own.values(result=result, invited_at=sent_at))


def note_known_members(
    session: Session, taken: TakenWish, members: Collection[MeetingMember], *, now: datetime
) -> None:
    """After a crash: whom the meeting names was invited, the others are asked now."""
    accounts = {each.union_id for each in members if each.union_id}
    rung = {each.name for each in members if each.by_phone}
    for invitation in _waiting(session, taken, (InviteResult.UNCLEAR,)):
        trainee = invitation.enrolment.trainee
        account = account_of(session, trainee)
        has_account = account is not None and account.union_id in accounts
        is_known = has_account or (invitation.way is InviteWay.PHONE and trainee.name in rung)
        invitation.result = InviteResult.SENT if is_known else InviteResult.WAITING
        invitation.invited_at = now if is_known else None
    session.flush()


def text_the_rest(session: Session, taken: TakenWish, *, now: datetime) -> None:
    """DingTalk rings nobody: those who were not rung for sure are texted."""
    meeting = hold_meeting(session, taken.meeting_id)
    if meeting.ended_at is None:
        for invitation in _waiting(session, taken, TO_BE_DONE):
            _write_sms(session, meeting, invitation, now)
    session.flush()


def finish_inviting(session: Session, taken: TakenWish, *, now: datetime) -> None:
    wish = hold_wish(session, taken)
    if wish is not None:
        settle(session, wish, now=now)


def _waiting(
    session: Session, taken: TakenWish, results: Collection[InviteResult] = (InviteResult.WAITING,)
) -> list[MeetingInvitation]:
    own = (
        select(MeetingInvitation)
        .where(MeetingInvitation.wish_id == taken.key, MeetingInvitation.result.in_(results))
        .order_by(MeetingInvitation.id)
        .options(joinedload(MeetingInvitation.enrolment).joinedload(Enrolment.trainee))
    )
    return list(session.scalars(own))


def _invitee(session: Session, trainee: Trainee, *, by_phone: bool) -> Invitee | None:
    account = account_of(session, trainee)
    if account is not None and account.union_id:
        return Invitee(trainee.name, union_id=account.union_id)
    return Invitee(trainee.name, phone=trainee.phone) if by_phone else None


def _write_sms(session: Session, meeting: Meeting, invitation: MeetingInvitation, now: datetime) -> None:
    trainee = invitation.enrolment.trainee
    may_be_texted = verified(session, trainee.id) and not opted_out(session, trainee.id)
    if not (may_be_texted and meeting.room_code):
        invitation.way, invitation.result = InviteWay.NONE, InviteResult.FAILED
        return
    draft = _draft(meeting, invitation, now)
    write_message(session, draft, now=now)
    own = select(OutgoingMessage.id).where(OutgoingMessage.dedupe_key == draft.dedupe_key)
    invitation.message_id = session.scalars(own).one()
    invitation.way, invitation.result, invitation.invited_at = InviteWay.SMS, InviteResult.SENT, now


def _draft(meeting: Meeting, invitation: MeetingInvitation, now: datetime) -> MessageDraft:
    trainee, own = invitation.enrolment.trainee, meeting.check.training_class
    parameters = {
        "class_short_name": short_class_name(own.name),
        "room_code": meeting.room_code,
        "link": meeting.join_address or "",
    }
    return MessageDraft(
        template=TEMPLATE,
        parameters=parameters,
        phone=trainee.phone,
        dedupe_key=f"meeting:{invitation.wish_id}:{invitation.enrolment_id}",
        expires_at=now + INVITATION_LASTS,
        trainee_id=trainee.id,
        district_id=own.district_id,
    )
