"""抽查检查参训学员出勤情况 (R06): which classes are checked is drawn, and anybody can draw again."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checks.rules.rounds import (
    ALGORITHM,
    MOST_TICKETS,
    TICKETS,
    Candidate,
    Known,
    Load,
    StatedRound,
    draw_round,
    in_order,
    is_outside,
    points_of,
    population_hash,
    rank,
    share_out,
    state_of_order,
    verify_round,
    weight_of,
)
from training.checks.terms import OrderState, Risk

SEED = bytes(range(32))
A, B, C, D = (UUID(int=number) for number in range(1, 5))
NOTHING_KNOWN = Known(
    owed=0, days_left=30, was_checked=True, has_failed=False, has_signals=False, is_new_institution=False
)
seeds = st.binary(min_size=32, max_size=32)
populations = st.dictionaries(st.uuids(), st.integers(1, MOST_TICKETS), max_size=12).map(
    lambda weights: [Candidate(*each) for each in weights.items()]
)


@given(populations, seeds, st.integers(0, 15), st.randoms(use_true_random=False))
def test_the_same_seed_and_classes_always_give_the_same_draw(population, seed, size, random):
    shuffled = random.sample(population, len(population))

    assert draw_round(shuffled, seed, size) == draw_round(population, seed, size)


@given(populations, seeds, st.integers(0, 15))
def test_so_many_are_drawn_as_asked_or_all_and_nobody_twice(population, seed, size):
    drawn = draw_round(population, seed, size)

    assert len(drawn.drawn) == len(set(drawn.drawn)) == min(size, len(population))
    assert sorted(drawn.order) == sorted(each.class_id for each in population)


@given(populations.filter(bool), seeds, st.integers(0, 11), st.integers(1, MOST_TICKETS))
def test_more_tickets_never_move_a_class_back_nor_another_forward(population, seed, place, more):
    own = population[place % len(population)]
    heavier = replace(own, weight=min(own.weight + more, MOST_TICKETS))

    before = draw_round(population, seed, 1).order
    after = draw_round([heavier if each == own else each for each in population], seed, 1).order

    assert after.index(own.class_id) <= before.index(own.class_id)
    assert [each for each in after if each != own.class_id] == [
        each for each in before if each != own.class_id
    ]


@pytest.mark.parametrize("weights", [(1, 1, 1), (1, 2, 3), (4, 1, 1), (1, 5), (2, 2, 2)])
def test_over_all_orders_of_the_tickets_a_class_comes_first_in_its_share_of_them(weights):
    """Counted, not tried: every order of the tickets is as likely as any other."""
    tickets = [owner for owner, weight in zip((A, B, C), weights, strict=False) for _ in range(weight)]

    first = Counter(in_order(order)[0] for order in permutations(tickets))

    assert [Fraction(first[owner], first.total()) for owner in first] == [
        Fraction(tickets.count(owner), len(tickets)) for owner in first
    ]


def test_over_all_orders_whoever_has_more_tickets_is_at_least_as_often_among_the_first_two():
    tickets = [A] * 3 + [B] * 2 + [C] + [D]

    drawn = Counter(owner for order in permutations(tickets) for owner in in_order(order)[:2])

    assert drawn[A] > drawn[B] > drawn[C] == drawn[D]


def test_over_ten_thousand_seeds_ten_tickets_win_against_one_as_often_as_they_should():
    """10/11 of 10,000 is 9,091, and 3σ are 86."""
    population = [Candidate(A, 1), Candidate(B, 10)]

    won = Counter(draw_round(population, number.to_bytes(32, "big"), 1).drawn[0] for number in range(10_000))

    assert abs(11 * won[B] - 100_000) <= 11 * 86


@pytest.mark.parametrize(("size", "drawn"), [(0, 0), (1, 1), (3, 3), (4, 3), (999, 3)])
def test_nothing_some_or_more_than_there_are(size, drawn):
    population = [Candidate(A, 1), Candidate(B, 10), Candidate(C, 5)]

    assert len(draw_round(population, SEED, size).drawn) == drawn


def test_of_no_class_none_is_drawn():
    assert draw_round([], SEED, 5).drawn == ()


def test_a_class_ranks_by_its_best_ticket():
    population = [Candidate(A, 3), Candidate(B, 1), Candidate(C, 10)]
    best = {
        each.class_id: min(rank(each.class_id, n, SEED) for n in range(1, each.weight + 1))
        for each in population
    }

    assert draw_round(population, SEED, 3).order == tuple(sorted(best, key=best.__getitem__))


def test_the_fingerprint_is_that_of_the_sorted_lines_of_id_and_weight():
    lines = f"{A} 1\n{B} 10\n"

    expected = sha256(lines.encode()).hexdigest()

    assert population_hash([Candidate(B, 10), Candidate(A, 1)]) == expected
    assert population_hash([Candidate(B, 9), Candidate(A, 1)]) != expected


@pytest.mark.parametrize(
    ("points", "weight"),
    [
        ((), 1),
        ((Risk.NEW_INSTITUTION,), 2),
        ((Risk.NEVER_CHECKED,), 3),
        ((Risk.OWED,), 4),
        ((Risk.OWED, Risk.NEVER_CHECKED, Risk.FAILED_BEFORE, Risk.NEW_INSTITUTION), 9),
        ((Risk.OWED, Risk.NEVER_CHECKED, Risk.FAILED_BEFORE, Risk.SIGNALS), 10),
        (tuple(Risk), 10),
    ],
)
def test_every_point_adds_its_tickets_to_the_one_that_every_class_has_and_ten_are_the_most(points, weight):
    assert weight_of(points) == weight


def test_every_point_has_its_tickets():
    assert set(TICKETS) == set(Risk)
    assert min(TICKETS.values()) >= 1


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({}, ()),
        ({"owed": 1, "days_left": 6}, ()),
        ({"owed": 1, "days_left": 5}, (Risk.OWED,)),
        ({"owed": 0, "days_left": 0}, ()),
        ({"owed": 1, "days_left": 0}, (Risk.OWED,)),
        ({"was_checked": False}, (Risk.NEVER_CHECKED,)),
        ({"has_failed": True}, (Risk.FAILED_BEFORE,)),
        ({"has_signals": True}, (Risk.SIGNALS,)),
        ({"is_new_institution": True}, (Risk.NEW_INSTITUTION,)),
    ],
)
def test_why_a_class_has_more_tickets(changed, points):
    assert points_of(replace(NOTHING_KNOWN, **changed)) == points


def test_orders_go_round_beginning_with_whoever_has_least_to_do():
    inspectors = [("甲", Load(2, 0)), ("乙", Load(0, 9)), ("丙", Load(0, 3))]

    assert share_out(inspectors, 5) == ["丙", "乙", "甲", "丙", "乙"]
    assert share_out(inspectors, 0) == []


@pytest.mark.parametrize(
    ("drawn", "outside"),
    [([], False), ([{A, B}], False), ([{B}], True), ([{B}, {A}], False), ([{B}, {C}], True)],
)
def test_a_class_lies_outside_where_rounds_were_drawn_and_none_has_it(drawn, outside):
    assert is_outside(A, drawn) is outside


@pytest.mark.parametrize(
    ("checked", "running", "cancelled", "over", "state"),
    [
        (False, False, False, False, OrderState.ASSIGNED),
        (False, True, False, False, OrderState.RUNNING),
        (True, False, False, False, OrderState.CHECKED),
        (True, True, True, True, OrderState.CHECKED),
        (False, True, True, False, OrderState.CANCELLED),
        (False, False, True, True, OrderState.CANCELLED),
        (False, False, False, True, OrderState.MISSED),
    ],
)
def test_how_an_order_stands(checked, running, cancelled, over, state):
    found = state_of_order(is_checked=checked, is_running=running, is_cancelled=cancelled, is_over=over)

    assert found is state


def stated(**changed: object) -> StatedRound:
    population = (Candidate(A, 1), Candidate(B, 4), Candidate(C, 3))
    drawn = draw_round(population, SEED, 2)
    values: dict[str, object] = {
        "algorithm": ALGORITHM,
        "seed": SEED,
        "population": population,
        "points": ((), (Risk.OWED,), (Risk.NEVER_CHECKED,)),
        "population_hash": drawn.population_hash,
        "size": 2,
        "drawn": drawn.drawn,
    }
    return StatedRound(**(values | changed))


def wrong(found: StatedRound) -> list[str]:
    return [each.what for each in verify_round(found) if not each.agrees]


def test_a_round_as_it_was_drawn_is_confirmed():
    assert wrong(stated()) == []


def test_whatever_is_changed_afterwards_is_found():
    true = stated()
    another = next(each for each in (A, B, C) if each not in true.drawn)

    assert wrong(replace(true, drawn=true.drawn[::-1])) == ["抽中班级"]
    assert wrong(replace(true, drawn=(true.drawn[0], another))) == ["抽中班级"]
    assert wrong(replace(true, drawn=true.drawn[:1])) == ["抽中班级"]
    assert wrong(replace(true, size=1)) == ["抽中班级"]
    assert wrong(replace(true, algorithm="dice")) == ["算法"]
    assert wrong(replace(true, population_hash="0" * 64)) == ["备选指纹"]
    assert "备选指纹" in wrong(replace(true, population=true.population[:2], points=true.points[:2]))
    assert wrong(replace(true, points=((), (), (Risk.NEVER_CHECKED,)))) == ["签数"]
    assert "备选班级" in wrong(
        replace(true, population=(*true.population, true.population[0]), points=(*true.points, ()))
    )


def test_another_seed_draws_another_order_sooner_or_later():
    population = [Candidate(UUID(int=number), 1) for number in range(1, 21)]

    assert draw_round(population, SEED, 5).drawn != draw_round(population, bytes(32), 5).drawn
