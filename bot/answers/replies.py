"""Reply -> the markdown that DingTalk shows, and refusal -> reply; pure."""

import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from bot.words.spellings import (
    ANYWAY,
    CLAIMS,
    CORRECTIONS,
    DRAW_MORE,
    DUE,
    FINISH,
    HELP,
    ME,
    NEXT,
    PROGRESS,
    ROSTER,
)
from training.attendance.acts.decide_correction import AlreadyDecided
from training.attendance.rules.corrections import NoReason, NotCorrectable
from training.checks.acts.calls.next_call import NobodyToCall, OutsideCallHours, RecordFirst, WaitToCall
from training.checks.acts.calls.record_call import AlreadyCompared, BadCallTimes, NothingToCorrect
from training.checks.acts.calls.resolve_mismatch import NoMismatch
from training.checks.acts.calls.substitute import NobodyToReplace, ReserveUsedUp
from training.checks.acts.conclude_check import NotDecidable
from training.checks.acts.evidence.count_faces import BadFaceCount, NoScreenshot
from training.checks.acts.evidence.count_heads import BadHeadCount
from training.checks.acts.video.request_meeting import HostNotInChat, MeetingIsOpen
from training.checks.acts.video.request_reminder import RemindedJustNow
from training.checks.acts.video.start_video_check import NoOnlineLesson
from training.checks.acts.void import AlreadyVoided
from training.checks.acts.void_check import OnlyTheCityVoids
from training.checks.rules.calls import BadCallReport
from training.checks.sheets.statistics import BadStatistics
from training.checks.views.calls.place_at import AlreadyReplaced
from training.checks.views.check_in_focus import NoCheckRunning, WhichCheck
from training.checks.views.class_to_check import CheckIsRunning, ClassNotRunning, NobodyOnRoster
from training.checks.views.evidence.picture_of import NoPicture
from training.checks.views.evidence.refuse_evidence import TooManyPictures, UsedElsewhere
from training.checks.views.find_check import CheckEnded, NotAnInspector, NotYourCheck, WrongMethod
from training.checks.views.video.refuse_statistics import OtherClass, OtherDay, ReasonFirst
from training.claims.acts.act_on_claim import ActedAtOnce
from training.claims.acts.approve_school import BadApproval
from training.claims.acts.confirm_claim import NotDrawn
from training.claims.acts.return_claim import NothingReturned
from training.claims.acts.submit_claim import PapersMissing
from training.claims.acts.withdraw_claim import ReviewHasBegun
from training.claims.rules.c1_acts import NotNow, NotYourAct, OwnClaim
from training.claims.rules.c1_claims import GatesNotMet
from training.claims.rules.c1_papers import FactsMissing, PaperNotInOrder
from training.claims.rules.c1_training import NotEligible
from training.claims.rules.consent import ConsentMissing
from training.claims.views.claim_to_review import NotInReview, OldPaper
from training.claims.views.find_claim_by_number import ClaimMovedOn
from training.claims.views.which_number import NumberOfClaim, NumberOfCorrection
from training.classes.rules.timetable import NoRoomForHours, UnknownWeekdays
from training.classes.views.find_class import SeveralFound
from training.errors import NotFound, Refusal, UnreadableFile
from training.meetings.views.find_meeting import NoMeetingRunning
from training.notice.identity import INVISIBLE, BadIdNumber, BadPhone
from training.notice.notes import ReasonMissing, TextTooLong
from training.outbox.views.follow_link import LinkOver
from training.people.views.find_trainees import TooLittleSaid
from training.pictures.pictures import BadPicture
from training.sheets.hand_in import ImportRefused
from training.staff.acts.enter_by_link import LinkUsedUp

MOST_BYTES = 15_000
MOST_TITLE = 60
PAGE = 10
SEND = "dtmd://dingtalkclient/sendMessage?content="
# DingTalk has no dependable escape, so what would be markup is shown by its full-width twin.
TWINS = str.maketrans("\\`*_{}[]()#!<>|~", "＼｀＊＿｛｝［］（）＃！＜＞｜～")
LIST_SIGNS = {"-": "－", "+": "＋"}
NEW_LINE = "  \n  "


