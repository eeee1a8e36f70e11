"""Every act of a class as a row of the same columns, whatever its own subject keeps of it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import String, case, cast, func

from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.certificate_sources import SOURCES_OF_CERTIFICATES
from training.history.views.change_sources import SOURCES_OF_CHANGES
from training.history.views.columns import NOTHING, Of, Rows, of_person, row, within_of
from training.history.views.filing_sources import SOURCES_OF_FILINGS
from training.history.views.follow_up_sources import SOURCES_OF_FOLLOW_UPS
from training.history.views.line_sources import SOURCES_OF_LINES
from training.history.views.number_sources import SOURCES_OF_NUMBERS
from training.history.views.region_sources import SOURCES_OF_REGION
from training.history.views.result_sources import SOURCES_OF_RESULTS
from training.history.views.teacher_sources import SOURCES_OF_TEACHERS
from training.history.views.voucher_sources import SOURCES_OF_VOUCHERS
from training.notice.permissions import Permission
from training.records.attendance.alternatives import AlternativeDecision, AttendanceAlternative
from training.records.attendance.corrections import CorrectionDecision, CorrectionReview, PunchCorrection
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Lesson, LessonCancellation, OnlineReason
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal
from training.records.feedback import Feedback, FeedbackAnswer
from training.records.staff.staff import Staff
from training.records.urging import Urging, UrgingStep


def _imported(of: Of) -> Rows:
    batch = ImportBatch
    rows = row(
        Happened.IMPORTED,
        batch.imported_at,
        batch.id,
        batch.imported_by,
        batch.file_name,
        NOTHING,
        func.count(),
    )
    own = within_of(rows.join(Enrolment, Enrolment.batch_id == batch.id), Enrolment.class_id, of)
    return own.group_by(batch.id, batch.imported_at, batch.imported_by, batch.file_name, Enrolment.class_id)


def _withdrawn(of: Of) -> Rows:
    own = Withdrawal
    rows = row(
        *(
            Happened.WITHDRAWN,
            own.recorded_at,
            own.id,
            own.recorded_by,
            Trainee.name,
            own.reason,
            own.last_day,
        )
    )
    return of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), of)


def _reason(of: Of) -> Rows:
    own = OnlineReason
    rows = row(Happened.REASON_GIVEN, own.given_at, own.id, own.given_by, NOTHING, own.reason)
    return within_of(rows, own.class_id, of)


def _cancelled(of: Of) -> Rows:
    own = LessonCancellation
    rows = row(
        *(Happened.CANCELLED, own.cancelled_at, own.id, own.cancelled_by),
        *(Lesson.held_on, own.reason, Lesson.half_day),
    )
    return within_of(rows.join(Lesson, own.lesson_id == Lesson.id), Lesson.class_id, of)


def _asked(of: Of) -> Rows:
    own = PunchCorrection
    what = cast(Lesson.half_day, String) + cast(own.punch, String)
    rows = row(
        Happened.CORRECTION_ASKED, own.asked_at, own.id, Trainee.name, Lesson.held_on, own.reason, what
    ).join(Lesson, own.lesson_id == Lesson.id)
    return of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), of)


def _decided(of: Of) -> Rows:
    own, what = CorrectionDecision, case((CorrectionDecision.is_approved, YES), else_="")
    rows = row(Happened.CORRECTION_DECIDED, own.decided_at, own.id, Staff.name, Trainee.name, own.note, what)
    whose = rows.join(Staff, own.decided_by_id == Staff.id).join(
        PunchCorrection, own.correction_id == PunchCorrection.id
    )
    return of_person(whose.join(Enrolment, PunchCorrection.enrolment_id == Enrolment.id), of)


def _reviewed(of: Of) -> Rows:
    own, what = CorrectionReview, case((CorrectionReview.is_confirmed, YES), else_="")
    rows = row(
        Happened.CORRECTION_REVIEWED, own.reviewed_at, own.id, Staff.name, Trainee.name, own.reason, what
    )
    whose = (
        rows.join(Staff, own.reviewed_by_id == Staff.id)
        .join(CorrectionDecision, own.decision_id == CorrectionDecision.id)
        .join(PunchCorrection, CorrectionDecision.correction_id == PunchCorrection.id)
    )
    return of_person(whose.join(Enrolment, PunchCorrection.enrolment_id == Enrolment.id), of)


def _leave(of: Of) -> Rows:
    own = LeaveOfAbsence
    rows = row(Happened.LEAVE, own.approved_at, own.id, own.approved_by, Trainee.name, own.reason, _day())
    return of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), of)


def _revoked(of: Of) -> Rows:
    own = LeaveRevocation
    rows = row(
        Happened.LEAVE_REVOKED, own.revoked_at, own.id, own.revoked_by, Trainee.name, own.reason, _day()
    )
    whose = rows.join(LeaveOfAbsence, own.leave_id == LeaveOfAbsence.id)
    return of_person(whose.join(Enrolment, LeaveOfAbsence.enrolment_id == Enrolment.id), of)


def _alternative(of: Of) -> Rows:
    own = AttendanceAlternative
    rows = row(
        Happened.ALTERNATIVE_ASKED, own.asked_at, own.id, own.asked_by, Trainee.name, own.reason, own.way
    )
    return of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), of)


def _alternative_decided(of: Of) -> Rows:
    own, until = AlternativeDecision, func.coalesce(cast(AlternativeDecision.until, String), "")
    rows = row(
        Happened.ALTERNATIVE_DECIDED, own.decided_at, own.id, Staff.name, Trainee.name, own.note, until
    )
    whose = rows.join(Staff, own.decided_by_id == Staff.id).join(
        AttendanceAlternative, own.alternative_id == AttendanceAlternative.id
    )
    return of_person(whose.join(Enrolment, AttendanceAlternative.enrolment_id == Enrolment.id), of)


def _started(of: Of) -> Rows:
    own = SpotCheck
    rows = row(
        Happened.CHECK_STARTED, own.started_at, own.id, own.started_by, own.number, NOTHING, own.method
    )
    return within_of(rows, own.class_id, of)


def _concluded(of: Of) -> Rows:
    own = CheckConclusion
    rows = row(
        *(Happened.CHECK_CONCLUDED, own.concluded_at, own.id, own.concluded_by),
        *(SpotCheck.number, NOTHING, own.verdict),
    )
    return within_of(rows.join(SpotCheck, own.check_id == SpotCheck.id), SpotCheck.class_id, of)


def _voided(of: Of) -> Rows:
    own = CheckVoiding
    rows = row(
        Happened.CHECK_VOIDED, own.voided_at, own.id, own.voided_by, SpotCheck.number, own.reason, own.kind
    )
    return within_of(rows.join(SpotCheck, own.check_id == SpotCheck.id), SpotCheck.class_id, of)


def _sent(of: Of) -> Rows:
    own = Feedback
    rows = row(Happened.FEEDBACK_SENT, own.sent_at, own.id, own.sent_by, NOTHING, own.opinion)
    return within_of(rows, own.class_id, of)


def _answered(of: Of) -> Rows:
    own = FeedbackAnswer
    rows = row(Happened.FEEDBACK_ANSWERED, own.answered_at, own.id, own.answered_by, NOTHING, own.text)
    return within_of(rows.join(Feedback, own.feedback_id == Feedback.id), Feedback.class_id, of)


def _urged(of: Of) -> Rows:
    own = Urging
    rows = row(Happened.URGED, own.urged_at, own.id, own.urged_by, NOTHING, own.text, own.first_due_on)
    return within_of(rows, own.class_id, of)


def _urging_moved(of: Of) -> Rows:
    own = UrgingStep
    rows = row(Happened.URGING_MOVED, own.acted_at, own.id, own.acted_by, NOTHING, own.text, own.move)
    return within_of(rows.join(Urging, own.urging_id == Urging.id), Urging.class_id, of)


def _of_claims(of: Of) -> Rows:
    own = ClaimEvent
    rows = row(Happened.CLAIM, own.acted_at, own.id, own.acted_by, Trainee.name, own.reason, own.act)
    whose = rows.join(C1Claim, own.claim_id == C1Claim.id)
    return of_person(whose.join(Enrolment, C1Claim.enrolment_id == Enrolment.id), of)


def _day() -> Any:
    return cast(LeaveOfAbsence.held_on, String) + " " + cast(LeaveOfAbsence.part, String)


SOURCES: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.IMPORTED: (Permission.SEE_CLASSES, _imported),
    Happened.WITHDRAWN: (Permission.SEE_CLASSES, _withdrawn),
    Happened.REASON_GIVEN: (Permission.SEE_CLASSES, _reason),
    Happened.CANCELLED: (Permission.SEE_CLASSES, _cancelled),
    Happened.CORRECTION_ASKED: (Permission.SEE_CORRECTIONS, _asked),
    Happened.CORRECTION_DECIDED: (Permission.SEE_CORRECTIONS, _decided),
    Happened.CORRECTION_REVIEWED: (Permission.SEE_CORRECTIONS, _reviewed),
    Happened.LEAVE: (Permission.SEE_CLASSES, _leave),
    Happened.LEAVE_REVOKED: (Permission.SEE_CLASSES, _revoked),
    Happened.ALTERNATIVE_ASKED: (Permission.SEE_ALTERNATIVES, _alternative),
    Happened.ALTERNATIVE_DECIDED: (Permission.SEE_ALTERNATIVES, _alternative_decided),
    Happened.CHECK_STARTED: (Permission.SEE_CHECKS, _started),
    Happened.CHECK_CONCLUDED: (Permission.SEE_CHECKS, _concluded),
    Happened.CHECK_VOIDED: (Permission.SEE_CHECKS, _voided),
    Happened.FEEDBACK_SENT: (Permission.SEE_FEEDBACK, _sent),
    Happened.FEEDBACK_ANSWERED: (Permission.SEE_FEEDBACK, _answered),
    Happened.URGED: (Permission.SEE_URGINGS, _urged),
    Happened.URGING_MOVED: (Permission.SEE_URGINGS, _urging_moved),
    Happened.CLAIM: (Permission.SEE_CLAIMS, _of_claims),
    **SOURCES_OF_FILINGS,
    **SOURCES_OF_CHANGES,
    **SOURCES_OF_NUMBERS,
    **SOURCES_OF_RESULTS,
    **SOURCES_OF_CERTIFICATES,
    **SOURCES_OF_VOUCHERS,
    **SOURCES_OF_LINES,
    **SOURCES_OF_FOLLOW_UPS,
    **SOURCES_OF_REGION,
    **SOURCES_OF_TEACHERS,
}
"""What one must be allowed to see for it, and the rows of a class; a kind without a row here has none."""
