"""另定 of a line of C1 that was carried over: what was found then, who overrides it, and who has to agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from training.claims.views.find_claim import claims_with_class
from training.classes.views.within import within
from training.eligibility.rules.claims import OVERRIDABLE, found_then
from training.eligibility.rules.line_acts import BEFORE_MONEY
from training.eligibility.rules.reasons import Reason
from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.claims_to_grant import propose_claims
from training.notice.permissions import Permission, may
from training.payments.views.find_meeting import lines_with_class
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LineEvent, SubsidyLine

ANSWERS = (LineAct.AGREE, LineAct.SEND_BACK)
OVERRIDES = (LineAct.OVERRIDE, *ANSWERS)
LIVES = frozenset({*BEFORE_MONEY, LineState.APPLIED})


@dataclass(frozen=True)
class ShownOverride:
    """What was found when it was carried over."""

    reasons: tuple[str, ...]
    is_overridden: bool
    """By two."""
    asked_by: str
    """Who has overridden it and waits for another person; empty where nobody does."""
    asked_by_id: int | None
    said: str
    may_be: bool
    """Something of it may be overridden, and is not."""


def override_of(staff: Staff, line: SubsidyLine, events: Sequence[LineEvent]) -> ShownOverride | None:
    """None where nothing was found. `events`: all of the line, the first first."""
    if line.claim_id is None or not line.reasons:
        return None
    asked = pending_among(events)
    sees = may(staff.role, Permission.SEE_EXCLUSIONS)
    found = [Reason.of_row(each) for each in line.reasons]
    return ShownOverride(
        reasons=tuple(f"{each.exclusion.value}：{each.office}" for each in found) if sees else (),
        is_overridden=bool(line.override_reason),
        asked_by=asked.acted_by if asked else "",
        asked_by_id=asked.staff_id if asked else None,
        said=asked.reason if asked and may(staff.role, Permission.SEE_FULL_NAMES) else "",
        may_be=not line.override_reason and any(each.exclusion in OVERRIDABLE for each in found),
    )


def found_today(session: Session, line: SubsidyLine) -> tuple[Reason, ...]:
    """What was found when it was carried over, as far as it still speaks against it."""
    if line.claim_id is None or not line.reasons:
        return ()
    claims = session.scalars(claims_with_class().where(C1Claim.id == line.claim_id)).all()
    return tuple(
        each
        for proposed in propose_claims(session, claims)
        for each in found_then(proposed.reasons, line.reasons)
    )


def pending_override(session: Session, line: SubsidyLine) -> LineEvent | None:
    """What waits for a second person."""
    rows = select(LineEvent).where(LineEvent.line_id == line.id, LineEvent.act.in_(OVERRIDES))
    return pending_among(session.scalars(rows.order_by(LineEvent.ordinal)).all())


def pending_among(events: Sequence[LineEvent]) -> LineEvent | None:
    last = next((each for each in reversed(events) if each.act in OVERRIDES), None)
    return last if last is not None and last.act is LineAct.OVERRIDE else None


def overrides_to_sign(staff: Staff) -> Select[SubsidyLine]:
    """待第二人签字: lines of which one has overridden what was found, and nobody has answered."""
    own, later = aliased(LineEvent), aliased(LineEvent)
    answered = exists().where(
        later.line_id == own.line_id, later.ordinal > own.ordinal, later.act.in_(ANSWERS)
    )
    waits = exists().where(own.line_id == SubsidyLine.id, own.act == LineAct.OVERRIDE, ~answered)
    here = within(staff, Permission.JUDGE_LINES, district=SubsidyLine.district_id)
    return lines_with_class().where(here, SubsidyLine.state.in_(LIVES), waits)
