"""Documents that are attached to classes, schools and people, and what documents there must be (R27)."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from training.database import Base, UtcTime
from training.documents.terms import Media, OwnerKind
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class Attachment(Base):
    """附件: one file as it came, which never changes; a newer one names it in `replaces_id`."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "owner_kind", "owner_id", "kind"), Index(None, "valid_until"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    owner_kind: Mapped[OwnerKind] = mapped_column(words(OwnerKind))
    owner_id: Mapped[int]
    """The key of the class, institution, trainee, teacher, plan or project."""
    kind: Mapped[Short]
    """材料类别, by its name on the checklist."""
    is_personal: Mapped[bool]
    """Whether the file names people, as the checklist said when it came."""
    file_name: Mapped[Long]
    """As it was called; empty once its bytes are gone."""
    media: Mapped[Media] = mapped_column(words(Media))
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes."""
    sha256: Mapped[str] = mapped_column(String(64))
    store_key: Mapped[Long]
    """Where its bytes lie, sealed, until `purged_at`."""
    is_scanned: Mapped[bool]
    """Whether a scanner for viruses looked at it; without one nothing is scanned."""
    valid_until: Mapped[date | None]
    """Its last day."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"), unique=True)
    handed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    handed_by: Mapped[Short]
    handed_at: Mapped[Moment]
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When its bytes were removed."""

    replaced_by: Mapped["Attachment | None"] = relationship(
        primaryjoin=lambda: foreign(remote(Attachment.replaces_id)) == Attachment.id,
        viewonly=True,
        uselist=False,
    )
    withdrawal: Mapped["AttachmentWithdrawal | None"] = relationship(viewonly=True)


class AttachmentWithdrawal(Base):
    """撤回: the document counts no more, with its reason; the file stays."""

    __tablename__ = "attachment_withdrawal"

    id: Mapped[Key]
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), unique=True)
    reason: Mapped[Long]
    withdrawn_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    withdrawn_by: Mapped[Short]
    withdrawn_at: Mapped[Moment]


class AttachmentOpening(Base):
    """查阅: somebody of the office opened a document of a trainee, and why."""

    __tablename__ = "attachment_opening"

    id: Mapped[Key]
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[Moment]
    reason: Mapped[Long]

    attachment: Mapped[Attachment] = relationship()
    staff: Mapped[Staff] = relationship()


class DocumentKind(Base):
    """材料类别, as the city said it; the latest row of a name holds, before what the house says."""

    __tablename__ = "document_kind"
    __table_args__ = (UniqueConstraint("owner_kind", "name", "ordinal"),)

    id: Mapped[Key]
    owner_kind: Mapped[OwnerKind] = mapped_column(words(OwnerKind))
    name: Mapped[Short]
    ordinal: Mapped[int]
    """From 1, counted for each name."""
    is_required: Mapped[bool]
    expires: Mapped[bool]
    is_personal: Mapped[bool]
    applies_from: Mapped[date]
    """Of classes filed from this day on, of others from this day on."""
    is_listed: Mapped[bool]
    """False: taken off the list; what was handed in stays."""
    said_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    said_by: Mapped[Short]
    said_at: Mapped[Moment]
