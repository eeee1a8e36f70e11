"""What DingTalk pushes of meetings is understood, or does no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line.meeting_events import Frame, hear_event
from tests.factories import MONDAY, at
from training.meetings.rules.news import MeetingNews, MemberNews

NINE, TEN = at(MONDAY, "09:00"), at(MONDAY, "10:00")


def ms(moment) -> int:
    return int(moment.timestamp() * 1000)


def member_event(scene: str = "user_join", **told) -> Frame:
    member = {"conferenceId": "c1", "userId": "u1", "userNick": "王芳", "joinTime": ms(NINE)} | told
    said = {"openMemberModels": [member], "statusSeqNum": 7, "changeScene": scene}
    return Frame("e1", "meeting_member_status_change_target_push", TEN, said)


def status_event(scene: str = "", **told) -> Frame:
    said = {"openConfModel": {"conferenceId": "c1", "title": "t"} | told, "statusSeqNum": 3}
    said |= {"changeScene": scene} if scene else {}
    return Frame("e1", "meeting_status_change", TEN, said)


def test_somebody_joins():
    assert hear_event(member_event()) == MeetingNews(
        "e1", "c1", TEN, 7, members=(MemberNews("u1", "王芳", True, NINE),)
    )


@pytest.mark.parametrize("name", ["meeting_member_status_change", "meeting_member_status_change_target_push"])
def test_both_kinds_of_subscription_are_heard(name):
    frame = member_event()

    assert hear_event(Frame(frame.event_id, name, TEN, frame.said)) == hear_event(frame)


@pytest.mark.parametrize(
    ("scene", "told", "is_in"),
    [
        ("user_join", {"attendStatus": 2}, True),
        # Whoever comes again is in, though the leaving before is still told.
        ("user_join", {"attendStatus": 3, "leaveTime": ms(NINE)}, True),
        ("user_leave", {"leaveTime": ms(TEN)}, False),
        ("something_new", {"attendStatus": 3}, True),
        ("something_new", {"attendStatus": 5}, False),
        ("something_new", {"attendStatus": 6, "leaveTime": ms(TEN)}, False),
        ("something_new", {}, True),
        ("something_new", {"leaveTime": ms(TEN)}, False),
    ],
)
def test_whether_somebody_is_in_is_known_even_of_scenes_that_nobody_documented(scene, told, is_in):
    (news,) = hear_event(member_event(scene, **told)).members

    assert news.is_in is is_in
    assert news.left_at is None or not is_in


@pytest.mark.parametrize("status", [0, 1, 2])
def test_whoever_is_only_called_is_not_in(status):
    assert hear_event(member_event("something_new", attendStatus=status)).members == ()


@pytest.mark.parametrize(
    ("told", "ended_at"),
    [
        # It contradicts itself.
        ({"status": 2}, None),
        ({"status": 0}, None),
        ({}, TEN),
        ({"status": 1, "endTime": ms(NINE)}, NINE),
        ({"status": 1, "startTime": ms(NINE), "confDuration": 3_600_000}, TEN),
        ({"status": 1}, TEN),
        ({"status": "1", "endTime": str(ms(NINE))}, NINE),
    ],
)
def test_the_end_of_a_meeting_is_known_by_its_scene(told, ended_at):
    news = hear_event(status_event("conference_closed", **told))

    assert (news.ended_at, news.may_be_over) == (ended_at, ended_at is None)


def test_the_official_sample_of_a_meeting_that_was_made_ends_none():
    """open.dingtalk.com, 视频会议状态变更App定向推送: `status: 1` together with `conference_created`."""
    sample = {
        "openConfModel": {
            "bizType": 0,
            "creatorId": "2iPOLxxxxx",
            "title": "开放会议",
            "activeNum": 10,
            "attendNum": 15,
            "confDuration": 1000000,
            "conferenceId": "6321b6ed40",
            "startTime": 1663293270000,
            "endTime": 1663294270000,
            "invitedNum": 20,
            "status": 1,
        },
        "statusSeqNum": 1,
        "changeScene": "conference_created",
    }

    news = hear_event(Frame("e1", "meeting_status_change_target_push", TEN, sample))

    assert (news.title, news.ended_at, news.may_be_over) == ("开放会议", None, False)


@pytest.mark.parametrize(
    ("scene", "status", "may_be_over"),
    [("", 1, True), ("something_new", 1, True), ("something_new", 2, False), ("", 0, False)],
)
def test_a_status_without_a_scene_that_we_know_ends_nothing_and_is_asked_about(scene, status, may_be_over):
    news = hear_event(status_event(scene, status=status))

    assert (news.ended_at, news.may_be_over) == (None, may_be_over)


@pytest.mark.parametrize(
    "frame",
    [
        Frame("e1", "user_add_org", TEN, {"userId": ["u"]}),
        Frame("e1", "meeting_status_change", TEN, {}),
        Frame("e1", "meeting_status_change", TEN, {"openConfModel": "no object"}),
        Frame("e1", "meeting_member_status_change", TEN, {"openMemberModels": []}),
        Frame("e1", "meeting_member_status_change", TEN, {"openMemberModels": [1, None]}),
        Frame("", "meeting_status_change", TEN, {"openConfModel": {"conferenceId": "c1"}}),
    ],
)
def test_what_is_no_news_of_a_meeting_is_none(frame):
    assert hear_event(frame) is None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=6,
)
fields = st.sampled_from(
    ["conferenceId", "userId", "userNick", "joinTime", "leaveTime", "attendStatus", "status", "endTime"]
)
objects = st.dictionaries(fields, anything, max_size=5)


@given(
    st.sampled_from(["meeting_status_change", "meeting_member_status_change"]),
    st.fixed_dictionaries(
        {},
        optional={
            "openConfModel": objects | anything,
            "openMemberModels": st.lists(objects, max_size=3) | anything,
            "statusSeqNum": anything,
            "changeScene": anything,
        },
    ),
)
def test_nothing_that_is_pushed_breaks_the_hearing(event_type, said):
    news = hear_event(Frame("e1", event_type, TEN, said))

    assert news is None or MeetingNews.from_json(news.to_json()) == news
