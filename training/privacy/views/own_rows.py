"""One statement for each part of the copy of one's own data, and each finds rows of one trainee alone.

Punches, watching and meetings are not here: those rows name nobody, and whose they are is a rule of its own.
"""

from typing import Any, TypeAlias

from sqlalchemy import Select, select

from training.privacy.views.ended_checks import IS_OVER, TELLS_OF_NO_CHECK
from training.privacy.views.money.own_subsidies import own_subsidies
from training.privacy.views.own_certificates import own_certificates, own_former, own_handovers, own_vouchers
from training.privacy.views.own_documents import own_documents
from training.privacy.views.own_exchange import own_exchange
from training.privacy.views.own_matches import own_matches
from training.privacy.views.own_restrictions import own_restrictions
from training.privacy.views.own_results import own_results
from training.privacy.views.own_roster_changes import own_roster_changes
from training.records.announcements import AnnouncementReading
from training.records.attendance.alternatives import AlternativeDecision, AttendanceAlternative
from training.records.attendance.corrections import (
    CorrectionDecision,
    CorrectionPhoto,
    CorrectionReview,
    PunchCorrection,
)
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation
from training.records.attendance.reminders import Reminder
from training.records.checks.calls import FieldComparison, PhoneShowing, SpotCall
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck
from training.records.checks.video_checks import LiveStatistics, StatisticsViewer
from training.records.claims.claims import C1Claim, ClaimEvent, ClaimPayment, CounterFiling
from training.records.claims.papers import ClaimPaper, PaperOpening, PaperReview
from training.records.classes.classes import Lesson, TrainingClass
from training.records.classes.trainees import Enrolment, PhoneChange, Trainee, Withdrawal
from training.records.meetings.meetings import Meeting, MeetingInvitation
from training.records.meetings.members import ChatAccount
from training.records.outbox.messages import OutgoingMessage
from training.records.people.copies import DataCopy
from training.records.people.data_requests import DataRequest, DataRequestAnswer
from training.records.people.notices import NoticeAcknowledgement
from training.records.people.personal_data import PhoneRequest, ProblemHandling, ProblemReport
from training.records.people.reach import PhoneVerification, SmsOptIn, SmsOptOut
from training.records.people.sign_in import SignIn, SignOut
from training.records.staff.staff import Staff

Statements: TypeAlias = dict[str, Select[Any]]


def own_rows(trainee_id: int) -> Statements:
    """By the name of the part, its columns named as the document names them."""
    parts = (_person, _attendance, _subsidies, own_documents, _checks, _messages, _own_acts)
    return {name: rows for part in parts for name, rows in part(trainee_id).items()}


def _person(who: int) -> Statements:
    own = (Trainee.public_id, Trainee.name, Trainee.sex, Trainee.id_number, Trainee.phone, Trainee.bank_card)
    days = (TrainingClass.starts_on, TrainingClass.ends_on)
    named = (Enrolment.public_id, Enrolment.attendance_number, TrainingClass.name.label("class_name"), *days)
    left = (Withdrawal.last_day, Withdrawal.reason, Withdrawal.recorded_by, Withdrawal.recorded_at)
    person = _shown(Trainee, *own, Trainee.category, Trainee.education)
    since = Enrolment.joined_on
    classes = _shown(Enrolment, TrainingClass.class_number, *named, since, *left).join(TrainingClass)
    return {
        "roster_changes": own_roster_changes(who),
        "person": person.where(Trainee.id == who),
        "classes": classes.outerjoin(Withdrawal).where(Enrolment.trainee_id == who).order_by(Enrolment.id),
    }


