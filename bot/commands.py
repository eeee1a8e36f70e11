"""Text -> Command: what an inspector meant, however it was typed or spoken; pure, and it never raises."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.chinese_numbers import read_number
from bot.claim_commands import ClaimCommand, read_claims, read_pass, read_reject, read_return
from bot.words import (
    APPROVE,
    CANCEL,
    CLAIMS,
    CLASS,
    CORRECT,
    CORRECTIONS,
    DRAW_MORE,
    DUE,
    EXPLAIN,
    FIELDS,
    FINISH,
    HARMLESS,
    HEADS,
    HELP,
    HOURS,
    ME,
    NEXT,
    OUTCOMES,
    PANORAMA,
    PASS,
    PROGRESS,
    RECORD,
    REFUSE,
    REJECT,
    RETURN,
    ROSTER,
    START,
    TAKES_WORDS,
    UNABLE,
    VERBS,
    longest_first,
)
from training.rules.identity import plain
from training.terms import CallOutcome, FiledItem

LONGEST_TEXT = 200
MOST_SUGGESTIONS = 3
MENTION = re.compile(r"@\S+")
SEPARATORS = " ,，、.。:：;；!！/\\-—"
CLASS_NUMBER = re.compile(r"[a-z]{1,8}[a-z0-9-]*\d[a-z0-9-]*", re.IGNORECASE)
PLACE = re.compile(r"(?:第|no\.?)?(\d{1,4}|[零〇一二两三四五六七八九十百]{1,6})(?:号|位|个)?", re.IGNORECASE)
CORRECTION_NUMBER = re.compile(r"[0-9a-f]{4,32}(?![0-9a-z])", re.IGNORECASE)
SPELLINGS = longest_first(VERBS)


@dataclass(frozen=True)
class Help:
    """帮助."""


@dataclass(frozen=True)
class Due:
    """待查: what is in session now, and what is owed; page counts from 1."""

    page: int = 1


@dataclass(frozen=True)
class ShowClass:
    """班级 班号: a number, a part of one, or a part of a name."""

    said: str


@dataclass(frozen=True)
class StartCheck:
    """电话查班 班号."""

    said: str


@dataclass(frozen=True)
class ShowRoster:
    """名单: who was drawn, in the order of the draw."""

    page: int = 1


@dataclass(frozen=True)
class NextCall:
    """下一位, or 拨 3: whom to call, with the number."""

    place: int | None = None


@dataclass(frozen=True)
class RecordCall:
    """记 3 不符 身份证后四位: what came of the call to number 3, and the items that differ."""

    place: int
    outcome: CallOutcome
    fields: tuple[FiledItem, ...] = ()
    note: str = ""
    is_correction: bool = False


@dataclass(frozen=True)
class ExplainMismatch:
    """说明 3 原因: the latest picture explains why number 3 does not match."""

    place: int
    reason: str


@dataclass(frozen=True)
class DrawMore:
    """补抽: the next of the reserve."""


@dataclass(frozen=True)
class CountHeads:
    """到课 26: heads counted in the room."""

    heads: int


@dataclass(frozen=True)
class MarkPanorama:
    """全景: the picture shows the whole room with everybody in it."""


@dataclass(frozen=True)
class ShowProgress:
    """进度."""


@dataclass(frozen=True)
class FinishCheck:
    """结束: ask for the verdict; 结束 无法完成 where there can be none."""

    as_unable: bool = False


@dataclass(frozen=True)
class CancelCheck:
    """作废 原因."""

    reason: str


@dataclass(frozen=True)
class ShowHours:
    """学时 姓名, or the last digits of a phone."""

    said: str


@dataclass(frozen=True)
class ShowCorrections:
    """补卡: the requests that wait to be decided."""

    page: int = 1


@dataclass(frozen=True)
class ShowCorrection:
    """补卡 编号: one of them."""

    number: str


@dataclass(frozen=True)
class DecideCorrection:
    """批准 编号, or 不批准 编号 原因."""

    number: str
    is_approved: bool
    note: str = ""


@dataclass(frozen=True)
class ShowMe:
    """我的."""


@dataclass(frozen=True)
class Incomplete:
    """A command that lacks something, or has something else in its place; `example` would be right."""

    verb: str
    why: str
    example: str


@dataclass(frozen=True)
class NotUnderstood:
    """No command; the nearest right ones are offered."""

    nearest: tuple[str, ...] = ()


Command = (
    Help
    | Due
    | ShowClass
    | StartCheck
    | ShowRoster
    | NextCall
    | RecordCall
    | ExplainMismatch
    | DrawMore
    | CountHeads
    | MarkPanorama
    | ShowProgress
    | FinishCheck
    | CancelCheck
    | ShowHours
    | ShowCorrections
    | ShowCorrection
    | DecideCorrection
    | ShowMe
    | ClaimCommand
    | Incomplete
    | NotUnderstood
)


def read_command(text: str) -> Command:
    """What was meant; spaces, full-width letters, mentions and missing spaces make no difference."""
    said = _tidy(text)
    if not said:
        return Help()
    return _with_verb(said) or _without_verb(said) or NotUnderstood(_nearest(said))


def _tidy(text: str) -> str:
    # Twice the length: a mention and spaces may go yet. Nobody types so much that is a command.
    cut = text[: 2 * LONGEST_TEXT]
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in plain(cut))
    return " ".join(MENTION.sub(" ", seen).split())[:LONGEST_TEXT].strip(SEPARATORS)


def _with_verb(said: str) -> Command | None:
    for spelling, verb in SPELLINGS:
        if said.lower().startswith(spelling):
            rest = said[len(spelling) :]
            if _may_follow(spelling, verb, rest):
                return READERS[verb](rest.strip(SEPARATORS))
    return None


def _may_follow(spelling: str, verb: str, rest: str) -> bool:
    """Whether the verb may stand before `rest`: 记3无误 is one, 结束了吗 is a question and ends nothing."""
    is_apart = not rest or rest[0] in SEPARATORS
    words = rest.strip(SEPARATORS)
    if verb == CANCEL:
        return is_apart or spelling == CANCEL
    if verb == FINISH:
        return words in ("", UNABLE)
    if verb == NEXT:
        return not words or _place_only(words) is not None
    return not words or verb in TAKES_WORDS or (verb in HARMLESS and is_apart)


def _without_verb(said: str) -> Command | None:
    """People leave the verb out where the rest says it all: `3 无误`, or a class's number."""
    recorded = _read_record(said)
    if isinstance(recorded, RecordCall):
        return recorded
    return ShowClass(said) if CLASS_NUMBER.fullmatch(said) else None


