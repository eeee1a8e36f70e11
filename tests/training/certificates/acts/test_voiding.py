"""R08: a certificate is voided by two of the city, never deleted, and its number is never used again."""

from datetime import date

import pytest

from tests.training.certificates.certified import CITY, DISTRICT, SCHOOL, Numbers, a_numbered_world
from training.certificates.acts.ask_voiding import NotToVoid
from training.certificates.rules.handovers import Handover, VoidedPaper
from training.certificates.rules.numbers import parts_of
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.outbox.views.alerts_for import alerts_for
from training.staff.views.find_staff import find_staff


@pytest.fixture
def numbers(database) -> Numbers:
    made = a_numbered_world(database)
    made.issue()
    return made


def told_the_school(numbers: Numbers) -> list[str]:
    with numbers.database.reading() as session:
        return [each.text for each in session.scalars(alerts_for(find_staff(session, SCHOOL)))]


def test_the_second_person_voids_it_and_the_person_gets_the_next_number(numbers):
    old, other = numbers.numbers()
    numbers.ask(old)

    new = numbers.decide(old)

    assert [parts_of(numbers.numbering, each).serial for each in (old, other, new)] == [1, 2, 3]
    assert (numbers.see(old).live_enrolment_id, numbers.see(new).name) == (None, numbers.see(old).name)
    assert numbers.issue() == []


def test_until_another_one_agrees_it_stays_good(numbers):
    old, _ = numbers.numbers()
    numbers.ask(old)

    with pytest.raises(SameHand):
        numbers.decide(old, CITY)
    with pytest.raises(NotToVoid):
        numbers.ask(old)
    assert numbers.see(old).live_enrolment_id is not None


def test_whoever_does_not_agree_says_why_and_it_may_be_asked_again(numbers):
    old, _ = numbers.numbers()
    numbers.ask(old)

    with pytest.raises(ReasonMissing):
        numbers.decide(old, yes=False)
    assert numbers.decide(old, note="姓名没有错", yes=False) == ""
    numbers.ask(old, reason="确实印错")
    assert [each.ordinal for each in numbers.see(old).voidings] == [1, 2]


def test_without_a_replacement_the_person_gets_another_number_only_by_being_asked_for(numbers):
    old, _ = numbers.numbers()
    numbers.ask(old, again=False)
    numbers.decide(old)

    assert [f"证书 {old} 已作废" in each for each in told_the_school(numbers)].count(True) == 1
    assert (numbers.issue(), numbers.waiting()) == ([], 0)
    (new,) = numbers.issue(again=True)

    assert numbers.see(new).enrolment_id == numbers.see(old).enrolment_id
    with pytest.raises(NotToVoid):
        numbers.ask(old)


def test_only_the_city_voids_and_only_with_a_reason(numbers):
    old, _ = numbers.numbers()

    with pytest.raises(NotFound):
        numbers.ask(old, DISTRICT)
    with pytest.raises(ReasonMissing):
        numbers.ask(old, reason=" ")


def test_a_voided_paper_is_handed_to_nobody(numbers):
    old, _ = numbers.numbers()
    numbers.ask(old)
    numbers.decide(old)

    with pytest.raises(VoidedPaper):
        numbers.hand(old, Handover(date(2026, 9, 20), True), b"")
