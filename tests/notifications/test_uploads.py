"""R43: what the page leaves to the worker is read and written by it, and goes when its time is over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from notifications.post import Post, Wording
from notifications.uploads import AT_ONCE, PAGE_IS_DONE, let_go_of_uploads, read_uploads
from tests.factories import an_institution
from tests.training.intake.handing_in import HandingIn, a_roster, handing_in
from tests.training.rosters.changing import DISTRICT, SCHOOL
from training.database import Database
from training.intake.acts.ask_to_store import ask_to_store
from training.intake.judging import judge
from training.intake.rules.confirming import Choices
from training.intake.rules.trying import MOST_TRIES, PAUSES
from training.intake.terms import UploadState
from training.ports.files import StoreUnavailable
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.uploads import Upload, UploadFailure, UploadReading
from training.staff.acts.let_go import let_go
from training.staff.views.find_staff import find_staff


class NoSender:
    """Nobody is sent anything."""

    provider = "none"


class Away:
    """A store that cannot be reached."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        raise StoreUnavailable(key)

    def get(self, key: str) -> bytes:
        raise StoreUnavailable(key)

    def remove(self, key: str) -> None:
        raise StoreUnavailable(key)


@pytest.fixture
def handing(database: Database, tmp_path) -> HandingIn:
    return handing_in(database, tmp_path)


def post_of(handing: HandingIn) -> Post:
    wording = Wording("查班", with_link=False)
    return Post(
        handing.database, NoSender(), lambda: handing.now, lambda: 0, wording, 1, papers=handing.shelf
    )


def left_to_the_worker(handing: HandingIn, *places: int) -> int:
    """A file that nobody has read yet."""
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, *places))
    with handing.database.writing() as session:
        session.get_one(Upload, key).state = UploadState.WAITS
    return key


def state_of(handing: HandingIn, key: int) -> UploadState:
    with handing.database.reading() as session:
        return session.get_one(Upload, key).state


def people(handing: HandingIn) -> int:
    with handing.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Enrolment)) or 0


@pytest.mark.parametrize(("seconds", "state"), [(0, UploadState.WAITS), (1, UploadState.SHOWN)])
def test_a_small_file_is_left_to_its_page_for_a_minute(handing, seconds, state):
    key = left_to_the_worker(handing, 21)
    handing.now += PAGE_IS_DONE + timedelta(seconds=seconds)

    read_uploads(post_of(handing))

    assert state_of(handing, key) is state


def test_what_was_confirmed_is_written_by_the_worker_once(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21, 22))
    with handing.database.writing() as session:
        ask_to_store(session, session.get_one(Upload, key), handing.shown(key)[1], now=handing.now)

    for _ in range(2):
        read_uploads(post_of(handing))

    assert (state_of(handing, key), people(handing)) == (UploadState.STORED, 7)


def test_what_changed_between_is_shown_anew_and_not_written(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21, 22))
    with handing.database.writing() as session:
        ask_to_store(session, session.get_one(Upload, key), handing.shown(key)[1], now=handing.now)
    handing.confirm(handing.hand_in(DISTRICT, a_roster(handing.folder, 21, name="另一份.xlsx")))

    read_uploads(post_of(handing))

    assert (state_of(handing, key), people(handing)) == (UploadState.SHOWN, 6)
    assert handing.shown(key)[0]["counts"]["known"] == 1


def test_what_was_found_goes_after_thirty_days(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21), Choices())
    handing.now += timedelta(days=30, seconds=1)

    let_go_of_uploads(post_of(handing))

    with handing.database.reading() as session:
        found = session.scalars(select(UploadReading.found).where(UploadReading.upload_id == key))
        assert list(found) == [None, None]


def confirmed(handing: HandingIn, *places: int) -> int:
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, *places))
    with handing.database.writing() as session:
        ask_to_store(session, session.get_one(Upload, key), handing.shown(key)[1], now=handing.now)
    return key


def test_a_reading_that_ends_after_the_confirmation_changes_nothing_of_what_was_shown(handing):
    """Two workers may read one file; the slower one finds what nobody has seen."""
    key = confirmed(handing, 21, 22)
    shown = handing.shown(key)
    handing.confirm(handing.hand_in(DISTRICT, a_roster(handing.folder, 21, name="另一份.xlsx")))

    judge(handing.desk, key, handing.now)

    assert handing.shown(key) == shown
    read_uploads(post_of(handing))
    assert (state_of(handing, key), people(handing)) == (UploadState.SHOWN, 6)


