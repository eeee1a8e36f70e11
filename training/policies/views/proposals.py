"""Drafts of rules that wait, and who may put them in force."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere, may
from training.policies.rules.proposals import alone_at
from training.policies.terms import ProposalState
from training.policies.views.rule_versions import may_rule
from training.records.classes.classes import TrainingClass
from training.records.classes.rule_proposals import RuleDecision, RuleProposal
from training.records.staff.staff import Staff, StaffAct
from training.staff.terms import StaffDeed
from training.staff.views.who_may import who_may


def state_of_proposal(own: RuleProposal) -> ProposalState:
    return own.decision.state if own.decision else ProposalState.WAITING


def waiting_proposals(staff: Staff) -> Select[RuleProposal]:
    """Those of the places whose rules this person makes, the own among them."""
    return _with_decision().where(RuleDecision.id.is_(None), _is_within(staff)).order_by(RuleProposal.id)


def proposals_to_confirm(staff: Staff) -> Select[RuleProposal]:
    """Those that wait for this person, as somebody else proposed them."""
    return waiting_proposals(staff).where(RuleProposal.proposed_by_id != staff.id)


def find_proposal(session: Session, staff: Staff, public_id: UUID) -> RuleProposal:
    """Raises NotFound."""
    rows = _with_decision().where(RuleProposal.public_id == public_id)
    found = session.scalars(rows.options(joinedload(RuleProposal.district))).one_or_none()
    if found is None or not may_rule(staff, found.district_id):
        raise NotFound("这份规则草案")
    return found


def waiting_in(session: Session, district_id: int | None) -> RuleProposal | None:
    """The one that waits for that place."""
    rows = _with_decision().where(RuleDecision.id.is_(None), _is_of(district_id))
    return session.scalars(rows.order_by(RuleProposal.id.desc()).limit(1)).one_or_none()


def has_second_person(session: Session, own: RuleProposal) -> bool:
    """Whether anybody but whoever proposed it makes the rules of that place."""
    who = who_may(Permission.MAKE_RULES, district_id=own.district_id, institution_id=None)
    others = select(Staff.id).where(who, Staff.left_at.is_(None), Staff.id != own.proposed_by_id)
    return session.scalar(others.limit(1)) is not None


def alone_from(session: Session, own: RuleProposal) -> datetime | None:
    """From when on its own author may put it in force; None where somebody else has to."""
    if has_second_person(session, own):
        return None
    filed = session.scalar(select(TrainingClass.id).limit(1)) is not None
    return alone_at(_alone_since(session, own), is_anything_filed=filed)


def _alone_since(session: Session, own: RuleProposal) -> datetime:
    """Since it was proposed, or since its author took somebody's post away after that."""
    taken = StaffAct.act.in_((StaffDeed.PLACED, StaffDeed.LEFT))
    by_author = (StaffAct.done_by_id == own.proposed_by_id, StaffAct.done_at > own.proposed_at)
    return session.scalar(select(func.max(StaffAct.done_at)).where(taken, *by_author)) or own.proposed_at


def _is_of(district_id: int | None) -> ColumnElement[bool]:
    return RuleProposal.district_id.is_not_distinct_from(district_id)


def _is_within(staff: Staff) -> ColumnElement[bool]:
    if not may(staff.role, Permission.MAKE_RULES):
        return false()
    if is_everywhere(staff.role, Permission.MAKE_RULES):
        return true()
    return or_(RuleProposal.district_id == staff.district_id)


def _with_decision() -> Select[RuleProposal]:
    rows = select(RuleProposal).outerjoin(RuleProposal.decision)
    return rows.options(contains_eager(RuleProposal.decision), joinedload(RuleProposal.district))
