"""What stands above every tab of a class, and the tabs that somebody may open."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from training.attendance.views.lists.present_now import present_now
from training.calendar.views.calendar_of import calendar_of
from training.checks.terms import CheckLevel
from training.checks.views.owed_checks import quotas_of_classes
from training.classes.views.device_names import devices_of_class
from training.classes.views.doubts_of import doubts_of
from training.classes.views.lists.class_numbers import enrolled_in, held_halves_of
from training.classes.views.online_theory_of import online_theory_of
from training.feedback.rules.feedback_due import feedback_due
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.notice.terms import ClassKind
from training.plans.views.outside_plans import outside_plans
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from webapp.desk.changes.pages.filters import Filters
from webapp.desk.classes.pages.class_list import Facts, together
from webapp.desk.classes.pages.head import Head, More, head_of
from webapp.web.house import now

Tab = tuple[str, str, int | None, bool]


@dataclass(frozen=True)
class Above:
    """Title and facts, and the tabs as (words, address, count, is_current)."""

    head: Head
    tabs: list[Tab]


def above_class(
    rows: Session, staff: Staff, own: TrainingClass, current: str, people: int | None = None
) -> Above:
    """For the tab of that endpoint; asks how many people are in the class where that is not known."""
    count = enrolled_in(rows, [own], now=now()).get(own.id, 0) if people is None else people
    return Above(_head(rows, staff, own), _tabs(staff, own, current, count))


def _head(rows: Session, staff: Staff, own: TrainingClass) -> Head:
    """The same statements for every tab, however many people there are."""
    at = now()
    levels: Sequence[CheckLevel] = tuple(CheckLevel) if may(staff.role, Permission.SEE_CHECKS) else ()
    facts = Facts(
        enrolled_in(rows, [own], now=at),
        held_halves_of(rows, [own], now=at),
        present_now(rows, [own], now=at),
        {level: quotas_of_classes(rows, [own], level, now=at) for level in levels},
        together(doubts_of(rows, [own]), outside_plans(rows, [own])),
    )
    is_told = may(staff.role, Permission.SEE_FEEDBACK)
    due = feedback_due(own.ends_on, own.rule_set.policy, calendar_of(rows)).due_on if is_told else None
    theory = online_theory_of(rows, own, shanghai_day(at))
    more = More(theory, tuple(devices_of_class(rows, own)), due)
    return head_of(own, facts, more, at, shanghai_day(at))


def _tabs(staff: Staff, own: TrainingClass, current: str, people: int) -> list[Tab]:
    """Those that this person may open."""
    names = [("名册", "one_class.roster", people), ("课时", "one_class.hours", None)]
    names += [("请假", "class_leave.leave", None), ("教师", "class_teachers.teachers", None)]
    if may(staff.role, Permission.SEE_CHECKS):
        names.append(("查班与反馈", "one_class.checks", None))
    if may(staff.role, Permission.SEE_DEVICE_SIGNALS):
        names.append(("考勤机迹象", "class_leave.signals", None))
    if may(staff.role, Permission.SEE_RESULTS):
        names.append(("结业", "class_result.result", None))
    if may(staff.role, Permission.SEE_LINES) and own.kind is not ClassKind.C1:
        names.append(("补贴", "class_lines.lines", None))
    if may(staff.role, Permission.SEE_REGION):
        names.append(("自治区", "class_region.region", None))
    if may(staff.role, Permission.SEE_DOCUMENTS):
        names.append(("材料", "documents.of_class", None))
    names.append(("经过", "one_class.history", None))
    tabs: list[Tab] = [
        (words, url_for(name, class_id=own.public_id), count, name.endswith(f".{current}"))
        for words, name, count in names
    ]
    return [*tabs, *_tabs_of_changes(staff, own)]


def _tabs_of_changes(staff: Staff, own: TrainingClass) -> list[Tab]:
    """Pages of their own, on which the class is reviewed or changed."""
    whole = [
        (Permission.SEE_FILINGS, "备案复核", url_for("filings.one", class_id=own.public_id)),
        (Permission.SEE_PLANS, "计划", url_for("class_plan.show", class_id=own.public_id)),
        (Permission.SEE_CHANGES, "课表", url_for("timetable.show", class_id=own.public_id)),
        (Permission.SEE_CHANGES, "变更", Filters(state=None, class_id=own.public_id).address()),
    ]
    vouchers = url_for("class_vouchers.show", class_id=own.public_id)
    whole.append((Permission.SEE_VOUCHERS, "培训券", vouchers))
    if own.kind is ClassKind.PROJECT:
        project = (Permission.SEE_PROJECTS, "项目", url_for("class_project.show", class_id=own.public_id))
        whole.append(project)
    return [(words, address, None, False) for needed, words, address in whole if may(staff.role, needed)]
