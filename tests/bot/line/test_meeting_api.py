"""DingTalk's conferences and address book: every code becomes a trouble that we know how to tell."""

import pytest

from bot.line.address_book import DingTalkAddressBook
from bot.line.meeting_api import DingTalkMeetings
from bot.line.meter import Meter
from bot.line.openapi import OpenApi
from bot.sandbox.chats import Person
from bot.sandbox.conferences import FAULTS, LOST_AFTER, LOST_BEFORE, SILENT, UNSUCCESS
from tests.bot.conftest import LIMIN, Clock, settings_for
from training.chat.terms import UsageKind
from training.meetings.terms import MeetingTrouble
from training.ports.meetings import Account, Invitee, MeetingFailed

HOST = f"union-{LIMIN}"
EXPECTED = {
    "no_permission": MeetingTrouble.NO_PERMISSION,
    "token": None,
    "too_fast": MeetingTrouble.TOO_FAST,
    "per_minute": MeetingTrouble.TOO_FAST,
    "quota": MeetingTrouble.QUOTA,
    "closed": MeetingTrouble.CLOSED,
    "not_found": MeetingTrouble.NOT_FOUND,
    "host_only": MeetingTrouble.NO_PERMISSION,
    "full": MeetingTrouble.FULL,
    "unknown_person": MeetingTrouble.UNKNOWN_PERSON,
    "server": MeetingTrouble.UNCLEAR,
    LOST_BEFORE: MeetingTrouble.UNCLEAR,
    LOST_AFTER: MeetingTrouble.UNCLEAR,
}


@pytest.fixture
def meter() -> Meter:
    return Meter()


@pytest.fixture
def api(organisation, tmp_path, meter, clock) -> OpenApi:
    return OpenApi(settings_for(organisation, tmp_path), meter, clock)


@pytest.fixture
def meetings(api) -> DingTalkMeetings:
    return DingTalkMeetings(api)


@pytest.mark.parametrize("fault", [*FAULTS, LOST_BEFORE, LOST_AFTER])
def test_every_fault_has_its_trouble(meetings, organisation, fault):
    organisation.meetings.fail("open", fault)

    if EXPECTED[fault] is None:
        # Renewed, and asked again.
        assert meetings.open(HOST, "会议").conference_id
        return
    with pytest.raises(MeetingFailed) as failure:
        meetings.open(HOST, "会议")
    assert failure.value.trouble is EXPECTED[fault]
    assert "会议" not in str(failure.value)


def test_a_token_that_stays_bad_is_named(meetings, organisation):
    organisation.meetings.fail("open", "token", "token")

    with pytest.raises(MeetingFailed) as failure:
        meetings.open(HOST, "会议")
    assert failure.value.trouble is MeetingTrouble.TOKEN


def test_who_may_not_close_is_not_the_host(meetings):
    made = meetings.open(HOST, "会议")

    with pytest.raises(MeetingFailed) as failure:
        meetings.close(made.conference_id, "union-wangqiang")
    assert failure.value.trouble is MeetingTrouble.HOST_ONLY


def test_where_nobody_answers_nothing_was_done(organisation, tmp_path, meter):
    settings = settings_for(organisation, tmp_path, DINGTALK_OPENAPI_ENDPOINT="http://127.0.0.1:9")

    with pytest.raises(MeetingFailed) as failure:
        DingTalkMeetings(OpenApi(settings, meter, Clock())).open(HOST, "会议")
    assert failure.value.trouble is MeetingTrouble.UNREACHABLE


def test_a_running_meeting_is_found_by_its_whole_title(meetings, organisation):
    made = meetings.open(HOST, "视频查班 甲")
    meetings.open(HOST, "视频查班 乙")
    gone = meetings.open(HOST, "视频查班 丙")
    meetings.close(gone.conference_id, HOST)

    found = meetings.find_open(HOST, "视频查班 甲")

    assert (found.conference_id, found.join_address) == (made.conference_id, made.join_address)
    assert found.room_code == made.room_code
    assert meetings.find_open(HOST, "视频查班") is None
    assert meetings.find_open(HOST, "视频查班 丙") is None
    assert meetings.find_open("union-wangqiang", "视频查班 甲") is None


