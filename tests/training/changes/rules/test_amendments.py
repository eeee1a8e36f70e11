"""R07: a filed class changes by request; what contradicts what was filed, taught or punched is refused."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from training.changes.rules.amendments import (
    AFTER_THE_END,
    AlreadyAsked,
    BadAmendment,
    ClassIsOver,
    Facts,
    NothingChanges,
    check_amendment,
)
from training.changes.rules.values import Filed, columns_of, in_words, text_of, with_text
from training.changes.terms import AmendedField
from training.classes.rules.filing import FiledLesson
from training.classes.terms import Content
from training.notice.policy import Policy
from training.notice.terms import ClassKind, HalfDay, Mode
from training.notice.windows import ClassTimes

FIRST, LAST = date(2026, 9, 7), date(2026, 9, 29)
TIMES = ClassTimes(time(8, 30), time(11, 30), time(14), time(17))
FILED = Filed("电工一班", "电工", ClassKind.ORDINARY, True, 240, FIRST, LAST, TIMES, "AF-1")
LESSON = FiledLesson(date(2026, 9, 28), HalfDay.MORNING, Content.THEORY, Mode.OFFLINE, 8)
FACTS = Facts(FIRST, Policy(), (LESSON,), machines=frozenset({"AF-1", "AF-2"}))
NEW = {
    AmendedField.NAME: "电工二班",
    AmendedField.ENDS_ON: "2026-10-09",
    AmendedField.HOURS: "242",
    AmendedField.TIMES: "09:00-12:00 14:30-17:30",
    AmendedField.DEVICE: "AF-2",
    AmendedField.KEY_GROUP: "否",
    AmendedField.TRADE: "焊工",
}


def refused(field: AmendedField, text: str, **facts: object) -> str:
    with pytest.raises(BadAmendment) as refusal:
        check_amendment(FILED, field, text, replace(FACTS, **facts))
    return str(refusal.value)


@pytest.mark.parametrize("field", AmendedField)
def test_every_field_may_be_asked_for_while_the_class_is_taught(field):
    check_amendment(FILED, field, NEW[field], FACTS)


@pytest.mark.parametrize("field", AmendedField)
def test_what_is_wrong_with_the_timetable_already_keeps_no_other_mistake_in_the_class(field):
    """The last lesson offline may have been cancelled: nobody could then mend the name (R51)."""
    online = replace(LESSON, mode=Mode.ONLINE)

    check_amendment(FILED, field, NEW[field], replace(FACTS, lessons=(online,)))


@pytest.mark.parametrize("field", AmendedField)
def test_the_value_that_the_class_has_is_no_change(field):
    with pytest.raises(NothingChanges):
        check_amendment(FILED, field, text_of(FILED, field), FACTS)


@pytest.mark.parametrize("field", AmendedField)
def test_what_a_request_keeps_is_what_the_class_becomes(field):
    becomes = with_text(FILED, field, NEW[field])

    assert text_of(becomes, field) == NEW[field]
    assert {each for each in AmendedField if text_of(becomes, each) != text_of(FILED, each)} == {field}
    assert columns_of(becomes, field) != columns_of(FILED, field)


@pytest.mark.parametrize("field", AmendedField)
def test_a_second_request_for_a_field_waits_for_the_first(field):
    with pytest.raises(AlreadyAsked) as refusal:
        check_amendment(FILED, field, NEW[field], replace(FACTS, waiting_ordinal=3))
    assert "变3" in str(refusal.value)


@pytest.mark.parametrize("field", AmendedField)
def test_on_its_last_day_a_class_has_not_ended_and_the_day_after_only_words_are_mended(field):
    check_amendment(FILED, field, NEW[field], replace(FACTS, asked_on=LAST))

    after = replace(FACTS, asked_on=LAST + timedelta(days=1))
    if field in AFTER_THE_END:
        check_amendment(FILED, field, NEW[field], after)
    else:
        with pytest.raises(ClassIsOver):
            check_amendment(FILED, field, NEW[field], after)


def test_a_class_ends_no_day_before_it_begins_and_its_first_day_may_be_its_last():
    alone = replace(FACTS, lessons=(), asked_on=FIRST - timedelta(days=9))
    check_amendment(FILED, AmendedField.ENDS_ON, "2026-09-07", alone)

    with pytest.raises(BadAmendment, match="早于开班日期"):
        check_amendment(FILED, AmendedField.ENDS_ON, "2026-09-06", alone)


def test_a_class_is_not_ended_in_the_past_but_may_end_today():
    today = replace(FACTS, lessons=(), asked_on=date(2026, 9, 20))
    check_amendment(FILED, AmendedField.ENDS_ON, "2026-09-20", today)

    assert "以前" in refused(AmendedField.ENDS_ON, "2026-09-19", lessons=(), asked_on=date(2026, 9, 20))


def test_a_lesson_does_not_stay_behind_the_end():
    check_amendment(FILED, AmendedField.ENDS_ON, "2026-09-28", FACTS)

    assert "课程表有 1 天不在" in refused(AmendedField.ENDS_ON, "2026-09-27")


@pytest.mark.parametrize(("text", "is_refused"), [("159", True), ("160", False), ("161", False)])
def test_no_fewer_hours_than_were_taught(text, is_refused):
    if is_refused:
        assert "已经上了 80 课时" in refused(AmendedField.HOURS, text, taught_halves=160)
    else:
        check_amendment(FILED, AmendedField.HOURS, text, replace(FACTS, taught_halves=160))


@pytest.mark.parametrize(
    "text", ["09:00-09:00 14:00-17:00", "09:00-12:00 11:00-17:00", "09:00-08:00 14:00-17:00"]
)
def test_times_that_run_backwards_are_no_times(text):
    assert "前后颠倒" in refused(AmendedField.TIMES, text)


def test_a_machine_of_another_institution_is_refused_and_any_machine_is_not():
    assert "没有登记在本机构" in refused(AmendedField.DEVICE, "AF-9")

    check_amendment(FILED, AmendedField.DEVICE, "", FACTS)


def test_punches_that_count_are_not_lost_by_another_machine():
    check_amendment(FILED, AmendedField.DEVICE, "AF-2", replace(FACTS, lost_punches=0))

    message = refused(AmendedField.DEVICE, "AF-2", lost_punches=1)
    assert "1 次打卡" in message
    assert "不限" in message


@pytest.mark.parametrize("field", [AmendedField.ENDS_ON, AmendedField.DEVICE])
def test_whose_punch_it_is_never_becomes_doubtful(field):
    clashes = tuple(f"考勤号 {number} 同期由班级 B 的学员使用" for number in range(1, 6))

    message = refused(field, NEW[field], clashes=clashes)

    assert "考勤号 3 " in message
    assert "考勤号 4 " not in message
    assert "等 5 项" in message


def test_a_name_that_the_institution_has_given_to_another_class_is_taken():
    assert "已有叫“电工二班”" in refused(AmendedField.NAME, "电工二班", name_is_taken=True)


@pytest.mark.parametrize("field", [AmendedField.NAME, AmendedField.TRADE])
def test_nothing_is_no_name(field):
    assert refused(field, "").startswith("请填")


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        (AmendedField.ENDS_ON, "2026-10-09", "2026-10-09 周五"),
        (AmendedField.HOURS, "241", "120.5 课时"),
        (AmendedField.TIMES, "08:30-12:00 14:00-17:30", "08:30–12:00，14:00–17:30"),
        (AmendedField.DEVICE, "", "不限（本机构任一台）"),
        (AmendedField.KEY_GROUP, "是", "是"),
    ],
)
def test_people_read_values_in_their_own_words(field, text, words):
    assert in_words(field, text) == words
