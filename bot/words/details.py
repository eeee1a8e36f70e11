"""The words after a verb -> Command, or what is still lacking; pure."""

import re
from collections.abc import Callable

from bot.words.chinese_numbers import read_number
from bot.words.claim_commands import read_claims, read_pass, read_reject, read_return
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
from bot.words.spellings import (
    ANYWAY,
    APPROVE,
    CANCEL,
    CLAIMS,
    CLASS,
    CORRECT,
    CORRECTIONS,
    DRAW_MORE,
    DUE,
    EXPLAIN,
    FACES,
    FAILURES,
    FALLBACK,
    FIELDS,
    FINISH,
    HEADS,
    HELP,
    HOURS,
    LOOK,
    ME,
    NEXT,
    OUTCOMES,
    PANORAMA,
    PASS,
    PROGRESS,
    RECORD,
    REFUSE,
    REJECT,
    REMIND,
    REOPEN,
    RETURN,
    ROSTER,
    START,
    START_VIDEO,
    STATISTICS,
    UNABLE,
    longest_first,
)
from training.checks.terms import CallOutcome, FallbackReason, FiledItem

SEPARATORS = " ,，、.。:：;；!！/\\-—"
PLACE = re.compile(r"(?:第|no\.?)?(\d{1,4}|[零〇一二两三四五六七八九十百]{1,6})(?:号|位|个)?", re.IGNORECASE)
COUNT = r"(\d{1,4}|[零〇一二两三四五六七八九十百]{1,6})"
FACES_SAID = re.compile(rf"{COUNT}\s*[人名个位张]?脸?(?:[\s,，]*第\s*{COUNT}\s*张?)?")
APART = re.compile(rf"[的了]?(?=$|[{re.escape(SEPARATORS)}])")
"""After a word that stands by itself, as in 无误 or 对的."""
LIVE_ID = re.compile(r"[0-9a-z_-]{4,64}", re.IGNORECASE)
CORRECTION_NUMBER = re.compile(r"[0-9a-f]{4,32}(?![0-9a-z])", re.IGNORECASE)


def _read_page(words: str) -> int:
    digits = re.search(r"\d{1,3}", words)
    return max(1, int(digits.group())) if digits else 1


def _place_only(words: str) -> int | None:
    """The number that the words are, 3 or 第三位; None for anything more."""
    found = PLACE.fullmatch(words)
    return read_number(found.group(1)) or None if found else None


def read_next(words: str) -> NextCall | None:
    """Nothing, a number, and whether it is meant at any hour; None for anything more."""
    rest = words.removesuffix(ANYWAY)
    place = _place_only(rest.strip(SEPARATORS))
    if rest.strip(SEPARATORS) and place is None:
        return None
    return NextCall(place, anyway=rest != words)


def read_record(words: str, *, is_correction: bool = False) -> Command:
    verb = CORRECT if is_correction else RECORD
    found = PLACE.match(words)
    place = read_number(found.group(1)) if found else None
    if found is None or not place:
        return Incomplete(verb, "没有看到序号。序号是名单里的号码。", f"{verb} 3 无误")
    rest = words[found.end() :].strip(SEPARATORS).removeprefix("对方").lstrip(SEPARATORS)
    for spelling, outcome in longest_first(OUTCOMES):
        if _says(rest, spelling, outcome):
            note = rest[len(spelling) :].strip(SEPARATORS)
            if outcome is CallOutcome.MISMATCHED:
                return _with_fields(verb, place, note)
            return RecordCall(place, outcome, note=_without_particle(note), is_correction=is_correction)
    outcomes = "、".join(spellings[0] for spellings in OUTCOMES.values())
    return Incomplete(verb, f"没有看到结果。结果写：{outcomes}。", f"{verb} {place} 无误")


def _says(rest: str, spelling: str, outcome: CallOutcome) -> bool:
    """Only what stands by itself verifies a trainee: 对 does, 对不起 and 无误吗 do not."""
    if not rest.lower().startswith(spelling):
        return False
    return outcome is not CallOutcome.MATCHED or APART.match(rest, len(spelling)) is not None


def _without_particle(note: str) -> str:
    """关机了 says no more than 关机."""
    particle = APART.match(note)
    return note[particle.end() :].strip(SEPARATORS) if particle else note


