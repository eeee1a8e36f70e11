"""One act of a class's history in words: what was done, and what of it a reader should notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from training.history.terms import Happened, Topic

TOPICS: Mapping[Happened, Topic] = {
    Happened.IMPORTED: Topic.ROSTER,
    Happened.WITHDRAWN: Topic.ROSTER,
    Happened.REASON_GIVEN: Topic.LESSONS,
    Happened.CANCELLED: Topic.LESSONS,
    Happened.CORRECTION_ASKED: Topic.ATTENDANCE,
    Happened.CORRECTION_DECIDED: Topic.ATTENDANCE,
    Happened.CORRECTION_REVIEWED: Topic.ATTENDANCE,
    Happened.LEAVE: Topic.ATTENDANCE,
    Happened.LEAVE_REVOKED: Topic.ATTENDANCE,
    Happened.ALTERNATIVE_ASKED: Topic.ATTENDANCE,
    Happened.ALTERNATIVE_DECIDED: Topic.ATTENDANCE,
    Happened.CHECK_STARTED: Topic.CHECKS,
    Happened.CHECK_CONCLUDED: Topic.CHECKS,
    Happened.CHECK_VOIDED: Topic.CHECKS,
    Happened.FEEDBACK_SENT: Topic.FEEDBACK,
    Happened.FEEDBACK_ANSWERED: Topic.FEEDBACK,
    Happened.URGED: Topic.URGING,
    Happened.URGING_MOVED: Topic.URGING,
    Happened.CLAIM: Topic.CLAIMS,
}
YES = "1"
GOOD, BAD = "good", "bad"


@dataclass(frozen=True)
class Act:
    """What a row says: who, whom or what it concerns, why, what came of it; empty where nothing."""

    at: datetime
    kind: Happened
    who: str
    of: str = ""
    why: str = ""
    what: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the history; `tone` as a state has it."""

    at: datetime
    title: str
    text: str
    tone: str = ""


def tell(act: Act) -> Line:
    """In Chinese, the person first."""
    title, tone = _title(act)
    return Line(act.at, f"{act.who} {title}".strip(), _text(act), tone)


def _title(act: Act) -> tuple[str, str]:
    of, what = act.of, act.what
    plain = {
        Happened.IMPORTED: f"交来名册，入册 {what} 人",
        Happened.WITHDRAWN: f"办理 {of} 退班，最后一天 {what}",
        Happened.REASON_GIVEN: "写明线上超比例的理由",
        Happened.CORRECTION_ASKED: f"申请补卡：{of} {what}",
        Happened.LEAVE: f"批准 {of} 请假 {what}",
        Happened.LEAVE_REVOKED: f"为 {of} 销假 {what}",
        Happened.ALTERNATIVE_ASKED: f"为 {of} 申请不刷脸：{what}",
        Happened.FEEDBACK_SENT: "发出抽查反馈",
        Happened.FEEDBACK_ANSWERED: "答复反馈" if act.why else "收悉反馈",
        Happened.URGED: f"督办，{what} 前答复",
        Happened.URGING_MOVED: f"{what}督办",
        Happened.CLAIM: f"{what}：{of} 的 C1 申领",
    }
    if act.kind in plain:
        return plain[act.kind], ""
    return _marked(act)


def _marked(act: Act) -> tuple[str, str]:
    """What should be seen at a glance."""
    of, what = act.of, act.what
    match act.kind:
        case Happened.CANCELLED:
            return f"停课 {of} {what}", BAD
        case Happened.CORRECTION_DECIDED:
            return (f"批准 {of} 补卡", GOOD) if what == YES else (f"没有批准 {of} 补卡", "")
        case Happened.CORRECTION_REVIEWED:
            return (f"复核通过 {of} 的补卡", GOOD) if what == YES else (f"撤销 {of} 的补卡", BAD)
        case Happened.ALTERNATIVE_DECIDED:
            return (f"批准 {of} 不刷脸到 {what}", GOOD) if what else (f"没有批准 {of} 不刷脸", "")
        case Happened.CHECK_STARTED:
            return f"开始{what} {of}", ""
        case Happened.CHECK_CONCLUDED:
            return f"完成 {of}：{what}", GOOD if what == "合格" else BAD
        case _:
            return f"{what or '作废'} {of}", BAD


def _text(act: Act) -> str:
    return f"文件：{act.of}" if act.kind is Happened.IMPORTED else act.why
