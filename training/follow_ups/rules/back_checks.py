"""复核回访: whether the city was told the same as was recorded, of the same day; pure (R56)."""

import re
from dataclasses import dataclass
from datetime import date

from training.errors import NotNow, NotRight
from training.follow_ups.terms import WorkStatus
from training.notice.identity import compact

SINCE_MAY_DIFFER_DAYS = 31
"""Nobody knows the day any more; a month either way is the same beginning."""
SHORTEST_NAME = 2
MOST_TRIES = 3
"""On so many days the city calls before it gives up: whoever works in the morning is at home another day."""
FORMS = re.compile(
    r"股份有限公司|有限责任公司|有限公司|分公司|总公司|公司|集团|个体工商户"
    r"|内蒙古自治区|内蒙古|包头市|包头|[（(][^）)]*[）)]|\W"
)
"""What people leave out when they say where they work: form of law, the region, brackets, marks."""
KINDS: tuple[frozenset[WorkStatus], ...] = (
    frozenset({WorkStatus.EMPLOYED, WorkStatus.FLEXIBLE}),
    frozenset({WorkStatus.SELF_EMPLOYED}),
    frozenset({WorkStatus.OUT_OF_WORK, WorkStatus.STUDY_OR_SERVICE}),
    frozenset({WorkStatus.UNREACHABLE}),
)
"""Working for others, for oneself, not at work: within a kind two clerks may choose another word."""
NAMES_EMPLOYER = frozenset({WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED})
COUNTED = frozenset({WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED})
"""What stands above the line of a rate."""


class TriedToday(NotNow):
    """Several calls of a day are one try."""

    def __init__(self) -> None:
        super().__init__("今天已经记过一次没打通，请换一天再打；今天打通了的，选对方说的就业状态。")


class EmployerMissing(NotRight):
    """Where somebody works is what is compared."""

    def __init__(self, status: WorkStatus):
        super().__init__(
            f"对方说{status}的，要写明单位名称（自主创业写店名或企业名）；没有说清的，请再问一句。"
        )


@dataclass(frozen=True)
class Said:
    """What somebody said of one day: status, where, since when."""

    status: WorkStatus
    employer: str = ""
    since: date | None = None


def check_said(told: Said) -> None:
    """Raises EmployerMissing."""
    if told.status in NAMES_EMPLOYER and not told.employer:
        raise EmployerMissing(told.status)


def agrees(recorded: Said, told: Said) -> bool | None:
    """True: the same in kind of status, employer and beginning; None: the city reached nobody either.

    What a person was reached about after all, while 联系不上 was recorded, is not the same.
    """
    if told.status is WorkStatus.UNREACHABLE:
        return None
    if not bears_out(recorded.status, told.status):
        return False
    if recorded.status in NAMES_EMPLOYER and not is_same_employer(recorded.employer, told.employer):
        return False
    return is_same_beginning(recorded.since, told.since)


def gives_up(tries: int) -> bool:
    """Whether with this many days without an answer the back-check ends unreached."""
    return tries >= MOST_TRIES


def bears_out(recorded: WorkStatus, told: WorkStatus) -> bool:
    """Another word of the kind will do, but what counts in a rate is borne out by the same word alone: else
    灵活就业 would be made 就业 by whoever is judged by it."""
    is_same_kind = kind_of(recorded) is kind_of(told)
    return is_same_kind and (recorded not in COUNTED or recorded is told)


def kind_of(status: WorkStatus) -> frozenset[WorkStatus]:
    return next(kind for kind in KINDS if status in kind)


def is_same_employer(one: str, other: str) -> bool:
    """As people say it: a shorter name lies within the longer, without the form of law."""
    first, second = _bare(one), _bare(other)
    shorter, longer = sorted((first, second), key=len)
    return first == second != "" or (len(shorter) >= SHORTEST_NAME and shorter in longer)


def is_same_beginning(one: date | None, other: date | None) -> bool:
    """What one of them did not say is no difference."""
    return one is None or other is None or abs((one - other).days) <= SINCE_MAY_DIFFER_DAYS


def _bare(name: str) -> str:
    said = compact(name).upper()
    return FORMS.sub("", said) or said
