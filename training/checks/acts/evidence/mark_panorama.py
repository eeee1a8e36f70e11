from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.evidence.mark_picture import mark_picture
from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.evidence.picture_of import picture_of
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.records.staff.staff import Staff


def mark_panorama(
    session: Session,
    staff: Staff,
    check_id: UUID,
    evidence_id: UUID | None,
    *,
    shows_everybody: bool = True,
    now: datetime,
) -> CheckView:
    """Say that a picture, by default one's own latest, is the panorama with everybody in it, or is not.

    A picture that explains a mismatch is no panorama. Raises NotFound, NotAnInspector, NotYourCheck,
    CheckEnded, WrongMethod, NoPicture or ExplainsSomebody.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.PHONE)
    evidence = picture_of(session, check, staff, evidence_id)
    mark_picture(session, staff, evidence, shows_everybody, now)
    return finish_act(session, staff, load_check(session, check, now))
