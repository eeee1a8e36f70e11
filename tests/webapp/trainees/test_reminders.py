"""The link of a reminder opens the day for its trainee and tells others nothing; reminders can be refused."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at, punches
from tests.webapp.conftest import PHONE, TUESDAY
from tests.webapp.trainees.test_trainee import own_address, text
from training.attendance.acts.write_reminders import write_reminders
from training.attendance.views.plan_reminders import plan_reminders
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.rules.short_links import ShortLinks
from training.people.acts.note_opt_out import note_opt_out
from training.people.acts.verify_by_code import verify_by_code
from training.people.views.reachable import opted_out
from training.privacy.rules.purposes import NOTICE_VERSION
from training.records.outbox.messages import OutgoingMessage

TOKEN = "kT3-x_9QbZw"


@pytest.fixture
def reminded(world):
    """Tuesday 12:15: 王芳 was not seen leaving (赵小明 was), and is written to."""
    world.now = at(TUESDAY, "12:15")
    with world.database.writing() as session:
        own = find_class(session, "BT-1")
        punches(session, own, TUESDAY, ["08:21", "11:35"], number="3")
        trainee = find_enrolment(session, own, "王芳").trainee
        verify_by_code(session, trainee, now=at(MONDAY, "06:00"))
    with world.database.reading() as session:
        plan = plan_reminders(session, world.now)
    with world.database.writing() as session:
        links = ShortLinks("https://chaban.example", lambda: TOKEN)
        assert write_reminders(session, plan, links, now=world.now) == 1
    return world


def test_the_link_opens_the_day_for_its_trainee(reminded):
    answer = reminded.signed_in().get(f"/t/{TOKEN}")

    assert (answer.status_code, answer.location) == (303, f"{own_address(reminded)}/days/{TUESDAY}")


def test_who_is_not_signed_in_signs_in_and_is_then_at_the_day(reminded):
    client = reminded.client()

    asked = client.get(f"/t/{TOKEN}")
    assert (asked.status_code, asked.location) == (303, "/sign-in")
    client.post("/sign-in", data={"phone": PHONE})
    entered = client.post("/sign-in/code", data={"code": reminded.code_of_last_message()})

    assert entered.location == f"/t/{TOKEN}"
    assert "知道了" in text(client.get(entered.location, follow_redirects=True))
    page = text(client.post("/privacy", data={"version": NOTICE_VERSION}, follow_redirects=True))
    assert "3月3日 周二" in page
    assert "上午签退 现在可打，12:30 截止" in page


def test_the_way_is_taken_once(reminded):
    client = reminded.client()
    client.get(f"/t/{TOKEN}")
    client.post("/sign-in", data={"phone": PHONE})
    client.post("/sign-in/code", data={"code": reminded.code_of_last_message()})
    client.post("/sign-out")
    reminded.pass_by(minutes=2)

    client.post("/sign-in", data={"phone": PHONE})
    entered = client.post("/sign-in/code", data={"code": reminded.code_of_last_message()})

    assert entered.location == "/"


def test_whoever_else_holds_the_link_learns_nothing_from_it(reminded):
    stranger, nobody = reminded.signed_in("13800000002"), reminded.client()

    assert stranger.get(f"/t/{TOKEN}").location == "/"
    for answer in (stranger.get(f"/t/{TOKEN}"), nobody.get(f"/t/{TOKEN}")):
        assert own_address(reminded) not in answer.get_data(as_text=True) + answer.location
        assert "王" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("token", ["nothing", TOKEN.lower(), "x" * 300])
def test_a_link_that_never_was_one_looks_like_one_that_is_too_old(reminded, token):
    unknown = reminded.client().get(f"/t/{token}")
    reminded.now = at(date(2026, 3, 10), "11:30")
    too_old = reminded.client().get(f"/t/{TOKEN}")

    assert (unknown.status_code, too_old.status_code) == (410, 410)
    assert unknown.get_data(as_text=True).replace(token, "") == too_old.get_data(as_text=True)
    assert "请用手机号登录，在首页查看。" in unknown.get_data(as_text=True)


def test_a_family_member_who_shares_the_phone_still_chooses_who_they_are(reminded):
    client = reminded.client()
    client.get(f"/t/{TOKEN}")
    client.post("/sign-in", data={"phone": "13800000003"})

    chosen = client.post("/sign-in/code", data={"code": reminded.code_of_last_message()})

    assert chosen.location == "/sign-in/person"


def trainee_of(world, name: str = "王芳") -> int:
    with world.database.reading() as session:
        return find_enrolment(session, find_class(session, "BT-1"), name).trainee_id


def a_refused_message(session) -> OutgoingMessage:
    """To the number of 王芳."""
    draft = MessageDraft("missing_in", {}, PHONE, "m1", at(date(2026, 3, 3), "11:00"))
    write_message(session, draft, now=at(date(2026, 3, 3), "10:00"))
    return session.scalars(select(OutgoingMessage).where(OutgoingMessage.dedupe_key == "m1")).one()


def is_out(world) -> bool:
    with world.database.reading() as session:
        return opted_out(session, trainee_of(world))


def test_a_trainee_can_refuse_reminders_and_want_them_again(world):
    client = world.signed_in()
    assert "✓ 会收到提醒 发到 138****0001。" in text(client.get("/reminders"))

    for _ in range(2):
        assert client.post("/reminders", data={"choice": "out"}).location == "/reminders"
    assert is_out(world)
    assert "已退订，不再收到提醒" in text(client.get("/reminders"))

    client.post("/reminders", data={"choice": "in"})
    assert not is_out(world)
    assert "会收到提醒" in text(client.get("/reminders"))


def test_a_trainee_whose_number_the_provider_calls_opted_out_reads_why_and_can_return(world):
    with world.database.writing() as session:
        assert note_opt_out(session, a_refused_message(session), now=world.now) == 1
    client = world.signed_in()

    said = text(client.get("/reminders"))
    assert "短信服务商告知：这个号码已退订。没有退订过，点“恢复短信提醒”" in said

    client.post("/reminders", data={"choice": "in"})
    assert not is_out(world)
    assert "短信服务商告知" not in text(client.get("/reminders"))


def test_the_home_leads_there(world):
    assert 'href="/reminders"' in world.signed_in().get("/").get_data(as_text=True)


@pytest.mark.parametrize("choice", ["", "maybe"])
def test_what_is_no_choice_is_a_bad_request(world, choice):
    assert world.signed_in().post("/reminders", data={"choice": choice}).status_code == 400
    assert not is_out(world)


def test_whoever_is_not_signed_in_chooses_nothing(world):
    assert world.client().get("/reminders").location == "/sign-in"
    assert world.client().post("/reminders", data={"choice": "out"}).location == "/sign-in"


def test_a_choice_without_the_pages_own_token_is_refused(world):
    client = world.signed_in()
    world.app.config["WTF_CSRF_ENABLED"] = True

    assert client.post("/reminders", data={"choice": "out"}).status_code == 400
    assert not is_out(world)
