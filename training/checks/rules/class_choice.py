"""Which of many classes an inspector wants to see, and in which order."""

from dataclasses import dataclass
from enum import StrEnum


class Shown(StrEnum):
    """How a class stands today."""

    ALL = "全部"
    OWED = "欠查"
    NOT_TODAY = "今天未查"
    TODAY = "今天已查"
    IN_SESSION = "正在上课"


class Order(StrEnum):
    """What comes first."""

    URGENT = "先急后缓"
    NUMBER = "班号"
    DISTRICT = "旗县区"
    INSTITUTION = "培训机构"


@dataclass(frozen=True)
class ClassFacts:
    """What of a class decides whether it is shown, and where."""

    number: str
    name: str
    institution: str
    district: str
    owed: int = 0
    days_left: int = 0
    """Until it ends; of a class that owes nothing it says nothing."""
    is_in_session: bool = False
    was_checked_today: bool = False


@dataclass(frozen=True)
class Choice:
    """All of it has to fit."""

    words: tuple[str, ...] = ()
    """Each stands in number, name, institution or district."""
    district: str = ""
    institution: str = ""
    shown: Shown = Shown.ALL
    order: Order = Order.URGENT

    @property
    def is_everything(self) -> bool:
        return not (self.words or self.district or self.institution) and self.shown is Shown.ALL


def fits(facts: ClassFacts, choice: Choice) -> bool:
    text = "\n".join((facts.number, facts.name, facts.institution, facts.district)).casefold()
    return (
        all(word.casefold() in text for word in choice.words)
        and choice.district in ("", facts.district)
        and choice.institution in ("", facts.institution)
        and _stands(facts, choice.shown)
    )


def place_in(facts: ClassFacts, order: Order) -> tuple[str | int | bool, ...]:
    """What to sort by; whatever the order, what is urgent comes first among equals.

    What was checked today is done, what is in session can be checked now, and what ends first cannot wait.
    """
    debt = 0 if facts.owed else 1
    urgent = (facts.was_checked_today, not facts.is_in_session, debt, facts.days_left, facts.number)
    first = {
        Order.URGENT: (),
        Order.NUMBER: (facts.number,),
        Order.DISTRICT: (facts.district,),
        Order.INSTITUTION: (facts.institution,),
    }
    return (*first[order], *urgent)


def _stands(facts: ClassFacts, shown: Shown) -> bool:
    return {
        Shown.ALL: True,
        Shown.OWED: facts.owed > 0,
        Shown.NOT_TODAY: not facts.was_checked_today,
        Shown.TODAY: facts.was_checked_today,
        Shown.IN_SESSION: facts.is_in_session,
    }[shown]
