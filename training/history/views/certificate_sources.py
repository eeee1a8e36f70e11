"""Numbers that were issued, papers handed over and voidings, as rows of the history (R08, R17)."""

from collections.abc import Callable, Mapping

from sqlalchemy import case

from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Of, Rows, row, within_of
from training.notice.permissions import Permission
from training.records.certificates import (
    Certificate,
    CertificateHandover,
    CertificateIssue,
    CertificateVoiding,
    VoidingDecision,
)


def _issued(of: Of) -> Rows:
    own = CertificateIssue
    rows = row(Happened.NUMBERS_ISSUED, own.issued_at, own.id, own.issued_by, NOTHING, NOTHING, own.people)
    return within_of(rows, own.class_id, of)


def _handed(of: Of) -> Rows:
    own = CertificateHandover
    what = (own.recorded_at, own.id, own.recorded_by, Certificate.number, own.reason)
    rows = row(Happened.CERTIFICATE_HANDED, *what).join(Certificate, own.certificate_id == Certificate.id)
    return within_of(rows, Certificate.class_id, of)


def _asked(of: Of) -> Rows:
    own = CertificateVoiding
    what = (own.asked_at, own.id, own.asked_by, Certificate.number, own.reason)
    rows = row(Happened.VOIDING_ASKED, *what).join(Certificate, own.certificate_id == Certificate.id)
    return within_of(rows, Certificate.class_id, of)


def _decided(of: Of) -> Rows:
    own, asked = VoidingDecision, CertificateVoiding
    yes = case((own.is_approved, YES), else_="")
    what = (own.decided_at, own.id, own.decided_by, Certificate.number, own.note, yes)
    rows = row(Happened.VOIDING_DECIDED, *what).join(asked, own.voiding_id == asked.id)
    return within_of(rows.join(Certificate, asked.certificate_id == Certificate.id), Certificate.class_id, of)


SOURCES_OF_CERTIFICATES: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.NUMBERS_ISSUED: (Permission.SEE_CERTIFICATES, _issued),
    Happened.CERTIFICATE_HANDED: (Permission.SEE_CERTIFICATES, _handed),
    Happened.VOIDING_ASKED: (Permission.SEE_CERTIFICATES, _asked),
    Happened.VOIDING_DECIDED: (Permission.SEE_CERTIFICATES, _decided),
}
