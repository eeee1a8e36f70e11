"""R45, R51 to R54: a timetable grows; what it loses is cancelled with a reason, never rewritten."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, WHOLE_DAY, a_class, a_trainee, an_enrolment, at, hand, punches
from tests.training.builders import WEEK, a_wrong_lesson, lesson_row
from training.attendance.views.progress_of import progress_of_class
from training.classes.acts.import_timetable import Reach, import_timetable
from training.classes.terms import Content
from training.classes.views.find_class import find_class
from training.database import Database
from training.notice.terms import HalfDay, Mode
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Instructor, Lesson, LessonCancellation
from training.sheets.hand_in import ImportRefused, ImportReport

NEXT_MONDAY = date(2026, 3, 9)


def set_lessons(database: Database, *rows, number: str = "BT-1", file=None, **options) -> ImportReport:
    with database.writing() as session:
        only = find_class(session, number) if number else None
        return import_timetable(session, rows, file or hand(), only, Reach(**options))


def refused(database: Database, *rows, **options) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        set_lessons(database, *rows, **options)
    return [finding.message for finding in refusal.value.report.findings]


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


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
    with filed.reading() as session:
        filled = session.scalars(select(Lesson.instructor_filled_at).join(Lesson.instructor)).all()

    assert filled == [at(MONDAY, "10:00")]
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


@pytest.mark.parametrize(
    ("changed", "difference"),
    [
        ({"instructor": "赵玉兰"}, "教师“李建国”改成了“赵玉兰”。"),
        ({"halves": 7}, "课时“4”改成了“3.5”。"),
        ({"content": Content.PRACTICAL, "instructor": "赵玉兰"},
         "内容“理论”改成了“实操”，教师“李建国”改成了“赵玉兰”。"),
        ({"mode": Mode.ONLINE, "instructor": ""}, "方式“线下”改成了“线上”。"),
    ],
)  # fmt: skip
def test_a_lesson_that_differs_is_refused_with_what_differs_and_where_it_is_changed(
    filed, changed, difference
):
    """R64: another teacher was refused with the values that were the same."""
    set_lessons(filed, lesson_row(instructor="李建国"))

    (message, *_) = refused(filed, lesson_row(**{"instructor": "李建国"} | changed))

    assert message.startswith(f"与已登记的课不同：{difference}")
    assert "课表页申请调整" in message


def test_a_cancelled_half_day_takes_no_new_lesson(filed):
    set_lessons(filed, *WEEK[1:], reason="停电")

    with pytest.raises(ImportRefused) as refusal:
        set_lessons(filed, *WEEK)
    assert "另排日期补课" in refusal.value.report.findings[0].message


def test_the_cancellation_keeps_who_when_and_why(filed):
    set_lessons(filed, *WEEK[1:], reason="停电", file=hand(when=at(MONDAY, "07:00")))

    with filed.reading() as session:
        kept = session.scalars(select(LessonCancellation)).one()
        assert (kept.lesson.held_on, kept.lesson.half_day) == (MONDAY, HalfDay.MORNING)
        assert (kept.reason, kept.cancelled_by, kept.cancelled_at) == (
            "停电", "张会计", at(MONDAY, "07:00"),
        )  # fmt: skip


def test_a_lesson_that_is_made_up_on_another_day_leaves_no_hours_short(database):
    with database.writing() as session:
        a_class(session, "BT-1", ends_on=date(2026, 3, 13))

    short = set_lessons(database, *WEEK[1:], reason="停电")
    assert any("还差 4 课时" in finding.message for finding in short.findings)

    made_up = set_lessons(database, *WEEK[1:], lesson_row(NEXT_MONDAY))
    assert (made_up.stored, made_up.known, made_up.findings) == (1, 9, [])


def test_the_same_file_twice_changes_nothing_and_says_so(filed):
    file = hand(when=at(MONDAY, "09:30"))
    set_lessons(filed, *WEEK, lesson_row(NEXT_MONDAY), file=file)

    report = set_lessons(filed, *WEEK, lesson_row(NEXT_MONDAY), file=file)

    assert report.notices == ["这个文件已于 2026-03-02 09:30 导入过，没有变化。"]
    assert (count(filed, Lesson), count(filed, ImportBatch)) == (11, 1)


def test_a_reason_gives_a_file_that_was_imported_without_one_more_to_do(filed):
    file = hand()
    set_lessons(filed, *WEEK[1:], file=file)

    set_lessons(filed, *WEEK[1:], file=file, reason="停电")
    set_lessons(filed, *WEEK[1:], file=file, reason="停电")

    assert count(filed, LessonCancellation) == 1


def test_one_wrong_row_refuses_the_whole_file_unless_the_good_ones_are_asked_for(filed):
    rows = (lesson_row(NEXT_MONDAY), a_wrong_lesson(NEXT_MONDAY, HalfDay.AFTERNOON))
    refused(filed, *rows)
    assert count(filed, Lesson) == 10

    report = set_lessons(filed, *rows, accept_good_rows=True)

    assert (report.read, report.stored, report.refused, count(filed, Lesson)) == (2, 1, 1, 11)


def test_a_row_that_cannot_be_read_cancels_no_lesson(filed):
    refused(filed, a_wrong_lesson(), *WEEK[1:], reason="停电", accept_good_rows=True)

    assert count(filed, LessonCancellation) == 0


@pytest.mark.parametrize("accept_good_rows", [False, True])
def test_what_the_rules_refuse_is_never_accepted_as_good_rows(filed, accept_good_rows):
    online = lesson_row(NEXT_MONDAY, content=Content.PRACTICAL, mode=Mode.ONLINE)

    messages = refused(filed, online, accept_good_rows=accept_good_rows)

    assert any("实操课程应完全在线下进行" in message for message in messages)
    assert count(filed, Lesson) == 10


@pytest.mark.parametrize(
    ("held_on", "is_refused"),
    [(date(2026, 3, 1), True), (date(2026, 3, 13), False), (date(2026, 3, 14), True)],
)
def test_a_lesson_lies_within_the_class(filed, held_on, is_refused):
    if is_refused:
        assert any("不在开班" in message for message in refused(filed, lesson_row(held_on)))
    else:
        assert set_lessons(filed, lesson_row(held_on)).stored == 1


@pytest.mark.parametrize(("said", "only"), [("BT-9", ""), ("", ""), ("BT-9", "BT-1")])
def test_a_row_of_no_class_or_of_another_class_is_refused(filed, said, only):
    messages = refused(filed, lesson_row(NEXT_MONDAY, class_number=said), number=only)

    assert messages == ["没有这个班号，或与指定的班级不同。"]


def test_several_classes_stand_in_one_file_and_each_instructor_once(filed):
    with filed.writing() as session:
        a_class(session, "BT-2", lessons=False)
    rows = [lesson_row(class_number="BT-2"), lesson_row(NEXT_MONDAY, class_number="BT-1")]

    report = set_lessons(filed, *rows, number="")

    assert report.stored == 2
    assert count(filed, Instructor) == 1


def test_a_class_that_the_file_does_not_name_loses_no_lesson(filed):
    with filed.writing() as session:
        a_class(session, "BT-2")

    set_lessons(filed, *WEEK[1:], reason="停电")

    assert count(filed, LessonCancellation) == 1


@pytest.mark.parametrize(
    ("when", "is_refused"),
    [("08:29", False), ("08:30", True), ("17:01", True)],
)
def test_a_file_adds_no_lesson_that_has_begun(filed, when, is_refused):
    """R54: else whoever hands it in chooses among the punches that are there already."""
    file = hand(when=at(NEXT_MONDAY, when))

    if is_refused:
        assert "补课" in refused(filed, lesson_row(NEXT_MONDAY), file=file)[0]
    else:
        set_lessons(filed, lesson_row(NEXT_MONDAY), file=file)

    assert count(filed, Lesson) == 10 + (not is_refused)


def test_80_days_after_the_end_no_file_makes_hours_of_punches_that_count_for_nothing(filed):
    with filed.writing() as session:
        own = find_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session), "1")
        punches(session, own, NEXT_MONDAY, WHOLE_DAY)
    file = hand(when=at(NEXT_MONDAY + timedelta(days=80), "10:00"))

    refused(filed, lesson_row(NEXT_MONDAY), file=file)

    with filed.reading() as session:
        (person,) = progress_of_class(session, find_class(session, "BT-1"), file.handed_at)
        assert person.progress.credited_halves == 0


def test_the_first_timetable_of_a_class_may_come_after_it_began_and_again(database):
    with database.writing() as session:
        a_class(session, "BT-1", lessons=False)

    first, again = (set_lessons(database, *WEEK, file=hand(when=at(NEXT_MONDAY, "10:00"))) for _ in "12")

    assert (first.stored, again.known) == (10, 10)
