"""R14, R56: the district and the school work the queue off on the desk; everybody sees who said what."""

from datetime import date
from io import BytesIO

import pytest

from tests.factories import at
from tests.pdfs import a_pdf
from tests.training.follow_ups.following import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    EMPLOYED,
    SCHOOL,
    SEEKING,
    Following,
    following,
)
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import World
from tests.webapp.filling import hidden_fields

DESK = "/desk/follow-ups"
FIRST = date(2026, 10, 20)
SAID = {
    "status": "就业",
    "employer": "鹿城餐饮",
    "since": "2026-10-01",
    "job": "厨师",
    "asked_on": "2026-10-20",
    "then": "next",
}


@pytest.fixture
def follow(bare: World) -> Following:
    made = following(bare.database)
    bare.now = made.now
    return made


def has(seen: str, *parts: str) -> bool:
    return all(each in seen for each in parts)


def page_of(follow: Following, name: str = "王芳", after_days: int = 30) -> str:
    return f"{DESK}/{follow.see(name, after_days).public_id}"


def send(client, page: str, **fields: object):
    data = {**hidden_of(client, page), **SAID, **fields}
    return client.post(page, data=data, content_type="multipart/form-data")


def hidden_of(client, page: str) -> dict[str, str]:
    """Of the form of the page; of one that has none, nothing."""
    shown = client.get(page).get_data(as_text=True)
    return hidden_fields(client, page, page) if f'action="{page}"' in shown else {}


@pytest.mark.parametrize("who", [CITY, DISTRICT, SCHOOL])
def test_offices_and_the_own_school_see_who_is_to_be_asked(bare, follow, who):
    seen = words(staff_client(bare, who).get(DESK))

    assert has(seen, "王芳", "㛃䶮𬭩", "待回访 2", "未到期 4")
    assert "李丽" not in seen


def test_an_auditor_sees_masked_names_and_numbers_and_no_form(bare, follow):
    follow.answer(EMPLOYED)
    auditor = staff_client(bare, AUDITOR)

    seen = words(auditor.get(f"{DESK}?state=answered"))
    one = auditor.get(page_of(follow)).get_data(as_text=True)

    assert "王芳" not in seen
    assert "王*" in seen
    for hidden in ("王芳", "13800000001", "鹿城餐饮", "tel:", "登记回访"):
        assert hidden not in one
    assert "就业 · 电话" in one


def test_another_district_finds_nothing(bare, follow):
    other = staff_client(bare, ELSEWHERE)

    assert "没有待回访的" in words(other.get(DESK))
    assert other.get(page_of(follow)).status_code == 404
    assert other.post(page_of(follow), data=SAID).status_code == 404


@pytest.mark.parametrize("who", [CITY, AUDITOR])
def test_the_city_and_auditors_answer_for_nobody(bare, follow, who):
    assert staff_client(bare, who).post(page_of(follow), data=SAID).status_code == 404
    assert follow.answers() == []


def test_what_is_saved_leads_to_the_next_one_in_the_queue(bare, follow):
    district = staff_client(bare, DISTRICT)

    answer = send(district, page_of(follow))

    assert (answer.status_code, answer.location) == (303, f"{page_of(follow, '㛃䶮𬭩')}?said=yes")
    assert follow.answers() == [(1, "就业", "电话")]
    last = send(district, page_of(follow, "㛃䶮𬭩"))
    assert last.location == DESK


def test_what_a_school_says_is_marked_as_that_and_writes_over_nothing(bare, follow):
    follow.say(SEEKING)
    send(staff_client(bare, SCHOOL), page_of(follow), then="stay")

    seen = words(staff_client(bare, DISTRICT).get(page_of(follow)))
    assert has(seen, "就业 · 机构", "未就业 · 本人", "以后又有回答")


