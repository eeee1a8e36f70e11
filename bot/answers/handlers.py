"""Command -> use-case -> Reply, by who asks; a refusal is a reply too."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.answers import (
    calls,
    checks,
    claim_decisions,
    claims,
    confirmations,
    corrections,
    evidence,
    leads,
    rounds,
    screenshots,
    starting,
    video_checks,
)
from bot.answers.asking import Asking
from bot.answers.classes import OfAClass, show_class, which_class
from bot.answers.due import show_due
from bot.answers.handing_in import imports
from bot.answers.its_check import FILE, PICTURE, about_its_check, all_again, ask_which, check_meant
from bot.answers.late import ask_again
from bot.answers.office.desk_words import OF_THE_OFFICE
from bot.answers.people import show_help, show_me
from bot.answers.punches import batch_days, batches
from bot.answers.replies import Button, Reply, reply_to_refusal
from bot.answers.trainees import show_hours
from bot.words.batch_commands import DecideBatch, DecideBatchDay, ShowBatch, ShowBatchDay, ShowBatches
from bot.words.claim_commands import PassClaim, RejectClaim, ReturnClaim, ShowClaim, ShowClaims
from bot.words.commands import (
    CancelCheck,
    Command,
    CountFaces,
    CountHeads,
    CountInPanorama,
    DrawMore,
    Due,
    ExplainMismatch,
    FetchStatistics,
    FinishCheck,
    Help,
    LookAtCameras,
    MarkPanorama,
    NextCall,
    NotUnderstood,
    PrepareCheck,
    RecordCall,
    RemindAbsent,
    ReopenMeeting,
    ReportFailure,
    ShowClass,
    ShowHours,
    ShowMe,
    ShowProgress,
    ShowRoster,
    StartCheck,
    StartVideoCheck,
    WithdrawPicture,
)
from bot.words.confirmation_commands import AnswerConfirmation, ShowConfirmations
from bot.words.correction_commands import DecideCorrection, ShowCorrection, ShowCorrections
from bot.words.import_commands import ConfirmImport
from bot.words.incomplete import Incomplete
from bot.words.lead_commands import ShowLeads, WhoAnswered
from bot.words.round_commands import DrawRound, ShowOrders, ShowRound
from bot.words.spellings import DUE, HELP
from training.checks.views.check_in_focus import SaidBefore, WhichCheck
from training.classes.views.find_visible_class import SeveralClasses
from training.errors import NotYours, Refusal
from training.ports.security import SecurityEvent, tell_security
from training.records.staff.staff import Staff

Said = Sequence[tuple[str, object]]
"""Words, and what is read in them."""
Handler = Callable[[Asking, Any], Reply]


def _incomplete(asking: Asking, command: Incomplete) -> Reply:
    lines = (command.why, f"例如：{command.example}")
    ways = _about_check(asking, command.ways)
    return Reply(f"“{command.verb}”还差一点", lines, (*ways, DUE, HELP), is_private=bool(ways))


def _not_understood(asking: Asking, command: NotUnderstood) -> Reply:
    """Nothing is done; what was nearly said is a tap away, and names the check that it would be about."""
    if command.nearest:
        buttons = _about_check(asking, tuple(zip(command.nearest, command.meant, strict=True)))
        is_private = any(each.text != each.command for each in buttons)
        return Reply("没有听懂", ("没有办理。您要的是不是：",), (*buttons, HELP), is_private=is_private)
    return Reply("没有听懂", ("点“帮助”看可以说什么。",), (DUE, HELP), is_private=False)


def _about_check(asking: Asking, said: Said) -> tuple[Button, ...]:
    """What is about a check names it.

    Raises SaidBefore: without its check the tap would be about the one that was shown since.
    """
    bare = tuple(Button(words, words) for words, _ in said)
    if not any(type(command) in ABOUT_A_CHECK for _, command in said):
        return bare
    try:
        check = check_meant(asking.session, asking.staff, asking.stamp, asking.said_at)
    except SaidBefore:
        raise
    except Refusal:
        return bare
    named = all_again(asking.session, check.number, said)
    return tuple(
        its if type(command) in ABOUT_A_CHECK else plain
        for its, plain, (_, command) in zip(named, bare, said, strict=True)
    )


HANDLERS: dict[type, Handler] = {
    AnswerConfirmation: confirmations.answer_one,
    CancelCheck: checks.cancel,
    ConfirmImport: imports.confirm,
    CountFaces: screenshots.count,
    CountHeads: evidence.count,
    CountInPanorama: evidence.count_in_panorama,
    DecideBatch: batches.decide,
    DecideBatchDay: batch_days.decide_all,
    DecideCorrection: corrections.decide,
    DrawMore: calls.draw_more,
    DrawRound: rounds.draw,
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
    PrepareCheck: starting.prepare,
    RecordCall: calls.record,
    RejectClaim: claim_decisions.reject,
    RemindAbsent: video_checks.remind,
    ReopenMeeting: video_checks.reopen,
    ReportFailure: video_checks.fall_back,
    ReturnClaim: claim_decisions.return_to_mend,
    ShowBatch: batches.show_batch,
    ShowBatchDay: batch_days.show_day,
    ShowBatches: batches.show_batches,
    ShowClaim: claims.show_claim,
    ShowClaims: claims.show_claims,
    ShowClass: show_class,
    ShowConfirmations: confirmations.show_waiting,
    ShowCorrection: corrections.show_correction,
    ShowCorrections: corrections.show_corrections,
    ShowHours: show_hours,
    ShowLeads: leads.show_leads,
    ShowMe: show_me,
    ShowOrders: rounds.show_orders,
    ShowProgress: checks.show_progress,
    ShowRoster: checks.show_roster,
    ShowRound: rounds.show_round,
    StartCheck: starting.start,
    StartVideoCheck: starting.start_video,
    WhoAnswered: leads.ask_who_answered,
    WithdrawPicture: evidence.withdraw,
    **OF_THE_OFFICE,
}


LOOKS = frozenset(
    {
        *(Due, Help, Incomplete, NotUnderstood, PrepareCheck),
        *(ShowBatch, ShowBatchDay, ShowBatches, ShowClaims, ShowClass),
        *(ShowConfirmations, ShowCorrection, ShowCorrections, ShowHours, ShowOrders, ShowRound),
    }
)
"""What changes nothing, whoever asks: it may be asked again without harm."""
SHOWN = {
    ShowClaim: "申领",
    ShowClaims: "申领",
    ShowClass: "班级",
    ShowCorrection: "补卡申请",
    ShowCorrections: "补卡申请",
    ShowBatch: "名册和学时",
    ShowBatchDay: "名册和学时",
    ShowHours: "名册和学时",
    ShowLeads: "线索",
    ShowProgress: "检查",
    ShowRoster: "检查",
}
"""What each question shows of people; whoever is shown a number to call is on record by that showing."""
ABOUT_A_CHECK = frozenset(
    {
        *(CancelCheck, CountFaces, CountHeads, CountInPanorama, DrawMore, ExplainMismatch, FinishCheck),
        *(LookAtCameras, MarkPanorama, NextCall, RecordCall, RemindAbsent, ReopenMeeting, ReportFailure),
        *(ShowProgress, ShowRoster, WhoAnswered, WithdrawPicture),
    }
)
"""What is said to the check that its button names, else to the one that was shown last."""


def answer(asking: Asking, command: Command) -> Reply:
    """Do what was said. What is refused leaves nothing behind."""
    try:
        if asking.pictures or asking.statistics or type(command) in ABOUT_A_CHECK:
            asking = about_its_check(asking)
        with asking.session.begin_nested():
            return _answer(asking, command)
    except SeveralClasses as refusal:
        if isinstance(command, OfAClass):
            return which_class(asking, command, refusal)
        return reply_to_refusal(refusal)
    except WhichCheck as refusal:
        brought = PICTURE if asking.pictures else FILE if asking.statistics else ""
        return ask_which(asking.session, refusal, asking.text, command, brought)
    except Refusal as refusal:
        if isinstance(refusal, NotYours):
            asked = type(refusal).__name__
            tell_security(SecurityEvent.REFUSED, who=asking.staff.name, door="聊天", asked=asked)
        return reply_to_refusal(refusal, asking.check.number if asking.check else "")


def _answer(asking: Asking, command: Command) -> Reply:
    if asking.upload:
        return imports.show(asking)
    if asking.statistics:
        return screenshots.keep_statistics(asking, asking.statistics)
    if asking.pictures:
        return evidence.keep_pictures(asking, command)
    if (asked := ask_again(asking, command)) is not None:
        return asked
    return HANDLERS[type(command)](asking, command)


def staff_of(session: Session, userid: str) -> Staff | None:
    """The member of staff who is known by this userid; nobody is known by none."""
    if not userid:
        return None
    own = select(Staff).options(joinedload(Staff.district), joinedload(Staff.institution))
    return session.scalars(own.where(Staff.chat_id == userid)).one_or_none()
