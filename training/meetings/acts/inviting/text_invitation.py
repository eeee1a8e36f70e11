from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.reminders import short_class_name
from training.meetings.rules.meetings import INVITATION_LASTS
from training.meetings.terms import InviteResult, InviteWay
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.people.views.reachable import opted_out, verified
from training.records.meetings.meetings import Meeting, MeetingInvitation
from training.records.outbox.messages import OutgoingMessage

TEMPLATE = "meeting_invitation"


def text_invitation(session: Session, meeting: Meeting, invitation: MeetingInvitation, now: datetime) -> None:
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
