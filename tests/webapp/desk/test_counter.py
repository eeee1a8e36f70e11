"""窗口代办 on the pages: what a clerk types, scans and submits, and that a colleague reviews it."""

import re

import pytest
from sqlalchemy import select

from tests.training.claims.claiming import NOW, a_c1_enrolment, a_reviewer, an_approval, somebody
from tests.webapp.desk.payments.test_meetings import text
from tests.webapp.filling import hidden_fields
from tests.webapp.trainees.test_claims import files, send, staff
from training.claims.rules.consent import CONSENT_VERSION
from training.claims.terms import ClaimState
from training.notice.terms import Role
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.classes.trainees import Enrolment, Trainee

INDEX = "/desk/claims/counter"


@pytest.fixture
def counter(bare):
    """王芳 has qualified in a C1 class of 昆都仑区, 李强 hardly came; 甲 and 乙 sit at the counter."""
    bare.now = NOW
    with bare.database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
        a_c1_enrolment(session, "C1-2", name="李强", phone="13800000002", clocks=())
        for name in ("甲", "乙"):
            a_reviewer(session, name)
        a_reviewer(session, "青山审核员", "青山区")
        somebody(session, "市局复查员", Role.CITY)
    return bare


def address(world, name: str = "王芳") -> str:
    with world.database.reading() as session:
        own = session.scalars(select(Enrolment)).all()
        return next(f"{INDEX}/{each.public_id}" for each in own if each.trainee.name == name)


def claim_of(world) -> C1Claim:
    with world.database.reading() as session:
        return session.scalars(select(C1Claim)).one()


def file_all(world, client) -> str:
    own = address(world)
    assert client.post(own).status_code == 303
    for field in ("licence/1", "taxi/1"):
        assert send(client, f"{own}/papers", field).status_code == 303
    assert client.post(f"{own}/submit", data={"consent": CONSENT_VERSION}).status_code == 303
    return own


def test_a_clerk_files_and_a_colleague_reviews(counter):
    clerk = staff(counter, "甲")
    found = clerk.post(INDEX, data={"said": "13800000001"})
    assert address(counter) in found.get_data(as_text=True)
    assert "开始代办" in text(clerk.get(address(counter)))
    own = file_all(counter, clerk)
    assert "待审" in text(clerk.get(own))
    assert "王芳 待审" in text(clerk.get(INDEX))

    claim = f"/desk/claims/{claim_of(counter).public_id}"
    page = text(clerk.get(claim))
    assert "由甲在窗口代办" in page
    assert "审核通过" not in page
    assert "王芳" not in text(clerk.get("/desk/claims"))
    colleague = staff(counter, "乙")
    of_colleague = hidden_fields(colleague, claim, f"{claim}/approve")
    assert clerk.post(f"{claim}/approve", data=of_colleague).status_code == 403
    assert "王芳" in text(colleague.get("/desk/claims"))
    assert "审核通过" in text(colleague.get(claim))


def test_the_trainee_sees_what_was_filed_and_by_whom(counter):
    file_all(counter, staff(counter, "甲"))
    own = address(counter).replace(INDEX, "/classes") + "/claim"

    page = text(counter.signed_in().get(own))

    assert "待审" in page
    assert "由甲在窗口代办" in page


def test_neither_addresses_nor_pages_tell_a_full_number(counter):
    with counter.database.reading() as session:
        trainee = session.scalars(select(Enrolment).order_by(Enrolment.id)).first().trainee
        secrets = (trainee.id_number, trainee.phone)
    clerk = staff(counter, "甲")
    answers = [clerk.post(INDEX, data={"said": each}) for each in (*secrets, "13800000099")]
    own = file_all(counter, clerk)
    answers += [clerk.get(each) for each in (INDEX, own, f"{own}/consent")]

    for answer in answers:
        content = answer.get_data(as_text=True)
        assert not any(secret in content for secret in (*secrets, "13800000099"))
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", content)
    assert "没有找到" in text(answers[2])


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ("李四", 200, "没有找到"),
        ("12", 422, "至少"),
        ("150203199005170000", 422, "校验位"),
    ],
)
def test_a_search_tells_what_to_type(counter, said, status, words):
    answer = staff(counter, "甲").post(INDEX, data={"said": said})

    assert (answer.status_code, words in text(answer)) == (status, True)


def test_who_has_no_prospect_is_told_before_anything_is_scanned(counter):
    clerk, own = staff(counter, "甲"), address(counter, "李强")

    assert "现在还不能申领" in text(clerk.get(own))
    assert clerk.post(own).status_code == 409


