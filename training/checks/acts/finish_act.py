"""Every act in a check ends here, so that nobody has to remember what follows from it."""

from sqlalchemy.orm import Session

from training.checks.acts.cards_are_due import cards_are_due
from training.checks.views.check_views import CheckView
from training.checks.views.load_check import LoadedCheck
from training.checks.views.see_check import view_of_loaded
from training.records.staff.staff import Staff


def finish_act(session: Session, staff: Staff | None, loaded: LoadedCheck) -> CheckView:
    """The cards soon show what was done, and whoever did it sees the check as it stands now."""
    session.flush()
    cards_are_due(session, loaded.check, staff)
    return view_of_loaded(session, loaded, staff)
