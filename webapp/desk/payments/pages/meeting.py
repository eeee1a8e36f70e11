"""A meeting as the office reads it: how far it has come, who acts next; and reading its forms (pure)."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from training.claims.terms import Payee
from training.eligibility.terms import LineState, Scheme
from training.errors import NotRight
from training.notice.clock import shanghai_day
from training.notice.money import read_fen, read_total_fen, yuan
from training.notice.terms import Fund
from training.payments.acts.apply_for_funds import ApplicationDraft
from training.payments.acts.record_payment import PaymentDraft
from training.payments.rules.paying import is_late_entry
from training.payments.views.list_meetings import MeetingLine
from training.payments.views.shown import MeetingView, ShownApplication, ShownLine
from webapp.desk.subsidies.pages.publicity import read_day

SECONDARY = "以自治区系统数据为准；本系统的数字只作办理参考。"
"""R23, beside every sum."""
TONES: Mapping[LineState, str] = {
    LineState.ELIGIBLE: "",
    LineState.GRANTED: "now",
    LineState.PUBLIC: "now",
    LineState.APPLIED: "now",
    LineState.PAID: "good",
    LineState.RECOVERED: "warn",
    LineState.LAPSED: "bad",
}
ANEW = "重新核定（C1 重新审核）后再上会。"
PART, AMOUNT = "part-", "amount-"


@dataclass(frozen=True)
class Standing:
    """How far a meeting has come, in words and not by colour alone."""

    words: str
    tone: str
    next: str
    """What comes next, and who does it."""


@dataclass(frozen=True)
class Receiver:
    """Those of an application whom one voucher can pay."""

    words: str
    lines: tuple[ShownLine, ...]

    @property
    def payable(self) -> tuple[ShownLine, ...]:
        return tuple(each for each in self.lines if each.holds)

    @property
    def gone(self) -> tuple[ShownLine, ...]:
        return tuple(each for each in self.lines if not each.holds)

    @property
    def amount_fen(self) -> int:
        return sum(each.granted_fen for each in self.payable)


@dataclass(frozen=True)
class Step:
    """One thing that happened on the way."""

    at: str
    words: str
    note: str
    tone: str = "good"


class NobodyTicked(NotRight):
    """Whom to take off the list is ticked in it."""

    def __init__(self) -> None:
        super().__init__("没有勾选人；请先在名单里勾选要去掉的人，再写原因。")


class WrongFund(NotRight):
    """The form names a fund that there is not."""

    def __init__(self) -> None:
        super().__init__("请选择资金来源。")


def standing_of(view: MeetingView) -> Standing:
    if view.publicity is None:
        if view.of_state(LineState.GRANTED):
            return Standing("待公示", "now", "下一步：旗县区经办人核对名单，写明监督电话，开始公示。")
        return Standing("没有人了", "", f"名单里的人都已去掉或失效，{ANEW}")
    if not view.publicity.is_over and view.of_state(LineState.PUBLIC):
        ends = f"公示到 {view.publicity.ends_on} 结束{view.publicity.guess}"
        return Standing("公示中", "now", f"下一步：{ends}，次日起按资金申请拨付；期间收到异议请登记。")
    if any(each.free for each in view.parts):
        return Standing("公示结束", "now", "下一步：旗县区经办人按资金向属地财政部门申请拨付。")
    if view.of_state(LineState.APPLIED):
        return Standing("已申请拨付", "now", "下一步：财政部门拨付后，由另一位经办人按凭证登记。")
    if view.objected:
        return Standing("异议处理中", "bad", "下一步：旗县区经办人核实异议，处理完毕后申请拨付。")
    if left := view.of_state(LineState.PUBLIC):
        return _all_gone({each.scheme for each in left})
    if any(paid.asked for each in view.applications for paid in each.payments):
        return Standing("撤销待同意", "bad", "下一步：由另一位经办人看申请撤销的那笔拨付，同意或不同意。")
    if view.of_state(LineState.PAID, LineState.RECOVERED):
        return Standing("已拨付", "good", "全部办完了。")
    return Standing("没有人了", "", f"名单里的人都已失效，{ANEW}")


def _all_gone(schemes: Set[Scheme]) -> Standing:
    """Who is left holds no more, and everybody's page says what to do."""
    if schemes == {Scheme.TRAINING}:
        return Standing("待重新核定", "bad", "剩下的人核定已不成立，重新核定后再上会。")
    return Standing("待处理", "bad", "剩下的人现在不能拨付；在名单里打开那个人，看原因和怎么办。")


