"""Approvals of a driving school as its page shows them, and what a form says of one; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from training.claims.acts.approve_school import ApprovalDraft
from training.classes.rules.approvals import Approval
from training.errors import NotRight
from training.records.claims.schools import SchoolApproval

LONGEST_LICENCE = 64


class BadApprovalForm(NotRight):
    """A field of the form is empty or no day."""


@dataclass(frozen=True)
class ApprovalLine:
    """One approval: its licence, its days, how it stands today, and why it was revoked."""

    licence: str
    lasts: str
    filed_on: str
    recorded_by: str
    state: str
    tone: str
    reason: str


def approval_lines(approvals: Sequence[SchoolApproval], today: date) -> list[ApprovalLine]:
    return [
        ApprovalLine(
            each.licence_number,
            f"{each.valid_from} 至 {each.valid_until}",
            each.filed_on.isoformat(),
            each.recorded_by,
            *_state(each, today),
            each.revocation.reason if each.revocation else "",
        )
        for each in reversed(approvals)
    ]


def mark_of_approvals(approvals: Sequence[SchoolApproval]) -> str:
    """What a page showed of them."""
    return ".".join(f"{each.id}{'x' if each.revocation else ''}" for each in approvals)


def read_approval(typed: Mapping[str, str]) -> ApprovalDraft:
    """Raises BadApprovalForm."""
    licence = typed.get("licence", "").strip()
    if not 0 < len(licence) <= LONGEST_LICENCE:
        raise BadApprovalForm(f"经营许可证号应为 1 到 {LONGEST_LICENCE} 个字。")
    return ApprovalDraft(
        licence,
        read_day(typed, "valid_from", "有效期起"),
        read_day(typed, "valid_until", "有效期止"),
        read_day(typed, "filed_on", "备案日期"),
    )


def read_day(typed: Mapping[str, str], name: str, words: str) -> date:
    """Raises BadApprovalForm."""
    try:
        return date.fromisoformat(typed.get(name, ""))
    except ValueError as error:
        raise BadApprovalForm(f"请填{words}，如 2026-03-10。") from error


def _state(own: SchoolApproval, today: date) -> tuple[str, str]:
    """In words, and its tone; as a claim counts it."""
    revoked_on = own.revocation.revoked_on if own.revocation else None
    if Approval(own.valid_from, own.valid_until, own.filed_on, revoked_on).covers(today):
        return ("有效", "good") if revoked_on is None else (f"{revoked_on} 起撤销", "warn")
    if revoked_on is not None:
        return "已撤销", "bad"
    return ("已到期", "bad") if own.valid_until < today else ("还没有生效", "now")
