"""Ask a second person: a row, and an alert to everybody who may be that one (R37, R40)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.checks.rules.confirmations import lapse_of
from training.checks.terms import Purpose
from training.checks.views.confirmations.find_confirmation import number_of_confirmation
from training.checks.views.find_check import level_of
from training.notice.clock import SHANGHAI
from training.notice.working_days import LATEST
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.checks.confirmations import Confirmation
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

MOST_REASON = 60


@dataclass(frozen=True)
class Wanted:
    """What the second person is to agree to; `what` says it in the alert, without a trainee's name."""

    purpose: Purpose
    reason: str
    what: str
    call_id: int | None = None
    evidence_id: int | None = None


def ask_for_confirmation(
    session: Session, staff: Staff, check: SpotCheck, wanted: Wanted, *, now: datetime
) -> Confirmation:
    """Nothing changes until it is answered; the one who asks has seen to it that it may be asked."""
    lapse = lapse_of(now, check.rule_set.policy, calendar_of(session))
    asked = Confirmation(
        check_id=check.id,
        purpose=wanted.purpose,
        call_id=wanted.call_id,
        evidence_id=wanted.evidence_id,
        reason=wanted.reason,
        level=level_of(staff),
        asked_by_id=staff.id,
        asked_by=staff.name,
        asked_at=now,
        lapses_at=lapse.at,
        is_guessed=lapse.is_guessed,
        answer=None,
    )
    session.add(asked)
    session.flush()
    raise_alert(session, _alert(asked, check, wanted.what), now=now)
    return asked


def _alert(asked: Confirmation, check: SpotCheck, what: str) -> AlertDraft:
    number = number_of_confirmation(asked.public_id)
    until = f"{asked.lapses_at.astimezone(SHANGHAI):%m月%d日 %H:%M} 前{LATEST if asked.is_guessed else ''}"
    reason = asked.reason if len(asked.reason) <= MOST_REASON else f"{asked.reason[:MOST_REASON]}…"
    return AlertDraft(
        kind="confirmation_asked",
        dedupe_key=f"confirmation_asked:{asked.public_id}",
        text=f"{asked.asked_by} 请第二人确认{what}（{reason}）。{until}到检查页，或回“确认 {number}”。",
        audience=Audience.INSPECTORS,
        training_class=check.training_class,
        about=check.public_id,
    )
