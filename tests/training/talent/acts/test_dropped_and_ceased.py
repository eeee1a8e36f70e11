"""R18: a file of which nothing was entered, and people who are qualified no more once they were handed on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.databases.waiting import second_process
from tests.factories import MONDAY
from tests.patience import PATIENCE
from tests.training.talent.acts.test_exports import export, names
from tests.training.talent.qualifying import NINE, a_list, office, two_qualified
from training.database import Database
from training.errors import Refusal
from training.notice.permissions import Permission
from training.results.terms import Result
from training.talent.acts.drop_batch import drop_batch
from training.talent.acts.note_entry import EntrySaid, note_entry
from training.talent.acts.note_removal import note_removal
from training.talent.rules.entering import BatchDropped, EnteredAlready, NobodyToRemove
from training.talent.views.ceased import batches_to_mend, ceased_in, count_ceased
from training.talent.views.see_batches import file_of, see_batch, waiting_batches, waiting_lists

GOOD, BAD = Result.QUALIFIED, Result.UNQUALIFIED


def test_everybody_of_a_file_that_is_dropped_comes_again(database: Database):
    with database.writing() as session:
        two_qualified(session)
        made, staff = export(session, 2), office(session)
        with pytest.raises(Refusal):
            drop_batch(session, staff, made, " ", now=NINE)

        drop_batch(session, staff, made, "平台退回了整个文件", now=NINE)

        session.expire_all()
        assert names(session) == ["张三", "王芳"]
        assert session.scalars(waiting_batches(staff)).all() == []
        assert len(session.scalars(waiting_lists(staff)).all()) == 1
        for again in (
            lambda: file_of(session, made),
            lambda: drop_batch(session, staff, made, "再说一次", now=NINE),
            lambda: note_entry(session, staff, made, EntrySaid(MONDAY), now=NINE),
        ):
            with pytest.raises(BatchDropped):
                again()
        assert len(file_of(session, export(session, 2, minutes=1))) == 2


def test_what_was_entered_is_not_dropped(database: Database):
    with database.writing() as session:
        two_qualified(session)
        made, staff = export(session, 2), office(session)
        note_entry(session, staff, made, EntrySaid(MONDAY), now=NINE)

        with pytest.raises(EnteredAlready):
            drop_batch(session, staff, made, "点错了", now=NINE)


def test_of_two_who_enter_and_drop_a_file_at_once_the_first_is_right(database: Database):
    with database.writing() as session:
        two_qualified(session)
        key = export(session, 2).public_id

    def enter(other: Database) -> None:
        with other.writing() as session:
            staff = office(session)
            own = see_batch(session, staff, key, Permission.EXPORT_TALENT)
            note_entry(session, staff, own, EntrySaid(MONDAY), now=NINE)

    with ThreadPoolExecutor(1) as clerk, second_process(database) as (other, stay_until_it_waits):
        with database.writing() as session:
            staff = office(session)
            own = see_batch(session, staff, key, Permission.EXPORT_TALENT)
            drop_batch(session, staff, own, "平台退回", now=NINE)
            work = clerk.submit(enter, other)
            stay_until_it_waits(work)
        with pytest.raises(BatchDropped):
            work.result(PATIENCE)


def test_nobody_of_a_class_that_is_qualified_no_more_is_handed_on(database: Database):
    with database.writing() as session:
        first, _ = two_qualified(session)
        a_list(session, first.training_class, {}, 2, counts=False, verdict=BAD, is_in_force=False)
        assert names(session) == ["张三", "王芳"]

        a_list(session, first.training_class, {}, 3, counts=False, verdict=BAD)
        assert names(session) == []
        assert session.scalars(waiting_lists(office(session))).all() == []

        a_list(session, first.training_class, {}, 4, counts=False)
        assert names(session) == ["张三", "王芳"]


def test_who_ceased_to_be_qualified_is_taken_out_by_hand_and_comes_again_when_qualified(database: Database):
    with database.writing() as session:
        first, second = two_qualified(session)
        made, staff, own = export(session, 2), office(session), first.training_class
        assert ceased_in(session, made) == set()

        a_list(session, own, {first: GOOD, second: BAD}, 2)
        assert ceased_in(session, made) == {made.lines[1].id}
        assert count_ceased(session, [made.id]) == {made.id: 1}
        assert session.scalars(batches_to_mend(staff)).all() == [made]

        with pytest.raises(NobodyToRemove):
            note_removal(session, staff, made, "", "2", now=NINE)
        note_removal(session, staff, made, "已在平台撤下", "1", now=NINE)
        assert session.scalars(batches_to_mend(staff)).all() == []
        assert names(session) == []
        with pytest.raises(NobodyToRemove):
            note_removal(session, staff, made, "", "0", now=NINE + timedelta(minutes=1))

        a_list(session, own, {first: GOOD, second: GOOD}, 3)
        assert names(session) == ["王芳"]
        export(session, 1, minutes=2)
        a_list(session, own, {}, 4, counts=False, verdict=BAD)
        assert len(session.scalars(batches_to_mend(staff)).all()) == 2


def test_a_line_that_the_platform_never_took_needs_nobody_taken_out(database: Database):
    with database.writing() as session:
        first, second = two_qualified(session)
        made, staff = export(session, 2), office(session)
        note_entry(session, staff, made, EntrySaid(MONDAY, "2 手机号已被占用"), now=NINE)

        a_list(session, first.training_class, {first: BAD, second: BAD}, 2)

        assert ceased_in(session, made) == {made.lines[0].id}


def test_a_line_that_never_reached_the_platform_hides_nobody_whom_it_has_by_another(database: Database):
    with database.writing() as session:
        first, second = two_qualified(session)
        made, staff = export(session, 2), office(session)
        second.trainee.phone = "13800000009"
        session.flush()
        later = export(session, 1, minutes=1)
        drop_batch(session, staff, later, "平台退回", now=NINE + timedelta(minutes=2))

        a_list(session, first.training_class, {first: GOOD, second: BAD}, 2)

        assert ceased_in(session, made) == {made.lines[1].id}
        assert ceased_in(session, later) == set()
