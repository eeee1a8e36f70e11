"""The pages of the feedback to the district (R07, R28)."""

from datetime import date
from urllib.parse import unquote

import pytest

from tests.factories import a_class, at
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    enrol,
    register_staff,
)
from tests.webapp.checks.inspecting import BY_SCRIPT, a_key, how_many, main_of, staff_client, words
from training.records.feedback import Feedback, FeedbackAnswer
from training.records.outbox.forms import FormReceipt
from webapp.desk.feedback.routes.feedback import A_PAGE

FRIDAY_EVENING = at(date(2026, 3, 6), "18:00")


@pytest.fixture
def class_id(world):
    """The class ended on Friday; the city's check was 合格."""
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-C", 4)
    checking = Checking(world.database, class_id)
    checking.start()
    checking.pass_all()
    world.now = FRIDAY_EVENING
    return class_id


def page(world, class_id, who: str):
    return staff_client(world, who).get(f"/feedback/{class_id}")


def send(world, class_id, who: str = CITY, key: str = "", **fields: str):
    form = {"form_key": key or a_key(), **fields}
    return staff_client(world, who).post(f"/feedback/{class_id}", data=form)


def answer(world, class_id, who: str = DISTRICT, **fields: str):
    with world.database.reading() as session:
        feedback_id = session.query(Feedback.public_id).scalar()
    return staff_client(world, who).post(
        f"/feedback/{class_id}/{feedback_id}", data={"form_key": a_key(), **fields}
    )


def test_the_city_finds_what_is_due_on_the_list_and_among_the_checks(world, class_id):
    client = staff_client(world, CITY)

    for address in ("/feedback", "/checks"):
        assert "昆都仑区 · 待反馈，期限 03月13日 24:00" in words(client.get(address))


def test_what_is_overdue_is_said(world, class_id):
    world.now = at(date(2026, 3, 14), "00:00")

    assert "已逾期" in words(staff_client(world, CITY).get("/checks"))


def test_the_city_sends_and_the_district_confirms_and_answers(world, class_id):
    send(world, class_id, opinion="教学规范")
    seen = words(page(world, class_id, DISTRICT))
    to_do = words(staff_client(world, DISTRICT).get("/checks"))
    answer(world, class_id)
    confirmed = words(page(world, class_id, CITY))
    answer(world, class_id, text="已督促整改")

    assert "BT-C-市1 合格" in seen
    assert "意见： 教学规范" in seen
    assert "待区县确认" in to_do
    assert f"{DISTRICT} 03月06日 18:00已收悉" in confirmed
    assert "区县已答复" in words(page(world, class_id, CITY))
    assert "要办的反馈" not in words(staff_client(world, DISTRICT).get("/checks"))


def test_the_same_feedback_sent_twice_is_one(world, class_id):
    for _ in range(2):
        assert send(world, class_id, key="once").status_code == 303

    assert how_many(world, Feedback) == 1


def test_an_opinion_too_long_comes_back_whole(world, class_id):
    opinion = "长" * 256

    answered = send(world, class_id, opinion=opinion)

    assert answered.status_code == 422
    assert f'value="{opinion}"' in answered.text
    assert how_many(world, Feedback) == 0


@pytest.mark.parametrize(
    ("who", "status"), [(DISTRICT, 403), (OTHER_DISTRICT, 404), (SCHOOL, 404), (AUDITOR, 404)]
)
def test_only_the_city_sends(who, status, world, class_id):
    assert send(world, class_id, who).status_code == status
    assert how_many(world, Feedback) == 0


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 403), (OTHER_DISTRICT, 404), (SCHOOL, 404), (AUDITOR, 404)]
)
def test_only_the_district_of_the_class_answers(who, status, world, class_id):
    send(world, class_id)

    assert answer(world, class_id, who, text="x").status_code == status
    assert how_many(world, FeedbackAnswer) == 0


