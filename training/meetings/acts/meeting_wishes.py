"""What DingTalk is to be asked for: wished in the transaction of its cause, taken by one bot at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session, joinedload

from training.database import insert_new
from training.meetings.rules.meetings import LEASE, MOST_ATTEMPTS, pause_before_next
from training.meetings.views.find_meeting import hold_meeting
from training.notice.terms import MeetingState, MeetingTrouble, WishKind
from training.outbox.acts.make_cards_due import make_cards_due
from training.records.chat import ChatCard
from training.records.meetings.meetings import Meeting, MeetingNotice, MeetingWish
from training.records.staff.staff import Staff

MOST_AT_ONCE = 5
WAITING = (WishKind.INVITE, WishKind.REMIND, WishKind.LOOK)
"""Of no use once the meeting has ended."""
TOLD_WHEN_DONE = (WishKind.OPEN, WishKind.MEMBERS)


@dataclass(frozen=True)
class TakenWish:
    """One wish with what DingTalk has to be told of it; values that need no database."""

    key: int
    kind: WishKind
    meeting_id: int
    conference_id: str
    title: str
    host_userid: str
    host_union_id: str
    """Empty until it was looked up."""
    was_unclear: bool
    """An earlier attempt may have done it."""
    attempt: int
    """Whoever comes back with an earlier one has lost the wish to another bot."""

    @property
    def is_worn_out(self) -> bool:
        """Whether it killed its bots too often to be tried again."""
        return self.attempt > MOST_ATTEMPTS[self.kind]


def want(
    session: Session, meeting: Meeting, kind: WishKind, *, now: datetime, staff_id: int | None = None
) -> MeetingWish | None:
    """Wish it; None where the same is wished already."""
    row = {"meeting_id": meeting.id, "kind": kind, "staff_id": staff_id, "asked_at": now, "due_at": now}
    if not insert_new(session, MeetingWish, [row]):
        return None
    return session.scalars(_unsettled(meeting.id, [kind])).one()


def has_due_wishes(session: Session, *, now: datetime) -> bool:
    return session.scalar(_due(now).with_only_columns(MeetingWish.id).limit(1)) is not None


def take_wishes(session: Session, *, now: datetime) -> list[TakenWish]:
    """What this caller now does, held until the lease ends."""
    taken = []
    # Both at once and without waiting: others hold the meeting first and its wishes after.
    held = _due(now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True, of=(MeetingWish, Meeting))
    for wish in session.scalars(held.options(joinedload(MeetingWish.meeting).joinedload(Meeting.host))):
        wish.attempts += 1
        taken.append(_taken(wish))
        wish.due_at, wish.is_unclear = now + LEASE, True
        if wish.kind is WishKind.OPEN:
            wish.meeting.state = MeetingState.OPENING
    return taken


def hold_wish(session: Session, taken: TakenWish) -> MeetingWish | None:
    """The wish of a meeting that is held; None where it is settled, or another bot has taken it over."""
    own = select(MeetingWish).where(MeetingWish.id == taken.key, MeetingWish.settled_at.is_(None))
    mine = own.where(MeetingWish.attempts == taken.attempt)
    return session.scalars(mine.with_for_update()).one_or_none()


def renew_lease(session: Session, taken: TakenWish, *, now: datetime) -> bool:
    """The work goes on: nobody takes it over yet. False where it is settled, or another has it by now."""
    own = update(MeetingWish).where(MeetingWish.id == taken.key, MeetingWish.settled_at.is_(None))
    mine = own.where(MeetingWish.attempts == taken.attempt)
    return session.scalar(mine.values(due_at=now + LEASE).returning(MeetingWish.id)) is not None


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


def give_up(
    session: Session, wish: MeetingWish, trouble: MeetingTrouble, code: str, *, now: datetime
) -> None:
    """It will not be done; whoever asked is told why."""
    wish.settled_at, wish.trouble, wish.code = now, trouble, code[:255]
    meeting = wish.meeting
    if wish.kind is WishKind.OPEN:
        meeting.state, meeting.trouble, meeting.ended_at = MeetingState.FAILED, trouble, now
        drop_wishes(session, meeting.id, tuple(WishKind), now=now)
    show_on_cards(session, meeting)
    _tell(session, wish, now)


def settle(session: Session, wish: MeetingWish, *, now: datetime) -> None:
    """It is done."""
    wish.settled_at, wish.trouble, wish.is_unclear = now, None, False
    if wish.kind in TOLD_WHEN_DONE and wish.staff_id is not None:
        _tell(session, wish, now)


def drop_wishes(session: Session, meeting_id: int, kinds: Collection[WishKind], *, now: datetime) -> None:
    """Their cause is gone; nobody is told."""
    own = (
        update(MeetingWish)
        .where(MeetingWish.meeting_id == meeting_id, MeetingWish.kind.in_(kinds))
        .where(MeetingWish.settled_at.is_(None))
    )
    session.execute(own.values(settled_at=now, trouble=MeetingTrouble.DROPPED))


def show_on_cards(session: Session, meeting: Meeting) -> None:
    """What the cards of the check tell has changed; not for every one who joins, as drawing costs a call."""
    make_cards_due(session, ChatCard.check_id == meeting.check_id)


def know_union_id(session: Session, userid: str, union_id: str) -> None:
    """Keep what DingTalk calls this member of staff in its meetings."""
    session.execute(update(Staff).where(Staff.dingtalk_id == userid).values(union_id=union_id))


def _tell(session: Session, wish: MeetingWish, now: datetime) -> None:
    staff_id = wish.staff_id or wish.meeting.host_id
    row = {"wish_id": wish.id, "staff_id": staff_id, "written_at": now, "leased_until": now}
    insert_new(session, MeetingNotice, [row])


def _due(now: datetime) -> Select[MeetingWish]:
    """Before the meeting is there nothing but its opening can be done."""
    is_known = and_(MeetingWish.kind == WishKind.MEMBERS, Meeting.conference_id.is_not(None))
    is_possible = or_(MeetingWish.kind == WishKind.OPEN, Meeting.opened_at.is_not(None), is_known)
    return (
        select(MeetingWish)
        .join(Meeting, MeetingWish.meeting_id == Meeting.id)
        .where(MeetingWish.settled_at.is_(None), MeetingWish.due_at <= now)
        .where(is_possible)
        .order_by(MeetingWish.id)
    )


def _unsettled(meeting_id: int, kinds: Collection[WishKind]) -> Select[MeetingWish]:
    own = select(MeetingWish).where(MeetingWish.meeting_id == meeting_id, MeetingWish.kind.in_(kinds))
    return own.where(MeetingWish.settled_at.is_(None))


def _taken(wish: MeetingWish) -> TakenWish:
    meeting, host = wish.meeting, wish.meeting.host
    return TakenWish(
        key=wish.id,
        kind=wish.kind,
        meeting_id=meeting.id,
        conference_id=meeting.conference_id or "",
        title=meeting.title,
        host_userid=host.dingtalk_id or "",
        host_union_id=host.union_id or "",
        was_unclear=wish.is_unclear,
        attempt=wish.attempts,
    )
