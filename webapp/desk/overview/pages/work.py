"""需要我处理, ready to show: when it is due in words, and the address where it is done; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from training.notice.clock import shanghai_day
from training.worklist.rules.worklist import Work
from training.worklist.terms import WorkKind, WorkPlace
from webapp.desk.lists.days import short_day, short_moment, weekday

ADDRESSES: dict[WorkPlace, tuple[str, str]] = {
    WorkPlace.CLASS_CHECKS: ("one_class.checks", "class_id"),
    WorkPlace.FEEDBACK: ("feedback.one", "class_id"),
    WorkPlace.CHECK: ("checks.one", "check_id"),
    WorkPlace.ORDER: ("rounds.order", "order_id"),
    WorkPlace.URGING: ("urgings.one", "urging_id"),
    WorkPlace.FILING: ("filings.one", "class_id"),
    WorkPlace.AMENDMENT: ("changes.one", "amendment_id"),
    WorkPlace.LESSON_CHANGE: ("changes.one_lesson", "change_id"),
    WorkPlace.ROSTER_CHANGE: ("roster_changes.show", "change"),
    WorkPlace.CORRECTION: ("staff_corrections.one", "public_id"),
    WorkPlace.ALTERNATIVES: ("staff_alternatives.show", ""),
    WorkPlace.BATCH: ("batches.show", "number"),
    WorkPlace.LEAD: ("leads.one", "lead_id"),
    WorkPlace.CLAIM: ("review.show", "claim"),
    WorkPlace.PUBLICITY: ("publicity.show", "publicity"),
    WorkPlace.DATA_REQUEST: ("data_requests.one", "request_id"),
    WorkPlace.PROBLEM: ("problems.one", "problem_id"),
    WorkPlace.MACHINES: ("unread_pushes.waiting", ""),
    WorkPlace.DEPUTIES: ("deputies.index", ""),
    WorkPlace.TEACHER: ("teachers.show", "key"),
    WorkPlace.CLASS_TEACHERS: ("class_teachers.teachers", "class_id"),
    WorkPlace.PLAN: ("plans.one", "plan_id"),
    WorkPlace.QUARTER: ("plans.index", "of"),
    WorkPlace.PROJECT: ("projects.one", "project_id"),
    WorkPlace.STANDARD_SET: ("standards.one", "set_id"),
    WorkPlace.COMPARED: ("compared.one", "list_id"),
    WorkPlace.RULES: ("rule_proposals.show", "key"),
    WorkPlace.RESULT: ("class_result.result", "class_id"),
    WorkPlace.LINES: ("class_lines.lines", "class_id"),
    WorkPlace.UPLOAD: ("uploads.show", "upload_id"),
    WorkPlace.MATCH: ("matches.show", "match"),
    WorkPlace.CLASS_CERTIFICATES: ("certificates.of_class", "class_id"),
    WorkPlace.FOLLOW_UPS: ("follow_ups.index", "class"),
    WorkPlace.BACK_CHECK: ("back_checks.one", "answer_id"),
    WorkPlace.CERTIFICATE: ("one_certificate.show", "certificate_id"),
    WorkPlace.CLASS_VOUCHERS: ("class_vouchers.show", "class_id"),
    WorkPlace.VOUCHER: ("one_voucher.show", "voucher_id"),
    WorkPlace.REGION: ("region.one", "difference_id"),
    WorkPlace.TALENT: ("talent.prepare", ""),
    WorkPlace.TALENT_BATCH: ("talent.one", "batch_id"),
    WorkPlace.UNMATCHED: ("matches.form", ""),
    WorkPlace.DOCUMENTS: ("lacking.index", ""),
    WorkPlace.NEW_MEETING: ("subsidy_meetings.prepare", ""),
    WorkPlace.MEETING: ("subsidy_meetings.show", "meeting"),
    WorkPlace.SUBSIDY_LINE: ("line_money.show", "line"),
    WorkPlace.LEDGERS: ("ledgers.index", "year"),
}
"""Endpoint, and the name of what it is told."""
GUESS = "推算"


@dataclass(frozen=True)
class WorkLine:
    """One thing to do; `endpoint` and `values` are its address."""

    when: str
    tone: str
    exactly: str
    kind: WorkKind
    title: str
    note: str
    verb: str
    endpoint: str
    values: dict[str, Any]


def work_line(work: Work, now: datetime) -> WorkLine:
    endpoint, name = ADDRESSES[work.place]
    when, tone, exactly = _when(work, now)
    values = {name: work.subject} if name else {}
    return WorkLine(when, tone, exactly, work.kind, work.title, work.note, work.verb, endpoint, values)


def days_in_words(due_on: date, today: date) -> tuple[str, str]:
    """剩 2 天, and its tone: the day itself is a warning, whatever comes after it is bad."""
    left = (due_on - today).days
    if left < 0:
        return f"已逾期 {-left} 天", "bad"
    return ("今天", "warn") if left == 0 else (f"剩 {left} 天", "")


def _when(work: Work, now: datetime) -> tuple[str, str, str]:
    today, mark = shanghai_day(now), work.mark
    if mark.due_on is not None:
        when, tone = days_in_words(mark.due_on, today)
        guess = f"（{GUESS}）" if work.is_guessed else ""
        return when, tone, f"{short_day(mark.due_on, today)} 周{weekday(mark.due_on)}{guess}"
    if mark.since is None:
        return "", "", ""
    waited = (today - shanghai_day(mark.since)).days
    return (f"等了 {waited} 天" if waited > 0 else "今天提出"), "", f"{short_moment(mark.since, now)} 起"
