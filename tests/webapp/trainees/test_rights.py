"""A trainee takes a copy of the own data, asks for something about it, and reads the answer."""

import json
import re

from sqlalchemy import func, select

from tests.training.checks.checking import DISTRICT, OTHER_DISTRICT, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.trainees.test_trainee import text
from training.privacy.acts.take_copy import MOST_A_DAY
from training.records.people.copies import DataCopy
from training.records.people.looks import DataLook

ASKED = {"kind": "删除", "text": "请删除我的手机号"}


def test_the_copy_is_a_file_of_json_for_the_own_eyes_and_no_look_of_the_office(world):
    answer = world.signed_in().post("/me/rights/copy")

    assert (answer.status_code, answer.content_type) == (200, "application/json; charset=utf-8")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer.headers["Cache-Control"]
    said = answer.get_data(as_text=True)
    assert json.loads(said)["data"]["person"][0]["name"] == "王芳"
    assert not [name for name in ("李强", "赵小明", "赵小红") if name in said]
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DataLook)) == 0


def test_a_few_a_day_and_then_the_page_says_why_not(world):
    client = world.signed_in()
    taken = [client.post("/me/rights/copy").status_code for _ in range(MOST_A_DAY)]

    refused = client.post("/me/rights/copy")

    assert taken == [200] * MOST_A_DAY
    assert refused.status_code == 429
    assert f"一天最多下载 {MOST_A_DAY} 次" in refused.get_data(as_text=True)


def test_a_code_that_was_sent_is_not_in_the_copy(world):
    client = world.signed_in()
    client.post("/me/phone", data={"phone": "13900000009"})

    copied = json.loads(client.post("/me/rights/copy").get_data(as_text=True))

    assert copied["data"]["messages"]
    assert [
        each["parameters"] for each in copied["data"]["messages"] if "code" in (each["parameters"] or {})
    ] == []
    assert world.code_of_last_message() not in json.dumps(copied["data"]["messages"])


def test_whoever_is_not_signed_in_gets_nothing(world):
    for path in ("/me/rights/copy", "/me/rights/requests"):
        assert world.client().post(path, data=ASKED).status_code == 303
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DataCopy)) == 0


def test_a_request_is_asked_on_one_page_and_answered_on_another(world):
    with world.database.writing() as session:
        register_staff(session)
    client, staff = world.signed_in(), staff_client(world, DISTRICT)
    assert client.post("/me/rights/requests", data=ASKED).headers["Location"] == "/me/rights?done=request"
    waiting = text(client.get("/me/rights"))
    assert "2026-0001 删除 待答复" in waiting
    assert "最晚 2026-03-24 答复" in waiting
    listed = staff.get("/desk/requests").get_data(as_text=True)
    address = re.search(r'"(/desk/requests/[0-9a-f-]{36})"', listed)
    assert address is not None

    answer = {"decision": "不予办理", "text": "保存期内不能删除。"}
    assert staff.post(address[1], data=answer).status_code == 303

    page = text(client.get("/me/rights"))
    assert "2026-0001 删除 不予办理" in page
    assert "答复：保存期内不能删除。" in page
    assert "2026-03-03提出，2026-03-03 已答复" in page
    assert "最晚" not in page
    assert staff.post(address[1], data=answer).status_code == 409
    assert address[1] not in staff_client(world, OTHER_DISTRICT).get("/desk/requests").get_data(as_text=True)


def test_a_request_without_words_is_told_and_what_was_chosen_stays(world):
    answer = world.signed_in().post("/me/rights/requests", data={"kind": "删除", "text": " "})

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "申请要写明原因" in page
    assert "<option selected>删除" in page


def test_my_page_leads_to_both(world):
    page = world.signed_in().get("/me").get_data(as_text=True)

    assert 'action="/me/rights/copy"' in page
    assert 'href="/me/rights"' in page
