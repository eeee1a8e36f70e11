"""R09: the city urges, the district answers, the city closes or sends back; lateness is told daily."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY
from tests.training.urging.urging import (
    AUDITOR,
    CITY,
    DISTRICT,
    DUE,
    ELSEWHERE,
    SCHOOL,
    Urgings,
    an_office,
)
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.outbox.views.alerts_for import alerts_for
from training.staff.views.find_staff import find_staff
from training.urging.acts.move_urging import UrgingMoved
from training.urging.rules.moves import DayIsOver, NotInThisState
from training.urging.terms import UrgingMove, UrgingState
from training.urging.views.see_urgings import WantedUrgings, count_urgings, list_urgings

DAY = timedelta(days=1)


@pytest.fixture
def urgings(database) -> Urgings:
    with database.writing() as session:
        an_office(session)
    return Urgings(database)


def test_the_city_urges_and_the_district_is_told(urgings):
    own = urgings.see(CITY, urgings.urge())

    assert (own.district.name, own.training_class.class_number) == ("昆都仑区", "BT-1")
    assert (own.state, own.due_on, own.urged_by) == (UrgingState.WAITING, DUE, CITY)
    (told,) = urgings.told("urged")
    assert told == f"市级督办班级 BT-1 {own.training_class.name}，请在 {DUE} 前答复：补齐欠查"


@pytest.mark.parametrize(("who", "sees"), [(DISTRICT, 1), (CITY, 1), (ELSEWHERE, 0), (SCHOOL, 0)])
def test_the_district_and_the_city_are_told_and_nobody_else(urgings, who, sees):
    urgings.urge()

    with urgings.database.reading() as session:
        found = session.scalars(alerts_for(find_staff(session, who))).all()
    assert len(found) == sees


@pytest.mark.parametrize("who", [DISTRICT, SCHOOL, AUDITOR])
def test_only_the_city_urges(urgings, who):
    with pytest.raises(NotFound):
        urgings.urge(who)


def test_what_is_urged_is_said_and_has_a_day_that_is_not_over(urgings):
    with pytest.raises(ReasonMissing):
        urgings.urge(text=" ")
    with pytest.raises(DayIsOver):
        urgings.urge(due_on=MONDAY - DAY)

    assert urgings.see(CITY, urgings.urge(due_on=MONDAY)).due_on == MONDAY


@pytest.mark.parametrize("who", [ELSEWHERE, SCHOOL])
def test_whom_it_does_not_concern_finds_nothing(urgings, who):
    own = urgings.urge()

    with pytest.raises(NotFound):
        urgings.see(who, own)
    with pytest.raises(NotFound):
        urgings.move(who, own, UrgingMove.ANSWER, 0)


def test_the_district_answers_and_the_city_closes(urgings):
    own = urgings.urge()

    urgings.move(DISTRICT, own, UrgingMove.ANSWER, 0, "今天已查")
    closed = urgings.move(CITY, own, UrgingMove.CLOSE, 1, "已核对")

    assert closed.state is UrgingState.CLOSED
    assert [(each.ordinal, each.move, each.acted_by, each.text) for each in closed.steps] == [
        (1, UrgingMove.ANSWER, DISTRICT, "今天已查"),
        (2, UrgingMove.CLOSE, CITY, "已核对"),
    ]
    assert (len(urgings.told("urging_answer")), len(urgings.told("urging_close"))) == (1, 1)


@pytest.mark.parametrize(
    ("who", "move"), [(CITY, UrgingMove.ANSWER), (DISTRICT, UrgingMove.CLOSE), (AUDITOR, UrgingMove.ANSWER)]
)
def test_each_does_its_own(urgings, who, move):
    own = urgings.urge()

    with pytest.raises(NotFound):
        urgings.move(who, own, move, 0)


def test_an_answer_that_does_not_do_is_sent_back_with_a_new_day(urgings):
    own = urgings.urge()
    urgings.move(DISTRICT, own, UrgingMove.ANSWER, 0)

    back = urgings.move(CITY, own, UrgingMove.REOPEN, 1, "没有附结果", DUE + DAY)

    assert (back.state, back.due_on, back.steps[-1].due_on) == (UrgingState.WAITING, DUE + DAY, DUE + DAY)
    assert back.first_due_on == DUE


def test_nothing_is_sent_back_until_a_day_that_is_over(urgings):
    own = urgings.urge()
    urgings.move(DISTRICT, own, UrgingMove.ANSWER, 0)

    with pytest.raises(DayIsOver):
        urgings.move(CITY, own, UrgingMove.REOPEN, 1, "再办", MONDAY - DAY)


def test_a_page_that_is_old_decides_nothing(urgings):
    own = urgings.urge()
    urgings.move(DISTRICT, own, UrgingMove.ANSWER, 0)

    with pytest.raises(UrgingMoved):
        urgings.move(CITY, own, UrgingMove.CLOSE, 0)
    with pytest.raises(NotInThisState):
        urgings.move(CITY, urgings.urge(), UrgingMove.REOPEN, 0)


def test_from_the_day_after_it_is_told_once_a_day_until_somebody_answers(urgings):
    own = urgings.urge()

    assert [urgings.tell_overdue(day) for day in (3, 4, 4, 5)] == [0, 1, 0, 1]
    assert urgings.told("urging_overdue")[0].endswith("的督办已逾期 1 天，还没有答复：补齐欠查")

    urgings.move(DISTRICT, own, UrgingMove.ANSWER, 0)
    assert urgings.tell_overdue(6) == 0


def test_what_waits_comes_by_its_day_and_is_counted(urgings):
    later, sooner = urgings.urge(due_on=DUE + DAY), urgings.urge(due_on=DUE, of_class=False)

    with urgings.database.reading() as session:
        staff = urgings.person(session, DISTRICT)
        waiting = list_urgings(session, staff, WantedUrgings(UrgingState.WAITING))
        overdue = list_urgings(session, staff, WantedUrgings(overdue_on=DUE + DAY))
        counts = count_urgings(session, staff, DUE + DAY)
        elsewhere = count_urgings(session, urgings.person(session, ELSEWHERE), DUE + DAY)

    assert [each.public_id for each in waiting.rows] == [sooner, later]
    assert [each.public_id for each in overdue.rows] == [sooner]
    assert counts == ({UrgingState.WAITING: 2}, 1)
    assert elsewhere == ({}, 0)
