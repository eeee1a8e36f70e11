"""Who decides a request: the district of the class, and never whoever asked (R07, R64)."""

from dataclasses import dataclass

from training.errors import NotFound, NotNow, NotYours
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, is_everywhere, may
from training.notice.terms import Role


class OwnRequest(NotYours):
    """Nobody decides what he or she asked for."""

    def __init__(self) -> None:
        super().__init__("这是您自己提出的申请，不能自己审批；请本旗县区的另一位同事或市本级审批。")


class DistrictDecides(NotYours):
    """What an institution asks for is for its district."""

    def __init__(self) -> None:
        super().__init__("机构提出的申请由旗县区审批；市本级只审批旗县区自己提出的。")


class ChangeDecided(NotNow):
    """Somebody was faster; what they decided stands."""

    def __init__(self, by: str):
        super().__init__(f"这件申请已由{by}审批过，以先审批的为准，请刷新查看。")


class SeenOtherwise(NotNow):
    """What follows from it is no longer what the page showed."""

    def __init__(self) -> None:
        super().__init__("您打开页面以后情况有变化，同意后的结果已经不同；请看过新的再决定。")


@dataclass(frozen=True)
class ChangeVerdict:
    """同意 or 不同意; a refusal says why. `seen` is the mark of what the page showed; empty asks for none."""

    is_approved: bool
    note: str = ""
    seen: str = ""

    @property
    def read_note(self) -> str:
        """Raises ReasonMissing or TextTooLong."""
        return read_note(self.note) if self.is_approved else read_reason(self.note, "不同意")


@dataclass(frozen=True)
class Person:
    """Somebody of the office as a rule sees one."""

    key: int
    role: Role


def check_decider(person: Person, asker: Person) -> None:
    """Raises NotFound for those who decide nothing, OwnRequest or DistrictDecides."""
    if not may(person.role, Permission.DECIDE_CHANGES):
        raise NotFound("这件申请")
    if person.key == asker.key:
        raise OwnRequest
    is_of_district = may(asker.role, Permission.DECIDE_CHANGES)
    if is_everywhere(person.role, Permission.DECIDE_CHANGES) and not is_of_district:
        raise DistrictDecides


def may_decide(person: Person, asker: Person) -> bool:
    """Whether `check_decider` lets this person."""
    try:
        check_decider(person, asker)
    except (NotFound, NotYours):
        return False
    return True
