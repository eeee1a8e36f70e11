"""R14: the person answers in three taps, by the link of the SMS or signed in; the page knows nobody."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.builders import at_once
from tests.training.follow_ups.following import DISTRICT, EMPLOYED, SCHOOL, SELF, Following, following
from tests.webapp.checks.inspecting import words
from tests.webapp.conftest import World
from training.checks.rules.verifications import MOST_OF_ADDRESS
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.errors import NotFound
from training.follow_ups.acts.answer_by_person import Person, answer_by_person
from training.follow_ups.acts.ask_by_message import FollowUpLinks, ask_by_message
from training.follow_ups.rules.answers import Answer
from training.follow_ups.rules.links import token_digest
from training.follow_ups.terms import WorkStatus
from training.people.acts.opt_out import opt_out
from training.people.terms import VerifiedBy
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.records.people.reach import PhoneVerification

FIRST = date(2026, 10, 20)
LINKS = FollowUpLinks("https://cb.baotou.gov.cn/", lambda: "Xy7kQ2abcde")
LINK = "/follow-up/Xy7kQ2abcde"
EMPLOYER = {"status": "就业", "employer": "鹿城餐饮", "since": "2026-10-01"}


@pytest.fixture
def follow(bare: World) -> Following:
    """王芳 has a verified phone; nobody else."""
    made = following(bare.database)
    bare.now = made.now
    with bare.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        session.add(
            PhoneVerification(
                trainee_id=own.id,
                phone_index=own.phone,
                how=VerifiedBy.CODE,
                verified_by="",
                verified_at=at(date(2026, 9, 1), "09:00"),
            )
        )
    return made


def ask(follow: Following) -> int:
    with follow.database.writing() as session:
        return ask_by_message(session, LINKS, now=follow.now)


def tap(client, address: str = LINK, **typed: str):
    """With what the page before carried."""
    return client.post(address, data=typed)


def hidden(page: str) -> dict[str, str]:
    form = page.partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form))


def body(answer) -> str:
    """Without the footer, whose form says on which page it was."""
    return answer.get_data(as_text=True).partition("<main>")[2].partition("</main>")[0]


def test_an_sms_is_written_once_with_a_link_and_no_name(bare, follow):
    assert (ask(follow), ask(follow)) == (1, 0)

    with bare.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert message.parameters == (
            '{"class_short_name": "电工BT-1班", "link": "https://cb.baotou.gov.cn/f/Xy7kQ2abcde"}'
        )
        assert (message.due_at, message.expires_at) == (follow.now, at(FIRST, "19:00"))
    assert follow.see().token_digest == token_digest("Xy7kQ2abcde")


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2026, 10, 19), 0),
        (FIRST, 1),
        (date(2026, 10, 26), 1),
        (date(2026, 10, 27), 0),
    ],
)
def test_it_is_written_from_the_day_on_and_no_more_after_a_week(bare, follow, day, asked):
    assert ask(follow.on(day)) == asked


def test_it_waits_for_the_end_of_the_quiet_hours(bare, follow):
    ask(follow.on(FIRST, "06:00"))

    with bare.database.reading() as session:
        assert session.scalars(select(OutgoingMessage.due_at)).one() == at(FIRST, "07:00")


@pytest.mark.parametrize("who", [SCHOOL, DISTRICT])
def test_whatever_school_or_district_wrote_down_before_the_person_is_asked_and_both_answers_stay(
    bare, follow, who
):
    follow.answer(EMPLOYED, who)

    assert (ask(follow), ask(follow)) == (1, 0)
    with bare.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert reason_to_cancel(session, message, now=follow.now) is None
    assert tap(bare.client(), status="未就业", sure="yes").status_code == 303
    assert [each[1] for each in follow.answers()] == ["就业", "未就业"]


def test_whoever_has_said_it_already_gets_none(bare, follow):
    follow.say()
    follow.answer(EMPLOYED)

    assert ask(follow) == 0


def test_whoever_opted_out_gets_none(bare, follow):
    with bare.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        opt_out(session, own, asked_by="王芳", now=follow.now)

    assert ask(follow) == 0


def test_what_the_person_answered_meanwhile_is_not_sent(bare, follow):
    ask(follow)
    with bare.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert reason_to_cancel(session, message, now=follow.now) is None
    follow.say()
    with bare.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert reason_to_cancel(session, message, now=follow.now) == "本人已经回答，或者不用再回访"


def test_three_taps_are_an_answer_and_the_page_says_no_name(bare, follow):
    ask(follow)
    client = bare.client()

    assert client.get("/f/Xy7kQ2abcde").location == LINK
    first = client.get(LINK)
    second = tap(client, status="就业")
    third = tap(client, **EMPLOYER)
    last = tap(client, **hidden(third.get_data(as_text=True)))

    assert [each.status_code for each in (first, second, third, last)] == [200, 200, 200, 303]
    for page in (first, second, third):
        seen = page.get_data(as_text=True)
        assert "电工" in seen
        assert all(each not in seen for each in ("王芳", "王", "BT-1", "1380000", "包头市第一"))
        assert len(page.data) < 14 * 1024
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "收到了" in words(client.get(last.location))
    made = follow.see().answers[0]
    assert (made.status, made.employer, made.source) == ("就业", "鹿城餐饮", "本人")
    assert (made.since, made.asked_on, made.back_check_is_due) == (date(2026, 10, 1), FIRST, False)
    assert follow.see().token_digest is None


def test_who_has_no_work_needs_two_taps(bare, follow):
    ask(follow)
    client = bare.client()

    sure = tap(client, status="未就业").get_data(as_text=True)

    assert "这样对吗" in sure
    assert tap(client, **hidden(sure)).status_code == 303
    assert follow.answers() == [(1, "未就业", "本人")]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"status": "就业", "employer": " ", "since": "2026-10-01"}, "单位名称"),
        (
            {"status": "就业", "employer": "鹿城餐饮", "since": ""},
            "要写明起始日期；记不清是哪天的，写当月 1 日。",
        ),
        ({"status": "就业", "employer": "鹿城餐饮", "since": "2026-10-21"}, "2026-10-21"),
        ({"status": "就业", "employer": "鹿城餐饮", "since": "十月"}, "没有看懂"),
        ({"status": "自主创业", "employer": ""}, "店铺、企业的名称"),
    ],
)
def test_bad_input_is_refused_on_the_second_tap(bare, follow, typed, why):
    ask(follow)

    page = tap(bare.client(), **typed)

    assert page.status_code == 422
    assert why in page.get_data(as_text=True)
    assert follow.answers() == []


@pytest.mark.parametrize("status", ["联系不上", "退休", ""])
def test_nobody_says_of_himself_what_is_not_on_the_page(bare, follow, status):
    ask(follow)

    page = tap(bare.client(), status=status, sure="yes")

    assert "您现在做什么" in words(page)
    assert follow.answers() == []


def test_a_link_of_nobody_one_that_is_used_up_and_one_too_old_are_answered_alike(bare, follow):
    ask(follow)
    client = bare.client()
    nobody = client.get("/follow-up/Xy7kQ2abcdf")
    bare.now = at(date(2026, 11, 19), "23:59")
    assert client.get(LINK).status_code == 200
    bare.now = at(date(2026, 11, 20), "00:00")
    too_old = client.get(LINK)
    bare.now = follow.now
    tap(client, status="未就业", sure="yes")
    used_up = client.get(LINK)

    assert {each.status_code for each in (nobody, too_old, used_up)} == {404}
    assert len({body(each) for each in (nobody, too_old, used_up)}) == 1
    assert tap(client, status="就业", sure="yes").status_code == 404


def test_the_same_tap_twice_is_one_answer_and_thanked_for_twice(bare, follow):
    ask(follow)
    client = bare.client()
    said = hidden(tap(client, status="未就业").get_data(as_text=True))

    first, second = tap(client, **said), tap(client, **said)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert tap(client, **said | {"form_key": "another"}).status_code == 404


def test_whoever_guesses_links_is_stopped(bare, follow):
    client = bare.client()
    for number in range(MOST_OF_ADDRESS):
        assert client.get(f"/follow-up/guess-{number}").status_code == 404

    assert client.get("/follow-up/guess").status_code == 429


def test_a_link_survives_what_the_office_heard_and_the_persons_word_is_the_last(bare, follow):
    ask(follow)
    follow.answer(EMPLOYED)

    tap(bare.client(), status="未就业", sure="yes")

    assert follow.answers() == [(1, "就业", "电话"), (2, "未就业", "本人")]


def test_of_two_who_hold_the_link_only_one_uses_it_up(bare, follow):
    ask(follow)

    def say() -> object:
        with follow.database.writing() as session:
            said = Answer(WorkStatus.OUT_OF_WORK, FIRST)
            return answer_by_person(session, Person("Xy7kQ2abcde"), said, SELF, now=follow.now).ordinal

    assert set(map(str, at_once(say, say))) == {"1", str(NotFound)}


def test_whoever_is_signed_in_finds_it_under_todo_and_may_say_it_anew(bare, follow):
    client = bare.signed_in("13800000001")
    address = f"/me/follow-ups/{follow.see().public_id}"

    assert address in client.get("/").get_data(as_text=True)
    tap(client, address, status="未就业", sure="yes")
    assert address not in client.get("/").get_data(as_text=True)
    tap(client, address, **EMPLOYER, sure="yes")

    assert follow.answers() == [(1, "未就业", "本人"), (2, "就业", "本人")]


def test_nobody_says_it_for_another_person(bare, follow):
    other = bare.signed_in("13800000002")
    address = f"/me/follow-ups/{follow.see().public_id}"

    assert other.get(address).status_code == 404
    assert tap(other, address, status="未就业", sure="yes").status_code == 404
    assert follow.answers() == []
