"""计划资金使用 as the desk shows it; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.ledgers.rules.budgets import Level, Spending, percent_of
from training.notice.money import signed_yuan, yuan
from training.notice.terms import Fund
from training.payments.views.use_of_funds import FundUse

OUTSIDE, NO_FUND, WHOLE = "计划外", "未注明", "各种资金合计"
TONES = {Level.WITHIN: "", Level.FULL: "warn", Level.OVER: "bad"}
WORDS = {Level.WITHIN: "", Level.FULL: "已满", Level.OVER: "超出"}
HEADINGS = (
    *("旗县区", "计划项", "资金来源", "班数", "计划金额（元）", "已承诺（元）", "已拨付（元）"),
    *("已承诺%", "已拨付%", "提醒"),
)


@dataclass(frozen=True)
class UseLine:
    """An item, or below it one of its funds where there is more than its own."""

    district: str
    name: str
    fund: str
    classes: int | None
    budget: str
    committed: str
    paid: str
    committed_percent: str
    paid_percent: str
    tone: str
    warning: str

    @property
    def is_part(self) -> bool:
        return self.classes is None

    @property
    def cells(self) -> tuple[str, ...]:
        classes = "" if self.classes is None else str(self.classes)
        percents = self.committed_percent, self.paid_percent
        return (
            *(self.district, self.name, self.fund, classes, self.budget, self.committed, self.paid),
            *(*percents, self.warning),
        )


def use_lines(own: FundUse) -> Iterator[UseLine]:
    """The item whole; where another fund than its own was used, each of them below it."""
    planned = own.item.fund if own.item else None
    used = list(own.by_fund)
    is_plain = not used or (own.item is not None and used == [planned])
    fund = str(planned) if own.item and is_plain else WHOLE
    yield _line(own, fund, own.spent, len(own.classes), _warning(own))
    if not is_plain:
        for each, spent in own.by_fund.items():
            yield _part(own, each, spent)


def _line(own: FundUse, fund: str, spent: Spending, classes: int, warning: str) -> UseLine:
    return UseLine(
        own.district.name,
        _name(own),
        fund,
        classes,
        yuan(own.budget) if own.item else "—",
        yuan(spent.committed),
        signed_yuan(spent.paid),
        _percent(own.budget, spent.committed),
        _percent(own.budget, spent.paid),
        TONES[own.level],
        warning,
    )


def _part(own: FundUse, fund: Fund | None, spent: Spending) -> UseLine:
    is_other = fund in own.other_funds and own.item is not None
    words, warning = str(fund) if fund else NO_FUND, "计划里没有这种资金" if is_other else ""
    amounts = yuan(spent.committed), signed_yuan(spent.paid)
    tone = "bad" if is_other else ""
    return UseLine(own.district.name, _name(own), words, None, "", *amounts, "", "", tone, warning)


def _warning(own: FundUse) -> str:
    if own.item is None:
        return "没有计划"
    return WORDS[own.level]


def _percent(budget: int, fen: int) -> str:
    found = percent_of(budget, fen)
    return "—" if found is None else f"{found}%"


def _name(own: FundUse) -> str:
    if own.item is None:
        return OUTSIDE
    level = f" {own.item.level}" if own.item.level else ""
    return f"第 {own.item.ordinal} 项 {own.item.trade}{level} · {own.item.kind}"
