"""公示后向属地财政部门申请补贴资金: on the morning after it the district hears that it may (R21)."""

from datetime import date

from sqlalchemy import select

from tests.factories import at
from tests.training.payments.paid import APPLIED, Office, a_judged_world
from training.database import Database
from training.outbox.rules.pages_of_alerts import page_of
from training.payments.acts.alert_ended_publicities import alert_ended_publicities
from training.records.outbox.alerts import Alert

LAST_DAY = at(date(2026, 9, 21), "08:05")
NEXT_DAY = at(date(2026, 9, 22), "08:05")


def public(database: Database) -> Office:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    return office


def morning(office: Office, now=NEXT_DAY) -> int:
    with office.database.writing() as session:
        return alert_ended_publicities(session, now=now)


def test_it_is_told_on_the_morning_after_and_once(database: Database) -> None:
    office = public(database)

    assert morning(office, LAST_DAY) == 0
    assert (morning(office), morning(office)) == (1, 0)

    with database.reading() as session:
        told = session.scalars(select(Alert).where(Alert.kind == "subsidy_apply")).one()
        assert told.text == (
            "会议“会议 7 号”的公示已于 2026-09-21 结束，2 人 2,400.00 元"
            "可以向属地财政部门申请拨付，请打开会议按资金申请。"
        )
        assert page_of(told.kind, told.about) == f"/desk/meetings/{office.meeting}"
        assert told.district_id is not None


def test_whoever_an_objection_holds_is_not_counted_and_where_all_are_held_it_is_told_later(database) -> None:
    office = public(database)
    office.object_to("王芳")
    office.object_to("李丽")
    assert morning(office) == 0

    office.settle("王芳")

    assert morning(office) == 1
    with database.reading() as session:
        text = session.scalars(select(Alert.text).where(Alert.kind == "subsidy_apply")).one()
        assert "1 人 1,200.00 元" in text


def test_what_was_applied_for_on_the_first_morning_is_not_told(database: Database) -> None:
    office = public(database)
    office.now = APPLIED
    office.apply()

    assert morning(office) == 0
