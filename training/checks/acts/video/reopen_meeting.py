from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.acts.video.request_meeting import request_meeting
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.records.staff.staff import Staff


def reopen_meeting(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> CheckView:
    """Another meeting, where the one before failed or broke, with this person as its host.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod, MeetingIsOpen or
    HostNotInChat.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.VIDEO)
    request_meeting(session, check, staff, now=now)
    return finish_act(session, staff, load_check(session, check, now))
