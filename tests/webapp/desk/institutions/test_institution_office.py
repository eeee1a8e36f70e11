"""培训机构 are registered, placed and approved at the desk, each by the office that looks after it."""

import pytest
from sqlalchemy import select

from tests.factories import SCHOOL as SCHOOL_NAME
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.claims.views.lists.list_approvals import list_approvals
from training.classes.views.find_class import find_district, find_institution
from training.records.classes.classes import Institution, InstitutionContact

EVERYBODY = (CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, AUDITOR)
APPROVAL = {
    "licence": "蒙B-001",
    "valid_from": "2026-01-01",
    "valid_until": "2027-12-31",
    "filed_on": "2026-01-05",
}


@pytest.fixture
def offices(world: World) -> World:
    """昆都仑区 looks after the school; 别的学校 belongs nowhere, and holds a class in 青山区."""
    with world.database.writing() as session:
        register_staff(session)
        find_institution(session, SCHOOL_NAME).district = find_district(session, "昆都仑区")
    return world


def address_of(world: World, name: str = SCHOOL_NAME) -> str:
    with world.database.reading() as session:
        return f"/desk/institutions/{find_institution(session, name).id}"


def statuses(world: World, path: str) -> list[int]:
    return [staff_client(world, who).get(path).status_code for who in EVERYBODY]


def home_of(world: World, name: str) -> str:
    with world.database.reading() as session:
        found = session.scalars(select(Institution).where(Institution.name == name)).one()
        return found.district.name if found.district else ""


def approvals(world: World) -> list[tuple[str, str]]:
    with world.database.reading() as session:
        return [
            (each.licence_number, each.revocation.reason if each.revocation else "")
            for each in list_approvals(session)
        ]


def test_the_forms_are_found_by_whoever_looks_after_the_institution(offices):
    own, far = address_of(offices), address_of(offices, "别的学校")

    assert statuses(offices, "/desk/institutions/new") == [200, 200, 200, 404, 404]
    for form in ("/contact", "/approval"):
        assert statuses(offices, own + form) == [200, 200, 404, 404, 404]
        assert statuses(offices, far + form) == [200, 404, 404, 404, 404]


def test_a_district_registers_an_institution_of_its_own_and_finds_it(offices):
    client = staff_client(offices, DISTRICT)
    form = {"name": " 新 学校 ", "district": "青山区"}
    answer = fill_in(client, "/desk/institutions/new", "/desk/institutions/new", **form)

    assert answer.status_code == 303
    assert home_of(offices, "新学校") == "昆都仑区"
    assert client.get(answer.location).status_code == 200
    assert staff_client(offices, OTHER_DISTRICT).get(answer.location).status_code == 404


@pytest.mark.parametrize("district", ["青山区", ""])
def test_the_city_registers_one_for_a_district_or_for_itself(offices, district):
    client = staff_client(offices, CITY)
    form = {"name": "新学校", "district": district}

    assert fill_in(client, "/desk/institutions/new", "/desk/institutions/new", **form).status_code == 303
    assert home_of(offices, "新学校") == district


@pytest.mark.parametrize(
    ("name", "status"), [("", 422), ("校" * 64, 303), ("校" * 65, 422), (SCHOOL_NAME, 409)]
)
def test_a_name_is_one_to_64_letters_and_new(offices, name, status):
    client = staff_client(offices, CITY)

    assert (
        fill_in(client, "/desk/institutions/new", "/desk/institutions/new", name=name).status_code == status
    )


def test_only_the_city_gives_an_institution_to_another_district(offices):
    own = address_of(offices)
    by_district, by_city = staff_client(offices, DISTRICT), staff_client(offices, CITY)
    with offices.database.reading() as session:
        seen = str(find_district(session, "昆都仑区").id)

    assert by_district.post(f"{own}/place", data={"district": "青山区", "seen": seen}).status_code == 404
    assert fill_in(by_city, f"{own}/contact", f"{own}/place", district="青山区").status_code == 303
    assert home_of(offices, SCHOOL_NAME) == "青山区"
    assert by_city.post(f"{own}/place", data={"district": "东河区", "seen": seen}).status_code == 409


