"""R38: the whole class is counted; every count is kept, the latest holds."""

import pytest
from sqlalchemy import select

from tests.factories import a_trainee, an_enrolment
from tests.training.checks.checking import COLLEAGUE, DISTRICT
from training.checks.acts.evidence.count_heads import BadHeadCount
from training.checks.views.find_check import CheckEnded, NotYourCheck
from training.classes.views.find_class import find_class
from training.records.checks.evidence import HeadCount


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def counts(checking) -> list[tuple[int, str]]:
    with checking.database.reading() as session:
        rows = session.execute(select(HeadCount.heads, HeadCount.counted_by).order_by(HeadCount.id))
        return [tuple(row) for row in rows]


def test_the_latest_count_holds_and_all_are_kept(running):
    running.count(2)
    view = running.by(COLLEAGUE).count(4)

    assert view.facts.heads == 4
    assert counts(running) == [(2, "市里"), (4, "市里同事")]


@pytest.mark.parametrize(
    ("heads", "is_refused"), [(-1, True), (0, False), (4, False), (5, True), (400, True)]
)
def test_more_than_the_roster_cannot_be_in_the_room(heads, is_refused, running):
    if is_refused:
        with pytest.raises(BadHeadCount, match="应为 0 至 4"):
            running.count(heads)
        assert counts(running) == []
    else:
        assert running.count(heads).facts.heads == heads


def test_whoever_joined_after_the_draw_may_be_counted(running):
    with running.database.writing() as session:
        an_enrolment(session, find_class(session, "BT-1"), a_trainee(session, "新人", "13900000001"), "99")

    assert running.count(5).facts.heads == 5


def test_the_same_tap_sent_twice_stores_once(running):
    running.count(3, client_key="m1")
    running.count(3, client_key="m1")

    assert len(counts(running)) == 1


def test_only_the_checks_own_level_counts_and_only_while_it_runs(running):
    with pytest.raises(NotYourCheck):
        running.by(DISTRICT).count(4)
    running.void()
    with pytest.raises(CheckEnded):
        running.count(4)
