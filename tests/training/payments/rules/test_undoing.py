"""Money comes back in parts, never more than was demanded (R22); pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.payments.rules.undoing import Demand, DemandEnded, ReceivedTooMuch, check_receipt

FEN = some.integers(1, 200_000)


@pytest.mark.parametrize("amount", [1, 39_999, 40_000])
def test_up_to_the_last_fen_that_is_still_to_come(amount: int) -> None:
    check_receipt(amount, Demand(100_000, 60_000, is_withdrawn=False))


@pytest.mark.parametrize("amount", [-1, 0, 40_001])
def test_neither_nothing_nor_a_fen_more(amount: int) -> None:
    with pytest.raises(ReceivedTooMuch, match=r"还差 400\.00 元"):
        check_receipt(amount, Demand(100_000, 60_000, is_withdrawn=False))


def test_of_a_demand_that_ended_nothing_comes() -> None:
    with pytest.raises(DemandEnded, match="已经全部到账"):
        check_receipt(1, Demand(100_000, 100_000, is_withdrawn=False))
    with pytest.raises(DemandEnded, match="已经撤销"):
        check_receipt(1, Demand(100_000, 60_000, is_withdrawn=True))


@given(FEN, FEN, some.booleans())
def test_what_stands_is_what_came_and_what_is_still_to_come(demanded: int, came: int, ended: bool) -> None:
    own = Demand(demanded, min(came, demanded), ended)

    assert own.standing_fen == own.returned_fen + own.left_fen
    assert 0 <= own.left_fen <= demanded
    assert own.left_fen == 0 or not ended
