"""Short messages at the desk: who sees which, why one did not arrive, sending again, what they cost."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from notifications.messages import CATALOGUE
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at, punches
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import TUESDAY, World
from tests.webapp.filling import fill_in
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import MessageState, SmsFate
from training.people.acts.verify_by_code import verify_by_code
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.outbox.messages import (
    ChannelResumption,
    DeliveryAttempt,
    MessageReceipt,
    OutgoingMessage,
    SmsChannel,
)

LIST = "/desk/messages"
OURS, THEIRS, CODE = "13800000001", "13800000002", "13800000003"
VALUES = {"class_short_name": "电工班", "half_day": "上午", "until": "09:00", "link": "https://x/t/secret"}


@pytest.fixture
def offices(world: World) -> World:
    """One that failed in each of two districts, and a login code that nobody's district caused."""
    with world.database.writing() as session:
        register_staff(session)
        for phone, district in ((OURS, "昆都仑区"), (THEIRS, "青山区"), (CODE, "")):
            a_message(session, phone, district)
    return world


def a_message(
    session, phone: str, district: str, state: MessageState = MessageState.FAILED
) -> OutgoingMessage:
    own = session.scalars(select(District.id).where(District.name == district)).one_or_none()
    values = VALUES if own else {"code": "987654"}
    draft = MessageDraft(
        *("missing_in" if own else "login_code", values, phone, f"{phone}:{district}", at(TUESDAY, "12:00")),
        district_id=own,
    )
    write_message(session, draft, now=at(TUESDAY, "09:00"))
    made = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id.desc()).limit(1)).one()
    made.state, made.attempts = state, 1
    made.settled_at = made.sent_at = at(TUESDAY, "09:01")
    made.segments = 1
    session.add(DeliveryAttempt(message_id=made.id, attempted_at=at(TUESDAY, "09:01"), outcome="sent"))
    receipt = {"reference": "R1", "code": "MK:0004", "segments": 1, "fate": SmsFate.FAILED}
    session.add(MessageReceipt(message_id=made.id, received_at=at(TUESDAY, "09:02"), **receipt))
    return made


def id_of(world: World, phone: str = OURS) -> UUID:
    with world.database.reading() as session:
        own = select(OutgoingMessage.public_id).where(OutgoingMessage.phone_index == phone)
        return session.scalars(own.order_by(OutgoingMessage.id)).first()


def text(world: World, who: str, path: str) -> str:
    answer = staff_client(world, who).get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (CITY, {OURS, THEIRS, CODE}),
        (AUDITOR, {OURS, THEIRS, CODE}),
        (DISTRICT, {OURS}),
        (OTHER_DISTRICT, {THEIRS}),
    ],
)
def test_a_district_sees_the_messages_that_it_caused_and_the_city_all(offices, who, seen):
    client = staff_client(offices, who)

    shown = client.get(LIST).text
    for phone in (OURS, THEIRS, CODE):
        assert (f"138****{phone[-4:]}" in shown) is (phone in seen)
        status = client.get(f"{LIST}/{id_of(offices, phone)}").status_code
        assert status == (200 if phone in seen else 404)
        assert phone not in shown


@pytest.mark.parametrize("path", ["", "/costs", "/templates", "/channels"])
def test_a_school_finds_no_page_of_messages(offices, path):
    assert staff_client(offices, SCHOOL).get(f"{LIST}{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 3),
        ("?view=all", 3),
        ("?view=delivered", 0),
        (f"?q={OURS}", 1),
        ("?q=1380000", 0),
        ("?template=login_code", 1),
        ("?from=2026-03-03&to=2026-03-03", 3),
        ("?from=2026-03-04", 0),
        ("?to=2026-03-02", 0),
    ],
)
def test_the_list_is_narrowed_by_state_template_phone_and_day(offices, asked, count):
    assert text(offices, CITY, f"{LIST}{asked}").count("138****") == count


def test_a_page_says_what_happened_and_why(offices):
    shown = text(offices, CITY, f"{LIST}/{id_of(offices)}")

    assert "服务商收下" in shown
    assert "回执：没有送到" in shown
    assert "MK:0004" in shown
    assert "电工班上午未签到，请在09:00前到考勤机刷脸。" in shown
    assert "secret" not in shown


def test_a_code_is_never_shown(offices):
    shown = text(offices, CITY, f"{LIST}/{id_of(offices, CODE)}")

    assert "验证码 {code}" in shown
    assert "987654" not in shown


def test_a_message_that_did_not_arrive_is_written_anew_by_name(offices):
    page = f"{LIST}/{id_of(offices)}"

    answer = fill_in(staff_client(offices, DISTRICT), page, page, minutes="60")

    assert answer.status_code == 303
    with offices.database.reading() as session:
        old, new = session.scalars(
            select(OutgoingMessage).where(OutgoingMessage.phone_index == OURS).order_by(OutgoingMessage.id)
        )
        assert (old.asked_by, old.state) == ("", MessageState.FAILED)
        assert (new.asked_by, new.state) == (DISTRICT, MessageState.CREATED)
        assert new.expires_at == offices.now + timedelta(minutes=60)


