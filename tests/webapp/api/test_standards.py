"""Programs of staff read standards, and which lists are compared with; never who stands on one (R47, R58)."""

from tests.factories import an_id_number
from tests.training.checks.checking import CITY, DISTRICT, register_staff
from tests.training.eligibility.pricing import HOME, a_line, a_list, a_set
from tests.webapp.api.test_staff import program
from training.eligibility.terms import ComparedKind
from training.notice.terms import Role
from training.staff.views.find_staff import find_staff


def test_a_program_reads_the_versions_and_lines_of_its_place(world):
    with world.database.writing() as session:
        register_staff(session)
        a_set(session, find_staff(session, CITY), [a_line()])
        draft = a_set(session, find_staff(session, DISTRICT), [a_line()], district=HOME, in_force_at=None)
        draft_id = draft.public_id

    city, other = program(world, Role.CITY), program(world, Role.DISTRICT, "青山区")
    every, seen = (each.get("/api/v1/subsidy-standards").json["items"] for each in (city, other))
    whole = city.get(f"/api/v1/subsidy-standards/{every[0]['id']}").json

    assert [(each["district"], each["version"], bool(each["in_force_at"])) for each in every] == [
        ("", 1, True),
        (HOME, 1, False),
    ]
    assert [each["district"] for each in seen] == [""]
    assert other.get(f"/api/v1/subsidy-standards/{draft_id}").status_code == 404
    (line,) = whole["standards"]
    assert line == {
        "kind": "普通",
        "trade": "",
        "level": "",
        "hours_from": 40.0,
        "hours_until": 80.0,
        "amount_fen": 100_000,
        "mixed_percent": 70,
        "payee": "培训机构",
        "fund": "就业补助资金",
    }


def test_a_program_reads_how_many_people_a_list_has_and_a_schools_nothing(world):
    with world.database.writing() as session:
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(): (None, None)})

    auditor, school = program(world, Role.AUDITOR), program(world, Role.INSTITUTION, "别的学校")
    (own,) = auditor.get("/api/v1/compared-lists").json["items"]

    assert {name: said for name, said in own.items() if name != "id"} == {
        "kind": "在职参保",
        "district": "",
        "as_of": "2026-01-01",
        "source": "市社保中心",
        "people": 1,
        "state": "在用",
    }
    assert school.get("/api/v1/compared-lists").status_code == 404
    assert school.get("/api/v1/subsidy-standards").status_code == 200
