from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.wishes.give_up import give_up
from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.rules.meetings import pause_before_next
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import MeetingTrouble
from training.meetings.views.find_meeting import hold_meeting


def note_failure(
    session: Session, taken: TakenWish, trouble: MeetingTrouble, code: str, *, now: datetime
) -> bool:
    """Try again later where that is safe and of use; else give up, and say so. True where given up."""
    hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is None:
        return False
    pause = pause_before_next(wish.kind, trouble, wish.attempts)
    if pause is None:
        give_up(session, wish, trouble, code, now=now)
        return True
    wish.due_at, wish.code = now + pause, code[:255]
    # Once it was unclear it stays so: what an earlier attempt did is looked for before every later one.
    wish.is_unclear = taken.was_unclear or trouble is MeetingTrouble.UNCLEAR
    return False
