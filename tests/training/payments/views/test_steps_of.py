"""R22, R66: 办理记录 of a line says whose hands its money took, and leads to the lines of the ledger."""

from datetime import timedelta

import pytest

from tests.training.payments.paid import AUDITOR, DISTRICT, WHOLE, Office, an_applied_world
from training.database import Database
from training.payments.views.recoveries.steps_of import ShownStep
from training.payments.views.see_line import see_line
from training.staff.views.find_staff import find_staff

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(database: Database) -> Office:
    return recovered(database)


def recovered(database: Database) -> Office:
    """Paid wrongly, undone after one refusal, paid anew; a part came back, was none, and was dropped."""
    office = an_applied_world(database)
    wrong = office.pay({"王芳": 100}, reason="核减")
    office.now += MINUTE
    office.ask_undoing(wrong, "金额错了")
    office.now += MINUTE
    office.decide_undoing(wrong, agrees=False, note="再核对")
    office.now += MINUTE
    office.ask_undoing(wrong, "少写了")
    office.now += MINUTE
    office.decide_undoing(wrong)
    office.now += MINUTE
    office.pay({"王芳": WHOLE})
    office.now += MINUTE
    demand = office.demand("王芳", 30_000)
    office.now += MINUTE
    office.receive("王芳", demand, amount=20_000)
    office.now += MINUTE
    office.undo_receipt("王芳", demand)
    office.now += MINUTE
    office.withdraw_demand("王芳", demand)
    office.now += MINUTE
    office.receive("王芳", office.demand("王芳", WHOLE), "HD-2")
    return office


def steps(office: Office, who: str = DISTRICT) -> tuple[ShownStep, ...]:
    with office.database.reading() as session:
        return see_line(session, find_staff(session, who), office.lines()["王芳"], now=office.now).steps


def test_every_hand_in_the_money_is_told_in_order_with_its_line_of_the_ledger(office: Office) -> None:
    told = [
        (each.what, each.acted_by, each.reason, each.entry.number if each.entry else "")
        for each in steps(office)
    ]

    assert told[:3] == [
        ("上会审定", "刘志刚", "", ""),
        ("开始公示", "刘志刚", "", ""),
        ("申请拨付", "刘志刚", "申请 1 号", ""),
    ]
    assert told[3:] == [
        ("拨付", "乌兰", "核减", "2026-1"),
        ("申请撤销登记", "乌兰", "金额错了", ""),
        ("不同意撤销登记", "刘志刚", "再核对", ""),
        ("申请撤销登记", "乌兰", "少写了", ""),
        ("撤销登记", "刘志刚", "少写了", "2026-2"),
        ("拨付", "乌兰", "", "2026-3"),
        ("要求追回 300.00 元", "刘志刚", "重复享受", ""),
        ("到账 200.00 元，回单 HD-1", "乌兰", "", "2026-4"),
        ("撤销到账", "刘志刚", "回单是别人的", "2026-5"),
        ("撤销追回", "乌兰", "查实没有重复享受", ""),
        ("要求追回 1,200.00 元", "刘志刚", "重复享受", ""),
        ("到账 1,200.00 元，回单 HD-2", "乌兰", "", "2026-6"),
        ("追回", "乌兰", "重复享受", ""),
    ]


def test_an_auditor_reads_who_and_when_and_no_reason(office: Office) -> None:
    told = steps(office, AUDITOR)

    assert len(told) == 16
    assert {each.acted_by for each in told} == {"刘志刚", "乌兰"}
    assert not {"金额错了", "再核对", "重复享受"} & {each.reason for each in told}
