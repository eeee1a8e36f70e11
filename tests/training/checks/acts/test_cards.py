"""Whatever is done in a check, by whichever way, the cards of its inspectors are due; nobody remembers it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from tests.training.checks.checking import CITY, COLLEAGUE, DISTRICT, Checking
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.evidence.mark_panorama import mark_panorama
from training.checks.acts.evidence.withdraw_evidence import withdraw_evidence
from training.checks.acts.join_check import join_check
from training.checks.acts.show_in_chat import show_in_chat
from training.checks.terms import CallOutcome, FiledItem
from training.checks.views.check_in_focus import check_in_focus
from training.checks.views.find_check import find_check
from training.records.chat import ChatCard
from training.records.staff.staff import Staff
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff


@pytest.fixture
def running(checking: Checking) -> Checking:
    """Two inspectors of the city, both known in the chat, are in one check."""
    with checking.database.writing() as session:
        for name in (CITY, COLLEAGUE):
            know_in_chat(session, find_staff(session, name), name)
    checking.start()
    checking.by(COLLEAGUE).act(join_check)
    return checking


def due(checking: Checking) -> dict[str, bool]:
    """Whose card is due."""
    cards = select(Staff.name, ChatCard.is_due).join(ChatCard, ChatCard.staff_id == Staff.id)
    with checking.database.reading() as session:
        return {name: is_due for name, is_due in session.execute(cards)}


def drawn(checking: Checking) -> None:
    with checking.database.writing() as session:
        session.execute(update(ChatCard).values(is_due=False))


def focus(checking: Checking, name: str):
    with checking.database.reading() as session:
        return check_in_focus(session, find_staff(session, name)).public_id


def show(checking: Checking, name: str) -> None:
    with checking.database.writing() as session:
        staff = find_staff(session, name)
        check = find_check(session, staff, checking.check_id)
        show_in_chat(session, staff, check, now=checking.now)


def mismatch(checking: Checking) -> None:
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NAME)
    checking.keep(shows_everybody=False)


def explain(checking: Checking) -> None:
    picture = checking.see().pictures[0].evidence_id
    checking.act(resolve_mismatch, 1, Explanation("录入有误", picture))


def ask_after_a_call(checking: Checking) -> None:
    checking.record(1)
    checking.ask_to_void()


Step = Callable[[Checking], object]
ACTS: dict[str, tuple[Step, Step]] = {
    "a call is recorded": (lambda own: None, lambda own: own.record(1)),
    "a mismatch is explained": (mismatch, explain),
    "an explanation is confirmed": (
        lambda own: (mismatch(own), explain(own)),
        lambda own: own.by(COLLEAGUE).confirm(),
    ),
    "a picture is taken back": (
        lambda own: own.keep(),
        lambda own: own.act(withdraw_evidence, own.see().pictures[0].evidence_id, "发错了班"),
    ),
    "one not reached is replaced": (lambda own: own.miss_twice(1), lambda own: own.substitute()),
    "heads are counted": (lambda own: None, lambda own: own.count(4)),
    "a picture is kept": (lambda own: None, lambda own: own.keep()),
    "a picture is marked": (lambda own: own.keep(), lambda own: own.act(mark_panorama, None)),
    "the check is concluded": (lambda own: None, lambda own: own.conclude(as_unable=True)),
    "the check is taken back": (lambda own: None, lambda own: own.void()),
    "a void is asked for": (lambda own: own.record(1), lambda own: own.ask_to_void()),
    "a void is confirmed": (ask_after_a_call, lambda own: own.by(COLLEAGUE).confirm()),
}


@pytest.mark.parametrize(("before", "act"), ACTS.values(), ids=ACTS)
def test_after_every_act_the_cards_of_all_who_are_in_the_check_are_due(before, act, running):
    before(running)
    drawn(running)

    act(running)

    assert due(running) == {CITY: True, COLLEAGUE: True}


def test_who_starts_a_check_is_in_it_and_has_a_card(running):
    assert due(running)[CITY]
    assert focus(running, CITY) == running.check_id


def test_who_joins_a_check_is_in_it_and_has_one_card_however_often(running):
    running.by(COLLEAGUE).act(join_check)

    assert due(running) == {CITY: True, COLLEAGUE: True}
    assert focus(running, COLLEAGUE) == running.check_id


def test_who_is_not_known_in_the_chat_has_no_card(checking):
    checking.start()

    assert due(checking) == {}
    assert focus(checking, CITY) == checking.check_id


def test_a_check_of_the_other_level_is_shown_without_a_card(running):
    with running.database.writing() as session:
        know_in_chat(session, find_staff(session, DISTRICT), DISTRICT)

    show(running, DISTRICT)

    assert DISTRICT not in due(running)


def test_a_check_that_has_ended_is_shown_without_a_card(checking):
    checking.start()
    checking.void()
    with checking.database.writing() as session:
        know_in_chat(session, find_staff(session, CITY), CITY)
        know_in_chat(session, find_staff(session, COLLEAGUE), COLLEAGUE)

    show(checking, COLLEAGUE)

    assert due(checking) == {}


def test_what_is_refused_leaves_the_cards_as_they_were(running):
    drawn(running)

    with pytest.raises(Exception, match="到课人数应为"):
        running.count(99)

    assert due(running) == {CITY: False, COLLEAGUE: False}
