"""一键匹配: whom a number that is in no roster may mean, and who has to agree before it is theirs (R43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from training.attendance.rules.late import Arrival, is_late
from training.notice.clock import shanghai_day
from training.notice.policy import Policy


@dataclass(frozen=True)
class Numbered:
    """Whom a number may mean: the name, the own number in the roster, what machines call the lost one."""

    name: str
    own_number: str
    names_on_machine: frozenset[str] = frozenset()


def grounds_for(number: str, person: Numbered) -> tuple[str, ...]:
    """Why a lost number may be this person's, the best ground first; empty where nothing speaks for it.

    A machine that calls the number by another name speaks against everybody else.
    """
    if person.names_on_machine and person.name not in person.names_on_machine:
        return ()
    found = ["机器里登记的姓名相同"] if person.names_on_machine else []
    if not person.own_number:
        found.append("名册没有考勤号")
    elif differs_by_one(number, person.own_number):
        found.append(f"与名册的考勤号 {person.own_number} 只差一位")
    elif found:
        found.append(f"名册的考勤号是 {person.own_number}")
    return tuple(found)


def differs_by_one(one: str, other: str) -> bool:
    """Whether one slip of the hand lies between: one letter more, less or another, or two swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    apart = [place for place in range(len(one)) if one[place] != other[place]]
    if len(apart) == 1:
        return True
    is_swapped = len(apart) == 2 and apart[1] == apart[0] + 1
    return is_swapped and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def counts_at_once(ends_on: date, credited: Iterable[datetime], policy: Policy, now: datetime) -> bool:
    """Whether nobody need agree: the class runs, and no punch that would count is late by now.

    What would come in too late as a file comes too late by a number as well.
    """
    arrival = Arrival(now, policy, is_proven=True)
    return not is_over(ends_on, now) and not any(is_late(each, arrival) for each in credited)


def is_over(ends_on: date, now: datetime) -> bool:
    """Whether the class ended on a day before today, in Shanghai."""
    return shanghai_day(now) > ends_on
