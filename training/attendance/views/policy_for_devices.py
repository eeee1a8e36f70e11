from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy


def policy_for_devices(session: Session, now: datetime) -> Policy:
    """The city's: a machine serves classes of several districts."""
    return choose_rule_set(session, None, now.astimezone(SHANGHAI).date()).policy
