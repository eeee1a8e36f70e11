"""Somebody who is to come into a class, as a form tells it: read like a line of a roster."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from training.classes.sheets.roster import RosterRow, read_roster
from training.classes.sheets.roster_columns import ROSTER
from training.classes.terms import OF_PEOPLE, ChangeKind
from training.errors import NotRight
from training.records.classes.classes import TrainingClass
from training.sheets.cells import Cell, Sheet
from training.sheets.findings import Finding, has_error

HEADER, LINE = 1, 2
LEFT_OUT = ("class_number",)
OF_SHEETS = "，本列已设为文本"
"""What a column's note says of the spreadsheet."""
FIELDS = tuple(
    replace(each, note=each.note.replace(OF_SHEETS, ""))
    for each in ROSTER.columns
    if each.field not in LEFT_OUT
)
"""The columns of a roster, each a field of the form; the class is that of the page."""


class NotFilledIn(NotRight):
    """Something of the form is missing or no day."""


class WrongNewcomer(NotRight):
    """Cells of the line are wrong."""

    def __init__(self, findings: list[Finding]):
        super().__init__("；".join(f"{each.column}：{each.message}" for each in findings))


def read_kind(said: str) -> ChangeKind:
    """Raises NotFilledIn."""
    if said not in OF_PEOPLE:
        raise NotFilledIn("请选择增加、退出还是替换。")
    return ChangeKind(said)


def read_day(said: str) -> date:
    """Raises NotFilledIn."""
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise NotFilledIn("请填生效日期，如 2026-03-10。") from error


def read_newcomer(form: Mapping[str, str], own: TrainingClass, today: date) -> RosterRow:
    """By the reader of rosters; raises WrongNewcomer, or NotFilledIn where nothing is told."""
    titles: list[Cell] = [each.title for each in FIELDS]
    cells: list[Cell] = [form.get(each.field, "").strip() for each in FIELDS]
    sheet = Sheet("人员增减", [(HEADER, titles), (LINE, cells)])
    rows = list(read_roster(sheet, today, own.rule_set.policy))
    if not rows:
        raise NotFilledIn("请填写增加的学员：姓名、身份证号、联系电话。")
    row = rows[0]
    if has_error(row.findings):
        raise WrongNewcomer(row.findings)
    return row
