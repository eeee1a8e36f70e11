"""Command -> use-case -> Reply, by who asks; a refusal is a reply too."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.answers import (
    calls,
    checks,
    claim_decisions,
    claims,
    corrections,
    evidence,
    screenshots,
    starting,
    video_checks,
)
from bot.answers.asking import Asking
from bot.answers.classes import show_class, show_due
from bot.answers.late import ask_again
from bot.answers.people import show_help, show_me
from bot.answers.replies import Reply, reply_to_refusal
from bot.answers.trainees import show_hours
from bot.words.claim_commands import PassClaim, RejectClaim, ReturnClaim, ShowClaim, ShowClaims
from bot.words.commands import (
    CancelCheck,
    Command,
    CountFaces,
    CountHeads,
    DecideCorrection,
    DrawMore,
    Due,
    ExplainMismatch,
    FetchStatistics,
    FinishCheck,
    Help,
    Incomplete,
    LookAtCameras,
    MarkPanorama,
    NextCall,
    NotUnderstood,
    RecordCall,
    RemindAbsent,
    ReopenMeeting,
    ReportFailure,
    ShowClass,
    ShowCorrection,
    ShowCorrections,
    ShowHours,
    ShowMe,
    ShowProgress,
    ShowRoster,
    StartCheck,
    StartVideoCheck,
)
from bot.words.spellings import DUE, HELP
from training.errors import Refusal
from training.records.staff.staff import Staff

Handler = Callable[[Asking, Any], Reply]


def _incomplete(asking: Asking, command: Incomplete) -> Reply:
    return Reply(f"“{command.verb}”还差一点", (command.why, f"例如：{command.example}"), (DUE, HELP))


def _not_understood(asking: Asking, command: NotUnderstood) -> Reply:
    if command.nearest:
        return Reply("没有听懂", ("您要的是不是：",), (*command.nearest, HELP))
    return Reply("没有听懂", ("点“帮助”看可以说什么。",), (DUE, HELP))


HANDLERS: dict[type, Handler] = {
    CancelCheck: checks.cancel,
    CountFaces: screenshots.count,
    CountHeads: evidence.count,
    DecideCorrection: corrections.decide,
    DrawMore: calls.draw_more,
    Due: show_due,
    ExplainMismatch: calls.explain_mismatch,
    FetchStatistics: video_checks.how_to_hand_in,
    FinishCheck: checks.finish,
    Help: show_help,
    Incomplete: _incomplete,
    LookAtCameras: video_checks.look_again,
    MarkPanorama: evidence.mark,
    NextCall: calls.show_next,
    NotUnderstood: _not_understood,
    PassClaim: claim_decisions.pass_claim,
    RecordCall: calls.record,
    RejectClaim: claim_decisions.reject,
    RemindAbsent: video_checks.remind,
    ReopenMeeting: video_checks.reopen,
    ReportFailure: video_checks.fall_back,
    ReturnClaim: claim_decisions.return_to_mend,
    ShowClaim: claims.show_claim,
    ShowClaims: claims.show_claims,
    ShowClass: show_class,
    ShowCorrection: corrections.show_correction,
    ShowCorrections: corrections.show_corrections,
    ShowHours: show_hours,
    ShowMe: show_me,
    ShowProgress: checks.show_progress,
    ShowRoster: checks.show_roster,
    StartCheck: starting.start,
    StartVideoCheck: starting.start_video,
}


LOOKS = frozenset(
    {Due, Help, Incomplete, NotUnderstood, ShowClaims, ShowClass, ShowCorrection, ShowCorrections, ShowHours}
)
"""What changes nothing, whoever asks: it may be asked again without harm."""


def answer(asking: Asking, command: Command) -> Reply:
    """Do what was said. What is refused leaves nothing behind."""
    try:
        with asking.session.begin_nested():
            if asking.statistics:
                return screenshots.keep_statistics(asking, asking.statistics)
            if asking.pictures:
                return evidence.keep_pictures(asking, command)
            if (asked := ask_again(asking, command)) is not None:
                return asked
            return HANDLERS[type(command)](asking, command)
    except Refusal as refusal:
        return reply_to_refusal(refusal)


def staff_of(session: Session, userid: str) -> Staff | None:
    """The member of staff who is known by this userid; nobody is known by none."""
    if not userid:
        return None
    own = select(Staff).options(joinedload(Staff.district), joinedload(Staff.institution))
    return session.scalars(own.where(Staff.chat_id == userid)).one_or_none()
