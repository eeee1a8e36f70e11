"""What an alert is about in one word, by its kind; pure."""

from collections.abc import Mapping
from enum import StrEnum


class AlertGroup(StrEnum):
    """类别 of an alert."""

    CHECKS = "查班"
    FEEDBACK = "反馈"
    URGING = "督办"
    FILING = "备案"
    CHANGES = "申请与审批"
    RESULTS = "结业"
    PUNCHES = "打卡与补卡"
    MACHINES = "考勤机"
    CERTIFICATES = "证书"
    CLAIMS = "补贴"
    PEOPLE = "学员"
    RUNNING = "系统"


BY_BEGINNING: Mapping[str, AlertGroup] = {
    "check_": AlertGroup.CHECKS,
    "voided_checks": AlertGroup.CHECKS,
    "failed_verdict": AlertGroup.CHECKS,
    "unable_verdict": AlertGroup.CHECKS,
    "confirmation_": AlertGroup.CHECKS,
    "owed_check": AlertGroup.CHECKS,
    "lead": AlertGroup.CHECKS,
    "feedback": AlertGroup.FEEDBACK,
    "urg": AlertGroup.URGING,
    "filing": AlertGroup.FILING,
    "teacher_": AlertGroup.FILING,
    "kind_": AlertGroup.FILING,
    "plan_": AlertGroup.FILING,
    "project_": AlertGroup.FILING,
    "class_filed_late": AlertGroup.FILING,
    "weaker_rules": AlertGroup.FILING,
    "result_": AlertGroup.RESULTS,
    "follow_up_": AlertGroup.RESULTS,
    "outcome_": AlertGroup.RESULTS,
    "amendment_": AlertGroup.CHANGES,
    "lesson_": AlertGroup.CHANGES,
    "roster_": AlertGroup.CHANGES,
    "joined_late": AlertGroup.CHANGES,
    "claimed_twice": AlertGroup.CHANGES,
    "left_together": AlertGroup.CHANGES,
    "correction_": AlertGroup.PUNCHES,
    "alternative": AlertGroup.PUNCHES,
    "batch_": AlertGroup.PUNCHES,
    "number": AlertGroup.PUNCHES,
    "class_without_punches": AlertGroup.PUNCHES,
    "device": AlertGroup.MACHINES,
    "certificates_": AlertGroup.CERTIFICATES,
    "claims_": AlertGroup.CLAIMS,
    "standards_": AlertGroup.CLAIMS,
    "funds_": AlertGroup.CLAIMS,
    "looks_waiting": AlertGroup.CLAIMS,
    "subsidy_": AlertGroup.CLAIMS,
    "recovery_": AlertGroup.CLAIMS,
    "problem_report": AlertGroup.PEOPLE,
    "data_request": AlertGroup.PEOPLE,
}
GRAVE = frozenset(
    {
        *("failed_verdict", "voided_checks", "feedback_overdue", "urging_overdue"),
        *("joined_late", "left_together", "claimed_twice", "lead", "kind_unapproved", "class_filed_late"),
        "follow_up_disproved",
        "subsidy_recover",
    }
)
"""What somebody should look at first: 严重."""


def group_of(kind: str) -> AlertGroup:
    """RUNNING for whatever the table does not name."""
    return next(
        (group for begins, group in BY_BEGINNING.items() if kind.startswith(begins)), AlertGroup.RUNNING
    )


def beginnings_of(group: AlertGroup) -> tuple[str, ...]:
    """How the kinds of a group begin; of RUNNING how all others begin."""
    if group is AlertGroup.RUNNING:
        return tuple(BY_BEGINNING)
    return tuple(begins for begins, own in BY_BEGINNING.items() if own is group)
