"""R52: which classes teach more theory online than the share, and who says why."""

from datetime import date

import pytest

from tests.factories import MONDAY, a_class, a_lesson, at
from training.classes.acts.give_online_reason import NotTooMuchOnline, give_online_reason
from training.classes.terms import Content
from training.classes.views.find_class import find_class
from training.classes.views.online_theory_of import online_theory_notice, online_theory_of, too_much_online
from training.notice.notes import ReasonMissing
from training.notice.terms import ClassKind, HalfDay, Mode
from training.records.classes.classes import OnlineReason

FRIDAY = date(2026, 3, 6)
DAYS = [date(2026, 3, 2 + offset) for offset in range(5)]
SLOTS = [(day, half_day) for day in DAYS for half_day in HalfDay]


def a_class_online(session, online_halves: int, number: str = "BT-1", **fields: object):
    """40 class hours are prescribed; so many half class hours of theory are online."""
    own = a_class(session, number, lessons=False, **fields)
    for place, (day, half_day) in enumerate(SLOTS):
        halves = min(8, online_halves - 8 * place)
        mode = Mode.ONLINE if halves > 0 else Mode.OFFLINE
        a_lesson(session, own, day, half_day, mode=mode, halves=halves if halves > 0 else 8)
    return own


@pytest.mark.parametrize(("online_halves", "is_too_much"), [(31, False), (32, False), (33, True)])
def test_more_than_40_percent_is_too_much(database, online_halves, is_too_much):
    with database.writing() as session:
        own = a_class_online(session, online_halves)

        found = online_theory_of(session, own, MONDAY)

        assert (found.planned_halves, found.is_too_much) == (online_halves, is_too_much)
        assert bool(online_theory_notice(session, own, MONDAY)) is is_too_much
        assert [each.id for each, _ in too_much_online(session, MONDAY)] == [own.id] * is_too_much


@pytest.mark.parametrize(("today", "held"), [(date(2026, 3, 1), 0), (MONDAY, 16), (FRIDAY, 40)])
def test_planned_and_held_are_both_computed(database, today, held):
    with database.writing() as session:
        own = a_class_online(session, 40)

        found = online_theory_of(session, own, today)

        assert (found.planned_halves, found.held_halves) == (40, held)


def test_cancelled_lessons_and_practical_ones_are_no_online_theory(database):
    with database.writing() as session:
        own = a_class(session, lessons=False)
        a_lesson(session, own, MONDAY, HalfDay.MORNING, mode=Mode.ONLINE, cancelled=True)
        a_lesson(session, own, MONDAY, HalfDay.AFTERNOON, mode=Mode.ONLINE, content=Content.PRACTICAL)

        assert online_theory_of(session, own, FRIDAY).planned_halves == 0


def test_startup_training_follows_its_own_documents(database):
    with database.writing() as session:
        own = a_class_online(session, 80, kind=ClassKind.STARTUP)

        assert online_theory_notice(session, own, FRIDAY) == ""
        assert too_much_online(session, FRIDAY) == []


def test_a_class_is_flagged_until_somebody_says_why(database):
    with database.writing() as session:
        own = a_class_online(session, 40)
        before = online_theory_notice(session, own, MONDAY)

        give_online_reason(session, own, "道路封闭", given_by="张会计", now=at(MONDAY, "10:00"))

        assert "还没有写明理由" in before
        assert "理由：道路封闭" in online_theory_notice(session, own, MONDAY)
    with database.reading() as session:
        (kept,) = session.query(OnlineReason).all()
        assert (kept.reason, kept.given_by, kept.given_at) == ("道路封闭", "张会计", at(MONDAY, "10:00"))


def test_a_later_reason_holds_and_the_earlier_stays_on_record(database):
    with database.writing() as session:
        own = a_class_online(session, 40, online_reason="备案时的理由")
        for reason in ("道路封闭", "道路封闭至 3 月底"):
            give_online_reason(session, own, reason, given_by="张会计", now=at(MONDAY, "10:00"))

    with database.reading() as session:
        assert find_class(session, "BT-1").why_online == "道路封闭至 3 月底"
        assert session.query(OnlineReason).count() == 2


def test_who_has_not_said_why_stands_first(database):
    with database.writing() as session:
        a_class_online(session, 40, "BT-1", online_reason="道路封闭")
        a_class_online(session, 40, "BT-2")

        assert [own.class_number for own, _ in too_much_online(session, MONDAY)] == ["BT-2", "BT-1"]


def test_a_reason_nobody_asked_for_or_an_empty_one_is_refused(database):
    with database.writing() as session:
        within, beyond = a_class_online(session, 32, "BT-1"), a_class_online(session, 33, "BT-2")

        with pytest.raises(NotTooMuchOnline, match="没有超过"):
            give_online_reason(session, within, "道路封闭", given_by="张会计", now=at(MONDAY, "10:00"))
        with pytest.raises(ReasonMissing):
            give_online_reason(session, beyond, " ", given_by="张会计", now=at(MONDAY, "10:00"))
