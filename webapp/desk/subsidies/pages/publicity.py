"""A publicity as the office reads it: how far it has come, who acts next; and reading its forms (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.claims.terms import ClaimState
from training.errors import NotRight
from training.notice.money import read_fen
from training.sheets.dates import read_date
from training.subsidies.acts.record_payment import Payment
from training.subsidies.views.see_publicity import PublicityLine, PublicityView

BETWEEN = "~"
SECONDARY = "以自治区系统数据为准；本系统的数字只作办理参考。"
"""R23, beside every sum."""


class DateMissing(NotRight):
    """A form needs a date."""

    def __init__(self, label: str, written: str):
        said = f"，不是“{written[:20]}”" if written else ""
        super().__init__(f"请填写{label}，如 2026-06-01{said}。")


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
    if view.free:
        return _before_application(view)
    if view.of_state(ClaimState.APPLIED):
        return Standing("已申请拨付", "now", "下一步：属地财政部门拨付，旗县区经办人按凭证登记。")
    if view.held:
        return Standing("异议处理中", "bad", "下一步：旗县区经办人核实异议，处理完毕后申请拨付。")
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


def read_payment(form: Mapping[str, str]) -> Payment:
    """Raises BadAmount or DateMissing."""
    amount = read_fen(form.get("amount", ""))
    return Payment(amount, read_day(form, "paid_on", "拨付日期"), form.get("voucher", ""))


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


def _before_application(view: PublicityView) -> Standing:
    if not view.is_over:
        ends = f"公示到 {view.ends_on} 结束{view.guess}"
        words = f"下一步：{ends}，次日起旗县区经办人申请拨付；期间收到异议请登记。"
        return Standing("公示中", "now", words)
    return Standing("公示结束", "now", "下一步：旗县区经办人向属地财政部门申请拨付。")