def line_words(line: MeetingLine) -> str:
    """3 人：公示中 2、已拨付 1；异议未处理 1."""
    total = sum(line.counts.values())
    by_state = "、".join(f"{state.value} {line.counts[state]}" for state in LineState if line.counts[state])
    objections = f"；异议未处理 {line.objections}" if line.objections else ""
    return f"{total} 人：{by_state}{objections}" if total else "名单里没有人了"


def receivers_of(application: ShownApplication) -> tuple[Receiver, ...]:
    """By whom the money goes to: one voucher, one payee."""
    in_order = sorted(application.waiting, key=_receiver)
    return tuple(Receiver(words, tuple(own)) for words, own in groupby(in_order, _receiver))


def _receiver(line: ShownLine) -> str:
    return line.school if line.payee is Payee.INSTITUTION else line.payee_words


def steps_of(view: MeetingView) -> tuple[Step, ...]:
    """What happened, in its order."""
    steps = [Step(f"{view.held_on}", f"会议 {view.number}", f"{view.noted_by} 登记")]
    if shown := view.publicity:
        days = f"公示到 {shown.ends_on}"
        steps.append(Step(f"{shown.begins_on}", days, f"{shown.made_by}，{shown.working_days} 个工作日"))
    for each in view.applications:
        steps += _steps(each)
    return tuple(steps)


def late_words(own: ShownApplication) -> str:
    """When what was applied for on paper before was entered; empty where it was entered that day."""
    entered_on = shanghai_day(own.made_at)
    return f"，{entered_on} 补录" if is_late_entry(own.applied_on, entered_on) else ""


def _steps(own: ShownApplication) -> Iterator[Step]:
    words = f"申请 {own.number}，{own.fund.value} {yuan(own.amount_fen)} 元"
    note = f"{own.made_by}，{own.people} 人{late_words(own)}"
    ended = ("（已撤回）", "bad") if own.is_returned else ("", "good")
    yield Step(f"{own.applied_on}", words + ended[0], note, ended[1])
    for paid in own.payments:
        back = "（已撤销）" if paid.is_undone else "（台账已冲正）" if paid.is_reversed else ""
        said = f"拨付 {yuan(paid.amount_fen)} 元，凭证 {paid.voucher}{back}"
        to = f"{paid.receiver}，{paid.people} 人，{paid.recorded_by} 登记"
        yield Step(f"{paid.paid_on}", said, to, "bad" if back else "good")


def read_amounts(form: Mapping[str, str], classes: Iterable[str]) -> dict[UUID, int]:
    """By class what each of its people is granted; of an empty field as much as the standard says.

    Raises BadAmount.
    """
    return {
        UUID(each): read_fen(written)
        for each in classes
        if _is_key(each) and (written := form.get(AMOUNT + each, "").strip())
    }


def read_keys(values: Iterable[str]) -> list[UUID]:
    """What is no number of a person was ticked by nobody."""
    return [UUID(each) for each in values if _is_key(each)]


def read_fund(form: Mapping[str, str]) -> Fund:
    """Raises WrongFund."""
    try:
        return Fund(form.get("fund", ""))
    except ValueError:
        raise WrongFund from None


def read_application(form: Mapping[str, str], seen: str) -> ApplicationDraft:
    """Of the day that is written on the paper, else of today; raises WrongFund or DateMissing."""
    day = read_day(form, "applied_on", "申请日期") if form.get("applied_on") else None
    return ApplicationDraft(read_fund(form), form.get("number", ""), seen, day)


def read_payment(form: Mapping[str, str]) -> PaymentDraft:
    """So much for each person whose field is filled; raises BadAmount or DateMissing."""
    parts = {
        UUID(key): read_fen(written)
        for name, written in form.items()
        if name.startswith(PART) and written.strip() and _is_key(key := name.removeprefix(PART))
    }
    total = read_total_fen(form.get("amount", ""))
    paid_on, reason = read_day(form, "paid_on", "拨付日期"), form.get("reason", "")
    return PaymentDraft(form.get("voucher", ""), paid_on, total, parts, reason)


def read_key(written: str) -> UUID:
    """Of what is no number nobody finds anything."""
    return UUID(written) if _is_key(written) else UUID(int=0)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
