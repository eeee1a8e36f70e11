"""What a class of a project (项目制) must keep to: its trade, its days, its people, its document (R48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.errors import NotRight
from training.notice.project_numbers import ProjectTerms
from training.notice.terms import ClassKind


class ProjectMissing(NotRight):
    """A 项目制 class names no project in force, or another kind of class names one."""


class ProjectUnfit(NotRight):
    """The class lies outside what the project was agreed for."""

    def __init__(self, number: str, faults: Sequence[str]):
        super().__init__(
            f"不能归入项目 {number}：{'；'.join(faults)}。请核对班级，或由旗县区登记项目的新版本。"
        )


def check_named(kind: ClassKind, number: str, *, is_known: bool, is_required: bool) -> None:
    """项目制 ⇔ project; raises ProjectMissing.

    Before the day from which it is asked for, a 项目制 class may name none, but never one that is not there.
    """
    if kind is not ClassKind.PROJECT and number:
        raise ProjectMissing("只有项目制班才填项目编号，请核对培训类型，或去掉项目编号。")
    if number and not is_known:
        raise ProjectMissing(f"这个旗县区没有有效的项目 {number}，请核对项目编号，或请旗县区登记并确认项目。")
    if kind is ClassKind.PROJECT and not number and is_required:
        raise ProjectMissing("项目制班要填“项目编号”，先由旗县区在“项目”里登记，并经另一人确认。")


@dataclass(frozen=True)
class Proposed:
    """A class as far as a project is about it."""

    institution: str
    trade: str
    starts_on: date
    ends_on: date


def project_findings(agreed: ProjectTerms, own: Proposed, people: int = 0) -> list[str]:
    """In words what lies outside; the first and the last day and exactly all people lie inside.

    `people` are those of all classes of the project together.
    """
    checks = (
        (not agreed.document_number, "没有与财政部门联合确定的文号"),
        (not agreed.finance_office, "没有写明财政部门"),
        (agreed.implementer != own.institution, f"项目的培训实施主体是{agreed.implementer}"),
        (agreed.trade not in ("", own.trade), f"项目的工种是{agreed.trade}"),
        (own.starts_on < agreed.starts_on, f"项目从 {agreed.starts_on} 起"),
        (own.ends_on > agreed.ends_on, f"项目到 {agreed.ends_on} 止"),
        (people > agreed.people, f"共 {people} 人，超出项目的 {agreed.people} 人"),
    )
    return [words for is_wrong, words in checks if is_wrong]