@pytest.mark.parametrize(
    ("phone", "minutes", "status", "said"),
    [
        (CODE, "60", 409, "验证码不能重发"),
        (OURS, "61", 422, "请选择多长时间内"),
        (OURS, "", 422, "请选择多长时间内"),
    ],
)
def test_what_is_not_to_be_sent_again_is_refused_in_words_without_a_command(
    offices, phone, minutes, status, said
):
    page = f"{LIST}/{id_of(offices, phone)}"

    answer = fill_in(staff_client(offices, CITY), page, page, minutes=minutes)

    assert (answer.status_code, said in answer.text, "chaban" in answer.text) == (status, True, False)


@pytest.mark.parametrize("who", [AUDITOR, OTHER_DISTRICT])
def test_who_may_not_send_again_finds_nothing_to_press(offices, who):
    page = f"{LIST}/{id_of(offices)}"

    assert staff_client(offices, who).post(page, data={"minutes": "60"}).status_code == 404


def test_a_paused_channel_is_told_and_goes_on_by_name(offices):
    with offices.database.writing() as session:
        until = offices.now + timedelta(minutes=5)
        session.add(SmsChannel(provider="twilio", failures=3, paused_until=until, reason="额度用完"))
    page = f"{LIST}/channels"
    client = staff_client(offices, CITY)
    before = client.get(LIST).text

    answer = fill_in(client, page, page)

    assert "短信通道 twilio 暂停中：额度用完" in before
    assert answer.status_code == 303
    assert "暂停中" not in client.get(LIST).text
    with offices.database.reading() as session:
        kept = session.scalars(select(ChannelResumption)).one()
        assert (kept.provider, kept.resumed_by, kept.resumed_at) == ("twilio", CITY, offices.now)


@pytest.mark.parametrize("who", [DISTRICT, AUDITOR])
def test_only_the_city_lets_a_channel_go_on(offices, who):
    assert staff_client(offices, who).post(f"{LIST}/channels").status_code == 404


@pytest.mark.parametrize(
    ("who", "first", "last", "rows"),
    [
        (CITY, "2026-03-03", "2026-03-03", {"昆都仑区", "青山区", "不分旗县区"}),
        (CITY, "2026-03-01", "2026-03-02", set()),
        (CITY, "2026-03-04", "2026-03-05", set()),
        (DISTRICT, "2026-03-01", "2026-03-31", {"昆都仑区"}),
        (CITY, "2026-03-05", "2026-03-01", {"昆都仑区", "青山区", "不分旗县区"}),
        (CITY, "gestern", "", {"昆都仑区", "青山区", "不分旗县区"}),
    ],
)
def test_costs_are_told_by_district_and_day(offices, who, first, last, rows):
    shown = text(offices, who, f"{LIST}/costs?first={first}&last={last}")

    table = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    assert {each for each in ("昆都仑区", "青山区", "不分旗县区") if each in table} == rows


def test_every_template_is_shown_as_it_is_sent_and_as_it_is_reported(offices):
    shown = text(offices, CITY, f"{LIST}/templates")

    assert all(f">{key}<" in shown for key in CATALOGUE)
    assert "${class_short_name}${half_day}未签到" in shown
    assert "${link}" not in shown


def test_list_and_message_ask_as_often_for_many_messages_as_for_few(offices):
    def figures() -> list[object]:
        client, found = staff_client(offices, CITY), []
        for path in ("", f"/{id_of(offices)}", "/costs"):
            with counted(offices.database) as tally:
                assert client.get(f"{LIST}{path}").status_code == 200
            found.append(tally.figures)
        return found

    few = figures()
    with offices.database.writing() as session:
        for number in range(30):
            a_message(session, str(13900000000 + number), "青山区")

    assert figures() == few


def test_the_list_is_a_look_and_a_file_of_it_has_what_is_filtered(offices):
    client = staff_client(offices, CITY)
    client.get(f"{LIST}?q={OURS}")

    lines = client.get(f"{LIST}/list.csv?template=login_code").data.decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert "验证码,138****0003,不分旗县区,失败,MK:0004" in lines[1]
    with offices.database.reading() as session:
        found = [(each.what, each.subject) for each in list_looks(session, Wanted())]
    assert found == [("短信", f"{LIST}/list.csv"), ("短信", LIST)]


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 200), (DISTRICT, 200), (SCHOOL, 200), (OTHER_DISTRICT, 404), (AUDITOR, 404)]
)
def test_who_would_be_reminded_now_is_told_and_nothing_is_written(offices, who, status):
    with offices.database.reading() as session:
        own = session.scalars(
            select(TrainingClass.public_id).where(TrainingClass.class_number == "BT-1")
        ).one()
    offices.now = at(TUESDAY, "08:50")

    answer = staff_client(offices, who).get(f"/desk/classes/{own}/reminders")

    assert answer.status_code == status
    if status == 200:
        assert "该提醒的" in answer.text
        assert re.search(r"不提醒的，为什么", answer.text)
    with offices.database.reading() as session:
        assert len(session.scalars(select(OutgoingMessage)).all()) == 3


def test_whoever_missed_a_punch_stands_there_with_the_words(bare):
    with bare.database.writing() as session:
        register_staff(session)
        own = a_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "王芳", OURS), "1")
        absent = a_trainee(session, "李强", THEIRS)
        an_enrolment(session, own, absent, "2")
        verify_by_code(session, absent, now=at(MONDAY, "06:00"))
        punches(session, own, MONDAY, ["08:20"])
        address = f"/desk/classes/{own.public_id}/reminders"
    bare.now = at(MONDAY, "08:36")

    shown = text(bare, CITY, address)

    assert "李强" in shown.partition("不提醒的")[0]
    assert "上午未签到，请在" in shown
