"""What a class is filed as, held against its school and its people (R40, R57)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.notice.policy import Policy
from training.notice.terms import ClassKind

KEY_GROUPS = (
    *("失业", "下岗", "转岗", "就业困难", "零就业", "农村转移", "农村劳动", "农民工", "返乡"),
    *("高校毕业", "大学毕业", "毕业年度", "初高中毕业", "两后生", "未继续升学", "退役军人", "退伍"),
    *("残疾", "脱贫", "贫困", "低保", "刑满", "戒毒"),
)
"""就业重点群体: the notice names none, these are the groups of the usual lists; our reading (R40)."""


class DoubtKind(StrEnum):
    """What of a class, as it was filed, is in doubt, in a few characters."""

    UNAPPROVED = "驾校未核准"
    KEY_GROUP = "重点群体存疑"
    OUTSIDE_PLAN = "计划外"

    @property
    def told_as(self) -> str:
        """The kind of the alert about it."""
        return f"kind_{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about what a class is filed as: what, why and what to do, and the clause."""

    kind: DoubtKind
    message: str
    clause: str


@dataclass(frozen=True, slots=True)
class OnRoster:
    """Of those who are in a class: all, and those whose 人员类别 is a listed one."""

    people: int = 0
    of_key_groups: int = 0

    def are_mostly_key_groups(self, policy: Policy) -> bool:
        return 100 * self.of_key_groups > policy.key_group_percent * self.people


NOBODY = OnRoster()


@dataclass(frozen=True, slots=True)
class FiledKind:
    """What of a class says which rules are its own."""

    kind: ClassKind
    is_key_group: bool
    starts_on: date
    school_is_approved: bool
    """Whether an approval covers the first day; asked of C1 alone."""
    on_roster: OnRoster


def is_of_key_groups(category: str) -> bool:
    """Whether a 人员类别, as a school writes it, is of a listed group."""
    return any(each in category for each in KEY_GROUPS)


def doubts_about(filed: FiledKind, policy: Policy) -> Iterator[Doubt]:
    """Neither refuses the class: both are told, and shown until they are mended."""
    if filed.kind is ClassKind.C1 and not filed.school_is_approved:
        yield Doubt(
            DoubtKind.UNAPPROVED,
            f"开班日 {filed.starts_on} 驾校没有有效的核准备案，学员将不能申领 C1 补贴；"
            "请旗县区核对驾校的核准备案",
            "R57",
        )
    people = filed.on_roster
    if asks_its_people(filed.kind, is_key_group=filed.is_key_group) and people.are_mostly_key_groups(policy):
        yield Doubt(
            DoubtKind.KEY_GROUP,
            f"备案为非就业重点群体，名册 {people.people} 人中 {people.of_key_groups} 人属于重点群体；"
            "查班次数按重点群体班计算，请核对人员类别或申请变更“就业重点群体”",
            "R40",
        )


def asks_its_people(kind: ClassKind, *, is_key_group: bool) -> bool:
    """Whether the categories of its people matter: not where it is filed as one, nor to 创业 (R55)."""
    return not is_key_group and kind is not ClassKind.STARTUP