def _with_fields(verb: str, place: int, words: str) -> Command:
    fields, left = [], words
    for spelling, field in longest_first(FIELDS):
        if spelling in left:
            left = left.replace(spelling, " ")
            fields.append(field)
    if not fields:
        may_be = "、".join(spellings[0] for spellings in FIELDS.values())
        example = f"{verb} {place} 不符 {FIELDS[FiledItem.ID_ENDING][0]}"
        return Incomplete(verb, f"没有看到哪一项不符。可写：{may_be}。", example)
    # In the order of the script, whatever the order they were said in.
    said = tuple(field for field in FiledItem if field in fields)
    note = " ".join(left.strip(SEPARATORS).split())
    is_correction = verb == CORRECT
    return RecordCall(place, CallOutcome.MISMATCHED, said, note.strip(SEPARATORS), is_correction)


def _read_explanation(words: str) -> Command:
    found = PLACE.match(words)
    place = read_number(found.group(1)) if found else None
    reason = words[found.end() :].strip(SEPARATORS) if found else ""
    if not place or not reason:
        return Incomplete(EXPLAIN, "先发一张证明的照片，再写序号和原因。", "说明 3 身份证号录入有误")
    return ExplainMismatch(place, reason)


def _read_heads(words: str) -> Command | None:
    heads = read_number(words.rstrip("人名个位 "))
    if heads is None:
        return Incomplete(HEADS, "没有看到人数。数一数教室里有几名学员。", "到课 26")
    return CountHeads(heads)


def _read_faces(words: str) -> Command:
    """A number, and where it is not the latest screenshot that was counted, which one."""
    found = FACES_SAID.fullmatch(words)
    faces = read_number(found.group(1)) if found else None
    place = read_number(found.group(2)) if found and found.group(2) else None
    if faces is None:
        return Incomplete(FACES, "没有看到人脸数。数一数截图里学员的人脸。", f"{FACES} 25")
    return CountFaces(faces, place)


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


def _read_decision(words: str, *, is_approved: bool) -> Command:
    verb = APPROVE if is_approved else REFUSE
    number = CORRECTION_NUMBER.match(words)
    note = words[number.end() :].strip(SEPARATORS) if number else ""
    if number is None or not (is_approved or note):
        example = CORRECTIONS if number is None else f"{verb} {number.group()} 监控里没有本人"
        return Incomplete(verb, "要写编号，不批准还要写原因。编号见“补卡”。", example)
    return DecideCorrection(number.group().lower(), is_approved, note)


def _read_class(words: str) -> Command:
    if not words:
        return Incomplete(CLASS, "没有看到班号或班名。", "待查")
    return ShowClass(words)


def _read_start(words: str) -> Command:
    if not words:
        return Incomplete(START, "没有看到班号。在上的班见“待查”。", "待查")
    return StartCheck(words)


def _read_video_start(words: str) -> Command:
    if not words:
        return Incomplete(START_VIDEO, "没有看到班号。在上的班见“待查”。", "待查")
    return StartVideoCheck(words)


READERS: dict[str, Callable[[str], Command | None]] = {
    HELP: lambda words: Help(),
    DUE: lambda words: Due(_read_page(words)),
    CLASS: _read_class,
    START: _read_start,
    START_VIDEO: _read_video_start,
    ROSTER: lambda words: ShowRoster(_read_page(words)),
    NEXT: read_next,
    RECORD: read_record,
    CORRECT: lambda words: read_record(words, is_correction=True),
    EXPLAIN: _read_explanation,
    DRAW_MORE: lambda words: DrawMore(),
    HEADS: _read_heads,
    FACES: _read_faces,
    REMIND: lambda words: RemindAbsent(),
    LOOK: lambda words: LookAtCameras(),
    FALLBACK: _read_failure,
    STATISTICS: lambda words: FetchStatistics(words if LIVE_ID.fullmatch(words) else ""),
    REOPEN: lambda words: ReopenMeeting(),
    PANORAMA: lambda words: MarkPanorama(),
    PROGRESS: lambda words: ShowProgress(),
    FINISH: lambda words: FinishCheck(as_unable=words == UNABLE),
    CANCEL: _read_reason,
    HOURS: _read_hours,
    CORRECTIONS: _read_corrections,
    APPROVE: lambda words: _read_decision(words, is_approved=True),
    REFUSE: lambda words: _read_decision(words, is_approved=False),
    CLAIMS: read_claims,
    PASS: read_pass,
    RETURN: read_return,
    REJECT: read_reject,
    ME: lambda words: ShowMe(),
}
