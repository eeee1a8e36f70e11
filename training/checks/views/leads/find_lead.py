"""Which leads a member of staff may see, and which one is meant (R09, R37)."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.checks.leads import Lead
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def visible_leads(staff: Staff) -> Select[Lead]:
    """A query of the leads of the classes that this person may see; an institution sees none."""
    of_class = contains_eager(Lead.check).contains_eager(SpotCheck.training_class)
    return (
        select(Lead)
        .join(Lead.check)
        .join(SpotCheck.training_class)
        .options(
            of_class.joinedload(TrainingClass.institution),
            of_class.joinedload(TrainingClass.district),
            joinedload(Lead.call),
            joinedload(Lead.drawn).joinedload(DrawnTrainee.enrolment).joinedload(Enrolment.trainee),
            selectinload(Lead.acts),
        )
        .where(within_class(staff, Permission.SEE_LEADS))
    )


def find_lead(session: Session, staff: Staff, lead_id: UUID) -> Lead:
    """Raises NotFound."""
    return _one(session, visible_leads(staff).where(Lead.public_id == lead_id))


def hold_visible_lead(session: Session, staff: Staff, lead_id: UUID) -> Lead:
    """The lead as it is once nobody else acts on it, held until the transaction ends; raises NotFound."""
    session.scalars(select(Lead.id).where(Lead.public_id == lead_id).with_for_update()).all()
    own = visible_leads(staff).where(Lead.public_id == lead_id)
    # What this session has seen of it before may be older than the hold.
    return _one(session, own.execution_options(populate_existing=True))


def _one(session: Session, leads: Select[Lead]) -> Lead:
    found = session.scalars(leads).one_or_none()
    if found is None:
        raise NotFound("这条线索")
    return found