def test_an_auditor_reads_and_is_offered_no_form(world, class_id):
    send(world, class_id)

    seen = page(world, class_id, AUDITOR)

    assert "BT-C-市1 合格" in words(seen)
    assert "<form" not in main_of(seen.text)


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_others_find_nothing(who, world, class_id):
    assert page(world, class_id, who).status_code == 404


def test_a_class_that_still_runs_has_no_page_of_feedback(world, class_id):
    world.now = at(date(2026, 3, 5), "18:00")

    assert page(world, class_id, CITY).status_code == 404


def test_a_form_without_its_token_is_refused(world, class_id):
    send(world, class_id)
    receipts = how_many(world, FormReceipt)
    world.app.config["WTF_CSRF_ENABLED"] = True

    assert {send(world, class_id).status_code, answer(world, class_id).status_code} == {400}
    assert how_many(world, FormReceipt) == receipts


def test_a_script_is_answered_in_json(world, class_id):
    client = staff_client(world, CITY)

    sent = client.post(f"/feedback/{class_id}", data={"form_key": a_key()}, headers=BY_SCRIPT)

    assert sent.json == {"next": f"/feedback/{class_id}"}


def test_where_the_calendar_does_not_know_the_year_the_page_warns(world, class_id):
    with world.database.writing() as session:
        late = enrol(session, "BT-L", 1, starts_on=date(2090, 12, 25), days=3, filed_on=date(2026, 3, 1))
    world.now = at(date(2090, 12, 29), "08:00")

    assert "年放假安排未公布，暂按法定节日和周末推算" in words(page(world, late, CITY))


def letter_of(world, class_id, who: str):
    with world.database.reading() as session:
        feedback_id = session.query(Feedback.public_id).scalar()
    return staff_client(world, who).get(f"/feedback/{class_id}/{feedback_id}/letter")


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 200), (DISTRICT, 200), (AUDITOR, 200), (OTHER_DISTRICT, 404), (SCHOOL, 404)]
)
def test_the_letter_is_taken_away_by_those_who_see_the_feedback(world, class_id, who, status):
    send(world, class_id)

    assert letter_of(world, class_id, who).status_code == status


def test_the_page_names_the_letter_and_the_file_is_called_by_its_number(world, class_id):
    send(world, class_id)

    shown, answer = page(world, class_id, DISTRICT), letter_of(world, class_id, DISTRICT)

    assert "03月06日 18:00发送，包人社查〔2026〕1号" in words(shown)
    assert "下载反馈函（PDF）" in words(shown)
    assert (answer.content_type, answer.data[:5]) == ("application/pdf", b"%PDF-")
    name = unquote(answer.headers["Content-Disposition"].rpartition("''")[2])
    assert name == "反馈函 包人社查〔2026〕1号.pdf"


@pytest.mark.parametrize(("more", "pages"), [(A_PAGE - 2, 1), (A_PAGE - 1, 1), (A_PAGE, 2)])
def test_the_list_goes_on_page_by_page(world, class_id, more, pages):
    with world.database.writing() as session:
        for number in range(more):
            a_class(session, f"BT-X{number}", is_key_group=True, lessons=False)
    client = staff_client(world, CITY)

    first, beyond = client.get("/feedback"), client.get("/feedback?page=9")

    assert first.text.count('href="/feedback/') == min(A_PAGE, more + 1)
    assert ("第 1/2 页" in words(first)) is (pages == 2)
    assert beyond.text.count('href="/feedback/') == more + 1 - A_PAGE * (pages - 1)


def test_the_first_page_of_checks_shows_the_most_urgent_and_where_the_others_are(world, class_id):
    with world.database.writing() as session:
        for number in range(20):
            a_class(session, f"BT-X{number}", is_key_group=True, lessons=False)

    text = staff_client(world, CITY).get("/checks").text

    assert text.count('href="/feedback/') == 12
    assert "还有 9 个班" in text
