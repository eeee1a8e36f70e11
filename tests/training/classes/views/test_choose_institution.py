"""R43: whose machine recorded a file must be clear before a punch is stored."""

import pytest

from tests.factories import a_class, an_institution
from training.classes.views.choose_institution import InstitutionNotNamed, choose_institution
from training.classes.views.find_class import SeveralFound
from training.database import Database
from training.errors import NotFound, Refusal

FIRST, SECOND = "包头市第一培训学校", "包头市第二培训学校"


@pytest.fixture
def schools(database: Database) -> Database:
    with database.writing() as session:
        a_class(session, "BT-1", institution=FIRST)
        an_institution(session, SECOND)
    return database


def chosen(database: Database, name: str | None, number: str | None) -> object:
    with database.reading() as session:
        try:
            return choose_institution(session, name, number).name
        except Refusal as refusal:
            return type(refusal)


def test_it_is_the_one_that_is_named_or_else_that_of_the_class(schools):
    assert chosen(schools, "第二", None) == SECOND
    assert chosen(schools, FIRST, None) == FIRST
    assert chosen(schools, None, "BT-1") == FIRST
    assert chosen(schools, "第二", "BT-1") == SECOND


def test_whose_machine_it_is_must_be_clear(schools):
    assert chosen(schools, None, None) is InstitutionNotNamed
    assert chosen(schools, "包头市", None) is SeveralFound
    assert chosen(schools, "第三", None) is NotFound
    assert chosen(schools, "%", None) is NotFound
    assert chosen(schools, None, "BT-9") is NotFound


def test_a_name_that_is_part_of_another_is_still_that_name(schools):
    with schools.writing() as session:
        an_institution(session, f"{FIRST}青山分校")
        assert choose_institution(session, FIRST, None).name == FIRST


def test_the_only_institution_there_is_needs_no_name(database):
    with database.writing() as session:
        with pytest.raises(InstitutionNotNamed, match="还没有任何培训机构"):
            choose_institution(session, None, None)
        an_institution(session, FIRST)

    with database.reading() as session:
        assert choose_institution(session, None, None).name == FIRST
