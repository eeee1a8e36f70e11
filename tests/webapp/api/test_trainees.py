"""A trainee's own app: sign in, progress and days by the JSON API, problems as problem details (RFC 9457)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories import a_trainee, an_enrolment, at, punches
from tests.webapp.conftest import PHONE, TUESDAY
from training.classes.views.find_class import find_class
from training.notice.terms import ClassKind

FAMILY_PHONE = "13800000003"


def ask_for_code(world, phone=PHONE):
    return world.client().post("/api/v1/login-codes", json={"phone": phone})


def sign_in(world, code, phone=PHONE, **more):
    return world.client().post("/api/v1/sign-ins", json={"phone": phone, "code": code} | more)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def own(world):
    """王芳's app, signed in."""
    client = world.client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {world.token()}"
    return client


def test_a_code_by_sms_becomes_a_token(world):
    asked = ask_for_code(world)
    begun = sign_in(world, world.code_of_last_message())

    assert (asked.status_code, begun.status_code) == (202, 201)
    headers = bearer(begun.json["token"])
    [progress] = world.client().get("/api/v1/me/progress", headers=headers).json
    assert (progress["name"], progress["class_number"]) == ("王芳", "BT-1")


def test_the_answer_never_reveals_whether_a_number_is_known(world):
    known, unknown = ask_for_code(world), ask_for_code(world, "13811112222")

    assert (known.status_code, known.get_data()) == (unknown.status_code, unknown.get_data())


def test_a_second_code_within_a_minute_is_refused_and_says_when_to_come_back(world):
    ask_for_code(world)
    world.pass_by(seconds=20)
    again = ask_for_code(world)

    assert (again.status_code, again.mimetype) == (429, "application/problem+json")
    assert 40 <= int(again.headers["Retry-After"]) <= 41


@pytest.mark.parametrize("phone", ["1380000000", "03772123456", "x" * 20, ""])
def test_what_is_no_mobile_number_is_refused(world, phone):
    refused = ask_for_code(world, phone)

    assert (refused.status_code, refused.json["status"]) == (422, 422)


def test_a_wrong_code_is_refused_and_the_fifth_ends_the_code(world):
    ask_for_code(world)
    right = world.code_of_last_message()
    wrong = "000000" if right != "000000" else "111111"

    assert [sign_in(world, wrong).status_code for _ in range(5)] == [422] * 5
    assert sign_in(world, right).status_code in (422, 429)


def test_several_trainees_on_one_phone_choose_by_name(world):
    ask_for_code(world, FAMILY_PHONE)
    code = world.code_of_last_message()

    asked = sign_in(world, code, FAMILY_PHONE)
    assert (asked.status_code, asked.mimetype) == (409, "application/problem+json")
    people = {each["name"]: each["person"] for each in asked.json["people"]}
    assert set(people) == {"赵小明", "赵小红"}

    begun = sign_in(world, code, FAMILY_PHONE, person=people["赵小红"])
    [progress] = world.client().get("/api/v1/me/progress", headers=bearer(begun.json["token"])).json
    assert progress["name"] == "赵小红"


def test_nobody_signs_in_as_a_person_of_another_phone(world):
    ask_for_code(world, FAMILY_PHONE)

    assert sign_in(world, world.code_of_last_message(), FAMILY_PHONE, person=str(uuid4())).status_code == 404


def test_progress_is_in_class_hours(own):
    [progress] = own.get("/api/v1/me/progress").json

    # 40 hours prescribed, 32 needed; Monday's 8 are earned, 32 may still come.
    numbers = {name: value for name, value in progress.items() if name.endswith("_hours")}
    assert numbers == {
        "credited_hours": 8,
        "prescribed_hours": 40,
        "needed_hours": 32,
        "to_come_hours": 32,
        "may_miss_hours": 8,
    }


def test_where_hours_do_not_decide_nothing_is_needed_and_nothing_can_be_missed(world, own):
    with world.database.writing() as session:
        find_class(session, "BT-1").kind = ClassKind.STARTUP

    [progress] = own.get("/api/v1/me/progress").json

    assert progress["state"] == "按创业培训规定"
    assert (progress["needed_hours"], progress["may_miss_hours"]) == (None, None)


def test_unchanged_progress_costs_no_bytes_and_a_punch_changes_it(world, own):
    first = own.get("/api/v1/me/progress")
    known = {"If-None-Match": first.headers["ETag"]}

    unchanged = own.get("/api/v1/me/progress", headers=known)
    assert (unchanged.status_code, unchanged.get_data()) == (304, b"")

    with world.database.writing() as session:
        punches(session, find_class(session, "BT-1"), TUESDAY, ["11:40"])
    world.now = at(TUESDAY, "13:00")
    changed = own.get("/api/v1/me/progress", headers=known)
    assert (changed.status_code, changed.json[0]["credited_hours"]) == (200, 12)


def test_each_half_day_has_its_hours_its_punches_and_its_reason(own):
    [progress] = own.get("/api/v1/me/progress").json
    morning = own.get(f"/api/v1/me/classes/{progress['id']}/days").json[0]

    assert (morning["held_on"], morning["half_day"], morning["credited_hours"]) == ("2026-03-02", "上午", 4)
    assert (morning["is_open"], len(morning["punches"])) == (False, 2)
    assert "记 4 课时" in morning["reason"]


def test_a_class_that_is_not_yours_is_not_found(world, own):
    with world.database.writing() as session:
        other = an_enrolment(
            session, find_class(session, "BT-2"), a_trainee(session, "孙丽", "13800000009"), "9"
        )
        foreign = other.public_id

    answers = [own.get(f"/api/v1/me/classes/{each}/days") for each in (foreign, uuid4())]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].json == answers[1].json


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer no-such-token"},
        {"Authorization": "Basic YTpi"},
    ],
)
def test_without_a_living_token_nothing_is_told(world, headers):
    refused = world.client().get("/api/v1/me/progress", headers=headers)

    assert (refused.status_code, refused.mimetype) == (401, "application/problem+json")
    assert refused.headers["WWW-Authenticate"].lower().startswith("bearer")


def test_the_cookie_of_the_pages_does_not_open_the_api(world):
    assert world.signed_in().get("/api/v1/me/progress").status_code == 401


def test_after_sign_out_the_token_is_dead(own):
    assert own.delete("/api/v1/sign-ins/current").status_code == 204
    assert own.get("/api/v1/me/progress").status_code == 401


def test_a_token_that_is_used_lasts_as_long_as_its_sign_in_said(world):
    ask_for_code(world)
    begun = sign_in(world, world.code_of_last_message()).json
    for _ in range(6):
        world.pass_by(days=2)
        assert world.client().get("/api/v1/me/progress", headers=bearer(begun["token"])).status_code == 200
    world.now = world.now.fromisoformat(begun["expires_at"]) - timedelta(seconds=1)
    assert world.client().get("/api/v1/me/progress", headers=bearer(begun["token"])).status_code == 200

    world.pass_by(seconds=1)
    assert world.client().get("/api/v1/me/progress", headers=bearer(begun["token"])).status_code == 401
