"""The words after 拨, 记, 更正 and 说明: which of the drawn trainees, and what came of the call; pure."""

import re
from collections.abc import Iterator

from bot.words.chinese_numbers import read_number
from bot.words.commands import Command, ExplainMismatch, NextCall, RecordCall
from bot.words.incomplete import Incomplete
from bot.words.lead_commands import WhoAnswered
from bot.words.spellings import (
    ANYWAY,
    CORRECT,
    EXPLAIN,
    FIELDS,
    OUTCOMES,
    RECORD,
    SEPARATORS,
    WHO_ANSWERED,
    longest_first,
)
from training.checks.terms import CallOutcome, FiledItem

PLACE = re.compile(r"(?:第|no\.?)?(\d{1,4}|[零〇一二两三四五六七八九十百]{1,6})(?:号|位|个)?", re.IGNORECASE)
PICTURE = re.compile(r"第?(\d{1,2}|[一二两三四五六七八九十]{1,3})张")
APART = re.compile(rf"[的了]?(?=$|[{re.escape(SEPARATORS)}])")
"""After a word that stands by itself, as in 无误 or 对的."""


def read_next(words: str) -> NextCall | None:
    """Nothing, a number, and whether it is meant at any hour; None for anything more."""
    rest = words.removesuffix(ANYWAY)
    place = _place_only(rest.strip(SEPARATORS))
    if rest.strip(SEPARATORS) and place is None:
        return None
    return NextCall(place, anyway=rest != words)


def _place_only(words: str) -> int | None:
    """The number that the words are, 3 or 第三位; None for anything more."""
    found = PLACE.fullmatch(words)
    return read_number(found.group(1)) or None if found else None


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
    for spelling in WHO_ANSWERED:
        if rest.startswith(spelling):
            note = rest[len(spelling) :].strip(SEPARATORS)
            return WhoAnswered(place, _without_particle(note), is_correction)
    outcomes = "、".join(spellings[0] for spellings in OUTCOMES.values())
    ways = () if is_correction else tuple(_outcomes_of(place))
    return Incomplete(verb, f"没有看到结果。结果写：{outcomes}。", f"{verb} {place} 无误", ways)


def _outcomes_of(place: int) -> Iterator[tuple[str, RecordCall]]:
    """What may have come of a call, but for 不符, which needs its fields; a correction needs its reason."""
    for outcome, spellings in OUTCOMES.items():
        if outcome is not CallOutcome.MISMATCHED:
            yield f"{RECORD} {place} {spellings[0]}", RecordCall(place, outcome)


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
        ways = () if verb == CORRECT else tuple(_mismatches_of(place, words.strip(SEPARATORS)))
        return Incomplete(verb, f"没有看到哪一项不符。可写：{may_be}。", example, ways)
    # In the order of the script, whatever the order they were said in.
    said = tuple(field for field in FiledItem if field in fields)
    note = " ".join(left.strip(SEPARATORS).split())
    is_correction = verb == CORRECT
    return RecordCall(place, CallOutcome.MISMATCHED, said, note.strip(SEPARATORS), is_correction)


def _mismatches_of(place: int, note: str) -> Iterator[tuple[str, RecordCall]]:
    """Each field alone, with what else was said."""
    for field, spellings in FIELDS.items():
        words = f"{RECORD} {place} 不符 {spellings[0]} {note}".strip()
        yield words, RecordCall(place, CallOutcome.MISMATCHED, (field,), note)


def read_explanation(words: str) -> Command:
    found = PLACE.match(words)
    place = read_number(found.group(1)) if found else None
    picture, reason = read_picture(words[found.end() :].strip(SEPARATORS) if found else "")
    if not place or not reason:
        why = "先发一张这名学员的证件或本人照片，再写序号、第几张和原因；照片和这句话一起发更好。"
        return Incomplete(EXPLAIN, why, "说明 3 第2张 身份证号录入有误")
    return ExplainMismatch(place, reason, picture)


def read_picture(words: str) -> tuple[int | None, str]:
    """第2张 at the beginning, and what is said besides."""
    found = PICTURE.match(words)
    if found is None:
        return None, words
    return read_number(found.group(1)), words[found.end() :].strip(SEPARATORS)
