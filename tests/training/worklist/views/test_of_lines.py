"""补贴核定 as work of a district (R19)."""

from datetime import timedelta

from sqlalchemy import select

from tests.training.checks.checking import CITY, DISTRICT, SCHOOL
from tests.training.eligibility.judging import FELLOW, Judging, judging
from tests.training.eligibility.pricing import a_list
from training.eligibility.acts.alert_lists_to_judge import alert_lists_to_judge
from training.eligibility.rules.judging import Wish
from training.eligibility.terms import ComparedKind
from training.records.classes.trainees import Trainee
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.count_work import count_work
from training.worklist.views.see_worklist import see_worklist

OWN = (WorkKind.LINES, WorkKind.SECOND_OF_LINES)


def lines(one: Judging, who: str = DISTRICT):
    with one.database.reading() as session:
        found = see_worklist(session, find_staff(session, who), most=50, now=one.now).lines
        return [(each.kind, each.verb, each.place, each.subject) for each in found if each.kind in OWN]


def test_a_list_waits_for_its_district_until_it_is_judged_and_then_for_the_second_person(database):
    one = judging(database)
    key = one.key()

    assert lines(one) == [(WorkKind.LINES, "去核定", WorkPlace.LINES, key)]
    assert lines(one, CITY) == lines(one, SCHOOL) == []
    with database.reading() as session:
        assert count_work(session, find_staff(session, DISTRICT), now=one.now)[WorkKind.LINES] == 1

    def employed(session):
        person = session.scalars(select(Trainee)).first()
        a_list(session, ComparedKind.EMPLOYED, {person.id_number: (None, None)})

    one.change(employed)
    (name,) = [each for each, reasons in one.reasons().items() if reasons]
    one.judge(**{name: Wish(is_eligible=True, reason="见证明")})
    assert lines(one, FELLOW) == [(WorkKind.SECOND_OF_LINES, "去签字", WorkPlace.LINES, key)]
    one.second()

    assert lines(one) == []


def told(one: Judging, days: int) -> int:
    """So many days after the list was approved, on Saturday at nine."""
    with one.database.writing() as session:
        return alert_lists_to_judge(session, now=one.now + timedelta(days=days - 2))


def test_a_list_that_lies_for_three_days_is_told_once(database):
    """It was approved two days before `now`."""
    one = judging(database)

    assert [told(one, days) for days in (2, 3, 4)] == [0, 1, 0]
    (text,) = one.alerts("subsidy_ready")
    assert "已确认 3 天，还没有核定补贴" in text


def test_what_was_judged_or_has_lain_for_long_is_not_told(database):
    one = judging(database)

    assert told(one, 61) == 0
    one.judge()
    assert told(one, 5) == 0
