"""Whose full names somebody of the office is shown (R69): one rule for pages, chat, lists and API."""

from training.notice.identity import mask_name
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff


def name_for(staff: Staff, name: str) -> str:
    """As it is, or masked for those who look from outside, such as auditors."""
    return name if may(staff.role, Permission.SEE_FULL_NAMES) else mask_name(name)
