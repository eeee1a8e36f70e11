"""The district decides on a change of a class; approved, the class changes with it (变更审批, R07)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.changes.acts.follow_end import follow_end
from training.changes.acts.tell_amendment import tell_amendment
from training.changes.rules.amendments import check_amendment
from training.changes.rules.consequences import seen_of
from training.changes.rules.deciding import ChangeDecided, ChangeVerdict, SeenOtherwise, check_decider
from training.changes.rules.values import columns_of, with_text
from training.changes.terms import AmendedField, ChangeState
from training.changes.views.consequences_of import consequences_of
from training.changes.views.facts_of import facts_of
from training.changes.views.filed_of import filed_of
from training.changes.views.find_class_to_change import hold_class
from training.changes.views.see_amendments import person_of, see_amendment
from training.deputies.views.hands import Signature, check_other_hand
from training.records.changes.amendments import AmendmentDecision, ClassAmendment
from training.records.staff.staff import Staff


def decide_amendment(
    session: Session, staff: Staff, amendment_id: UUID, verdict: ChangeVerdict, *, now: datetime
) -> ClassAmendment:
    """Record it and tell whoever asked; approved, the column of the class moves and deadlines follow.

    Raises NotFound, OwnRequest, SameHand, DistrictDecides, ChangeDecided, SeenOtherwise, ReasonMissing,
    TextTooLong, ClassIsOver, ClassIsSettled, NothingChanges or BadAmendment.
    """
    asked = see_amendment(session, staff, amendment_id)
    check_decider(person_of(staff), person_of(asked.asker))
    check_other_hand(session, Signature(asked.asked_by_id, asked.asked_at), staff, now=now)
    hold_class(session, asked.training_class)
    asked = see_amendment(session, staff, amendment_id)
    if asked.decision is not None:
        raise ChangeDecided(asked.decision.decided_by)
    effects = _effects(session, asked, verdict, now)
    asked.state = ChangeState.APPROVED if verdict.is_approved else ChangeState.REFUSED
    asked.decision = AmendmentDecision(
        is_approved=verdict.is_approved,
        note=verdict.read_note,
        effects=effects,
        decided_by_id=staff.id,
        decided_by=staff.name,
        decided_at=now,
    )
    if verdict.is_approved:
        _amend(session, asked, now)
    session.flush()
    tell_amendment(session, asked, now=now)
    return asked


def _effects(
    session: Session, asked: ClassAmendment, verdict: ChangeVerdict, now: datetime
) -> list[list[object]]:
    """What follows, as it was seen; and that it may still be approved."""
    own = asked.training_class
    facts = facts_of(session, own, asked.field, asked.new, asked_at=asked.asked_at, now=now)
    if verdict.is_approved:
        check_amendment(filed_of(own), asked.field, asked.new, facts)
    found = consequences_of(session, own, asked.field, asked.new, facts, now=now)
    if verdict.is_approved and verdict.seen not in ("", seen_of(found)):
        raise SeenOtherwise
    return [[each.what, each.before, each.after, each.clause, each.weighs] for each in found]


def _amend(session: Session, asked: ClassAmendment, now: datetime) -> None:
    own, before = asked.training_class, asked.training_class.ends_on
    for column, value in columns_of(with_text(filed_of(own), asked.field, asked.new), asked.field).items():
        setattr(own, column, value)
    session.flush()
    if asked.field is AmendedField.ENDS_ON:
        follow_end(session, asked, before, now=now)