@dataclass(frozen=True)
class Line:
    """One line of a reply; with a `command` a tap on it sends that command."""

    text: str
    command: str = ""
    is_strong: bool = False
    address: str = ""
    """A page that a tap opens, in place of a command."""


@dataclass(frozen=True)
class Button:
    """A command under a shorter name than its own."""

    text: str
    command: str


@dataclass(frozen=True)
class Reply:
    """What is answered: a title, lines, and commands as buttons under them."""

    title: str
    lines: tuple[Line | str, ...] = ()
    buttons: tuple[Button | str, ...] = ()
    """A text is its own command."""
    is_private: bool = False
    """Only for whoever asked, also when asked in a group."""
    has_card: bool = False
    """A card shows the same, so a press of a button on it needs no words beside."""


ANSWERS: dict[type[Refusal], tuple[str, ...]] = {
    ActedAtOnce: (CLAIMS,),
    AlreadyCompared: (NEXT, ROSTER),
    AlreadyDecided: (CORRECTIONS,),
    AlreadyReplaced: (NEXT, ROSTER),
    AlreadyVoided: (DUE,),
    BadApproval: (HELP,),
    BadCallReport: (ROSTER, HELP),
    BadCallTimes: (ROSTER, HELP),
    BadFaceCount: (PROGRESS,),
    BadHeadCount: (PROGRESS,),
    BadIdNumber: (HELP,),
    BadPhone: (HELP,),
    BadPicture: (PROGRESS, HELP),
    BadStatistics: (PROGRESS, HELP),
    CheckEnded: (DUE,),
    CheckIsRunning: (DUE, PROGRESS),
    ClaimMovedOn: (CLAIMS,),
    ClassNotRunning: (DUE,),
    ConsentMissing: (HELP,),
    FactsMissing: (CLAIMS,),
    GatesNotMet: (CLAIMS,),
    HostNotInChat: (ME, HELP),
    ImportRefused: (HELP,),
    LinkOver: (HELP,),
    LinkUsedUp: (ME,),
    MeetingIsOpen: (PROGRESS,),
    NoCheckRunning: (DUE, HELP),
    NoMeetingRunning: (PROGRESS, HELP),
    NoMismatch: (ROSTER, PROGRESS),
    NoOnlineLesson: (DUE,),
    NoPicture: (PROGRESS,),
    NoReason: (CORRECTIONS, HELP),
    NoRoomForHours: (HELP,),
    NoScreenshot: (PROGRESS,),
    NobodyOnRoster: (DUE,),
    NobodyToCall: (PROGRESS, DRAW_MORE, FINISH),
    NobodyToReplace: (NEXT, ROSTER),
    NotAnInspector: (HELP,),
    NotCorrectable: (HELP,),
    NotDecidable: (PROGRESS, NEXT),
    NotDrawn: (CLAIMS,),
    NotEligible: (HELP,),
    NotFound: (DUE, HELP),
    NotInReview: (CLAIMS,),
    NotNow: (CLAIMS,),
    NotYourAct: (CLAIMS, HELP),
    NotYourCheck: (DUE,),
    NothingReturned: (CLAIMS,),
    NothingToCorrect: (ROSTER,),
    NumberOfClaim: (CLAIMS,),
    NumberOfCorrection: (CORRECTIONS,),
    OldPaper: (CLAIMS,),
    OnlyTheCityVoids: (DUE,),
    OtherClass: (PROGRESS,),
    OtherDay: (PROGRESS,),
    OutsideCallHours: (f"{NEXT} {ANYWAY}", PROGRESS),
    OwnClaim: (CLAIMS,),
    PaperNotInOrder: (CLAIMS,),
    PapersMissing: (CLAIMS,),
    ReasonFirst: (PROGRESS, HELP),
    ReasonMissing: (HELP,),
    RecordFirst: (ROSTER,),
    RemindedJustNow: (PROGRESS,),
    ReserveUsedUp: (NEXT, PROGRESS, FINISH),
    ReviewHasBegun: (CLAIMS,),
    SeveralFound: (DUE, HELP),
    TextTooLong: (HELP,),
    TooLittleSaid: (HELP,),
    TooManyPictures: (PROGRESS,),
    UnknownWeekdays: (HELP,),
    UnreadableFile: (HELP,),
    UsedElsewhere: (PROGRESS,),
    WaitToCall: (ROSTER, PROGRESS),
    WhichCheck: (DUE,),
    WrongMethod: (PROGRESS, HELP),
}
"""Refusal -> the commands that lead on; the chat's one table of what the rules may answer."""


