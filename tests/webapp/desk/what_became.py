"""What becomes of a class after its end, as plain rows: a list, a certificate, what goes to other systems."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import SCHOOL, a_class, a_trainee, an_enrolment
from tests.training.checks.checking import CITY, DISTRICT
from tests.training.claims.claiming import NOW
from tests.training.documents.handing_in import a_file
from tests.training.follow_ups.recorded import a_back_check, a_step, an_answer
from tests.training.projects.test_projects import agreed
from tests.webapp.checks.inspecting import a_photo
from training.certificates.terms import HandoverProof, NumberLetter
from training.classes.views.find_class import find_class
from training.database import Base
from training.documents.acts.keep_attachment import NewAttachment, keep_attachment
from training.documents.terms import OwnerKind
from training.documents.views.owners import find_owner
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.notice.terms import Fund, HalfDay
from training.projects.acts.register_project import register_project
from training.records.certificates import (
    Certificate,
    CertificateHandover,
    CertificateIssue,
    CertificateSeries,
)
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Instructor
from training.records.classes.trainees import Enrolment
from training.records.documents import Attachment
from training.records.exchange.region import Difference
from training.records.exchange.talent import TalentBatch
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer, FollowUpProof
from training.records.projects import Project
from training.records.results import ClassVerdict, QualifiedList
from training.records.teachers import TeacherChange
from training.records.vouchers.vouchers import Voucher, VoucherBatch, VoucherEvent
from training.region.terms import Field
from training.results.terms import Result
from training.staff.views.find_staff import find_staff
from training.vouchers.rules.numbers import voucher_number
from training.vouchers.terms import VoucherMove, VoucherState


def a_class_became(session: Session) -> None:
    """A document, a list with a certificate that was handed over, a difference, a batch for the platform."""
    own, staff = a_class(session, "BT-Z", lessons=False), find_staff(session, DISTRICT)
    person = an_enrolment(session, own, a_trainee(session, "白洁", "13700009999"), "1")
    signed = {"signed_by_id": staff.id, "signed_by": staff.name, "signed_at": NOW}
    verdict = ClassVerdict(
        class_id=own.id,
        ordinal=1,
        verdict=Result.QUALIFIED,
        proposed=Result.QUALIFIED,
        proposal=[],
        fingerprint="0" * 64,
        overrides_city=False,
        reason="",
        in_force_at=NOW,
        **signed,
    )
    session.add(verdict)
    session.flush()
    listed = QualifiedList(
        class_id=own.id,
        version=1,
        sha256="1" * 64,
        verdict_id=verdict.id,
        needs_second=False,
        approved_at=NOW,
        people=[],
        **signed,
    )
    session.add(listed)
    session.flush()
    _a_certificate(session, person, listed)
    a_back_check(session, an_answer(session, a_step(session, person, qualified_on=NOW.date())), False, CITY)
    _what_goes_elsewhere(session, person)
    _a_follow_up(session, person)
    owner = find_owner(session, staff, OwnerKind.CLASS, str(find_class(session, "BT-C").public_id))
    first, second = (
        Instructor(institution_id=own.institution_id, name=each) for each in ("甲老师", "乙老师")
    )
    session.add_all([first, second])
    session.flush()
    session.add(
        TeacherChange(
            class_id=find_class(session, "BT-C").id,
            ordinal=1,
            old_id=first.id,
            new_id=second.id,
            from_day=NOW.date(),
            from_half=HalfDay.MORNING,
            reason="请假",
            filed_by_id=staff.id,
            filed_by=staff.name,
            filed_at=NOW,
        )
    )
    _a_voucher(session, person)
    register_project(session, staff, agreed(), SCHOOL, now=NOW)
    keep_attachment(session, staff, owner, NewAttachment(a_file(), "教学计划", None, None), now=NOW)


def _a_certificate(session: Session, person: Enrolment, listed: QualifiedList) -> None:
    city, own = find_staff(session, CITY), person.training_class
    series = CertificateSeries(scope="150200P", year=2026, last_serial=1)
    issue = CertificateIssue(
        class_id=own.id,
        list_id=listed.id,
        list_sha256=listed.sha256,
        people=1,
        issued_by_id=city.id,
        issued_by=city.name,
        issued_at=NOW,
    )
    session.add_all([series, issue])
    session.flush()
    made = Certificate(
        issue_id=issue.id,
        series_id=series.id,
        serial=1,
        number="1502002026P00000160",
        letter=NumberLetter.ORDINARY,
        class_id=own.id,
        enrolment_id=person.id,
        live_enrolment_id=person.id,
        token="t" * 26,
        name="白洁",
        trade=own.trade,
        level=own.level,
        halves=own.prescribed_halves,
        starts_on=own.starts_on,
        ends_on=own.ends_on,
        institution=own.institution.name,
        office="市局",
        issued_on=NOW.date(),
    )
    session.add(made)
    session.flush()
    session.add(
        CertificateHandover(
            certificate_id=made.id,
            ordinal=1,
            handed_on=NOW.date(),
            is_self=True,
            receiver="白洁",
            relation="",
            proof=HandoverProof.PHOTO,
            jpeg=a_photo(),
            reason="",
            recorded_by_id=city.id,
            recorded_by=city.name,
            recorded_at=NOW,
        )
    )


def _a_voucher(session: Session, person: Enrolment) -> None:
    """Used in the class, so that the school sees it too."""
    city = find_staff(session, CITY)
    days = {"valid_from": NOW.date(), "valid_until": NOW.date()}
    by = {"issued_by_id": city.id, "issued_by": city.name, "issued_at": NOW}
    batch = VoucherBatch(
        number="2026001", name="春", trade="", level="", fund=Fund.EMPLOYMENT, people=1, **days, **by
    )
    session.add(batch)
    session.flush()
    own = Voucher(
        batch_id=batch.id,
        serial=1,
        number=voucher_number("2026001", 1),
        trainee_id=person.trainee_id,
        district_id=person.training_class.district_id,
        year=2026,
        valid_until=NOW.date(),
        state=VoucherState.USED,
        used_enrolment_id=person.id,
    )
    session.add(own)
    session.flush()
    act = {"acted_by_id": city.id, "acted_by": city.name, "acted_at": NOW, "reason": "", "ordinal": 1}
    moved = {"move": VoucherMove.USE, "state": VoucherState.USED, "enrolment_id": person.id}
    session.add(VoucherEvent(voucher_id=own.id, **act, **moved))


def _what_goes_elsewhere(session: Session, person: Enrolment) -> None:
    own, staff = person.training_class, find_staff(session, DISTRICT)
    session.add(
        TalentBatch(
            district_id=own.district_id,
            number="T-1",
            sha256="2" * 64,
            rows=0,
            made_by_id=staff.id,
            made_by=staff.name,
            made_at=NOW,
        )
    )
    session.add(
        Difference(
            scope=str(own.id),
            subject="",
            field=Field.HOURS,
            ordinal=1,
            district_id=own.district_id,
            class_id=own.id,
            region_number="NM-1",
            ours="40",
            theirs="39.5",
            batch_id=session.scalars(select(ImportBatch.id).order_by(ImportBatch.id)).first(),
            found_at=NOW,
            open_key=f"{own.id}::hours",
        )
    )


def _a_follow_up(session: Session, person: Enrolment) -> None:
    """With an answer and its proof."""
    own, staff = person.training_class, find_staff(session, DISTRICT)
    asked = FollowUp(
        enrolment_id=person.id,
        district_id=own.district_id,
        institution_id=own.institution_id,
        after_days=90,
        qualified_on=NOW.date(),
        due_on=NOW.date(),
        is_open=False,
    )
    session.add(asked)
    session.flush()
    said = FollowUpAnswer(
        follow_up_id=asked.id,
        ordinal=1,
        status=WorkStatus.OUT_OF_WORK,
        employer="",
        credit_code="",
        job="",
        source=AnswerSource.PHONE,
        asked_on=NOW.date(),
        note="",
        has_proof=True,
        staff_id=staff.id,
        answered_by=staff.name,
        answered_at=NOW,
        back_check_is_due=False,
    )
    session.add(said)
    session.flush()
    kept = {"media_type": "jpg", "size": 1, "store_key": "documents/proof", "received_at": NOW}
    session.add(FollowUpProof(answer_id=said.id, sha256="3" * 64, **kept))


def what_became(session: Session) -> Mapping[str, UUID | int]:

    def first(record: type[Base]) -> UUID:
        return session.scalars(select(record.public_id).order_by(record.id)).first()

    return {
        "attachment_id": first(Attachment),
        "answer_id": first(FollowUpAnswer),
        "certificate_id": first(Certificate),
        "handover_id": first(CertificateHandover),
        "difference_id": first(Difference),
        "batch_id": first(TalentBatch),
        "project_id": first(Project),
        "voucher_id": first(Voucher),
        "vouchers.batch_id": first(VoucherBatch),
        "class_vouchers.class_id": find_class(session, "BT-Z").public_id,
        "class_teachers.change_id": first(TeacherChange),
        "follow_up_id": first(FollowUp),
        "proof_id": first(FollowUpProof),
    }
