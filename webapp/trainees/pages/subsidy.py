"""补贴 of one class in a trainee's words (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.claims.terms import Payee
from training.eligibility.rules.reasons import Reason
from training.eligibility.terms import LineState
from training.notice.money import yuan
from training.records.subsidies.lines import SubsidyLine

SAID: Mapping[LineState, tuple[str, str]] = {
    LineState.ELIGIBLE: ("good", "旗县区核定可以补贴，等开会审定金额，不用您办什么。"),
    LineState.EXCLUDED: ("bad", "旗县区核定这个班不能给您补贴，不影响您的结业结果和证书。"),
    LineState.GRANTED: ("good", "已开会审定 {money} 元，接着公示。"),
    LineState.PUBLIC: ("good", "已审定 {money} 元，正在公示或等申请拨付。"),
    LineState.APPLIED: ("good", "已向财政部门申请拨付 {money} 元{to}。"),
    LineState.PAID: ("good", "已拨付 {money} 元{to}。"),
    LineState.RECOVERED: ("bad", "这笔补贴已追回。"),
}


@dataclass(frozen=True)
class SubsidyCard:
    """The word, its tone, one sentence, and why not where it is none."""

    state: str
    tone: str
    sentence: str
    reasons: tuple[str, ...]


def subsidy_card(line: SubsidyLine | None) -> SubsidyCard | None:
    """None before anything was judged; the amount only once the meeting has granted it."""
    if line is None or line.state not in SAID:
        return None
    tone, words = SAID[line.state]
    to = {Payee.INSTITUTION: "给培训机构", Payee.TRAINEE: "给您本人"}.get(line.payee) if line.payee else ""
    sentence = words.format(money=yuan(line.granted_fen or 0), to=to or "")
    return SubsidyCard(line.state.value, tone, sentence, _reasons(line))


def _reasons(line: SubsidyLine) -> tuple[str, ...]:
    if line.state is not LineState.EXCLUDED:
        return ()
    found = tuple(Reason.of_row(each).person for each in line.reasons)
    return found + ((f"旗县区的说明：{line.override_reason}",) if line.override_reason else ())
