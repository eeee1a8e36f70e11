"""Requests about classes, their trainees and teachers that wait: changes, rosters, punches, certificates."""

from training.attendance.views.alternatives.see_alternatives import waiting_alternatives
from training.attendance.views.corrections.see_corrections import sampled_corrections, waiting_corrections
from training.changes.views.waiting_changes import (
    amendments_to_note,
    waiting_amendments,
    waiting_lesson_changes,
)
from training.notice.permissions import Permission
from training.records.attendance.alternatives import AttendanceAlternative
from training.records.attendance.corrections import PunchCorrection
from training.records.changes.amendments import ClassAmendment
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import Lesson, TrainingClass
from training.records.classes.roster_changes import RosterChange
from training.records.teachers import (
    InstructorCertificate,
    InstructorCertificateWithdrawal,
    TeacherChange,
)
from training.rosters.views.see_changes import waiting_changes
from training.teachers.views.teachers_to_do import (
    certificates_running_out,
    changes_to_receive,
    matches_to_review,
    teachers_without_certificate,
    withdrawals_to_decide,
)
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.queues import Queue


def named(own: TrainingClass) -> str:
    """A class in a line of the list."""
    return f"{own.class_number} {own.trade}"


def _amendment(asked: ClassAmendment, mark: Mark) -> Work:
    title = f"{named(asked.training_class)}申请变更{asked.field}"
    note = f"{asked.old or '空'} → {asked.new or '空'}，{asked.asked_by}提出"
    return Work(mark, title, note, "去审批", WorkPlace.AMENDMENT, asked.public_id)


def _to_note(asked: ClassAmendment, mark: Mark) -> Work:
    title = f"{named(asked.training_class)}已变更{asked.field}，请知悉"
    note = f"{asked.training_class.district.name}已同意：{asked.old or '空'} → {asked.new or '空'}"
    return Work(mark, title, note, "确认知悉", WorkPlace.AMENDMENT, asked.public_id)


def _lesson(asked: LessonChange, mark: Mark) -> Work:
    days = "、".join(f"{each:%m-%d}" for each in (asked.held_on, asked.new_on) if each)
    title = f"{named(asked.training_class)}申请{asked.kind}（{days}）"
    note = f"{asked.asked_by}提出：{asked.reason}"
    return Work(mark, title, note, "去审批", WorkPlace.LESSON_CHANGE, asked.public_id)


def _roster(asked: RosterChange, mark: Mark) -> Work:
    title = f"{named(asked.training_class)}申请{asked.kind.of_whom} 1 人"
    note = f"{asked.asked_by}提出，{asked.effective_on:%m-%d} 起生效：{asked.reason}"
    return Work(mark, title, note, "去审核", WorkPlace.ROSTER_CHANGE, asked.public_id)


def _correction(asked: PunchCorrection, mark: Mark) -> Work:
    lesson = asked.lesson
    title = f"{named(asked.enrolment.training_class)}学员申请补{asked.punch}"
    note = f"{lesson.held_on:%m-%d} {lesson.half_day}，{'附了照片' if asked.photo else '没有照片'}"
    return Work(mark, title, note, "去审核", WorkPlace.CORRECTION, asked.public_id)


def _review(asked: PunchCorrection, mark: Mark) -> Work:
    title = f"{named(asked.enrolment.training_class)}机构自批的补卡抽中复核"
    note = f"{asked.lesson.held_on:%m-%d} {asked.lesson.half_day}{asked.punch}，没有照片"
    return Work(mark, title, note, "去复核", WorkPlace.CORRECTION, asked.public_id)


def _alternative(asked: AttendanceAlternative, mark: Mark) -> Work:
    title = f"{named(asked.enrolment.training_class)}学员申请不刷脸（{asked.way}）"
    return Work(mark, title, f"{asked.asked_by}提出", "去审核", WorkPlace.ALTERNATIVES)


def _certificate(own: Lesson, mark: Mark) -> Work:
    title = f"{_teacher(own)}没有有效的证书"
    note = f"下一次上课 {own.held_on:%m-%d} {own.half_day}，{named(own.training_class)}"
    return Work(mark, title, note, "去登记", WorkPlace.TEACHER, own.instructor_id)


