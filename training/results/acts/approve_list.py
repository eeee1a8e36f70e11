"""The district confirms who of a class is qualified: a new version of the list (R16, R46)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.permissions import Permission, may
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.results.acts.hold_result import hold_result
from training.results.acts.tell_of_list import tell_of_list
from training.results.acts.tell_of_second import tell_of_second
from training.results.rules.list_hash import list_hash
from training.results.rules.people import Decision, decide, needs_second
from training.results.rules.signing import (
    ClassNotQualified,
    ListStands,
    OnlyTheDistrictSigns,
    SecondIsAwaited,
    SeenOtherwise,
)
from training.results.terms import ListState
from training.results.views.people_of_class import ProposedPerson, people_of_class, seen_of
from training.results.views.project_moved_late import project_moved_late
from training.results.views.see_result import (
    ClassStanding,
    ListStanding,
    find_class_of_result,
    see_lists,
    see_result,
)

Decided = list[tuple[ProposedPerson, Decision]]


@dataclass(frozen=True)
class ListDraft:
    """What was decided otherwise than proposed, by enrolment; `seen` is `seen_of` what the page showed."""

    decisions: Mapping[UUID, Decision] = field(default_factory=dict)
    seen: str = ""


def approve_list(
    session: Session, staff: Staff, class_id: UUID, draft: ListDraft, *, now: datetime
) -> QualifiedList:
    """Sign it; with people below the needed hours, or where another project made that the hours suffice
    once they were known, it waits for a second person, else it counts.

    Whoever is next is told. Versions of before are never touched. Raises NotFound, OnlyTheDistrictSigns,
    ClassNotQualified, SecondIsAwaited, ListStands, SeenOtherwise, DecisionMissing, ReasonOfPersonMissing or
    TextTooLong.
    """
    own = find_class_of_result(session, staff, class_id)
    if not may(staff.role, Permission.SIGN_RESULTS):
        raise OnlyTheDistrictSigns
    hold_result(session, own)
    stands, lists = see_result(session, own, now=now), see_lists(session, own, now=now)
    people = people_of_class(session, own, now=now)
    _check_state(stands, lists)
    if draft.seen not in ("", seen_of(people)):
        raise SeenOtherwise
    decided = [(each, _decide(stands, each, draft)) for each in people]
    _check_it_is_another(stands, lists, decided)
    made = _made(stands, lists, decided)
    made.signed_by_id, made.signed_by, made.signed_at = staff.id, staff.name, now
    is_late = project_moved_late(session, own)
    made.needs_second = made.needs_second or is_late
    made.approved_at = None if made.needs_second else now
    session.add(made)
    session.flush()
    if made.needs_second:
        why = "在结业后换了项目" if is_late else "的合格名单里有课时不够的学员"
        tell_of_second(session, own, f"班级 {own.class_number} {why}", now=now)
    else:
        tell_of_list(session, made, now=now)
    return made


def _check_state(stands: ClassStanding, lists: ListStanding) -> None:
    if not stands.is_qualified:
        raise ClassNotQualified
    if lists.waiting is not None:
        raise SecondIsAwaited(lists.waiting.signed_by)


def _check_it_is_another(stands: ClassStanding, lists: ListStanding, decided: Decided) -> None:
    """Upon the same verdict and hours the same decisions are the version that counts already."""
    approved = lists.approved
    if approved is None or lists.state is not ListState.APPROVED or approved.verdict is not stands.last:
        return
    said = {each.enrolment_id: Decision(each.decision, each.reason) for each in approved.people}
    if said == {each.enrolment.id: decision for each, decision in decided}:
        raise ListStands(approved.version)


def _decide(stands: ClassStanding, each: ProposedPerson, draft: ListDraft) -> Decision:
    policy = stands.training_class.policy
    return decide(each.person, policy, draft.decisions.get(each.enrolment.public_id))


def _made(stands: ClassStanding, lists: ListStanding, decided: Decided) -> QualifiedList:
    people = [_row(each, decision) for each, decision in decided]
    return QualifiedList(
        training_class=stands.training_class,
        version=len(lists.versions) + 1,
        sha256=list_hash(people),
        verdict=stands.last,
        needs_second=any(needs_second(each.person, decision) for each, decision in decided),
        people=people,
    )


def _row(each: ProposedPerson, decision: Decision) -> QualifiedPerson:
    return QualifiedPerson(
        enrolment=each.enrolment,
        credited_halves=each.person.credited_halves,
        needed_halves=each.person.needed_halves,
        prescribed_halves=each.person.prescribed_halves,
        sources=dict(each.sources),
        theory_tenths=each.person.marks.theory_tenths,
        practice_tenths=each.person.marks.practice_tenths,
        proposal=each.proposal,
        decision=decision.result,
        reason=decision.reason,
    )
