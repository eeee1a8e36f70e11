"""R37: at least a third is drawn, by chance that anyone can compute again."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checks.rules.sampling import (
    ALGORITHM,
    StatedDraw,
    draw,
    draw_size,
    rank,
    roster_hash,
    verify_draw,
)

SEED = bytes(range(32))
rosters = st.lists(st.uuids(), unique=True, max_size=40)
seeds = st.binary(min_size=32, max_size=32)


def people(count: int) -> list[UUID]:
    return [UUID(int=number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("roster", "drawn"),
    [
        (0, 0),
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 2),
        (6, 2),
        (7, 3),
        (29, 10),
        (30, 10),
        (31, 11),
        (33, 11),
        (34, 12),
    ],
)
def test_at_least_a_third_is_drawn(roster, drawn):
    assert draw_size(roster, 3) == drawn
    assert 3 * drawn >= roster


@pytest.mark.parametrize(("one_in", "drawn"), [(0, 10), (1, 10), (2, 5), (3, 4), (10, 1), (11, 1)])
def test_a_district_may_draw_another_share_but_never_more_than_there_are(one_in, drawn):
    assert draw_size(10, one_in) == drawn


def test_the_rank_is_what_openssl_computes():
    # printf %s 00000000-0000-0000-0000-000000000001 | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
    assert rank(UUID(int=1), SEED) == "7e3418e44a8796d25414f01f64d6131861374eb9b0f98058ac67439e857a9eef"


def test_the_roster_hash_does_not_depend_on_the_order_of_the_roster():
    by_hand = sha256(b"00000000-0000-0000-0000-000000000001\n00000000-0000-0000-0000-000000000002\n")

    assert roster_hash(people(2)) == roster_hash(reversed(people(2))) == by_hand.hexdigest()


@given(rosters, seeds)
def test_everybody_has_exactly_one_place_and_the_same_draw_comes_again(roster, seed):
    drawn = draw(roster, seed, [], 3)

    assert sorted(drawn.order) == sorted(roster)
    assert drawn == draw(list(reversed(roster)), seed, [], 3)


@given(rosters, seeds, st.data())
def test_who_was_not_drawn_before_comes_first(roster, seed, data):
    before = data.draw(st.sets(st.sampled_from(roster))) if roster else set()

    order = draw(roster, seed, before, 3).order

    assert [each in before for each in order] == sorted(each in before for each in order)


@given(rosters, seeds)
def test_within_each_part_the_rank_alone_decides(roster, seed):
    order = draw(roster, seed, roster[::2], 3).order

    fresh = [each for each in order if each not in roster[::2]]
    assert fresh == sorted(fresh, key=lambda each: rank(each, seed))


def test_over_three_checks_of_a_class_everybody_is_drawn_once():
    roster, before = people(30), set()

    for number in range(3):
        drawn = draw(roster, bytes([number]) * 32, before, 3)
        assert not before & set(drawn.order[: drawn.size])
        before |= set(drawn.order[: drawn.size])

    assert before == set(roster)


def test_over_many_seeds_everybody_is_drawn_equally_often():
    """Chi-square over 3000 fixed seeds: above 59.70 with 30 degrees of freedom once in a thousand."""
    roster, seeds_tried = people(31), 3000
    times = dict.fromkeys(roster, 0)

    for number in range(seeds_tried):
        drawn = draw(roster, sha256(f"seed {number}".encode()).digest(), [], 3)
        for each in drawn.order[: drawn.size]:
            times[each] += 1

    expected = seeds_tried * 11 / 31
    # Drawn without putting back, the counts vary less than the bound assumes, by this factor.
    spread = (31 - 11) / (31 - 1)
    chi_square = sum((count - expected) ** 2 for count in times.values()) / expected / spread
    assert 9.0 < chi_square < 59.70


def test_the_first_place_too_is_equally_likely_for_all():
    """Chi-square over 3000 fixed seeds: above 27.88 with 9 degrees of freedom once in a thousand."""
    roster, seeds_tried = people(10), 3000
    times = dict.fromkeys(roster, 0)

    for number in range(seeds_tried):
        times[draw(roster, sha256(f"first {number}".encode()).digest(), [], 3).order[0]] += 1

    expected = seeds_tried / 10
    assert sum((count - expected) ** 2 for count in times.values()) / expected < 27.88


def a_claim(count: int = 7, seed: bytes = SEED) -> StatedDraw:
    roster, before = people(count), frozenset(people(2))
    drawn = draw(roster, seed, before, 3)
    return StatedDraw(
        ALGORITHM,
        seed,
        3,
        tuple(roster),
        before,
        drawn.roster_hash,
        drawn.size,
        drawn.order,
        ((2, 4), (4, 5)),
    )


def wrong(claimed: StatedDraw) -> list[str]:
    return [finding.what for finding in verify_draw(claimed) if not finding.agrees]


def test_an_honest_draw_is_confirmed():
    assert wrong(a_claim()) == []


ORDER = a_claim().order


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"algorithm": "hmac-md5/1"}, ["算法"]),
        ({"seed": bytes(32)}, ["抽取顺序"]),
        ({"size": 2}, ["抽取人数", "补抽"]),
        ({"one_in": 2}, ["抽取人数"]),
        ({"roster_hash": "0" * 64}, ["名册指纹"]),
        ({"order": (ORDER[1], ORDER[0], *ORDER[2:])}, ["抽取顺序"]),
        ({"order": ORDER[:-1]}, ["抽取顺序"]),
        ({"order": (*ORDER[:-1], UUID(int=99))}, ["抽取顺序"]),
        ({"roster": tuple(people(8))}, ["名册指纹", "抽取顺序"]),
        ({"roster": (*people(7), UUID(int=1))}, ["名册指纹", "名册人数", "抽取顺序"]),
        ({"drawn_before": frozenset()}, ["抽取顺序"]),
        ({"replacements": ((2, 5),)}, ["补抽"]),
        ({"replacements": ((2, 4), (2, 5))}, ["补抽"]),
        ({"replacements": ((4, 4),)}, ["补抽"]),
        ({"replacements": ((0, 4),)}, ["补抽"]),
        ({"replacements": ((1, 4), (2, 5), (3, 6), (4, 7), (5, 8))}, ["补抽"]),
    ],
)
def test_whatever_was_changed_afterwards_is_found(changed, found):
    assert wrong(replace(a_claim(), **changed)) == found


@given(rosters, seeds)
def test_no_honest_draw_is_ever_doubted(roster, seed):
    drawn = draw(roster, seed, roster[:3], 3)
    claimed = StatedDraw(
        ALGORITHM,
        seed,
        3,
        tuple(roster),
        frozenset(roster[:3]),
        drawn.roster_hash,
        drawn.size,
        drawn.order,
        (),
    )

    assert wrong(claimed) == []


@given(rosters, seeds, st.data())
def test_whom_a_voided_draw_chose_is_called_beside_the_sample_and_moves_nobody_in_it(roster, seed, data):
    owed = data.draw(st.sets(st.sampled_from(roster))) if roster else set()
    plain = draw(roster, seed, [], 3)

    drawn = draw(roster, seed, [], 3, owed)

    sample, called = drawn.order[: drawn.size], drawn.order[: drawn.size + drawn.carried]
    assert sample == plain.order[: plain.size]
    assert owed <= set(called)
    assert set(called) == owed | set(sample)
    assert sorted(drawn.order) == sorted(roster)
    reserve = drawn.order[len(called) :]
    assert list(reserve) == [each for each in plain.order if each in reserve]
