"""R31: a meeting is made in DingTalk once, whatever fails, and everybody of the roster is asked into it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from sqlalchemy import select, text

import bot.line.meetings
from bot.line.meetings import grant_wishes
from bot.sandbox.chats import Person
from bot.words.platform import DINGTALK
from tests.bot.conftest import house_for, settings_for
from tests.bot.meeting import HOST, PHONE, Held, hold
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.meetings.rules.meetings import LEASE, MOST_ATTEMPTS
from training.meetings.rules.news import MeetingNews
from training.meetings.terms import InviteResult, InviteWay, MeetingState, MeetingTrouble, WishKind
from training.meetings.views.meeting_views import Shortfall
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.acts.verify_by_staff import verify_by_staff
from training.ports.meetings import MeetingFailed
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.staff.views.find_staff import find_staff


@pytest.fixture
def held(world, trainees) -> Held:
    return hold(world, trainees)


def test_a_meeting_is_made_with_its_title_and_the_inspector_as_its_host(held):
    held.request()
    before = held.view()

    held.grant()

    made, view = held.conference, held.view()
    assert (before.state, view.state) == (MeetingState.WANTED, MeetingState.RUNNING)
    assert made.host == HOST
    assert made.title == view.title
    assert "BT-1-市1" in made.title
    assert (view.room_code, view.conference_id) == (made.room_code, made.conference_id)
    assert view.join_address.endswith(made.conference_id)
    assert view.opened_at == held.now


def test_the_inspector_is_told_with_a_button_to_join(held):
    held.open()

    (said,) = held.told()
    held.told()

    assert "会议已开 BT-1-市1" in said
    assert f"加入会议**]({held.view().join_address})" in said
    assert held.conference.room_code in said
    assert len(held.told()) == 1


def test_known_accounts_are_rung_the_others_texted_and_who_cannot_be_reached_is_named(held):
    made = held.open()

    ways = {each.name: (each.invited_by, each.invitation) for each in held.view().people}
    rung, texted = (InviteWay.ACCOUNT, InviteResult.SENT), (InviteWay.SMS, InviteResult.SENT)
    assert ways == {
        **dict.fromkeys(("学员1", "学员2", "学员3"), rung),
        "学员4": texted,
        "学员5": (InviteWay.NONE, InviteResult.FAILED),
    }
    assert {each.name for each in made.people.values()} == {"李敏", "学员1", "学员2", "学员3"}
    assert held.texted() == [("meeting_invitation", PHONE.format(4))]
    assert held.view().invited == {InviteWay.ACCOUNT: 3, InviteWay.SMS: 1, InviteWay.NONE: 1}


def test_where_the_organisation_has_it_telephones_ring_in_place_of_sms(held, tmp_path):
    world = held.world
    settings = settings_for(world.organisation, tmp_path, DINGTALK_PHONE_INVITATIONS="on")
    world.house = house_for(settings, world.house.database, world.clock)

    made = held.open()

    assert held.person("学员5").invited_by is InviteWay.PHONE
    assert made.people[f"phone:{PHONE.format(5)}"].by_phone
    assert held.texted() == []


def test_who_is_in_dingtalk_is_looked_up_once_and_who_is_not_again_after_days(held):
    held.open()
    first = held.meetings.calls.count("find_by_phone")
    held.grant(minutes=2)
    held.remind()
    held.grant()
    second = held.meetings.calls.count("find_by_phone")

    held.world.clock.pass_by(days=7)
    held.remind()
    held.grant()

    assert (first, second) == (5, 5)
    # 学员4 and 学员5 are not in DingTalk.
    assert held.meetings.calls.count("find_by_phone") == 7


def test_whose_data_is_restricted_is_looked_up_nowhere_and_invited_by_sms(held):
    with held.world.house.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
        verify_by_staff(session, own, find_staff(session, "李敏"), now=held.now)
        restrict_processing(session, own.id, Cause("保存期内不能删除", "周工"), now=held.now)

    held.open()

    assert held.meetings.calls.count("find_by_phone") == 4
    assert held.person("学员1").invited_by is InviteWay.SMS
    assert held.person("学员2").invited_by is InviteWay.ACCOUNT


def test_a_trainee_who_came_into_dingtalk_is_rung_the_next_time(held, trainees):
    held.open()
    trainees.append(Person("t5", "学员5", phone=PHONE.format(5)))

    held.world.clock.pass_by(days=7)
    held.remind()
    held.grant()

    assert held.person("学员5").invited_by is InviteWay.ACCOUNT


def test_a_couple_that_shares_one_account_is_rung_once_and_told_apart_by_the_name(held):
    with held.world.house.database.writing() as session:
        second = session.scalars(select(Trainee).where(Trainee.name == "学员2")).one()
        second.phone = second.phone_index = PHONE.format(1)

    made = held.open()
    held.meetings.join(made, "union-t1", "学员1")
    held.look()
    held.grant(seconds=1)

    assert made.people["union-t1"].rung == 1
    assert held.view().joined_now == 1


def test_an_sms_into_a_meeting_that_is_over_is_not_sent(held):
    held.open()
    held.meetings.end(held.conference)
    held.look()
    held.grant(seconds=1)

    with held.world.house.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert reason_to_cancel(session, message, now=held.now) == "会议已结束"


def test_an_sms_into_a_running_meeting_is_sent(held):
    held.open()

    with held.world.house.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert reason_to_cancel(session, message, now=held.now) is None
        assert held.conference.room_code in (message.parameters or "")


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("no_permission", MeetingTrouble.NO_PERMISSION),
        ("quota", MeetingTrouble.QUOTA),
        ("unknown_person", MeetingTrouble.UNKNOWN_PERSON),
    ],
)
def test_a_meeting_that_cannot_be_made_is_told_in_plain_words_and_not_tried_again(held, fault, trouble):
    held.meetings.fail("open", fault)
    held.request()

    held.grant()
    held.grant(minutes=10)

    view = held.view()
    assert view.state is MeetingState.FAILED
    assert view.shortfall == Shortfall(trouble)
    assert held.meetings.calls.count("open") == 1
    (said,) = held.told()
    assert "会议没有开成" in said
    assert DINGTALK.troubles[trouble][:12] in said


def test_after_a_failure_a_new_meeting_may_be_asked_for(held):
    held.meetings.fail("open", "no_permission")
    held.request()
    held.grant()

    held.request()
    held.grant()

    assert (held.view().state, held.view().ordinal) == (MeetingState.RUNNING, 2)


def test_a_token_that_expired_in_the_middle_is_renewed(held):
    held.open()
    held.world.organisation.tokens.clear()

    held.look()
    held.grant()

    assert held.view().seen_at == held.now
    assert held.view().shortfall is None


def test_haste_is_waited_out(held):
    held.meetings.fail("open", "too_fast", "too_fast")
    held.request()

    held.grant()
    early = held.meetings.calls.count("open")
    held.grant(seconds=2)
    assert held.meetings.calls.count("open") == early
    held.grant(seconds=1)
    held.grant(seconds=6)

    assert held.view().state is MeetingState.RUNNING
    assert len(held.meetings.conferences) == 1


def test_haste_without_end_is_given_up_with_a_word(held):
    held.meetings.fail("open", *["too_fast"] * 9)
    held.request()

    for _ in range(9):
        held.grant(minutes=1)

    assert held.meetings.calls.count("open") == MOST_ATTEMPTS[WishKind.OPEN]
    assert held.view().trouble(DINGTALK) == DINGTALK.troubles[MeetingTrouble.TOO_FAST]


def test_where_the_answer_was_lost_the_meeting_is_found_and_not_made_twice(held):
    held.meetings.fail("open", "lost_after")
    held.request()
    held.grant()
    unsure = held.view().state

    held.grant(seconds=5)

    assert unsure is MeetingState.OPENING
    assert held.view().state is MeetingState.RUNNING
    assert held.view().join_address.endswith(held.conference.conference_id)
    assert held.meetings.calls.count("open") == 1


def test_a_meeting_whose_answer_was_lost_is_known_by_its_event_where_no_list_has_it(held):
    held.meetings.lists_unjoined = False
    held.meetings.fail("open", "lost_after")
    held.request()
    held.grant()
    held.hear_of_the_opening()

    held.grant(seconds=5)

    assert held.view().state is MeetingState.RUNNING
    assert held.view().conference_id == held.conference.conference_id
    assert held.meetings.calls.count("open") == 1


def test_closing_a_meeting_that_is_only_known_by_its_event_waits_for_its_opening(held):
    held.meetings.fail("open", "lost_after")
    held.request()
    held.grant()
    held.hear_of_the_opening()

    held.close()
    held.grant()
    early = held.conference.is_over
    for _ in range(3):
        held.grant(seconds=5)

    assert (early, held.conference.is_over) == (False, True)
    assert held.meetings.calls.count("open") == 1


def test_a_meeting_that_ended_before_its_opening_was_known_is_not_opened_again(held):
    held.meetings.fail("open", "lost_after")
    held.request()
    held.grant()
    held.hear_of_the_opening()

    held.hear_of_the_end()
    held.grant(seconds=5)

    assert (held.view().state, held.view().has_members) == (MeetingState.ENDED, True)
    assert held.meetings.calls.count("open") == 1


def test_where_nothing_was_made_it_is_made_after_looking(held):
    held.meetings.fail("open", "lost_before")
    held.request()

    held.grant()
    held.grant(seconds=5)

    assert held.view().state is MeetingState.RUNNING
    assert held.meetings.calls.index("lists") < len(held.meetings.calls) - 1
    assert held.conference.title == held.view().title


def test_while_nobody_can_look_nothing_is_made(held):
    held.meetings.fail("open", "lost_after")
    held.meetings.fail("lists", "too_fast", "lost_before")
    held.request()

    held.grant()
    for _ in range(3):
        held.grant(minutes=1)

    assert held.meetings.calls.count("open") == 1
    assert held.view().state is MeetingState.RUNNING


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_bot_that_dies_while_it_opens_leaves_neither_none_nor_two(held, monkeypatch, dies):
    held.request()
    with monkeypatch.context() as killed:
        killed.setattr(bot.line.meetings, "record_opened", _die)
        if dies == "before":
            held.meetings.fail("open", "lost_before")
        with pytest.raises(_Killed) if dies == "after" else _nothing():
            held.grant()

    held.grant(seconds=LEASE.total_seconds() - 1)
    held.grant(seconds=1)

    assert held.view().state is MeetingState.RUNNING
    assert held.conference.title == held.view().title


def test_a_bot_that_dies_while_it_invites_rings_nobody_twice(held, monkeypatch):
    held.request()
    held.grant()
    with monkeypatch.context() as killed:
        killed.setattr(bot.line.meetings, "_note_rung", _die)
        with pytest.raises(_Killed):
            held.grant()

    held.grant(seconds=LEASE.total_seconds())

    assert {each.rung for each in held.conference.people.values()} == {1}
    assert held.person("学员1").invitation is InviteResult.SENT
    assert held.texted() == [("meeting_invitation", PHONE.format(4))]


def test_a_reminder_whose_end_nobody_knows_is_not_repeated(held, monkeypatch):
    held.open()
    held.world.clock.pass_by(minutes=1)
    held.remind()
    with monkeypatch.context() as killed:
        killed.setattr(bot.line.meetings, "_note_rung", _die)
        with pytest.raises(_Killed):
            held.grant()

    held.grant(seconds=LEASE.total_seconds())

    assert held.conference.people["union-t1"].rung == 2
    assert held.person("学员1").invitation is InviteResult.UNCLEAR


def test_whom_dingtalk_does_not_ring_is_texted(held):
    with held.world.house.database.writing() as session:
        _verify_everybody(session)
    held.meetings.fail("invite", "no_permission")

    held.open()

    assert {each.invited_by for each in held.view().people} == {InviteWay.SMS}
    assert "邀请没有办成" in held.view().trouble(DINGTALK)
    assert any("有人没有邀请到" in each and "已改发短信" in each for each in held.told())


def test_where_inviting_kills_its_bots_too_often_those_who_wait_are_texted(held, monkeypatch):
    held.request()
    held.grant()
    with monkeypatch.context() as killed:
        killed.setattr(bot.line.meetings, "_look_up_accounts", _die)
        for _ in range(MOST_ATTEMPTS[WishKind.INVITE]):
            with pytest.raises(_Killed):
                held.grant(seconds=LEASE.total_seconds())

    held.grant(seconds=LEASE.total_seconds())

    assert held.texted() == [("meeting_invitation", PHONE.format(4))]
    assert held.person("学员5").invitation is InviteResult.FAILED
    assert any("有人没有邀请到" in each and "已改发短信" in each for each in held.told())


def test_where_opening_kills_its_bots_too_often_the_inspector_is_told(held, monkeypatch):
    held.request()
    with monkeypatch.context() as killed:
        killed.setattr(bot.line.meetings, "_host_of", _die)
        for _ in range(MOST_ATTEMPTS[WishKind.OPEN]):
            with pytest.raises(_Killed):
                held.grant(seconds=LEASE.total_seconds())

    held.grant(seconds=LEASE.total_seconds())

    assert (held.view().state, held.meetings.calls.count("open")) == (MeetingState.FAILED, 0)
    assert any("会议没有开成" in each for each in held.told())


def test_two_bots_make_one_meeting(held):
    held.request()
    other = house_for(held.world.house.settings, held.world.house.database, held.world.clock)

    with ThreadPoolExecutor(2) as bots:
        list(bots.map(grant_wishes, [held.world.house, other]))
        list(bots.map(grant_wishes, [held.world.house, other]))

    assert held.meetings.calls.count("open") == 1
    assert {each.rung for each in held.conference.people.values()} == {1}
    assert len(held.texted()) == 1


def test_what_another_bot_took_over_while_this_one_was_busy_is_left_to_it(held, monkeypatch):
    held.request()
    held.grant()
    held.look()
    other = house_for(held.world.house.settings, held.world.house.database, held.world.clock)

    def look_up_for_minutes(house, wish):
        monkeypatch.undo()
        held.world.clock.pass_by(seconds=LEASE.total_seconds())
        grant_wishes(other)

    monkeypatch.setattr(bot.line.meetings, "_look_up_accounts", look_up_for_minutes)
    grant_wishes(held.world.house)

    assert held.meetings.calls.count("query") == 1
    assert len(held.view().looks) == 1


def test_the_cameras_are_looked_at_and_kept(held):
    made = held.open()
    for key in (HOST, "union-t1", "union-t2"):
        held.meetings.join(made, key)
    held.meetings.turn_camera(made, "union-t1", on=True)

    held.look()
    held.grant(seconds=1)

    view = held.view()
    assert (view.joined_now, view.joined_ever, view.camera_on) == (2, 2, 1)
    assert (held.person("学员1").camera_is_on, held.person("学员2").camera_is_on) == (True, False)
    assert held.person("学员3").camera_is_on is None
    assert view.strangers == ()


def test_a_meeting_that_a_look_does_not_find_has_ended_and_the_inspector_is_told(held):
    made = held.open()
    held.meetings.join(made, "union-t1")
    held.meetings.end(made)

    held.look()
    held.grant(seconds=1)
    held.grant()

    assert held.view().state is MeetingState.ENDED
    assert held.view().joined_ever == 1
    assert any("会议已结束" in each and "入会 1 人" in each for each in held.told())


def test_closing_ends_it_for_everybody_and_keeps_the_list_of_members(held):
    made = held.open()
    held.meetings.join(made, "union-t1")
    held.meetings.join(made, "", "路人甲")
    held.world.clock.pass_by(minutes=20)
    held.meetings.leave(made, "union-t1")
    held.world.clock.pass_by(minutes=10)

    held.close()
    held.grant()
    held.grant()

    view = held.view()
    assert made.is_over
    assert (view.state, view.has_members) == (MeetingState.ENDED, True)
    assert held.person("学员1").stayed.total_seconds() == 20 * 60
    assert [(each.name, each.is_in) for each in view.strangers] == [("路人甲", False)]
    # Whoever closed it knows; nobody needs to be told.
    assert len(held.told()) == 1


@pytest.mark.parametrize("fault", ["closed", "not_found"])
def test_a_meeting_that_was_closed_already_is_closed(held, fault):
    held.open()
    held.meetings.fail("close", fault)

    held.close()
    held.grant()

    assert held.view().state is MeetingState.ENDED
    assert held.view().shortfall is None


def test_where_only_the_host_may_close_it_that_is_said(held):
    held.open()
    held.meetings.fail("close", "host_only")

    held.close()
    held.grant()

    assert held.view().state is MeetingState.RUNNING
    assert "请主持人在钉钉会议里操作" in held.view().trouble(DINGTALK)
    assert any("会议没有关掉" in each for each in held.told())


def test_closing_before_it_was_begun_leaves_dingtalk_alone(held):
    held.request()

    held.close()
    held.grant()

    assert held.view().state is MeetingState.ENDED
    assert held.meetings.calls == []


def test_closing_while_it_is_being_opened_waits_for_the_answer(held):
    held.meetings.fail("open", "lost_after")
    held.request()
    held.grant()

    held.close()
    for _ in range(3):
        held.grant(seconds=5)

    assert held.conference.is_over
    assert held.view().state is MeetingState.ENDED


def test_the_list_is_fetched_in_all_its_pages_and_later_where_dingtalk_does_not_answer(held, monkeypatch):
    monkeypatch.setattr("bot.line.meeting_api.MOST_ON_A_PAGE", 2)
    made = held.open()
    for key in ("union-t1", "union-t2", "union-t3"):
        held.meetings.join(made, key)
    held.meetings.fail("members", "server", "lost_before")

    held.close()
    held.grant()
    for _ in range(3):
        held.grant(seconds=10)

    assert held.view().joined_ever == 3
    assert held.view().has_members


def test_a_meeting_that_ended_while_somebody_was_reminded_is_known_to_have_ended(held):
    made = held.open()
    held.world.clock.pass_by(minutes=1)
    held.remind()
    made.ended_ms = 1

    held.grant()

    assert held.view().state is MeetingState.ENDED


def test_no_answer_of_dingtalk_is_waited_for_inside_a_transaction(held, monkeypatch):
    """Whoever else writes meanwhile is not kept waiting."""
    written = []
    real = held.meetings.open

    def slow(*asked):
        with held.world.house.database.writing() as session:
            session.execute(_touch())
            written.append(1)
        return real(*asked)

    monkeypatch.setattr(held.meetings, "open", slow)
    held.request()
    held.grant()

    assert written == [1]
    assert held.view().state is MeetingState.RUNNING


def test_live_statistics_come_in_all_pages_with_those_from_outside(held, monkeypatch):
    monkeypatch.setattr("bot.line.meeting_api.MOST_WATCHERS_ON_A_PAGE", 2)
    own = [
        {"name": f"学员{number}", "unionId": f"union-t{number}", "watchLiveTime": 60_000}
        for number in (1, 2, 3)
    ]
    held.meetings.lives["live-1"] = (own, [{"name": "路人甲", "watchLiveTime": 1000}])

    found = held.world.house.meetings.watchers("live-1", HOST)

    assert sorted(each.name for each in found) == ["学员1", "学员2", "学员3", "路人甲"]
    assert {each.account_id for each in found} == {"union-t1", "union-t2", "union-t3", ""}
    with pytest.raises(MeetingFailed):
        held.world.house.meetings.watchers("unknown", HOST)


class _Killed(BaseException):
    """Not an Exception: nothing of ours may catch it."""


def _die(*asked, **more):
    raise _Killed


def _nothing():
    return nullcontext()


def _touch():
    return text("UPDATE staff SET name = name")


def _verify_everybody(session):
    staff = find_staff(session, "李敏")
    for trainee in session.scalars(select(Trainee)):
        verify_by_staff(session, trainee, staff, now=staff.added_at)


def test_where_dingtalk_says_200_and_that_nobody_was_invited_everybody_who_may_be_is_texted(held):
    held.meetings.fail("invite", "unsuccess")
    held.request()
    held.grant()
    held.grant()

    assert held.texted() == [("meeting_invitation", PHONE.format(4))]
    assert {each.invitation for each in held.view().people if each.name != "学员4"} == {InviteResult.FAILED}


def test_a_look_that_names_people_as_the_chat_does_knows_them_too(held):
    made = held.open()
    held.meetings.names_by_userid = True
    held.meetings.join(made, "union-t1")
    held.meetings.turn_camera(made, "union-t1", on=True)
    held.look()

    held.grant()

    (look,) = held.view().looks
    assert (look.joined, look.camera_on) == (1, 1)


def _of_doubt(held, **told) -> MeetingNews:
    return MeetingNews("e-doubt", held.conference.conference_id, held.now, may_be_over=True, **told)


def test_an_event_that_contradicts_itself_ends_nothing_and_the_meeting_is_looked_at(held):
    held.open()

    held.receive(_of_doubt(held))
    before = held.view().state
    held.grant()

    assert (before, held.view().state) == (MeetingState.RUNNING, MeetingState.RUNNING)
    assert len(held.view().looks) == 1


def test_where_the_look_finds_it_over_an_event_of_doubt_has_told_the_truth(held):
    made = held.open()
    held.meetings.pushes_events = False
    held.meetings.end(made)

    held.receive(_of_doubt(held))
    held.grant()

    assert held.view().state is MeetingState.ENDED