def _attendance(who: int) -> Statements:
    leave, decision, review = LeaveOfAbsence, CorrectionDecision, CorrectionReview
    asked = (Lesson.held_on, PunchCorrection.punch, PunchCorrection.reason, PunchCorrection.asked_at)
    decided = (CorrectionPhoto.id.is_not(None).label("had_photo"), decision.is_approved, decision.decided_at)
    corrections = _of_class(
        who, PunchCorrection, *asked, *decided, decision.note, review.is_confirmed, review.reviewed_at
    )
    watched = (LiveStatistics.day, StatisticsViewer.watched_seconds)
    reminded = (Reminder.held_on, Reminder.part, Reminder.occasion, Reminder.written_at)
    absent = (leave.held_on, leave.part, leave.reason, leave.approved_by, leave.approved_at)
    another, answer = AttendanceAlternative, AlternativeDecision
    wanted = (another.way, another.reason, another.asked_by, another.asked_at)
    return {
        "alternatives": _of_class(
            who, another, *wanted, answer.until, answer.note, answer.decided_at
        ).outerjoin(answer, answer.alternative_id == another.id),
        "corrections": corrections.join(Lesson, PunchCorrection.lesson_id == Lesson.id)
        .outerjoin(CorrectionPhoto, CorrectionPhoto.correction_id == PunchCorrection.id)
        .outerjoin(decision, decision.correction_id == PunchCorrection.id)
        .outerjoin(review, review.decision_id == decision.id),
        "leave": _of_class(who, leave, *absent, LeaveRevocation.revoked_at).outerjoin(
            LeaveRevocation, LeaveRevocation.leave_id == leave.id
        ),
        "certificates": own_certificates(who),
        "former_certificates": own_former(who),
        "certificate_handovers": own_handovers(who),
        **own_vouchers(who),
        "number_matches": own_matches(who),
        **own_exchange(who),
        **own_results(who),
        "reminders": _of_class(who, Reminder, *reminded),
        "live_statistics": _of_class(who, StatisticsViewer, *watched)
        .join(LiveStatistics, StatisticsViewer.statistics_id == LiveStatistics.id)
        .join(SpotCheck, LiveStatistics.check_id == SpotCheck.id)
        .where(IS_OVER),
    }


def _subsidies(who: int) -> Statements:
    paid, event, paper = ClaimPayment, ClaimEvent, ClaimPaper
    claims = _of_class(
        who, C1Claim, C1Claim.public_id, C1Claim.state, C1Claim.approved_at, paid.amount_fen, paid.paid_on
    )
    acts = (event.ordinal, event.act, event.state, event.acted_by, event.acted_at, event.reason)
    kept = (paper.kind, paper.place, paper.version, paper.media_type, paper.size, paper.sha256)
    named = (paper.kind, paper.place, paper.version)
    return {
        **own_subsidies(who),
        "claims": claims.outerjoin(paid, paid.claim_id == C1Claim.id),
        "claim_acts": _of_claim(who, event, *acts, event.consent_version),
        "counter_filings": _of_claim(
            who, CounterFiling, CounterFiling.filed_at, Staff.name.label("filed_by")
        ).join(Staff, CounterFiling.staff_id == Staff.id),
        "papers": _of_claim(who, paper, *kept, paper.received_at, paper.purged_at),
        "paper_reviews": _of_paper(
            who, PaperReview, *named, PaperReview.facts, PaperReview.reason, PaperReview.reviewed_at
        ),
        "paper_openings": _of_paper(
            who,
            PaperOpening,
            *named,
            Staff.name.label("opened_by"),
            PaperOpening.opened_at,
            PaperOpening.reason,
        ).join(Staff, PaperOpening.staff_id == Staff.id),
    }


def _checks(who: int) -> Statements:
    call = (SpotCall.outcome, SpotCall.started_at, SpotCall.ended_at)
    invited = (MeetingInvitation.way, MeetingInvitation.result, MeetingInvitation.invited_at)
    calls = _of_draw(who, SpotCall, *call)
    return {
        "draws": _of_class(who, DrawnTrainee, SpotCheck.number.label("check"), DrawnTrainee.position)
        .join(SpotCheck, DrawnTrainee.check_id == SpotCheck.id)
        .where(IS_OVER),
        "calls": calls,
        "call_answers": _of_draw(who, SpotCall, FieldComparison.item, FieldComparison.comparison).join(
            FieldComparison, FieldComparison.call_id == SpotCall.id
        ),
        "phone_showings": _of_draw(
            who, PhoneShowing, PhoneShowing.shown_to.label("shown_by"), PhoneShowing.shown_at
        ),
        "invitations": _of_class(who, MeetingInvitation, *invited)
        .join(Meeting, MeetingInvitation.meeting_id == Meeting.id)
        .join(SpotCheck, Meeting.check_id == SpotCheck.id)
        .where(IS_OVER),
    }


