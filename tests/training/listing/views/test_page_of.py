"""Pages by key: every row once, forwards and back, and a place that is none is the first page."""

import pytest
from sqlalchemy import select

from tests.factories import a_trainee
from tests.house.counting import counted
from training.listing.views.page_of import Order, page_of
from training.records.classes.trainees import Trainee

NAMES = ["王芳", "李娜", "王芳", "赵敏", "王芳", "钱多", "孙二"]
BY_NAME = Order((Trainee.name, Trainee.id))


@pytest.fixture
def people(database):
    with database.writing() as session:
        for name in NAMES:
            a_trainee(session, name)
    return database


def page(database, order=BY_NAME, place="", size=3):
    with database.reading() as session:
        found = page_of(session, select(Trainee), order, size=size, place=place)
        return found, [(each.name, each.id) for each in found.rows]


@pytest.mark.parametrize("is_descending", [False, True])
def test_every_row_is_on_one_page_and_the_way_back_shows_the_same(people, is_descending):
    order = Order((Trainee.name, Trainee.id), is_descending)
    forwards, place = [], ""
    while place or not forwards:
        found, rows = page(people, order, place)
        forwards.append(rows)
        place = found.older
    backwards = [rows]
    while found.newer:
        found, rows = page(people, order, found.newer)
        backwards.insert(0, rows)

    everybody = [row for rows in forwards for row in rows]
    assert sorted(everybody, reverse=is_descending) == sorted(set(everybody), reverse=is_descending)
    assert len(everybody) == len(NAMES)
    assert backwards == forwards
    assert found.total == len(NAMES)


@pytest.mark.parametrize(("size", "is_more"), [(6, True), (7, False), (8, False)])
def test_there_is_a_next_page_only_where_there_are_more_rows(people, size, is_more):
    found, rows = page(people, size=size)

    assert (len(rows), bool(found.older)) == (min(size, len(NAMES)), is_more)
    assert not found.newer


@pytest.mark.parametrize(
    "place",
    [
        "x",
        ">",
        ">i:1",
        ">i:1~i:2",
        ">s:王~s:芳",
        ">s:王~i:1~i:2",
        ">s:王~i:2147483648",
        ">s:王~i:9223372036854775808",
        ">s:王~i:" + "9" * 400,
        ">s:王~x",
        ">s:a\0b~i:1",
        ">d:0000-00-00~i:1",
        ">uuid:1~i:1",
        ">q:1~i:1",
        '>"',
        "<" * 600,
        "\0",
    ],
)
def test_a_place_that_no_page_named_is_the_first_page_and_is_told(people, place):
    first, rows = page(people)

    found, shown = page(people, place=place)

    assert shown == rows
    assert found.is_first_again
    assert not first.is_first_again


def test_a_row_that_went_away_loses_nobody_else(people):
    found, rows = page(people)
    with people.writing() as session:
        session.delete(session.get_one(Trainee, rows[-1][1]))

    _, others = page(people, place=found.older)

    assert len(others) == 3
    assert not set(others) & set(rows)


def test_a_page_asks_twice_however_far_in_it_lies(people):
    with counted(people) as first:
        found, _ = page(people)
    with counted(people) as second:
        page(people, place=found.older)

    assert first.statements == second.statements == 2
