"""What the field of the head offers as one types: a few of every kind, no more than a search tells."""

import re

import pytest

from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.privacy.views.list_looks import Wanted, list_looks
from webapp.desk.lists.suggestions import Suggestion, fairly

PATH = "/desk/find/suggestions"
OPTION = re.compile(r'data-to="([^"]*)"><small[^>]*>([^<]*)</small> <b>([^<]*)</b>')


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def offered(world: World, who: str, typed: str) -> list[tuple[str, str]]:
    answer = staff_client(world, who).get(PATH, query_string={"q": typed})
    assert answer.status_code == 200
    return [(kind, name) for _, kind, name in OPTION.findall(answer.text)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("wf", [("学员", "王芳")]),
        ("bt1", [("班级", "BT-1"), ("学员", "赵小红"), ("学员", "赵小明"), ("学员", "王芳")]),
        ("第一", [("班级", "BT-1"), ("机构", "包头市第一培训学校")]),
        ("zzz", []),
        ("", []),
        ("  ", []),
    ],
)
def test_what_is_typed_offers_classes_people_and_institutions(offices, typed, names):
    assert offered(offices, DISTRICT, typed) == names


def test_an_offer_leads_to_the_page_of_what_it_names(offices):
    client = staff_client(offices, CITY)
    addresses = [address for address, _, _ in OPTION.findall(client.get(f"{PATH}?q=bt").text)]

    assert len(addresses) > 2
    assert {client.get(each).status_code for each in addresses} == {200}


def test_at_most_eight_are_offered_and_of_each_kind_some(offices):
    with offices.database.writing() as session:
        own = a_class(session, "XX-0", lessons=False, name="王牌班")
        for number in range(1, 10):
            a_class(session, f"XX-{number}", lessons=False, name="王牌班")
            an_enrolment(session, own, a_trainee(session, f"王{number}", f"1390000000{number}"), f"{number}")

    found = offered(offices, CITY, "王")

    assert len(found) == 8
    assert [kind for kind, _ in found] == ["班级"] * 4 + ["学员"] * 4


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("8", False), ("00", False), ("000", False), ("0001", True), ("00001", False), ("13800000001", True)],
)
def test_the_end_of_a_number_is_told_whole_or_not_at_all(offices, typed, is_found):
    """Else whoever types one digit after another would be told each of them."""
    assert (("学员", "王芳") in offered(offices, DISTRICT, typed)) is is_found


@pytest.mark.parametrize(("typed", "is_found"), [("王", False), ("wf", False), ("0001", True)])
def test_where_names_are_masked_no_letter_of_one_is_told(offices, typed, is_found):
    assert (("学员", "王*") in offered(offices, AUDITOR, typed)) is is_found
    assert ("学员", "王芳") not in offered(offices, AUDITOR, typed)


@pytest.mark.parametrize(("who", "is_found"), [(CITY, True), (OTHER_DISTRICT, True), (DISTRICT, False)])
def test_what_lies_elsewhere_is_not_offered(offices, who, is_found):
    assert bool(offered(offices, who, "李强")) is is_found


def test_a_school_is_offered_its_own(offices):
    assert offered(offices, SCHOOL, "lq") == []
    assert offered(offices, SCHOOL, "wf") == [("学员", "王芳")]


def test_an_offer_is_a_look_without_what_was_typed(offices):
    offered(offices, DISTRICT, "0001")

    with offices.database.reading() as session:
        found = [(each.what, each.subject) for each in list_looks(session, Wanted())]
    assert found == [("名册和学时", PATH)]


def test_nobody_is_offered_anything_who_has_not_come_in(offices):
    assert offices.client().get(f"{PATH}?q=wf").status_code == 303


def some(kind: str, count: int) -> list[Suggestion]:
    return [Suggestion(kind, f"{kind}{number}", "", "") for number in range(count)]


@pytest.mark.parametrize(
    ("counts", "taken"),
    [
        ((0, 0, 0), "000"),
        ((8, 0, 0), "800"),
        ((8, 8, 8), "332"),
        ((8, 8, 0), "440"),
        ((8, 1, 1), "611"),
        ((2, 3, 2), "232"),
        ((3, 3, 3), "332"),
    ],
)
def test_each_kind_has_as_many_as_another_while_it_has_some(counts, taken):
    kinds = [some(kind, count) for kind, count in zip("abc", counts, strict=True)]

    found = "".join(each.kind for each in fairly(kinds, 8))

    assert found == "".join(kind * int(count) for kind, count in zip("abc", taken, strict=True))
