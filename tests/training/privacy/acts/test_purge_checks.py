"""R33, R35, R72: who was in a meeting or watched is kept for the policy's years; the verdict stays."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, an_enrolment, at
from tests.training.checks.checking import CITY, DISTRICT, register_staff
from tests.training.checks.video_checking import VideoChecking, enrol_online, live_statistics, trainees
from tests.training.meetings.meeting import OPENED, Meetings
from training.checks.terms import CheckLevel
from training.checks.views.check_views import CheckView
from training.checks.views.video.see_statistics import see_statistics
from training.database import Database
from training.errors import NotFound
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.rules.news import MeetingNews, MemberNews
from training.meetings.views.people_to_look_up import Unknown
from training.ports.meetings import Account, SeenMember
from training.privacy.acts.forget_accounts import forget_accounts
from training.privacy.acts.note_check_purged import note_check_purged
from training.privacy.views.accounts_due_for_purge import accounts_due_for_purge
from training.privacy.views.checks_due_for_purge import DueCheck, check_still_due, checks_due_for_purge
from training.privacy.views.see_personal_data import MeetingStay, PersonalData, Watching, see_personal_data
from training.privacy.views.stray import stray
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import StatisticsViewer
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import RuleSet
from training.records.classes.trainees import Trainee
from training.records.meetings.members import CameraSighting, ChatAccount, MeetingPresence
from training.staff.views.find_staff import find_staff

CLASS = "电工（五级）BT-1班"
NINE, HALF_PAST = at(MONDAY, "09:00"), at(MONDAY, "09:30")
NOT_YET, DUE = at(date(2036, 3, 1), "23:59"), at(date(2036, 3, 2), "00:01")
LISTS = (MeetingPresence, CameraSighting, StatisticsViewer)


class Online(VideoChecking):
    """Whose check begins by video."""

    def start(self, seed: bytes = b"") -> CheckView:
        return self.start_video()


@pytest.fixture
def online(database: Database) -> Online:
    """A class of four; nothing has begun."""
    with database.writing() as session:
        register_staff(session)
        class_id = enrol_online(session, trainees=4)
    return Online(database, class_id)


@pytest.fixture
def held(online: Online) -> Online:
    """学员1 was in the meeting from nine to half past, with the camera on; the check passed."""
    meetings = Meetings(online)
    (wish,) = meetings.take()
    meetings.write(lambda session: record_opened(session, wish, OPENED, now=online.now))
    meetings.take()
    came = MemberNews("union-1", "学员1", True, joined_at=NINE)
    meetings.hear([MeetingNews("e1", OPENED.conference_id, NINE, 1, members=(came,))])
    meetings.looked(SeenMember("union-1", "学员1", True, True))
    online.later(minutes=30)
    left = MemberNews("union-1", "学员1", False, left_at=HALF_PAST)
    meetings.hear([MeetingNews("e2", OPENED.conference_id, HALF_PAST, 2, members=(left,))])
    online.see_faces(4)
    online.conclude()
    return online


@pytest.fixture
def watched(online: Online) -> Online:
    """No meeting could be held; all four watched for forty minutes, and the check passed."""
    online.start_video()
    online.fall_back()
    online.use(live_statistics(*trainees(1, 2, 3, 4)))
    online.conclude()
    return online


def due(own: Online, now: datetime) -> list[DueCheck]:
    with own.database.reading() as session:
        return checks_due_for_purge(session, now=now)


def purge(own: Online, now: datetime) -> list[DueCheck]:
    found = due(own, now)
    with own.database.writing() as session:
        for each in found:
            note_check_purged(session, each, now=now)
    return found


def lines(own: Online) -> list[int]:
    """How much is left of each list."""
    with own.database.reading() as session:
        return [session.scalar(select(func.count()).select_from(each)) or 0 for each in LISTS]


def personal(own: Online, name: str = "学员1") -> PersonalData:
    with own.database.reading() as session:
        trainee_id = session.scalars(select(Trainee.id).where(Trainee.name == name)).one()
        return see_personal_data(session, trainee_id, now=own.now)


def test_a_trainee_sees_the_meetings_that_are_stored(held):
    stay = MeetingStay(CLASS, NINE, HALF_PAST, timedelta(minutes=30))

    assert personal(held).stays == (stay,)
    assert personal(held, "学员2").stays == ()


def test_a_trainee_sees_the_live_statistics_that_are_stored(watched):
    assert personal(watched).watchings == (Watching(CLASS, MONDAY, timedelta(minutes=40)),)
    assert personal(watched).stays == ()


def test_lists_of_members_go_after_ten_years_and_the_verdict_stays(held):
    before = held.see()
    assert (due(held, NOT_YET), lines(held)) == ([], [2, 1, 0])

    (gone,) = purge(held, DUE)

    after = held.see()
    assert (gone.number, gone.meetings, gone.pictures) == ("BT-1-市1", 1, 1)
    assert lines(held) == [0, 0, 0]
    assert (after.verdict, after.conditions) == (before.verdict, before.conditions)
    assert (after.video.meeting.is_purged, after.video.meeting.people) == (True, ())
    assert after.video.facts.joined is None
    assert personal(held).stays == ()
    assert due(held, DUE) == []


def test_statistics_go_with_their_file_after_ten_years_and_the_verdict_stays(watched):
    before = watched.see()
    assert (due(watched, NOT_YET), lines(watched)) == ([], [0, 0, 4])

    (gone,) = purge(watched, DUE)

    after = watched.see()
    assert gone.keys == (live_statistics(*trainees(1, 2, 3, 4)).key,)
    assert (lines(watched), after.video.statistics) == ([0, 0, 0], None)
    assert (after.verdict, after.conditions) == (before.verdict, before.conditions)
    assert personal(watched).watchings == ()
    with watched.database.reading() as session:
        assert stray(session, gone.keys) == set(gone.keys)
        with pytest.raises(NotFound):
            see_statistics(session, find_staff(session, CITY), watched.check_id)


def test_a_file_that_proves_a_check_which_is_kept_stays(watched):
    district = Online(watched.database, watched.class_id, DISTRICT, at(MONDAY, "10:00"))
    district.start_video()
    district.fall_back()
    district.use(live_statistics(*trainees(1, 2, 3, 4)))
    both = due(watched, DUE)
    file = live_statistics(*trainees(1, 2, 3, 4)).key
    with watched.database.writing() as session:
        kept = session.scalars(select(SpotCheck).where(SpotCheck.level == CheckLevel.DISTRICT)).one()
        kept.started_at = at(date(2026, 3, 3), "09:00")

    (only,) = due(watched, DUE)

    assert [each.keys for each in both] == [(file,), (file,)]
    assert (only.number, only.keys) == ("BT-1-市1", ())


def test_a_file_that_proves_two_checks_goes_with_the_last_of_them(watched):
    """So that a night which ends between the two leaves no check with a file that is gone."""
    district = Online(watched.database, watched.class_id, DISTRICT, at(MONDAY, "10:00"))
    district.start_video()
    district.fall_back()
    district.use(live_statistics(*trainees(1, 2, 3, 4)))
    first, last = (each.check_id for each in due(watched, DUE))
    file = live_statistics(*trainees(1, 2, 3, 4)).key

    with watched.database.writing() as session:
        one = check_still_due(session, first, DUE, now=DUE)
        note_check_purged(session, one, now=DUE)
        other = check_still_due(session, last, DUE, now=DUE)

        assert (one.keys, other.keys) == ((), (file,))
        assert check_still_due(session, first, DUE, now=DUE) is None
        assert check_still_due(session, last, NOT_YET, now=NOT_YET) is None


def test_a_district_that_keeps_shorter_purges_sooner(watched):
    with watched.database.writing() as session:
        for rules in session.scalars(select(RuleSet)):
            rules.numbers = rules.numbers | {"retention_years": 1}

    assert due(watched, at(date(2027, 3, 1), "23:59")) == []
    assert len(due(watched, at(date(2027, 3, 2), "00:01"))) == 1


def looked_up(own: Online, name: str, when: datetime, phone: str = "") -> None:
    with own.database.writing() as session:
        trainee = session.scalars(select(Trainee).where(Trainee.name == name)).one()
        unknown = Unknown(trainee.id, phone or trainee.phone)
        keep_account(session, unknown, Account("userid", "union"), now=when)


def accounts(own: Online) -> list[datetime]:
    with own.database.reading() as session:
        return list(session.scalars(select(ChatAccount.looked_up_at).order_by(ChatAccount.id)))


def forget(own: Online, now: datetime) -> int:
    with own.database.writing() as session:
        found = accounts_due_for_purge(session, now=now)
        forget_accounts(session, found)
        return len(found)


def test_a_trainee_sees_whether_dingtalk_named_an_account(online):
    looked_up(online, "学员1", NINE)

    assert personal(online).account_since == NINE
    assert personal(online, "学员2").account_since is None


@pytest.mark.parametrize("phone", ["", "13900000001"])
def test_an_answer_that_holds_no_longer_goes_after_ninety_days(online, phone):
    """Because a later one came, or because it was asked for by another phone."""
    looked_up(online, "学员1", NINE, phone)
    looked_up(online, "学员1", HALF_PAST)
    ninety_days = NINE + timedelta(days=90)

    assert forget(online, ninety_days - timedelta(seconds=1)) == 0
    assert forget(online, ninety_days) == 1
    assert accounts(online) == [HALF_PAST]


def test_the_account_of_a_trainee_goes_ten_years_after_the_last_class_ended(online):
    looked_up(online, "学员1", NINE)
    with online.database.reading() as session:
        ends_on = session.scalars(select(TrainingClass.ends_on)).one()
    midnight = at(ends_on.replace(year=ends_on.year + 10), "00:00")

    assert forget(online, midnight - timedelta(seconds=1)) == 0
    assert forget(online, midnight) == 1
    assert accounts(online) == []


def test_an_account_stays_while_another_class_needs_it(online):
    looked_up(online, "学员1", NINE)
    with online.database.writing() as session:
        trainee = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
        an_enrolment(session, a_class(session, "BT-2", starts_on=date(2027, 3, 1)), trainee)

    assert forget(online, at(date(2036, 12, 31), "09:00")) == 0
    assert forget(online, at(date(2037, 12, 31), "09:00")) == 1
