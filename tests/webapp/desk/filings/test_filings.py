"""/desk/filings: one filing after the other, the oldest first; each office does its own there (R04)."""

from csv import DictReader
from datetime import timedelta
from io import StringIO

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import main_of, staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import address, read
from tests.webapp.desk.documents.test_documents import ask_for, files_on, hand_in, of_class
from tests.webapp.filling import hidden_fields
from training.documents.sheets.read_document import read_document
from training.documents.terms import Media


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def page_of(world: World) -> str:
    return f"/desk/filings/{address(world).rpartition('/')[2]}"


def send(world: World, who: str, act: str, **fields: str):
    client, page = staff_client(world, who), page_of(world)
    return client.post(f"{page}/{act}", data=hidden_fields(client, page, f"{page}/{act}") | fields)


def test_from_the_list_to_a_query_its_answer_and_the_end(offices):
    assert "BT-1" in read(offices, CITY, "/desk/filings")
    assert page_of(offices) in read(offices, CITY, address(offices))

    assert send(offices, CITY, "review", verdict="queried", text="缺教案").status_code == 303
    assert "缺教案" in read(offices, DISTRICT, "/desk/work")
    assert "BT-1" in read(offices, DISTRICT, "/desk/filings")
    assert send(offices, DISTRICT, "reply", text="已补交").status_code == 303
    assert "已补交" in read(offices, CITY, "/desk/work")
    assert send(offices, CITY, "review", verdict="passed").status_code == 303

    assert "BT-1" in read(offices, CITY, "/desk/filings?state=passed")
    assert "BT-1" not in main_of(read(offices, CITY, "/desk/filings"))
    for said in ("缺教案", "已补交"):
        assert said in read(offices, AUDITOR, page_of(offices))
        assert said not in read(offices, CITY, "/desk/work")


def test_what_was_said_of_a_filing_stands_in_the_history_of_the_class_between_the_offices(offices):
    hand_in(offices, kind="教学计划")
    hand_in(offices, kind="学员名册")
    files, school = files_on(offices, of_class(offices)), staff_client(offices, SCHOOL)
    for file, reason in zip(files, ("王芳退班了", "重新交"), strict=True):
        form = hidden_fields(school, f"{file}/withdraw", f"{file}/withdraw")
        school.post(f"{file}/withdraw", data=form | {"reason": reason})
    send(offices, CITY, "review", verdict="queried", text="缺教案")
    send(offices, DISTRICT, "reply", text="已补交")
    send(offices, CITY, "review", verdict="passed")

    told = {who: main_of(read(offices, who, f"{address(offices)}/history")) for who in (AUDITOR, SCHOOL)}

    of_papers = ("上传材料：教学计划", "上传材料：学员名册", "撤回材料：学员名册", "重新交")
    of_review = ("备案复核质疑", "缺教案", "答复对备案的质疑", "已补交", "备案复核通过")
    assert [words for words in (*of_papers, *of_review) if words not in told[AUDITOR]] == []
    assert [words for words in of_papers if words not in told[SCHOOL]] == []
    assert not [words for words in (*of_review, "王芳") if words in told[SCHOOL]]
    assert "王芳" not in told[AUDITOR]


def test_it_is_there_for_those_whom_it_concerns_and_each_finds_the_own_form(offices):
    page = page_of(offices)
    found = {who: staff_client(offices, who).get(page) for who in (CITY, DISTRICT, AUDITOR)}

    assert {who: f'action="{page}/review"' in each.text for who, each in found.items()} == {
        CITY: True,
        DISTRICT: False,
        AUDITOR: False,
    }
    for who in (OTHER_DISTRICT, SCHOOL):
        assert staff_client(offices, who).get(page).status_code == 404
    assert staff_client(offices, CITY).get("/desk/filings?state=nowhere").status_code == 404


def test_the_list_is_taken_away_with_the_latest_opinion_and_its_answer(offices):
    send(offices, CITY, "review", verdict="queried", text="=缺教案")
    send(offices, DISTRICT, "reply", text="已补交")

    def taken(who: str, state: str) -> list[dict[str, str]]:
        text = (
            staff_client(offices, who).get(f"/desk/filings/list.csv?state={state}").data.decode("utf-8-sig")
        )
        return list(DictReader(StringIO(text)))

    (line,) = taken(CITY, "answered")
    assert [line[each] for each in ("班号", "复核", "次数", "答复", "答复人")] == [
        "BT-1",
        "已答复",
        "1",
        "已补交",
        DISTRICT,
    ]
    # As every file of the house: no spreadsheet computes what somebody typed.
    assert line["最近意见"] == "'=缺教案"
    assert line["复核时间"] == "2026-03-03 10:00"
    assert (taken(CITY, "passed"), taken(OTHER_DISTRICT, "answered")) == ([], [])
    book = staff_client(offices, AUDITOR).get("/desk/filings/list.xlsx?state=all")
    assert read_document(book.data) is Media.XLSX
    for wrong in ("list.doc", "list.csv?state=nowhere"):
        assert staff_client(offices, CITY).get(f"/desk/filings/{wrong}").status_code == 404
    assert staff_client(offices, SCHOOL).get("/desk/filings/list.csv").status_code == 404


def test_whoever_is_to_pass_a_filing_is_warned_of_papers_that_are_missing_or_have_expired(offices):
    page = page_of(offices)
    documents = of_class(offices)
    whole = main_of(read(offices, CITY, page))
    for asked in ("教学计划", "考核方案"):
        ask_for(offices, asked)
    hand_in(offices, kind="教学计划", valid_until=f"{offices.now:%F}")
    soon = main_of(read(offices, CITY, page))
    offices.now += timedelta(days=1)
    late = main_of(read(offices, CITY, page))

    assert "齐全" in whole
    assert "还缺" not in whole
    assert documents in whole
    assert "还缺 1 种必备材料：</b>考核方案。" in soon
    assert "将到期" in soon
    assert "还缺 2 种必备材料：</b>教学计划（已过期）、考核方案。" in late
    assert "还缺" not in main_of(read(offices, DISTRICT, page))
    assert "缺 2 种" in main_of(read(offices, DISTRICT, page))


def test_a_query_without_words_is_refused_and_says_why(offices):
    answer = send(offices, CITY, "review", verdict="queried", text="")

    assert answer.status_code in (400, 422)
    assert "质疑要写明原因" in answer.text
