"""补贴 of one class in a trainee's words (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from training.claims.terms import Payee
from training.eligibility.rules.reasons import Reason
from training.eligibility.terms import LineState
from training.notice.money import yuan
from training.notice.working_days import GUESSED
from training.payments.views.shown import Paid
from training.records.payments.meetings import SubsidyPublicity
from training.records.subsidies.lines import SubsidyLine

SAID: Mapping[LineState, tuple[str, str]] = {
    LineState.ELIGIBLE: ("good", "旗县区核定可以补贴，等开会审定金额，不用您办什么。"),
    LineState.EXCLUDED: ("bad", "旗县区核定这个班不能给您补贴，不影响您的结业结果和证书。"),
    LineState.GRANTED: ("good", "已开会审定 {money} 元，接着公示。"),
    LineState.PUBLIC: ("good", "已审定 {money} 元，正在公示或等申请拨付。"),
    LineState.APPLIED: ("good", "已向财政部门申请拨付 {money} 元{to}。"),
    LineState.PAID: ("good", "已拨付 {money} 元{to}。"),
    LineState.RECOVERED: ("bad", "这笔补贴已经退回。"),
}
HELD = ("bad", "已审定 {money} 元，公示期间收到异议，旗县区正在核实，核实后再申请拨付。")
TO_SCHOOL = "按规定，这笔补贴拨付给培训机构，不发到您的账户。"
BACK_FROM_SCHOOL = ("good", "拨付给培训机构的这笔补贴已由机构退回，不用您办什么，您也不欠款。")
RECEIVERS: Mapping[Payee, str] = {Payee.INSTITUTION: "给培训机构", Payee.TRAINEE: "给您本人"}


@dataclass(frozen=True)
class SubsidyCard:
    """The word, its tone, one sentence, and why not where it is none."""

    state: str
    tone: str
    sentence: str
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """What it rests on: who receives it, until when it is public, when it was applied for and paid."""
    note: str = ""


def subsidy_card(line: SubsidyLine | None, paid: Paid | None = None) -> SubsidyCard | None:
    """None before anything was judged; the amount only once the meeting has granted it."""
    if line is None or line.state not in SAID:
        return None
    tone, words = _said(line)
    money = paid.fen if paid else line.granted_fen or 0
    to = RECEIVERS.get(line.payee, "") if line.payee else ""
    note = TO_SCHOOL if line.payee is Payee.INSTITUTION and line.state is not LineState.EXCLUDED else ""
    sentence = words.format(money=yuan(money), to=to)
    return SubsidyCard(line.state.value, tone, sentence, _reasons(line), tuple(_facts(line, paid)), note)


def _said(line: SubsidyLine) -> tuple[str, str]:
    if line.state is LineState.PUBLIC and line.has_objection:
        return HELD
    if line.state is LineState.RECOVERED and line.payee is Payee.INSTITUTION:
        return BACK_FROM_SCHOOL
    return SAID[line.state]


def _facts(line: SubsidyLine, paid: Paid | None) -> Iterator[tuple[str, str]]:
    if line.state is LineState.PUBLIC and line.publicity:
        yield "公示期", _days(line.publicity)
    if line.state is LineState.APPLIED and line.application:
        yield "申请日期", f"{line.application.applied_on}"
    if paid is None or line.state not in (LineState.PAID, LineState.RECOVERED):
        return
    yield "拨付日期", f"{paid.paid_on}"
    if paid.demanded_fen:
        yield (
            ("要求培训机构退回" if line.payee is Payee.INSTITUTION else "要求退回"),
            f"{yuan(paid.demanded_fen)} 元，已退回 {yuan(paid.returned_fen)} 元",
        )


def _days(own: SubsidyPublicity) -> str:
    guess = f"（{GUESSED}，最晚到 {own.latest_on}）" if own.latest_on else ""
    return f"{own.begins_on} 至 {own.ends_on}{guess}"


def _reasons(line: SubsidyLine) -> tuple[str, ...]:
    if line.state is not LineState.EXCLUDED:
        return ()
    found = tuple(Reason.of_row(each).person for each in line.reasons)
    return found + ((f"旗县区的说明：{line.override_reason}",) if line.override_reason else ())
