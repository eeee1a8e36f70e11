"""One message from its receipt to its answer: received once, acted on once, answered even after a crash."""

import logging
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy.orm import Session

from bot.answers.asking import Asking
from bot.answers.handlers import LOOKS, SHOWN, answer, staff_of
from bot.answers.its_check import FILE, PICTURE, ask_which
from bot.answers.people import tell_stranger
from bot.answers.replies import Reply, reply_to_refusal
from bot.answers.video_checks import HOW_TO_EXPORT
from bot.cards.drawing import draw_due_cards
from bot.line.fetching import Sent, fetch
from bot.line.heard import Heard
from bot.line.house import House
from bot.line.openapi import ApiFailure, ApiRefused, ApiThrottled, ApiUnavailable, QuotaEmpty
from bot.line.sending import Answer, send
from bot.words.commands import CountFaces, CountInPanorama, ExplainMismatch, MarkPanorama, ShowHours
from bot.words.platform import DINGTALK
from bot.words.spellings import HELP
from training.chat.acts.keep_reply import keep_reply
from training.chat.acts.put_off import put_off
from training.chat.acts.receive_message import Incoming, receive_message
from training.chat.acts.resume_messages import ANSWERED, GIVEN_UP
from training.chat.acts.settle_message import settle_message
from training.chat.acts.show_on_card import show_on_card
from training.chat.acts.take_message import take_message
from training.chat.rules.waiting import Hindrance
from training.chat.terms import UsageKind
from training.chat.views.has_due_cards import has_due_cards
from training.chat.views.is_waiting import is_waiting
from training.chat.views.requests_before import requests_before
from training.checks.views.check_in_focus import WhichCheck
from training.errors import Refusal
from training.meetings.terms import MeetingTrouble
from training.notice.identity import mask_name
from training.ports.meetings import MeetingFailed
from training.ports.security import SecurityEvent, tell_security
from training.privacy.acts.note_look import Look, note_look
from training.privacy.terms import Door
from training.records.chat import ReceivedMessage

OF_THE_LATEST_PICTURE = (CountFaces, CountInPanorama, ExplainMismatch, MarkPanorama)
LIVE_UNKNOWN = (
    "钉钉没有给出这个编号的直播：可能编号写错了，或直播不是本组织的。请核对编号，再发“直播统计 编号”。"
)
UNKNOWN_TO_IT = frozenset({MeetingTrouble.NOT_FOUND, MeetingTrouble.REFUSED, MeetingTrouble.BAD_REQUEST})

NEXT_HOUR = timedelta(hours=1)
"""A quota that is used up is bought anew, or begins again, at no moment that we could know."""

log = logging.getLogger("chaban.bot")


def receive(house: House, heard: Heard) -> int | None:
    """Keep the message, so that nothing is lost from here on; None when it came before."""
    house.meter.note(UsageKind.MESSAGES)
    incoming = Incoming(heard.message_id, heard.sender, heard.to_json())
    # The act is written for good a moment later, and with it this; until then its sender can say it again.
    with house.database.jotting() as session:
        return receive_message(session, incoming, now=house.clock())


def serve(house: House, key: int, heard: Heard | None = None) -> None:
    """Act on the message unless that was done, and answer; what fails for now is left for another round."""
    heard = heard or _look(house, key)
    if heard is None:
        return
    try:
        if heard.is_emptied:
            house.tell_quota_empty(UsageKind.MESSAGES)
        found = _act(house, key, heard)
        if found is not None:
            send(house, heard, found)
            if _settle(house, key, ANSWERED, heard):
                draw_due_cards(house)
    except QuotaEmpty as failure:
        house.tell_quota_empty(failure.kind)
        log.error("message %s waits: the quota of %s is used up", key, failure.kind)
        _put_off(house, key, Hindrance(NEXT_HOUR))
    except ApiUnavailable as failure:
        log.warning("message %s waits: %s", key, failure)
        _put_off(house, key, Hindrance(failure.pause, isinstance(failure, ApiThrottled)))
    except ApiRefused as failure:
        log.error("message %s cannot be answered: %s", key, failure)
        if failure.is_known:
            _settle(house, key, GIVEN_UP)


def _look(house: House, key: int) -> Heard | None:
    with house.database.reading() as session:
        row = session.get(ReceivedMessage, key)
        return Heard.from_json(row.request) if row is not None and row.request is not None else None


def _act(house: House, key: int, heard: Heard) -> Answer | None:
    try:
        if type(heard.command) in LOOKS and not (heard.downloads or heard.document):
            return _look_up(house, key, heard)
        if isinstance(heard.command, OF_THE_LATEST_PICTURE):
            _wait_for_pictures(house, key)
        # Before the transaction: nobody waits for DingTalk with the database in hand.
        sent = fetch(house, heard)
        return _act_once(house, key, heard, sent)
    except Refusal as refusal:
        return _keep(house, key, _refused(house, heard, refusal))
    except ApiRefused as failure:
        return _keep(house, key, Reply("没有收下", (str(failure),)))
    except MeetingFailed as failure:
        return _keep(house, key, Reply("没有取到直播统计", (_why(failure), HOW_TO_EXPORT)))
    except ApiFailure:
        raise
    except Exception as fault:
        number = token_hex(4)
        # The fault's own text may hold the row it failed on, so only its kind is logged.
        log.error("fault %s while acting: %s", number, type(fault).__name__, exc_info=_without_values(fault))
        return _keep(house, key, _apology(number))


