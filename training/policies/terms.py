"""The words of rules (规则)."""

from enum import StrEnum

WEAKER_RULES = "weaker_rules"
"""The kind of the alert that a district's rules ask for less than the city's."""


class ProposalState(StrEnum):
    """草案状态: how a draft of rules stands."""

    WAITING = "待确认"
    IN_FORCE = "已生效"
    SENT_BACK = "已退回"
    WITHDRAWN = "已撤回"
    REPLACED = "已被新草案代替"
