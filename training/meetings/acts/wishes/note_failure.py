from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.meetings.acts.inviting.text_the_rest import text_the_rest
from training.meetings.acts.wishes.give_up import give_up
from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.rules.meetings import pause_before_next
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import MeetingTrouble, WishKind
from training.meetings.views.find_meeting import hold_meeting

INVITING = (WishKind.INVITE, WishKind.REMIND)


def note_failure(
    session: Session,
    taken: TakenWish,
    trouble: MeetingTrouble,
    code: str,
    *,
    least: timedelta = timedelta(),
    now: datetime,
) -> None:
    """Try again later where that is safe and of use, at least so much later; else give up, and say so.

    Whom nobody rings any more is texted.
    """
    hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is None:
        return
    pause = pause_before_next(wish.kind, trouble, wish.attempts)
    if pause is None:
        give_up(session, wish, trouble, code, now=now)
        if wish.kind in INVITING:
            text_the_rest(session, taken, now=now)
        return
    wish.due_at, wish.code = now + max(pause, least), code[:255]
    # Once it was unclear it stays so: what an earlier attempt did is looked for before every later one.
    wish.is_unclear = taken.was_unclear or trouble is MeetingTrouble.UNCLEAR
