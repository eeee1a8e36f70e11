"""A meeting from the wish to its list, by the real library: it is opened, and who comes and goes is heard."""

import pytest

from tests.bot.conftest import LIMIN, house_for, listening
from tests.bot.line.test_stream import wait_until
from tests.bot.meeting import HOST, Held, hold
from training.meetings.terms import MeetingState
from training.records.meetings.members import MeetingPresence


@pytest.fixture
def held(chat, trainees) -> Held:
    return hold(chat, trainees)


def is_told(held: Held, words: str) -> bool:
    return any(words in each for each in held.world.answers(LIMIN))


def presences(held: Held) -> int:
    with held.world.house.database.reading() as session:
        return session.query(MeetingPresence).count()


def test_the_whole_of_a_meeting(held):
    held.request()
    assert wait_until(lambda: is_told(held, "加入会议"))
    assert wait_until(lambda: len(held.conference.people) == 4)

    for key in (HOST, "union-t1", "union-t2"):
        held.meetings.join(held.conference, key)
    assert wait_until(lambda: held.view().joined_now == 2)
    held.world.clock.pass_by(minutes=10)
    held.meetings.leave(held.conference, "union-t2")
    assert wait_until(lambda: held.view().joined_now == 1)

    held.meetings.turn_camera(held.conference, "union-t1", on=True)
    held.look()
    assert wait_until(lambda: held.view().camera_on == 1)

    held.close()
    assert wait_until(lambda: held.view().has_members)
    assert held.conference.is_over
    assert (held.view().joined_ever, held.view().state) == (2, MeetingState.ENDED)
    assert held.person("学员2").stayed.total_seconds() == 600


def test_events_that_come_twice_late_or_in_another_order_change_nothing(held):
    held.request()
    assert wait_until(lambda: held.view().state is MeetingState.RUNNING)
    held.world.organisation.gateway.faults.duplicate = 3
    held.world.organisation.gateway.faults.drop = 1

    for key in ("union-t1", "union-t2", "union-t3"):
        held.meetings.join(held.conference, key)
        held.world.clock.pass_by(minutes=1)
    held.meetings.leave(held.conference, "union-t3")

    assert wait_until(lambda: presences(held) == 4)
    assert wait_until(lambda: held.world.organisation.gateway.waiting() == 0)
    assert wait_until(lambda: held.view().joined_now == 2)
    assert presences(held) == 4


def test_an_end_in_dingtalk_is_heard_and_told(held):
    held.request()
    assert wait_until(lambda: held.view().state is MeetingState.RUNNING)
    held.meetings.join(held.conference, "union-t1")

    held.meetings.end(held.conference)

    assert wait_until(lambda: is_told(held, "会议已结束"))
    assert held.view().has_members


def test_events_of_other_meetings_and_other_kinds_are_acknowledged_and_harm_nobody(held):
    other = held.meetings.open("union-guest-1", "访客", "别人的会")
    held.meetings.join(other, "", "陌生人")
    held.world.organisation.gateway.push_event("user_add_org", {"userId": ["x"]}, 0)
    held.world.organisation.gateway.push_event("meeting_status_change", {"openConfModel": [1]}, 0)

    assert wait_until(lambda: held.world.organisation.gateway.waiting() == 0)
    assert "李敏" in held.world.ask(LIMIN, "我的")
    assert presences(held) == 0


def test_two_bots_hold_one_meeting_and_tell_it_once(held):
    other = house_for(held.world.house.settings, held.world.house.database, held.world.clock)
    with listening(other):
        held.request()
        assert wait_until(lambda: is_told(held, "加入会议"))
        assert wait_until(lambda: len(held.conference.people) == 4)
        held.meetings.join(held.conference, "union-t1")
        assert wait_until(lambda: held.view().joined_now == 1)

    assert held.meetings.calls.count("open") == 1
    assert len([each for each in held.world.answers(LIMIN) if "加入会议" in each]) == 1
