"""Which page an alert leads to, by its kind; pure."""

from collections.abc import Mapping
from uuid import UUID

HOME = "/staff"
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
    "correction_asked": "/staff/corrections",
    "correction_sampled": "/staff/corrections",
    "correction_withdrawn": "/staff/corrections/{}",
    "alternative_asked": "/staff/alternatives",
    "alternatives_many": "/checks/classes/{}",
    "claims_waiting": "/staff/claims",
    "looks_waiting": "/staff/claims",
    "problem_report": "/staff/problems",
    "data_request": "/staff/requests",
    "data_request_due": "/staff/requests",
    "device unread": "/staff/machines/unread",
}
"""The place is that of what the alert is about."""


def page_of(kind: str, about: UUID | None) -> str:
    """The path; HOME where the alert does not say what it is about, as those of earlier versions do not."""
    path = PAGES.get(kind, HOME)
    if "{}" not in path:
        return path
    return path.format(about) if about else HOME
