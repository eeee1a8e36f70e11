"""Of a check that still runs a trainee is told nothing, by the page or by the copy (PIPL art. 18)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.training.checks.video_checking import live_statistics, trainees
from tests.training.meetings.meeting import OPENED, Meetings
from tests.training.privacy.acts.test_purge_checks import HALF_PAST, NINE, Online, looked_up, online, personal
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.rules.news import MeetingNews, MemberNews
from training.privacy.views.copy_personal_data import copy_personal_data
from training.records.classes.trainees import Trainee

__all__ = ["online"]
OF_CHECKS = ("meetings", "invitations", "live_statistics", "chat_accounts")


def told(own: Online) -> dict[str, Any]:
    with own.database.reading() as session:
        trainee_id = session.scalars(select(Trainee.id).where(Trainee.name == "学员1")).one()
        parts: Any = copy_personal_data(session, trainee_id, now=own.now)["data"]
        return {name: len(parts[name]) for name in OF_CHECKS}


def test_statistics_that_a_running_check_took_are_told_once_it_has_ended(online):
    online.start_video()
    online.fall_back()
    online.use(live_statistics(*trainees(1, 2, 3, 4)))

    assert (told(online)["live_statistics"], personal(online).watchings) == (0, ())

    online.conclude()

    assert (told(online)["live_statistics"], len(personal(online).watchings)) == (1, 1)


def test_who_was_in_a_meeting_reads_so_after_the_check(online):
    meetings = Meetings(online)
    (wish,) = meetings.take()
    meetings.write(lambda session: record_opened(session, wish, OPENED, now=online.now))
    meetings.take()
    came = MemberNews("union-1", "学员1", True, joined_at=NINE)
    meetings.hear([MeetingNews("e1", OPENED.conference_id, NINE, 1, members=(came,))])

    assert (told(online)["invitations"], told(online)["meetings"], personal(online).stays) == (0, 0, ())

    online.later(minutes=30).see_faces(4)
    online.conclude()

    assert (told(online)["invitations"], told(online)["meetings"], len(personal(online).stays)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("looked_up_at", "is_told"),
    [(NINE - timedelta(seconds=1), 1), (NINE, 0), (HALF_PAST, 0)],
)
def test_an_account_that_a_running_check_looked_up_says_nothing_of_it(online, looked_up_at, is_told):
    online.start_video()
    assert online.now == NINE
    looked_up(online, "学员1", looked_up_at)

    assert told(online)["chat_accounts"] == is_told
    assert (personal(online).account_since is not None) is bool(is_told)