def test_the_consent_is_printed_and_ticked(counter):
    clerk, own = staff(counter, "甲"), address(counter)
    clerk.post(own)
    assert clerk.get(f"{own}/submit").status_code == 303
    for field in ("licence/1", "taxi/1"):
        send(clerk, f"{own}/papers", field)
    assert "签字件已存档" in text(clerk.get(f"{own}/submit"))
    assert "委托窗口工作人员 甲" in text(clerk.get(f"{own}/consent"))

    refused = clerk.post(f"{own}/submit", data={})

    assert (refused.status_code, "告知与承诺" in text(refused)) == (422, True)
    assert claim_of(counter).state is ClaimState.DRAFT


@pytest.mark.parametrize("content", [b"", b"not a picture", b"%PDF-1.4 /JavaScript\n%%EOF", b"\xff\xd8\xff"])
def test_a_scan_that_cannot_be_kept_is_refused_and_nothing_stays_half(counter, content):
    clerk, own = staff(counter, "甲"), address(counter)
    clerk.post(own)

    answer = send(clerk, f"{own}/papers", content=content)

    assert answer.status_code == 422
    assert "✗" in text(answer)
    assert files(counter) == []


def test_the_same_scan_sent_twice_is_kept_once(counter):
    clerk, own = staff(counter, "甲"), address(counter)
    clerk.post(own)

    for _ in range(2):
        assert send(clerk, f"{own}/papers", key="k").status_code == 303

    with counter.database.reading() as session:
        assert len(session.scalars(select(ClaimPaper)).all()) == 1
    assert len(files(counter)) == 2


def test_a_script_is_told_where_to_go_on(counter):
    clerk, own = staff(counter, "甲"), address(counter)
    clerk.post(own)

    answer = send(clerk, f"{own}/papers", **{"X-Requested-With": "XMLHttpRequest"})

    assert answer.json == {"next": f"{own}#licence-1"}


def test_a_restricted_claimant_is_marked_and_no_photo_opens_by_itself(counter):
    clerk, own = staff(counter, "甲"), file_all(counter, staff(counter, "甲"))
    with counter.database.writing() as session:
        trainee = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        restrict_processing(session, trainee.id, Cause("保存期内不能删除", "周工"), now=NOW)

    found, page = text(clerk.post(INDEX, data={"said": "13800000001"})), clerk.get(own)

    assert "限制处理 1502" in found
    assert "限制处理：这位学员的个人信息只用于办理补贴" in text(page)
    assert "/thumbnail" not in page.get_data(as_text=True)
    assert "已收到照片。限制处理，在审核页面写明理由后打开。" in text(page)


def test_nobody_else_comes_to_the_counter(counter):
    own = file_all(counter, staff(counter, "甲"))
    with counter.database.reading() as session:
        paper = session.scalars(select(ClaimPaper.public_id).order_by(ClaimPaper.id)).first()
    elsewhere, city, colleague = (staff(counter, name) for name in ("青山审核员", "市局复查员", "乙"))

    assert [each.get(own).status_code for each in (elsewhere, city, colleague)] == [404, 404, 200]
    assert [each.post(own).status_code for each in (elsewhere, city)] == [404, 404]
    assert "licence-1" not in colleague.get(own).get_data(as_text=True)
    thumbnail = f"{INDEX}/papers/{paper}/thumbnail"
    assert [each.get(thumbnail).status_code for each in (elsewhere, city, colleague)] == [404] * 3
    assert send(colleague, f"{own}/papers").status_code == 404
    assert colleague.post(f"{own}/submit", data={"consent": CONSENT_VERSION}).status_code == 404
    assert counter.client().get(INDEX).status_code == 303


def test_a_claim_is_taken_back_and_given_up(counter):
    clerk = staff(counter, "甲")
    own = file_all(counter, clerk)
    assert clerk.post(f"{own}/withdraw").status_code == 303
    assert "未提交" in text(clerk.get(own))

    assert clerk.post(f"{own}/give-up").status_code == 303

    assert claim_of(counter).state is ClaimState.GIVEN_UP
    assert "开始代办" in text(clerk.get(own))


def test_a_form_without_its_token_is_refused(counter):
    clerk, own = staff(counter, "甲"), address(counter)
    clerk.post(own)
    counter.app.config["WTF_CSRF_ENABLED"] = True

    for path in (INDEX, own, f"{own}/submit", f"{own}/withdraw", f"{own}/give-up"):
        assert clerk.post(path).status_code == 400
    assert send(clerk, f"{own}/papers").status_code == 400
