"""R08, R17, R29: the city numbers on its page, the school hands over, two void; each sees what is the own."""

import re
from base64 import b64encode
from datetime import timedelta
from io import BytesIO

import pytest
from pikepdf import Pdf
from PIL import Image
from sqlalchemy import select

from tests.training.certificates.certified import (
    AFTER,
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    NO,
    SCHOOL,
    SECOND,
    YES,
    Numbers,
    a_numbered_world,
)
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import PHONE, World
from tests.webapp.filling import hidden_fields
from training.certificates.rules.handovers import Handover
from training.checks.rules.verifications import MOST_OF_ADDRESS
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.reviews import FilingReview
from training.results.acts.approve_list import ListDraft, approve_list
from training.staff.acts.issue_token import issue_token
from training.staff.views.find_staff import find_staff

DESK = "/desk/certificates"
UNKNOWN = "查不到这张证书"


@pytest.fixture
def world(bare: World) -> World:
    a_numbered_world(bare.database)
    bare.now = AFTER
    return bare


@pytest.fixture
def numbers(world: World) -> Numbers:
    made = Numbers(world.database)
    made.issue()
    return made


def class_page(world: World) -> str:
    with world.database.reading() as session:
        return f"{DESK}/classes/{session.query(TrainingClass.public_id).scalar()}"


def page_of(numbers: Numbers, number: str) -> str:
    with numbers.database.reading() as session:
        return f"{DESK}/{numbers.key_of(session, number)}"


def token_of(numbers: Numbers, number: str) -> str:
    with numbers.database.reading() as session:
        return session.query(Certificate.token).filter_by(number=number).scalar()


def a_picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (60, 40), "white").save(kept, "PNG")
    return kept.getvalue()


def test_what_holds_numbers_back_is_told_before_anybody_presses(world):
    with world.database.writing() as session:
        session.query(FilingReview).delete()

    page = staff_client(world, CITY).get(class_page(world)).text

    assert "现在不能派号" in page
    assert "备案复核现在是“未复核”" in page
    assert "/issue" not in page


def test_a_school_reads_that_its_list_waits_for_the_city(world):
    page = staff_client(world, SCHOOL).get(class_page(world)).text

    assert "等市级派号" in page
    assert "/issue" not in page


def test_the_city_finds_the_class_and_numbers_it_with_one_button(world):
    city, page = staff_client(world, CITY), class_page(world)
    assert f'href="{page}"' in city.get(DESK).text

    form = hidden_fields(city, page, f"{page}/issue")
    assert city.post(f"{page}/issue", data=form).location == page

    assert "150200 2026".replace(" ", "") in words(city.get(page))
    assert "名单上合格的学员都有编号了" in words(city.get(page))
    assert f'href="{page}"' not in city.get(DESK).text


def test_a_list_that_was_not_shown_is_not_numbered(world):
    city, page = staff_client(world, CITY), class_page(world)

    refused = city.post(f"{page}/issue", data={"seen": "0" * 64})

    assert (refused.status_code, "合格人员名单和打开时的不一样" in words(refused)) == (409, True)


@pytest.mark.parametrize(
    ("who", "sees", "issues", "prints"),
    [
        (DISTRICT, 200, 404, 200),
        (SCHOOL, 200, 404, 200),
        (AUDITOR, 200, 404, 404),
        (ELSEWHERE, 404, 404, 404),
    ],
)
def test_each_sees_and_prints_what_is_the_own_and_the_city_alone_numbers(
    world, numbers, who, sees, issues, prints
):
    client, page = staff_client(world, who), class_page(world)

    assert client.get(page).status_code == sees
    assert client.post(f"{page}/issue").status_code == issues
    assert client.get(f"{page}/certificates.pdf").status_code == prints
    assert client.get(f"{page}/handout.xlsx").status_code == prints


def test_an_auditor_reads_masked_names(world, numbers):
    page = words(staff_client(world, AUDITOR).get(class_page(world)))

    assert "王芳" not in page
    assert "王*" in page


