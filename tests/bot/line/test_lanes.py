"""One person's words are worked on in order; whoever takes long holds up nobody else."""

from threading import Event, Lock

from bot.line.lanes import Lanes
from tests.patience import PATIENCE


def test_what_one_person_says_is_worked_on_in_order_and_never_side_by_side():
    lanes, seen, at_work = Lanes(4), [], Lock()

    def work(number: int) -> None:
        assert at_work.acquire(blocking=False)
        seen.append(number)
        at_work.release()

    for number in range(200):
        lanes.hand_over("a", lambda number=number: work(number))
    lanes.finish(wait_for_all=True)

    assert seen == list(range(200))


def test_a_slow_person_holds_up_nobody_while_a_worker_is_free():
    lanes, goes_on, served = Lanes(2), Event(), []
    everybody = Event()

    def note(who: str) -> None:
        served.append(who)
        if len(served) == 50:
            everybody.set()

    lanes.hand_over("slow", lambda: goes_on.wait(PATIENCE))
    for number in range(50):
        lanes.hand_over(f"p{number}", lambda number=number: note(f"p{number}"))

    assert everybody.wait(PATIENCE)
    goes_on.set()
    lanes.finish(wait_for_all=True)


def test_a_fault_ends_one_thing_and_not_the_person():
    lanes, seen = Lanes(1), []
    lanes.hand_over("a", lambda: 1 / 0)
    lanes.hand_over("a", lambda: seen.append("next"))
    lanes.finish(wait_for_all=True)

    assert seen == ["next"]


def test_at_the_end_what_is_in_hand_is_finished_and_what_waits_is_left():
    lanes, begun, goes_on, seen = Lanes(1), Event(), Event(), []

    def first() -> None:
        begun.set()
        goes_on.wait(PATIENCE)
        seen.append("first")

    lanes.hand_over("a", first)
    lanes.hand_over("a", lambda: seen.append("second"))
    lanes.hand_over("b", lambda: seen.append("other"))
    assert begun.wait(PATIENCE)
    goes_on.set()
    lanes.finish()
    lanes.hand_over("a", lambda: seen.append("too late"))

    assert seen[0] == "first"
    assert "too late" not in seen
