"""What waits to be judged: classes that have ended, and verdicts that no longer fit (R42)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.checks.terms import CheckLevel, Verdict
from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.records.attendance.corrections import CorrectionDecision, PunchCorrection
from training.records.attendance.late import BatchAcceptance
from training.records.attendance.numbers import NumberMatch, NumberMatchDecision
from training.records.attendance.punches import Punch
from training.records.changes.amendments import AmendmentDecision, ClassAmendment
from training.records.changes.lessons import LessonChange, LessonChangeDecision
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import Enrolment
from training.records.projects import ClassProjectChoice, Project
from training.records.results import ClassVerdict, UncheckableNote, VerdictSecond
from training.records.staff.staff import Staff
from training.results.rules.signing import verdict_state
from training.results.rules.verdict import propose_verdict
from training.results.terms import VerdictState
from training.results.views.facts_of_classes import facts_of_classes
from training.results.views.see_result import last_of
from training.results.views.waiting_results import classes_to_judge, is_newest

OUTCOMES = (Verdict.PASSED, Verdict.FAILED)


def ripe_classes(staff: Staff, today: date) -> Select[TrainingClass]:
    """Those of `classes_to_judge` that owe no checks or had one of each level, with one that failed, or the
    city's note.

    What else is open the page says: this sign costs no more than the rows of their checks.
    """
    noted = exists().where(UncheckableNote.class_id == TrainingClass.id)
    both = _has_check(OUTCOMES, CheckLevel.CITY) & _has_check(OUTCOMES, CheckLevel.DISTRICT)
    return classes_to_judge(staff, today).where(
        or_(_may_owe_none(), noted, both, _has_check((Verdict.FAILED,)))
    )


def _may_owe_none() -> ColumnElement[bool]:
    """By its kind or by its project (R40, R48, R55); whether its people make it owe some, the page says."""
    by_project = TrainingClass.project.has(or_(Project.checks_city == 0, Project.checks_district == 0))
    return or_(TrainingClass.is_key_group.is_(False), TrainingClass.kind == ClassKind.STARTUP, by_project)


def reopened_verdicts(session: Session, staff: Staff, *, now: datetime) -> Iterator[ClassVerdict]:
    """Those of which the facts are others today; they are only reckoned where an act came afterwards."""
    touched = session.scalars(_touched(staff)).all()
    facts = facts_of_classes(session, [each.training_class for each in touched]) if touched else {}
    for each in touched:
        today = propose_verdict(facts[each.class_id]).fingerprint
        if verdict_state(has_ended=True, last=last_of(each), today=today) is VerdictState.REOPENED:
            yield each


def _touched(staff: Staff) -> Select[ClassVerdict]:
    """The newest verdict of each class that stands or waits, where anything that decides came after it."""
    refused = exists().where(VerdictSecond.verdict_id == ClassVerdict.id, VerdictSecond.is_agreed.is_(False))
    whole = contains_eager(ClassVerdict.training_class)
    loaded = (whole.joinedload(TrainingClass.institution), whole.joinedload(TrainingClass.rule_set))
    own = select(ClassVerdict).join(ClassVerdict.training_class).options(*loaded)
    own = own.options(joinedload(ClassVerdict.second)).where(within_class(staff, Permission.SIGN_RESULTS))
    return own.where(is_newest(ClassVerdict), ~refused, or_(*_signs())).order_by(ClassVerdict.signed_at)


def _signs() -> Iterator[ColumnElement[bool]]:
    yield from _of_checks()
    yield _since(UncheckableNote, UncheckableNote.noted_at)
    yield _since(ClassProjectChoice, ClassProjectChoice.chosen_at)
    yield exists().where(
        LessonCancellation.lesson_id == Lesson.id,
        Lesson.class_id == ClassVerdict.class_id,
        LessonCancellation.cancelled_at >= ClassVerdict.signed_at,
    )
    for record, decision in (
        (ClassAmendment, AmendmentDecision),
        (LessonChange, LessonChangeDecision),
        (RosterChange, RosterChangeDecision),
        (NumberMatch, NumberMatchDecision),
    ):
        yield _of_request(record, decision, record.class_id == ClassVerdict.class_id)
    of_class = Enrolment.class_id == ClassVerdict.class_id
    yield _of_request(
        PunchCorrection, CorrectionDecision, of_class, PunchCorrection.enrolment_id == Enrolment.id
    )
    yield _of_batches()


def _of_checks() -> Iterator[ColumnElement[bool]]:
    own, signed_at = SpotCheck.class_id == ClassVerdict.class_id, ClassVerdict.signed_at
    yield exists().where(own, SpotCheck.started_at >= signed_at)
    yield exists().where(
        own, CheckConclusion.check_id == SpotCheck.id, CheckConclusion.concluded_at >= signed_at
    )
    yield exists().where(own, CheckVoiding.check_id == SpotCheck.id, CheckVoiding.voided_at >= signed_at)


def _of_request(record: Any, decision: Any, *own: ColumnElement[bool]) -> ColumnElement[bool]:
    """Asked for, or decided, since."""
    decided = record.decision.has(decision.decided_at >= ClassVerdict.signed_at)
    return exists().where(*own, or_(record.asked_at >= ClassVerdict.signed_at, decided))


def _of_batches() -> ColumnElement[bool]:
    """A batch with punches of the school came late, or was decided, since."""
    decided = exists().where(
        BatchAcceptance.batch_id == ImportBatch.id, BatchAcceptance.decided_at >= ClassVerdict.signed_at
    )
    of_school = exists().where(
        Punch.batch_id == ImportBatch.id, Punch.institution_id == TrainingClass.institution_id
    )
    came = ImportBatch.imported_at >= ClassVerdict.signed_at
    return exists().where(ImportBatch.waits_for.is_not(None), or_(came, decided), of_school)


def _since(record: Any, at: Any) -> ColumnElement[bool]:
    return exists().where(record.class_id == ClassVerdict.class_id, at >= ClassVerdict.signed_at)


def _has_check(verdicts: tuple[Verdict, ...], level: CheckLevel | None = None) -> ColumnElement[bool]:
    voided = exists().where(CheckVoiding.check_id == SpotCheck.id)
    own = (SpotCheck.class_id == TrainingClass.id, CheckConclusion.check_id == SpotCheck.id)
    found = exists().where(*own, CheckConclusion.verdict.in_(verdicts), ~voided)
    return found if level is None else found.where(SpotCheck.level == level)
