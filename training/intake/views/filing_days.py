"""Days of filing that a filer may not choose: by them the rules of a class are chosen (R47, R71)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.sheets.class_sheet import ClassRow
from training.classes.views.choose_rule_set import NOTICE_DAY, choose_rule_set
from training.errors import Refusal
from training.notice.terms import Severity
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.sheets.findings import Finding

TO_COME = "备案日期还没有到，请填实际备案的日期，或不填（按今天）。"
TOO_OLD = f"{NOTICE_DAY} 以前备案的只能是已经结业的班；这个班还没有结业，请核对备案日期。"
OTHER_RULES = (
    "按这个备案日期适用的规则和今天不同：学校今天交的备案按今天的规则；确实早已备案的，请旗县区导入。"
)


def refuse_filing_days(session: Session, staff: Staff, rows: Iterable[ClassRow], today: date) -> None:
    """Give every such row an error of its own; what is filed already comes again with its own day."""
    dated = [row for row in rows if row.is_good and row.filed_on is not None]
    numbers = [row.class_number for row in dated]
    filed = set(
        session.scalars(select(TrainingClass.class_number).where(TrainingClass.class_number.in_(numbers)))
    )
    for row in dated:
        said = "" if row.class_number in filed else _wrong(session, staff, row, today)
        if said:
            finding = Finding(row.row, "备案日期", str(row.filed_on), said, Severity.ERROR, row.sheet)
            row.findings.append(finding)


def _wrong(session: Session, staff: Staff, row: ClassRow, today: date) -> str:
    filed_on = row.filed_on or today
    if filed_on > today:
        return TO_COME
    if filed_on < NOTICE_DAY and row.ends_on >= today:
        return TOO_OLD
    if staff.institution_id is not None and _has_other_rules(session, row.district, filed_on, today):
        return OTHER_RULES
    return ""


def _has_other_rules(session: Session, district: str, filed_on: date, today: date) -> bool:
    """A day or a district that is none is refused where the class is filed."""
    key = session.scalar(select(District.id).where(District.name == district))
    try:
        then = choose_rule_set(session, key, filed_on)
    except Refusal:
        return False
    return then.id != choose_rule_set(session, key, today).id
