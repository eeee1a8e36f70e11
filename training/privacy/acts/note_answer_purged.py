from datetime import datetime

from sqlalchemy.orm import Session

from training.records.follow_ups.follow_ups import FollowUpAnswer


def note_answer_purged(session: Session, own: FollowUpAnswer, *, now: datetime) -> None:
    """Empty what was typed of somebody's work; the status, the days and who asked stay (PIPL art. 19)."""
    own.employer = own.credit_code = own.job = own.note = ""
    own.since, own.purged_at = None, now
    if own.proof is not None:
        own.proof.purged_at = now
    if own.back_check is not None:
        own.back_check.employer = own.back_check.note = ""
        own.back_check.since = None
    for each in own.tries:
        each.note = ""
    session.flush()
