"""R32, R35: an account in DingTalk is the same trainee's in a meeting and in the live statistics."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import MONDAY, at
from tests.training.checks.checking import CITY, register_staff
from tests.training.checks.video_checking import VideoChecking, enrol_online
from training.checks.sheets.statistics import StatisticsFile, statistics_of_watchers
from training.database import blind
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.rules.meeting_members import Bystander, Member
from training.meetings.terms import MeetingState
from training.meetings.views.accounts import account_of, people_of
from training.meetings.views.people_to_look_up import Unknown
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.ports.meetings import Account, LiveWatcher
from training.privacy.views.accounts_due_for_purge import accounts_due_for_purge
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.trainees import Enrolment, Trainee
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import ACCOUNT, ChatAccount
from training.staff.views.find_staff import find_staff

HALF_AN_HOUR = timedelta(minutes=30)
BARRED = Cause("保存期内不能删除", "周工")


@pytest.fixture
def running(database) -> VideoChecking:
    """A video check of 学员1 to 学员4, whose meeting failed."""
    with database.writing() as session:
        register_staff(session)
        class_id = enrol_online(session, trainees=4)
    checking = VideoChecking(database, class_id)
    checking.start_video()
    checking.fall_back()
    return checking


def look_up(running: VideoChecking, name: str, account_id: str | None, phone: str = "") -> None:
    """DingTalk was asked for this trainee's phone, and answered so."""
    with running.database.writing() as session:
        own = trainee(session, name)
        found = Account(f"userid-{account_id}", account_id) if account_id else None
        keep_account(session, Unknown(own.id, phone or own.phone), found, now=running.now)
    running.later(minutes=1)


def trainee(session, name: str) -> Trainee:
    return session.scalars(select(Trainee).where(Trainee.name == name)).one()


def watched(name: str, account_id: str) -> StatisticsFile:
    told = LiveWatcher(name, HALF_AN_HOUR, timedelta(), account_id, first_watched_at=at(MONDAY, "09:00"))
    return statistics_of_watchers("live-1", [told])


def in_statistics(running: VideoChecking, name: str, account_id: str) -> list[str]:
    return [each.name for each in running.use(watched(name, account_id)).video.statistics.viewers]


def in_meeting(running: VideoChecking, name: str, account_id: str) -> list[str]:
    with running.database.reading() as session:
        everybody = session.scalars(select(Enrolment)).all()
        people = people_of(session, everybody[0].class_id, everybody)
        found = people.find(Member(name, blind(session, ACCOUNT, account_id)))
        return [] if isinstance(found, Bystander) else [found.name]


WAYS = pytest.mark.parametrize("trainees_seen", [in_statistics, in_meeting])


@WAYS
def test_an_account_tells_who_it_was_whatever_the_name(running, trainees_seen):
    look_up(running, "学员1", "union-1")

    assert trainees_seen(running, "网名", "union-1") == ["学员1"]


@WAYS
def test_an_account_of_a_former_phone_is_nobodys(running, trainees_seen):
    look_up(running, "学员1", "union-1", phone="13900000001")

    assert trainees_seen(running, "网名", "union-1") == []


@WAYS
@pytest.mark.parametrize(("latest", "who"), [("union-2", []), (None, []), ("union-1", ["学员1"])])
def test_the_latest_answer_of_dingtalk_holds(running, trainees_seen, latest, who):
    look_up(running, "学员1", "union-1")
    look_up(running, "学员1", latest)

    assert trainees_seen(running, "网名", "union-1") == who


@WAYS
@pytest.mark.parametrize(("name", "who"), [("学员1", ["学员1"]), ("学员 2", ["学员2"]), ("一家人", [])])
def test_two_who_share_an_account_are_told_apart_by_the_name_or_not_at_all(running, trainees_seen, name, who):
    look_up(running, "学员1", "shared")
    look_up(running, "学员2", "shared")

    assert trainees_seen(running, name, "shared") == who


@WAYS
def test_staff_with_the_name_of_a_trainee_are_no_trainees(running, trainees_seen):
    with running.database.writing() as session:
        find_staff(session, CITY).account_id = "union-city"

    assert trainees_seen(running, "学员1", "union-city") == []


@WAYS
def test_an_account_that_nobody_was_looked_up_by_leaves_the_name_to_tell(running, trainees_seen):
    assert trainees_seen(running, "学员3", "union-new") == ["学员3"]


def test_an_invitation_goes_to_the_account_that_a_meeting_would_know(running):
    look_up(running, "学员1", "union-1")
    look_up(running, "学员1", "union-old", phone="13900000001")

    with running.database.reading() as session:
        assert account_of(session, trainee(session, "学员1")).account_id == "union-1"
        assert account_of(session, trainee(session, "学员2")) is None


def restrict(running: VideoChecking, name: str) -> None:
    with running.database.writing() as session:
        restrict_processing(session, trainee(session, name).id, BARRED, now=running.now)


@WAYS
def test_a_restriction_leaves_the_account_by_which_a_check_knows_who_was_there(running, trainees_seen):
    look_up(running, "学员1", "union-1")

    restrict(running, "学员1")

    assert trainees_seen(running, "网名", "union-1") == ["学员1"]


def test_a_former_phones_account_is_of_no_use_to_a_check_and_goes(running):
    look_up(running, "学员1", "union-1")
    look_up(running, "学员1", "union-old", phone="13900000001")

    restrict(running, "学员1")

    with running.database.reading() as session:
        assert session.scalars(select(ChatAccount.account_id)).all() == ["union-1"]


@pytest.mark.parametrize(("meeting", "known"), [("", []), ("kept", ["union-1"]), ("purged", [])])
def test_of_an_ended_check_it_is_kept_as_long_as_the_list_of_its_meeting(running, meeting, known):
    look_up(running, "学员1", "union-1")
    with running.database.writing() as session:
        session.execute(update(SpotCheck).values(ended_at=running.now))
        if meeting:
            session.add(a_meeting(session, purged_at=running.now if meeting == "purged" else None))

    restrict(running, "学员1")

    with running.database.reading() as session:
        assert session.scalars(select(ChatAccount.account_id)).all() == known


def a_meeting(session, purged_at: datetime | None) -> Meeting:
    check, host = session.scalars(select(SpotCheck)).one(), find_staff(session, CITY)
    times = dict.fromkeys(("wanted_at", "opened_at", "ended_at"), check.started_at)
    return Meeting(
        check_id=check.id,
        ordinal=1,
        state=MeetingState.ENDED,
        title="会议",
        host_id=host.id,
        purged_at=purged_at,
        **times,
    )


def test_what_a_running_check_kept_goes_in_the_night_after_its_end(running):
    look_up(running, "学员1", "union-1")
    look_up(running, "学员2", "union-2")
    restrict(running, "学员1")

    with running.database.writing() as session:
        assert accounts_due_for_purge(session, now=running.now) == []
        session.execute(update(SpotCheck).values(ended_at=running.now))
        (due,) = accounts_due_for_purge(session, now=running.now)
        assert session.get_one(ChatAccount, due).account_id == "union-1"


def test_an_answer_that_comes_after_the_restriction_is_not_kept(running):
    restrict(running, "学员1")

    look_up(running, "学员1", "union-1")
    look_up(running, "学员2", "union-2")

    with running.database.reading() as session:
        assert session.scalars(select(ChatAccount.account_id)).all() == ["union-2"]
