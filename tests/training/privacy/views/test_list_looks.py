"""Who looked at whose data can be told years later, by person and by day (查阅记录)."""

from datetime import date, timedelta

import pytest

from tests.factories import MONDAY, at
from training.privacy.acts.note_look import LONGEST_SUBJECT, Look, note_look
from training.privacy.terms import Door
from training.privacy.views.list_looks import Wanted, list_looks

MIDNIGHT = at(MONDAY, "00:00")
BEFORE, LAST = MIDNIGHT - timedelta(microseconds=1), MIDNIGHT + timedelta(days=1, microseconds=-1)


@pytest.fixture
def looked(database):
    with database.writing() as session:
        for who, subject, looked_at in (
            ("李敏", "/a", BEFORE),
            ("李敏", "/b", MIDNIGHT),
            ("王强", "/c", LAST),
            ("王强", "/d", MIDNIGHT + timedelta(days=1)),
        ):
            note_look(session, Look(who, Door.PAGE, "检查", subject), now=looked_at)
    return database


def subjects(database, wanted: Wanted, limit: int = 100) -> list[str]:
    with database.reading() as session:
        return [each.subject for each in list_looks(session, wanted, limit)]


def test_the_latest_comes_first(looked):
    assert subjects(looked, Wanted()) == ["/d", "/c", "/b", "/a"]


def test_of_one_person(looked):
    assert subjects(looked, Wanted("王强")) == ["/d", "/c"]


def test_of_one_day_in_shanghai_from_its_first_moment_to_its_last(looked):
    assert subjects(looked, Wanted(day=MONDAY)) == ["/c", "/b"]
    assert subjects(looked, Wanted(day=date(2000, 1, 1))) == []


def test_page_by_page_none_is_left_out_and_none_comes_twice(looked):
    with looked.reading() as session:
        first = list_looks(session, Wanted(), 2)
        second = list_looks(session, Wanted(before=first[-1].id), 2)

        assert [each.subject for each in (*first, *second)] == ["/d", "/c", "/b", "/a"]


def test_an_address_of_any_length_is_kept_as_far_as_there_is_room(database):
    with database.writing() as session:
        note_look(session, Look("李敏", Door.PAGE, "检查", "/" * 300), now=MIDNIGHT)

    assert subjects(database, Wanted()) == ["/" * LONGEST_SUBJECT]
