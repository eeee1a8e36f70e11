"""Staff enter the pages by a link that works once, stay while they use them, and leave for good."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, at
from tests.training.builders import at_once
from training.classes.views.find_class import find_district
from training.database import Database
from training.notice.clock import CLOCKS_APART
from training.notice.terms import Role
from training.records.staff.staff import StaffLink, StaffSession
from training.staff.acts.add_staff import add_staff
from training.staff.acts.end_session import end_session
from training.staff.acts.end_sessions import end_sessions
from training.staff.acts.enter_by_link import LinkUsedUp, enter_by_link
from training.staff.acts.make_link import make_link
from training.staff.acts.note_seen import note_seen
from training.staff.rules.digest import digest
from training.staff.views.find_staff import find_staff
from training.staff.views.staff_of_session import is_to_be_seen, staff_of_session

NOW = at(MONDAY, "10:00")
LINK, SESSION = "the link", "the session"
MOMENT, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def invited(database: Database) -> Database:
    """青山 holds a link that was made at ten."""
    with database.writing() as session:
        staff = add_staff(session, "青山", Role.DISTRICT, find_district(session, "青山区"), None, now=NOW)
        make_link(session, staff, "/desk", token=LINK, now=NOW)
    return database


@pytest.fixture
def inside(invited: Database) -> Database:
    """青山 entered at ten."""
    enter(invited)
    return invited


def enter(database: Database, token: str = LINK, *, session_token: str = SESSION, now=NOW) -> str:
    with database.writing() as session:
        return enter_by_link(session, token, session_token=session_token, now=now)


def who(database: Database, token: str = SESSION, *, now=NOW) -> str | None:
    with database.reading() as session:
        found = staff_of_session(session, token, now=now)
        return found.staff.name if found else None


def leave(database: Database, token: str = SESSION, *, now=NOW) -> None:
    with database.writing() as session:
        end_session(session, token, now=now)


def see(database: Database, now: datetime) -> None:
    """The page is used, as the guard of the pages notes it."""
    with database.writing() as session:
        found = staff_of_session(session, SESSION, now=now)
        assert found is not None
        note_seen(session, found.id, now=now)


def sessions(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(StaffSession)) or 0


def test_a_link_leads_its_owner_to_the_page_it_was_made_for(invited):
    assert enter(invited) == "/desk"

    with invited.reading() as session:
        found = staff_of_session(session, SESSION, now=NOW)
        assert found is not None
        staff = found.staff
    # The page reads the place when the database is closed again.
    assert (staff.name, staff.district.name, staff.institution) == ("青山", "青山区", None)


def test_a_link_works_once(inside):
    with pytest.raises(LinkUsedUp, match="只能用一次"):
        enter(inside, session_token="another")

    assert who(inside, "another") is None
    assert who(inside) == "青山"


def test_of_several_who_open_a_link_at_once_one_enters(invited):
    tokens = [f"session {place}" for place in range(4)]

    outcomes = at_once(*(lambda token=token: enter(invited, session_token=token) for token in tokens))

    assert sorted(outcomes, key=str) == sorted(["/desk", *[LinkUsedUp] * 3], key=str)
    assert [who(invited, token) for token in tokens].count("青山") == 1
    assert sessions(invited) == 1


@pytest.mark.parametrize(
    ("after", "enters"),
    [
        (timedelta(minutes=10) - MOMENT, True),
        (timedelta(minutes=10), False),
        (timedelta(minutes=10) + MOMENT, False),
    ],
)
def test_a_link_works_for_ten_minutes(invited, after, enters):
    if enters:
        assert enter(invited, now=NOW + after) == "/desk"
    else:
        with pytest.raises(LinkUsedUp):
            enter(invited, now=NOW + after)

    assert sessions(invited) == enters


def test_a_link_that_was_never_made_is_refused_like_a_used_one(inside):
    words = []
    for token in (LINK, "invented", ""):
        with pytest.raises(LinkUsedUp) as refusal:
            enter(inside, token, session_token="another")
        words.append(str(refusal.value))

    assert len(set(words)) == 1


def test_a_used_link_opens_no_page_and_a_session_makes_no_entrance(inside):
    assert who(inside, LINK) is None
    with pytest.raises(LinkUsedUp):
        enter(inside, SESSION, session_token="another")


def test_neither_link_nor_session_is_kept_as_it_was_handed_out(inside):
    with inside.reading() as session:
        kept = [session.scalars(select(each.digest)).one() for each in (StaffLink, StaffSession)]

    assert kept == [digest(LINK), digest(SESSION)]


@pytest.mark.parametrize(
    ("after", "name"),
    [
        (timedelta(hours=2) - MOMENT, "青山"),
        (timedelta(hours=2), None),
        (timedelta(hours=2) + MOMENT, None),
    ],
)
def test_a_session_ends_after_two_idle_hours(inside, after, name):
    assert who(inside, now=NOW + after) == name


def test_a_session_that_is_used_goes_on(inside):
    see(inside, NOW + timedelta(minutes=90))

    assert who(inside, now=NOW + timedelta(hours=3)) == "青山"
    assert who(inside, now=NOW + timedelta(hours=3, minutes=30)) is None


@pytest.mark.parametrize(
    ("after", "name"),
    [
        (timedelta(hours=12) - MOMENT, "青山"),
        (timedelta(hours=12), None),
        (timedelta(hours=12) + MOMENT, None),
    ],
)
def test_a_session_ends_after_twelve_hours_however_much_it_is_used(inside, after, name):
    for hour in range(1, 12):
        see(inside, NOW + timedelta(hours=hour))

    assert who(inside, now=NOW + after) == name


@pytest.mark.parametrize(("seconds", "is_due"), [(59, False), (60, True), (61, True)])
def test_the_use_is_noted_at_most_once_a_minute(inside, seconds, is_due):
    with inside.reading() as session:
        found = staff_of_session(session, SESSION, now=NOW)
        assert found is not None
        assert is_to_be_seen(found, NOW + timedelta(seconds=seconds)) is is_due


def test_a_sign_out_ends_the_session_and_a_second_one_changes_nothing(inside):
    leave(inside, now=NOW + timedelta(minutes=1))
    leave(inside, now=NOW + timedelta(minutes=5))

    assert who(inside, now=NOW + timedelta(minutes=1)) is None
    with inside.reading() as session:
        assert session.scalars(select(StaffSession.ended_at)).one() == NOW + timedelta(minutes=1)


def test_a_request_that_was_still_running_does_not_bring_an_ended_session_back(inside):
    with inside.reading() as session:
        found = staff_of_session(session, SESSION, now=NOW)
        assert found is not None
        session_id = found.id
    leave(inside)
    with inside.writing() as session:
        note_seen(session, session_id, now=NOW + timedelta(minutes=1))

    assert who(inside, now=NOW + timedelta(minutes=1)) is None


def test_signing_out_in_one_browser_leaves_the_other_signed_in(inside):
    with inside.writing() as session:
        make_link(session, find_staff(session, "青山"), "/desk", token="second", now=NOW)
    enter(inside, "second", session_token="other browser")

    leave(inside)

    assert (who(inside), who(inside, "other browser")) == (None, "青山")


AHEAD = timedelta(days=30)


def test_a_link_that_a_clock_made_ahead_is_not_open_until_then(database):
    with database.writing() as session:
        staff = add_staff(session, "青山", Role.DISTRICT, find_district(session, "青山区"), None, now=NOW)
        make_link(session, staff, "/desk", token=LINK, now=NOW + AHEAD)

    with pytest.raises(LinkUsedUp):
        enter(database, now=NOW + AHEAD - timedelta(days=10))
    assert enter(database, now=NOW + AHEAD) == "/desk"


@pytest.mark.parametrize(("before", "lives"), [(CLOCKS_APART, True), (CLOCKS_APART + MOMENT, False)])
def test_a_link_opens_from_the_moment_on_at_which_it_was_made(invited, before, lives):
    if lives:
        assert enter(invited, now=NOW - before) == "/desk"
    else:
        with pytest.raises(LinkUsedUp):
            enter(invited, now=NOW - before)

    assert sessions(invited) == lives


@pytest.mark.parametrize("entered", [-CLOCKS_APART, -MOMENT, MOMENT, 5 * A_MINUTE, 9 * A_MINUTE], ids=str)
@pytest.mark.parametrize("ahead", [timedelta(), CLOCKS_APART, 5 * A_MINUTE, 9 * A_MINUTE, AHEAD], ids=str)
def test_who_signs_out_everywhere_leaves_no_link_open_whatever_clock_made_it(database, ahead, entered):
    with database.writing() as session:
        staff = add_staff(session, "青山", Role.DISTRICT, find_district(session, "青山区"), None, now=NOW)
        make_link(session, staff, "/desk", token=LINK, now=NOW + ahead)
    with database.writing() as session:
        end_sessions(session, find_staff(session, "青山"), now=NOW)

    for moment in (NOW + entered, NOW + ahead + entered):
        with pytest.raises(LinkUsedUp):
            enter(database, now=moment)
    with database.writing() as session:
        make_link(session, find_staff(session, "青山"), "/desk", token="another", now=NOW + entered)
    assert enter(database, "another", now=NOW + entered) == "/desk"


@pytest.mark.parametrize(("before", "lives"), [(CLOCKS_APART, True), (CLOCKS_APART + MOMENT, False)])
def test_a_session_that_a_clock_began_ahead_is_not_one_yet(inside, before, lives):
    assert (who(inside, now=NOW - before) is not None) is lives
