"""公示异议: what is reported until the last day of the publicity, what a later report leads to (R21)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.eligibility.terms import LineState, Scheme
from training.errors import NotNow, NotRight

NOT_TO_PAY = "到班级的“补贴”页重新核定，把这个人定为不可补贴，写明原因"
OTHERS = "；同班还没有申请拨付的其他人也要重新上会"
SEND_BACK = "请市本级把申领发回旗县区重新审核"
FIRST = "先从申请里撤下这个人，再"
WAYS: Mapping[tuple[Scheme, LineState], str] = {
    (Scheme.TRAINING, LineState.PUBLIC): NOT_TO_PAY + OTHERS,
    (Scheme.TRAINING, LineState.APPLIED): FIRST + NOT_TO_PAY,
    (Scheme.TRAINING, LineState.PAID): "登记追回",
    (Scheme.C1, LineState.PUBLIC): SEND_BACK,
    (Scheme.C1, LineState.APPLIED): FIRST + SEND_BACK,
    (Scheme.C1, LineState.PAID): "登记追回",
}


@dataclass(frozen=True)
class Shown:
    """公示期, as long as it can be: until when the public may object."""

    begins_on: date
    ends_on: date


class ObjectionTooLate(NotNow):
    """After the last day a report is looked into as any other, and leads to an act that the line has."""

    def __init__(self, ends_on: date, way: str):
        then = f"请核实，确有问题的，{way}。" if way else ""
        super().__init__(
            f"公示到 {ends_on} 已经结束，以后反映的不算公示异议。{then}"
            "公示期内收到、当时没有登记的，写明收到的日期再登记。"
        )
        self.ends_on = ends_on


class ReceivedWhen(NotRight):
    """The day cannot be right."""

    def __init__(self, begins_on: date, today: date):
        super().__init__(f"收到异议的日期应在 {begins_on}（公示开始）到 {today}（今天）之间，请核对。")


class AppliedAlready(NotNow):
    """It came in time, and is noted once the person left the application."""

    def __init__(self) -> None:
        super().__init__("这个人已经申请拨付；公示期内收到的异议，请先从申请里撤下这个人，再登记。")


def check_objection(received_on: date, shown: Shown, line: tuple[Scheme, LineState], today: date) -> None:
    """On the last day it is in time, until midnight.

    `line`: of what scheme it is, and where it stands.
    Raises ReceivedWhen, ObjectionTooLate or AppliedAlready.
    """
    if not shown.begins_on <= received_on <= today:
        raise ReceivedWhen(shown.begins_on, today)
    if received_on > shown.ends_on:
        raise ObjectionTooLate(shown.ends_on, after_report(*line))
    if line[1] is LineState.APPLIED:
        raise AppliedAlready


def after_report(scheme: Scheme, state: LineState) -> str:
    """What is done about a report that is right and is no objection; empty where nothing is left to do."""
    return WAYS.get((scheme, state), "")
