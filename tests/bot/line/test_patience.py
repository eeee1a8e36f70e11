"""DingTalk asks for patience, or stumbles: what was done is done once, and is answered a moment later."""

import pytest
from sqlalchemy import select

from bot.line.desk import receive, serve
from bot.line.lanes import Lanes
from bot.line.rounds import resume
from bot.line.telling.meetings import tell_meetings
from bot.sandbox.chats import GROUP_ID, chat_of
from bot.words.platform import DINGTALK
from tests.bot.answers.test_whole_video_check import a_screenshot
from tests.bot.conftest import LIMIN, World
from tests.bot.line.test_desk import count, heard, outcomes
from tests.bot.meeting import Held, hold
from training.chat.rules.waiting import GIVEN_UP_AFTER
from training.meetings.terms import MeetingState, MeetingTrouble
from training.records.chat import ReceivedMessage
from training.records.staff.staff import StaffLink

SHORT = ("per_second", "too_fast", "plain_429", "unavailable", "broken", "page")
OVER = {"sessionWebhookExpiredTime": 1}
"""The answer goes by the robot."""


def goes_by(world: World, **span: float) -> None:
    """So much later a bot looks what is due."""
    world.clock.pass_by(**span)
    lanes = Lanes()
    resume(world.house, lanes)
    lanes.finish(wait_for_all=True)


def row_of(world: World) -> ReceivedMessage:
    with world.house.database.reading() as session:
        return session.scalars(select(ReceivedMessage)).one()


@pytest.mark.parametrize("answer", SHORT)
def test_after_one_hiccup_the_answer_comes_a_second_later_and_the_act_was_done_once(world, answer):
    world.organisation.answers.fail("send_to_people", answer)
    serve(world.house, receive(world.house, heard(world, "我的", **OVER)))
    silent = list(world.answers(LIMIN))

    goes_by(world, seconds=0.9)
    early = list(world.answers(LIMIN))
    goes_by(world, seconds=0.1)

    assert (silent, early) == ([], [])
    assert (len(world.answers(LIMIN)), outcomes(world)) == (1, ["answered"])
    assert count(world, StaffLink) == 1


def test_whoever_stumbles_again_is_asked_after_one_two_and_four_seconds(world):
    world.organisation.answers.fail("send_to_people", *["per_second"] * 3)
    serve(world.house, receive(world.house, heard(world, "待查", **OVER)))

    pauses = []
    for _ in range(3):
        pauses.append((row_of(world).due_at - world.clock()).total_seconds())
        goes_by(world, seconds=pauses[-1])

    assert pauses == [1, 2, 4]
    assert outcomes(world) == ["answered"]


@pytest.mark.parametrize(("answer", "least"), [("per_minute", 60), ("barred", 5), ("webhook_too_fast", 60)])
def test_where_dingtalk_says_for_how_long_it_is_not_asked_before(world, answer, least):
    call = "send_by_session" if answer.startswith("webhook") else "send_to_people"
    told = {} if answer.startswith("webhook") else OVER
    world.organisation.answers.fail(call, answer)
    serve(world.house, receive(world.house, heard(world, "待查", **told)))

    goes_by(world, seconds=least - 1)
    early = list(world.answers(LIMIN))
    goes_by(world, seconds=1)

    assert (early, len(world.answers(LIMIN))) == ([], 1)


def test_an_answer_is_never_given_up_because_we_asked_too_often(world):
    world.organisation.answers.fail("send_to_people", *["per_minute"] * 30)
    serve(world.house, receive(world.house, heard(world, "我的", **OVER)))

    for _ in range(30):
        goes_by(world, hours=1)

    assert (len(world.answers(LIMIN)), outcomes(world)) == (1, ["answered"])
    assert count(world, StaffLink) == 1


@pytest.mark.parametrize(("earlier", "outcome"), [(1, ""), (0, "given up")])
def test_a_platform_that_is_down_for_a_day_is_not_waited_for_any_longer(world, earlier, outcome):
    world.organisation.answers.fail("send_to_people", *["unavailable"] * 2)
    serve(world.house, receive(world.house, heard(world, "待查", **OVER)))

    goes_by(world, seconds=GIVEN_UP_AFTER.total_seconds() - earlier)

    assert outcomes(world) == [outcome]


def test_a_bot_that_dies_over_a_message_that_waited_is_taken_over_when_its_lease_ends(world):
    world.organisation.answers.fail("send_to_people", "per_second")
    serve(world.house, receive(world.house, heard(world, "待查", **OVER)))
    world.clock.pass_by(seconds=1)
    resume(world.house, _Dying())

    goes_by(world, seconds=44)
    leased = outcomes(world)
    goes_by(world, seconds=1)

    assert (leased, outcomes(world)) == ([""], ["answered"])


class _Dying(Lanes):
    def hand_over(self, sender, work) -> None:
        """Whoever took the message dies with it."""


def test_where_no_token_is_had_for_a_moment_nothing_is_lost(world):
    world.organisation.answers.fail("access_token", "broken")
    serve(world.house, receive(world.house, heard(world, "待查", **OVER)))

    goes_by(world, seconds=1)

    assert outcomes(world) == ["answered"]


def test_a_code_that_nobody_knows_is_told_in_the_log_and_does_not_end_the_matter(world, caplog):
    world.organisation.answers.fail("send_to_people", "new_code")
    serve(world.house, receive(world.house, heard(world, "待查", **OVER)))
    first = outcomes(world)

    goes_by(world, seconds=46)

    assert "somethingThatNobodyKnows is in no table" in caplog.text
    assert (first, outcomes(world)) == ([""], ["answered"])


@pytest.fixture
def held(world, trainees) -> Held:
    return hold(world, trainees)


