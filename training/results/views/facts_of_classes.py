"""What the verdicts of classes are computed from: a flat number of statements, however many classes (R42)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from training.attendance.rules.progress import qualifying_percent
from training.checks.rules.check_quota import CheckableClass, counted_checks, required_checks
from training.checks.terms import CheckLevel, Verdict
from training.checks.views.checkable import checkables_of
from training.notice.clock import shanghai_day
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
from training.records.feedback import Feedback
from training.records.results import UncheckableNote
from training.results.rules.verdict import LevelChecks, VerdictFacts
from training.reviews.views.filing_state import filing_states

Found = tuple[str, Verdict | None, datetime]


def facts_of_class(session: Session, own: TrainingClass) -> VerdictFacts:
    return facts_of_classes(session, [own])[own.id]


def facts_of_classes(session: Session, classes: Sequence[TrainingClass]) -> Mapping[int, VerdictFacts]:
    """By the classes' keys; their rule sets are loaded."""
    keys = [each.id for each in classes]
    checks, wants = _checks(session, keys), checkables_of(session, classes)
    delivered, requests = _delivered(session, keys), _requests(session, keys)
    batches, notes, sent = _batches(session, keys), _notes(session, keys), _feedback(session, keys)
    filing = filing_states(session, keys)
    facts = {}
    for own in classes:
        levels = {level: _level(own, level, wants[own.id], checks[own.id, level]) for level in CheckLevel}
        waiting, accepted = batches.get(own.id, (0, 0))
        facts[own.id] = VerdictFacts(
            city=levels[CheckLevel.CITY],
            district=levels[CheckLevel.DISTRICT],
            prescribed_halves=own.prescribed_halves,
            delivered_halves=delivered.get(own.id, 0),
            is_judged=qualifying_percent(own.kind, own.policy) > 0,
            open_requests=tuple(requests[own.id]),
            waiting_batches=waiting,
            accepted_batches=accepted,
            uncheckable=notes.get(own.id, ""),
            told=(
                ("备案复核", filing[own.id].value, "R04"),
                ("市本级反馈", sent.get(own.id, "还没有反馈"), "R07"),
            ),
        )
    return facts


def _level(own: TrainingClass, level: CheckLevel, wanted: CheckableClass, found: list[Found]) -> LevelChecks:
    policy = own.policy_of(level)
    days = [shanghai_day(at) for _, verdict, at in found if verdict in (Verdict.PASSED, Verdict.FAILED)]
    by_verdict: dict[Verdict | None, list[str]] = defaultdict(list)
    for number, verdict, _ in found:
        by_verdict[verdict].append(number)
    return LevelChecks(
        level,
        required_checks(wanted, policy),
        counted_checks(days, policy),
        tuple(by_verdict[Verdict.PASSED]),
        tuple(by_verdict[Verdict.FAILED]),
        tuple(by_verdict[None]),
    )


def _checks(session: Session, keys: Sequence[int]) -> Mapping[tuple[int, CheckLevel], list[Found]]:
    columns = (SpotCheck.class_id, SpotCheck.level, SpotCheck.number, CheckConclusion.verdict)
    rows = (
        select(*columns, SpotCheck.started_at)
        .outerjoin(CheckConclusion)
        .outerjoin(CheckVoiding)
        .where(SpotCheck.class_id.in_(keys), CheckVoiding.id.is_(None))
        .order_by(SpotCheck.id)
    )
    found: dict[tuple[int, CheckLevel], list[Found]] = defaultdict(list)
    for class_id, level, number, verdict, started_at in session.execute(rows):
        found[class_id, level].append((number, verdict, started_at))
    return found


def _delivered(session: Session, keys: Sequence[int]) -> Mapping[int, int]:
    """Of the lessons that were not cancelled."""
    held = select(Lesson.class_id, func.sum(Lesson.halves)).outerjoin(LessonCancellation)
    held = held.where(Lesson.class_id.in_(keys), LessonCancellation.id.is_(None))
    return {key: int(halves) for key, halves in session.execute(held.group_by(Lesson.class_id))}


