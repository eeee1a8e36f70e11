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


def status_event(**told) -> Frame:
    said = {"openConfModel": {"conferenceId": "c1", "title": "t"} | told, "statusSeqNum": 3}
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
        ({"status": 2}, None),
        ({"status": 0}, None),
        ({"status": 1, "endTime": ms(NINE)}, NINE),
        ({"status": 1, "startTime": ms(NINE), "confDuration": 3_600_000}, TEN),
        ({"status": 1}, TEN),
        ({"status": "1", "endTime": str(ms(NINE))}, NINE),
    ],
)
def test_the_end_of_a_meeting_is_known_by_its_status(told, ended_at):
    assert hear_event(status_event(**told)).ended_at == ended_at


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
