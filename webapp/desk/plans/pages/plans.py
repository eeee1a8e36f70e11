"""季度计划 as the desk shows it: a version, what became of the plans, bars of it; pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from training.notice.money import yuan
from training.plans.rules.moves import OPEN
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.plans.views.use_of_plans import ItemUse
from training.records.plans import PlanAct, PlanItem, QuarterPlan
from webapp.desk.lists.days import short_moment

TONES = {
    PlanState.DRAFT: "",
    PlanState.SUBMITTED: "now",
    PlanState.RETURNED: "bad",
    PlanState.APPROVED: "good",
    PlanState.AMENDED: "",
    PlanState.DROPPED: "",
}
FIELDS = {
    "trade": "工种",
    "level": "等级",
    "kind": "类型",
    "is_new_occupation": "新职业",
    "industry": "产业",
    "classes": "班",
    "people": "人",
    "hours": "课时",
    "fund": "资金",
    "amount": "金额",
}
WIDTH = 170
"""Of the longest bar."""
STEP = 46
"""From one row of bars to the next."""


@dataclass(frozen=True)
class PlanRow:
    """One version in the list of its quarter."""

    public_id: UUID
    district: str
    version: str
    state: str
    tone: str
    since: str
    items: int
    classes: int
    people: int
    amount: str
    begun: str
    is_open: bool
    """Not at its end, so that no other version of the quarter is begun."""


@dataclass(frozen=True)
class UseRow:
    """Planned against filed, taught, qualified, paid: of a district, a kind, an industry, one item."""

    name: str
    classes: str
    people: str
    hours: str
    taught: str
    qualified: str
    paid: str
    over: str


@dataclass(frozen=True)
class PeopleBars:
    """Planned, filed and qualified people of one row, as bars from 0; `y` is where its words stand."""

    name: str
    y: int
    planned: int
    filed: int
    qualified: int
    planned_width: int
    filed_width: int
    qualified_width: int
    is_over: bool


def plan_row(own: QuarterPlan, now: datetime) -> PlanRow:
    days = (shanghai_day(now) - shanghai_day(own.moved_at)).days
    waiting = f"等了 {days} 天" if own.state is PlanState.SUBMITTED else short_moment(own.moved_at, now)
    return PlanRow(
        own.public_id,
        own.district.name,
        f"第 {own.version} 版",
        own.state,
        TONES[own.state],
        waiting,
        len(own.items),
        sum(each.classes for each in own.items),
        sum(each.people for each in own.items),
        yuan(sum(each.amount_fen for each in own.items)),
        f"{own.begun_by} {short_moment(own.begun_at, now)}",
        own.state in OPEN,
    )


def name_of(own: PlanItem) -> str:
    """第 2 项 电工 五级 · 普通."""
    return f"第 {own.ordinal} 项 {own.trade}{' ' + own.level if own.level else ''} · {own.kind}"


def changes_since(own: QuarterPlan, before: QuarterPlan | None) -> tuple[dict[UUID, str], list[str]]:
    """What a version changes of the one in force: by line in words, and the items that it takes out."""
    if before is None or before.id == own.id:
        return {}, []
    old = {each.line: typed_of(each) for each in before.items}
    new = {each.line: typed_of(each) for each in own.items}
    changed = {
        line: "新增" if line not in old else "；".join(_differing(old[line], said))
        for line, said in new.items()
    }
    return changed, [name_of(each) for each in before.items if each.line not in new]


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    pairs = ((words, old[name], new[name]) for name, words in FIELDS.items())
    return [f"{words} {was or '空'} → {now or '空'}" for words, was, now in pairs if was != now]


def typed_of(own: PlanItem) -> dict[str, str]:
    """The item as its form would have been filled in."""
    return {
        "trade": own.trade,
        "level": own.level,
        "kind": own.kind.value,
        "is_new_occupation": "是" if own.is_new_occupation else "否",
        "industry": own.industry,
        "classes": str(own.classes),
        "people": str(own.people),
        "hours": hours(own.halves),
        "fund": own.fund.value,
        "amount": yuan(own.amount_fen),
    }


BY: Mapping[str, tuple[str, Callable[[ItemUse], str]]] = {
    "district": ("旗县区", lambda own: own.plan.district.name),
    "kind": ("培训类型", lambda own: own.item.kind.value),
    "new": ("新职业", lambda own: "新职业" if own.item.is_new_occupation else "其他"),
    "industry": ("重点产业", lambda own: own.item.industry or "不属重点产业"),
    "fund": ("资金来源", lambda own: own.item.fund.value),
    "item": ("计划项", lambda own: f"{own.plan.district.name} {name_of(own.item)}"),
}


def grouped(uses: Iterable[ItemUse], by: str) -> dict[str, list[ItemUse]]:
    groups: dict[str, list[ItemUse]] = defaultdict(list)
    for each in uses:
        groups[BY[by][1](each)].append(each)
    return groups


def use_row(name: str, own: Sequence[ItemUse]) -> UseRow:
    planned = sum(each.item.halves * each.item.classes for each in own)
    over = [f"{name_of(each.item)}：{'、'.join(each.over)}" for each in own if each.over]
    return UseRow(
        name,
        f"{sum(each.filed.classes for each in own)} / {sum(each.item.classes for each in own)}",
        f"{sum(each.filed.people for each in own)} / {sum(each.item.people for each in own)}",
        f"{hours(sum(each.filed.halves for each in own))} / {hours(planned)}",
        hours(sum(each.taught_halves for each in own)),
        str(sum(each.qualified for each in own)),
        f"{yuan(sum(each.paid_fen for each in own))} / {yuan(sum(each.item.amount_fen for each in own))}",
        "；".join(over),
    )


HEADINGS = (
    *("旗县区", "版本", "培训工种", "等级", "培训类型", "新职业", "重点产业", "资金来源"),
    *("计划班数", "备案班数", "计划人数", "备案人数", "每班课时", "备案课时合计", "已上课时合计"),
    *("合格人数", "计划金额（元）", "已拨付（元）", "超出"),
)


def cells(own: ItemUse) -> tuple[str, ...]:
    """An item of a plan in force for a file, under HEADINGS."""
    item, said = own.item, typed_of(own.item)
    return (
        *(own.plan.district.name, f"第 {own.plan.version} 版", item.trade, item.level, item.kind.value),
        *(said["is_new_occupation"], item.industry, item.fund.value),
        *(said["classes"], str(own.filed.classes), said["people"], str(own.filed.people)),
        *(said["hours"], hours(own.filed.halves), hours(own.taught_halves)),
        *(str(own.qualified), said["amount"], yuan(own.paid_fen), "、".join(own.over)),
    )


def people_bars(groups: Mapping[str, Sequence[ItemUse]]) -> tuple[PeopleBars, ...]:
    numbers = {
        name: (
            sum(each.item.people for each in own),
            sum(each.filed.people for each in own),
            sum(each.qualified for each in own),
        )
        for name, own in groups.items()
    }
    most = max((max(each) for each in numbers.values()), default=0) or 1
    return tuple(
        PeopleBars(
            name,
            6 + nth * STEP,
            planned,
            filed,
            qualified,
            planned * WIDTH // most,
            filed * WIDTH // most,
            qualified * WIDTH // most,
            filed > planned,
        )
        for nth, (name, (planned, filed, qualified)) in enumerate(numbers.items())
    )


def step_lines(acts: Sequence[PlanAct], now: datetime) -> list[tuple[str, str, str, str]]:
    """When, who did what, why, tone."""
    return [
        (short_moment(each.acted_at, now), f"{each.acted_by} {each.move}", each.reason, TONES[each.state])
        for each in acts
    ]


def quarter_links(quarter: Quarter) -> tuple[Quarter | None, Quarter]:
    """The one before, if there is one, and the one after."""
    year, number = (quarter.year, quarter.number - 1) if quarter.number > 1 else (quarter.year - 1, 4)
    return (Quarter(year, number) if year >= 2023 else None), quarter.following
