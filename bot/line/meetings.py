"""What is wished for meetings is asked of DingTalk; the slow calls stand between the transactions."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.line.house import House
from training.chat.terms import UsageKind
from training.meetings.acts.apply_events import apply_events
from training.meetings.acts.inviting.finish_inviting import finish_inviting
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.acts.inviting.note_invitations import note_invitations
from training.meetings.acts.inviting.note_known_members import note_known_members
from training.meetings.acts.inviting.plan_invitations import Ringing, plan_invitations
from training.meetings.acts.know_account_id import know_account_id
from training.meetings.acts.recording.end_meeting import WAITING
from training.meetings.acts.recording.record_closed import record_closed
from training.meetings.acts.recording.record_gone import record_gone
from training.meetings.acts.recording.record_look import record_look
from training.meetings.acts.recording.record_members import record_members
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.acts.wishes.note_failure import note_failure
from training.meetings.acts.wishes.renew_lease import renew_lease
from training.meetings.acts.wishes.take_wishes import take_wishes
from training.meetings.rules.meetings import GONE
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import InviteResult, MeetingTrouble, WishKind
from training.meetings.views.has_due_wishes import has_due_wishes
from training.meetings.views.has_waiting_events import has_waiting_events
from training.meetings.views.people_to_look_up import people_to_look_up
from training.ports.meetings import MeetingFailed

MOST_RUNG_AT_ONCE = 50

log = logging.getLogger("chaban.bot")


def grant_wishes(house: House) -> None:
    """Whatever is due, by this bot or another, one after another."""
    with house.database.reading() as session:
        if not has_due_wishes(session, now=house.clock()):
            return
    with house.database.writing() as session:
        taken = take_wishes(session, now=house.clock())
    for wish in taken:
        # To ring a class may take minutes, and then another bot has taken over what stands behind it.
        if _is_still_ours(house, wish):
            _grant(house, wish)


def apply_pushed(house: House) -> None:
    """Events that came before their meeting was known, or that a dead bot left."""
    with house.database.reading() as session:
        if not has_waiting_events(session, now=house.clock()):
            return
    with house.database.writing() as session:
        apply_events(session, now=house.clock())


def _is_still_ours(house: House, wish: TakenWish) -> bool:
    with house.database.jotting() as session:
        return renew_lease(session, wish, now=house.clock())


def _grant(house: House, wish: TakenWish) -> None:
    try:
        if wish.is_worn_out:
            # Given up as any other failure is: whoever asked is told, and those not rung are texted.
            raise MeetingFailed(MeetingTrouble.UNCLEAR)
        GRANTS[wish.kind](house, wish)
    except MeetingFailed as failure:
        log.warning("a meeting's %s failed: %s %s", wish.kind.name, failure.trouble, failure.code)
        if failure.trouble is MeetingTrouble.QUOTA:
            house.tell_quota_empty(UsageKind.CALLS)
        with house.database.writing() as session:
            _note_failure(session, wish, failure, house.clock())


def _note_failure(session: Session, wish: TakenWish, failure: MeetingFailed, now: datetime) -> None:
    if failure.trouble in GONE and wish.kind in WAITING:
        record_gone(session, wish, now=now)
    else:
        note_failure(session, wish, failure.trouble, failure.code, least=failure.pause, now=now)


def _open(house: House, wish: TakenWish) -> None:
    """Opening twice makes two meetings: what an earlier attempt may have made is looked for first.

    Nobody is invited with it, so that even a meeting whose answer was lost has rung no trainee.
    """
    host = _host_of(house, wish)
    found = None
    if wish.was_unclear or wish.conference_id:
        found = house.meetings.find_open(host, wish.title, wish.conference_id)
    opened = found or house.meetings.open(host, wish.title)
    with house.database.writing() as session:
        record_opened(session, wish, opened, now=house.clock())
    apply_pushed(house)


def _invite(house: House, wish: TakenWish) -> None:
    """Those in DingTalk are rung, the others texted.

    After a crash nobody knows who was rung: a first invitation asks the meeting, a reminder is not repeated.
    """
    if wish.was_unclear and wish.kind is WishKind.INVITE:
        members = house.meetings.members(wish.conference_id)
        with house.database.writing() as session:
            note_known_members(session, wish, members, now=house.clock())
    _look_up_accounts(house, wish)
    _ring(house, wish)
    with house.database.writing() as session:
        finish_inviting(session, wish, now=house.clock())


def _look(house: House, wish: TakenWish) -> None:
    seen = house.meetings.look(wish.conference_id)
    with house.database.writing() as session:
        record_look(session, wish, seen, now=house.clock())


def _close(house: House, wish: TakenWish) -> None:
    try:
        house.meetings.close(wish.conference_id, _host_of(house, wish))
    except MeetingFailed as failure:
        if failure.trouble not in GONE:
            raise
    with house.database.writing() as session:
        record_closed(session, wish, now=house.clock())


def _members(house: House, wish: TakenWish) -> None:
    members = house.meetings.members(wish.conference_id)
    with house.database.writing() as session:
        record_members(session, wish, members, now=house.clock())


GRANTS: Mapping[WishKind, Callable[[House, TakenWish], None]] = {
    WishKind.OPEN: _open,
    WishKind.INVITE: _invite,
    WishKind.REMIND: _invite,
    WishKind.LOOK: _look,
    WishKind.CLOSE: _close,
    WishKind.MEMBERS: _members,
}


def _host_of(house: House, wish: TakenWish) -> str:
    """Asked for once in a lifetime; meetings know people by another number than chats do."""
    if wish.host_account_id:
        return wish.host_account_id
    found = house.address_book.account_id_of(wish.host_chat_id)
    if not found:
        raise MeetingFailed(MeetingTrouble.UNKNOWN_PERSON)
    with house.database.writing() as session:
        know_account_id(session, wish.host_chat_id, found)
    return found


def _look_up_accounts(house: House, wish: TakenWish) -> None:
    """Each answer is kept at once; where DingTalk does not tell, those who are left get an SMS."""
    with house.database.reading() as session:
        unknown = people_to_look_up(session, wish, now=house.clock())
    for each in unknown:
        try:
            found = house.address_book.find_by_phone(each.phone)
        except MeetingFailed as failure:
            log.warning("nobody was looked up any more: %s %s", failure.trouble, failure.code)
            return
        with house.database.jotting() as session:
            keep_account(session, each, found, now=house.clock())
            renew_lease(session, wish, now=house.clock())


def _ring(house: House, wish: TakenWish) -> None:
    by_phone = house.settings.dingtalk.phone_invitations
    with house.database.writing() as session:
        ringing = plan_invitations(session, wish, by_phone=by_phone, now=house.clock())
    while ringing:
        now_rung, ringing = ringing[:MOST_RUNG_AT_ONCE], ringing[MOST_RUNG_AT_ONCE:]
        try:
            _ring_some(house, wish, now_rung)
        except MeetingFailed as failure:
            is_unclear = failure.trouble is MeetingTrouble.UNCLEAR
            _note_rung(house, ringing if is_unclear else now_rung + ringing, InviteResult.WAITING)
            raise
        _note_rung(house, now_rung, InviteResult.SENT)


def _ring_some(house: House, wish: TakenWish, ringing: list[Ringing]) -> None:
    # A couple that shares one phone has one account, which rings once.
    rung = {each.invitee.account_id or each.invitee.phone: each.invitee for each in ringing}
    house.meetings.invite(wish.conference_id, _host_of(house, wish), list(rung.values()))


def _note_rung(house: House, ringing: list[Ringing], result: InviteResult) -> None:
    keys = [each.invitation_id for each in ringing]
    with house.database.writing() as session:
        note_invitations(session, keys, result, now=house.clock())
