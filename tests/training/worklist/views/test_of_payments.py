"""What of the money of classes waits, for whom, and from when (R20 to R22)."""

from datetime import timedelta

from tests.factories import at
from tests.training.payments.paid import (
    APPLIED,
    CITY,
    DISTRICT,
    ELSEWHERE,
    ENDS_ON,
    PAID,
    WHOLE,
    a_judged_world,
    an_applied_world,
)
from training.database import Database
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.see_worklist import see_worklist

MONEY = (
    *(WorkKind.TO_GRANT, WorkKind.TO_PUBLICISE, WorkKind.TO_APPLY),
    *(WorkKind.LINE_OBJECTION, WorkKind.TO_PAY, WorkKind.RECOVERY, WorkKind.UNDOING, WorkKind.FOUND),
)


def waiting(office, who: str = DISTRICT) -> list[tuple[WorkKind, str]]:
    """Of the money, by kind; what it says."""
    with office.database.reading() as session:
        found = see_worklist(session, find_staff(session, who), most=50, now=office.now)
        return [(each.kind, each.title) for each in found.lines if each.kind in MONEY]


def test_a_judged_class_waits_for_a_meeting_until_one_granted_everybody(database: Database) -> None:
    office = a_judged_world(database)
    assert waiting(office) == [(WorkKind.TO_GRANT, "班级 BT-1 电工已核定，待上会")]
    assert waiting(office, ELSEWHERE) == waiting(office, CITY) == []

    office.grant("王芳")
    assert [kind for kind, _ in waiting(office)] == [WorkKind.TO_GRANT, WorkKind.TO_PUBLICISE]

    office.grant("李丽", number="会议 8 号")
    assert [kind for kind, _ in waiting(office)] == [WorkKind.TO_PUBLICISE, WorkKind.TO_PUBLICISE]


def test_a_publicity_waits_from_the_day_after_its_last(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()

    office.now = at(ENDS_ON, "23:59")
    assert waiting(office) == []
    office.now += timedelta(minutes=1)
    assert waiting(office) == [(WorkKind.TO_APPLY, "会议 会议 7 号 公示期满，请申请拨付")]


def test_an_objection_an_application_and_a_recovery_wait(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")
    assert [kind for kind, _ in waiting(office)] == [WorkKind.LINE_OBJECTION]

    office.settle("王芳")
    office.now = APPLIED
    office.apply()
    assert waiting(office) == [(WorkKind.TO_PAY, "申请 申请 1 号 待登记拨付")]

    office.now = PAID
    office.pay({"王芳": WHOLE, "李丽": WHOLE})
    assert waiting(office) == []

    demanded = office.demand("王芳", 100)
    assert waiting(office) == [(WorkKind.RECOVERY, "包头市第一培训学校要退回 1.00 元")]
    office.receive("王芳", demanded)
    assert waiting(office) == []


def test_a_part_that_came_leaves_the_rest_to_wait_and_what_is_taken_back_waits_no_more(
    database: Database,
) -> None:
    office = an_applied_world(database)
    office.pay({"王芳": WHOLE, "李丽": WHOLE})
    demanded = office.demand("王芳", 100)
    office.receive("王芳", demanded, amount=99)

    assert [kind for kind, _ in waiting(office)] == [WorkKind.RECOVERY]
    office.withdraw_demand("王芳", demanded)
    assert waiting(office) == []


def test_a_payment_that_somebody_asks_to_undo_waits_for_another_person(database: Database) -> None:
    office = an_applied_world(database)
    paid = office.pay({"王芳": WHOLE, "李丽": WHOLE})
    office.ask_undoing(paid)

    assert waiting(office) == [(WorkKind.UNDOING, "凭证 PZ-1 的拨付申请撤销登记，待同意")]
    assert waiting(office, ELSEWHERE) == waiting(office, CITY) == []
    office.decide_undoing(paid)
    assert [kind for kind, _ in waiting(office)] == [WorkKind.TO_PAY]


def test_who_was_paid_and_stands_on_a_later_list_waits_until_it_is_settled_or_demanded_back(
    database: Database,
) -> None:
    office = an_applied_world(database)
    office.pay({"王芳": WHOLE, "李丽": WHOLE})
    office.found("王芳", "李丽")
    title = "BT-1 电工有人已拨付，在新的比对名单里"
    assert waiting(office) == [(WorkKind.FOUND, title), (WorkKind.FOUND, title)]
    assert waiting(office, ELSEWHERE) == waiting(office, CITY) == []

    demanded = office.demand("王芳", WHOLE)
    assert [kind for kind, _ in waiting(office)] == [WorkKind.RECOVERY, WorkKind.FOUND]
    office.settle_found("李丽")
    assert [kind for kind, _ in waiting(office)] == [WorkKind.RECOVERY]
    office.withdraw_demand("王芳", demanded)
    assert [kind for kind, _ in waiting(office)] == [WorkKind.FOUND]


def test_each_leads_to_where_it_is_done(database: Database) -> None:
    office = an_applied_world(database)

    with database.reading() as session:
        found = see_worklist(session, find_staff(session, DISTRICT), most=50, now=office.now)

    (line,) = [each for each in found.lines if each.kind is WorkKind.TO_PAY]
    assert (line.place, line.subject) == (WorkPlace.MEETING, office.meeting)
