"""What waits of certificates: numbers, papers, voidings for the second person."""

from training.certificates.views.waiting import certificates_to_hand, lists_to_number, voidings_to_decide
from training.notice.permissions import Permission
from training.records.certificates import Certificate, CertificateIssue, CertificateVoiding
from training.records.results import QualifiedList
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_number(own: QualifiedList, mark: Mark) -> Work:
    about = own.training_class
    note = f"{about.institution.name}，第 {own.version} 版名单已由 {own.signed_by} 确认"
    return Work(
        mark, f"班级 {named(about)}待派号", note, "去派号", WorkPlace.CLASS_CERTIFICATES, about.public_id
    )


def _to_hand(own: Certificate, mark: Mark) -> Work:
    title = f"{own.training_class.class_number} {own.name}的证书待领取"
    return Work(mark, title, f"编号 {own.number}", "登记领取", WorkPlace.CERTIFICATE, own.public_id)


def _to_decide(own: CertificateVoiding, mark: Mark) -> Work:
    title = f"{own.asked_by} 申请作废证书 {own.certificate.number}"
    return Work(mark, title, own.reason, "去决定", WorkPlace.CERTIFICATE, own.certificate.public_id)


OF_CERTIFICATES = (
    Queue(
        WorkKind.NUMBERS,
        Permission.ISSUE_CERTIFICATES,
        lambda staff, today: lists_to_number(staff),
        QualifiedList.id,
        QualifiedList.signed_at,
        _to_number,
    ),
    Queue(
        WorkKind.PAPERS,
        Permission.HAND_OVER_CERTIFICATES,
        lambda staff, today: certificates_to_hand(staff),
        Certificate.id,
        CertificateIssue.issued_at,
        _to_hand,
    ),
    Queue(
        WorkKind.VOIDING,
        Permission.ISSUE_CERTIFICATES,
        lambda staff, today: voidings_to_decide(staff),
        CertificateVoiding.id,
        CertificateVoiding.asked_at,
        _to_decide,
    ),
)
