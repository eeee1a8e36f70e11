"""Signing in on a phone: the same answer for everybody, no personal data where it can be seen."""

import re

import pytest
from sqlalchemy import func, select

from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import PHONE
from tests.webapp.filling import read_notice
from training.notice.terms import Role
from training.privacy.rules.purposes import NOTICE_VERSION
from training.records.people.sign_in import LoginCode, SignOut
from training.staff.acts.add_staff import add_staff


def text(answer) -> str:
    return answer.get_data(as_text=True)


def ask(client, phone: str = PHONE):
    return client.post("/sign-in", data={"phone": phone})


def test_the_journey_from_phone_to_hours_and_out_again(world):
    client = world.client()

    assert client.get("/").headers["Location"] == "/sign-in"
    assert ask(client, " 138 0000 0001 ").headers["Location"] == "/sign-in/code"
    assert "138****0001" in text(client.get("/sign-in/code"))
    entered = client.post("/sign-in/code", data={"code": world.code_of_last_message()})
    assert entered.headers["Location"] == "/"
    assert read_notice(client).location == "/"
    assert "王*" in text(client.get("/"))
    left = client.post("/sign-out")
    assert left.headers["Location"] == "/sign-in?left=1"
    assert "已退出登录" in text(client.get("/sign-in?left=1"))
    assert client.get("/").headers["Location"] == "/sign-in"


def test_a_code_may_be_typed_wide_and_spaced(world):
    client = world.client()
    ask(client)
    code = world.code_of_last_message()
    wide = " ".join(chr(0xFF10 + int(digit)) for digit in code)

    assert client.post("/sign-in/code", data={"code": wide}).headers["Location"] == "/"


def test_known_and_unknown_phones_are_answered_alike(world):
    pages = []
    for phone in (PHONE, "13900000009"):
        client = world.client()
        asked = ask(client, phone)
        tried = client.post("/sign-in/code", data={"code": "000000"})
        again = ask(client, phone)
        for answer in (asked, client.get("/sign-in/code"), tried, again):
            plain = re.sub(r"1\d\d\*{4}\d{4}|1[38]\d{9}", "", text(answer))
            plain = re.sub(r'name="csrf_token" value="[^"]*"', "", plain)
            pages.append((phone, answer.status_code, plain))

    half = len(pages) // 2
    assert [page[1:] for page in pages[:half]] == [page[1:] for page in pages[half:]]


@pytest.mark.parametrize("phone", ["", "123", "0472-5555555", "<b>"])
def test_what_is_no_phone_is_told_at_the_field_and_keeps_what_was_typed(world, phone):
    answer = ask(world.client(), phone)

    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert "<b>" not in text(answer).replace("<b>A+</b>", "")


def test_a_second_code_within_a_minute_is_refused_with_when_to_come_back(world):
    client = world.client()
    ask(client)
    world.pass_by(seconds=20)

    answer = ask(client)

    assert answer.status_code == 429
    assert "40 秒后" in text(answer)
    assert answer.headers["Retry-After"] == "41"
    assert "我已收到验证码" in text(answer)


def test_another_code_can_be_had_without_typing_the_phone_again(world):
    client = world.client()
    ask(client)
    first = world.code_of_last_message()
    world.pass_by(minutes=1)

    assert client.post("/sign-in/code/again").headers["Location"] == "/sign-in/code"

    assert (
        client.post("/sign-in/code", data={"code": world.code_of_last_message()}).headers["Location"] == "/"
    )
    assert first


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef"])
def test_what_cannot_be_a_code_costs_no_try(world, code):
    client = world.client()
    ask(client)
    for _ in range(6):
        assert client.post("/sign-in/code", data={"code": code}).status_code == 422

    assert client.post("/sign-in/code", data={"code": world.code_of_last_message()}).status_code == 303


def test_after_five_wrong_codes_the_right_one_is_dead(world):
    client = world.client()
    ask(client)
    right = world.code_of_last_message()
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    statuses = [client.post("/sign-in/code", data={"code": wrong}).status_code for _ in range(5)]

    answer = client.post("/sign-in/code", data={"code": right})

    assert statuses == [422] * 5
    assert answer.status_code == 429
    assert "重新获取" in text(answer)