def _read_page(words: str) -> int:
    digits = re.search(r"\d{1,3}", words)
    return max(1, int(digits.group())) if digits else 1


def _place_only(words: str) -> int | None:
    """The number that the words are, 3 or 第三位; None for anything more."""
    found = PLACE.fullmatch(words)
    return read_number(found.group(1)) or None if found else None


def _read_record(words: str, *, is_correction: bool = False) -> Command:
    verb = CORRECT if is_correction else RECORD
    found = PLACE.match(words)
    place = read_number(found.group(1)) if found else None
    if found is None or not place:
        return Incomplete(verb, "没有看到序号。序号是名单里的号码。", f"{verb} 3 无误")
    rest = words[found.end() :].strip(SEPARATORS)
    for spelling, outcome in longest_first(OUTCOMES):
        if rest.lower().startswith(spelling):
            note = rest[len(spelling) :].strip(SEPARATORS)
            if outcome is CallOutcome.MISMATCHED:
                return _with_fields(verb, place, note)
            return RecordCall(place, outcome, note=note, is_correction=is_correction)
    outcomes = "、".join(spellings[0] for spellings in OUTCOMES.values())
    return Incomplete(verb, f"没有看到结果。结果写：{outcomes}。", f"{verb} {place} 无误")


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


READERS: dict[str, Callable[[str], Command | None]] = {
    HELP: lambda words: Help(),
    DUE: lambda words: Due(_read_page(words)),
    CLASS: _read_class,
    START: _read_start,
    ROSTER: lambda words: ShowRoster(_read_page(words)),
    NEXT: lambda words: NextCall(_place_only(words)),
    RECORD: _read_record,
    CORRECT: lambda words: _read_record(words, is_correction=True),
    EXPLAIN: _read_explanation,
    DRAW_MORE: lambda words: DrawMore(),
    HEADS: _read_heads,
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


def _nearest(said: str) -> tuple[str, ...]:
    """The commands that look most like the beginning of what was said, or stand somewhere in it."""
    verbs = {spelling: verb for spelling, verb in SPELLINGS}
    beginnings = dict.fromkeys((said.split(" ")[0].lower()[:6], said[:2].lower(), said[:4].lower()))
    alike = [verbs[each] for begin in beginnings for each in get_close_matches(begin, verbs, 3, 0.5)]
    inside = [verb for spelling, verb in SPELLINGS if len(spelling) > 1 and spelling in said.lower()]
    return tuple(dict.fromkeys([*inside, *alike]))[:MOST_SUGGESTIONS]
