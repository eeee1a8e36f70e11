"""A card is drawn at once for whoever was not told, and rests a while for whoever was."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.outbox.rules.card_rest import CARD_REST, CardTimes, drawn_from

DRAWN = at(MONDAY, "09:00")
RESTS_UNTIL = DRAWN + CARD_REST
LEASE = DRAWN + timedelta(seconds=30)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_card_that_nobody_has_yet_is_drawn_as_soon_as_it_may_be(is_answered):
    assert drawn_from(CardTimes(True, DRAWN, None), is_answered=is_answered) == DRAWN


def test_after_ones_own_act_it_rests_from_its_latest_drawing():
    assert drawn_from(CardTimes(False, DRAWN, DRAWN), is_answered=True) == RESTS_UNTIL


def test_further_acts_of_the_same_person_do_not_put_it_off_any_longer():
    assert drawn_from(CardTimes(True, RESTS_UNTIL, DRAWN), is_answered=True) == RESTS_UNTIL


def test_what_others_did_ends_the_rest():
    assert drawn_from(CardTimes(True, RESTS_UNTIL, DRAWN), is_answered=False) == DRAWN
    assert drawn_from(CardTimes(False, DRAWN, DRAWN), is_answered=False) == DRAWN


def test_an_own_act_does_not_put_off_what_others_did():
    assert drawn_from(CardTimes(True, DRAWN, DRAWN), is_answered=True) == DRAWN


@pytest.mark.parametrize("until", [RESTS_UNTIL - A_MOMENT, RESTS_UNTIL + A_MOMENT, DRAWN + A_MOMENT, LEASE])
@pytest.mark.parametrize("is_answered", [True, False])
def test_whatever_else_a_card_waits_for_is_left_as_it_is(until, is_answered):
    assert drawn_from(CardTimes(True, until, DRAWN), is_answered=is_answered) == until
