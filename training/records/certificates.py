"""Certificates: series, numbers, voidings, papers handed over (R08, R17, R29).

Nothing here is changed or deleted: a number stays with whoever got it, and what a paper says is kept as
it was printed. Only `live_enrolment_id` is emptied, when a certificate is voided.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.certificates.terms import HandoverProof, NumberLetter
from training.database import Base, SealedBytes, UtcTime
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class CertificateSeries(Base):
    """编号序列: how far the serials of a year and kind are; its row is held while numbers are issued."""

    __tablename__ = "certificate_series"
    __table_args__ = (
        UniqueConstraint("scope", "year"),
        CheckConstraint("last_serial BETWEEN 0 AND 999999", name="serial_fits"),
    )

    id: Mapped[Key]
    scope: Mapped[Short]
    """Area and letter of the kind, by `series_name`."""
    year: Mapped[int]
    """Of the day of issue, in Shanghai."""
    last_serial: Mapped[int]


class CertificateIssue(Base):
    """派号: one act, by which people of one class were given numbers against one approved list."""

    __tablename__ = "certificate_issue"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("qualified_list.id"), index=True)
    list_sha256: Mapped[str] = mapped_column(String(64))
    """名单指纹, as it was when the numbers were issued."""
    people: Mapped[int]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    issued_by: Mapped[Short]
    issued_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()


class Certificate(Base):
    """结业证书: one number, for one person of one class; what its paper says is kept beside it."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("series_id", "serial"),
        Index(None, "issued_on", "id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    issue_id: Mapped[int] = mapped_column(ForeignKey("certificate_issue.id"), index=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("certificate_series.id"))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(32), unique=True)
    """证书编号, as the template of its day made it."""
    letter: Mapped[NumberLetter] = mapped_column(words(NumberLetter))
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    live_enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    """The same person while the certificate is good: nobody has two of one class."""
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """In its QR code: made by chance, so that nobody finds a certificate by counting."""
    name: Mapped[Short]
    trade: Mapped[Short]
    level: Mapped[Short]
    halves: Mapped[int]
    """总课时, in half class hours."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    institution: Mapped[Long]
    office: Mapped[Short]
    issued_on: Mapped[date]
    """发证日期: the day of issue in Shanghai."""

    enrolment: Mapped[Enrolment] = relationship(foreign_keys=enrolment_id)
    training_class: Mapped[TrainingClass] = relationship()
    issue: Mapped[CertificateIssue] = relationship()
    voidings: Mapped[list["CertificateVoiding"]] = relationship(
        order_by="CertificateVoiding.ordinal", viewonly=True
    )
    handovers: Mapped[list["CertificateHandover"]] = relationship(
        order_by="CertificateHandover.ordinal", viewonly=True
    )

    @property
    def issued_at(self) -> datetime:
        return self.issue.issued_at


class CertificateVoiding(Base):
    """作废申请: somebody of the city asks to void a certificate, with a reason; another one decides."""

    __tablename__ = "certificate_voiding"
    __table_args__ = (UniqueConstraint("certificate_id", "ordinal"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"))
    ordinal: Mapped[int]
    reason: Mapped[Long]
    is_replaced: Mapped[bool]
    """补发: the person gets a new number at once, if still on the list."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]

    certificate: Mapped[Certificate] = relationship()
    decision: Mapped["VoidingDecision | None"] = relationship(back_populates="voiding")


class VoidingDecision(Base):
    """作废决定: by the second person of the city; once."""

    __tablename__ = "voiding_decision"

    id: Mapped[Key]
    voiding_id: Mapped[int] = mapped_column(ForeignKey("certificate_voiding.id"), unique=True)
    is_approved: Mapped[bool]
    note: Mapped[Long]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Short]
    decided_at: Mapped[Moment]

    voiding: Mapped[CertificateVoiding] = relationship(back_populates="decision")
    replaced_by: Mapped[Certificate | None] = relationship()


class CertificateHandover(Base):
    """领取记录: on which day to whom; what was wrong is corrected by a further row; the last holds."""

    __tablename__ = "certificate_handover"
    __table_args__ = (UniqueConstraint("certificate_id", "ordinal"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"))
    ordinal: Mapped[int]
    handed_on: Mapped[date]
    is_self: Mapped[bool]
    receiver: Mapped[Short]
    """Who came in the person's place; empty where the person came."""
    relation: Mapped[Long]
    proof: Mapped[HandoverProof] = mapped_column(words(HandoverProof))
    jpeg: Mapped[bytes] = mapped_column(SealedBytes("certificate_handover.jpeg"), deferred=True)
    """Empty once it was purged."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """That it was received stays."""
    reason: Mapped[Long]
    """Why it is said again."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    recorded_by: Mapped[Short]
    recorded_at: Mapped[Moment]
