"""The list of classes to check: sixty-six are searched, chosen, ordered and turned over by the address."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.factories import a_class, a_trainee, an_enrolment
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, Checking, register_staff
from tests.webapp.checks.inspecting import main_of, staff_client, words
from tests.webapp.conftest import World
from training.classes.views.find_class import find_class
from webapp.checks.pages.check_list import PAGE

DISTRICTS = ("昆都仑区", "青山区", "东河区")
MANY = 66


def fill(world: World, classes: int) -> None:
    """C-01 to C-66 in three districts and at six schools; it is Tuesday, 10:00, and all are in session."""
    with world.database.writing() as session:
        register_staff(session)
        for number in range(1, classes + 1):
            district = DISTRICTS[number % 3]
            school = f"{district[:2]}第{number % 6}学校"
            own = a_class(session, f"C-{number:02}", district=district, institution=school, is_key_group=True)
            an_enrolment(session, own, a_trainee(session, "王芳", f"138{number:08}"), "1")


@pytest.fixture
def city(world: World) -> FlaskClient:
    fill(world, MANY)
    return staff_client(world, CITY)


def shown(client: FlaskClient, address: str) -> list[str]:
    return re.findall(r"\b(C-\d\d) ·", words(client.get(address)))


def everything(client: FlaskClient, address: str) -> list[str]:
    """Page by page, as the links lead."""
    found = []
    while address:
        page = client.get(address).text
        found += re.findall(r"\b(C-\d\d) ·", page)
        after = re.search(r'rel="next" href="([^"#]+)', page)
        address = unescape(after.group(1)) if after else ""
    return found


def numbers(*which: int) -> list[str]:
    return [f"C-{each:02}" for each in which]


def test_twelve_stand_on_a_page_and_the_links_lead_to_every_other(city):
    first = city.get("/checks")

    assert len(shown(city, "/checks")) == PAGE
    assert "今天上课 68 班，正在上课 68 班，欠检查 66 班" in words(first)
    assert "共 68 班，第 1/6 页" in words(first)
    found = everything(city, "/checks")
    assert sorted(found) == numbers(*range(1, MANY + 1))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/checks?q=C-07", [7]),
        ("/checks?q=青山 第1", [number for number in range(1, 67) if number % 6 == 1]),
        ("/checks?district=东河区", [number for number in range(1, 67) if number % 3 == 2]),
        ("/checks?institution=东河第5学校", [number for number in range(1, 67) if number % 6 == 5]),
        ("/checks?district=东河区&q=C-05&show=正在上课&sort=班号", [5]),
        ("/checks?district=东河区&institution=青山第1学校", []),
        ("/checks?show=今天已查", []),
    ],
)
def test_what_is_asked_for_in_the_address_is_shown_and_nothing_else(address, expected, city):
    assert sorted(everything(city, address)) == numbers(*expected)


def test_the_form_keeps_what_was_asked_and_so_do_the_links(city):
    page = city.get("/checks?q=C&district=青山区&sort=班号").text

    assert re.search(r'<input id="q" name="q" type="search" value="C"', page)
    assert '<option value="青山区" selected>' in page
    assert '<option value="班号" selected>' in page
    after = unescape(re.search(r'rel="next" href="([^"]+)', page).group(1))
    assert shown(city, after.partition("#")[0]) == numbers(*range(37, 67, 3))
    assert after.endswith("#classes")


def test_the_order_is_as_asked(city):
    assert shown(city, "/checks?sort=班号&q=C-") == numbers(*range(1, 13))
    assert shown(city, "/checks?sort=旗县区&q=C-")[:2] == numbers(2, 5)


def test_where_nothing_fits_there_is_a_way_back(city):
    page = city.get("/checks?q=固阳县")

    assert "没有符合的班" in words(page)
    assert 'href="/checks"' in page.text


@pytest.mark.parametrize("asked", ["page=999", "page=-3", "page=x", "show=怎样", "sort=怎样", "q="])
def test_whatever_stands_in_the_address_is_answered_with_a_page(asked, city):
    answer = city.get(f"/checks?{asked}")

    assert answer.status_code == 200
    assert "C-" in answer.text


def test_what_was_checked_today_is_marked_comes_last_and_leads_to_its_check(world, city):
    with world.database.reading() as session:
        class_id = find_class(session, "C-07").public_id
    checking = Checking(world.database, class_id, CITY, world.now)
    checking.start()
    assert "继续检查" in words(city.get("/checks?q=C-07"))
    checking.pass_all()

    page = city.get("/checks?q=C-07")

    assert "✓ 今天已查：合格" in words(page)
    assert f'href="/checks/{checking.check_id}"' in page.text
    assert everything(city, "/checks?q=C-")[-1] == "C-07"
    assert shown(city, "/checks?show=今天已查") == ["C-07"]
    assert "C-07" not in everything(city, "/checks?show=今天未查")


def test_what_could_not_be_completed_is_marked_so_and_still_to_be_checked(world, city):
    with world.database.reading() as session:
        class_id = find_class(session, "C-07").public_id
    checking = Checking(world.database, class_id, CITY, world.now)
    checking.start()
    checking.conclude(as_unable=True)

    page = city.get("/checks?q=C-07")

    assert "今天没查成：无法完成" in words(page)
    assert f'href="/checks/{checking.check_id}"' in page.text
    assert shown(city, "/checks?show=今天已查") == []
    assert "C-07" in everything(city, "/checks?show=今天未查")
    assert "C-07" in everything(city, "/checks?show=欠查")


def test_a_check_that_counts_is_not_undone_by_a_later_one_that_could_not_be_completed(world, city):
    with world.database.reading() as session:
        class_id = find_class(session, "C-07").public_id
    checking = Checking(world.database, class_id, CITY, world.now)
    checking.start()
    checking.pass_all()
    checking.start(b"another seed")
    checking.conclude(as_unable=True)

    assert "✓ 今天已查：合格" in words(city.get("/checks?q=C-07"))
    assert shown(city, "/checks?show=今天已查") == ["C-07"]


def test_a_district_chooses_among_its_own_and_of_its_one_district_there_is_no_choice(world, city):
    page = staff_client(world, DISTRICT).get("/checks").text

    assert 'name="institution"' in page
    assert 'name="district"' not in page
    assert "青山第1学校" not in page


def test_an_auditor_chooses_too_and_is_offered_nothing_to_do(world, city):
    auditor = staff_client(world, AUDITOR)

    assert sorted(everything(auditor, "/checks?district=青山区&q=C-")) == numbers(*range(1, 67, 3))
    assert 'method="post"' not in main_of(auditor.get("/checks").text)


def test_where_there_are_few_classes_no_form_stands_in_the_way(world):
    fill(world, 3)

    list_of_classes = main_of(staff_client(world, CITY).get("/checks").text)

    assert 'type="search"' not in list_of_classes
    assert "C-01" in list_of_classes


def test_of_sixty_six_classes_the_database_is_asked_as_often_as_of_twelve(world):
    fill(world, 12)
    few = asked_for(world)
    with world.database.writing() as session:
        for number in range(13, MANY + 1):
            a_class(session, f"C-{number:02}", district=DISTRICTS[number % 3], is_key_group=True)

    assert asked_for(world) == few


def asked_for(world: World) -> int:
    client = staff_client(world, CITY)
    client.get("/checks")
    with counted(world.database) as tally:
        assert client.get("/checks").status_code == 200
    return tally.figures.statements
