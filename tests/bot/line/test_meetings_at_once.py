"""Bots, inspectors and DingTalk's events at the same moment: nothing is lost, doubled, or waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.line.meetings import apply_pushed, grant_wishes
from tests.bot.conftest import house_for
from tests.bot.meeting import Held, hold
from training.checks.acts.video.request_reminder import RemindedJustNow
from training.meetings.acts.receive_event import receive_event
from training.meetings.rules.news import MeetingNews, MemberNews
from training.meetings.terms import MeetingState
from training.meetings.views.find_meeting import NoMeetingRunning

ROUNDS = 7


@pytest.fixture
def held(world, trainees) -> Held:
    return hold(world, trainees)


def push(held: Held, number: int, place: int, *, is_in: bool) -> None:
    """学员 of this number comes and goes, one event after the other."""
    at = held.now + timedelta(seconds=place)
    member = MemberNews(
        f"union-t{number}", f"学员{number}", is_in, at if is_in else None, None if is_in else at
    )
    sequence = 100 * number + place
    news = MeetingNews(f"e{sequence}", held.conference.conference_id, at, sequence, members=(member,))
    with held.world.house.database.jotting() as session:
        receive_event(session, news, now=held.now)


def test_whatever_happens_at_once_the_meeting_is_one_and_its_people_are_right(held):
    made = held.open()
    own = held.world.house
    other = house_for(own.settings, own.database, held.world.clock)
    houses = [held.world.house, other]

    def bot(house) -> None:
        for _ in range(ROUNDS):
            grant_wishes(house)
            apply_pushed(house)

    def dingtalk(number: int) -> None:
        for place in range(ROUNDS):
            push(held, number, place, is_in=place % 2 == 0)

    def inspector() -> None:
        for _ in range(ROUNDS):
            held.look()
            try:
                held.remind()
            except (RemindedJustNow, NoMeetingRunning):
                continue

    with ThreadPoolExecutor(6) as crowd:
        work = [crowd.submit(bot, each) for each in houses]
        work += [crowd.submit(dingtalk, number) for number in (1, 2, 3)]
        work.append(crowd.submit(inspector))
        for each in work:
            each.result()
    apply_pushed(held.world.house)
    before = held.view()
    held.close()
    for _ in range(3):
        held.grant()

    assert before.joined_now == 3
    assert held.meetings.calls.count("open") == 1
    assert (held.view().state, held.view().has_members) == (MeetingState.ENDED, True)
    assert max(each.rung for each in made.people.values()) <= 2
