"""Of those who need a process of its own at once, one has it, one waits, the rest are to come again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from training.turns import AT_A_PAGE, PAGE_SECONDS, Busy, own_turn
from webapp.server.process import THREADS


def asked_at_a_page() -> str:
    AT_A_PAGE.set(True)
    try:
        with own_turn():
            return "done"
    except Busy as refusal:
        return str(refusal)
    finally:
        AT_A_PAGE.set(False)


def test_pages_wait_for_a_moment_and_then_ask_to_come_again():
    with own_turn(), ThreadPoolExecutor(THREADS) as askers:
        said = [askers.submit(asked_at_a_page).result() for _ in range(2)]

    assert all(each.endswith("请稍后再试。") for each in said)
    assert asked_at_a_page() == "done"


def test_whatever_nobody_waits_for_at_a_page_has_its_turn_in_the_end():
    is_asking = Event()

    def ask() -> str:
        is_asking.set()
        with own_turn():
            return "done"

    with ThreadPoolExecutor(1) as worker:
        with own_turn():
            asked = worker.submit(ask)
            assert is_asking.wait(10 * PAGE_SECONDS)
        assert asked.result() == "done"


def test_a_turn_that_fails_is_given_back():
    with pytest.raises(ValueError, match="damaged"), own_turn():
        raise ValueError("damaged")

    assert asked_at_a_page() == "done"