def a_picture(held: Held, code: str) -> str:
    """李敏 sends one; the message's key."""
    held.world.organisation.files[code] = a_screenshot()
    return receive(held.world.house, heard(held.world, "", msgtype="picture", content={"downloadCode": code}))


@pytest.mark.parametrize(("call", "answer"), [("download", "per_minute"), ("download", "too_fast")])
def test_a_picture_is_not_refused_because_we_asked_too_often(held, call, answer):
    held.world.organisation.answers.fail(call, answer)
    serve(held.world.house, a_picture(held, "c1"))
    first = list(held.world.answers(LIMIN))

    goes_by(held.world, minutes=1)

    assert first == []
    assert "已留存 1 张" in held.world.answers(LIMIN)[0]


def test_a_store_of_files_that_stumbles_once_is_asked_again(held):
    held.world.organisation.answers.fail("file", "unavailable")
    serve(held.world.house, a_picture(held, "c1"))

    goes_by(held.world, seconds=1)

    assert "已留存 1 张" in held.world.answers(LIMIN)[0]


def test_a_picture_whose_code_has_ended_is_said_to_be_so_and_nobody_is_sent_to_the_permissions(held):
    gone = heard(held.world, "", msgtype="picture", content={"downloadCode": "gone"})

    serve(held.world.house, receive(held.world.house, gone))

    assert "下载码已过期" in held.world.answers(LIMIN)[0]
    assert "权限" not in held.world.answers(LIMIN)[0]


def test_a_live_number_that_dingtalk_does_not_know_is_said_to_be_so(held):
    serve(
        held.world.house, receive(held.world.house, heard(held.world, "直播统计 1a2b3c4d-0000-4000-8000-00"))
    )

    assert "没有给出这个编号的直播" in held.world.answers(LIMIN)[0]
    assert "权限" not in held.world.answers(LIMIN)[0]


def test_a_meeting_waits_until_the_minute_is_over_and_no_permission_is_blamed(held):
    held.meetings.fail("open", "per_minute")
    held.request()
    held.grant()
    held.grant(seconds=59)
    early = held.view().state

    held.grant(seconds=1)

    assert (early, held.view().state) == (MeetingState.OPENING, MeetingState.RUNNING)


def test_haste_by_the_minute_without_end_is_told_as_haste(held):
    held.meetings.fail("open", *["per_minute"] * 9)
    held.request()

    for _ in range(9):
        held.grant(minutes=1)

    assert held.view().trouble(DINGTALK) == DINGTALK.troubles[MeetingTrouble.TOO_FAST]


def test_the_button_to_join_comes_a_moment_after_a_hiccup(held):
    held.open()
    held.world.organisation.answers.fail("send_to_people", "per_second")
    first = held.told()

    held.world.clock.pass_by(seconds=2)
    tell_meetings(held.world.house)

    said = [each for each in held.world.answers(LIMIN) if "会议已开" in each]
    assert (first, len(said)) == ([], 1)


def test_two_people_behind_one_another_do_not_wait_for_each_other(world):
    """Who is throttled holds no lane: the message stands in its row, and the next one is served at once."""
    world.organisation.answers.fail("send_to_people", "per_minute")
    serve(world.house, receive(world.house, heard(world, "待查", "m1", **OVER)))
    serve(world.house, receive(world.house, heard(world, "帮助", "m2", **OVER)))

    assert outcomes(world) == ["", "answered"]
    assert len(world.organisation.chats.after(chat_of(LIMIN), 0)) == 1


def test_an_answer_in_private_does_not_come_twice_because_the_group_is_throttled(world):
    group = {"conversationType": "2", "conversationId": GROUP_ID}
    group["sessionWebhook"] = world.organisation.webhook_for(GROUP_ID)
    world.organisation.answers.fail("send_by_session", "webhook_too_fast")

    serve(world.house, receive(world.house, heard(world, "我的", **group)))
    goes_by(world, minutes=2)

    assert (len(world.answers(LIMIN)), outcomes(world)) == (1, ["answered"])


def test_what_is_said_of_a_picture_waits_for_the_picture_that_is_on_its_way(held):
    """Else 全景 would be said of another one, or of none."""
    held.world.organisation.answers.fail("download", "per_second")
    serve(held.world.house, a_picture(held, "c1"))
    serve(held.world.house, receive(held.world.house, heard(held.world, "全景", "m2")))
    first = list(held.world.answers(LIMIN))

    goes_by(held.world, seconds=1)
    goes_by(held.world, seconds=2)

    assert first == []
    kept, marked = held.world.answers(LIMIN)
    assert "已留存 1 张" in kept
    assert "已标为全景" in marked


def test_a_picture_that_does_not_come_holds_up_nothing_for_long(held):
    held.world.organisation.answers.fail("download", *["per_minute"] * 9)
    serve(held.world.house, a_picture(held, "c1"))
    serve(held.world.house, receive(held.world.house, heard(held.world, "全景", "m2")))

    for _ in range(3):
        goes_by(held.world, minutes=1)

    assert "没有办成" in held.world.answers(LIMIN)[0]


@pytest.mark.parametrize("answer", ["new_code", "per_minute", "unavailable"])
def test_what_was_answered_in_private_is_not_said_again_where_the_hint_in_the_group_fails(world, answer):
    group = {"conversationType": "2", "conversationId": GROUP_ID} | OVER
    world.organisation.answers.fail("send_to_group", *[answer] * 9)

    serve(world.house, receive(world.house, heard(world, "我的", **group)))
    for _ in range(8):
        goes_by(world, minutes=60)

    assert (len(world.answers(LIMIN)), outcomes(world)) == (1, ["answered"])
