"""项目 as people write it, and what may be done with a version of it (R48)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from training.errors import NotNow, NotRight
from training.notice.identity import compact
from training.notice.notes import read_note
from training.notice.terms import Fund
from training.projects.terms import ProjectMove, ProjectState

TRANSITIONS: Mapping[tuple[ProjectState, ProjectMove], ProjectState] = {
    (ProjectState.DRAFT, ProjectMove.CONFIRM): ProjectState.IN_FORCE,
    (ProjectState.DRAFT, ProjectMove.DROP): ProjectState.DROPPED,
    (ProjectState.IN_FORCE, ProjectMove.END): ProjectState.ENDED,
    (ProjectState.IN_FORCE, ProjectMove.AMEND): ProjectState.AMENDED,
}
EXPLAINED = frozenset({ProjectMove.DROP, ProjectMove.END})
NUMBER = re.compile(r"\d{1,5}")
YUAN = re.compile(r"(\d{1,7})(?:\.(\d{1,2}))?")
MOST_CHECKS, WHOLE, MOST_PEOPLE = 20, 100, 99_999


class BadProject(NotRight):
    """A field cannot be read, or says nothing that was agreed."""

    def __init__(self, field: str, message: str):
        super().__init__(f"{field}：{message}")


class ProjectStands(NotNow):
    """What is asked for cannot follow upon what was done."""

    def __init__(self, move: ProjectMove, state: ProjectState):
        super().__init__(f"这一版项目{state}，不能{move}；请刷新看看谁办过了。")


@dataclass(frozen=True)
class Agreement:
    """What was agreed: money in fen for one person, own numbers None where the rules hold."""

    number: str
    name: str
    trade: str
    industry: str
    carrier: str
    mode: str
    process: str
    standard_fen: int
    payee: str
    fund: Fund
    people: int
    checks_city: int | None
    checks_district: int | None
    percent: int | None
    starts_on: date
    ends_on: date
    finance_office: str
    document_number: str
    signed_on: date


def moved(state: ProjectState, move: ProjectMove) -> ProjectState:
    """The state that follows; raises ProjectStands."""
    if (state, move) not in TRANSITIONS:
        raise ProjectStands(move, state)
    return TRANSITIONS[state, move]


def read_agreement(
    said: Mapping[str, str], industries: Collection[str], carriers: Collection[str]
) -> Agreement:
    """Of a form; raises BadProject, which names the field, or TextTooLong."""
    first, last = _day(said, "starts_on", "开始日期"), _day(said, "ends_on", "结束日期")
    if last < first:
        raise BadProject("结束日期", f"{last} 早于开始日期 {first}。")
    return Agreement(
        number=_text(said, "number", "项目编号", 64),
        name=_text(said, "name", "项目名称"),
        trade=_text(said, "trade", "培训工种", 64, may_be_empty=True),
        industry=_choice(said, "industry", "重点产业", {"", *industries}),
        carrier=_choice(said, "carrier", "培训载体", carriers),
        mode=_text(said, "mode", "培训方式"),
        process=_text(said, "process", "培训流程"),
        standard_fen=_fen(said.get("standard", "")),
        payee=_text(said, "payee", "收款方"),
        fund=Fund(_choice(said, "fund", "资金来源", [each.value for each in Fund])),
        people=_number(said, "people", "人数", (1, MOST_PEOPLE)),
        checks_city=_own(said, "checks_city", "市级检查次数", (0, MOST_CHECKS)),
        checks_district=_own(said, "checks_district", "旗县区检查次数", (0, MOST_CHECKS)),
        percent=_own(said, "percent", "合格的课时比例", (1, WHOLE)),
        starts_on=first,
        ends_on=last,
        finance_office=_text(said, "finance_office", "财政部门"),
        document_number=_text(said, "document_number", "文号"),
        signed_on=_day(said, "signed_on", "签订日期"),
    )


def _text(
    said: Mapping[str, str], name: str, field: str, longest: int = 255, *, may_be_empty: bool = False
) -> str:
    text = read_note(said.get(name, ""))
    if not text and not may_be_empty:
        raise BadProject(field, "没有填。")
    if len(text) > longest:
        raise BadProject(field, f"超过 {longest} 个字。")
    return text


def _choice(said: Mapping[str, str], name: str, field: str, choices: Collection[str]) -> str:
    if said.get(name, "") not in choices:
        raise BadProject(field, "请从列出的里面选。")
    return said.get(name, "")


def _number(said: Mapping[str, str], name: str, field: str, between: tuple[int, int]) -> int:
    text = compact(said.get(name, ""))
    if not NUMBER.fullmatch(text) or not between[0] <= int(text) <= between[1]:
        raise BadProject(field, f"应是 {between[0]} 到 {between[1]} 的整数。")
    return int(text)


def _own(said: Mapping[str, str], name: str, field: str, between: tuple[int, int]) -> int | None:
    return _number(said, name, field, between) if compact(said.get(name, "")) else None


def _day(said: Mapping[str, str], name: str, field: str) -> date:
    try:
        return date.fromisoformat(said.get(name, ""))
    except ValueError:
        raise BadProject(field, "不是日期，请写成 2026-03-02。") from None


def _fen(text: str) -> int:
    found = YUAN.fullmatch(compact(text).replace(",", ""))
    fen = int(found.group(1)) * 100 + int((found.group(2) or "").ljust(2, "0")) if found else 0
    if fen == 0:
        raise BadProject("补贴标准", "应写成每人多少元，大于 0，如 1200 或 1200.50。")
    return fen
