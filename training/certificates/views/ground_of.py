from datetime import datetime

from sqlalchemy.orm import Session

from training.certificates.rules.issuing import Ground, ListToIssue
from training.records.classes.classes import TrainingClass
from training.records.results import QualifiedList
from training.results.rules.list_hash import list_hash
from training.results.terms import ListState, Result
from training.results.views.see_result import see_lists, see_result
from training.reviews.views.filing_state import filing_state


def ground_of(session: Session, own: TrainingClass, *, now: datetime) -> Ground:
    """What numbers of the class stand on: verdict, list and hours as they are today."""
    stands, lists = see_result(session, own, now=now), see_lists(session, own, now=now)
    approved = lists.approved
    fits = lists.state is ListState.APPROVED
    listed = _to_issue(approved, fits) if approved is not None else None
    return Ground(stands.is_qualified, filing_state(session, own.id), listed)


def _to_issue(approved: QualifiedList, fits: bool) -> ListToIssue:
    people = approved.people
    qualified = tuple(each.enrolment_id for each in people if each.decision is Result.QUALIFIED)
    return ListToIssue(approved.id, approved.sha256, list_hash(people), fits, qualified)