def _requests(session: Session, keys: Sequence[int]) -> Mapping[int, list[tuple[str, int]]]:
    """Whatever of a class waits for its decision (R25)."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for name, query in _waiting(keys):
        for key, many in session.execute(query):
            found[key].append((name, many))
    return found


def _waiting(keys: Sequence[int]) -> list[tuple[str, Select[Any]]]:
    change, match = RosterChange, NumberMatch
    of_lesson = and_(LessonChange.state == "待审核", LessonChangeDecision.id.is_(None))
    undecided = select(Enrolment.class_id, func.count()).join(
        PunchCorrection, PunchCorrection.enrolment_id == Enrolment.id
    )
    corrections = undecided.outerjoin(PunchCorrection.decision).where(
        CorrectionDecision.id.is_(None), Enrolment.class_id.in_(keys)
    )
    return [
        ("班级变更", _many(ClassAmendment, AmendmentDecision.id.is_(None), keys)),
        ("课表调整", _many(LessonChange, of_lesson, keys)),
        (
            "人员增减",
            _many(change, and_(change.is_at_once.is_(False), RosterChangeDecision.id.is_(None)), keys),
        ),
        (
            "考勤号匹配",
            _many(match, and_(match.is_at_once.is_(False), NumberMatchDecision.id.is_(None)), keys),
        ),
        ("补卡", corrections.group_by(Enrolment.class_id)),
    ]


def _many(record: Any, is_open: ColumnElement[bool], keys: Sequence[int]) -> Select[Any]:
    rows = select(record.class_id, func.count()).outerjoin(record.decision)
    return rows.where(record.class_id.in_(keys), is_open).group_by(record.class_id)


def _batches(session: Session, keys: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Of batches with punches of the class's people in its days: how many wait, how many were accepted."""
    held = select(ImportBatch.id).where(ImportBatch.waits_for.is_not(None))
    days = (TrainingClass.starts_on, TrainingClass.ends_on)
    rows = (
        select(TrainingClass.id, ImportBatch.id, BatchAcceptance.is_accepted, Punch.punched_at, *days)
        .select_from(Punch)
        .join(ImportBatch, ImportBatch.id == Punch.batch_id)
        .outerjoin(BatchAcceptance, BatchAcceptance.batch_id == ImportBatch.id)
        .join(Enrolment, Enrolment.attendance_number == Punch.number)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .where(Punch.batch_id.in_(held), TrainingClass.id.in_(keys))
        .where(TrainingClass.institution_id == Punch.institution_id)
    )
    batches: dict[int, dict[int, bool | None]] = defaultdict(dict)
    for key, batch, is_accepted, punched_at, first, last in session.execute(rows):
        if first <= shanghai_day(punched_at) <= last:
            batches[key][batch] = is_accepted
    counted = {key: list(found.values()) for key, found in batches.items()}
    return {key: (found.count(None), found.count(True)) for key, found in counted.items()}


def _notes(session: Session, keys: Sequence[int]) -> Mapping[int, str]:
    rows = select(UncheckableNote.class_id, UncheckableNote.reason)
    found = session.execute(rows.where(UncheckableNote.class_id.in_(keys)))
    return {key: reason for key, reason in found}


def _feedback(session: Session, keys: Sequence[int]) -> Mapping[int, str]:
    """The latest of each class."""
    rows = select(Feedback).where(Feedback.class_id.in_(keys)).order_by(Feedback.id)
    return {each.class_id: _feedback_words(each) for each in session.scalars(rows)}


def _feedback_words(sent: Feedback) -> str:
    day: date = shanghai_day(sent.sent_at)
    results = "、".join(f"{each['number']} {each['state']}" for each in sent.results) or "没有检查"
    return f"{day} 反馈：{results}" + (f"；意见：{sent.opinion}" if sent.opinion else "")
