"""自治区班级: classes as the region's system exports them; its own column codes are known too (R05)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from training.region.sheets.region_lines import RegionLine, read_region_lines
from training.region.terms import Field
from training.sheets.columns import Column, Table
from training.sheets.reading import Reading

NUMBER = Column(
    "number",
    "自治区班级编号",
    ("acf003", "培训班级编号", "自治区班号"),
    True,
    "自治区系统里的班级编号",
    "示例编号",
    longest=60,
)
STATUSES = ("办理中", "通过", "不通过")
REGION_CLASSES = Table(
    "自治区班级",
    (
        NUMBER,
        Column("name", "班级名称", ("acf015", "培训班名称"), note="用来和本系统的班对上", longest=255),
        Column("institution", "培训机构", ("aab004", "培训机构名称"), note="全称", longest=255),
        Column("trade", "培训工种", ("aca112", "工种", "职业工种"), longest=64),
        Column("level", "等级", ("bac015", "技能等级"), longest=64),
        Column("starts", "开班日期", ("开始日期", "培训开始日期"), note="如 2026-03-02"),
        Column("ends", "结业日期", ("结束日期", "培训结束日期"), note="如 2026-03-20"),
        Column("hours", "课时", ("总课时", "培训课时", "学时"), note="如 120 或 3.5", longest=64),
        Column("people", "人数", ("培训人数", "学员人数"), note="整数", longest=64),
        Column("opening", "开班审批状态", ("开班审批",), choices=STATUSES, longest=64),
        Column("closing", "结业审批状态", ("结业审批",), choices=STATUSES, longest=64),
    ),
    ("自治区班级信息",),
)
FIELDS: Mapping[str, Field] = {
    "name": Field.CLASS_NAME,
    "institution": Field.INSTITUTION,
    "trade": Field.TRADE,
    "level": Field.LEVEL,
    "starts": Field.STARTS,
    "ends": Field.ENDS,
    "hours": Field.HOURS,
    "people": Field.PEOPLE,
    "opening": Field.OPENING,
    "closing": Field.CLOSING,
}


def read_region_classes(source: Path, reading: Reading | None = None) -> Iterator[RegionLine]:
    """Every line but the template's example; raises UnreadableFile where it is no such table."""
    return read_region_lines(source, REGION_CLASSES, FIELDS, reading or Reading())
