"""R25, R26, R47, R51 to R54: filing a class, its timetable, and changes to it."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, SCHOOL, a_class, hand
from tests.services.builders import a_filing, a_wrong_row, class_row, lesson_row, roster_row
from training.database import Database
from training.records import Enrolment, Lesson, LessonCancellation, TrainingClass
from training.services.add_rule_set import add_rule_set
from training.services.file_classes import file_classes
from training.services.find_class import find_class, find_district
from training.services.import_timetable import import_timetable
from training.services.imports import ImportRefused, ImportReport
from training.terms import Content, HalfDay, Mode

WEEK = tuple(lesson_row(date(2026, 3, 2 + offset), half_day) for offset in range(5) for half_day in HalfDay)


def file_it(database: Database, *classes, roster=(), timetable=WEEK, accept_good_rows=False) -> ImportReport:
    with database.writing() as session:
        filing = a_filing(*classes, roster=tuple(roster), timetable=tuple(timetable))
        return file_classes(session, filing, hand(), accept_good_rows=accept_good_rows)


def refused(database: Database, *classes, **parts) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        file_it(database, *classes, **parts)
    return [finding.message for finding in refusal.value.report.findings]


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_a_class_comes_into_being_with_its_roster_and_its_timetable(database):
    report = file_it(database, roster=[roster_row(1), roster_row(2)])

    assert (report.read, report.stored) == (13, 13)
    assert f"新登记培训机构：{SCHOOL}" in report.notices
    with database.reading() as session:
        filed = find_class(session, "BT-1")
        assert (filed.district.name, filed.institution.name, len(filed.lessons)) == ("昆都仑区", SCHOOL, 10)
        assert (filed.filed_by, filed.filed_on) == ("张会计", MONDAY)
        assert filed.lessons[0].instructor.name == "李建国"


def test_a_wrong_roster_row_refuses_the_whole_filing(database):
    refused(database, roster=[roster_row(1), a_wrong_row(2)])

    assert (count(database, TrainingClass), count(database, Enrolment), count(database, Lesson)) == (0, 0, 0)


def test_good_rows_alone_are_accepted_of_the_roster_but_never_of_the_class(database):
    file_it(database, roster=[roster_row(1), a_wrong_row(2)], accept_good_rows=True)
    assert count(database, Enrolment) == 1

    online_practical = lesson_row(content=Content.PRACTICAL, mode=Mode.ONLINE)
    with pytest.raises(ImportRefused):
        file_it(database, class_row(class_number="BT-2"), timetable=[online_practical], accept_good_rows=True)


def test_an_unknown_district_is_refused_with_the_ten_there_are(database):
    (message,) = refused(database, class_row(district="海淀区"), roster=[roster_row(1)])

    assert "昆都仑区" in message
    assert "稀土高新区" in message


def test_online_practical_is_refused(database):
    rows = (
        *WEEK[:9],
        lesson_row(date(2026, 3, 6), HalfDay.AFTERNOON, content=Content.PRACTICAL, mode=Mode.ONLINE),
    )

    assert any("R53" in message for message in refused(database, timetable=rows))


def test_online_theory_over_40_percent_is_refused_without_a_reason_and_warned_with_one(database):
    rows = [
        lesson_row(row.held_on, row.half_day, mode=Mode.ONLINE if place < 5 else Mode.OFFLINE)
        for place, row in enumerate(WEEK)
    ]
    assert any("R52" in message for message in refused(database, timetable=rows))

    report = file_it(database, class_row(online_reason="道路封闭"), timetable=rows)

    assert any("R52" in finding.message for finding in report.findings)
    assert not report.has_errors


def test_a_class_that_is_online_only_is_refused(database):
    rows = [lesson_row(row.held_on, row.half_day, mode=Mode.ONLINE) for row in WEEK]

    assert any(
        "R51" in message for message in refused(database, class_row(online_reason="有"), timetable=rows)
    )


def test_without_a_timetable_one_is_made_from_the_dates(database):
    report = file_it(database, class_row(weekdays="周一至周五"), timetable=())

    assert count(database, Lesson) == 10
    assert any("没有课程表" in notice for notice in report.notices)


def test_dates_that_cannot_hold_the_hours_are_refused(database):
    messages = refused(database, class_row(prescribed_halves=96), timetable=())

    assert any("还差 8 课时" in message for message in messages)


def test_filing_the_same_class_again_is_known_and_a_different_one_is_refused(database):
    file_it(database, roster=[roster_row(1)])

    again = file_it(database, roster=[roster_row(1), roster_row(2)])
    assert (again.known, again.stored) == (12, 1)

    assert any("已经备案" in message for message in refused(database, class_row(prescribed_halves=96)))


def test_two_classes_in_one_workbook_name_theirs_in_every_sheet(database):
    classes = (class_row(), class_row(class_number="BT-2", attendance_device="6013"))
    rows = [lesson_row(row.held_on, row.half_day, number) for number in ("BT-1", "BT-2") for row in WEEK]

    report = file_it(
        database,
        *classes,
        roster=[roster_row(1, class_number="BT-1"), roster_row(2, class_number="BT-2")],
        timetable=rows,
    )

    assert report.stored == 2 + 20 + 2


def test_a_lesson_of_a_class_that_is_not_filed_here_is_refused(database):
    messages = refused(database, timetable=[*WEEK, lesson_row(class_number="BT-9")])

    assert any("不在“班级信息”里" in message for message in messages)


def test_a_class_is_pinned_to_the_rules_in_force_on_its_day_of_filing(database):
    file_it(database)
    with database.writing() as session:
        changed = {"effective_from": "2026-03-01", "qualifying_percent": 90}
        add_rule_set(session, None, changed, made_by="市局", now=hand().handed_at)

    file_it(database, class_row(class_number="BT-2"))

    with database.reading() as session:
        assert find_class(session, "BT-1").rule_set.policy.qualifying_percent == 80
        assert find_class(session, "BT-2").rule_set.policy.qualifying_percent == 90


@pytest.mark.parametrize(
    ("filed_on", "percent"),
    [(date(2026, 2, 28), 80), (date(2026, 3, 1), 85), (date(2026, 3, 2), 85)],
)
def test_a_districts_own_rules_hold_from_their_first_day(database, filed_on, percent):
    with database.writing() as session:
        district = find_district(session, "昆都仑区")
        changed = {"effective_from": "2026-03-01", "qualifying_percent": 85}
        add_rule_set(session, district, changed, made_by="昆都仑区", now=hand().handed_at)

    second = class_row(class_number="BT-2", district="青山区", filed_on=filed_on)
    rows = [lesson_row(row.held_on, row.half_day, number) for number in ("BT-1", "BT-2") for row in WEEK]
    file_it(database, class_row(filed_on=filed_on), second, timetable=rows)

    with database.reading() as session:
        assert find_class(session, "BT-1").rule_set.policy.qualifying_percent == percent
        assert find_class(session, "BT-2").rule_set.policy.qualifying_percent == 80


@pytest.mark.parametrize(("filed_on", "is_refused"), [(date(2023, 2, 23), True), (date(2023, 2, 24), False)])
def test_before_the_notice_no_rules_are_in_force(database, filed_on, is_refused):
    if is_refused:
        assert any("没有生效的规则" in message for message in refused(database, class_row(filed_on=filed_on)))
    else:
        assert file_it(database, class_row(filed_on=filed_on)).refused == 0


def set_lessons(database: Database, *rows, reason: str = "") -> ImportReport:
    with database.writing() as session:
        return import_timetable(session, rows, hand(), find_class(session, "BT-1"), reason=reason)


@pytest.fixture
def filed(database: Database) -> Database:
    with database.writing() as session:
        a_class(session, "BT-1", ends_on=date(2026, 3, 13), prescribed_halves=96)
    return database


def test_more_lessons_are_added(filed):
    set_lessons(filed, *WEEK)

    report = set_lessons(filed, *WEEK, lesson_row(date(2026, 3, 9)))

    assert (report.known, report.stored) == (10, 1)


def test_a_later_timetable_may_bring_the_instructor_that_was_missing_but_not_another(filed):
    assert set_lessons(filed, lesson_row(instructor="李建国")).stored == 1

    with pytest.raises(ImportRefused):
        set_lessons(filed, lesson_row(instructor="赵玉兰"))


def test_lessons_that_a_later_timetable_lacks_are_cancelled_only_with_a_reason(filed):
    rest = [*WEEK[2:], lesson_row(date(2026, 3, 9)), lesson_row(date(2026, 3, 9), HalfDay.AFTERNOON)]

    set_lessons(filed, *rest)
    assert count(filed, LessonCancellation) == 0

    report = set_lessons(filed, *rest, reason="停电，补到 9 日")
    assert count(filed, LessonCancellation) == 2
    assert report.notices[0].startswith("停课：2026-03-02 上午")


def test_a_filed_lesson_is_not_rewritten(filed):
    with pytest.raises(ImportRefused) as refusal:
        set_lessons(filed, lesson_row(halves=6))

    assert "不能改写" in refusal.value.report.findings[0].message


def test_a_cancelled_half_day_takes_no_new_lesson(filed):
    set_lessons(filed, *WEEK[1:], reason="停电")

    with pytest.raises(ImportRefused) as refusal:
        set_lessons(filed, *WEEK)
    assert "另排日期补课" in refusal.value.report.findings[0].message
