"""R39, R72: pictures of a check go after the policy's years; that they were there, and the verdict, stay."""

from datetime import date

import pytest

from tests.factories import at
from tests.training.checks.checking import CITY, DISTRICT, Checking, a_picture
from training.checks.views.evidence.see_evidence import see_evidence
from training.errors import NotFound
from training.privacy.acts.note_check_purged import note_check_purged
from training.privacy.views.checks_due_for_purge import DueCheck, checks_due_for_purge
from training.privacy.views.stray import stray
from training.staff.views.find_staff import find_staff

NOT_YET, DUE = at(date(2036, 3, 1), "23:59"), at(date(2036, 3, 2), "00:01")
LATER = 1


def due(own: Checking, now) -> list[DueCheck]:
    with own.database.reading() as session:
        return checks_due_for_purge(session, now=now)


def purge(own: Checking, now) -> None:
    for each in due(own, now):
        with own.database.writing() as session:
            note_check_purged(session, each, now=now)


def keys_of(colour: str) -> set[str]:
    picture = a_picture(colour)
    return {picture.original_key, picture.served_key}


@pytest.fixture
def passed(checking) -> Checking:
    checking.start()
    checking.pass_all("red")
    return checking


def test_pictures_go_after_ten_years_and_the_verdict_stays(passed):
    before = passed.see()
    assert due(passed, NOT_YET) == []
    (found,) = due(passed, DUE)
    assert (found.pictures, found.meetings, set(found.keys)) == (1, 0, keys_of("red"))

    purge(passed, DUE)

    after = passed.see()
    assert (after.verdict, after.conditions) == (before.verdict, before.conditions)
    assert [each.is_there for each in after.pictures] == [False]
    assert [each.sha256 for each in after.pictures] == [a_picture("red").sha256]
    assert due(passed, DUE) == []


def test_a_picture_that_was_purged_is_told_apart_from_one_that_never_was(passed):
    evidence_id = passed.see().pictures[0].evidence_id
    purge(passed, DUE)

    with passed.database.reading() as session, pytest.raises(NotFound, match="已按保存期限删除"):
        see_evidence(session, find_staff(session, CITY), evidence_id)


def test_files_of_purged_pictures_are_named_no_more(passed):
    purge(passed, DUE)

    with passed.database.reading() as session:
        assert stray(session, keys_of("red")) == keys_of("red")


def test_a_picture_that_a_later_check_has_too_stays_for_it(checking):
    checking.start()
    checking.keep("red")
    checking.withdraw(1)
    later = Checking(checking.database, checking.class_id).by(DISTRICT)
    later.later(days=LATER)
    later.start()
    later.keep("red")
    later.keep("blue")

    (first,) = due(checking, DUE)
    assert (first.pictures, first.keys) == (1, ())
    purge(checking, DUE)

    with checking.database.reading() as session:
        assert stray(session, keys_of("red")) == set()
    (second,) = due(later, at(date(2036, 3, 2 + LATER), "00:01"))
    assert set(second.keys) == keys_of("red") | keys_of("blue")
