"""R19 to R22: the way of a claim is a table; who acts next; whose claims are drawn for a second look."""

from itertools import product
from uuid import UUID

import pytest

from training.claims.rules.c1_acts import (
    NEXT,
    PERMISSIONS,
    TRANSITIONS,
    ClaimStandsElsewhere,
    NotYourAct,
    check_role,
    next_state,
    who_acts_next,
)
from training.claims.terms import Actor, ClaimAct, ClaimState
from training.notice.shares import is_drawn
from training.notice.terms import Role


def test_every_state_is_reached_and_has_somebody_who_acts_next():
    reached, waiting = {ClaimState.DRAFT}, [ClaimState.DRAFT]
    while waiting:
        state = waiting.pop()
        following = {after for (before, _), after in TRANSITIONS.items() if before is state} - reached
        reached |= following
        waiting += following

    assert reached == set(ClaimState) == set(NEXT)


def test_money_comes_only_after_approval_publicity_and_application():
    """R20 to R22: whatever is done, nobody is paid past a step."""
    into = {
        state: {before for (before, _), after in TRANSITIONS.items() if after is state} - {state}
        for state in ClaimState
    }

    assert into[ClaimState.RECOVERED] == {ClaimState.PAID}
    # What was written down wrongly is undone by two, and leads one step back.
    assert into[ClaimState.PAID] == {ClaimState.APPLIED, ClaimState.RECOVERED}
    assert into[ClaimState.APPLIED] == {ClaimState.PUBLICISED, ClaimState.PAID}
    # An application that finance gave back leads there again.
    assert into[ClaimState.PUBLICISED] == {ClaimState.APPROVED, ClaimState.APPLIED}
    assert into[ClaimState.APPROVED] == {ClaimState.WAITING}


@pytest.mark.parametrize(("state", "act"), list(product(ClaimState, ClaimAct)))
def test_what_the_table_does_not_name_is_refused(state, act):
    if (state, act) in TRANSITIONS:
        assert next_state(state, act) is TRANSITIONS[state, act]
    else:
        with pytest.raises(ClaimStandsElsewhere, match=state.value):
            next_state(state, act)


@pytest.mark.parametrize(("role", "act"), list(product(Role, PERMISSIONS)))
def test_only_the_district_decides_and_only_the_city_looks_a_second_time(role, act):
    city_acts = {ClaimAct.CONFIRM, ClaimAct.SEND_BACK}
    allowed = role is (Role.CITY if act in city_acts else Role.DISTRICT)

    if allowed:
        check_role(role, act)
    else:
        with pytest.raises(NotYourAct):
            check_role(role, act)


@pytest.mark.parametrize(
    ("state", "look", "second", "actor"),
    [
        (ClaimState.WAITING, False, False, Actor.DISTRICT),
        (ClaimState.WAITING, False, True, Actor.SECOND_REVIEWER),
        (ClaimState.APPROVED, True, False, Actor.CITY),
        (ClaimState.APPROVED, False, True, Actor.OFFICE),
        (ClaimState.RETURNED, True, True, Actor.TRAINEE),
    ],
)
def test_who_acts_next(state, look, second, actor):
    assert who_acts_next(state, look_is_due=look, second_reviewer_is_due=second) is actor


@pytest.mark.parametrize(
    ("percent", "low", "high"), [(0, 0, 0), (10, 60, 140), (50, 420, 580), (100, 1000, 1000)]
)
def test_about_the_policys_share_is_drawn_and_always_the_same(percent, low, high):
    seed = b"s" * 32
    drawn = [place for place in range(1000) if is_drawn(UUID(int=place), seed, percent)]

    assert low <= len(drawn) <= high
    assert drawn == [place for place in range(1000) if is_drawn(UUID(int=place), seed, percent)]


def test_another_seed_draws_others():
    drawn = [{n for n in range(1000) if is_drawn(UUID(int=n), seed, 10)} for seed in (b"a", b"b")]

    assert drawn[0] != drawn[1]
