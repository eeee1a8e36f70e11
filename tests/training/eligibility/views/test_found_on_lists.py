"""Who of a class stands on a list that the office brought (R19, R58)."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_trainee, an_id_number
from tests.house.counting import counted
from tests.training.eligibility.pricing import HOME, LONG_AGO, NINE, OTHER, a_list
from training.classes.views.find_class import find_district
from training.database import Database
from training.eligibility.rules.compared import SINCE_EVER, Hit, Span
from training.eligibility.terms import ComparedKind
from training.eligibility.views.compared import found_on_lists
from training.records.subsidies.compared import ComparedList

FRIDAY = MONDAY + timedelta(days=4)
LATER = date(2026, 2, 1)
ALWAYS = (None, None)


def span(session: Session, trainee_id: int, district: str = HOME) -> Span:
    return Span(trainee_id, find_district(session, district).id, MONDAY, FRIDAY)


def kinds(session: Session, *trainees: int, district: str = HOME) -> dict[int, list[str]]:
    spans = {each: span(session, each, district) for each in trainees}
    return {key: [hit.kind for hit in hits] for key, hits in found_on_lists(session, spans).items()}


def test_the_hit_says_what_of_which_list(database: Database) -> None:
    with database.writing() as session:
        on, off = a_trainee(session, place=1), a_trainee(session, place=2)
        own = a_list(session, ComparedKind.EMPLOYED, {an_id_number(1): (None, MONDAY)})

        found = found_on_lists(session, {7: span(session, on.id), 8: span(session, off.id)})

        assert found == {
            7: (Hit(ComparedKind.EMPLOYED, SINCE_EVER, MONDAY, LONG_AGO, "市社保中心", own.public_id),)
        }


def test_who_stands_on_several_lists_is_found_on_each(database: Database) -> None:
    with database.writing() as session:
        own = a_trainee(session, place=1)
        for kind in (ComparedKind.STUDENT, ComparedKind.EMPLOYED):
            a_list(session, kind, {an_id_number(1): ALWAYS})

        assert sorted(kinds(session, own.id)[own.id]) == ["在校", "在职参保"]


def test_a_later_list_of_the_same_kind_and_place_takes_the_place_of_the_former(database: Database) -> None:
    with database.writing() as session:
        before, now = a_trainee(session, place=1), a_trainee(session, place=2)
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(2): ALWAYS}, as_of=LATER)
        # Brought later, of an earlier day.
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(1): ALWAYS})

        assert kinds(session, before.id, now.id) == {now.id: ["在职参保"]}


def test_of_two_of_one_day_the_one_that_was_brought_later_counts(database: Database) -> None:
    with database.writing() as session:
        before, now = a_trainee(session, place=1), a_trainee(session, place=2)
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(1): ALWAYS})
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(2): ALWAYS})

        assert kinds(session, before.id, now.id) == {now.id: ["在职参保"]}


def test_the_citys_list_is_for_everybody_and_a_districts_for_its_own_classes(database: Database) -> None:
    with database.writing() as session:
        one, other = a_trainee(session, place=1), a_trainee(session, place=2)
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(1): ALWAYS})
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(2): ALWAYS}, district=HOME, as_of=LATER)

        assert kinds(session, one.id, other.id) == {one.id: ["在职参保"], other.id: ["在职参保"]}
        assert kinds(session, one.id, other.id, district=OTHER) == {one.id: ["在职参保"]}


def test_a_list_that_was_withdrawn_purged_or_of_another_key_counts_for_nothing(
    database: Database,
) -> None:
    for column, value in (("withdrawn_at", NINE), ("purged_at", NINE), ("index_key", "0" * 16)):
        with database.writing() as session:
            own = a_trainee(session, place=1, phone="13800000001")
            a_list(session, ComparedKind.EMPLOYED, {an_id_number(1): ALWAYS})
            newer = a_list(session, ComparedKind.EMPLOYED, {}, as_of=LATER)

            assert kinds(session, own.id) == {}
            session.execute(update(ComparedList).where(ComparedList.id == newer.id).values({column: value}))
            # The one before it counts again.
            assert kinds(session, own.id) == {own.id: ["在职参保"]}
            session.execute(update(ComparedList).values({column: value}))
            assert kinds(session, own.id) == {}
            session.rollback()


def test_many_people_are_one_statement(database: Database) -> None:
    with database.writing() as session:
        people = [a_trainee(session, place=each).id for each in range(1, 40)]
        numbers = {an_id_number(each): ALWAYS for each in range(1, 40)}
        for kind in ComparedKind:
            a_list(session, kind, numbers)  # type: ignore[arg-type]
        spans = {each: span(session, each) for each in people}

        with counted(database) as tally:
            found = found_on_lists(session, spans)

    assert tally.statements == 1
    assert len(found) == 39
    assert {len(hits) for hits in found.values()} == {7}
