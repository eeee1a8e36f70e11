"""What waits for a decider, as a query, is what the rule says of each request one by one."""

import pytest

from tests.factories import MONDAY
from tests.training.changes.changing import FELLOW, Changing, changing
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT
from training.changes.rules.deciding import may_decide
from training.changes.rules.lessons import WantedLesson
from training.changes.terms import AmendedField, LessonChangeKind
from training.changes.views.see_amendments import person_of, visible_amendments
from training.changes.views.waiting_changes import (
    amendments_to_note,
    waiting_amendments,
    waiting_lesson_changes,
)
from training.notice.terms import HalfDay
from training.staff.views.find_staff import find_staff


@pytest.fixture
def asked(database) -> Changing:
    """The school asks for another name and a lesson less, the district for another trade."""
    own = changing(database)
    own.ask(AmendedField.NAME, "保育师一班")
    own.ask(AmendedField.TRADE, "保育师", DISTRICT)
    own.change(WantedLesson(LessonChangeKind.CANCEL, (MONDAY, HalfDay.MORNING)))
    return own


@pytest.mark.parametrize("who", [CITY, DISTRICT, FELLOW, OTHER_DISTRICT])
def test_the_query_finds_whatever_the_rule_lets_one_decide(who, asked):
    with asked.database.reading() as session:
        staff = find_staff(session, who)
        by_rule = {
            each.id
            for each in session.scalars(visible_amendments(staff))
            if may_decide(person_of(staff), person_of(each.asker))
        }
        by_query = {each.id for each in session.scalars(waiting_amendments(staff))}

    assert by_query == by_rule
    assert bool(by_query) is (who != OTHER_DISTRICT)


@pytest.mark.parametrize(("who", "count"), [(CITY, 0), (DISTRICT, 1), (FELLOW, 1), (OTHER_DISTRICT, 0)])
def test_a_change_of_the_timetable_waits_for_the_district(who, count, asked):
    with asked.database.reading() as session:
        found = session.scalars(waiting_lesson_changes(find_staff(session, who))).all()

    assert len(found) == count


def test_what_is_decided_waits_no_more_and_is_to_be_noted_by_the_city(asked):
    hours = asked.ask(AmendedField.HOURS, "96")
    asked.decide(hours)

    with asked.database.reading() as session:
        left = session.scalars(waiting_amendments(find_staff(session, FELLOW))).all()
        to_note = session.scalars(amendments_to_note(find_staff(session, CITY))).all()

    assert hours not in [each.public_id for each in left]
    assert [each.public_id for each in to_note] == [hours]
