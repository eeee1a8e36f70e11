"""补贴核定 on the desk: from the class that waits to the roll that is taken away (R19, R54, R58)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import MONDAY
from tests.training.checks.checking import AUDITOR, CITY, OTHER_DISTRICT, SCHOOL
from tests.training.eligibility.judging import DISTRICT, FELLOW, NUMBER, Judging, judging
from tests.training.eligibility.pricing import a_list
from tests.webapp.checks.inspecting import main_of, staff_client, words_in
from tests.webapp.conftest import World
from tests.webapp.filling import hidden_fields
from training.eligibility.terms import ComparedKind
from training.records.classes.trainees import Enrolment, Trainee
from training.records.payments.meetings import SubsidyMeeting
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.find_staff import find_staff


@pytest.fixture
def one(bare: World) -> Judging:
    """A class of two of whom 学员2 is employed, as a list of the city says."""
    made = judging(bare.database)
    bare.now = made.now

    def work(session):
        person = session.scalars(select(Trainee).where(Trainee.name == "学员2")).one()
        a_list(session, ComparedKind.EMPLOYED, {person.id_number: (None, None)})

    made.change(work)
    return made


def page_of(one: Judging) -> str:
    return f"/desk/classes/{one.key(NUMBER)}/lines"


def key_of(one: Judging, name: str) -> str:
    with one.database.reading() as session:
        rows = session.scalars(select(Enrolment)).all()
        return str(next(each.public_id for each in rows if each.trainee.name == name))


def seen(client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return words_in(main_of(answer.text))


def send(client, page: str, to: str, **typed: str):
    return client.post(page + to, data=hidden_fields(client, page, page + to) | typed)


def granted(one: Judging, key: int) -> None:
    """A meeting was about this line."""

    def work(session):
        staff = find_staff(session, DISTRICT)
        noted = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": one.now}
        meeting = SubsidyMeeting(district_id=staff.district_id, number="1", held_on=MONDAY, **noted)
        session.add(meeting)
        session.flush()
        session.get_one(SubsidyLine, key).meeting_id = meeting.id

    one.change(work)


def test_a_class_goes_from_the_list_of_those_that_wait_to_those_that_are_judged(bare, one):
    page, office = page_of(one), staff_client(bare, DISTRICT)
    waiting = seen(office, "/desk/eligibility")
    assert "待核定 1" in waiting
    assert "1 人有原因" in waiting
    assert "1,000.00 元" in waiting

    assert "比对名单命中：在职参保：未写起止（市社保中心，数据截止 2026-01-01）" in seen(office, page)
    assert send(office, page, "").status_code == 303

    assert "待核定 0" in seen(office, "/desk/eligibility")
    assert "已核定 1" in seen(office, "/desk/eligibility?view=done")
    assert "就业补助资金 ：1 人，1,000.00 元" in seen(office, page)


def test_against_what_was_found_two_sign_on_the_page(bare, one):
    page, first, other = page_of(one), staff_client(bare, DISTRICT), staff_client(bare, FELLOW)
    key = key_of(one, "学员2")

    refused = send(first, page, "", **{f"decision-{key}": "yes"})
    assert refused.status_code == 422
    assert "学员2另定为可补贴要写明原因" in words_in(main_of(refused.text))
    typed = {f"decision-{key}": "yes", f"reason-{key}": "劳动合同已解除"}
    assert send(first, page, "", **typed).status_code == 303
    assert "待第二人签字 1" in seen(other, "/desk/eligibility?view=second")
    assert "另定：劳动合同已解除" in seen(other, page)
    assert "这次核定是您签的" in seen(first, page)
    assert "这次核定是您签的" not in seen(other, page)
    assert first.post(f"{page}/second", data={"verdict": "approve"}).status_code == 403
    assert send(other, page, "/second", verdict="refuse").status_code == 422
    assert send(other, page, "/second", verdict="approve").status_code == 303

    assert "已核定 1" in seen(other, "/desk/eligibility?view=done")
    assert "就业补助资金 ：2 人，2,000.00 元" in seen(other, page)
    assert "下一步：2 人等会议研究审定。 登记会议审定" in seen(other, page)
    assert "另定：旗县区核实后决定" in seen(staff_client(bare, AUDITOR), page)
    assert "另定：旗县区核实后决定" in seen(staff_client(bare, SCHOOL), page)


def test_a_name_leads_to_the_papers_before_the_judgement_and_to_the_money_after_the_meeting(bare, one):
    page, office = page_of(one), staff_client(bare, DISTRICT)
    with one.database.reading() as session:
        person = session.scalars(select(Trainee.public_id).where(Trainee.name == "学员1")).one()
    assert f'<a href="/desk/people/{person}">学员1</a>' in office.get(page).text

    one.judge()
    assert "/desk/meetings/lines/" not in office.get(page).text
    [line, _] = one.every_line()
    granted(one, line.id)

    assert f'<a href="/desk/meetings/lines/{line.public_id}">学员1</a>' in office.get(page).text
    assert "/desk/meetings/lines/" not in staff_client(bare, SCHOOL).get(page).text


def test_the_school_reads_who_is_paid_for_and_not_on_which_list_somebody_stands(bare, one):
    page, school = page_of(one), staff_client(bare, SCHOOL)
    assert "还没有核定" in seen(school, page)
    assert school.get("/desk/eligibility").status_code == 404

    one.judge()
    shown = seen(school, page)

    assert "可补贴" in shown
    assert "经核对不符合条件" in shown
    for secret in ("在职参保", "比对", "市社保中心"):
        assert secret not in shown
        assert secret not in school.get(f"{page}/list.csv").text


def test_a_school_reads_nothing_of_what_only_one_of_two_has_signed(bare, one):
    page, key = page_of(one), key_of(one, "学员2")
    office = staff_client(bare, DISTRICT)
    send(office, page, "", **{f"decision-{key}": "yes", f"reason-{key}": "王某说的"})

    assert "还没有核定" in seen(staff_client(bare, SCHOOL), page)
    assert staff_client(bare, SCHOOL).get(f"{page}/list.csv").status_code == 409


def test_an_auditor_reads_masked_names_and_no_free_words(bare, one):
    page, key = page_of(one), key_of(one, "学员1")
    office = staff_client(bare, DISTRICT)
    send(office, page, "", **{f"decision-{key}": "no", f"reason-{key}": "学员1本人放弃"})

    auditor = staff_client(bare, AUDITOR)
    for shown in (seen(auditor, page), auditor.get(f"{page}/list.csv").text):
        assert "在职参保" in shown
        assert "学员1" not in shown
        assert "放弃" not in shown
    assert "学员1本人放弃" in seen(office, page)


def test_the_roll_holds_the_columns_of_the_notice_and_whole_numbers_for_those_who_may(bare, one):
    one.judge()
    page = page_of(one)

    answer = staff_client(bare, CITY).get(f"{page}/list.xlsx")
    sheet = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.data)).active.iter_rows()]
    masked = staff_client(bare, AUDITOR).get(f"{page}/list.csv").text

    headings = next(row for row in sheet if row[0] == "序号")
    assert headings == [
        *("序号", "姓名", "身份证号", "人员类别", "联系电话", "班号", "培训工种", "证书编号", "出勤课时"),
        *("补贴标准", "补贴金额", "资金来源", "是否可补贴", "不可补贴原因"),
    ]
    with one.database.reading() as session:
        numbers = [each.id_number for each in session.scalars(select(Trainee).order_by(Trainee.id))]
    first, second = sheet[sheet.index(headings) + 1 :][:2]
    assert [str(first[2]), str(second[2])] == numbers
    assert [str(each) for each in first[8:13]] == ["32", "1,000.00", "1,000.00", "就业补助资金", "是"]
    assert second[12] == "否"
    assert numbers[0] not in masked


def test_the_district_judges_its_own_classes_and_nobody_sends_what_the_page_does_not(bare, one):
    page, office = page_of(one), staff_client(bare, DISTRICT)

    assert staff_client(bare, OTHER_DISTRICT).get(page).status_code == 404
    assert staff_client(bare, CITY).post(page, data={}).status_code == 404
    assert send(office, page, "", **{"decision-nobody": "yes"}).status_code == 400
    assert send(office, page, "", **{f"decision-{key_of(one, '学员1')}": "maybe"}).status_code == 400
    assert office.get(f"{page}/list.pdf").status_code == 409
    assert office.get("/desk/eligibility?view=nothing").status_code == 404


def test_a_page_that_shows_what_is_no_longer_so_is_not_signed(bare, one):
    page, office = page_of(one), staff_client(bare, DISTRICT)
    form = hidden_fields(office, page, page)

    def work(session):
        person = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
        a_list(session, ComparedKind.RETIRED, {person.id_number: (None, None)})

    one.change(work)
    refused = office.post(page, data=form)

    assert refused.status_code == 409
    assert "您打开页面以后情况有变化" in words_in(main_of(refused.text))
