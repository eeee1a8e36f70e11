"""How a file is to be read, where the reader has a choice, and what of it was left unread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from training.sheets.findings import Finding

MOST_NAMED = 12


@dataclass
class Unread:
    """What of a file was not used, so that nobody takes it for data that arrived."""

    sheets: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    """As `F 备注`."""
    rows: list[str] = field(default_factory=list)
    """As `第 12 行“合计”`; without what personal data a row may hold further on."""
    absent: list[str] = field(default_factory=list)
    """Rows of people who, as the file itself says, did not punch or watch: `第 5 行`."""

    @property
    def row_count(self) -> int:
        return len(self.rows) + len(self.absent)

    def told(self) -> list[str]:
        """One sentence for each kind of thing, with the names."""
        kinds = (
            ("没有读取的工作表", "张", self.sheets),
            ("没有读取的列", "列", self.columns),
            ("没有当作数据的行", "行", self.rows),
            ("没有时间（未打卡、未观看）的行", "行", self.absent),
        )
        return [f"{kind} {len(names)} {measure}：{_some(names)}。" for kind, measure, names in kinds if names]


@dataclass
class Reading:
    """One reading of one file: what the clerk chose before, what is to be told afterwards."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Column letters by title, of columns that the clerk chose: 手机号 -> F."""
    sheet: str = ""
    """The sheet that the clerk chose."""
    unread: Unread = field(default_factory=Unread)
    findings: list[Finding] = field(default_factory=list)
    """What is to be said of the file as a whole."""


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = " 等" if len(listed) > MOST_NAMED else ""
    return "、".join(listed[:MOST_NAMED]) + more