def _running_out(own: InstructorCertificate, mark: Mark) -> Work:
    title = f"{own.instructor.name}的{own.trade}证书 {own.expires_on:%m-%d} 到期"
    note = f"{own.kind} {own.number}；续证后请登记，到期以后上的课会标为证书过期"
    return Work(mark, title, note, "去续证", WorkPlace.TEACHER, own.instructor_id)


def _withdrawal(own: InstructorCertificateWithdrawal, mark: Mark) -> Work:
    paper = own.certificate
    title = f"{paper.instructor.name}的证书 {paper.number} 申请撤销"
    note = f"{own.asked_by}提出：{own.reason}"
    return Work(mark, title, note, "去决定", WorkPlace.TEACHER, paper.instructor_id)


def _match(own: Lesson, mark: Mark) -> Work:
    title = f"{named(own.training_class)}的教师{_teacher(own)}待审核"
    note = f"第一次上课 {own.held_on:%m-%d} {own.half_day}"
    return Work(mark, title, note, "去审核", WorkPlace.CLASS_TEACHERS, own.training_class.public_id)


def _change(own: TeacherChange, mark: Mark) -> Work:
    about = own.training_class
    title = f"{named(about)}的教师由{own.old.name}变更为{own.new.name}"
    note = f"{own.from_day:%m-%d} {own.from_half}起，{own.filed_by}报备：{own.reason}"
    return Work(mark, title, note, "去接收", WorkPlace.CLASS_TEACHERS, about.public_id)


def _teacher(own: Lesson) -> str:
    return own.instructor.name if own.instructor else ""


OF_CLASSES = (
    Queue(
        WorkKind.CHANGE,
        Permission.DECIDE_CHANGES,
        lambda staff, today: waiting_amendments(staff),
        ClassAmendment.id,
        ClassAmendment.asked_at,
        _amendment,
    ),
    Queue(
        WorkKind.CHANGE,
        Permission.NOTE_CHANGES,
        lambda staff, today: amendments_to_note(staff),
        ClassAmendment.id,
        ClassAmendment.asked_at,
        _to_note,
    ),
    Queue(
        WorkKind.CHANGE,
        Permission.DECIDE_CHANGES,
        lambda staff, today: waiting_lesson_changes(staff),
        LessonChange.id,
        LessonChange.asked_at,
        _lesson,
    ),
    Queue(
        WorkKind.ROSTER,
        Permission.DECIDE_ROSTER_CHANGES,
        lambda staff, today: waiting_changes(staff),
        RosterChange.id,
        RosterChange.asked_at,
        _roster,
    ),
    Queue(
        WorkKind.CORRECTION,
        Permission.DECIDE_CORRECTIONS,
        lambda staff, today: waiting_corrections(staff),
        PunchCorrection.id,
        PunchCorrection.asked_at,
        _correction,
    ),
    Queue(
        WorkKind.REVIEW,
        Permission.REVIEW_CORRECTIONS,
        lambda staff, today: sampled_corrections(staff),
        PunchCorrection.id,
        PunchCorrection.asked_at,
        _review,
    ),
    Queue(
        WorkKind.ALTERNATIVE,
        Permission.DECIDE_ALTERNATIVES,
        lambda staff, today: waiting_alternatives(staff),
        AttendanceAlternative.id,
        AttendanceAlternative.asked_at,
        _alternative,
    ),
    Queue(
        WorkKind.TEACHER,
        Permission.KEEP_TEACHERS,
        teachers_without_certificate,
        Lesson.id,
        Lesson.held_on,
        _certificate,
        is_due=True,
    ),
    Queue(
        WorkKind.TEACHER,
        Permission.KEEP_TEACHERS,
        certificates_running_out,
        InstructorCertificate.id,
        InstructorCertificate.expires_on,
        _running_out,
        is_due=True,
    ),
    Queue(
        WorkKind.TEACHER,
        Permission.REVIEW_TEACHERS,
        lambda staff, today: withdrawals_to_decide(staff),
        InstructorCertificateWithdrawal.id,
        InstructorCertificateWithdrawal.asked_at,
        _withdrawal,
    ),
    Queue(
        WorkKind.TEACHER,
        Permission.REVIEW_TEACHERS,
        matches_to_review,
        Lesson.id,
        Lesson.held_on,
        _match,
        is_due=True,
    ),
    Queue(
        WorkKind.TEACHER,
        Permission.REVIEW_TEACHERS,
        lambda staff, today: changes_to_receive(staff),
        TeacherChange.id,
        TeacherChange.filed_at,
        _change,
    ),
)
