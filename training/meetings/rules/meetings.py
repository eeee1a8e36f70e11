"""What a meeting is called, and when the vendor is asked again after a failure (R31)."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from training.meetings.terms import MeetingTrouble, WishKind

LONGEST_TITLE = 50
"""The vendor cuts what is longer, and a title that was cut would not be found again."""
CODE_LENGTH = 6
# Longer than an attempt may take, time-outs of every call in it included; then another bot takes over.
LEASE = timedelta(seconds=90)
FIRST_PAUSE = timedelta(seconds=3)
LONGEST_PAUSE = timedelta(minutes=5)
MOST_DOUBLINGS = 10
# Whatever patience the vendor asks for.
LONGEST_REST = timedelta(hours=1)
# After a time-out the vendor may still be at work; its list of meetings is asked a little later.
LOOK_UP_AFTER = timedelta(seconds=5)
# An invitation by SMS that is read later asks into a meeting that is over.
INVITATION_LASTS = timedelta(minutes=30)
MOST_ATTEMPTS: Mapping[WishKind, int] = {
    WishKind.OPEN: 4,
    WishKind.INVITE: 4,
    # The phones of those who are reminded ring: what may have been done is not done again.
    WishKind.REMIND: 3,
    WishKind.LOOK: 2,
    WishKind.CLOSE: 4,
    # The list is evidence and does not run away: for a day, however long the vendor is out of reach.
    WishKind.MEMBERS: 300,
}
PASSING = frozenset({MeetingTrouble.TOO_FAST, MeetingTrouble.UNREACHABLE, MeetingTrouble.FULL})
"""Certainly not done, and soon perhaps possible."""
REPEATABLE = frozenset({WishKind.LOOK, WishKind.CLOSE, WishKind.MEMBERS, WishKind.OPEN, WishKind.INVITE})
"""May be tried again though nobody knows what the last try did: reading and closing do no harm twice, and
before a meeting is opened or its people invited again, what was done is looked for."""
GONE = frozenset({MeetingTrouble.CLOSED, MeetingTrouble.NOT_FOUND})
"""There is no such meeting any more, which is what closing is for."""


def title_of(check_number: str, meeting_id: UUID) -> str:
    """Unlike every other meeting's, for the vendor's list tells meetings apart by nothing else."""
    code = meeting_id.hex[:CODE_LENGTH].upper()
    room = LONGEST_TITLE - len("视频查班  ") - CODE_LENGTH
    return f"视频查班 {check_number[:room]} {code}"


def pause_before_next(kind: WishKind, trouble: MeetingTrouble, attempts: int) -> timedelta | None:
    """How long to wait after the failure of so many attempts; None gives up."""
    if attempts >= MOST_ATTEMPTS[kind] or not may_repeat(kind, trouble):
        return None
    if trouble is MeetingTrouble.UNCLEAR and kind is WishKind.OPEN:
        return LOOK_UP_AFTER
    return min(FIRST_PAUSE * (1 << min(attempts - 1, MOST_DOUBLINGS)), LONGEST_PAUSE)


def may_repeat(kind: WishKind, trouble: MeetingTrouble) -> bool:
    """Whether another try is safe, and not in vain."""
    return trouble in PASSING or (trouble is MeetingTrouble.UNCLEAR and kind in REPEATABLE)
