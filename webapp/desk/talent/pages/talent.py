"""Files for the talent platform as the desk shows them; pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number
from training.records.exchange.talent import TalentBatch, TalentRow
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from training.talent.rules.rows import COLUMNS
from training.talent.views.to_export import ToExport
from webapp.desk.lists.days import cell_of_moment, short_day
from webapp.desk.lists.tables import Cell, Line, Mark

NAME, ID_NUMBER = COLUMNS.index("姓名"), COLUMNS.index("身份证号")
TRADE, LEVEL = COLUMNS.index("培训工种"), COLUMNS.index("等级")
CERTIFICATE, SCHOOL = COLUMNS.index("证书编号"), COLUMNS.index("培训机构")


class Announced(NamedTuple):
    """One person of the next file, and why."""

    name: str
    id_number: str
    trade: str
    certificate: str
    school: str
    why: str


class Handed(NamedTuple):
    """One line of a file: its number, who, and what became of it."""

    position: int
    name: str
    id_number: str
    state: Mark | None
    why: str


@dataclass(frozen=True)
class Lost:
    """How many of each batch the platform did not take, and how many it has who are qualified no more."""

    failed: Mapping[int, int]
    ceased: Mapping[int, int]


def batch_lines(
    batches: Sequence[TalentBatch], lost: Lost, addresses: Sequence[str], now: datetime
) -> list[Line]:
    """In the order given, each with its own page."""
    return [Line(address, _cells(own, lost, now)) for own, address in zip(batches, addresses, strict=True)]


def announced(found: ToExport) -> list[Announced]:
    """Whoever would stand in the next file; numbers are masked before the file itself."""
    return [
        Announced(
            each.cells[NAME],
            mask_id_number(each.cells[ID_NUMBER]),
            f"{each.cells[TRADE]} {each.cells[LEVEL]}".strip(),
            each.cells[CERTIFICATE] or "—",
            each.cells[SCHOOL],
            _why(found, each.enrolment_id),
        )
        for each in found.changed
    ]


def handed_lines(staff: Staff, own: TalentBatch, ceased: Collection[int]) -> list[Handed]:
    """`ceased` are the keys of lines whose people are qualified no more."""
    people = ((each, each.enrolment.trainee) for each in own.lines)
    return [
        Handed(
            line.position,
            name_for(staff, person.name),
            mask_id_number(person.id_number),
            _state_of_line(own, line, is_ceased=line.id in ceased),
            _why_of_line(line),
        )
        for line, person in people
    ]


def state_of(own: TalentBatch) -> Mark:
    if own.dropping:
        return Mark("已作废", "bad")
    return Mark("已录入", "good") if own.entry else Mark("待录入", "warn")


def _state_of_line(own: TalentBatch, line: TalentRow, *, is_ceased: bool) -> Mark | None:
    if line.failure:
        return Mark("没有录入", "bad")
    if line.removal:
        return Mark("已撤下")
    if is_ceased:
        return Mark("不再合格", "bad")
    return Mark("已录入", "good") if own.entry else None


def _why_of_line(line: TalentRow) -> str:
    if line.failure:
        return line.failure.reason
    return f"{line.removal.noted_by} {line.removal.note}".rstrip() if line.removal else ""


def _why(found: ToExport, enrolment_id: int) -> str:
    last = found.known.get(enrolment_id)
    if last is None:
        return "新增"
    return "上次没有录入或已撤下" if last.is_failed else "信息有变化"


def _cells(own: TalentBatch, lost: Lost, now: datetime) -> dict[str, Cell]:
    entry, today = own.entry, shanghai_day(now)
    return {
        "number": own.number,
        "district": own.district.name,
        "rows": own.rows,
        "made": cell_of_moment(own.made_at, now, own.made_by),
        "state": state_of(own),
        "entered": f"{entry.noted_by} {short_day(entry.entered_on, today)}" if entry else "",
        "failed": lost.failed.get(own.id, 0),
        "ceased": lost.ceased.get(own.id, 0),
        "sha256": own.sha256,
    }