def test_the_same_form_sent_twice_is_one_answer(bare, follow):
    district, page = staff_client(bare, DISTRICT), page_of(follow)
    data = {**hidden_of(district, page), **SAID}

    for _ in range(2):
        assert district.post(page, data=data).status_code == 303

    assert len(follow.answers()) == 1


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"status": ""}, 422, "请先选就业状态"),
        ({"status": "退休"}, 422, "请先选就业状态"),
        ({"employer": " "}, 422, "单位名称"),
        ({"since": ""}, 422, "起始日期"),
        ({"since": "昨天"}, 422, "起始日期不是日期"),
        ({"since": "2026-10-21"}, 422, "2026-10-21"),
        ({"asked_on": "2026-10-19"}, 422, "2026-10-19"),
        ({"credit_code": "91110000600037341X"}, 422, "统一社会信用代码"),
        ({"note": "长" * 256}, 422, "256 个字"),
    ],
)
def test_bad_input_is_refused_with_what_was_typed_still_there(bare, follow, fields, status, why):
    answer = send(staff_client(bare, DISTRICT), page_of(follow), **fields)

    assert answer.status_code == status
    seen = answer.get_data(as_text=True)
    assert has(seen, why, 'value="厨师"')
    assert follow.answers() == []


def test_a_step_that_is_not_due_has_no_form(bare, follow):
    page = page_of(follow, after_days=90)
    district = staff_client(bare, DISTRICT)

    assert "2026-12-19 起可以登记" in words(district.get(page))
    assert send(district, page, asked_on="2026-10-20").status_code == 409


def test_whoever_is_on_no_list_any_more_is_asked_no_more(bare, follow):
    with bare.database.writing() as session:
        own = follow.step(session)
        own.dropped_at = follow.now
    bare.now = at(date(2026, 10, 21), "09:00")

    district = staff_client(bare, DISTRICT)

    assert "已不在合格人员名单上" in words(district.get(page_of(follow)))
    assert "王芳" not in words(district.get(DESK))
    assert send(district, page_of(follow)).status_code == 409


def test_a_proof_is_kept_sealed_and_taken_away_and_one_for_two_is_pointed_out(bare, follow):
    district = staff_client(bare, DISTRICT)
    for name in ("王芳", "㛃䶮𬭩"):
        paper = (BytesIO(a_pdf()), "合同.pdf")
        assert send(district, page_of(follow, name), files=paper).status_code == 303

    seen = words(district.get(page_of(follow)))
    assert "同一份佐证用了 2 次" in seen
    proof = follow.see().answers[0].proof
    address = f"{DESK}/proofs/{proof.public_id}"
    assert district.get(address).data == a_pdf()
    assert staff_client(bare, ELSEWHERE).get(address).status_code == 404
    assert staff_client(bare, AUDITOR).get(address).status_code == 404


def test_a_program_called_photo_is_no_proof(bare, follow):
    program = (BytesIO(b"MZ" + bytes(200)), "合同.jpg")

    answer = send(staff_client(bare, DISTRICT), page_of(follow), files=program)

    assert answer.status_code == 422
    assert follow.answers() == []


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 10, 19), "coming"),
        (FIRST, "due"),
        (date(2026, 11, 19), "due"),
        (date(2026, 11, 20), "overdue"),
    ],
)
def test_a_step_is_due_on_its_day_and_past_after_thirty_more(bare, follow, day, state):
    bare.now = at(day, "09:00")
    district = staff_client(bare, DISTRICT)

    for each in ("coming", "due", "overdue"):
        listed = f"{follow.see().public_id}" in district.get(f"{DESK}?state={each}").get_data(as_text=True)
        assert listed is (each == state)


def test_a_class_has_its_own_view_and_an_address_of_nothing_is_not_found(bare, follow):
    district = staff_client(bare, DISTRICT)
    own = follow.see().enrolment.training_class.public_id

    assert "王芳" in words(district.get(f"{DESK}?class={own}"))
    for wrong in ("?class=x", "?class=00000000-0000-0000-0000-000000000000", "?state=x"):
        assert district.get(f"{DESK}{wrong}").status_code == 404
    assert "已回到第一页" in words(district.get(f"{DESK}?at=nowhere"))
