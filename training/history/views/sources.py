"""Every act of a class as a row of the same columns, whatever its own subject keeps of it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, String, case, cast, func, literal, select

from training.history.rules.telling import YES
from training.history.terms import Happened
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

Rows = Select[Any]
COLUMNS = ("at", "kind", "key", "who", "of", "why", "what")
NOTHING = literal("")


def _row(kind: Happened, *columns: Any) -> Rows:
    """The columns of COLUMNS but the kind, in their order; those left out at the end are empty."""
    at, key, *texts = columns
    texts += [NOTHING] * (len(COLUMNS) - 3 - len(texts))
    shown = (at, literal(kind.value), key, *(cast(each, String) for each in texts))
    return select(*(each.label(name) for each, name in zip(shown, COLUMNS, strict=True)))


def _imported(class_id: int) -> Rows:
    batch = ImportBatch
    rows = _row(
        Happened.IMPORTED,
        batch.imported_at,
        batch.id,
        batch.imported_by,
        batch.file_name,
        NOTHING,
        func.count(),
    )
    own = rows.join(Enrolment, Enrolment.batch_id == batch.id).where(Enrolment.class_id == class_id)
    return own.group_by(batch.id, batch.imported_at, batch.imported_by, batch.file_name)


def _withdrawn(class_id: int) -> Rows:
    own = Withdrawal
    rows = _row(
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
    return _of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), class_id)


def _reason(class_id: int) -> Rows:
    own = OnlineReason
    rows = _row(Happened.REASON_GIVEN, own.given_at, own.id, own.given_by, NOTHING, own.reason)
    return rows.where(own.class_id == class_id)


def _cancelled(class_id: int) -> Rows:
    own = LessonCancellation
    rows = _row(
        *(Happened.CANCELLED, own.cancelled_at, own.id, own.cancelled_by),
        *(Lesson.held_on, own.reason, Lesson.half_day),
    )
    return rows.join(Lesson, own.lesson_id == Lesson.id).where(Lesson.class_id == class_id)


def _asked(class_id: int) -> Rows:
    own = PunchCorrection
    what = cast(Lesson.half_day, String) + cast(own.punch, String)
    rows = _row(
        Happened.CORRECTION_ASKED, own.asked_at, own.id, Trainee.name, Lesson.held_on, own.reason, what
    ).join(Lesson, own.lesson_id == Lesson.id)
    return _of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), class_id)


def _decided(class_id: int) -> Rows:
    own, what = CorrectionDecision, case((CorrectionDecision.is_approved, YES), else_="")
    rows = _row(Happened.CORRECTION_DECIDED, own.decided_at, own.id, Staff.name, Trainee.name, own.note, what)
    of = rows.join(Staff, own.decided_by_id == Staff.id).join(
        PunchCorrection, own.correction_id == PunchCorrection.id
    )
    return _of_person(of.join(Enrolment, PunchCorrection.enrolment_id == Enrolment.id), class_id)


def _reviewed(class_id: int) -> Rows:
    own, what = CorrectionReview, case((CorrectionReview.is_confirmed, YES), else_="")
    rows = _row(
        Happened.CORRECTION_REVIEWED, own.reviewed_at, own.id, Staff.name, Trainee.name, own.reason, what
    )
    of = (
        rows.join(Staff, own.reviewed_by_id == Staff.id)
        .join(CorrectionDecision, own.decision_id == CorrectionDecision.id)
        .join(PunchCorrection, CorrectionDecision.correction_id == PunchCorrection.id)
    )
    return _of_person(of.join(Enrolment, PunchCorrection.enrolment_id == Enrolment.id), class_id)


def _leave(class_id: int) -> Rows:
    own = LeaveOfAbsence
    rows = _row(Happened.LEAVE, own.approved_at, own.id, own.approved_by, Trainee.name, own.reason, _day())
    return _of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), class_id)


def _revoked(class_id: int) -> Rows:
    own = LeaveRevocation
    rows = _row(
        Happened.LEAVE_REVOKED, own.revoked_at, own.id, own.revoked_by, Trainee.name, own.reason, _day()
    )
    of = rows.join(LeaveOfAbsence, own.leave_id == LeaveOfAbsence.id)
    return _of_person(of.join(Enrolment, LeaveOfAbsence.enrolment_id == Enrolment.id), class_id)


def _alternative(class_id: int) -> Rows:
    own = AttendanceAlternative
    rows = _row(
        Happened.ALTERNATIVE_ASKED, own.asked_at, own.id, own.asked_by, Trainee.name, own.reason, own.way
    )
    return _of_person(rows.join(Enrolment, own.enrolment_id == Enrolment.id), class_id)


def _alternative_decided(class_id: int) -> Rows:
    own, until = AlternativeDecision, func.coalesce(cast(AlternativeDecision.until, String), "")
    rows = _row(
        Happened.ALTERNATIVE_DECIDED, own.decided_at, own.id, Staff.name, Trainee.name, own.note, until
    )
    of = rows.join(Staff, own.decided_by_id == Staff.id).join(
        AttendanceAlternative, own.alternative_id == AttendanceAlternative.id
    )
    return _of_person(of.join(Enrolment, AttendanceAlternative.enrolment_id == Enrolment.id), class_id)


def _started(class_id: int) -> Rows:
    own = SpotCheck
    rows = _row(
        Happened.CHECK_STARTED, own.started_at, own.id, own.started_by, own.number, NOTHING, own.method
    )
    return rows.where(own.class_id == class_id)


def _concluded(class_id: int) -> Rows:
    own = CheckConclusion
    rows = _row(
        *(Happened.CHECK_CONCLUDED, own.concluded_at, own.id, own.concluded_by),
        *(SpotCheck.number, NOTHING, own.verdict),
    )
    return rows.join(SpotCheck, own.check_id == SpotCheck.id).where(SpotCheck.class_id == class_id)


def _voided(class_id: int) -> Rows:
    own = CheckVoiding
    rows = _row(
        Happened.CHECK_VOIDED, own.voided_at, own.id, own.voided_by, SpotCheck.number, own.reason, own.kind
    )
    return rows.join(SpotCheck, own.check_id == SpotCheck.id).where(SpotCheck.class_id == class_id)


def _sent(class_id: int) -> Rows:
    own = Feedback
    rows = _row(Happened.FEEDBACK_SENT, own.sent_at, own.id, own.sent_by, NOTHING, own.opinion)
    return rows.where(own.class_id == class_id)


def _answered(class_id: int) -> Rows:
    own = FeedbackAnswer
    rows = _row(Happened.FEEDBACK_ANSWERED, own.answered_at, own.id, own.answered_by, NOTHING, own.text)
    return rows.join(Feedback, own.feedback_id == Feedback.id).where(Feedback.class_id == class_id)


def _urged(class_id: int) -> Rows:
    own = Urging
    rows = _row(Happened.URGED, own.urged_at, own.id, own.urged_by, NOTHING, own.text, own.first_due_on)
    return rows.where(own.class_id == class_id)


def _urging_moved(class_id: int) -> Rows:
    own = UrgingStep
    rows = _row(Happened.URGING_MOVED, own.acted_at, own.id, own.acted_by, NOTHING, own.text, own.move)
    return rows.join(Urging, own.urging_id == Urging.id).where(Urging.class_id == class_id)


def _of_claims(class_id: int) -> Rows:
    own = ClaimEvent
    rows = _row(Happened.CLAIM, own.acted_at, own.id, own.acted_by, Trainee.name, own.reason, own.act)
    of = rows.join(C1Claim, own.claim_id == C1Claim.id)
    return _of_person(of.join(Enrolment, C1Claim.enrolment_id == Enrolment.id), class_id)


def _of_person(rows: Rows, class_id: int) -> Rows:
    return rows.join(Trainee, Enrolment.trainee_id == Trainee.id).where(Enrolment.class_id == class_id)


def _day() -> Any:
    return cast(LeaveOfAbsence.held_on, String) + " " + cast(LeaveOfAbsence.part, String)


SOURCES: Mapping[Happened, tuple[Permission, Callable[[int], Rows]]] = {
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
}
"""What one must be allowed to see for it, and the rows of a class; a kind without a row here has none."""
