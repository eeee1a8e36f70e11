"""R31: what may be asked of a check's meeting, and when."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.training.checks.checking import COLLEAGUE, Checking
from tests.training.meetings.meeting import OPENED, Meetings
from training.checks.acts.video.request_meeting import HostNotInChat, MeetingIsOpen
from training.checks.acts.video.request_reminder import RemindedJustNow
from training.checks.acts.want_card import want_card
from training.checks.views.find_check import CheckEnded
from training.errors import Refusal
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.acts.wishes.note_failure import note_failure
from training.meetings.acts.wishes.renew_lease import renew_lease
from training.meetings.rules.meetings import MOST_ATTEMPTS
from training.meetings.terms import MeetingState, MeetingTrouble, WishKind
from training.meetings.views.find_meeting import NoMeetingRunning
from training.meetings.views.meeting_views import Shortfall
from training.meetings.views.see_meeting import see_meeting
from training.notice.policy import Policy
from training.ports.meetings import OpenedMeeting, SeenMember
from training.records.chat import ChatCard
from training.records.meetings.meetings import MeetingNotice, MeetingWish
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff

IN = SeenMember("u1", "学员1", True, True)


@pytest.fixture
def meetings(checking: Checking) -> Meetings:
    return Meetings(checking)


def test_a_check_without_a_meeting_shows_none(meetings):
    assert meetings.act(lambda session, check, staff: see_meeting(session, check, meetings.now)) is None


def test_a_wanted_meeting_shows_everybody_of_the_roster_absent(meetings):
    meetings.request()

    view = meetings.view()
    assert (view.state, view.ordinal, view.join_address) == (MeetingState.WANTED, 1, "")
    assert [each.name for each in view.people] == ["学员1", "学员2", "学员3", "学员4"]
    assert (view.joined_now, view.joined_ever, view.camera_on) == (0, 0, 0)


def test_whoever_is_not_in_dingtalk_cannot_hold_one(meetings):
    meetings.checking.who = COLLEAGUE

    with pytest.raises(HostNotInChat, match="“工作人员”里登记"):
        meetings.request()


def test_a_check_has_one_meeting_at_a_time(meetings):
    meetings.opened()

    with pytest.raises(MeetingIsOpen, match="123456789"):
        meetings.request()


def test_of_two_who_ask_at_once_one_gets_the_meeting(meetings):
    with meetings.checking.database.writing() as session:
        know_in_chat(session, find_staff(session, COLLEAGUE), "colleague")

    def ask(_: int) -> bool:
        try:
            meetings.request()
        except MeetingIsOpen:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        asked = list(people.map(ask, range(4)))

    assert sorted(asked) == [False, False, False, True]
    assert len(meetings.meetings()) == 1


def test_a_meeting_that_broke_is_followed_by_another_and_both_stay(meetings):
    meetings.failed(MeetingTrouble.NO_PERMISSION)
    meetings.request()

    assert [each.ordinal for each in meetings.meetings()] == [1, 2]
    assert meetings.view().state is MeetingState.WANTED


def test_a_failure_is_shown_with_what_to_do_next(meetings):
    meetings.failed(MeetingTrouble.QUOTA)

    assert meetings.view().shortfall == Shortfall(MeetingTrouble.QUOTA)
    assert [each.told_at for each in meetings.kept(MeetingNotice)] == [None]


def test_only_one_bot_takes_a_wish_until_its_lease_ends(meetings):
    meetings.request()

    first, second = meetings.take(), meetings.take()
    meetings.checking.later(seconds=89)
    early = meetings.take()
    meetings.checking.later(seconds=1)
    (late,) = meetings.take()

    assert (len(first), second, early) == (1, [], [])
    assert (first[0].was_unclear, late.was_unclear) == (False, True)


def test_a_bot_that_comes_back_after_another_took_over_changes_nothing(meetings):
    meetings.request()
    (slow,) = meetings.take()
    meetings.checking.later(seconds=90)
    (other,) = meetings.take()
    late = OpenedMeeting("conf-of-the-slow", "https://meeting.example/slow", "1")

    meetings.write(lambda session: record_opened(session, slow, late, now=meetings.now))
    meetings.write(lambda session: note_failure(session, slow, MeetingTrouble.QUOTA, "", now=meetings.now))
    meetings.write(lambda session: record_opened(session, other, OPENED, now=meetings.now))

    assert meetings.view().join_address == OPENED.join_address
    assert [each.conference_id for each in meetings.meetings()] == ["conf-1"]


def test_whoever_is_still_at_work_keeps_the_wish(meetings):
    meetings.request()
    (wish,) = meetings.take()
    meetings.checking.later(seconds=80)
    meetings.write(lambda session: renew_lease(session, wish, now=meetings.now))

    meetings.checking.later(seconds=89)
    early = meetings.take()
    meetings.checking.later(seconds=1)

    assert (early, len(meetings.take())) == ([], 1)


def test_a_wave_that_is_not_over_is_not_followed_by_another(meetings):
    meetings.opened()
    meetings.remind()
    meetings.checking.later(minutes=2)

    with pytest.raises(RemindedJustNow):
        meetings.remind()


def test_what_kills_its_bots_too_often_is_not_tried_again(meetings):
    meetings.request()

    taken = []
    for _ in range(MOST_ATTEMPTS[WishKind.OPEN] + 1):
        taken += meetings.take()
        meetings.checking.later(minutes=5)

    assert [each.is_worn_out for each in taken] == [False] * MOST_ATTEMPTS[WishKind.OPEN] + [True]


def test_those_who_are_not_in_are_reminded_at_most_once_a_minute(meetings):
    meetings.opened().looked(IN)

    assert meetings.remind() == 3
    meetings.checking.later(seconds=59)
    with pytest.raises(RemindedJustNow, match="09:01:00"):
        meetings.remind()
    assert meetings.view().may_remind_from is not None
    meetings.checking.later(seconds=1)
    assert meetings.view().may_remind_from is None


def test_a_clock_that_ran_ahead_makes_nobody_wait_with_the_next_reminder(meetings):
    meetings.opened().looked(IN)
    meetings.checking.later(days=1)
    meetings.remind()
    meetings.checking.later(days=-1, minutes=1)

    assert meetings.view().may_remind_from is None
    meetings.checking.later(days=1, seconds=-91)
    assert meetings.view().may_remind_from is None
    meetings.checking.later(seconds=1)
    assert meetings.view().may_remind_from is not None


def test_where_all_are_in_nobody_is_reminded(meetings):
    people = [SeenMember(f"u{each}", f"学员{each}", True, True) for each in (1, 2, 3, 4)]
    meetings.opened().looked(*people)

    assert meetings.remind() == 0
    assert [each.kind for each in meetings.kept(MeetingWish) if each.kind is WishKind.REMIND] == []


@pytest.mark.parametrize("state", ["none", "wanted", "ended"])
def test_only_into_a_running_meeting_one_is_reminded(meetings, state):
    if state == "wanted":
        meetings.request()
    if state == "ended":
        meetings.opened().closed()

    with pytest.raises(NoMeetingRunning):
        meetings.remind()


def test_after_the_check_nobody_is_reminded(meetings):
    meetings.opened()
    meetings.checking.pass_all()

    with pytest.raises(CheckEnded):
        meetings.remind()


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [(True, None, True), (None, True, True), (False, None, False), (None, False, False), (False, True, True)],
)
def test_of_two_devices_the_one_whose_camera_is_known_tells(meetings, one, other, shown):
    meetings.opened().looked(SeenMember("u1", "学员1", True, one), SeenMember("", "学员1", True, other))

    (first,) = (each for each in meetings.view().people if each.name == "学员1")
    assert first.camera_is_on is shown


def test_looks_close_together_are_one_and_their_number_ends(meetings):
    policy = Policy()
    meetings.opened().looked(IN)
    meetings.checking.later(seconds=policy.meeting_look_pause_seconds - 1)
    meetings.look()
    early = meetings.take()

    for _ in range(policy.meeting_looks + 5):
        meetings.checking.later(seconds=policy.meeting_look_pause_seconds)
        meetings.look()
        if meetings.view().looks_left:
            meetings.looked(IN)

    assert early == []
    assert len(meetings.view().looks) == policy.meeting_looks
    assert meetings.view().looks_left == 0


def test_a_look_before_the_meeting_runs_asks_nothing(meetings):
    meetings.look()
    meetings.request()
    meetings.look()

    assert [each.kind for each in meetings.kept(MeetingWish)] == [WishKind.OPEN]


def test_what_happens_to_the_meeting_makes_the_cards_of_the_check_due(meetings):
    meetings.act(lambda session, check, staff: want_card(session, staff, check, now=meetings.now))

    def is_due_after(work) -> bool:
        meetings.write(lambda session: session.query(ChatCard).update({"is_due": False}))
        work()
        (card,) = meetings.kept(ChatCard)
        return card.is_due

    assert is_due_after(meetings.opened)
    assert is_due_after(lambda: meetings.looked(IN))
    assert is_due_after(meetings.closed)


def test_every_refusal_says_why_and_what_next(meetings):
    meetings.opened()

    for work in (meetings.request, lambda: (meetings.remind(), meetings.remind())):
        with pytest.raises(Refusal) as refusal:
            work()
        assert str(refusal.value).endswith("。")
