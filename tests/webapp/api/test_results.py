"""Programs of staff read verdict and list of a class (R16, R46)."""

from tests.training.results.signing import SATURDAY, checked
from tests.webapp.api.test_staff import program
from training.checks.terms import CheckLevel
from training.notice.terms import Role
from training.results.rules.list_hash import list_hash
from training.results.views.find_approved_list import find_approved_list


def test_a_program_reads_the_verdict_that_counts_and_the_list_with_its_hash(bare):
    bare.now = SATURDAY
    one = checked(bare.database)
    page, city = f"/api/v1/classes/{one.class_id}", program(bare, Role.CITY)
    assert city.get(f"{page}/result").json["state"] == "待评估"
    assert city.get(f"{page}/qualified").json == {"total": 0, "items": []}
    one.sign()
    one.approve()

    told, listed = city.get(f"{page}/result").json, city.get(f"{page}/qualified").json

    assert (told["verdict"], told["proposed"], told["list_state"]) == ("合格", "合格", "已确认")
    with bare.database.reading() as session:
        assert told["list_sha256"] == list_hash(find_approved_list(session, one.own().id).people)
    assert [(each["decision"], each["credited_hours"]) for each in listed["items"]] == [
        ("合格", 32),
        ("不合格", 24),
    ]
    one.void(CheckLevel.CITY)
    again = city.get(f"{page}/result").json
    assert (again["state"], again["verdict"], again["proposed"]) == ("待重新评估", None, None)


def test_a_school_reads_no_proposal_and_another_district_nothing(bare):
    bare.now = SATURDAY
    one = checked(bare.database)
    school = one.own_school()

    told = program(bare, Role.INSTITUTION, school).get(f"/api/v1/classes/{one.class_id}/result")
    other = program(bare, Role.DISTRICT, "青山区").get(f"/api/v1/classes/{one.class_id}/qualified")

    assert (told.status_code, told.json["proposed"], other.status_code) == (200, None, 404)
