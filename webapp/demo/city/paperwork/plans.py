"""季度计划: what the districts planned for the quarters of their classes, and for the one to come."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from training.notice.terms import ClassKind, Fund
from training.plans.acts.begin_plan import begin_plan
from training.plans.acts.move_plan import PlanStep, move_plan
from training.plans.acts.write_items import write_items
from training.plans.rules.items import Item
from training.plans.rules.quarters import Quarter, quarter_of
from training.plans.terms import PlanMove
from training.plans.views.see_plans import see_plan, seen_of
from training.records.plans import QuarterPlan
from webapp.demo.city.city import City
from webapp.demo.city.classes import CLASSES
from webapp.demo.city.staff import CITY, IN_DONGHE, IN_JIUYUAN, IN_KUNDULUN, IN_QINGSHAN
from webapp.demo.sample_class import SAMPLES, SampleClass

PLANNERS = (IN_KUNDULUN, IN_QINGSHAN, IN_DONGHE, IN_JIUYUAN)
NEVER_PLANNED = frozenset({"BT2026-DH-303", "BT2026-QS-205"})
NEW = frozenset({"电子商务师"})
FEN_A_PERSON = 120_000
HALVES = 240
NOTE = "辖区企业用工问卷和上季度报名情况；家政、养老缺口最大"


def plan_quarters(city: City) -> None:
    """Every quarter of a class has its plan; of the one to come one waits and one was returned."""
    for name in PLANNERS:
        district = city.who(name).district
        for quarter, own in planned_quarters(district.name if district else "", city.today):
            made = _plan(city, name, quarter, own, -75)
            _move(city, name, made, PlanMove.SUBMIT, -74)
            _move(city, CITY, made, PlanMove.APPROVE, -72)
    coming = quarter_of(city.today).following
    waits = _plan(city, IN_KUNDULUN, coming, list(CLASSES[:3]), -4)
    _move(city, IN_KUNDULUN, waits, PlanMove.SUBMIT, -3)
    returned = _plan(city, IN_QINGSHAN, coming, list(CLASSES[8:10]), -6)
    _move(city, IN_QINGSHAN, returned, PlanMove.SUBMIT, -6)
    _move(city, CITY, returned, PlanMove.RETURN, -2, "电工两个班的人数和上季度报名差得多，请写明依据")


def planned_quarters(district: str, today: date) -> Iterable[tuple[Quarter, list[SampleClass]]]:
    """What a district planned: of a quarter whose only class was never planned it has no plan."""
    own = [each for each in (*SAMPLES, *CLASSES) if each.district == district]
    begun = defaultdict(list)
    for each in own:
        if each.number not in NEVER_PLANNED:
            begun[quarter_of(today + timedelta(each.span[0]))].append(each)
    return sorted(begun.items())


def _plan(city: City, name: str, quarter: Quarter, own: list[SampleClass], days: int) -> QuarterPlan:
    made = begin_plan(city.session, city.who(name), quarter, NOTE, now=city.at(days, "09:00"))
    return write_items(city.session, city.who(name), made.public_id, _items(own))


def _items(own: list[SampleClass]) -> list[Item]:
    kinds = sorted({(each.trade, each.kind) for each in own})
    return [
        _item(trade, [each for each in own if (each.trade, each.kind) == (trade, kind)])
        for trade, kind in kinds
    ]


def _item(trade: str, own: list[SampleClass]) -> Item:
    people = sum(each.size for each in own) + 5
    return Item(
        trade=trade,
        level="",
        kind=ClassKind(own[0].kind),
        is_new_occupation=trade in NEW,
        industry="",
        classes=len(own),
        people=people,
        halves=HALVES,
        fund=Fund.EMPLOYMENT,
        amount_fen=people * FEN_A_PERSON,
    )


def _move(city: City, name: str, own: QuarterPlan, move: PlanMove, days: int, reason: str = "") -> None:
    staff = city.who(name)
    step = PlanStep(move, reason, seen_of(see_plan(city.session, staff, own.public_id)))
    move_plan(city.session, staff, own.public_id, step, now=city.at(days, "15:00"))
