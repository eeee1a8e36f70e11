"""发放: when a certificate was handed over, to whom, and what shows it (R17)."""

from dataclasses import dataclass
from datetime import date

from training.errors import NotNow, NotRight
from training.notice.identity import read_name
from training.notice.notes import ReasonMissing, read_note


class BadDay(NotRight):
    """Nothing is handed over before it was issued, or tomorrow."""

    def __init__(self, handed_on: date, issued_on: date, today: date):
        super().__init__(f"领取日期 {handed_on} 不对，请填 {issued_on}（发证）到 {today}（今天）之间的日期。")


class NoProof(NotRight):
    """Somebody who gets a paper signs, or is in a picture."""

    def __init__(self) -> None:
        super().__init__("请让领取人在屏幕上签字，或者拍一张签收的照片。")


class NoReceiver(NotRight):
    """Somebody else came, and nobody said who."""

    def __init__(self) -> None:
        super().__init__("由他人代领的，请写代领人的姓名和与本人的关系。")


class VoidedPaper(NotNow):
    """A voided certificate is handed to nobody."""

    def __init__(self) -> None:
        super().__init__("这张证书已作废，不能发放；有补发的，请发补发的那一张。")


@dataclass(frozen=True)
class Handover:
    """What the school says: on which day, to whom, and why again where it was said before.

    `receiver` is empty where the person came in person; `relation` says who the other one is.
    """

    handed_on: date
    is_self: bool
    receiver: str = ""
    relation: str = ""
    reason: str = ""


def read_handover(said: Handover, issued_on: date, today: date, *, is_again: bool) -> Handover:
    """As it is kept; raises BadDay, NoReceiver, ReasonMissing or TextTooLong."""
    if not issued_on <= said.handed_on <= today:
        raise BadDay(said.handed_on, issued_on, today)
    reason, relation = read_note(said.reason), "" if said.is_self else read_note(said.relation)
    if is_again and not reason:
        raise ReasonMissing("更正领取记录")
    receiver = "" if said.is_self else read_name(said.receiver)
    if not said.is_self and not (receiver and relation):
        raise NoReceiver
    return Handover(said.handed_on, said.is_self, receiver, relation, reason if is_again else "")