def _refused(house: House, heard: Heard, refusal: Refusal) -> Reply:
    """Before anything was fetched."""
    if not isinstance(refusal, WhichCheck):
        return reply_to_refusal(refusal)
    brought = PICTURE if heard.downloads else FILE if heard.document else ""
    with house.database.reading() as session:
        return ask_which(session, refusal, heard.text, heard.command, brought)


def _why(failure: MeetingFailed) -> str:
    """A number that DingTalk does not know it refuses in words of its own, which no page lists."""
    return LIVE_UNKNOWN if failure.trouble in UNKNOWN_TO_IT else DINGTALK.troubles[failure.trouble]


def _apology(number: str) -> Reply:
    return Reply("出错了", (f"没有办成，请稍后再试；再不行请把编号 {number} 告诉管理员。",), (HELP,))


def _wait_for_pictures(house: House, key: int) -> None:
    """全景 after a picture that is still on its way means that one; raises ApiUnavailable."""
    with house.database.reading() as session:
        earlier = requests_before(session, key, now=house.clock())
    if any(Heard.from_json(each).downloads for each in earlier):
        raise ApiUnavailable("前一张图片还没有收到，先等它。")


def _look_up(house: House, key: int, heard: Heard) -> Answer | None:
    """What changes nothing keeps no writer waiting and needs no disk; after a crash it is looked up anew."""
    with house.database.reading() as session:
        return Answer.of(_reply(house, session, heard, Sent())) if is_waiting(session, key) else None


def _act_once(house: House, key: int, heard: Heard, sent: Sent) -> Answer | None:
    with house.database.writing() as session:
        row = take_message(session, key)
        if row is None:
            return None
        if row.reply is None:
            reply = _reply(house, session, heard, sent)
            keep_reply(row, Answer.of(reply).to_json(), now=house.clock())
        return Answer.from_json(row.reply or "{}")


def _keep(house: House, key: int, reply: Reply) -> Answer | None:
    """Why nothing was done, unless another bot has done it meanwhile."""
    with house.database.writing() as session:
        row = take_message(session, key)
        if row is None:
            return None
        if row.reply is None:
            keep_reply(row, Answer.of(reply).to_json(), now=house.clock())
        return Answer.from_json(row.reply or "{}")


def _reply(house: House, session: Session, heard: Heard, sent: Sent) -> Reply:
    staff = staff_of(session, heard.sender)
    if staff is None:
        tell_security(SecurityEvent.REFUSED, door="聊天", userid=heard.sender)
        return tell_stranger(heard.sender)
    if heard.is_emptied:
        return Reply("没有收到内容", ("本月钉钉消息额度已用完，钉钉没有转来您说的话。请联系管理员。",))
    if heard.is_strange:
        how = "请发文字、语音、图片，或直播统计的文件；点“帮助”看可以说什么。"
        return Reply("只认文字、图片和文件", (how,), (HELP,))
    asking = Asking(
        session=session,
        staff=staff,
        now=house.clock(),
        settings=house.settings,
        make_token=house.make_token,
        make_seed=house.make_seed,
        text=heard.text,
        stamp=heard.stamp,
        card_id=heard.card_id,
        pictures=sent.pictures,
        statistics=sent.statistics,
        upload=sent.upload,
        handed=sent.handed,
        said_at=heard.said_at,
    )
    return answer(asking, heard.command)


def _settle(house: House, key: int, outcome: str, answered: Heard | None = None) -> bool:
    """Whether what was done, here or elsewhere, has left cards to draw; the one that was pressed is one."""
    with house.database.jotting() as session:
        settle_message(session, key, outcome, now=house.clock())
        if answered is not None:
            _note_look(session, answered, now=house.clock())
        if answered is not None and answered.card_id:
            show_on_card(session, answered.card_id)
        return has_due_cards(session, now=house.clock())


def _note_look(session: Session, heard: Heard, *, now: datetime) -> None:
    """Before the message counts as answered: after a crash in between it is said, and noted, again."""
    what = SHOWN.get(type(heard.command))
    staff = staff_of(session, heard.sender) if what else None
    if what and staff is not None:
        note_look(session, Look(staff.name, Door.CHAT, what, _subject(heard), staff.id), now=now)


def _subject(heard: Heard) -> str:
    """What was asked, without the name or the phone of whoever was asked about."""
    return f"学时 {mask_name(heard.command.said)}" if isinstance(heard.command, ShowHours) else heard.text


def _put_off(house: House, key: int, hindrance: Hindrance) -> None:
    with house.database.jotting() as session:
        put_off(session, key, hindrance, now=house.clock())


def _without_values(fault: BaseException) -> BaseException:
    """The places of the fault without its words."""
    bare = RuntimeError(type(fault).__name__)
    bare.__traceback__ = fault.__traceback__
    return bare
