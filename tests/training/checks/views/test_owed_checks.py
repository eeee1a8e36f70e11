"""R40, R41: which classes still want a check of which level, and when that is told."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from tests.factories import MONDAY, a_class, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, Checking, enrol
from training.checks.terms import CallOutcome, CheckLevel
from training.checks.views.find_check import NotAnInspector
from training.checks.views.owed_checks import alert_owed_checks, owed_checks, owing_classes, quota_of_class
from training.classes.views.find_class import find_class
from training.notice.terms import ClassKind
from training.records.classes.classes import LessonCancellation
from training.records.classes.trainees import Enrolment
from training.records.feedback import Feedback
from training.records.outbox.alerts import Alert
from training.rosters.acts.tell_of_running_kinds import tell_of_running_kinds

DAY = timedelta(days=1)


def owed(checking: Checking, who: str = CITY) -> dict[str, int]:
    found = checking.by(who).write(lambda session, staff: owed_checks(session, staff, now=checking.now))
    return {each.of_class.number: each.quota.owed for each in found}


def alerts(checking: Checking) -> list[str]:
    with checking.database.writing() as session:
        alert_owed_checks(session, now=checking.now)
    with checking.database.reading() as session:
        return list(session.scalars(select(Alert.text).order_by(Alert.id)))


def test_each_level_owes_its_own_check(checking):
    assert (owed(checking), owed(checking, DISTRICT), owed(checking, OTHER_DISTRICT)) == (
        {"BT-1": 1},
        {"BT-1": 1},
        {},
    )

    checking.start()
    checking.pass_all()

    assert (owed(checking), owed(checking, DISTRICT)) == ({}, {"BT-1": 1})


@pytest.mark.parametrize(("hours", "count"), [(120, 1), (121, 2)])
def test_above_120_class_hours_two_checks_are_owed(hours, count, checking):
    with checking.database.writing() as session:
        find_class(session, "BT-1").prescribed_halves = 2 * hours

    assert owed(checking) == {"BT-1": count}


@pytest.mark.parametrize(("of_key_groups", "count"), [(2, 0), (3, 1)])
def test_the_people_of_a_class_decide_as_well_as_its_filer(of_key_groups, count, checking):
    people = filed_as_none(checking, of_key_groups)

    keys = checking.by(CITY).write(lambda session, staff: owing_classes(session, staff, now=checking.now))

    assert people == 4
    assert (sum(owed(checking).values()), len(keys)) == (count, count)


def filed_as_none(checking: Checking, of_key_groups: int) -> int:
    """BT-1; says how many people it has."""
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        own.is_key_group = False
        people = session.scalars(select(Enrolment).where(Enrolment.class_id == own.id)).all()
        for place, each in enumerate(people):
            each.trainee.category = "失业人员" if place < of_key_groups else "企业职工"
        return len(people)


@pytest.mark.parametrize(("of_key_groups", "told", "count"), [(2, 0, 0), (3, 2, 1)])
def test_it_stays_on_the_list_when_it_is_over_for_it_was_told_of_while_it_went_on(
    of_key_groups, told, count, checking
):
    filed_as_none(checking, of_key_groups)
    with checking.database.writing() as session:
        last_morning = checking.now + (find_class(session, "BT-1").ends_on - MONDAY)
        anew = [tell_of_running_kinds(session, now=last_morning) for _ in range(2)]

    checking.later(days=400)

    assert (anew, sum(owed(checking).values())) == ([told, 0], count)


def test_what_an_ended_class_owes_outlives_every_alert_about_it(checking):
    filed_as_none(checking, 3)
    with checking.database.writing() as session:
        tell_of_running_kinds(session, now=checking.now)
        session.execute(delete(Alert))

    assert owed(checking.later(days=400)) == {"BT-1": 1}


def test_a_finding_owes_nothing_once_the_people_are_mended(checking):
    filed_as_none(checking, 3)
    with checking.database.writing() as session:
        tell_of_running_kinds(session, now=checking.now)
    filed_as_none(checking, 2)

    assert owed(checking.later(days=400)) == {}


def test_two_checks_on_one_day_count_once_and_on_two_days_twice(checking):
    with checking.database.writing() as session:
        find_class(session, "BT-1").prescribed_halves = 2 * 121
    checking.start()
    checking.pass_all("red")
    checking.start()
    checking.pass_all("blue")
    assert owed(checking) == {"BT-1": 1}

    checking.later(days=1).start()
    checking.pass_all("green")

    assert owed(checking) == {}


def test_a_failed_check_counts_but_one_that_is_voided_unable_or_running_does_not(checking):
    checking.start()
    assert owed(checking) == {"BT-1": 1}
    checking.void()
    checking.start()
    checking.conclude(as_unable=True)
    assert owed(checking) == {"BT-1": 1}

    checking.start()
    checking.record(1, CallOutcome.NOT_THEIR_NUMBER)
    checking.keep()
    checking.conclude()

    assert owed(checking) == {}


def test_a_check_that_is_voided_later_is_owed_again(checking):
    checking.start()
    checking.pass_all()
    checking.void("照片不是本班")

    assert owed(checking) == {"BT-1": 1}


def test_classes_that_have_not_begun_or_want_no_check_are_not_listed(checking):
    with checking.database.writing() as session:
        a_class(session, "LATER", is_key_group=True, starts_on=MONDAY + DAY)
        a_class(session, "OTHERS", is_key_group=False)
        a_class(session, "STARTUP", is_key_group=True, kind=ClassKind.STARTUP)

    assert owed(checking) == {"BT-1": 1}


def a_class_that_ended(session, days_ago: int) -> None:
    a_class(session, "ENDED", is_key_group=True, starts_on=MONDAY - DAY * (days_ago + 4), days=5)


@pytest.mark.parametrize("days_ago", [1, 30, 31, 1000])
def test_a_class_that_ended_with_checks_missing_is_listed_however_long_ago(days_ago, checking):
    with checking.database.writing() as session:
        a_class_that_ended(session, days_ago)

    assert owed(checking) == {"ENDED": 1, "BT-1": 1}
    assert owed(checking, DISTRICT)["ENDED"] == 1
    assert any("ENDED" in text and "已结业" in text for text in alerts(checking))


@pytest.mark.parametrize(
    ("told", "is_listed"), [(at(MONDAY - 41 * DAY, "23:59"), True), (at(MONDAY - 40 * DAY, "00:00"), False)]
)
def test_it_is_listed_until_the_letter_that_goes_out_on_its_last_day_or_later(told, is_listed, checking):
    with checking.database.writing() as session:
        a_class_that_ended(session, 40)
        own = find_class(session, "ENDED")
        session.add(Feedback(class_id=own.id, due_on=own.ends_on, results=[], sent_by="张", sent_at=told))

    assert ("ENDED" in owed(checking)) is is_listed
    assert ("ENDED" in owed(checking, DISTRICT)) is is_listed


def test_a_rule_of_a_district_that_wants_checks_of_every_class_lists_them_too(checking):
    with checking.database.writing() as session:
        other = a_class(session, "OTHERS", is_key_group=False)
        other.rule_set.numbers = other.rule_set.numbers | {"checks_of_other_class": 1}

    assert owed(checking) == {"BT-1": 1, "OTHERS": 1}


def test_classes_in_session_come_first_and_then_those_that_end_first(checking):
    with checking.database.writing() as session:
        a_class(session, "IDLE-SOON", is_key_group=True, days=2, lessons=False)
        a_class(session, "IDLE-LATE", is_key_group=True, days=4, lessons=False)

    assert list(owed(checking)) == ["BT-1", "IDLE-SOON", "IDLE-LATE"]


@pytest.mark.parametrize(
    ("clock", "is_in_session"),
    [("08:29", False), ("08:30", True), ("11:30", True), ("11:31", False), ("14:00", True), ("17:01", False)],
)
def test_a_class_is_in_session_while_a_lesson_is_held(clock, is_in_session, checking):
    found = checking.write(lambda session, staff: owed_checks(session, staff, now=at(MONDAY, clock)))

    assert found[0].is_in_session is is_in_session


def test_a_cancelled_lesson_is_no_session(checking):
    with checking.database.writing() as session:
        lesson = find_class(session, "BT-1").lessons[0]
        session.add(
            LessonCancellation(
                lesson_id=lesson.id, reason="停电", cancelled_by="张", cancelled_at=checking.now
            )
        )

    found = checking.write(lambda session, staff: owed_checks(session, staff, now=checking.now))

    assert not found[0].is_in_session


def test_a_running_check_is_pointed_out(checking):
    checking.start()

    found = checking.write(lambda session, staff: owed_checks(session, staff, now=checking.now))

    assert found[0].has_running_check


@pytest.mark.parametrize("who", [AUDITOR, SCHOOL])
def test_only_levels_that_check_owe(who, checking):
    with pytest.raises(NotAnInspector):
        owed(checking, who)


def test_the_quota_of_one_class(checking):
    with checking.database.reading() as session:
        quota = quota_of_class(
            session, find_class(session, "BT-1"), CheckLevel.DISTRICT, now=checking.now + 2 * DAY
        )

    assert (quota.required, quota.done, quota.owed, quota.days_left, quota.is_urgent) == (1, 0, 1, 2, True)


def test_inspectors_are_told_once_of_a_class_that_ends_soon(checking):
    assert alerts(checking) == []

    checking.later(days=1)
    told = alerts(checking)

    assert told == alerts(checking)
    assert told == [
        f"BT-1 电工（五级）BT-1班 还有 3 天结业，{level}应查 1 次、已查 0 次，请尽快安排查班。"
        for level in ("市本级", "旗县区")
    ]


def test_what_is_checked_in_time_is_not_told(checking):
    checking.start()
    checking.pass_all()

    assert [text for text in alerts(checking.later(days=2)) if "市本级" in text] == []


def test_a_class_that_ended_with_checks_missing_is_told_once_more(checking):
    alerts(checking.later(days=4))

    told = [text.split(" ")[2] for text in alerts(checking.later(days=1))]
    assert told[2:] == ["已结业，市本级应查", "已结业，旗县区应查"]


def test_a_district_is_not_asked_for_classes_of_others(checking):
    with checking.database.writing() as session:
        enrol(session, "Q-1", 3, district="青山区")

    assert owed(checking, OTHER_DISTRICT) == {"Q-1": 1}
    assert owed(checking) == {"BT-1": 1, "Q-1": 1}
