"""R17: a certificate is handed over on a day that can be, to the person or to somebody who is named."""

from datetime import date

import pytest

from training.certificates.rules.handovers import BadDay, Handover, NoReceiver, read_handover
from training.notice.notes import ReasonMissing

ISSUED, TODAY = date(2026, 9, 20), date(2026, 9, 25)


def read(handed_on: date = TODAY, *, is_self: bool = True, is_again: bool = False, **said: str) -> Handover:
    return read_handover(Handover(handed_on, is_self, **said), ISSUED, TODAY, is_again=is_again)


@pytest.mark.parametrize("day", [ISSUED, TODAY])
def test_from_the_day_of_issue_until_today(day):
    assert read(day).handed_on == day


@pytest.mark.parametrize("day", [date(2026, 9, 19), date(2026, 9, 26)])
def test_not_before_it_was_issued_and_not_tomorrow(day):
    with pytest.raises(BadDay):
        read(day)


@pytest.mark.parametrize("said", [{}, {"receiver": "赵六"}, {"relation": "配偶"}])
def test_whoever_comes_in_the_persons_place_is_named_with_the_relation(said):
    with pytest.raises(NoReceiver):
        read(is_self=False, **said)

    assert read(is_self=False, receiver="赵 六", relation="配偶").receiver == "赵六"


def test_what_was_written_beside_the_person_counts_for_nothing():
    assert read(receiver="赵六", relation="配偶") == Handover(TODAY, True)


def test_a_correction_says_why():
    with pytest.raises(ReasonMissing):
        read(is_again=True)

    assert read(is_again=True, reason="填错").reason == "填错"
