"""A C1 publicity of before as the office reads it, and the form that carries it over (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.claims.terms import ClaimState, Payee
from training.errors import NotRight
from training.notice.money import read_fen
from training.notice.terms import Fund
from training.payments.acts.carry_over_publicity import CarryOver
from training.sheets.dates import read_date
from training.subsidies.views.see_publicity import PublicityLine, PublicityView

BETWEEN = "~"
SECONDARY = "以自治区系统数据为准；本系统的数字只作办理参考。"
"""R23, beside every sum."""


class DateMissing(NotRight):
    """A form needs a date."""

    def __init__(self, label: str, written: str):
        said = f"，不是“{written[:20]}”" if written else ""
        super().__init__(f"请填写{label}，如 2026-06-01{said}。")


class FundMissing(NotRight):
    """With a publicity of before no fund was kept."""

    def __init__(self) -> None:
        super().__init__("以前的公示没有登记资金来源，请选择是哪一种资金。")


@dataclass(frozen=True)
class Standing:
    """How far a publicity has come, in words and not by colour alone."""

    words: str
    tone: str
    next: str
    """What comes next, and who does it."""


def standing_of(view: PublicityView) -> Standing:
    if not view.claims:
        return Standing("已全部退出", "quiet", "名单里的申领都已由市本级发回旗县区，重新审核后再上会。")
    if view.left:
        return Standing("待转入", "now", "下一步：旗县区经办人写明资金和监督电话，转入“上会和拨付”接着办。")
    if any(each.has_moved_on for each in view.claims):
        return Standing("已转入", "good", "没有办完的人已经转入“上会和拨付”。")
    return Standing("已拨付", "good", "全部办完了。")


def line_words(line: PublicityLine) -> str:
    """3 人：公示中 2、已拨付 1；异议未处理 1."""
    total = sum(line.counts.values())
    by_state = "、".join(f"{state.value} {line.counts[state]}" for state in ClaimState if line.counts[state])
    objections = f"；异议未处理 {line.objections}" if line.objections else ""
    return f"{total} 人：{by_state}{objections}" if total else "名单已全部退出"


def read_day(form: Mapping[str, str], name: str, label: str) -> date:
    """Raises DateMissing."""
    written = form.get(name, "").strip()
    found = read_date(written)
    if found is None:
        raise DateMissing(label, written)
    return found


def read_carry_over(form: Mapping[str, str]) -> CarryOver:
    """Raises FundMissing or BadAmount."""
    try:
        fund = Fund(form.get("fund", ""))
    except ValueError:
        raise FundMissing from None
    written, payee = form.get("amount", "").strip(), form.get("payee", "")
    return CarryOver(
        number=form.get("number", ""),
        phone=form.get("phone", ""),
        fund=fund,
        application=form.get("application", ""),
        amount_fen=read_fen(written) if written else None,
        payee=Payee(payee) if payee in tuple(Payee) else None,
    )


def tick_of(claim: UUID, acts: int) -> str:
    """What a ticked name sends: the claim, and how far it was dealt with when it was shown."""
    return f"{claim}{BETWEEN}{acts}"


def read_chosen(values: Iterable[str]) -> dict[UUID, int | None]:
    """The people who are ticked; what is no number of a claim was not ticked by anybody."""
    chosen: dict[UUID, int | None] = {}
    for value in values:
        number, _, acts = value.partition(BETWEEN)
        try:
            chosen[UUID(number)] = int(acts) if acts.isdecimal() else None
        except ValueError:
            continue
    return chosen
