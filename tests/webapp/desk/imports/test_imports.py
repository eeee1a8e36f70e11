"""R15, R26, R43: the office hands its own files in on a page, sees what is wrong, and confirms."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import a_batch, an_id_number, at
from tests.house.counting import counted
from tests.training.intake.handing_in import HEADINGS, a_roster
from tests.training.rosters.changing import (
    AUDITOR,
    BEFORE,
    CITY,
    DISTRICT,
    ELSEWHERE,
    OTHER_SCHOOL,
    SCHOOL,
    a_class_with_people,
)
from tests.training.sheets.builders import case, text, workbook
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import hidden_fields
from training.database import Base
from training.intake.acts.forget_uploads import forget_uploads
from training.intake.rules.confirming import READ_AT_ONCE
from training.intake.sheets.templates import write_template
from training.intake.terms import UploadState
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.uploads import Upload

INDEX = "/desk/imports"


@pytest.fixture
def desk(bare: World) -> World:
    """The day before a class of five people begins."""
    with bare.database.writing() as session:
        a_class_with_people(session)
    bare.now = at(BEFORE, "10:00")
    return bare


def upload(client: FlaskClient, *paths: Path, name: str = "") -> TestResponse:
    files = [(BytesIO(path.read_bytes()), name or path.name) for path in paths]
    fields = hidden_fields(client, INDEX, INDEX)
    return client.post(INDEX, data=fields | {"files": files}, content_type="multipart/form-data")


def words(answer: TestResponse) -> str:
    main = answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def press(client: FlaskClient, page: str, act: str, **typed: str) -> TestResponse:
    return client.post(f"{page}/{act}", data=hidden_fields(client, page, f"{page}/{act}") | typed)


def how_many(world: World, record: type[Base]) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_without_script_a_school_goes_from_the_template_to_an_imported_roster(desk, tmp_path):
    client = staff_client(desk, SCHOOL)
    template = tmp_path / "名册.xlsx"
    template.write_bytes(client.get(f"{INDEX}/templates/roster.xlsx").data)
    book = load_workbook(template)
    sheet = book["学员名册"]
    titles = [str(cell.value).rstrip("*") for cell in sheet[1]]
    row = {"班号": "BT-1", "姓名": "新学员21", "身份证号": an_id_number(21), "联系电话": "13800000021"}
    for title, value in row.items():
        sheet.cell(2, titles.index(title) + 1, value)
    for title in set(titles) - set(row):
        if title and title != "None":
            sheet.cell(2, titles.index(title) + 1).value = None
    sheet.cell(2, sheet.max_column).value = None
    book.save(template)

    page = upload(client, template).location
    shown = client.get(page)
    assert "核对：学员名册，1 行" in words(shown)
    assert "确认导入 1 行" in words(shown)
    done = press(client, page, "confirm")

    assert (done.status_code, done.location) == (303, page)
    assert "已导入" in words(client.get(page))
    assert how_many(desk, Enrolment) == 6
    assert SCHOOL in words(client.get(INDEX))


def test_a_school_is_not_offered_what_no_file_of_its_own_can_be(desk):
    shown = [words(staff_client(desk, who).get(INDEX)) for who in (SCHOOL, DISTRICT, CITY)]

    assert ["教师证书" in each for each in shown] == [True, True, True]
    assert ["历史证书" in each for each in shown] == [False, True, True]


def test_findings_stand_beside_the_own_rows_and_long_numbers_lose_their_middle(desk, tmp_path):
    wrong = an_id_number(22)[:17] + ("0" if an_id_number(22)[17] != "0" else "1")
    rows = [
        HEADINGS,
        ("BT-1", "新学员21", an_id_number(21), "13800000021", "21"),
        ("BT-1", "新学员22", wrong, "138", "22"),
    ]
    client = staff_client(desk, SCHOOL)

    page = upload(client, workbook(tmp_path / "名册.xlsx", rows, titles=("学员名册",))).location
    shown = client.get(page).get_data(as_text=True)

    assert len(re.findall(r'<td class="wrong"', shown)) == 2
    assert "1 行合格，1 行退回" in shown
    assert (an_id_number(21) in shown, wrong in shown) == (False, False)
    assert f"{wrong[:6]}********{wrong[-4:]}" in shown


def test_the_marked_copy_is_taken_away_with_whole_numbers(desk, tmp_path):
    rows = [HEADINGS, ("BT-1", "新学员22", an_id_number(22), "138", "22")]
    client = staff_client(desk, SCHOOL)
    page = upload(client, workbook(tmp_path / "名册.xlsx", rows, titles=("学员名册",))).location

    copy = client.get(f"{page}/marked.xlsx")

    book = load_workbook(BytesIO(copy.data))
    assert book.sheetnames == ["学员名册", "问题清单"]
    assert book["学员名册"]["C2"].value == an_id_number(22)
    assert book["学员名册"]["D2"].comment.text.startswith("错误")


def test_a_choice_between_two_columns_is_made_on_the_page(desk, tmp_path):
    rows = [
        ("班号", "姓名", "身份证号", "手机号", "手机号码"),
        ("BT-1", "新学员21", an_id_number(21), "13800000021", "13900000021"),
    ]
    client = staff_client(desk, SCHOOL)
    page = upload(client, workbook(tmp_path / "名册.xlsx", rows, titles=("学员名册",))).location
    assert "有 2 列都像“联系电话”，用哪一列" in words(client.get(page))
    assert "--column" not in words(client.get(page))

    again = press(client, page, "read", column="E", kind="学员名册")

    assert again.status_code == 303
    assert "确认导入 1 行" in words(client.get(page))


def test_a_changed_fingerprint_is_not_taken_and_the_file_is_shown_anew(desk, tmp_path):
    client = staff_client(desk, SCHOOL)
    page = upload(client, a_roster(tmp_path, 21)).location

    refused = press(client, page, "confirm", seen="0" * 64)

    assert refused.status_code == 409
    assert "没有写入" in words(refused)
    assert how_many(desk, Enrolment) == 5
    assert press(client, page, "confirm").status_code == 303


@pytest.mark.parametrize(("minutes", "people"), [(30, 6), (31, 5)])
def test_after_half_an_hour_it_is_shown_anew(desk, tmp_path, minutes, people):
    client = staff_client(desk, SCHOOL)
    page = upload(client, a_roster(tmp_path, 21)).location
    fields = hidden_fields(client, page, f"{page}/confirm")
    desk.pass_by(minutes=minutes)

    client.post(f"{page}/confirm", data=fields)

    assert how_many(desk, Enrolment) == people
    if people == 5:
        assert press(client, page, "confirm").status_code == 303


def test_pressed_twice_it_is_written_once_and_both_see_that(desk, tmp_path):
    client = staff_client(desk, SCHOOL)
    page = upload(client, a_roster(tmp_path, 21)).location
    fields = hidden_fields(client, page, f"{page}/confirm")

    answers = [client.post(f"{page}/confirm", data=fields) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert how_many(desk, Enrolment) == 6


def test_a_form_that_is_sent_twice_makes_one_upload(desk, tmp_path):
    client, path = staff_client(desk, SCHOOL), a_roster(tmp_path, 21)
    fields = hidden_fields(client, INDEX, INDEX)

    for _ in range(2):
        files = [(BytesIO(path.read_bytes()), path.name)]
        client.post(INDEX, data=fields | {"files": files}, content_type="multipart/form-data")

    assert how_many(desk, Upload) == 1


@pytest.mark.parametrize("who", [CITY, DISTRICT, OTHER_SCHOOL])
def test_what_somebody_else_uploaded_is_not_found(desk, tmp_path, who):
    page = upload(staff_client(desk, SCHOOL), a_roster(tmp_path, 21)).location
    client = staff_client(desk, who)

    answers = [client.get(page), client.get(f"{page}/marked.xlsx"), client.post(f"{page}/confirm")]

    assert [each.status_code for each in answers] == [404, 404, 404]


@pytest.mark.parametrize("who", [OTHER_SCHOOL, ELSEWHERE])
def test_others_classes_are_refused_row_by_row(desk, tmp_path, who):
    client = staff_client(desk, who)

    page = upload(client, a_roster(tmp_path, 21, 22)).location

    assert "不在您的范围" in words(client.get(page))
    assert "共 2 行：2、3" in words(client.get(page))
    assert "确认导入" not in words(client.get(page))


def test_several_files_are_taken_at_once_and_each_waits_to_be_looked_at(desk, tmp_path):
    client = staff_client(desk, SCHOOL)
    notice = tmp_path / "会议通知.docx"
    notice.write_bytes(b"PK\x03\x04 no table")

    answer = upload(client, a_roster(tmp_path, 21), notice)

    assert answer.location == INDEX
    assert "要改" in words(client.get(INDEX))
    assert "待确认" in words(client.get(INDEX))


def test_no_file_is_said(desk):
    client = staff_client(desk, SCHOOL)

    answer = client.post(INDEX, data=hidden_fields(client, INDEX, INDEX))

    assert answer.status_code == 422
    assert "请先选择" in words(answer)


BROKEN = (b"", b"PK\x03\x04 broken", b"\x00" * 300, b"%PDF-1.7", "姓名,性别\n".encode())


@pytest.mark.parametrize("content", BROKEN)
def test_what_is_no_table_is_said_on_the_page_without_a_command(desk, tmp_path, content):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    client = staff_client(desk, SCHOOL)

    shown = client.get(upload(client, path).location)

    assert shown.status_code == 200
    assert "还不能导入" in words(shown)
    assert not re.search(r"chaban|--[a-z]|Traceback|Error", words(shown))


CASES = (
    "punches/p06-nul-tail_attlog.dat",
    "punches/p10-gbk-name-column.txt",
    "punches/p20-monthly-kaoqinjilubiao.xls",
    "punches/p21-monthly-matrix-one-row.xlsx",
    "roster/r06-two-columns-of-people.xlsx",
    "roster/r07-one-sheet-per-class.xlsx",
    "roster/r08-emergency-phone-first.xlsx",
    "roster/r18b-html.xls",
    "roster/r20b-far-cell.xlsx",
    "roster/r21-two-header-rows.xlsx",
    "watching/w12e-dates-day-fraction.xlsx",
)


@pytest.mark.parametrize("name", CASES)
def test_every_file_that_was_once_read_wrong_is_shown_and_nothing_is_written(desk, name):
    client, before = staff_client(desk, SCHOOL), how_many(desk, ImportBatch)

    shown = client.get(upload(client, case(name)).location)

    assert shown.status_code == 200
    assert how_many(desk, ImportBatch) == before
    assert not re.search(r"chaban |--(class|column|sheet)", words(shown))


def test_a_large_file_waits_for_the_worker_and_its_page_reloads(desk, tmp_path):
    line = "1\t2026-02-28 08:10:00\t1\t0\t1\t0"
    path = text(tmp_path / "1_attlog.dat", *[line] * (READ_AT_ONCE // len(line) + 1))
    client = staff_client(desk, SCHOOL)

    shown = client.get(upload(client, path).location)

    assert "正在等后台读取" in words(shown)
    assert shown.headers["Refresh"] == "5"


def test_late_punches_are_told_to_wait_before_they_are_written(desk, tmp_path):
    desk.now = at(BEFORE + timedelta(days=20), "10:00")
    path = text(tmp_path / "1_attlog.dat", f"1\t{BEFORE + timedelta(days=1)} 08:10:00\t1\t0\t1\t0")
    client = staff_client(desk, CITY)
    page = upload(client, path).location
    press(client, page, "read", institution="包头市第一培训学校")
    assert "1 次打卡待确认" in words(client.get(page))

    press(client, page, "confirm")

    assert "待确认" in words(client.get(INDEX))


def test_the_history_names_people_and_is_seen_by_those_of_the_place(desk, tmp_path):
    client = staff_client(desk, SCHOOL)
    press(client, upload(client, a_roster(tmp_path, 21)).location, "confirm")
    with desk.database.reading() as session:
        number = session.scalars(select(func.max(ImportBatch.id))).one()

    seen = {who: words(staff_client(desk, who).get(INDEX)).count("名册.xlsx") for who in _EVERYBODY}
    answers = {
        who: staff_client(desk, who).get(f"{INDEX}/batches/{number}").status_code for who in _EVERYBODY
    }

    assert answers == {CITY: 200, DISTRICT: 200, AUDITOR: 200, SCHOOL: 200, OTHER_SCHOOL: 404, ELSEWHERE: 404}
    assert {who for who, count in seen.items() if count} == {CITY, DISTRICT, AUDITOR, SCHOOL}


_EVERYBODY = (CITY, DISTRICT, AUDITOR, SCHOOL, OTHER_SCHOOL, ELSEWHERE)


def test_the_history_goes_on_by_key(desk):
    with desk.database.writing() as session:
        keys = [a_batch(session).id for _ in range(31)]
    client = staff_client(desk, CITY)

    first = client.get(INDEX).get_data(as_text=True)
    [older] = re.findall(r'rel="next" href="([^"]+)"', first)

    assert f"第 {keys[0]} 批" not in first
    assert f"第 {keys[0]} 批" in client.get(unescape(older)).get_data(as_text=True)


def test_the_pages_ask_no_more_often_the_more_there_is(desk, tmp_path):
    client = staff_client(desk, CITY)
    small = upload(client, a_roster(tmp_path, 21)).location

    def statements(page: str) -> object:
        assert client.get(page).status_code == 200
        with counted(desk.database) as tally:
            assert client.get(page).status_code == 200
        return tally.figures

    few = statements(INDEX), statements(small)
    for place in range(22, 27):
        upload(client, a_roster(tmp_path, place))
    with desk.database.writing() as session:
        for _ in range(40):
            a_batch(session)
    large = upload(client, a_roster(tmp_path, *range(30, 90))).location

    assert (statements(INDEX), statements(large)) == few


def test_a_filing_of_a_new_class_comes_in_whole(desk, tmp_path):
    path = tmp_path / "备案.xlsx"
    write_template("filing", path)
    book = load_workbook(path)
    given = {
        "班号": "BT-NEW", "班级名称": "电工（五级）新班", "培训机构": "包头市第一培训学校",
        "旗县区": "昆都仑区", "培训工种": "电工", "技能等级": "五级", "总课时": "40",
        "开班日期": "2026-03-09", "结业日期": "2026-03-13",
    }  # fmt: skip
    sheet = book["班级信息"]
    for cell in sheet[1]:
        title = str(cell.value).rstrip("*")
        if title in given:
            sheet.cell(2, cell.column, given[title])
    sheet.cell(2, sheet.max_column).value = None
    book.save(path)
    client = staff_client(desk, SCHOOL)

    page = upload(client, path).location
    press(client, page, "confirm")

    assert "班级备案" in words(client.get(page))
    with desk.database.reading() as session:
        filed = session.scalars(select(TrainingClass.class_number)).all()
    assert set(filed) == {"BT-1", "BT-NEW"}, words(client.get(page))


def test_files_go_after_a_day_and_what_was_found_after_thirty(desk, tmp_path):
    client = staff_client(desk, SCHOOL)
    page = upload(client, a_roster(tmp_path, 21)).location

    with desk.database.writing() as session:
        early = list(forget_uploads(session, now=desk.now + timedelta(days=1)))
        late = list(forget_uploads(session, now=desk.now + timedelta(days=1, seconds=1)))

    assert (early, len(late)) == ([], 1)
    with desk.database.reading() as session:
        assert session.scalars(select(Upload.state)).one() is UploadState.DROPPED
    assert client.get(f"{page}/marked.xlsx").status_code in (404, 410)
    assert "已放弃" in words(client.get(page))