def test_the_papers_of_a_class_are_one_file_with_a_page_each(world, numbers):
    answer = staff_client(world, SCHOOL).get(f"{class_page(world)}/certificates.pdf")

    with Pdf.open(BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == 2
    assert answer.content_type == "application/pdf"


def test_the_school_hands_over_with_a_signature_and_corrects_with_a_reason(world, numbers):
    (number, *_), school = numbers.numbers(), staff_client(world, SCHOOL)
    page = page_of(numbers, number)
    signed = "data:image/png;base64," + b64encode(a_picture()).decode()
    typed = {"handed_on": "2026-09-20", "who": "self", "signature": signed}

    form = hidden_fields(school, page, f"{page}/handover")
    assert school.post(f"{page}/handover", data=form | typed).status_code == 303
    assert "本人领取，签字" in words(school.get(page))
    again = hidden_fields(school, page, f"{page}/handover") | typed
    assert school.post(f"{page}/handover", data=again).status_code == 422
    other = {"who": "other", "receiver": "赵六", "relation": "配偶", "reason": "填错了"}
    assert school.post(f"{page}/handover", data=again | other | {"form_key": "2"}).status_code == 303

    assert "赵六（配偶）代领，签字；更正：填错了" in words(school.get(page))
    (picture, _) = re.findall(rf'href="({DESK}/handovers/[^"]+)"', school.get(page).text)
    assert school.get(picture).content_type == "image/jpeg"
    assert staff_client(world, ELSEWHERE).get(picture).status_code == 404


def test_without_a_signature_a_photo_is_needed_and_is_enough(world, numbers):
    (number, *_), school = numbers.numbers(), staff_client(world, SCHOOL)
    page = page_of(numbers, number)
    typed = {"seen": "0", "handed_on": "2026-09-20", "who": "self"}

    without = school.post(f"{page}/handover", data=typed)
    photo = {"photo": (BytesIO(a_picture()), "签收.png")}
    with_one = school.post(f"{page}/handover", data=typed | photo, content_type="multipart/form-data")

    assert (without.status_code, with_one.status_code) == (422, 303)


def test_one_asks_to_void_another_agrees_and_the_person_gets_the_next_number(world, numbers):
    old, last = numbers.numbers()
    page = page_of(numbers, old)
    city, second = staff_client(world, CITY), staff_client(world, SECOND)

    assert city.post(f"{page}/void", data={"reason": "姓名印错", "again": "yes"}).status_code == 303
    assert city.post(f"{page}/voiding", data={"verdict": "approve"}).status_code >= 400
    assert second.post(f"{page}/voiding", data={"verdict": "approve"}).status_code == 303

    *_, new = sorted(numbers.numbers())
    assert new not in (old, last)
    assert f"补发 {new}" in words(city.get(page))
    assert "已作废" in words(city.get(page))
    with world.database.reading() as session:
        history = f"/desk/classes/{session.query(TrainingClass.public_id).scalar()}/history"
    told = words(staff_client(world, SCHOOL).get(history))
    for each in ("派发 2 个证书编号", f"申请作废证书 {old}", f"作废证书 {old}", "派发 1 个证书编号"):
        assert each in told


def test_whoever_lost_the_certificate_is_numbered_again_only_where_that_is_ticked(world, numbers):
    old, _ = numbers.numbers()
    numbers.ask(old, again=False)
    numbers.decide(old)
    city, page = staff_client(world, CITY), class_page(world)
    assert "已作废，未补发" in words(city.get(page))

    form = hidden_fields(city, page, f"{page}/issue")
    assert city.post(f"{page}/issue", data=form).status_code == 303
    assert len(numbers.numbers()) == 2
    again = hidden_fields(city, page, f"{page}/issue") | {"again": "yes"}
    assert city.post(f"{page}/issue", data=again).status_code == 303

    assert len(numbers.numbers()) == 3
    assert "名单上合格的学员都有编号了" in words(city.get(page))


def test_a_certificate_that_a_later_list_does_not_bear_out_is_told(world, numbers):
    last = numbers.numbers()[-1]
    with world.database.writing() as session:
        own = session.query(TrainingClass).one()
        first, *others = session.scalars(select(Enrolment.public_id).order_by(Enrolment.id))
        draft = ListDraft({first: YES} | dict.fromkeys(others, NO))
        approve_list(session, find_staff(session, DISTRICT), own.public_id, draft, now=world.now)

    shown = words(staff_client(world, CITY).get(class_page(world)))

    assert "有 1 张有效证书不在名单上。" in shown
    assert f"请核对要不要作废： {last}" in shown


def test_the_list_that_is_taken_away_names_the_numbers(world, numbers):
    page = class_page(world).replace("/certificates/", "/") + "/result"

    text = staff_client(world, DISTRICT).get(f"{page}/list.csv").text

    assert [each in text for each in numbers.numbers()] == [True, True]


def test_an_auditor_reads_whoever_came_in_the_persons_place_masked(world, numbers):
    number = numbers.numbers()[0]
    numbers.hand(number, Handover(AFTER.date(), False, "赵小六", "配偶"), a_picture())

    page = words(staff_client(world, AUDITOR).get(page_of(numbers, number)))

    assert ("赵小六" in page, "赵*六（配偶）代领" in page) == (False, True)


def test_a_program_reads_the_certificates_of_a_class_and_an_auditors_masked_names(world, numbers):
    path = class_page(world).replace("/desk/certificates/", "/api/v1/") + "/certificates"

    def read(who: str) -> dict:
        token = f"token of {who}".encode().hex()
        with world.database.writing() as session:
            issue_token(session, find_staff(session, who), timedelta(days=1), token=token, now=world.now)
        return world.client().get(path, headers={"Authorization": f"Bearer {token}"}).get_json()

    (first, _) = read(CITY)["items"]

    assert (first["number"], first["name"], first["state"]) == (numbers.numbers()[0], "王芳", "有效")
    assert (first["handed_on"], first["issued_on"]) == (None, "2026-09-20")
    assert read(AUDITOR)["items"][0]["name"] == "王*"


def test_the_code_on_the_paper_says_that_it_is_good_with_a_masked_name(world, numbers):
    (number, *_) = numbers.numbers()

    page = world.client().get(f"/verify/certificates/{token_of(numbers, number)}")

    assert "证书有效" in words(page)
    assert ("王*" in words(page), "王芳" in words(page), "电工" in words(page)) == (True, False, True)


def test_a_code_that_was_invented_is_told_what_an_invented_number_is(world, numbers):
    answer = world.client().get("/verify/certificates/of-nobody")

    assert (answer.status_code, UNKNOWN in words(answer)) == (404, True)


def test_the_code_of_a_voided_one_says_so(world, numbers):
    (number, *_) = numbers.numbers()
    numbers.ask(number)
    numbers.decide(number)

    assert "证书已作废" in words(world.client().get(f"/verify/certificates/{token_of(numbers, number)}"))


def test_typed_by_hand_wrong_and_unknown_are_answered_alike_and_a_number_alone_is_not_asked(world, numbers):
    (number, *_), client = numbers.numbers(), world.client()

    def typed(said: str, name: str) -> tuple[int, str]:
        answer = client.post("/verify/certificates", data={"number": said, "name": name})
        return answer.status_code, words(answer).replace(said, "")

    assert "证书有效" in typed(number, "王芳")[1]
    unknown, wrong, empty = typed("1502002026Y99999999", "王芳"), typed(number, "王方"), typed(number, "")
    assert unknown == wrong == empty
    assert (unknown[0], UNKNOWN in unknown[1]) == (404, True)


def test_a_network_that_guesses_too_often_waits_and_may_scan_papers_all_the_same(world, numbers):
    client = world.client()
    for _ in range(MOST_OF_ADDRESS):
        client.post("/verify/certificates", data={"number": "1", "name": "王芳"})

    assert client.post("/verify/certificates", data={"number": "1", "name": "王芳"}).status_code == 429
    code = f"/verify/certificates/{token_of(numbers, numbers.numbers()[0])}"
    assert "证书有效" in words(client.get(code))
    assert client.post(code, data={"name": "王芳"}).status_code == 429


def test_whoever_holds_the_paper_compares_the_name(world, numbers):
    (number, *_) = numbers.numbers()
    address, client = f"/verify/certificates/{token_of(numbers, number)}", world.client()

    assert "姓名一致" in words(client.post(address, data={"name": "王 芳"}))
    assert "姓名不一致" in words(client.post(address, data={"name": "王方"}))


def test_a_trainee_is_told_to_fetch_the_paper_until_it_is_in_hand(world, numbers):
    (number, *_), trainee, fetch = numbers.numbers(), world.signed_in(PHONE), "可以领了，请带身份证"

    assert fetch in words(trainee.get("/"))
    assert "请按课程表上课" not in words(trainee.get("/"))
    numbers.hand(number, Handover(AFTER.date(), is_self=True), a_picture())
    assert fetch not in words(trainee.get("/"))


def test_a_trainee_sees_the_own_certificate_and_takes_the_paper_home(world, numbers):
    trainee = world.signed_in(PHONE)
    (page,) = set(re.findall(r'href="(/classes/[^"]+/certificate)"', trainee.get("/").text))

    shown, paper = trainee.get(page), trainee.get(f"{page}.pdf")

    assert (numbers.numbers()[0] in words(shown), "等您领取" in words(shown)) == (True, True)
    assert paper.data.startswith(b"%PDF")
    assert world.signed_in("13800000002").get(page).status_code == 404
