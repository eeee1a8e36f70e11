"""R14: whom to ask is work of the school and the district, one line for a class and its step."""

from datetime import date

import pytest

from tests.training.follow_ups.following import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    SCHOOL,
    SEEKING,
    YES,
    Following,
    following,
)
from training.follow_ups.acts.alert_late_follow_ups import alert_late_follow_ups
from training.outbox.rules.pages_of_alerts import page_of
from training.outbox.views.alerts_for import alerts_for
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind
from training.worklist.views.count_work import count_work
from training.worklist.views.see_worklist import see_worklist


@pytest.fixture
def follow(database) -> Following:
    """Two people are to be asked on 20 October, 19 December and 19 March, and each time for 30 days more."""
    return following(database)


def work(follow: Following, who: str) -> list[tuple[str, str]]:
    with follow.database.reading() as session:
        staff = find_staff(session, who)
        found = see_worklist(session, staff, WorkKind.FOLLOW_UPS, most=9, now=follow.now).lines
        assert count_work(session, staff, now=follow.now)[WorkKind.FOLLOW_UPS] == len(found)
        return [(each.title, each.note) for each in found]


def test_a_class_and_its_step_is_one_line_until_everybody_was_asked(follow):
    ((first, note),) = work(follow, SCHOOL)
    assert "BT-1" in first
    assert first.endswith("有学员的 30 天回访没有做")
    assert "2026-11-19（含当日）以前记的才计入就业率" in note
    assert len(work(follow, DISTRICT)) == 1
    assert [work(follow, who) for who in (CITY, AUDITOR, ELSEWHERE)] == [[], [], []]

    follow.answer(SEEKING)
    assert len(work(follow, SCHOOL)) == 1
    follow.answer(SEEKING, name="㛃䶮𬭩")
    assert work(follow, SCHOOL) == []


@pytest.mark.parametrize(
    ("day", "lines"),
    [(date(2026, 10, 19), 0), (date(2026, 10, 20), 1), (date(2026, 12, 18), 1), (date(2026, 12, 19), 2)],
)
def test_a_step_waits_from_its_day_on(follow, day, lines):
    assert len(work(follow.on(day), SCHOOL)) == lines


def told(follow: Following) -> int:
    with follow.database.writing() as session:
        return alert_late_follow_ups(session, now=follow.now)


def test_a_week_before_it_stops_counting_district_and_school_hear_of_it_once(follow):
    """The 30 days are over after 19 November."""
    follow.answer(SEEKING)
    days = [date(2026, 11, day) for day in (11, 12, 13, 19, 20)]

    assert [told(follow.on(each)) for each in days] == [0, 2, 0, 0, 0]
    with follow.database.reading() as session:
        for who in (DISTRICT, SCHOOL):
            (alert,) = session.scalars(alerts_for(find_staff(session, who))).all()
            assert "还有 1 名学员的 30 天回访没有做" in alert.text
            assert "2026-11-19（含当日）以前" in alert.text
            assert page_of(alert.kind, alert.about).startswith("/desk/follow-ups?class=")
        assert session.scalars(alerts_for(find_staff(session, ELSEWHERE))).all() == []


def test_whoever_a_later_list_brought_in_is_told_of_by_the_own_days(follow):
    """李丽 is on the list of 25 September: asked on 25 October, until 24 November."""
    follow.on(date(2026, 9, 25)).approve(YES)
    follow.on(date(2026, 9, 26)).open()
    days = [date(2026, 11, day) for day in (12, 16, 17, 18)]

    assert [told(follow.on(each)) for each in days] == [2, 0, 2, 0]
    with follow.database.reading() as session:
        alerts = session.scalars(alerts_for(find_staff(session, SCHOOL))).all()
        texts = sorted(each.text for each in alerts if each.kind == "outcome_late")
    assert [("2 名" in each, "1 名" in each) for each in texts] == [(False, True), (True, False)]
    assert "2026-11-24（含当日）以前" in texts[0]
    notes = [note for _, note in work(follow.on(date(2026, 11, 17)), SCHOOL)]
    assert ["2026-11-19" in notes[0], "2026-11-24" in notes[1], len(notes)] == [True, True, 2]


@pytest.mark.parametrize(("day", "count"), [(date(2026, 11, 19), 2), (date(2026, 11, 20), 0)])
def test_on_the_last_day_it_is_told_still_and_after_it_no_more(follow, day, count):
    assert told(follow.on(day)) == count
