"""Two systems write one thing in many ways: what of each field is the same (R05)."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from training.notice.class_hours import hours
from training.notice.identity import compact, read_name
from training.region.terms import Field, StepStatus
from training.subsidies.rules.money import BadAmount, read_fen

HOURS = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)(?:课时|学时|小时)?")
COUNT = re.compile(r"(\d{1,6})(?:\.0+)?人?")
DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
STATUSES: Mapping[str, StepStatus] = {
    **dict.fromkeys(("通过", "已通过", "审批通过", "审核通过", "同意", "已审批"), StepStatus.PASSED),
    **dict.fromkeys(("不通过", "未通过", "审批不通过", "退回", "驳回", "不同意"), StepStatus.REFUSED),
    **dict.fromkeys(("办理中", "审批中", "审核中", "待审批", "待审核", "已提交"), StepStatus.WORKING),
}
RESULTS = {"1": "合格", "2": "不合格", "是": "合格", "否": "不合格"}
"""评定 (acc011) as the national dictionary codes it."""


def normal(field: Field, text: str) -> str:
    """The one way of writing by which the field is compared; what is none of its kind stays as it is."""
    said = compact(text)
    return NORMALS[field](text if field is Field.NAME else said) if said else ""


def _halves(text: str) -> str:
    found = HOURS.fullmatch(text)
    halves = Decimal(found.group(1)) * 2 if found else None
    return hours(int(halves)) if halves is not None and halves == halves.to_integral() else text


def _count(text: str) -> str:
    found = COUNT.fullmatch(text)
    return str(int(found.group(1))) if found else text


def _day(text: str) -> str:
    found = DAY.fullmatch(text)
    return f"{found.group(1)}-{int(found.group(2)):02d}-{int(found.group(3)):02d}" if found else text


def _yuan(text: str) -> str:
    try:
        fen = read_fen(text)
    except BadAmount:
        return text
    return f"{fen // 100}.{fen % 100:02d}"


def _status(text: str) -> str:
    return STATUSES.get(text, text)


def _result(text: str) -> str:
    return RESULTS.get(text, text)


def _same(text: str) -> str:
    return text


NORMALS: Mapping[Field, Callable[[str], str]] = {
    **dict.fromkeys(Field, _same),
    Field.NAME: read_name,
    Field.CERTIFICATE: str.upper,
    Field.HOURS: _halves,
    Field.PEOPLE: _count,
    Field.SUBSIDY: _yuan,
    Field.OPENING: _status,
    Field.CLOSING: _status,
    Field.RESULT: _result,
    **dict.fromkeys((Field.STARTS, Field.ENDS, Field.ISSUED, Field.PAID), _day),
}
