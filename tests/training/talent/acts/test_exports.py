"""R18: the ledger of files for the talent platform: only what changed, nobody twice, entered by hand."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, at
from tests.training.builders import at_once
from tests.training.talent.qualifying import NINE, a_list, office, two_qualified
from training.database import Database
from training.notice.permissions import Permission
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.records.classes.trainees import Trainee
from training.records.exchange.talent import TalentBatch
from training.results.terms import Result
from training.talent.acts.export_talent import export_talent
from training.talent.acts.forget_files import forget_files
from training.talent.acts.note_entry import EntrySaid, note_entry
from training.talent.rules.entering import EnteredAlready, ExportedJustNow, FileIsOld, NothingChanged
from training.talent.rules.rows import FILE_KEPT
from training.talent.views.see_batches import file_of, see_batch, waiting_batches, waiting_lists
from training.talent.views.to_export import to_export


def export(session, many: int, minutes: int = 0) -> TalentBatch:
    """By the district, to which the page announced so many."""
    made = export_talent(session, office(session), str(many), now=NINE + timedelta(minutes=minutes))
    return see_batch(session, office(session), made.public_id, Permission.EXPORT_TALENT)


def names(session) -> list[str]:
    """Whom the next file would hold."""
    found = to_export(session, office(session).district_id)
    return [each.cells[0] for each in found.changed]


def test_unchanged_people_are_not_handed_on_again_and_a_new_phone_is_one_row(database: Database):
    with database.writing() as session:
        first, _ = two_qualified(session)
        assert [row[0] for row in file_of(session, export(session, 2))] == ["张三", "王芳"]
        assert names(session) == []
        with pytest.raises(NothingChanged):
            export(session, 0)

        first.trainee.phone = "13800000009"
        session.flush()
        second = export(session, 1, minutes=1)

        assert [(row[0], row[3], row[-1]) for row in file_of(session, second)] == [
            ("张三", "13800000009", "GX-20260302-01-02")
        ]
        assert names(session) == []


def test_a_line_that_the_platform_did_not_take_comes_again_and_the_others_do_not(database: Database):
    with database.writing() as session:
        two_qualified(session)
        made = export(session, 2)
        said = EntrySaid(MONDAY, "2 手机号已被占用")

        note_entry(session, office(session), made, said, now=NINE)
        with pytest.raises(EnteredAlready):
            note_entry(session, office(session), made, said, now=NINE)

        assert names(session) == ["王芳"]
        assert len(session.scalars(waiting_lists(office(session))).all()) == 1
        export(session, 1, minutes=1)
        assert names(session) == []
        assert session.scalars(waiting_lists(office(session))).all() == []


def test_only_the_list_that_counts_and_who_is_qualified_on_it(database: Database):
    with database.writing() as session:
        first, second = two_qualified(session)
        a_list(session, first.training_class, {first: Result.QUALIFIED, second: Result.UNQUALIFIED}, 2)
        a_list(session, first.training_class, {second: Result.QUALIFIED}, 3, counts=False)

        assert names(session) == ["张三"]


def test_whose_data_is_restricted_is_not_handed_on(database: Database):
    with database.writing() as session:
        first, _ = two_qualified(session)
        made = export(session, 2)
        restrict(session, first.trainee)

        found = to_export(session, office(session).district_id)

        assert (found.changed, found.restricted) == ([], 1)
        with pytest.raises(FileIsOld):
            file_of(session, made)


def test_a_file_is_the_one_that_was_made_for_its_term_and_a_change_stands_in_the_next(database: Database):
    with database.writing() as session:
        first, _ = two_qualified(session)
        made = export(session, 2)
        was = file_of(session, made)
        first.trainee.education = "高中"
        session.flush()

        assert file_of(session, made) == was
        assert names(session) == ["张三"]
        assert forget_files(session, now=NINE + FILE_KEPT - timedelta(seconds=1)) == 0
        assert forget_files(session, now=NINE + FILE_KEPT) == 2
        session.expire_all()
        with pytest.raises(FileIsOld, match="1 人"):
            file_of(session, made)


def test_what_waits_is_the_list_first_and_then_the_file(database: Database):
    with database.writing() as session:
        two_qualified(session)
        staff = office(session)
        assert len(session.scalars(waiting_lists(staff)).all()) == 1

        made = export(session, 2)
        assert session.scalars(waiting_lists(staff)).all() == []
        assert session.scalars(waiting_batches(staff)).all() == [made]

        note_entry(session, staff, made, EntrySaid(MONDAY), now=at(MONDAY, "23:59"))
        assert session.scalars(waiting_batches(staff)).all() == []


def test_of_two_who_export_at_once_one_makes_the_file(database: Database):
    with database.writing() as session:
        two_qualified(session)

    def make() -> str:
        with database.writing() as session:
            return export_talent(session, office(session), "2", now=NINE).number

    done = at_once(make, make)

    with database.reading() as session:
        number = session.scalars(select(TalentBatch.number)).one()
    assert set(done) == {number, ExportedJustNow}


def restrict(session: Session, person: Trainee) -> None:
    restrict_processing(session, person.id, Cause("本人要求", "刘志刚"), now=NINE)
