"""What a project (项目制) says of its own classes in place of the rules (R47, R48)."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from training.notice.policy import Policy


@dataclass(frozen=True)
class ProjectTerms:
    """What of a project its classes are held against; an empty trade is any."""

    implementer: str
    """培训实施主体, the name of the institution."""

    trade: str
    starts_on: date
    ends_on: date
    people: int
    finance_office: str
    document_number: str


@lru_cache(maxsize=256)
def by_project(policy: Policy, percent: int | None, checks: int | None = None) -> Policy:
    """The policy with these in place of its own, however long the class is; None: as the rules say.

    `percent` is the share of the hours that qualifies, `checks` what one level owes. This is the one place
    where a project overrides a rule.
    """
    if percent is not None:
        policy = replace(policy, qualifying_percent=percent)
    if checks is not None:
        policy = replace(
            policy, checks_of_short_class=checks, checks_of_long_class=checks, checks_of_other_class=checks
        )
    return policy
