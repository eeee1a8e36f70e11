"""The review of a class's filing (备案复核), and its documents (材料), as rows of its history (R04, R27)."""

from collections.abc import Callable, Mapping

from sqlalchemy import case

from training.documents.terms import OwnerKind
from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Of, Rows, row, within_of
from training.notice.permissions import Permission
from training.records.documents import Attachment, AttachmentWithdrawal
from training.records.reviews import FilingReply, FilingReview


def _reviewed(of: Of) -> Rows:
    own = FilingReview
    what = (own.reviewed_at, own.id, own.reviewed_by, NOTHING, own.opinion, own.verdict)
    return within_of(row(Happened.FILING_REVIEWED, *what), own.class_id, of)


def _answered(of: Of) -> Rows:
    own = FilingReply
    rows = row(Happened.FILING_ANSWERED, own.replied_at, own.id, own.replied_by, NOTHING, own.text)
    return within_of(rows.join(FilingReview, own.review_id == FilingReview.id), FilingReview.class_id, of)


def _kept(of: Of) -> Rows:
    """By its kind: what its file is called may name somebody."""
    own, newer = Attachment, case((Attachment.replaces_id.is_not(None), YES), else_="")
    what = (own.handed_at, own.id, own.handed_by, own.kind, NOTHING, newer)
    return _of_class(row(Happened.DOCUMENT_KEPT, *what), of)


def _withdrawn(of: Of) -> Rows:
    """Why, where that names nobody; else it stands beside the document itself."""
    own, why = AttachmentWithdrawal, case((Attachment.is_personal, ""), else_=AttachmentWithdrawal.reason)
    what = (own.withdrawn_at, own.id, own.withdrawn_by, Attachment.kind, why)
    rows = row(Happened.DOCUMENT_WITHDRAWN, *what).join(Attachment, own.attachment_id == Attachment.id)
    return _of_class(rows, of)


def _of_class(rows: Rows, of: Of) -> Rows:
    return within_of(rows.where(Attachment.owner_kind == OwnerKind.CLASS), Attachment.owner_id, of)


SOURCES_OF_FILINGS: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.FILING_REVIEWED: (Permission.SEE_FILINGS, _reviewed),
    Happened.FILING_ANSWERED: (Permission.SEE_FILINGS, _answered),
    Happened.DOCUMENT_KEPT: (Permission.SEE_DOCUMENTS, _kept),
    Happened.DOCUMENT_WITHDRAWN: (Permission.SEE_DOCUMENTS, _withdrawn),
}
