"""自治区学员: people of classes as the region's system exports them (R05)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from training.notice.identity import BadIdNumber, read_id_number
from training.region.sheets.region_classes import NUMBER
from training.region.sheets.region_lines import RegionLine, read_region_lines
from training.region.terms import Field
from training.sheets.columns import Column, Table
from training.sheets.reading import Reading

REGION_PEOPLE = Table(
    "自治区学员",
    (
        NUMBER,
        Column("name", "姓名", ("aac003", "学员姓名"), True, "与身份证一致", "示例", longest=64),
        Column("id_number", "身份证号", ("aac002", "身份证号码", "公民身份号码", "证件号码"), True, "18 位"),
        Column("category", "人员类别", ("bcc006", "人员类型"), longest=64),
        Column("certificate", "证书编号", ("bcc012", "证书号"), longest=64),
        Column("issued", "发证日期", ("bcc013",), note="如 2026-03-25"),
        Column("result", "评定", ("acc011", "评定结果"), note="合格或不合格，也可以是 1、2", longest=64),
        Column("subsidy", "补贴金额", ("adc451",), note="元，如 1200.00", longest=64),
        Column("paid", "拨付日期", ("发放日期",), note="如 2026-04-30"),
    ),
    ("自治区学员信息",),
)
FIELDS: Mapping[str, Field] = {
    "name": Field.NAME,
    "category": Field.CATEGORY,
    "certificate": Field.CERTIFICATE,
    "issued": Field.ISSUED,
    "result": Field.RESULT,
    "subsidy": Field.SUBSIDY,
    "paid": Field.PAID,
}


def read_region_people(source: Path, reading: Reading | None = None) -> Iterator[RegionLine]:
    """Every line but the template's example; raises UnreadableFile where it is no such table."""
    lines = read_region_lines(source, REGION_PEOPLE, FIELDS, reading or Reading())
    return map(_with_id_number, lines)


def _with_id_number(line: RegionLine) -> RegionLine:
    """In one spelling, for by it the two sides' people are the same; a wrong one is an error of its row."""
    try:
        return replace(line, id_number=read_id_number(line.id_number))
    except BadIdNumber as refusal:
        line.refuse("身份证号", line.id_number, str(refusal))
        return line
