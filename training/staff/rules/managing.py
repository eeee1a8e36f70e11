"""办理人员: what whoever looks after the staff may do with whom, and why not (R09)."""

from dataclasses import dataclass
from datetime import datetime

from training.errors import NotNow, NotRight, NotYours
from training.notice.appointing import PLACE_OF_ROLE, may_appoint
from training.notice.permissions import Place
from training.notice.terms import Role

LONGEST_NAME = 64


@dataclass(frozen=True)
class Post:
    """岗位: a role, and the keys of the place it belongs to."""

    role: Role
    district_id: int | None = None
    institution_id: int | None = None


@dataclass(frozen=True)
class Doer:
    """Who did it, by the name of then; at a shell the operator, who has no key."""

    name: str
    key: int | None = None


class NotOneself(NotYours):
    """Nobody looks after the own role or the own way in."""

    def __init__(self) -> None:
        super().__init__("自己的角色、离岗和登录链接不能自己办，请另一位管理员来办。")


class AboveOneself(NotYours):
    """A role that this person may not give."""

    def __init__(self, role: Role):
        super().__init__(f"您不能办理{role.words}人员，请市级管理员来办。")
        self.role = role


class PlaceMissing(NotRight):
    """The place does not fit the role."""

    def __init__(self, role: Role):
        super().__init__(f"{role.words}人员要选好单位；其他角色不选。请核对后再提交。")


class LastAdministrator(NotNow):
    """Without this one nobody could let anybody in."""

    def __init__(self) -> None:
        super().__init__("这是最后一位市级管理员，办了以后没有人能再办理人员。请先登记另一位市级人员。")


class ChangedMeanwhile(NotNow):
    """Somebody else was faster."""

    def __init__(self, name: str):
        super().__init__(f"“{name}”的登记刚被别人改过，没有办。请看现在的内容，再决定办不办。")


class BadName(NotRight):
    """No name at all, or one that no column holds."""

    def __init__(self) -> None:
        super().__init__(f"姓名应为 1 到 {LONGEST_NAME} 个字，请核对后再提交。")


def check_post(by: Role, post: Post) -> None:
    """Raise AboveOneself for a role that `by` may not give, PlaceMissing where the place does not fit it."""
    if not may_appoint(by, post.role):
        raise AboveOneself(post.role)
    place = PLACE_OF_ROLE[post.role]
    if (place is Place.OWN_DISTRICT) != (post.district_id is not None):
        raise PlaceMissing(post.role)
    if (place is Place.OWN_INSTITUTION) != (post.institution_id is not None):
        raise PlaceMissing(post.role)


def check_name(typed: str) -> str:
    """The name without stray blanks; raises BadName."""
    name = " ".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadName
    return name


def mark_of(post: Post, chat_id: str | None, left_at: datetime | None) -> str:
    """What a page showed of somebody: another mark means that somebody else has changed it since."""
    place = f"{post.district_id or ''}.{post.institution_id or ''}"
    return f"{post.role}.{place}.{chat_id or ''}.{int(left_at.timestamp()) if left_at else ''}"
