"""Which page an alert leads to, by its kind; pure."""

from collections.abc import Mapping
from uuid import UUID

HOME = "/desk"
"""Where the day begins; for what has no page of its own, or none that all who are told may see."""
PAGES: Mapping[str, str] = {
    "check_voided": "/checks/{}",
    "voided_checks": "/checks/{}",
    "failed_verdict": "/checks/{}",
    "unable_verdict": "/checks/{}",
    "confirmation_asked": "/checks/{}",
    "owed_check": "/checks/classes/{}",
    "lead": "/leads/{}",
    "feedback": "/feedback/{}",
    "feedback_overdue": "/feedback/{}",
    "correction_asked": "/desk/corrections",
    "correction_sampled": "/desk/corrections",
    "correction_withdrawn": "/desk/corrections/{}",
    "alternative_asked": "/desk/alternatives",
    "alternatives_many": "/checks/classes/{}",
    "claims_waiting": "/desk/claims",
    "looks_waiting": "/desk/claims",
    "problem_report": "/desk/problems",
    "data_request": "/desk/requests",
    "data_request_due": "/desk/requests",
    "amendment_asked": "/desk/changes/{}",
    "amendment_decided": "/desk/changes/{}",
    "amendment_told": "/desk/changes/{}",
    "lesson_change_asked": "/desk/changes/lessons/{}",
    "lesson_change_decided": "/desk/changes/lessons/{}",
    "lesson_changed": "/desk/changes/lessons/{}",
    "roster_changes": "/desk/roster-changes",
    "claimed_twice": "/desk/classes/{}",
    "roster_change_decided": "/desk/roster-changes/{}",
    "numbers_matched": "/desk/imports/matches",
    "number_match_decided": "/desk/imports/matches/{}",
    "project_own_numbers": "/desk/projects/{}",
    "project_chosen": "/desk/classes/{}/project",
    "project_told": "/desk/classes/{}",
    "funds_used": "/desk/ledgers/use",
    "plan_missing": "/desk/plans",
    "plan_submitted": "/desk/plans/{}",
    "plan_returned": "/desk/plans/{}",
    "plan_approved": "/desk/plans/{}",
    "urged": "/desk/urgings/{}",
    "urging_answer": "/desk/urgings/{}",
    "urging_close": "/desk/urgings/{}",
    "urging_reopen": "/desk/urgings/{}",
    "urging_overdue": "/desk/urgings/{}",
    "filings_wait": "/desk/filings",
    "filing_queried": "/desk/filings/{}",
    "filing_answered": "/desk/filings/{}",
    "teacher_changed": "/desk/classes/{}/teachers",
    "teacher_unmatched": "/desk/classes/{}/teachers",
    "teacher_card_gone": "/desk/teachers",
    "teacher_number_shared": "/desk/teachers",
    "class_filed_late": "/desk/classes/{}",
    "kind_unapproved": "/desk/classes/{}",
    "kind_key_group": "/desk/classes/{}",
    "certificates_due": "/desk/certificates/classes/{}",
    "certificates_issued": "/desk/certificates/classes/{}",
    "result_ready": "/desk/classes/{}/result",
    "result_waits": "/desk/classes/{}/result",
    "follow_up_disproved": "/desk/back-checks/{}",
    "follow_up_late": "/desk/follow-ups?class={}",
    "outcome_late": "/desk/follow-ups?class={}",
    "outcome_disproved": "/desk/outcomes",
    "subsidy_ready": "/desk/classes/{}/lines",
    "subsidy_second": "/desk/classes/{}/lines",
    "subsidy_recover": "/desk/classes/{}/lines",
    "subsidy_carried": "/desk/meetings/lines/{}",
    "subsidy_apply": "/desk/meetings/{}",
    "subsidy_undoing": "/desk/meetings/{}",
    "recovery_demanded": "/desk/classes/{}/lines",
    "batch_waits": "/desk/batches",
    "weaker_rules": "/desk/rules",
    "standards_above_city": "/desk/standards/{}",
    "device unread": "/desk/machines/unread",
}
"""The place is that of what the alert is about."""


def page_of(kind: str, about: UUID | None) -> str:
    """The path; HOME where the alert does not say what it is about, as those of earlier versions do not."""
    path = PAGES.get(kind, HOME)
    if "{}" not in path:
        return path
    return path.format(about) if about else HOME
