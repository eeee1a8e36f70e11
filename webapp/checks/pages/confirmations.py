"""What a second person was asked, in words (pure)."""

from dataclasses import dataclass

from training.checks.rules.confirmations import ConfirmationState
from training.checks.views.confirmations.confirmation_lines import ConfirmationLine
from training.checks.views.endings import PredecessorLine
from webapp.checks.pages.moments import moment

EXPLAINED = "确认后，这名学员的不一致不再计入"
VOIDED = "确认后，这次检查不计入次数，抽中而没有核实一致的学员带入下一次电话查班"
TONES = {
    ConfirmationState.OPEN: "now",
    ConfirmationState.CONFIRMED: "good",
    ConfirmationState.DECLINED: "bad",
    ConfirmationState.LAPSED: "quiet",
}


@dataclass(frozen=True)
class ConfirmationRow:
    """One request with what came of it."""

    confirmation_id: str
    check_id: str
    title: str
    state: str
    tone: str
    reason: str
    asked: str
    until: str
    answered: str
    evidence_id: str
    may_answer: bool
    effect: str
    """What follows if it is confirmed."""


def confirmation_row(line: ConfirmationLine) -> ConfirmationRow:
    note = f"：{line.note}" if line.note else ""
    answered = f"{line.answered_by} {moment(line.answered_at)}{note}" if line.answered_at else ""
    return ConfirmationRow(
        confirmation_id=str(line.confirmation_id),
        check_id=str(line.check_id),
        title=f"{line.about} · {line.check_number}",
        state=line.state.value,
        tone=TONES[line.state],
        reason=line.reason,
        asked=f"{line.asked_by} {moment(line.asked_at)} 提出（编号 {line.number}）",
        until=f"{moment(line.lapses_at)} 前有效{line.guess}" if line.state is ConfirmationState.OPEN else "",
        answered=answered,
        evidence_id=str(line.evidence_id or ""),
        may_answer=line.may_answer,
        effect=EXPLAINED if line.position is not None else VOIDED,
    )


def predecessor_row(line: PredecessorLine) -> tuple[str, str]:
    """The check's id, and who voided or ended it, when and why."""
    ending = line.ending
    how = f"{ending.in_words} {moment(ending.at)} {line.how}"
    why = f"，原因{line.why}" if line.why else ""
    return str(line.check_id), f"{line.number}（{line.method}，{line.started_by} 开始）：{how}{why}"
