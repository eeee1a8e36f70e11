"""R09, R15: who sees which check, and what a view tells without a database."""

from uuid import uuid4

import pytest

from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    enrol,
)
from training.checks.rules.calls import Standing
from training.checks.terms import CallOutcome
from training.checks.views.find_check import NotAnInspector
from training.checks.views.list_checks import checks_of_class, running_checks
from training.errors import NotFound


@pytest.fixture
def running(checking):
    checking.start()
    return checking


@pytest.mark.parametrize(
    ("who", "may_act"), [(CITY, True), (COLLEAGUE, True), (DISTRICT, False), (AUDITOR, False)]
)
def test_who_may_see_a_check_may_not_always_act_in_it(who, may_act, running):
    assert running.by(who).see().may_act is may_act


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_what_you_may_not_see_is_not_found_as_if_it_were_not_there(who, running):
    unknown = running.by(who)
    unknown.check_id, said = running.check_id, []

    for check_id in (running.check_id, uuid4()):
        unknown.check_id = check_id
        with pytest.raises(NotFound) as refusal:
            unknown.see()
        said.append(str(refusal.value))

    assert said[0] == said[1]


def test_a_view_shows_no_phone_no_id_number_and_nobody_of_the_reserve(running):
    view = running.see()

    text = repr(view)
    assert all("****" in each.masked_phone for each in view.people)
    assert not any(f"137{number:08}" in text for number in range(1, 5))
    assert len({f"学员{number}" for number in range(1, 5) if f"学员{number}" in text}) == 2


def test_a_view_counts_what_a_card_shows(running):
    running.record(1, CallOutcome.NO_ANSWER)
    running.record(2)

    view = running.count(3)

    assert (view.verified, view.facts.heads) == (1, 3)
    assert (view.count(Standing.MATCHED), view.count(Standing.TO_CALL_AGAIN)) == (1, 1)
    assert [each.is_to_be_called for each in view.people] == [True, False]
    assert view.of_class.institution == "包头市第一培训学校"


def test_the_checks_of_a_class_are_listed_with_voided_ones(running):
    running.void()
    running.start()
    running.by(DISTRICT).start()

    lines = running.write(lambda session, staff: checks_of_class(session, staff, running.class_id))

    assert [(each.number, each.state) for each in lines] == [
        ("BT-1-市1", "已作废"),
        ("BT-1-市2", "进行中"),
        ("BT-1-区1", "进行中"),
    ]


def test_an_institution_is_shown_no_checks_of_its_class(running):
    own = running.by(SCHOOL).write(lambda session, staff: checks_of_class(session, staff, running.class_id))

    assert own == ()


def test_running_checks_are_those_of_ones_own_level_ones_own_first(running):
    with running.database.writing() as session:
        class_id = enrol(session, "BT-2", 3)
    Checking(running.database, class_id, COLLEAGUE).later(minutes=1).start()
    running.by(DISTRICT).start()

    def numbers(who: str) -> list[str]:
        lines = running.by(who).write(running_checks)
        return [each.number for each in lines]

    assert numbers(CITY) == ["BT-1-市1", "BT-2-市1"]
    assert numbers(COLLEAGUE) == ["BT-2-市1", "BT-1-市1"]
    assert numbers(DISTRICT) == ["BT-1-区1"]
    with pytest.raises(NotAnInspector):
        numbers(AUDITOR)
