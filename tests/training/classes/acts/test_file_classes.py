"""R25, R26, R47, R51 to R54: a class comes into being by its filing."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, SCHOOL, at, hand
from tests.training.builders import (
    WEEK,
    a_filing,
    a_wrong_lesson,
    a_wrong_row,
    an_error,
    at_once,
    class_row,
    lesson_row,
    roster_row,
)
from training.classes.acts.add_rule_set import add_rule_set
from training.classes.acts.file_classes import file_classes
from training.classes.terms import Content
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import HalfDay, Mode
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Institution, Lesson, TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.sheets.hand_in import ImportRefused, ImportReport


def file_it(
    database: Database, *classes, roster=(), timetable=WEEK, file=None, accept_good_rows=False
) -> ImportReport:
    with database.writing() as session:
        filing = a_filing(*classes, roster=tuple(roster), timetable=tuple(timetable))
        return file_classes(session, filing, file or hand(), accept_good_rows=accept_good_rows)


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

    assert any("实操课程应完全在线下进行" in message for message in refused(database, timetable=rows))


ONLINE_HALF = tuple(
    lesson_row(row.held_on, row.half_day, mode=Mode.ONLINE if place < 5 else Mode.OFFLINE)
    for place, row in enumerate(WEEK)
)
"""20 of 40 class hours are online theory."""


def test_online_theory_over_40_percent_is_filed_with_a_warning_that_asks_for_the_reason(database):
    report = file_it(database, timetable=ONLINE_HALF)

    (warning,) = [finding.message for finding in report.findings if "线上理论" in finding.message]
    assert "还没有写明理由" in warning
    assert not report.has_errors
    assert count(database, TrainingClass) == 1


def test_online_theory_over_40_percent_with_a_reason_is_warned_of_with_it(database):
    report = file_it(database, class_row(online_reason="道路封闭"), timetable=ONLINE_HALF)

    assert any("线上理论" in finding.message and "道路封闭" in finding.message for finding in report.findings)
    assert not report.has_errors


def test_a_filing_that_differs_names_the_fields_and_where_they_are_changed(database):
    file_it(database)

    messages = refused(database, class_row(name="电工二班", prescribed_halves=240))

    assert messages[0].startswith("这个班号已经备案，班级名称、总课时与本文件不同；")
    assert "“申请与审批”里申请变更" in messages[0]


def test_the_filing_may_come_again_with_the_reason_it_was_asked_for(database):
    file_it(database, timetable=ONLINE_HALF)

    report = file_it(database, class_row(online_reason="道路封闭"), timetable=ONLINE_HALF)
    without = file_it(database, timetable=ONLINE_HALF)
    other = refused(database, class_row(online_reason="教室装修"), timetable=ONLINE_HALF)

    assert (report.stored, without.stored) == (1, 0)
    assert any("已备案的班级不能改写" in message for message in other)
    with database.reading() as session:
        filed = find_class(session, "BT-1")
        assert (filed.online_reason, filed.why_online) == ("", "道路封闭")


def test_a_reason_that_comes_with_other_changes_changes_nothing(database):
    file_it(database, timetable=ONLINE_HALF)

    refused(database, class_row(online_reason="道路封闭", trade="焊工"), timetable=ONLINE_HALF)

    with database.reading() as session:
        assert find_class(session, "BT-1").why_online == ""


def test_a_class_that_is_online_only_is_refused(database):
    rows = [lesson_row(row.held_on, row.half_day, mode=Mode.ONLINE) for row in WEEK]

    assert any(
        "不能全部课程" in message
        for message in refused(database, class_row(online_reason="有"), timetable=rows)
    )


def test_without_a_timetable_one_is_made_from_the_dates(database):
    report = file_it(database, class_row(weekdays="周一至周五"), timetable=())

    assert count(database, Lesson) == 10
    assert any("没有课程表" in notice for notice in report.notices)
    assert (report.read, report.stored) == (1, 1), "lessons that stand in no row are not counted as rows"


def test_a_made_timetable_is_not_made_twice(database):
    file_it(database, timetable=())

    again = file_it(database, timetable=())

    assert (again.known, again.stored, count(database, Lesson)) == (1, 0, 10)


def test_a_made_timetable_leaves_out_the_statutory_holidays(database):
    # 2026-04-06 (Monday) is the day off for 清明节.
    april = class_row(starts_on=date(2026, 4, 6), ends_on=date(2026, 4, 10), prescribed_halves=64)

    file_it(database, april, timetable=())

    with database.reading() as session:
        days = {lesson.held_on for lesson in find_class(session, "BT-1").lessons}
    assert days == {date(2026, 4, day) for day in (7, 8, 9, 10)}


def test_weekdays_that_nobody_understands_are_refused(database):
    messages = refused(database, class_row(weekdays="有空就上"), timetable=())

    assert any("看不懂上课日" in message for message in messages)


def test_dates_that_cannot_hold_the_hours_are_refused(database):
    messages = refused(database, class_row(prescribed_halves=96), timetable=())

    assert any("还差 8 课时" in message for message in messages)


def test_filing_the_same_class_again_is_known_and_a_different_one_is_refused(database):
    file_it(database, roster=[roster_row(1)])

    again = file_it(database, roster=[roster_row(1), roster_row(2)])
    assert (again.known, again.stored) == (12, 1)

    assert any("已经备案" in message for message in refused(database, class_row(prescribed_halves=96)))


@pytest.mark.parametrize(
    "changed",
    [
        {"ends_on": date(2026, 3, 7)},
        {"institution": "别的学校"},
        {"district": "青山区"},
        {"is_key_group": False},
    ],
)
def test_a_filed_class_is_not_rewritten(database, changed):
    file_it(database)

    messages = refused(database, class_row(**changed))

    assert any("不能改写" in message for message in messages)
    assert count(database, Institution) == 1


def test_the_same_file_twice_changes_nothing_and_says_so(database):
    file = hand(when=at(MONDAY, "09:30"))
    file_it(database, roster=[roster_row(1)], file=file)

    report = file_it(database, roster=[roster_row(1)], file=file)

    assert report.notices == ["这个文件已于 2026-03-02 09:30 导入过，没有变化。"]
    assert (count(database, TrainingClass), count(database, Enrolment), count(database, ImportBatch)) == (
        1,
        1,
        1,
    )


def test_a_class_row_that_cannot_be_read_refuses_the_workbook_and_all_that_is_wrong_is_told(database):
    wrong = class_row(class_number="BT-2", findings=[an_error()])

    messages = refused(database, class_row(), wrong, roster=[a_wrong_row(1)], accept_good_rows=True)

    assert {"不对。", "应为 11 位手机号。"} <= set(messages)
    assert count(database, TrainingClass) == 0


def test_a_timetable_row_that_cannot_be_read_refuses_the_filing(database):
    refused(database, timetable=[a_wrong_lesson(), *WEEK[1:]], accept_good_rows=True)

    assert count(database, Lesson) == 0


@pytest.mark.parametrize(
    ("own", "roster", "timetable", "good", "wrong"),
    [
        (class_row(filed_on=date(2023, 2, 23)), [], WEEK, 0, 1),
        (class_row(), [roster_row(1), a_wrong_row(2)], WEEK, 1 + 10 + 1, 1),
        (class_row(), [], [lesson_row(halves=9), *WEEK[1:]], 1 + 10, 0),
    ],
)
def test_a_refusal_counts_every_row_once_and_says_what_is_wrong(
    database, own, roster, timetable, good, wrong
):
    says = "有 1 行不能导入" if wrong else "内容不符合规定"
    with pytest.raises(ImportRefused, match=says) as refusal:
        file_it(database, own, roster=roster, timetable=timetable)

    assert (refusal.value.report.stored, refusal.value.report.refused) == (good, wrong)


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


def test_two_clerks_who_file_the_same_workbook_at_once_file_it_once(database):
    file = hand()

    def work() -> int:
        return file_it(database, roster=[roster_row(1), roster_row(2)], file=file).stored

    assert sorted(at_once(work, work)) == [0, 13]
    assert (count(database, TrainingClass), count(database, Trainee), count(database, ImportBatch)) == (
        1,
        2,
        1,
    )