def reply_to_refusal(refusal: Refusal) -> Reply:
    """Why not, and what can be done now."""
    return Reply("没有办成", (str(refusal),), ANSWERS.get(type(refusal), (HELP,)))


def as_markdown(reply: Reply) -> str:
    """The reply within DingTalk's size; where it is too long, the last lines go, and that is said."""
    lines = [_line(each if isinstance(each, Line) else Line(each)) for each in reply.lines]
    text = _joined(reply, lines)
    while len(text.encode()) > MOST_BYTES and lines:
        lines = lines[:-1]
        text = _joined(reply, [*lines, "（太长，后面的没有显示）"])
    return text


def preview(reply: Reply) -> str:
    """What the list of chats shows of it."""
    return escape(reply.title)[:MOST_TITLE]


def escape(text: str) -> str:
    """Show a text as it stands: no markup, no line of its own, no link, nothing invisible."""
    seen = "".join(
        " " if unicodedata.category(each)[0] in "CZ" else each for each in text.translate(INVISIBLE)
    )
    shown = " ".join(seen.split()).translate(TWINS).replace("://", "：//")
    sign = shown[:1]
    if sign in LIST_SIGNS:
        return LIST_SIGNS[sign] + shown[1:]
    digits = len(shown) - len(shown.lstrip("0123456789"))
    is_numbered = 0 < digits < len(shown) and shown[digits] == "."
    return f"{shown[:digits]}．{shown[digits + 1 :]}" if is_numbered else shown


def sending(command: str) -> str:
    """The address that sends a command as if it had been typed."""
    return SEND + quote(command, safe="")


def _joined(reply: Reply, lines: list[str]) -> str:
    named = [each if isinstance(each, Button) else Button(each, each) for each in reply.buttons]
    buttons = [f"[{escape(each.text)}]({sending(each.command)})" for each in named]
    parts = [f"### {escape(reply.title)}", *lines]
    return NEW_LINE.join([*parts, *(["　　".join(buttons)] if buttons else [])])


def _line(line: Line) -> str:
    text = escape(line.text)
    if line.is_strong:
        text = f"**{text}**"
    if line.address:
        return f"[{text}]({line.address})"
    return f"[{text}]({sending(line.command)})" if line.command else text


@dataclass(frozen=True)
class Paged:
    """One page of a list, and the command for the next."""

    items: tuple[Line, ...]
    note: str
    more: tuple[str, ...]


def page_of(items: list[Line], page: int, verb: str) -> Paged:
    """Ten at a time, as a phone shows them; a page beyond the last is the last."""
    part = part_of(len(items), page, verb)
    return Paged(tuple(items[part.begin : part.begin + PAGE]), part.note, part.more)


@dataclass(frozen=True)
class Part:
    """Where the page of a list begins, which one it is, and the command for the next."""

    begin: int
    note: str
    more: tuple[str, ...]


def part_of(count: int, page: int, verb: str) -> Part:
    """The same of a list that is too long to be read whole."""
    pages = max(1, -(-count // PAGE))
    shown = min(page, pages)
    note = f"共 {count}，第 {shown}/{pages} 页" if pages > 1 else ""
    more = (f"{verb} {shown + 1}",) if shown < pages else ()
    return Part((shown - 1) * PAGE, note, more)
