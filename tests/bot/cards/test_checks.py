"""The card of a check fits DingTalk's limits whatever stands in it, and changes where the check does."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.checks import LONGEST_VALUE, changed_card, digest_of, new_card, values_of
from bot.settings import STANDARD_CARD
from tests.factories import MONDAY, at
from training.chat.acts.take_due_cards import CardToDraw
from training.checks.rules.calls import Standing
from training.checks.rules.phone_checks import PhoneFacts
from training.checks.rules.spot_checks import Condition, ConditionState
from training.checks.rules.video_checks import VideoFacts
from training.checks.terms import CheckLevel, CheckMethod
from training.checks.views.check_views import CheckView, ClassLine, PersonLine
from training.checks.views.endings import Ending
from training.checks.views.video.video_views import VideoView
from training.meetings.terms import MeetingState, MeetingTrouble, WishKind
from training.meetings.views.meeting_views import LookLine, MeetingView, Shortfall

NOW = at(MONDAY, "09:00")
CHECK_ID, CODE = UUID("3f2a91bc" + 24 * "0"), "3f2a91bc"


def a_person(position: int, standing: Standing = Standing.TO_CALL) -> PersonLine:
    return PersonLine(position, "王芳", "1", "138****0001", standing, 0, None, (), None, None, has_left=False)


def a_view(name: str = "电工班", people: int = 10, **changed: object) -> CheckView:
    of_class = ClassLine(
        uuid4(), "BT-1", name, "电工", "学校", "昆都仑区", MONDAY, MONDAY + timedelta(days=4)
    )
    view = CheckView(
        check_id=CHECK_ID,
        number="BT-1-市1",
        of_class=of_class,
        level=CheckLevel.CITY,
        ordinal=1,
        method=CheckMethod.PHONE,
        state="进行中",
        may_act=True,
        started_by="李敏",
        started_at=NOW,
        ending=None,
        facts=PhoneFacts(30, people, (), 20, None, 0),
        people=tuple(a_person(place) for place in range(1, people + 1)),
        pictures=(),
        conditions=(Condition("总出勤率", "R38", ConditionState.MET, "到课 26/30"),),
        verdict=None,
        missing=("还没有清点到课人数",),
        corrections=0,
    )
    return replace(view, **changed)


def a_meeting(
    state: MeetingState = MeetingState.RUNNING, shortfall: Shortfall | None = None, told: str = "123456789"
) -> MeetingView:
    is_over = state in (MeetingState.ENDED, MeetingState.FAILED)
    return MeetingView(
        meeting_id=uuid4(),
        ordinal=1,
        state=state,
        title="视频查班 BT-1-市1",
        hosted_by="李敏",
        wanted_at=NOW,
        opened_at=NOW,
        ended_at=NOW if is_over else None,
        join_address="https://meeting.example/1",
        room_code=told,
        dial_in=(),
        shortfall=shortfall,
        invited={},
        people=(),
        strangers=(),
        looks=(LookLine(NOW, 20, 18),),
        looks_left=3,
        may_remind_from=None,
        has_members=False,
    )


def a_video_view(*meetings: MeetingView, **changed: object) -> CheckView:
    facts = VideoFacts(30, screenshots=2, faces=(24, 20), joined=28)
    video = VideoView(facts, meetings, "", "", None, None, may_fall_back=True, wants_statistics=False)
    return replace(a_view(people=0), method=CheckMethod.VIDEO, video=replace(video, **changed))


def sizes(values: dict[str, str]) -> list[int]:
    return [len(value.encode()) for value in values.values()]


@given(st.text(max_size=500), st.integers(0, 60), st.lists(st.text(max_size=300), max_size=6))
@pytest.mark.parametrize("template", [STANDARD_CARD, "own.schema"])
def test_every_value_of_a_card_is_a_text_of_at_most_1_kb(template, name, people, missing):
    values = values_of(a_view(name, people, missing=tuple(missing)), template)

    assert max(sizes(values)) <= LONGEST_VALUE


SHORTFALLS = st.builds(Shortfall, st.sampled_from(MeetingTrouble), st.sampled_from([None, *WishKind]))


@given(st.text(max_size=500), st.none() | SHORTFALLS, st.sampled_from(MeetingState))
@pytest.mark.parametrize("template", [STANDARD_CARD, "own.schema"])
def test_the_card_of_a_video_check_fits_too(template, told, shortfall, state):
    values = values_of(a_video_view(a_meeting(state, shortfall, told)), template)

    assert max(sizes(values)) <= LONGEST_VALUE


def test_the_card_of_a_video_check_shows_faces_and_meeting():
    shown = values_of(a_video_view(a_meeting()), STANDARD_CARD)["markdown"]

    assert "人脸最多 24/30，截图 2 张，入会 28 人" in shown
    assert "会议号 123456789，在会 0/0，镜头开 0" in shown
    assert "待办：还没有清点到课人数" in shown


@pytest.mark.parametrize(
    ("meetings", "commands"),
    [
        ((a_meeting(),), ["名单", "提醒", "看镜头", "进度", "结束"]),
        ((a_meeting(MeetingState.OPENING),), ["进度", "名单"]),
        ((a_meeting(MeetingState.FAILED),), ["重新发起", "进度", "结束"]),
        ((), ["重新发起", "进度", "结束"]),
    ],
)
def test_the_buttons_of_a_video_check_follow_its_meeting(meetings, commands):
    values = values_of(a_video_view(*meetings), "own.schema")

    buttons = json.loads(values["sys_full_json_obj"])["msgButtons"]
    assert [each["params"]["command"] for each in buttons] == [f"{each} #{CODE}" for each in commands]


def test_with_a_replacement_waiting_every_button_still_fits():
    people = (a_person(1, Standing.REPLACEABLE), a_person(2))

    values = values_of(replace(a_view(), people=people), STANDARD_CARD)

    texts = [each["text"] for each in json.loads(values["sys_full_json_obj"])["msgButtons"]]
    assert texts == ["下一位", "补抽", "进度", "结束"]
    assert max(sizes(values)) <= LONGEST_VALUE


def test_a_name_in_a_card_is_no_markup():
    assert "**" not in values_of(a_view("**[x](http://evil.example)**"), STANDARD_CARD)["tips"]


def test_the_common_card_opens_addresses_and_a_card_of_ones_own_calls_back():
    assert "dtmd://" in values_of(a_view(), STANDARD_CARD)["sys_full_json_obj"]
    assert f'"command": "下一位 #{CODE}"' in values_of(a_view(), "own.schema")["sys_full_json_obj"]


def test_a_finished_check_shows_its_conditions_and_nothing_to_press():
    values = values_of(a_view(state="合格", ending=Ending(NOW, "李敏"), missing=()), STANDARD_CARD)

    assert "合格" in values["title"]
    assert "总出勤率达到：到课 26/30" in values["markdown"]
    assert values["sys_full_json_obj"] == '{"msgButtons": []}'


def test_two_cards_have_one_digest_only_where_they_show_the_same():
    view = a_view()
    counted = replace(view, facts=replace(view.facts, heads=26))

    assert digest_of(values_of(view, STANDARD_CARD)) == digest_of(values_of(view, STANDARD_CARD))
    assert digest_of(values_of(view, STANDARD_CARD)) != digest_of(values_of(counted, STANDARD_CARD))


def test_a_card_goes_to_one_person_and_is_changed_by_its_own_key():
    card = CardToDraw(1, uuid4(), "limin", a_view(), is_delivered=False, shown="", changes=1)
    values = values_of(card.view, STANDARD_CARD)

    made, changed = new_card(card, values, STANDARD_CARD, "robot"), changed_card(card, values)

    assert made["openSpaceId"] == "dtv1.card//IM_ROBOT.limin"
    assert made["callbackType"] == "STREAM"
    assert made["outTrackId"] == changed["outTrackId"] == str(card.public_id)
