"""The words after a verb -> Command, or what is still lacking; pure."""

import re
from collections.abc import Callable

from bot.words.batch_commands import read_batches
from bot.words.calls import read_explanation, read_next, read_record
from bot.words.claim_commands import read_claims, read_pass, read_reject, read_return
from bot.words.commands import (
    CancelCheck,
    Command,
    DrawMore,
    FetchStatistics,
    FinishCheck,
    Help,
    LookAtCameras,
    PrepareCheck,
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
)
from bot.words.confirmation_commands import read_confirmation, read_declining
from bot.words.correction_commands import CORRECTION_NUMBER, ShowCorrection, ShowCorrections, read_decision
from bot.words.due_words import read_due
from bot.words.evidence_words import read_faces, read_heads, read_panorama, read_withdrawal
from bot.words.follow_up_commands import READERS as FOLLOW_UP_READERS
from bot.words.help_lines import EVERYTHING
from bot.words.import_commands import read_import
from bot.words.incomplete import Incomplete
from bot.words.lead_commands import ShowLeads
from bot.words.rates import read_rates
from bot.words.round_commands import NoSize, ShowOrders, read_round
from bot.words.spellings import (
    APPROVE,
    BATCHES,
    CANCEL,
    CLAIMS,
    CLASS,
    CONFIRM,
    CONFIRM_IMPORT,
    CORRECT,
    CORRECTIONS,
    DECLINE,
    DRAW_MORE,
    DUE,
    EXPLAIN,
    FACES,
    FAILURES,
    FALLBACK,
    FILINGS,
    FINISH,
    HEADS,
    HELP,
    HOURS,
    LEADS,
    LOOK,
    ME,
    NEXT,
    NUMBERING,
    ORDERS,
    OUTSIDE,
    OUTSIDE_VIDEO,
    PANORAMA,
    PASS,
    PLANS,
    PREPARE,
    PROGRESS,
    RATES,
    RECORD,
    REFUSE,
    REJECT,
    REMIND,
    REOPEN,
    RETURN,
    ROSTER,
    ROUND,
    SEPARATORS,
    START,
    START_VIDEO,
    STATISTICS,
    TO_JUDGE,
    TO_NUMBER,
    TO_SUBSIDISE,
    UNABLE,
    VOUCHERS,
    WITHDRAW,
    WORK,
)
from bot.words.work_commands import (
    ShowClassesToJudge,
    ShowClassesToNumber,
    ShowClassesToSubsidise,
    ShowFilings,
    ShowNumbering,
    ShowPlans,
    ShowVouchers,
    ShowWork,
)
from training.checks.terms import FallbackReason

LIVE_ID = re.compile(r"[0-9a-z_-]{4,64}", re.IGNORECASE)


def _read_page(words: str) -> int:
    digits = re.search(r"\d{1,3}", words)
    return max(1, int(digits.group())) if digits else 1


def _read_failure(words: str) -> Command:
    if not words:
        return Incomplete(
            FALLBACK, "改用直播统计要写明会议为什么没能进行，会留在记录里。", f"{FALLBACK} 会议发起不了"
        )
    reasons = (reason for reason, signs in FAILURES.items() if any(sign in words for sign in signs))
    return ReportFailure(next(reasons, FallbackReason.OTHER), words)


def _read_reason(words: str) -> Command:
    if not words:
        return Incomplete(CANCEL, "作废要写明原因，会留在记录里。", "作废 点错了班")
    return CancelCheck(words)


def _read_hours(words: str) -> Command:
    if not words:
        return Incomplete(HOURS, "没有看到姓名或手机尾号。", "学时 王芳")
    return ShowHours(words)


def _read_corrections(words: str) -> Command:
    number = CORRECTION_NUMBER.match(words)
    return ShowCorrection(number.group().lower()) if number else ShowCorrections(_read_page(words))


def _read_class(words: str) -> Command:
    if not words:
        return Incomplete(CLASS, "没有看到班号或班名。", "待查")
    return ShowClass(words)


def _read_prepare(words: str) -> Command:
    if not words:
        return Incomplete(PREPARE, "没有看到班号。在上的班见“待查”。", "待查")
    return PrepareCheck(words)


