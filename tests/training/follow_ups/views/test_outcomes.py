"""R11, R56: rates by group for a period, as a hand counts them, and what each of the office sees of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import a_class, at
from tests.house.counting import counted
from tests.training.follow_ups.recorded import (
    AUDITOR,
    CALLED,
    CITY,
    DISTRICT,
    DUE,
    ELSEWHERE,
    QUALIFIED,
    SCHOOL,
    a_back_check,
    a_person,
    a_step,
    an_answer,
    an_office,
)
from training.database import Database
from training.errors import NotRight
from training.follow_ups.rules.periods import Period, read_period
from training.follow_ups.rules.rates import Answer, Person, Rate, rates
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.follow_ups.views.outcomes import (
    Grouping,
    WantedOutcomes,
    outcomes,
    totals,
    years_there_are,
)
from training.notice.clock import shanghai_day
from training.notice.terms import ClassKind
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer
from training.staff.views.find_staff import find_staff

YEAR = WantedOutcomes(Period(2026))
LATER = at(date(2026, 12, 1), "09:00")
LAST_DAY = DUE + timedelta(days=30)


@pytest.fixture
def office(database) -> Database:
    with database.writing() as session:
        an_office(session)
    return database


def test_where_nobody_is_due_there_is_nothing(office):
    with office.writing() as session:
        a_step(session, a_person(session, a_class(session)))

    assert whole(office, now=at(DUE - timedelta(days=1), "23:59")) == {}
    assert whole(office, now=at(DUE, "00:00")) == {30: Rate(people=1, unasked=1)}


@pytest.mark.parametrize(
    ("recorded_at", "part"),
    [
        (at(LAST_DAY, "23:59"), "employed"),
        (at(LAST_DAY + timedelta(days=1), "00:00"), "unasked"),
    ],
)
def test_an_answer_counts_until_the_last_day_of_its_window_in_shanghai(office, recorded_at, part):
    with office.writing() as session:
        an_answer(session, a_step(session, a_person(session, a_class(session))), at=recorded_at)

    assert whole(office) == {30: Rate(people=1, **{part: 1})}


def test_a_district_with_another_window_is_counted_by_its_own(office):
    with office.writing() as session:
        own = a_class(session)
        own.rule_set.numbers = own.rule_set.numbers | {"follow_up_window_days": 31}
        an_answer(
            session, a_step(session, a_person(session, own)), at=at(LAST_DAY + timedelta(days=1), "00:00")
        )

    assert whole(office) == {30: Rate(people=1, employed=1)}


def test_whoever_is_not_on_the_list_any_more_is_not_counted(office):
    with office.writing() as session:
        a_step(session, a_person(session, a_class(session))).dropped_at = CALLED

    assert whole(office) == {}


def test_insurance_data_and_a_credit_code_prove_as_a_file_does(office):
    with office.writing() as session:
        own = a_class(session)
        for status, fields in (
            (WorkStatus.EMPLOYED, {}),
            (WorkStatus.EMPLOYED, {"has_proof": True}),
            (WorkStatus.EMPLOYED, {"source": AnswerSource.INSURANCE}),
            (WorkStatus.EMPLOYED, {"credit_code": "91150200MA0N0N0N0X"}),
            (WorkStatus.SELF_EMPLOYED, {}),
            (WorkStatus.SELF_EMPLOYED, {"credit_code": "91150200MA0N0N0N0X"}),
        ):
            an_answer(session, a_step(session, a_person(session, own)), status, **fields)

    assert whole(office) == {30: Rate(people=6, employed=4, employed_proved=2, started=2, started_proved=1)}


def test_the_database_counts_as_the_rule_does(office):
    """Some two hundred answers of sixty people by chance; the rule counts them from the rows."""
    chance = Random(1904)
    with office.writing() as session:
        own = a_class(session)
        for _ in range(60):
            step = a_step(session, a_person(session, own))
            for _ in range(chance.randrange(4)):
                when = at(DUE + timedelta(days=chance.randrange(-2, 34)), "12:00")
                when = max([when, *(each.answered_at for each in step.answers)])
                given = an_answer(
                    session,
                    step,
                    chance.choice(list(WorkStatus)),
                    when,
                    has_proof=chance.random() < 0.5,
                    credit_code=chance.choice(["", "91150200MA0N0N0N0X"]),
                )
                if chance.random() < 0.4:
                    a_back_check(session, given, chance.choice([True, False, None]))

    with office.reading() as session:
        by_rule = rates(*people_and_answers(session), 30)
    assert whole(office) == {30: by_rule}
    assert by_rule.people == 60
    assert min(by_rule.unasked, by_rule.disproved, by_rule.employed, by_rule.unreachable) > 0
    assert by_rule.unconfirmed > 0


def test_every_grouping_shows_the_same_people(office):
    with office.writing() as session:
        for number, school, district, fields in (
            ("BT-1", "包头市第一培训学校", "昆都仑区", {"trade": "电工"}),
            ("BT-2", "包头市第一培训学校", "昆都仑区", {"trade": "焊工"}),
            ("BT-3", "青山职校", "青山区", {"trade": "焊工", "kind": ClassKind.STARTUP}),
        ):
            own = a_class(session, number, institution=school, district=district, lessons=False, **fields)
            an_answer(session, a_step(session, a_person(session, own)))
            a_step(session, a_person(session, own))

    two, four = Rate(people=2, employed=1, unasked=1), Rate(people=4, employed=2, unasked=2)
    assert groups(office, Grouping.INSTITUTION) == {"包头市第一培训学校": four, "青山职校": two}
    assert groups(office, Grouping.DISTRICT) == {"昆都仑区": four, "青山区": two}
    assert groups(office, Grouping.TRADE) == {"电工": two, "焊工": four}
    assert groups(office, Grouping.KIND) == {
        ClassKind.ORDINARY.value: four,
        ClassKind.STARTUP.value: two,
    }
    assert len(groups(office, Grouping.CLASS)) == 3
    assert whole(office) == {30: Rate(people=6, employed=3, unasked=3)}
    assert whole(office, wanted=replace(YEAR, class_number="BT-2")) == {30: two}
    assert whole(office, wanted=replace(YEAR, kind=ClassKind.STARTUP)) == {30: two}


def test_everybody_sees_the_own(office):
    with office.writing() as session:
        a_step(session, a_person(session, a_class(session, "BT-1", lessons=False)))
        here = {"institution": "另一所学校", "lessons": False}
        a_step(session, a_person(session, a_class(session, "BT-2", **here)))
        a_step(session, a_person(session, a_class(session, "BT-3", district="青山区", **here)))

    seen = {who: sum(each.people for each in whole(office, who).values()) for who in EVERYBODY}
    assert seen == {CITY: 3, AUDITOR: 3, DISTRICT: 2, ELSEWHERE: 1, SCHOOL: 1}


EVERYBODY = (CITY, AUDITOR, DISTRICT, ELSEWHERE, SCHOOL)


@pytest.mark.parametrize(
    ("qualified_on", "year", "quarter", "is_in"),
    [
        (date(2026, 3, 31), "2026", "2", False),
        (date(2026, 4, 1), "2026", "2", True),
        (date(2026, 6, 30), "2026", "2", True),
        (date(2026, 7, 1), "2026", "2", False),
        (date(2026, 1, 1), "2026", "", True),
        (date(2025, 12, 31), "2026", "", False),
    ],
)
def test_a_period_is_that_in_which_the_list_was_approved(office, qualified_on, year, quarter, is_in):
    with office.writing() as session:
        a_step(session, a_person(session, a_class(session)), qualified_on=qualified_on)

    found = whole(office, wanted=WantedOutcomes(read_period(year, quarter)))
    assert bool(found) is is_in


@pytest.mark.parametrize(
    ("year", "quarter"), [("2022", ""), ("2100", ""), ("2026", "5"), ("26", ""), ("二", ""), ("2026", "-1")]
)
def test_what_is_no_year_or_quarter_is_refused(year, quarter):
    with pytest.raises(NotRight):
        read_period(year, quarter)


def test_the_years_there_are_are_those_of_the_lists(office):
    with office.reading() as session:
        assert years_there_are(session, find_staff(session, CITY)) is None
    with office.writing() as session:
        own = a_class(session)
        for year in (2025, 2027):
            a_step(session, a_person(session, own), qualified_on=date(year, 2, 3))
    with office.reading() as session:
        assert years_there_are(session, find_staff(session, CITY)) == (2025, 2027)
        assert years_there_are(session, find_staff(session, ELSEWHERE)) is None


def test_a_thousand_people_are_asked_for_as_often_as_ten(office):
    with office.writing() as session:
        a_person(session, a_class(session, lessons=False))
    figures = {}
    for size in (10, 1_000):
        with office.writing() as session:
            fill(session, size)
        with counted(office) as tally, office.reading() as session:
            found = outcomes(session, find_staff(session, CITY), YEAR, now=LATER)
            assert sum(each.rate.people for each in found) == size
        figures[size] = tally.figures

    assert figures[10] == figures[1_000]
    assert figures[10].statements == 3


def fill(session: Session, size: int) -> None:
    """Up to so many steps of one person, all of them due."""
    one = session.scalars(select(Enrolment)).one()
    there = session.scalar(select(func.count(FollowUp.id))) or 0
    for days in range(there + 1, size + 1):
        a_step(session, one, days, QUALIFIED - timedelta(days=900)).qualified_on = QUALIFIED


def whole(
    office: Database, who: str = CITY, wanted: WantedOutcomes = YEAR, now: datetime = LATER
) -> dict[int, Rate]:
    with office.reading() as session:
        return dict(totals(session, find_staff(session, who), wanted, now=now))


def groups(office: Database, grouping: Grouping) -> dict[str, Rate]:
    with office.reading() as session:
        wanted = replace(YEAR, grouping=grouping)
        found = outcomes(session, find_staff(session, CITY), wanted, now=LATER)
    return {each.name: each.rate for each in found}


def people_and_answers(session: Session) -> tuple[list[Person], list[Answer]]:
    """As they lie in the rows."""
    people = [Person(each.id, each.due_on) for each in session.scalars(select(FollowUp))]
    answers = [
        Answer(
            each.follow_up_id,
            each.ordinal,
            each.status,
            shanghai_day(each.answered_at),
            each.has_proof,
            bool(each.credit_code),
            each.back_check.agrees if each.back_check else None,
            each.back_check is not None and each.back_check.agrees is None,
        )
        for each in session.scalars(select(FollowUpAnswer))
    ]
    return people, answers
