"""What somebody types into the forms of changes, read as forgivingly as a workbook is."""

from collections.abc import Mapping
from datetime import date, time

from training.changes.rules.amendments import BadAmendment
from training.changes.rules.values import NO, YES, times_as_text
from training.changes.terms import AmendedField
from training.classes.sheets.timetable import read_halves
from training.notice.notes import read_note
from training.notice.windows import ClassTimes
from training.sheets.dates import read_date, read_time

TIMES = ("morning_starts", "morning_ends", "afternoon_starts", "afternoon_ends")
"""The fields of a form for 上下课时间, in their order; every other form has one field, `value`."""
SHORT = 64
VALUE = "value"


def read_typed(field: AmendedField, typed: Mapping[str, str]) -> str:
    """The text that a request keeps; raises BadAmendment or TextTooLong where it is none."""
    if field is AmendedField.TIMES:
        return times_as_text(ClassTimes(*(_time(typed.get(each, "")) for each in TIMES)))
    said = read_note(typed.get(VALUE, ""))
    if field is AmendedField.ENDS_ON:
        return day_typed(said).isoformat()
    if field is AmendedField.HOURS:
        return str(_halves(said))
    if field is AmendedField.KEY_GROUP:
        return _yes_or_no(said)
    if field is AmendedField.DEVICE:
        said = said.lstrip("0")
    return said if field is AmendedField.NAME else _short(field, said)


def day_typed(said: str) -> date:
    """Raises BadAmendment."""
    day = read_date(said)
    if day is None:
        raise BadAmendment("看不懂日期，请写成 2026-03-02。")
    return day


def _halves(said: str) -> int:
    halves = read_halves(said)
    if halves is None:
        raise BadAmendment("总课时应为课时数，如 120 或 120.5。")
    return halves


def _yes_or_no(said: str) -> str:
    if said not in (YES, NO):
        raise BadAmendment(f"请选 {YES} 或 {NO}。")
    return said


def _time(said: str) -> time:
    at = read_time(said)
    if at is None:
        raise BadAmendment("请填全四个时间，如 08:30。")
    return at


def _short(field: AmendedField, said: str) -> str:
    if len(said) > SHORT:
        raise BadAmendment(f"{field}太长，请写在 {SHORT} 个字以内。")
    return said
