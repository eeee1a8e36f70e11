"""Checks, teachers, corrections, leave and alerts are lists like all others: own place, address, file."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import World
from tests.webapp.desk.lists.listed import SCHOOLS, TEACHERS, fill
from training.notice.terms import Role
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.attendance.leave import LeaveOfAbsence
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import Instructor
from training.staff.acts.add_staff import add_staff

# Each list with everything in it, and what of BT-1 and of BT-2 stands in it.
LISTS = {
    "/desk/checks": ("BT-1-市1", "BT-2-市1"),
    "/desk/teachers": (TEACHERS["BT-1"], TEACHERS["BT-2"]),
    "/desk/corrections?view=all": (">BT-1<", ">BT-2<"),
    "/desk/leave?view=all": (">BT-1<", ">BT-2<"),
    "/desk/alerts": ("BT-1 欠查", "BT-2 欠查"),
}
PATHS = [each.partition("?")[0] for each in LISTS]
SEES = {CITY: (True, True), AUDITOR: (True, True), DISTRICT: (True, False), OTHER_DISTRICT: (False, True)}


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
        fill(session)
    return world


def page(world: World, who: str, path: str) -> str:
    answer = staff_client(world, who).get(path)
    assert answer.status_code == 200, answer.headers.get("Location")
    return answer.text


def taken_away(world: World, who: str, path: str) -> list[list[str]]:
    answer = staff_client(world, who).get(path)
    assert answer.status_code == 200
    return list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("who", SEES)
def test_a_list_has_what_lies_in_ones_own_place(offices, who, path):
    text = page(offices, who, path)

    assert tuple(each in text for each in LISTS[path]) == SEES[who]


@pytest.mark.parametrize("path", ["/desk/teachers", "/desk/corrections?view=all", "/desk/leave?view=all"])
def test_a_school_has_its_own(offices, path):
    text = page(offices, SCHOOL, path)

    assert tuple(each in text for each in LISTS[path]) == (True, False)


@pytest.mark.parametrize("path", ["/desk/checks", "/desk/checks/list.csv"])
def test_a_school_finds_no_list_of_checks_for_it_would_be_warned(offices, path):
    assert staff_client(offices, SCHOOL).get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_nobody_finds_a_list_who_has_not_come_in(offices, path):
    assert offices.client().get(path).status_code == 303
    assert offices.client().get(f"{path}/list.csv").status_code == 303


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("who", [CITY, OTHER_DISTRICT])
def test_the_file_has_the_rows_of_the_page(offices, who, path):
    name, _, asked = path.partition("?")
    headings, *rows = taken_away(offices, who, f"{name}/list.csv?{asked}")

    assert len({len(each) for each in (headings, *rows)}) == 1
    assert len(rows) == sum(SEES[who])
    with BytesIO(staff_client(offices, who).get(f"{name}/list.xlsx?{asked}").data) as content:
        assert load_workbook(content).active.max_row == 1 + len(rows)


@pytest.mark.parametrize("path", PATHS)
def test_a_file_of_another_kind_is_not_there(offices, path):
    assert staff_client(offices, CITY).get(f"{path}/list.pdf").status_code == 404


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/desk/checks?q=bt1", (True, False)),
        ("/desk/checks?q=第一", (True, False)),
        ("/desk/checks?q=bt&level=市本级", (True, True)),
        ("/desk/checks?level=旗县区", (False, False)),
        ("/desk/checks?view=running", (True, True)),
        ("/desk/checks?view=passed", (False, False)),
        ("/desk/checks?from=2026-03-02&to=2026-03-02", (True, True)),
        ("/desk/checks?from=2026-03-03", (False, False)),
        ("/desk/checks?to=2026-03-01", (False, False)),
        ("/desk/teachers?q=wl", (True, False)),
        ("/desk/teachers?q=biede2", (False, False)),
        ("/desk/teachers?q=别的", (False, True)),
        ("/desk/corrections?q=wf", (True, False)),
        ("/desk/corrections?q=0002", (False, True)),
        ("/desk/corrections?q=002", (False, False)),
        ("/desk/corrections?view=decided", (False, False)),
        ("/desk/corrections?from=2026-03-02&to=2026-03-02", (True, True)),
        ("/desk/corrections?from=2026-03-03", (False, False)),
        ("/desk/leave?q=李强", (False, True)),
        ("/desk/leave?view=revoked", (False, False)),
        ("/desk/leave?view=today", (False, False)),
        ("/desk/leave?to=2026-03-01", (False, False)),
        ("/desk/alerts?of=CHECKS", (True, True)),
        ("/desk/alerts?of=CLAIMS", (False, False)),
        ("/desk/alerts?state=told", (False, False)),
    ],
)
def test_a_list_is_narrowed_by_what_its_address_says(offices, path, found):
    text = page(offices, CITY, path)

    own = next(marks for each, marks in LISTS.items() if each.startswith(path.partition("?")[0]))
    assert tuple(each in text for each in own) == found


@pytest.mark.parametrize("path", ["/desk/corrections?view=all", "/desk/leave?view=all"])
@pytest.mark.parametrize(("typed", "found"), [("王", False), ("wf", False), ("0001", True)])
def test_where_names_are_masked_nobody_is_found_by_one(offices, path, typed, found):
    assert ("王*" in page(offices, AUDITOR, f"{path}&q={typed}")) is found
    assert "王芳" not in page(offices, AUDITOR, path)


def test_a_district_is_chosen_by_those_who_have_several(offices):
    assert "旗县区：全部" in page(offices, CITY, "/desk/checks")
    assert "旗县区：全部" not in page(offices, DISTRICT, "/desk/checks")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("asked", ["sort=x", "size=7", "from=31.12.2026", "columns=x", "x=1"])
def test_nonsense_in_an_address_is_told_and_harms_nothing(offices, path, asked):
    assert "看不懂的条件" in page(offices, CITY, f"{path}?{asked}")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("place", ["x", ">i:1~i:2~i:3~i:4", ">s:王", "9" * 400])
def test_a_place_that_no_page_named_is_the_first_page(offices, path, place):
    assert "已回到第一页" in page(offices, CITY, f"{path}?at={place}")


def test_columns_are_chosen_and_the_file_has_all_of_them(offices):
    shown = page(offices, CITY, "/desk/checks?columns=level")

    assert ">级别</th>" in shown
    assert ">方式</th>" not in shown
    assert "方式" in taken_away(offices, CITY, "/desk/checks/list.csv?columns=level")[0]


@pytest.mark.parametrize("path", PATHS)
def test_a_list_says_what_to_do_where_there_is_nothing_yet(bare, path):
    with bare.database.writing() as session:
        add_staff(session, CITY, Role.CITY, None, None, now=bare.now)

    assert 'class="empty"' in page(bare, CITY, path)


@pytest.mark.parametrize(
    ("path", "shown", "exact"),
    [
        ("/desk/corrections", "03-02 18:00", "2026-03-02 18:00"),
        ("/desk/corrections", "3月2日 周一 下午签退", "2026-03-02 下午签退"),
        ("/desk/leave", "03-02 周一", "2026-03-02 周一"),
        ("/desk/leave", "冯老师 03-02 07:00", "冯老师 2026-03-02 07:00"),
        ("/desk/checks", "03-02 09:00", "2026-03-02 09:00"),
        ("/desk/alerts", "03-02 09:00", "2026-03-02 09:00"),
        ("/desk/teachers", "03-02", "2026-03-02"),
    ],
)
def test_a_file_says_the_whole_day_for_it_is_read_on_another(offices, path, shown, exact):
    text = page(offices, CITY, path)
    cells = [cell for row in taken_away(offices, CITY, f"{path}/list.csv") for cell in row]

    assert shown in text
    assert exact in cells
    assert shown not in cells


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_in_a_file_is_a_formula(offices, ending):
    with offices.database.writing() as session:
        session.scalars(select(LeaveOfAbsence).limit(1)).one().reason = "=1+1"
    answer = staff_client(offices, CITY).get(f"/desk/leave/list.{ending}?view=all")

    if ending == "csv":
        assert ",'=1+1," in answer.data.decode("utf-8-sig")
    else:
        cells = [cell for row in load_workbook(BytesIO(answer.data)).active.rows for cell in row]
        assert [each.data_type for each in cells if each.value == "=1+1"] == ["s"]


@pytest.mark.parametrize(
    ("path", "what"),
    [("/desk/corrections", "补卡申请"), ("/desk/leave", "名册和学时"), ("/desk/checks", "检查")],
)
def test_lists_with_people_and_their_files_are_looks(offices, path, what):
    client = staff_client(offices, CITY)
    client.get(path)
    client.get(f"{path}/list.csv")

    with offices.database.reading() as session:
        found = {(each.what, each.subject) for each in list_looks(session, Wanted())}
    assert found == {(what, path), (what, f"{path}/list.csv")}


def test_a_teacher_has_the_half_days_of_the_classes_that_one_may_see(offices):
    with offices.database.reading() as session:
        key = session.scalars(select(Instructor.id).where(Instructor.name == TEACHERS["BT-1"])).one()
    address = f"/desk/teachers/{key}"

    # Tuesday: both halves of Monday are over, the morning of today is still one of those to come.
    text = words(staff_client(offices, DISTRICT).get(address))
    assert "上过的课 2 个半天" in text
    assert "还要上的课 1 个半天" in text
    assert SCHOOLS["BT-1"] in text
    assert staff_client(offices, OTHER_DISTRICT).get(address).status_code == 404
    assert staff_client(offices, CITY).get(f"/desk/teachers/{2**40}").status_code == 404


def test_checks_stand_as_they_were_started_whichever_was_recorded_first(offices):
    with offices.database.writing() as session:
        first = session.scalars(select(SpotCheck).where(SpotCheck.number == "BT-1-市1")).one()
        first.started_at = at(MONDAY, "15:00")

    newest, oldest = (
        taken_away(offices, CITY, f"/desk/checks/list.csv?sort={each}") for each in ("-newest", "newest")
    )
    assert [row[0] for row in newest[1:]] == ["BT-1-市1", "BT-2-市1"]
    assert [row[0] for row in oldest[1:]] == ["BT-2-市1", "BT-1-市1"]