def test_another_meeting_that_vanishes_while_one_is_looked_for_is_passed_over(meetings, organisation):
    meetings.open(HOST, "视频查班 甲")
    made = meetings.open(HOST, "视频查班 乙")
    organisation.meetings.fail("get", "not_found")

    found = meetings.find_open(HOST, "视频查班 乙")

    assert found.conference_id == made.conference_id


def test_people_are_rung_by_account_or_by_telephone(meetings, organisation):
    made = meetings.open(HOST, "会议")

    meetings.invite(
        made.conference_id,
        HOST,
        [Invitee("王芳", account_id="union-t1"), Invitee("李娜", phone="13800000002")],
    )

    members = {each.name: each for each in meetings.members(made.conference_id)}
    assert set(members) == {"李敏", "王芳", "李娜"}
    assert (members["李娜"].by_phone, members["王芳"].by_phone) == (True, False)
    assert members["王芳"].joined_at is None


def test_a_look_tells_the_cameras_of_those_who_are_in(meetings, organisation):
    made = meetings.open(HOST, "会议")
    own = organisation.meetings.conferences[made.conference_id]
    organisation.meetings.join(own, HOST)
    organisation.meetings.turn_camera(own, HOST, on=True)
    organisation.meetings.invite(own, "union-t1", "王芳")

    seen = {each.name: (each.is_in, each.camera_is_on) for each in meetings.look(made.conference_id)}

    assert seen == {"李敏": (True, True), "王芳": (False, None)}
    meetings.close(made.conference_id, HOST)
    assert meetings.look(made.conference_id) is None


def test_every_call_counts_but_those_of_the_address_book(meetings, api, meter, trainees):
    trainees.append(Person("t1", "王芳", phone="13800000001"))
    made = meetings.open(HOST, "会议")
    meetings.look(made.conference_id)
    meetings.members(made.conference_id)
    book = DingTalkAddressBook(api)

    assert book.find_by_phone("13800000001") == Account("t1", "union-t1")
    assert book.find_by_phone("13800000009") is None
    assert dict(meter.drain()) == {UsageKind.CALLS: 3}


def test_an_address_book_that_is_closed_to_us_says_so(api, organisation):
    organisation.meetings.fail("find_by_phone", "no_permission")

    with pytest.raises(MeetingFailed) as failure:
        DingTalkAddressBook(api).find_by_phone("13800000001")
    assert failure.value.trouble is MeetingTrouble.NO_PERMISSION


@pytest.mark.parametrize("others", [0, 3, 128])
def test_a_list_of_members_that_offers_ever_another_page_is_read_to_its_end_and_no_further(
    meetings, organisation, others
):
    made = meetings.open(HOST, "会议")
    own = organisation.meetings.conferences[made.conference_id]
    for number in range(others):
        organisation.meetings.invite(own, f"union-t{number}", f"学员{number}")
    organisation.meetings.pages_never_end = True

    found = meetings.members(made.conference_id)

    assert len(found) == 1 + others
    assert organisation.meetings.calls.count("members") == 1 + others // 128


def test_an_invitation_that_dingtalk_says_was_not_made_is_a_failure_although_it_says_200(
    meetings, organisation
):
    made = meetings.open(HOST, "会议")
    organisation.meetings.fail("invite", UNSUCCESS)

    with pytest.raises(MeetingFailed) as failure:
        meetings.invite(made.conference_id, HOST, [Invitee("王芳", account_id="union-t1")])
    assert failure.value.trouble is MeetingTrouble.REFUSED


@pytest.mark.parametrize(
    ("fault", "trouble"), [(UNSUCCESS, MeetingTrouble.REFUSED), (SILENT, MeetingTrouble.UNCLEAR)]
)
@pytest.mark.parametrize("call", ["query", "members"])
def test_an_answer_that_says_nothing_is_neither_the_end_of_a_meeting_nor_an_empty_one(
    meetings, organisation, call, fault, trouble
):
    made = meetings.open(HOST, "会议")
    organisation.meetings.fail(call, fault)
    ask = meetings.look if call == "query" else meetings.members

    with pytest.raises(MeetingFailed) as failure:
        ask(made.conference_id)
    assert failure.value.trouble is trouble
    assert ask(made.conference_id) is not None