def test_what_somebody_confirmed_who_has_left_since_is_not_written(handing):
    key = confirmed(handing, 21)
    with handing.database.writing() as session:
        let_go(session, find_staff(session, SCHOOL), now=handing.now)

    read_uploads(post_of(handing))

    assert (state_of(handing, key), people(handing)) == (UploadState.SHOWN, 5)


def test_what_cannot_be_written_any_more_is_shown_anew_with_the_reason(handing):
    key = handing.hand_in(SCHOOL, a_roster(handing.folder, 21))
    handing.choose(key, Choices(class_number="BT-1"))
    with handing.database.writing() as session:
        ask_to_store(session, session.get_one(Upload, key), handing.shown(key)[1], now=handing.now)
        far = an_institution(session, "别的学校")
        session.scalars(select(Staff).where(Staff.name == SCHOOL)).one().institution = far

    read_uploads(post_of(handing))

    assert state_of(handing, key) is UploadState.SHOWN
    assert "班号 BT-1" in handing.shown(key)[0]["failure"]


def test_one_file_that_breaks_its_reader_holds_up_no_other(handing, caplog):
    broken, good = left_to_the_worker(handing, 21), left_to_the_worker(handing, 22)
    with handing.database.reading() as session:
        del handing.shelf.files[session.get_one(Upload, broken).store_key]
    handing.now += PAGE_IS_DONE + timedelta(seconds=1)

    read_uploads(post_of(handing))

    assert (state_of(handing, broken), state_of(handing, good)) == (UploadState.WAITS, UploadState.SHOWN)
    assert "KeyError" in caplog.text


def test_while_one_file_is_read_no_other_thread_begins_to_read(handing):
    """Else one that takes minutes would take a thread a minute, and nobody would be reminded."""
    key, post, read = left_to_the_worker(handing, 21), post_of(handing), []
    handing.now += PAGE_IS_DONE + timedelta(seconds=1)
    of_shelf = handing.shelf.get

    def get(name: str) -> bytes:
        read.append(name)
        read_uploads(post)
        return of_shelf(name)

    handing.shelf.get = get
    read_uploads(post)

    assert (len(read), state_of(handing, key)) == (1, UploadState.SHOWN)


def broken(handing: HandingIn, *places: int) -> int:
    key = left_to_the_worker(handing, *places)
    with handing.database.reading() as session:
        del handing.shelf.files[session.get_one(Upload, key).store_key]
    return key


def test_however_many_files_break_their_reader_the_next_one_is_read(handing):
    for place in range(AT_ONCE):
        broken(handing, 21 + place)
    good = left_to_the_worker(handing, 21 + AT_ONCE)
    handing.now += PAGE_IS_DONE + timedelta(seconds=1)

    for _ in range(2):
        read_uploads(post_of(handing))
        handing.now += PAUSES[0]

    assert state_of(handing, good) is UploadState.SHOWN


def test_a_file_is_tried_ever_later_and_then_told_to_be_unreadable(handing):
    key = broken(handing, 21)
    handing.now += PAGE_IS_DONE + timedelta(seconds=1)
    states = []

    for pause in (*PAUSES, PAUSES[-1]):
        read_uploads(post_of(handing))
        states.append(state_of(handing, key))
        handing.now += pause

    assert states == [UploadState.WAITS] * (MOST_TRIES - 1) + [UploadState.UNREADABLE]
    with handing.database.reading() as session:
        told = list(session.scalars(select(UploadFailure.reason)))
    assert len(told) == MOST_TRIES
    assert all("另存为 .xlsx" in each for each in told)


def test_a_store_that_is_away_for_hours_makes_no_file_unreadable(handing):
    key = confirmed(handing, 21, 22)
    away = replace(post_of(handing), papers=Away(), clock=lambda: handing.now)

    for pause in (*PAUSES, *PAUSES):
        read_uploads(away)
        handing.now += pause
    assert state_of(handing, key) is UploadState.CONFIRMED
    with handing.database.reading() as session:
        told = set(session.scalars(select(UploadFailure.reason)))
    assert len(told) == 1
    assert "另存" not in told.pop()

    read_uploads(post_of(handing))
    assert state_of(handing, key) in (UploadState.STORED, UploadState.SHOWN)


@pytest.mark.parametrize(("seconds", "tries"), [(-1, 1), (0, 2), (1, 2)])
def test_between_two_tries_lies_the_pause(handing, seconds, tries):
    broken(handing, 21)
    handing.now += PAGE_IS_DONE + timedelta(seconds=1)
    read_uploads(post_of(handing))
    handing.now += PAUSES[0] + timedelta(seconds=seconds)

    read_uploads(post_of(handing))

    with handing.database.reading() as session:
        assert len(list(session.scalars(select(UploadFailure.id)))) == tries
