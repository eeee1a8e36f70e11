"""Claims by the API: a trainee's own, and the queue of whoever holds a staff token."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import an_institution
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    somebody,
)
from training.claims.acts.act_on_claim import act_on_claim
from training.claims.acts.return_claim import return_claim
from training.claims.acts.return_paper import return_paper
from training.claims.terms import ClaimAct, ClaimState
from training.claims.views.by import By
from training.claims.views.lists import list_claims as listing
from training.claims.views.see_claim import view_of
from training.classes.views.find_class import find_district
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.issue_token import issue_token

NO_QUERIES = [
    {"state": "不知道"},
    {"after": ""},
    {"after": "x"},
    {"after": "2026-06-01T00:00:00+00:00~x"},
    {"after": f"2026-06-01~{uuid4()}"},
    {"after": f"0001-01-01T00:00:00+14:00~{uuid4()}"},
]


@pytest.fixture
def claimants(bare):
    """王芳 and 李强 have submitted in 昆都仑区, 赵敏 in 青山区; 孙丽 has only begun."""
    bare.now = NOW + 2 * SOON
    with bare.database.writing() as session:
        an_approval(session)
        for place, (name, district) in enumerate(
            (("王芳", "昆都仑区"), ("李强", "昆都仑区"), ("赵敏", "青山区"), ("孙丽", "昆都仑区")), 1
        ):
            own = a_c1_enrolment(
                session, f"C1-{place}", name=name, phone=f"1380000000{place}", district=district
            )
            (a_draft if name == "孙丽" else a_submitted_claim)(session, own)
        a_reviewer(session, "甲")
        somebody(session, "市局", Role.CITY)
    return bare


def claim_of(session: Session, name: str) -> C1Claim:
    own = select(C1Claim).join(C1Claim.enrolment).join(Enrolment.trainee)
    return session.scalars(own.where(Trainee.name == name)).one()


def program(world, name: str):
    with world.database.writing() as session:
        member = session.scalars(select(Staff).where(Staff.name == name)).one()
        token = uuid4().hex
        issue_token(session, member, timedelta(days=1), token=token, now=world.now)
    client = world.client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def app_of(world, phone: str = "13800000001"):
    client = world.client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {world.token(phone)}"
    return client


def own_address(world, name: str = "王芳") -> str:
    with world.database.reading() as session:
        own = session.scalars(select(Enrolment)).all()
        return next(f"/api/v1/me/classes/{each.public_id}/claim" for each in own if each.trainee.name == name)


def test_a_trainee_reads_how_the_own_claim_stands(claimants):
    found = app_of(claimants).get(own_address(claimants)).json

    assert (found["state"], found["acts_next"], found["lacking"]) == ("待审", "旗县区审核人", [])
    assert [(each["kind"], each["state"]) for each in found["papers"]] == [
        ("驾驶证", "审核中"),
        ("出租车从业资格证", "审核中"),
    ]
    assert [each["is_met"] for each in found["steps"]] == [True, False, False]
    assert [each["act"] for each in found["events"]] == ["开始填写", "提交"]
    assert (found["may_submit"], found["may_withdraw"]) == (False, True)


def test_a_return_is_told_with_its_reason(claimants):
    with claimants.database.writing() as session:
        reviewer = session.scalars(select(Staff).where(Staff.name == "甲")).one()
        claim = claim_of(session, "王芳")
        licence = view_of(session, claim, now=claimants.now).papers[0].public_id
        return_paper(session, reviewer, licence, "照片看不清。", now=NOW + SOON)
        return_claim(session, reviewer, claim.public_id, "", now=NOW + SOON)

    found = app_of(claimants).get(own_address(claimants)).json

    assert (found["state"], found["acts_next"]) == ("退回补正", "学员")
    assert (found["papers"][0]["state"], found["papers"][0]["reason"]) == ("退回", "照片看不清。")
    assert found["lacking"] == ["还差驾驶证。"]


def test_the_claim_of_another_is_not_found(claimants):
    assert app_of(claimants).get(own_address(claimants, "李强")).status_code == 404
    assert program(claimants, "市局").get(own_address(claimants)).status_code == 401


def test_a_program_reads_the_queue_of_its_own_place(claimants):
    district, city = program(claimants, "甲"), program(claimants, "市局")

    assert [each["name"] for each in district.get("/api/v1/claims").json["items"]] == ["王芳", "李强"]
    assert city.get("/api/v1/claims").json["items"] == []
    everywhere = city.get("/api/v1/claims", query_string={"state": "待审"}).json["items"]
    assert [each["name"] for each in everywhere] == ["王芳", "李强", "赵敏"]
    assert city.get("/api/v1/claims", query_string={"state": "未提交"}).json["items"] == []


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.CITY, ["王芳", "李强", "赵敏"]),
        (Role.DISTRICT, ["赵敏"]),
        (Role.INSTITUTION, []),
        # In full to none who only audits.
        (Role.AUDITOR, ["王*", "李*", "赵*"]),
    ],
)
def test_a_program_finds_the_claims_that_its_holder_may_see(claimants, role, names):
    with claimants.database.writing() as session:
        district = find_district(session, "青山区") if role is Role.DISTRICT else None
        school = an_institution(session) if role is Role.INSTITUTION else None
        add_staff(session, "某人", role, district, school, now=NOW)
        ids = {each.enrolment.trainee.name: each.public_id for each in session.scalars(select(C1Claim))}
    client = program(claimants, "某人")

    found = client.get("/api/v1/claims", query_string={"state": "待审"}).json["items"]
    opened = {name for name, each in ids.items() if client.get(f"/api/v1/claims/{each}").status_code == 200}

    assert [each["name"] for each in found] == names
    assert len(opened) == len(names)


def test_a_long_queue_is_read_page_by_page(claimants, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    city, names, after = program(claimants, "市局"), [], {}
    for _ in range(2):
        page = city.get("/api/v1/claims", query_string={"state": "待审"} | after).json
        names += [each["name"] for each in page["items"]]
        after = {"after": page["next"]}

    assert names == ["王芳", "李强", "赵敏"]
    assert page["next"] is None


@pytest.mark.parametrize("query", NO_QUERIES)
def test_a_question_that_cannot_be_is_refused_by_name(claimants, query):
    refused = program(claimants, "市局").get("/api/v1/claims", query_string=query)

    assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")
    assert set(query) <= set(str(refused.json["errors"]).replace("'", " ").split())


def test_one_claim_shows_masked_numbers_and_no_claim_of_another_place(claimants):
    with claimants.database.reading() as session:
        ids = {each.enrolment.trainee.name: each.public_id for each in session.scalars(select(C1Claim))}
        trainee = claim_of(session, "王芳").enrolment.trainee
        secrets = (trainee.id_number, trainee.phone)
    district = program(claimants, "甲")

    answer = district.get(f"/api/v1/claims/{ids['王芳']}")

    assert (answer.json["name"], answer.json["phone"]) == ("王芳", "138****0001")
    assert not any(secret in answer.get_data(as_text=True) for secret in secrets)
    for hidden in (ids["赵敏"], ids["孙丽"], uuid4()):
        assert district.get(f"/api/v1/claims/{hidden}").status_code == 404


def test_who_objected_is_not_told_to_the_trainee(claimants):
    with claimants.database.writing() as session:
        claim = claim_of(session, "王芳")
        claim.state = ClaimState.PUBLICISED
        act_on_claim(session, claim, ClaimAct.OBJECT, By("甲", reason="邻居李四反映"), now=NOW + SOON)
        ident = claim.public_id

    own = app_of(claimants).get(own_address(claimants)).json

    assert own["events"][-1]["act"] == "收到异议"
    assert "李四" not in str(own)
    assert "李四" in str(program(claimants, "甲").get(f"/api/v1/claims/{ident}").json)