def test_a_family_chooses_by_name(world):
    client = world.client()
    ask(client, "13800000003")
    proved = client.post("/sign-in/code", data={"code": world.code_of_last_message()})
    assert proved.headers["Location"] == "/sign-in/person"
    page = text(client.get("/sign-in/person"))
    people = dict(re.findall(r'value="([0-9a-f-]{36})">(\S+?)<', page))
    assert list(people.values()) == ["赵小明", "赵小红"]

    second = next(public_id for public_id, name in people.items() if name == "赵小红")
    assert client.post("/sign-in/person", data={"person": second}).headers["Location"] == "/"

    read_notice(client)
    assert "赵*红" in text(client.get("/"))


def test_nobody_is_chosen_without_a_proof_or_with_another_familys(world):
    stranger = world.client()
    assert stranger.post("/sign-in/person", data={"person": "x"}).headers["Location"] == "/sign-in"
    assert stranger.get("/sign-in/person").headers["Location"] == "/sign-in"

    client = world.client()
    ask(client, "13800000003")
    client.post("/sign-in/code", data={"code": world.code_of_last_message()})
    answer = client.post("/sign-in/person", data={"person": "00000000-0000-4000-8000-000000000000"})

    assert answer.status_code == 404


def test_the_phone_is_in_no_address_and_in_no_cookie(world):
    client = world.client()

    asked = ask(client)

    assert PHONE not in asked.headers["Location"]
    cookie = client.get_cookie("chaban")
    assert cookie is not None
    assert PHONE not in cookie.value
    with client.session_transaction() as session:
        assert PHONE not in str(dict(session))


def test_a_session_planted_before_the_sign_in_does_not_survive_it(world):
    client = world.client()
    with client.session_transaction() as session:
        session["planted"] = "by somebody"
    ask(client)
    client.post("/sign-in/code", data={"code": world.code_of_last_message()})

    with client.session_transaction() as session:
        assert set(session) == {"token", "_permanent"}


def test_a_signed_out_token_opens_nothing_even_if_the_cookie_was_copied(world):
    client, copied = world.signed_in(), world.client()
    with client.session_transaction() as session:
        token = session["token"]
    with copied.session_transaction() as session:
        session.update(token=token, notice=NOTICE_VERSION)
    assert copied.get("/").status_code == 200

    client.post("/sign-out")

    assert copied.get("/").status_code == 303
    with world.database.reading() as rows:
        assert rows.scalar(select(func.count()).select_from(SignOut)) == 1


def test_whoever_signs_in_ends_the_session_of_whoever_was_in_before_on_that_browser(world):
    client, copied = world.signed_in("13800000002"), world.client()
    _copy_cookie(client, copied)

    ask(client)
    client.post("/sign-in/code", data={"code": world.code_of_last_message()})
    read_notice(client)

    assert "王*" in text(client.get("/"))
    assert copied.get("/").headers["Location"] == "/sign-in"


@pytest.mark.parametrize("way", ["in", "out"])
def test_a_trainee_who_signs_in_or_out_ends_a_session_of_staff_on_that_browser(way, world):
    with world.database.writing() as rows:
        add_staff(rows, "市局", Role.CITY, None, None, now=world.now)
    client, copied = staff_client(world, "市局"), world.client()
    _copy_cookie(client, copied)
    assert copied.get("/desk").status_code == 200

    if way == "in":
        ask(client)
        client.post("/sign-in/code", data={"code": world.code_of_last_message()})
    else:
        client.post("/sign-out")

    assert [each.get("/desk").headers["Location"] for each in (client, copied)] == ["/desk/enter"] * 2


def _copy_cookie(own, other) -> None:
    with own.session_transaction() as session, other.session_transaction() as copied:
        copied.update(session)


def test_an_address_asks_only_so_often_whatever_it_claims_to_be(world):
    for place in range(100):
        headers = {"X-Forwarded-For": f"10.1.1.{place}"}
        world.client().post("/sign-in", data={"phone": str(13700000000 + place)}, headers=headers)

    answer = ask(world.client())

    assert answer.status_code == 429
    with world.database.reading() as rows:
        assert rows.scalar(select(func.count()).select_from(LoginCode)) == 100


def test_who_is_signed_in_already_goes_home(world):
    assert world.signed_in().get("/sign-in").headers["Location"] == "/"
