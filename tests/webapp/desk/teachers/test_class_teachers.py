"""The pages of teachers: a school writes and files, the district reviews and receives (R63, R64)."""

import re

import pytest
from sqlalchemy import select

from tests.factories import a_class
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import main_of, staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import address, read
from tests.webapp.filling import hidden_fields
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.records.classes.classes import Instructor, Lesson

CARD = {"kind": "技能等级证书", "trade": "电工", "level": "三级", "number": "S150123"}


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
        first = session.scalars(select(Lesson).order_by(Lesson.id)).first()
        assert first is not None
        school = first.training_class.institution_id
        first.instructor = find_or_add_instructor(session, school, "李建国")
    return world


def key_of(world: World) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Instructor.id).where(Instructor.name == "李建国")).one()


def institution(world: World) -> str:
    with world.database.reading() as session:
        return f"/desk/institutions/{session.get_one(Instructor, key_of(world)).institution_id}"


def send(world: World, who: str, page: str, action: str, **fields: str):
    client = staff_client(world, who)
    return client.post(action, data=hidden_fields(client, page, action) | fields)


def test_a_school_writes_a_certificate_and_the_district_reviews_the_match(offices):
    page, of_class = f"/desk/teachers/{key_of(offices)}", f"{address(offices)}/teachers"

    assert send(offices, SCHOOL, page, f"{page}/certificates", **CARD).status_code == 303
    again = send(offices, SCHOOL, page, f"{page}/certificates", **CARD)
    assert again.status_code == 409
    assert "已按同样的内容登记过" in again.text
    assert "S150123" in main_of(read(offices, DISTRICT, of_class))
    refused = send(
        offices, DISTRICT, of_class, f"{of_class}/review", teacher=str(key_of(offices)), verdict="differs"
    )
    assert "不匹配要写明原因" in refused.text
    said = {"teacher": str(key_of(offices)), "verdict": "differs", "opinion": "只有钳工证书"}
    assert send(offices, DISTRICT, of_class, f"{of_class}/review", **said).status_code == 303

    assert "只有钳工证书" in main_of(read(offices, SCHOOL, of_class))
    assert "电工 长期" in main_of(read(offices, CITY, "/desk/teachers"))
    assert "李建国" not in main_of(read(offices, CITY, "/desk/teachers?certificate=none"))
    assert "S150123" in main_of(read(offices, AUDITOR, page))


def test_a_forged_certificate_is_withdrawn_by_two_and_its_history_stays_on_the_page(offices):
    page, of_class = f"/desk/teachers/{key_of(offices)}", f"{address(offices)}/teachers"
    send(offices, SCHOOL, page, f"{page}/certificates", **CARD)
    said = {"teacher": str(key_of(offices)), "verdict": "matches"}
    send(offices, DISTRICT, of_class, f"{of_class}/review", **said)
    (card,) = re.findall(r'<option value="([0-9a-f-]{36})"', read(offices, SCHOOL, page))
    withdraw, decide = f"{page}/certificates/withdraw", f"{page}/certificates/decide"

    assert send(offices, SCHOOL, page, withdraw, certificate=card, reason="查无此证").status_code == 303
    assert "待确认撤销" in main_of(read(offices, SCHOOL, page))
    assert "待确认撤销" in main_of(read(offices, DISTRICT, of_class))
    assert decide not in read(offices, SCHOOL, page)
    refused = send(offices, DISTRICT, page, decide, verdict="refuse")
    assert "要写明原因" in refused.text
    assert send(offices, DISTRICT, page, decide, verdict="approve").status_code == 303

    told = main_of(read(offices, AUDITOR, page))
    assert "已撤销" in told
    assert "查无此证" in told
    assert f"{DISTRICT} 同意撤销证书 S150123" in told
    assert "未匹配" in main_of(read(offices, SCHOOL, of_class))
    assert set(re.findall(r'name="verdict" value="(\w+)"', read(offices, DISTRICT, of_class))) == {
        "matches",
        "differs",
    }
    assert "同意撤销教师 李建国 的证书" in main_of(read(offices, DISTRICT, institution(offices)))
    assert "没有登记" in main_of(read(offices, CITY, "/desk/teachers?certificate=none"))


def test_a_certificate_is_withdrawn_at_the_address_of_its_own_teacher_only(offices):
    page = f"/desk/teachers/{key_of(offices)}"
    send(offices, SCHOOL, page, f"{page}/certificates", **CARD)
    with offices.database.writing() as session:
        own = session.get_one(Instructor, key_of(offices))
        other = Instructor(institution_id=own.institution_id, name="王强")
        session.add(other)
        session.flush()
        elsewhere = f"/desk/teachers/{other.id}/certificates/withdraw"
    (card,) = re.findall(r'<option value="([0-9a-f-]{36})"', read(offices, SCHOOL, page))

    client = staff_client(offices, SCHOOL)
    assert client.post(elsewhere, data={"certificate": card, "reason": "查无此证"}).status_code == 404
    assert "已撤销" not in main_of(read(offices, SCHOOL, page))


def test_a_change_is_filed_by_the_school_and_received_by_the_district(offices):
    of_class = f"{address(offices)}/teachers"
    said = {"old": str(key_of(offices)), "new": "王强", "day": "2026-03-02", "half": "上午", "reason": "病假"}

    assert send(offices, SCHOOL, of_class, f"{of_class}/change", **said).status_code == 303

    page = read(offices, DISTRICT, of_class)
    assert "李建国 → 王强" in main_of(page)
    assert "王强" in main_of(read(offices, SCHOOL, f"{address(offices)}/timetable"))
    receipt = page.partition(f'action="{of_class}/changes/')[2].partition('"')[0]
    assert send(offices, DISTRICT, of_class, f"{of_class}/changes/{receipt}").status_code == 303
    assert "已接收" in main_of(read(offices, SCHOOL, of_class))


def test_a_change_is_received_at_the_address_of_its_own_class_only(offices):
    with offices.database.writing() as session:
        other = f"/desk/classes/{a_class(session, 'BT-9', lessons=False).public_id}/teachers"
    of_class = f"{address(offices)}/teachers"
    said = {"old": str(key_of(offices)), "new": "王强", "day": "2026-03-02", "half": "上午", "reason": "病假"}
    send(offices, SCHOOL, of_class, f"{of_class}/change", **said)
    receipt = read(offices, DISTRICT, of_class).partition(f'action="{of_class}/changes/')[2].partition('"')[0]

    assert staff_client(offices, DISTRICT).post(f"{other}/changes/{receipt}").status_code == 404
    assert "已接收" not in main_of(read(offices, SCHOOL, of_class))


def test_each_finds_the_own_forms_and_another_district_nothing(offices):
    of_class = f"{address(offices)}/teachers"
    forms = {who: read(offices, who, of_class) for who in (CITY, DISTRICT, SCHOOL, AUDITOR)}

    assert {
        who: (f"{of_class}/review" in each, f"{of_class}/change" in each) for who, each in forms.items()
    } == {
        CITY: (False, False),
        DISTRICT: (True, True),
        SCHOOL: (False, True),
        AUDITOR: (False, False),
    }
    assert staff_client(offices, OTHER_DISTRICT).get(of_class).status_code == 404
