"""/desk/talent: look who stands in it, make the file, fetch it, say that it was entered (R18)."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.training.talent.qualifying import a_list
from tests.webapp.api.test_staff import program
from tests.webapp.checks.inspecting import main_of, staff_client, words_in
from tests.webapp.conftest import PHONE, World
from tests.webapp.desk.classes.test_one_class import read
from tests.webapp.filling import fill_in
from training.notice.terms import Role
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.classes.trainees import Enrolment, Trainee
from training.results.terms import Result


@pytest.fixture
def offices(world: World) -> World:
    """王芳 of BT-1 is qualified."""
    with world.database.writing() as session:
        register_staff(session)
        own = session.query(Enrolment).join(Trainee).where(Trainee.name == "王芳").one()
        a_list(session, own.training_class, {own: Result.QUALIFIED})
    return world


def export(world: World) -> str:
    """The district makes the file; gives the page of it."""
    client = staff_client(world, DISTRICT)
    made = fill_in(client, "/desk/talent/new", "/desk/talent")
    assert made.status_code == 303, made.text
    return made.headers["Location"]


def test_from_who_stands_in_it_to_its_entry(offices):
    client = staff_client(offices, DISTRICT)
    assert "王芳" in main_of(client.get("/desk/talent/new").text)
    assert "去导出" in main_of(client.get("/desk/work?kind=TALENT").text)

    page = export(offices)

    file = client.get(f"{page}/file.csv").data.decode("utf-8-sig").splitlines()
    assert file[0].startswith("姓名,性别,身份证号,联系电话")
    assert file[1].startswith("王芳,")
    assert PHONE in file[1]
    assert "没有要导出的人" in main_of(client.get("/desk/talent/new").text)
    entered = fill_in(client, page, f"{page}/enter", entered_on="2026-03-03", failures="1 手机号不对")
    assert entered.status_code == 303
    assert "1 人，下一批会再列出" in words_in(main_of(client.get(page).text))
    assert "上次没有录入" in main_of(client.get("/desk/talent/new").text)


def test_a_file_is_dropped_whole_and_whoever_is_qualified_no_more_is_taken_out(offices):
    client, first = staff_client(offices, DISTRICT), export(offices)
    dropped = fill_in(client, first, f"{first}/drop", reason="平台退回了整个文件")
    second = export(offices)
    with offices.database.writing() as session:
        own = session.query(Enrolment).join(Trainee).where(Trainee.name == "王芳").one()
        a_list(session, own.training_class, {own: Result.UNQUALIFIED}, 2)

    assert dropped.status_code == 303
    assert "平台退回了整个文件" in main_of(client.get(first).text)
    assert client.get(f"{first}/file.csv").status_code == 409
    assert "1 人不再合格" in words_in(main_of(client.get(second).text))
    assert "去撤下" in main_of(client.get("/desk/work?kind=TALENT").text)
    out = fill_in(client, second, f"{second}/removal", note="2026-03-03 已撤下")
    assert out.status_code == 303
    assert "已撤下" in words_in(main_of(client.get(second).text))
    assert "去撤下" not in main_of(client.get("/desk/work?kind=TALENT").text)
    assert staff_client(offices, CITY).post(f"{second}/drop").status_code == 404


def test_the_ledger_is_for_the_offices_and_the_file_for_its_district(offices):
    page = export(offices)
    expected = {
        DISTRICT: (200, 200),
        CITY: (200, 404),
        AUDITOR: (200, 404),
        OTHER_DISTRICT: (404, 404),
        SCHOOL: (404, 404),
    }
    paths = page, f"{page}/file.xlsx"

    seen = {
        who: tuple(staff_client(offices, who).get(path).status_code for path in paths) for who in expected
    }

    assert seen == expected
    assert PHONE not in read(offices, CITY, page)


def test_an_auditor_reads_no_name_and_who_fetched_the_file_is_on_record(offices):
    page = export(offices)
    staff_client(offices, DISTRICT).get(f"{page}/file.csv")

    assert "王芳" not in main_of(read(offices, AUDITOR, page))
    with offices.database.reading() as session:
        looks = list_looks(session, Wanted())
    assert ("供需对接平台导出", f"{page}/file.csv") in [(each.what, each.subject) for each in looks]


def test_a_program_reads_the_ledger_without_people(offices):
    export(offices)

    told = program(offices, Role.AUDITOR).get("/api/v1/talent/batches").get_json()

    assert [(each["rows"], each["entered_on"]) for each in told["items"]] == [(1, None)]
    assert "王芳" not in str(told)
