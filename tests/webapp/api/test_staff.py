"""Programs of staff: what a token shows is what its holder may see (R09); the rest is not found."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.training.classes.views.test_online_theory import a_class_online
from training.classes.acts.give_online_reason import give_online_reason
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.records.classes.classes import Institution
from training.records.classes.trainees import Trainee
from training.staff.acts.add_staff import add_staff
from training.staff.acts.issue_token import issue_token
from training.staff.acts.revoke_tokens import revoke_tokens

OF_ITS_PEOPLE = ("enrolments", "hours")
OF_A_CLASS = (*OF_ITS_PEOPLE, "documents")


def add(session, world, role, place=None):
    district = find_district(session, place) if role is Role.DISTRICT else None
    institution = (
        session.scalars(select(Institution).where(Institution.name == place)).one()
        if role is Role.INSTITUTION
        else None
    )
    staff = add_staff(session, f"{role}{place}", role, district, institution, now=world.now)
    token = f"token of {role} {place}".replace(" ", "-").encode().hex()
    issue_token(session, staff, timedelta(days=1), token=token, now=world.now)
    return staff, token


def program(world, role, place=None):
    """A client that sends the token of such a person with everything."""
    with world.database.writing() as session:
        _, token = add(session, world, role, place)
    client = world.client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def class_id(database: Database, number: str):
    with database.reading() as session:
        return find_class(session, number).public_id


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        (Role.CITY, None, {"BT-1", "BT-2"}),
        (Role.AUDITOR, None, {"BT-1", "BT-2"}),
        (Role.DISTRICT, "青山区", {"BT-2"}),
        (Role.DISTRICT, "固阳县", set()),
        (Role.INSTITUTION, "别的学校", {"BT-2"}),
    ],
)
def test_everybody_sees_the_classes_of_their_own_place(world, role, place, seen):
    answer = program(world, role, place).get("/api/v1/classes").json

    assert {each["class_number"] for each in answer["items"]} == seen
    assert answer["total"] == len(seen)


@pytest.mark.parametrize(("online_halves", "is_too_much"), [(32, False), (33, True)])
def test_a_class_with_more_than_40_percent_online_theory_is_flagged_until_a_reason_is_written(
    world, online_halves, is_too_much
):
    with world.database.writing() as session:
        a_class_online(session, online_halves, "BT-9")
    client = program(world, Role.CITY)

    before = online_theory(client, "BT-9")
    if is_too_much:
        with world.database.writing() as session:
            own = find_class(session, "BT-9")
            give_online_reason(session, own, "道路封闭", given_by="李老师", now=world.now)
    after = online_theory(client, "BT-9")

    assert (before["planned_hours"], before["most_percent"]) == (online_halves / 2, 40)
    assert (before["is_too_much"], before["lacks_reason"], before["reason"]) == (is_too_much, is_too_much, "")
    assert (after["is_too_much"], after["lacks_reason"]) == (is_too_much, False)
    assert after["reason"] == ("道路封闭" if is_too_much else "")


def online_theory(client, number: str):
    items = client.get("/api/v1/classes").json["items"]
    return next(each["online_theory"] for each in items if each["class_number"] == number)


@pytest.mark.parametrize("what", OF_A_CLASS)
@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.DISTRICT, "青山区"), (Role.INSTITUTION, "别的学校")],
    ids=["district", "institution"],
)
def test_a_class_of_another_place_is_not_found_like_one_that_never_was(world, role, place, what):
    client = program(world, role, place)
    own, foreign, none = class_id(world.database, "BT-2"), class_id(world.database, "BT-1"), uuid4()

    assert client.get(f"/api/v1/classes/{own}/{what}").status_code == 200
    answers = [client.get(f"/api/v1/classes/{each}/{what}") for each in (foreign, none)]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].json == answers[1].json


def test_enrolments_show_masked_phones_only(world):
    answer = program(world, Role.CITY).get(f"/api/v1/classes/{class_id(world.database, 'BT-1')}/enrolments")

    assert [(each["name"], each["phone"]) for each in answer.json["items"]] == [
        ("王芳", "138****0001"),
        ("赵小明", "138****0003"),
        ("赵小红", "138****0003"),
    ]
    assert "13800000001" not in answer.get_data(as_text=True)


def test_whose_data_is_restricted_is_told_to_the_office_and_not_to_the_school(world):
    address = f"/api/v1/classes/{class_id(world.database, 'BT-1')}/enrolments"
    with world.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        restrict_processing(session, own.id, Cause("保存期内不能删除", "周工"), now=world.now)

    told = {
        role: [each["is_restricted"] for each in program(world, role).get(address).json["items"]]
        for role in (Role.CITY, Role.AUDITOR)
    }

    assert told == {Role.CITY: [True, False, False], Role.AUDITOR: [None] * 3}


def test_hours_of_a_class_are_those_of_each_trainee(world):
    items = (
        program(world, Role.CITY)
        .get(f"/api/v1/classes/{class_id(world.database, 'BT-1')}/hours")
        .json["items"]
    )

    assert [(each["name"], each["credited_hours"]) for each in items] == [
        ("王芳", 8),
        ("赵小明", 0),
        ("赵小红", 0),
    ]


@pytest.mark.parametrize("what", OF_ITS_PEOPLE)
def test_pages_have_no_gap_and_no_overlap(world, what):
    client = program(world, Role.CITY)
    address = f"/api/v1/classes/{class_id(world.database, 'BT-1')}/{what}"
    pages = [client.get(address, query_string={"page": page, "page_size": 2}).json for page in (1, 2, 3)]

    assert [len(page["items"]) for page in pages] == [2, 1, 0]
    assert [each["name"] for page in pages for each in page["items"]] == ["王芳", "赵小明", "赵小红"]
    assert {page["total"] for page in pages} == {3}


@pytest.mark.parametrize("query", [{"page": 0}, {"page_size": 201}, {"page": "x"}, {"page_size": 0}])
def test_a_page_that_cannot_be_is_refused_by_name(world, query):
    refused = program(world, Role.CITY).get("/api/v1/classes", query_string=query)

    assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")
    assert set(refused.json["errors"]["query"]) == set(query)


def test_a_token_that_has_run_out_opens_nothing(world):
    client = program(world, Role.CITY)
    world.pass_by(days=1, seconds=-1)
    assert client.get("/api/v1/classes").status_code == 200

    world.pass_by(seconds=1)
    assert client.get("/api/v1/classes").status_code == 401


def test_a_revoked_token_opens_nothing(world):
    with world.database.writing() as session:
        staff, token = add(session, world, Role.CITY)
        assert revoke_tokens(session, staff, now=world.now) == 1

    headers = {"Authorization": f"Bearer {token}"}
    assert world.client().get("/api/v1/classes", headers=headers).status_code == 401


def test_a_trainees_token_opens_no_class(world):
    headers = {"Authorization": f"Bearer {world.token()}"}

    assert world.client().get("/api/v1/classes", headers=headers).status_code == 401


def test_the_documents_of_a_class_are_told_with_what_is_missing(world):
    page = f"/api/v1/classes/{class_id(world.database, 'BT-1')}/documents"

    told = program(world, Role.CITY).get(page)

    assert told.json == {"total": 0, "missing": [], "items": []}