def _messages(who: int) -> Statements:
    sms, account, proof = OutgoingMessage, ChatAccount, PhoneVerification
    when = (sms.state, sms.written_at, sms.sent_at, sms.purged_at)
    out, back = SmsOptOut, SmsOptIn
    taken_back = {"at": back.asked_at, "source": back.source, "told_on": back.told_on}
    told = (each.label(f"taken_back_{name}") for name, each in taken_back.items())
    choice = (out.asked_at, out.asked_by, out.reason, out.source, out.told_on, *told)
    changed = (PhoneChange.old_phone, PhoneChange.new_phone, PhoneChange.changed_at)
    asked = (PhoneRequest.old_phone, PhoneRequest.new_phone, PhoneRequest.requested_at, PhoneRequest.done_at)
    return {
        "messages": _of(who, sms, sms.template, sms.phone, sms.parameters, *when),
        "chat_accounts": _of(who, account, account.chat_id.label("account"), account.looked_up_at).where(
            TELLS_OF_NO_CHECK
        ),
        "phone_changes": _of(who, PhoneChange, *changed),
        "phone_requests": _of(who, PhoneRequest, *asked),
        "phone_verifications": _of(who, proof, proof.how.label("way"), proof.verified_by, proof.verified_at),
        "sms_choices": _of(who, SmsOptOut, *choice).outerjoin(SmsOptIn, SmsOptIn.opt_out_id == SmsOptOut.id),
    }


def _own_acts(who: int) -> Statements:
    notice, problem, handled = NoticeAcknowledgement, ProblemReport, ProblemHandling
    used = (SignIn.device, SignIn.signed_in_at, SignIn.seen_at, SignIn.expires_at, SignOut.signed_out_at)
    asked = (DataRequest.year, DataRequest.ordinal, DataRequest.kind, DataRequest.text, DataRequest.filed_at)
    reply = DataRequestAnswer
    answered = (reply.decision, reply.text.label("answer"), reply.answered_by, reply.answered_at)
    told = (problem.about.label("kind"), problem.text, problem.reported_at, handled.note, handled.handled_at)
    return {
        "sign_ins": _of(who, SignIn, *used).outerjoin(SignOut, SignOut.sign_in_id == SignIn.id),
        "notices": _of(who, notice, notice.version, notice.acknowledged_at.label("seen_at")),
        "announcements": _of(who, AnnouncementReading, AnnouncementReading.read_at),
        "problems": _of(who, problem, *told).outerjoin(handled),
        "requests": _of(who, DataRequest, *asked, DataRequest.due_on, *answered).outerjoin(
            reply, reply.request_id == DataRequest.id
        ),
        "restrictions": own_restrictions(who),
        "copies": _of(who, DataCopy, DataCopy.taken_at),
    }


def _shown(record: Any, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(record)


def _of(who: int, record: Any, *columns: Any) -> Select[Any]:
    return _shown(record, *columns).where(record.trainee_id == who).order_by(record.id)


def _of_class(who: int, record: Any, *columns: Any) -> Select[Any]:
    rows = _shown(record, TrainingClass.class_number, *columns)
    own = rows.join(Enrolment, record.enrolment_id == Enrolment.id)
    with_class = own.join(TrainingClass, Enrolment.class_id == TrainingClass.id)
    return with_class.where(Enrolment.trainee_id == who).order_by(record.id)


def _of_claim(who: int, record: Any, *columns: Any) -> Select[Any]:
    return _through_claim(who, _shown(record, C1Claim.public_id, *columns), record)


def _of_paper(who: int, record: Any, *columns: Any) -> Select[Any]:
    rows = _shown(record, C1Claim.public_id, *columns)
    return _through_claim(who, rows.join(ClaimPaper, record.paper_id == ClaimPaper.id), ClaimPaper)


def _through_claim(who: int, rows: Select[Any], record: Any) -> Select[Any]:
    own = rows.join(C1Claim, record.claim_id == C1Claim.id)
    with_person = own.join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
    return with_person.where(Enrolment.trainee_id == who).order_by(record.id)


def _of_draw(who: int, record: Any, *columns: Any) -> Select[Any]:
    rows = _shown(record, SpotCheck.number.label("check"), *columns)
    own = rows.join(DrawnTrainee, record.drawn_id == DrawnTrainee.id)
    with_check = own.join(Enrolment, DrawnTrainee.enrolment_id == Enrolment.id).join(
        SpotCheck, DrawnTrainee.check_id == SpotCheck.id
    )
    return with_check.where(Enrolment.trainee_id == who, IS_OVER).order_by(record.id)
