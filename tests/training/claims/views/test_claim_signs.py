"""What about a claim is worth a second look is told to the reviewer, who judges."""

from dataclasses import replace

import pytest

from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_file,
    a_reviewer,
    a_submitted_claim,
    an_approval,
)
from training.claims.acts.keep_paper import StoredFile, keep_paper
from training.claims.acts.reject_claim import reject_claim
from training.claims.terms import PaperKind
from training.claims.views.by import TRAINEE
from training.claims.views.claim_signs import signs_of
from training.claims.views.paper_is_known import Field
from training.database import Database
from training.records.claims.claims import C1Claim

LATER = NOW + SOON


@pytest.fixture
def school(database: Database) -> Database:
    with database.writing() as session:
        an_approval(session)
    return database


def a_claim_with(session, number: str, name: str, phone: str, file: StoredFile) -> C1Claim:
    claim = a_draft(session, a_c1_enrolment(session, number, name=name, phone=phone))
    keep_paper(session, claim, Field(PaperKind.LICENCE, 1), file, received_by=TRAINEE, now=NOW)
    return claim


def test_the_file_of_somebody_else_is_a_sign_and_ones_own_is_none(school):
    file = a_file()
    with school.writing() as session:
        first = a_claim_with(session, "C1-1", "王芳", "13800000001", file)
        assert signs_of(session, first) == ()
        copied = a_file()
        second = a_claim_with(session, "C1-2", "李强", "13800000002", replace(copied, sha256=file.sha256))

        assert signs_of(session, second) == (f"与申领 {first.public_id.hex[:8]} 交的驾驶证是同一个文件",)
        assert signs_of(session, first) == (f"与申领 {second.public_id.hex[:8]} 交的驾驶证是同一个文件",)


def test_a_phone_that_others_have_too_is_a_sign(school):
    with school.writing() as session:
        claim = a_claim_with(session, "C1-1", "王芳", "13800000001", a_file())
        a_claim_with(session, "C1-2", "李强", "13800000001", a_file())
        a_claim_with(session, "C1-3", "赵敏", "13800000001", a_file())

        assert signs_of(session, claim) == ("手机号与另外 2 名学员相同",)


def test_that_the_person_was_refused_before_is_a_sign(school):
    with school.writing() as session:
        enrolment = a_c1_enrolment(session)
        refused = a_submitted_claim(session, enrolment)
        reject_claim(session, a_reviewer(session), refused.public_id, "准驾车型不是 C1。", now=LATER)
        assert signs_of(session, refused) == ()

        again = a_submitted_claim(session, enrolment)

        assert signs_of(session, again) == ("以前的申领审核不通过：准驾车型不是 C1。",)