@pytest.mark.parametrize(
    ("person", "telephone", "status"),
    [
        ("张校长", "13800000001", 303),
        ("张校长", "0472-515 0000", 303),
        ("张校长", "515", 422),
        ("张校长", "没有", 422),
        ("", "13800000001", 422),
    ],
)
def test_a_contact_has_a_name_and_a_telephone(offices, person, telephone, status):
    own, client = address_of(offices), staff_client(offices, DISTRICT)
    typed = {"person": person, "telephone": telephone}

    assert fill_in(client, f"{own}/contact", f"{own}/contact", **typed).status_code == status


def test_the_latest_contact_is_shown_to_those_who_see_whole_numbers_of_it(offices):
    own, client = address_of(offices), staff_client(offices, DISTRICT)
    for person, telephone in (("张校长", "13800000091"), ("李校长", "13800000092")):
        fill_in(client, f"{own}/contact", f"{own}/contact", person=person, telephone=telephone)

    shown = [
        (who, "李校长" in staff_client(offices, who).get(own).text)
        for who in (CITY, DISTRICT, SCHOOL, AUDITOR)
    ]
    assert shown == [(CITY, True), (DISTRICT, True), (SCHOOL, True), (AUDITOR, False)]
    assert "张校长" not in client.get(own).text
    with offices.database.reading() as session:
        assert len(session.scalars(select(InstitutionContact)).all()) == 2


def test_a_contact_that_somebody_else_noted_meanwhile_is_looked_at_first(offices):
    own, client = address_of(offices), staff_client(offices, DISTRICT)
    sent = hidden_fields(client, f"{own}/contact", f"{own}/contact") | {
        "person": "张校长",
        "telephone": "13800000091",
    }
    fill_in(client, f"{own}/contact", f"{own}/contact", person="李校长", telephone="13800000092")

    assert client.post(f"{own}/contact", data=sent).status_code == 409


def test_a_school_is_approved_again_and_revoked_and_shows_it(offices):
    own, client = address_of(offices), staff_client(offices, DISTRICT)
    assert fill_in(client, f"{own}/approval", f"{own}/approval", **APPROVAL).status_code == 303
    assert "有效" in client.get(own).text
    assert (
        fill_in(client, f"{own}/approval", f"{own}/approval", **APPROVAL | {"licence": "蒙B-002"}).status_code
        == 303
    )

    off = fill_in(client, f"{own}/approval", f"{own}/revocation", revoked_on="2026-03-01", reason="停业整顿")

    assert off.status_code == 303
    assert approvals(offices) == [("蒙B-001", "停业整顿"), ("蒙B-002", "停业整顿")]
    assert "已撤销" in client.get(own).text


@pytest.mark.parametrize(
    "typed",
    [
        {"licence": ""},
        {"licence": "号" * 65},
        {"valid_from": ""},
        {"filed_on": "昨天"},
        {"valid_until": "2025-12-31"},
    ],
)
def test_an_approval_that_contradicts_itself_is_refused(offices, typed):
    own, client = address_of(offices), staff_client(offices, DISTRICT)

    assert fill_in(client, f"{own}/approval", f"{own}/approval", **APPROVAL | typed).status_code == 422
    assert approvals(offices) == []


def test_a_revocation_ends_what_its_page_showed_and_nothing_else(offices):
    own, client = address_of(offices), staff_client(offices, DISTRICT)
    fill_in(client, f"{own}/approval", f"{own}/approval", **APPROVAL)
    sent = hidden_fields(client, f"{own}/approval", f"{own}/revocation")
    fill_in(client, f"{own}/approval", f"{own}/approval", **APPROVAL | {"licence": "蒙B-002"})

    answer = client.post(f"{own}/revocation", data=sent | {"revoked_on": "2026-03-01", "reason": "停业整顿"})

    assert answer.status_code == 409
    assert approvals(offices) == [("蒙B-001", ""), ("蒙B-002", "")]


def test_whoever_only_sees_it_approves_nothing(offices):
    own = address_of(offices)
    for who in (OTHER_DISTRICT, SCHOOL, AUDITOR):
        assert (
            staff_client(offices, who).post(f"{own}/approval", data=APPROVAL | {"seen": ""}).status_code
            == 404
        )

    assert approvals(offices) == []
