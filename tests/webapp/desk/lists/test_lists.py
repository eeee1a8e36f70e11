"""Lists of the office: what the role may see, as the address says it, as a page and as a file."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.notice.terms import Role
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.classes.classes import TrainingClass
from training.staff.acts.add_staff import add_staff

LISTS = ("/desk/classes", "/desk/people", "/desk/institutions")


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def page(world: World, who: str, path: str) -> str:
    answer = staff_client(world, who).get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        (CITY, ("BT-1", "BT-2"), ()),
        (AUDITOR, ("BT-1", "BT-2"), ()),
        (DISTRICT, ("BT-1",), ("BT-2",)),
        (OTHER_DISTRICT, ("BT-2",), ("BT-1",)),
        (SCHOOL, ("BT-1",), ("BT-2",)),
    ],
)
def test_a_list_has_the_classes_of_ones_own_place(offices, who, seen, unseen):
    text = page(offices, who, "/desk/classes")

    assert all(f">{each}<" in text for each in seen)
    assert not any(each in text for each in unseen)


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        (CITY, ("王芳", "李强"), ("没有班",)),
        (DISTRICT, ("王芳",), ("李强",)),
        (SCHOOL, ("王芳",), ("李强",)),
        (AUDITOR, ("王*", "李*"), ("王芳", "李强")),
    ],
)
def test_a_list_has_the_people_of_those_classes_and_masks_what_is_to_be_masked(offices, who, seen, unseen):
    text = page(offices, who, "/desk/people")

    assert all(each in text for each in seen)
    assert not any(each in text for each in unseen)
    assert "13800000001" not in text
    assert "138****0001" in text or who == OTHER_DISTRICT


@pytest.mark.parametrize(("who", "count"), [(CITY, 2), (DISTRICT, 1), (SCHOOL, 1)])
def test_a_list_has_the_institutions_with_classes_there(offices, who, count):
    assert f"<b>{count} 家</b>" in page(offices, who, "/desk/institutions")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wf", True),
        ("芳", True),
        ("0001", True),
        ("13800000001", True),
        ("BT-1", True),
        ("zzz", False),
        ("0002", False),
    ],
)
def test_a_person_is_found_by_name_spelling_tail_and_class(offices, typed, found):
    assert (">王芳<" in page(offices, DISTRICT, f"/desk/people?q={typed}")) is found


@pytest.mark.parametrize("path", ["/desk/people?view=all&", "/desk/find?"])
@pytest.mark.parametrize(
    ("typed", "found"), [("w", False), ("wf", False), ("王芳", False), ("0001", True), ("bt1", True)]
)
def test_where_names_are_masked_nobody_is_found_by_one(offices, path, typed, found):
    """A beginning that finds somebody tells the next letter of the name."""
    assert ("王*" in page(offices, AUDITOR, f"{path}q={typed}")) is found


@pytest.mark.parametrize("typed", ["bt1", "dgwj", "包头市第一", "btsdy"])
def test_a_class_is_found_by_number_name_and_school(offices, typed):
    text = page(offices, CITY, f"/desk/classes?q={typed}")

    assert (">BT-1<" in text, ">BT-2<" in text) == (True, typed == "dgwj")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/desk/classes?q=&district=&trade=&view=running", "/desk/classes"),
        ("/desk/classes?size=25&q=bt", "/desk/classes?q=bt"),
        ("/desk/classes?choose=1&column=hours&column=school", "/desk/classes?columns=school.hours"),
        ("/desk/people?view=all&sort=-newest", "/desk/people?view=all"),
    ],
)
def test_a_form_leads_to_the_one_address_of_its_list(offices, address, canonical):
    answer = staff_client(offices, CITY).get(address)

    assert (answer.status_code, answer.headers["Location"]) == (302, canonical)


@pytest.mark.parametrize(
    "nonsense", ["view=never", "sort=x", "size=7", "from=31.12.2026", "x=1", "columns=x"]
)
def test_nonsense_in_an_address_is_told_and_harms_nothing(offices, nonsense):
    text = page(offices, CITY, f"/desk/classes?{nonsense}")

    assert "看不懂的条件" in text
    assert ">BT-1<" in text


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("place", ["x", ">i:1~i:2~i:3", ">s:王", "%3Cd:0000", "9" * 400])
def test_a_place_that_no_page_named_is_the_first_page(offices, path, place):
    assert "已回到第一页" in page(offices, CITY, f"{path}?at={place}")


def test_pages_are_walked_by_their_links_and_back(offices):
    with offices.database.writing() as session:
        for number in range(10, 40):
            a_class(session, f"BT-{number}", lessons=False)
    client = staff_client(offices, CITY)
    first = client.get("/desk/classes?sort=number").text
    older = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(older).text
    newer = second.partition('rel="prev" href="')[2].partition('"')[0].replace("&amp;", "&")

    assert (first.count("/desk/classes/"), second.count("/desk/classes/")) == (25 + 2, 7 + 2)
    assert client.get(newer).text.count(">BT-10<") == first.count(">BT-10<") == 1
    assert 'rel="prev"' not in first


def test_a_list_says_what_to_loosen_where_nothing_is_found(offices):
    text = page(offices, CITY, "/desk/classes?q=zzz&kind=C1")

    assert "没有符合条件的班级" in text
    assert "去掉“查找：zzz”" in text


@pytest.mark.parametrize("path", LISTS)
def test_a_list_says_how_it_begins_where_there_is_nothing_yet(bare, path):
    with bare.database.writing() as session:
        add_staff(session, CITY, Role.CITY, None, None, now=bare.now)

    assert "还没有" in page(bare, CITY, path)


def test_a_file_has_exactly_what_is_filtered(offices):
    answer = staff_client(offices, CITY).get("/desk/classes/list.xlsx?q=bt2")

    rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0][0] == "班号"
    assert [row[0] for row in rows[1:]] == ["BT-2"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_nothing_in_a_file_is_a_formula(offices, name, ending):
    with offices.database.writing() as session:
        own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == "BT-1")).one()
        an_enrolment(session, own, a_trainee(session, name, "13800000009"), "9")
    answer = staff_client(offices, CITY).get(f"/desk/people/list.{ending}?q=0009")

    if ending == "csv":
        found = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))[1][0]
        assert found == f"'{name}"
    else:
        cell = load_workbook(BytesIO(answer.data)).active["A2"]
        assert (cell.value, cell.data_type) == (name, "s")


def test_a_file_of_an_unknown_kind_is_not_there(offices):
    assert staff_client(offices, CITY).get("/desk/classes/list.exe").status_code == 404


def test_lists_and_their_files_are_looks_without_what_was_typed(offices):
    client = staff_client(offices, CITY)
    client.get("/desk/people?q=13800000001")
    client.get("/desk/people/list.csv?q=13800000001")

    with offices.database.reading() as session:
        found = [(each.what, each.subject) for each in list_looks(session, Wanted())]
    assert found == [("名册和学时", "/desk/people/list.csv"), ("名册和学时", "/desk/people")]


def test_whoever_types_a_number_whole_is_led_to_the_class(offices):
    answer = staff_client(offices, CITY).get("/desk/find?q=bt-1")

    assert answer.status_code == 302
    assert "BT-1" in staff_client(offices, CITY).get(answer.headers["Location"]).text


def test_what_is_typed_in_the_bar_finds_classes_people_and_institutions(offices):
    text = page(offices, CITY, "/desk/find?q=bt")

    assert "BT-1" in text
    assert "/desk/people?q=bt&amp;view=all" in text
    assert "包头市第一培训学校" in page(offices, CITY, "/desk/find?q=第一")


def test_what_lies_elsewhere_is_not_found(offices):
    assert "没有找到" in page(offices, DISTRICT, "/desk/find?q=BT-2")
    assert "没有找到" in page(offices, DISTRICT, "/desk/find?q=李强")


def test_whoever_sees_no_names_sorts_by_none(offices):
    text = page(offices, AUDITOR, "/desk/people?sort=name")

    assert "看不懂的条件" in text
