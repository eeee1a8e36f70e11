"""草案: who puts a draft of rules in force; pure."""

from datetime import datetime, timedelta

from training.errors import NotNow, NotYours
from training.notice.clock import SHANGHAI

WAIT = timedelta(days=1)


class OwnProposal(NotYours):
    """Whoever proposes does not put in force, as long as there is somebody else."""

    def __init__(self) -> None:
        super().__init__(
            "这份草案是您提出的，要由另一位能制定这里规则的同事或市级管理员确认生效；您可以修改或撤回。"
        )


class TooEarly(NotNow):
    """Alone one may put it in force only after everybody could see it for a day."""

    def __init__(self, at: datetime):
        super().__init__(
            "现在没有第二个人能确认，草案要公开满一天："
            f"{at.astimezone(SHANGHAI):%m月%d日 %H:%M} 以后您可以让它生效。"
            "登记另一位市级管理员以后，由他确认，不用等。"
        )
        self.at = at


class ProposalDecided(NotNow):
    """Somebody was faster."""

    def __init__(self, state: str):
        super().__init__(f"这份草案{state}，不用再办；请刷新看规则页。")


class AnotherWaits(NotNow):
    """One draft at a time for one place."""

    def __init__(self, by: str):
        super().__init__(f"这里已有 {by} 提出的草案在等确认；请先确认或退回那一份，再提出新的。")


def alone_at(proposed_at: datetime, *, is_anything_filed: bool) -> datetime:
    """From when on the only one who makes rules there may put the own draft in force.

    Before any class is filed nobody is judged by them, and whoever sets a city up is alone.
    """
    return proposed_at + WAIT if is_anything_filed else proposed_at
