from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.meetings.acts.request_look import request_look
from training.records.staff.staff import Staff


def look_at_cameras(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> CheckView:
    """Ask for the cameras again; what comes of it is seen a moment later.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded or WrongMethod.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.VIDEO)
    request_look(session, check, now=now)
    return finish_act(session, staff, load_check(session, check, now))
