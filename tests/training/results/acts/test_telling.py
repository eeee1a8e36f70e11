"""R16, R42, R46: the district hears that a class can be judged, the city that a list waits for numbers."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.factories import at
from tests.training.results.signing import (
    BAD,
    CITY,
    DISTRICT,
    GOOD,
    NO,
    SATURDAY,
    SCHOOL,
    YES,
    Signing,
    checked,
    signing,
)
from training.checks.terms import CheckLevel
from training.outbox.rules.groups_of_alerts import AlertGroup, group_of
from training.outbox.rules.pages_of_alerts import page_of
from training.outbox.views.alerts_for import alerts_for
from training.records.outbox.alerts import Alert
from training.results.acts.alert_classes_to_judge import TOLD_WITHIN, alert_classes_to_judge
from training.results.rules.people import Decision
from training.staff.views.find_staff import find_staff

READY, LISTED = "result_ready", "certificates_due"


def morning(one: Signing, days: int = 0) -> int:
    with one.database.writing() as session:
        return alert_classes_to_judge(session, now=SATURDAY + timedelta(days=days))


def told(one: Signing, who: str, kind: str) -> list[str]:
    with one.database.reading() as session:
        alerts = session.scalars(alerts_for(find_staff(session, who)).where(Alert.kind == kind))
        return [each.text for each in alerts]


def test_the_morning_after_its_end_a_class_that_can_be_judged_is_told_to_its_district_once(database):
    one = checked(database)

    on_friday, on_saturday, on_sunday = morning(one, -1), morning(one), morning(one, 1)

    assert (on_friday, on_saturday, on_sunday) == (0, 1, 0)
    assert "BT-R" in told(one, DISTRICT, READY)[0]
    assert "系统建议合格" in told(one, DISTRICT, READY)[0]
    assert told(one, SCHOOL, READY) == []
    assert page_of(READY, one.class_id) == f"/desk/classes/{one.class_id}/result"
    assert group_of(READY) is AlertGroup.RESULTS


def test_a_class_that_lacks_something_is_told_once_that_is_there(database):
    one = signing(database)
    one.check(CheckLevel.CITY)

    lacking = morning(one)
    one.check(CheckLevel.DISTRICT)

    assert (lacking, morning(one, 1)) == (0, 1)


def test_neither_a_class_that_is_judged_nor_one_of_long_ago_is_told(database):
    one = checked(database)
    last = TOLD_WITHIN - timedelta(days=1)

    too_late = morning(one, (last + timedelta(days=1)).days)
    one.sign()

    assert (too_late, morning(one, last.days)) == (0, 0)


def test_the_city_alone_hears_of_a_list_when_it_counts(database):
    one = checked(database)
    one.sign(GOOD)

    one.approve(学员2=Decision(BAD, "课时不足"))

    (text,) = told(one, CITY, LISTED)
    assert "第 1 版合格名单已确认，合格 1 人" in text
    assert "派号 BT-R" in text
    assert told(one, DISTRICT, LISTED) == told(one, SCHOOL, LISTED) == []
    assert page_of(LISTED, one.class_id) == f"/desk/certificates/classes/{one.class_id}"
    assert group_of(LISTED) is AlertGroup.CERTIFICATES


def test_a_list_of_two_signatures_is_told_upon_the_second_and_none_that_is_sent_back(database):
    one = checked(database)
    one.sign(GOOD)

    one.approve(学员2=Decision(GOOD, "机构停电，已补课"))
    by_one = told(one, CITY, LISTED)
    one.second_list(NO)
    sent_back = told(one, CITY, LISTED)
    one.now = at(date(2026, 3, 8), "09:00")
    one.approve(学员2=Decision(GOOD, "机构停电，已补课"))
    one.second_list(YES)

    assert by_one == sent_back == []
    assert ["第 2 版" in each for each in told(one, CITY, LISTED)] == [True]


def test_a_list_on_which_nobody_is_qualified_wants_no_numbers(database):
    one = checked(database)
    one.sign(GOOD)

    one.approve(学员1=Decision(BAD, "缺考"), 学员2=Decision(BAD, "课时不足"))

    with database.reading() as session:
        assert session.scalars(select(Alert).where(Alert.kind == LISTED)).all() == []
