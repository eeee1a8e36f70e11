"""A district hands in its plan as a workbook: the lines become items of a draft (R03)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.choices.rules.offering import NotOffered
from training.choices.terms import ChoiceKind
from training.choices.views.open_choices import open_choices
from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.errors import Refusal
from training.notice.terms import ClassKind, Fund
from training.plans.acts.begin_plan import begin_plan
from training.plans.acts.write_items import write_items
from training.plans.rules.items import Item
from training.plans.rules.moves import WRITABLE
from training.plans.rules.quarters import Quarter
from training.plans.sheets.plan_sheet import PlanRow
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "plans"


def import_plans(
    session: Session, rows: Iterable[PlanRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Into the draft of each quarter, which is begun where there is none; what stands there is known.

    By whoever handed the file in. Raises ImportRefused when rows are wrong and the good ones were not asked
    for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    staff = session.get_one(Staff, file.staff_id)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    quarters: dict[Quarter, list[PlanRow]] = defaultdict(list)
    every = list(rows)
    for row in every:
        if row.is_good and row.district != (staff.district.name if staff.district else ""):
            row.refuse("旗县区", row.district, "不是您的旗县区，计划由各旗县区自己写。")
        if row.is_good and row.quarter:
            quarters[row.quarter].append(row)
        else:
            report.refused += 1
    for quarter, own in quarters.items():
        _write(session, staff, quarter, own, report, file.handed_at)
    for row in every:
        report.findings.extend(row.findings)
    close_batch(batch, report, accept_good_rows)
    return report


def _write(
    session: Session, staff: Staff, quarter: Quarter, own: list[PlanRow], report: ImportReport, now: datetime
) -> None:
    try:
        plan = _draft(session, staff, quarter) or begin_plan(session, staff, quarter, "", now=now)
        offered = frozenset(("", *open_choices(session, ChoiceKind.INDUSTRY)))
        fresh, known = _sorted_out([_item(each) for each in plan.items], own, offered)
        write_items(session, staff, plan.public_id, [each.item for each in fresh if each.item])
    except Refusal as refusal:
        for each in own:
            each.refuse("季度", quarter.words, str(refusal))
        report.refused += len(own)
        return
    report.stored += len(fresh)
    report.known += known
    report.refused += len(own) - len(fresh) - known


def _sorted_out(
    standing: list[Item], own: list[PlanRow], offered: frozenset[str]
) -> tuple[list[PlanRow], int]:
    """What is new, and how much is there already; other numbers of an item that is there are refused.

    Added beside it they would be planned twice, also where its industry has another name since.
    """
    fresh, known, there = [], 0, set(map(_what, standing))
    of_former_name = {_what(_without_industry(each)) for each in standing if each.industry not in offered}
    for each in own:
        item = each.item
        if item in standing:
            known += 1
        elif item and item.industry not in offered:
            each.refuse("重点产业", item.industry, str(NotOffered(ChoiceKind.INDUSTRY, item.industry)))
        elif item and (_what(item) in there or _what(_without_industry(item)) in of_former_name):
            each.refuse("培训工种", item.trade, "计划里已有这一项，数字不同；请在网页上改那一项。")
        else:
            fresh.append(each)
    return fresh, known


def _without_industry(own: Item) -> Item:
    return replace(own, industry="")


def _what(own: Item) -> tuple[str, str, ClassKind, bool, str, Fund]:
    return own.trade, own.level, own.kind, own.is_new_occupation, own.industry, own.fund


def _draft(session: Session, staff: Staff, quarter: Quarter) -> QuarterPlan | None:
    named = (
        QuarterPlan.district_id == staff.district_id,
        QuarterPlan.year == quarter.year,
        QuarterPlan.quarter == quarter.number,
    )
    return session.scalars(select(QuarterPlan).where(*named, QuarterPlan.state.in_(WRITABLE))).first()


def _item(own: PlanItem) -> Item:
    return Item(**{name: getattr(own, name) for name in Item.__dataclass_fields__})