def _read_start(words: str) -> Command:
    if not words:
        return Incomplete(START, "没有看到班号。在上的班见“待查”。", "待查")
    return StartCheck(words)


def _read_video_start(words: str) -> Command:
    if not words:
        return Incomplete(START_VIDEO, "没有看到班号。在上的班见“待查”。", "待查")
    return StartVideoCheck(words)


def _read_numbering(words: str) -> Command:
    if not words:
        return Incomplete(NUMBERING, "没有看到班号。等派号的班见“待派号”。", TO_NUMBER)
    return ShowNumbering(words)


def _read_round(words: str) -> Command:
    command = read_round(words)
    if isinstance(command, NoSize):
        return Incomplete(ROUND, "没有看懂要抽几个班。今天已经抽过要再抽，写“再抽”和原因。", f"{ROUND} 5")
    return command


def _read_outside(verb: str, words: str) -> Command:
    said, _, reason = words.partition(" ")
    if not reason.strip(SEPARATORS):
        return Incomplete(
            verb, "要写班号和原因，原因会留在检查记录里。", f"{verb} BT2026-001 群众反映今天没有上课"
        )
    kind = StartVideoCheck if verb == OUTSIDE_VIDEO else StartCheck
    return kind(said, reason.strip(SEPARATORS))


READERS: dict[str, Callable[[str], Command | None]] = {
    HELP: lambda words: Help(everything=words == EVERYTHING),
    DUE: read_due,
    CLASS: _read_class,
    PREPARE: _read_prepare,
    START: _read_start,
    START_VIDEO: _read_video_start,
    ROSTER: lambda words: ShowRoster(_read_page(words)),
    NEXT: read_next,
    RECORD: read_record,
    CORRECT: lambda words: read_record(words, is_correction=True),
    EXPLAIN: read_explanation,
    DRAW_MORE: lambda words: DrawMore(),
    HEADS: read_heads,
    FACES: read_faces,
    REMIND: lambda words: RemindAbsent(),
    LOOK: lambda words: LookAtCameras(),
    FALLBACK: _read_failure,
    STATISTICS: lambda words: FetchStatistics(words if LIVE_ID.fullmatch(words) else ""),
    REOPEN: lambda words: ReopenMeeting(),
    PANORAMA: read_panorama,
    WITHDRAW: read_withdrawal,
    CONFIRM: read_confirmation,
    DECLINE: read_declining,
    CONFIRM_IMPORT: read_import,
    PROGRESS: lambda words: ShowProgress(),
    FINISH: lambda words: FinishCheck(as_unable=words == UNABLE),
    CANCEL: _read_reason,
    HOURS: _read_hours,
    BATCHES: read_batches,
    CORRECTIONS: _read_corrections,
    APPROVE: lambda words: read_decision(words, is_approved=True),
    REFUSE: lambda words: read_decision(words, is_approved=False),
    CLAIMS: read_claims,
    PASS: read_pass,
    RETURN: read_return,
    REJECT: read_reject,
    ROUND: _read_round,
    ORDERS: lambda words: ShowOrders(),
    OUTSIDE: lambda words: _read_outside(OUTSIDE, words),
    OUTSIDE_VIDEO: lambda words: _read_outside(OUTSIDE_VIDEO, words),
    WORK: lambda words: ShowWork(),
    TO_JUDGE: lambda words: ShowClassesToJudge(_read_page(words)),
    TO_NUMBER: lambda words: ShowClassesToNumber(_read_page(words)),
    TO_SUBSIDISE: lambda words: ShowClassesToSubsidise(_read_page(words)),
    NUMBERING: _read_numbering,
    RATES: read_rates,
    VOUCHERS: lambda words: ShowVouchers(words),
    **FOLLOW_UP_READERS,
    FILINGS: lambda words: ShowFilings(_read_page(words)),
    PLANS: lambda words: ShowPlans(_read_page(words)),
    LEADS: lambda words: ShowLeads(_read_page(words)),
    ME: lambda words: ShowMe(),
}
