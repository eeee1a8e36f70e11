"""培训合格证书: what stands on the paper, item by item; pure.

The seven contents are those of 人社厅发〔2022〕15号: 证书序列号, 姓名, 身份信息, 培训项目名称, 培训起止日期,
培训机构名称, 发证日期. What is empty is written "--", so that nobody fills it in.
"""

from dataclasses import dataclass
from datetime import date

EMPTY = "--"
TITLE = "职业技能培训合格证书"


@dataclass(frozen=True)
class Paper:
    """One certificate as it is printed: whole ID number, for it is the person's own paper."""

    number: str
    name: str
    document: str
    """By which paper the person is known, in words."""
    id_number: str
    trade: str
    level: str
    starts_on: date
    ends_on: date
    hours: str
    institution: str
    office: str
    issued_on: date
    address: str
    """Where its QR code leads."""
    is_void: bool = False

    @property
    def sentence(self) -> str:
        """What it certifies, in one sentence."""
        level = f"（{self.level}）" if self.level else ""
        return (
            f"{self.name or EMPTY}于{chinese_day(self.starts_on)}至{chinese_day(self.ends_on)}"
            f"参加{self.trade or EMPTY}{level}职业技能培训，完成规定课时，培训合格，特发此证。"
        )

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The seven contents with their names."""
        project = self.trade + (f"（{self.level}）" if self.level else "")
        return (
            ("证书编号", self.number or EMPTY),
            ("姓　　名", self.name or EMPTY),
            (self.document or "证件号码", self.id_number or EMPTY),
            ("培训项目", project or EMPTY),
            ("培训课时", f"{self.hours} 课时" if self.hours else EMPTY),
            ("起止日期", f"{chinese_day(self.starts_on)}至{chinese_day(self.ends_on)}"),
            ("培训机构", self.institution or EMPTY),
            ("发证日期", chinese_day(self.issued_on)),
        )


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
