"""R31, R32: what DingTalk pushes of a meeting counts once, in whatever order and however often it comes."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import literal_column, select, table

from tests.training.checks.checking import CITY, Checking
from tests.training.meetings.meeting import OPENED, Meetings
from training.meetings.acts.apply_events import apply_events
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.acts.receive_event import receive_event
from training.meetings.acts.recording.record_members import record_members
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.rules.news import MeetingNews, MemberNews
from training.meetings.terms import MeetingState, WishKind
from training.meetings.views.has_waiting_events import KEPT_FOR
from training.meetings.views.people_to_look_up import Unknown
from training.ports.meetings import Account, MeetingMember, SeenMember
from training.records.classes.trainees import Enrolment
from training.records.meetings.meetings import MeetingWish
from training.records.meetings.members import MeetingEvent, MeetingPresence
from training.records.staff.staff import Staff


@pytest.fixture
def meetings(checking: Checking) -> Meetings:
    return Meetings(checking)


def news(meetings: Meetings, number: int, name: str, *, is_in: bool, account_id: str = "", minutes: int = 0):
    at = meetings.now + timedelta(minutes=minutes)
    times = {"joined_at": at} if is_in else {"left_at": at}
    member = MemberNews(account_id or f"u-{name}", name, is_in, **times)
    return MeetingNews(f"e{number}", "conf-1", at, number, members=(member,))


def ended(meetings: Meetings, number: int, minutes: int = 0) -> MeetingNews:
    at = meetings.now + timedelta(minutes=minutes)
    return MeetingNews(f"e{number}", "conf-1", at, number, ended_at=at)


def test_who_comes_and_goes_is_seen(meetings):
    meetings.opened()

    meetings.hear([news(meetings, 1, "学员1", is_in=True), news(meetings, 2, "学员2", is_in=True)])
    meetings.checking.later(minutes=5)
    meetings.hear([news(meetings, 3, "学员2", is_in=False)])

    view = meetings.view()
    assert [each.name for each in view.people if each.is_in] == ["学员1"]
    assert (view.joined_now, view.joined_ever) == (1, 2)


def test_an_event_that_comes_twice_counts_once(meetings):
    meetings.opened()
    said = news(meetings, 1, "学员1", is_in=True)

    received = meetings.hear([said, said])
    again = meetings.hear([said])

    assert (received, again) == (1, 0)
    assert len(meetings.kept(MeetingPresence)) == 1


def test_events_in_any_order_give_the_same(meetings):
    meetings.opened()
    told = [
        news(meetings, place, name, is_in=is_in, minutes=place)
        for place, (name, is_in) in enumerate(
            [("学员1", True), ("学员2", True), ("学员1", False), ("学员1", True), ("学员2", False)], 1
        )
    ]
    random.Random(7).shuffle(told)

    for each in told:
        meetings.hear([each])
    meetings.checking.later(minutes=10)

    people = {each.name: each for each in meetings.view().people}
    assert (people["学员1"].is_in, people["学员2"].is_in) == (True, False)
    assert people["学员1"].stayed == timedelta(minutes=2 + 6)
    assert people["学员2"].stayed == timedelta(minutes=3)


def test_an_event_that_overtakes_the_answer_of_the_opening_waits_for_it(meetings):
    meetings.request()
    (wish,) = meetings.take()
    meetings.hear([news(meetings, 1, "学员1", is_in=True)])
    before = len(meetings.kept(MeetingPresence))

    meetings.write(lambda session: record_opened(session, wish, OPENED, now=meetings.now))
    meetings.write(lambda session: apply_events(session, now=meetings.now))

    assert before == 0
    assert meetings.view().joined_now == 1


def test_meetings_of_others_are_forgotten(meetings):
    meetings.opened()
    strange = MeetingNews("e9", "conf-of-others", meetings.now, members=(MemberNews("u", "别人", True),))

    meetings.hear([strange])
    (kept,) = meetings.kept(MeetingEvent)
    meetings.checking.later(seconds=KEPT_FOR.total_seconds())
    meetings.hear([])
    (forgotten,) = meetings.kept(MeetingEvent)

    assert (kept.said is None, forgotten.said) == (False, None)
    assert meetings.kept(MeetingPresence) == []
    assert meetings.hear([strange]) == 0


def test_a_meeting_that_somebody_ended_in_dingtalk_has_ended_and_its_list_is_fetched(meetings):
    meetings.opened()
    meetings.hear([news(meetings, 1, "学员1", is_in=True)])

    meetings.hear([ended(meetings, 2)])

    view = meetings.view()
    assert (view.state, view.joined_now, view.joined_ever) == (MeetingState.ENDED, 0, 1)
    wishes = {each.kind: each for each in meetings.kept(MeetingWish)}
    assert wishes[WishKind.MEMBERS].settled_at is None
    # Nobody here asked for the end, so the host is told.
    assert wishes[WishKind.MEMBERS].staff_id is not None


def test_that_it_ended_is_told_once_however_often_it_comes(meetings):
    meetings.opened()

    meetings.hear([ended(meetings, 1), ended(meetings, 2, minutes=1)])

    assert [each.kind for each in meetings.kept(MeetingWish) if each.settled_at is None] == [WishKind.MEMBERS]


def test_an_end_that_lies_in_the_future_is_now(meetings):
    meetings.opened()

    meetings.hear([ended(meetings, 1, minutes=60)])

    assert meetings.view().ended_at == meetings.now


def test_members_are_matched_by_account_before_their_names(meetings):
    meetings.opened()

    def know(session):
        first = session.query(Enrolment).order_by(Enrolment.id).first()
        unknown = Unknown(first.trainee_id, first.trainee.phone)
        keep_account(session, unknown, Account("userid", "union-1"), now=meetings.now)

    meetings.write(know)
    meetings.hear([news(meetings, 1, "手机用户", is_in=True, account_id="union-1")])

    assert [each.name for each in meetings.view().people if each.is_in] == ["学员1"]
    assert meetings.view().strangers == ()


def test_one_trainee_with_two_devices_is_one_and_strangers_and_staff_are_none(meetings):
    meetings.opened()
    meetings.write(lambda session: session.query(Staff).filter_by(name=CITY).update({"account_id": "host"}))

    meetings.hear(
        [
            news(meetings, 1, "学员1", is_in=True, account_id="phone"),
            news(meetings, 2, "学员1", is_in=True, account_id="computer"),
            news(meetings, 3, "路人甲", is_in=True),
            news(meetings, 4, CITY, is_in=True, account_id="host"),
        ]
    )

    view = meetings.view()
    assert (view.joined_now, view.joined_ever) == (1, 1)
    assert [each.name for each in view.strangers] == ["路人甲"]


def test_the_list_of_members_adds_what_no_event_told(meetings):
    meetings.opened()
    joined, left = meetings.now, meetings.now + timedelta(minutes=20)
    members = [
        MeetingMember("u1", "学员1", False, joined, left, timedelta(minutes=15)),
        MeetingMember("u2", "学员2", False, None, None, None),
    ]
    meetings.checking.later(minutes=30)
    meetings.closed()
    (wish,) = meetings.take()

    for _ in range(2):
        meetings.write(lambda session: record_members(session, wish, members, now=meetings.now))

    view = meetings.view()
    assert (view.joined_ever, view.has_members) == (1, True)
    assert view.people[0].stayed == timedelta(minutes=15)
    assert len(meetings.kept(MeetingPresence)) == 1


def test_how_many_were_in_at_the_moment_of_a_screenshot_is_known_afterwards(meetings):
    meetings.opened()
    begin = meetings.now
    meetings.hear([news(meetings, 1, "学员1", is_in=True), news(meetings, 2, "学员2", is_in=True, minutes=5)])
    meetings.checking.later(minutes=10)
    meetings.hear([news(meetings, 3, "学员1", is_in=False)])
    meetings.checking.later(minutes=10)

    moments = [begin + timedelta(minutes=each) for each in (1, 7, 15)]

    assert [meetings.view().joined_at(each) for each in moments] == [1, 2, 1]


def test_what_is_said_of_people_lies_sealed(meetings):
    meetings.opened()
    meetings.hear([news(meetings, 1, "路人甲", is_in=True, account_id="union-of-somebody")])
    meetings.looked(SeenMember("union-of-somebody", "路人甲", True, True))

    with meetings.checking.database.engine.connect() as connection:
        kept = [
            value if isinstance(value, bytes) else str(value).encode()
            for name in ("meeting", "meeting_presence", "camera_sighting", "meeting_event")
            for row in connection.execute(select(literal_column("*")).select_from(table(name)))
            for value in row
        ]
    for secret in ("路人甲", "union-of-somebody", OPENED.join_address):
        assert [each for each in kept if secret.encode() in each] == []


def test_several_bots_that_hear_the_same_keep_it_once(meetings):
    meetings.opened()
    told = [news(meetings, place, f"学员{1 + place % 4}", is_in=True) for place in range(1, 9)]

    def hear(_: int) -> int:
        received = 0
        for each in told:
            with meetings.checking.database.writing() as session:
                received += receive_event(session, each, now=meetings.now)
            with meetings.checking.database.writing() as session:
                apply_events(session, now=meetings.now)
        return received

    with ThreadPoolExecutor(3) as bots:
        received = sum(bots.map(hear, range(3)))

    assert received == len(told)
    assert len(meetings.kept(MeetingPresence)) == len(told)
    assert meetings.view().joined_now == 4
