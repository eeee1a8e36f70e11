"""计划资金使用: of every item of a quarter's plans what was budgeted, promised and paid, by fund (R67).

What was paid for C1 before it became a scheme of the common chain has no fund: it stands under 未注明, and
counts as promised.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within, within_class
from training.eligibility.rules.line_acts import GRANTED
from training.ledgers.rules.budgets import Level, Spending, level_of
from training.notice.permissions import Permission
from training.notice.terms import Fund
from training.plans.rules.quarters import Quarter
from training.plans.views.plans_in_force import planned_of, plans_in_force
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.payments.paid_money import paid_money
from training.records.plans import PlanItem
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine

Where = tuple[int, Fund | None]
"""The key of a class, and a fund; None: 未注明."""


@dataclass(frozen=True)
class FundUse:
    """An item of a plan in force, or what a district's classes of no item cost (计划外)."""

    district: District
    item: PlanItem | None
    classes: tuple[TrainingClass, ...]
    by_fund: Mapping[Fund | None, Spending]
    """Only funds of which something was promised or paid."""

    @property
    def budget(self) -> int:
        return self.item.amount_fen if self.item else 0

    @property
    def spent(self) -> Spending:
        return sum(self.by_fund.values(), Spending())

    @property
    def level(self) -> Level:
        return level_of(self.budget, self.spent)

    @property
    def other_funds(self) -> tuple[Fund, ...]:
        """Of which the plan has nothing for this item."""
        planned = self.item.fund if self.item else None
        return tuple(each for each in self.by_fund if each is not None and each is not planned)


def use_of_funds(session: Session, staff: Staff, quarter: Quarter) -> list[FundUse]:
    """By district, its items in order, then 计划外; as many statements for a hundred classes as for one."""
    mine = within_class(staff, Permission.SEE_LEDGERS)
    return _use_of(session, quarter, (mine, within(staff, Permission.SEE_LEDGERS, district=District.id)))


def use_everywhere(session: Session, quarter: Quarter) -> list[FundUse]:
    """The same of all districts, for the schedule."""
    return _use_of(session, quarter, (true(), true()))


def _use_of(
    session: Session, quarter: Quarter, where: tuple[ColumnElement[bool], ColumnElement[bool]]
) -> list[FundUse]:
    of_classes, of_districts = where
    classes = _classes(session, of_classes, quarter)
    planned, spent = planned_of(session, classes), _spent(session, [each.id for each in classes])
    under: dict[tuple[int, int | None], list[TrainingClass]] = defaultdict(list)
    for each in classes:
        item = planned[each.id].item
        under[each.district_id, item.id if item else None].append(each)
    districts = session.scalars(select(District).where(of_districts).order_by(District.id)).all()
    plans = plans_in_force(session, [(each.id, quarter) for each in districts])
    found = []
    for district in districts:
        plan = plans.get((district.id, quarter))
        for own in (*(plan.items if plan else ()), None):
            of_it = under[district.id, own.id if own else None]
            if own or of_it:
                found.append(FundUse(district, own, tuple(of_it), _together(of_it, spent)))
    return found


def _together(
    classes: Iterable[TrainingClass], spent: Mapping[Where, Spending]
) -> dict[Fund | None, Spending]:
    funds: tuple[Fund | None, ...] = (*Fund, None)
    keys = [each.id for each in classes]
    found = {fund: sum((spent.get((key, fund), Spending()) for key in keys), Spending()) for fund in funds}
    return {fund: own for fund, own in found.items() if own.most}


def _spent(session: Session, classes: Sequence[int]) -> dict[Where, Spending]:
    """Two statements; what was paid is that of every figure (`paid_money`)."""
    found: dict[Where, Spending] = defaultdict(Spending)
    for key, fund, fen in session.execute(_promised(classes)):
        found[key, fund] += Spending(committed=int(fen or 0))
    for key, fund, fen in session.execute(_paid(classes)):
        found[key, fund] += Spending(committed=0 if fund else int(fen), paid=int(fen))
    return found


def _promised(classes: Sequence[int]) -> Select[int, Fund | None, int | None]:
    return (
        select(Enrolment.class_id, SubsidyLine.fund, func.sum(SubsidyLine.granted_fen))
        .join(SubsidyLine, SubsidyLine.enrolment_id == Enrolment.id)
        .where(Enrolment.class_id.in_(classes), SubsidyLine.state.in_(GRANTED))
        .where(SubsidyLine.granted_fen.is_not(None))
        .group_by(Enrolment.class_id, SubsidyLine.fund)
    )


def _paid(classes: Sequence[int]) -> Select[int, Fund | None, int]:
    own = paid_money()
    rows = select(Enrolment.class_id, own.c.fund, func.sum(own.c.amount_fen))
    told = rows.join(Enrolment, Enrolment.id == own.c.enrolment_id).where(Enrolment.class_id.in_(classes))
    return told.group_by(Enrolment.class_id, own.c.fund)


def _classes(session: Session, of_classes: ColumnElement[bool], quarter: Quarter) -> Sequence[TrainingClass]:
    days = TrainingClass.starts_on.between(quarter.first, quarter.last)
    own = select(TrainingClass).where(of_classes, days)
    loaded = own.options(joinedload(TrainingClass.district))
    return session.scalars(loaded.order_by(TrainingClass.starts_on, TrainingClass.id)).all()
