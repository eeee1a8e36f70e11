"""The papers of C1 claims, what reviewers said of them, and who opened them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.claims.terms import PaperKind
from training.database import Base, UtcTime
from training.records.claims.claims import C1Claim
from training.records.columns import BigKey, ClientKey, Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class ClaimPaper(Base):
    """材料: one version of one photo or PDF of a claim; a better one is a new version beside it."""

    __tablename__ = "claim_paper"
    __table_args__ = (
        UniqueConstraint("claim_id", "kind", "place", "version"),
        UniqueConstraint("claim_id", "client_key"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    claim_id: Mapped[int] = mapped_column(ForeignKey("c1_claim.id"))
    kind: Mapped[PaperKind] = mapped_column(words(PaperKind))
    place: Mapped[int]
    """第几张: several photos of one kind, such as wage slips, counted from 1."""
    version: Mapped[int]
    for_submission: Mapped[int]
    """The number of the submission it came for; handed in once the claim was submitted so often."""
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    """Of the file as it came: the same file in two claims is a sign of fraud."""
    media_type: Mapped[Short]
    """Of what is kept."""
    size: Mapped[int]
    width: Mapped[int]
    """0 of a PDF."""
    height: Mapped[int]
    store_key: Mapped[Long]
    """Where the store keeps it, sealed."""
    thumbnail_key: Mapped[Long]
    """Of the small watermarked copy; empty of a PDF."""
    received_by: Mapped[Short]
    received_at: Mapped[Moment]
    client_key: Mapped[ClientKey]
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())

    claim: Mapped[C1Claim] = relationship()
    reviews: Mapped[list["PaperReview"]] = relationship(
        back_populates="paper", order_by="PaperReview.ordinal"
    )


class PaperReview(Base):
    """材料审核: what one reviewer says of one version of a paper."""

    __tablename__ = "paper_review"
    __table_args__ = (UniqueConstraint("paper_id", "ordinal"),)

    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("claim_paper.id"))
    ordinal: Mapped[int]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What was read on a paper that passed, as `PaperFacts.to_json` writes it; None where it was returned."""
    reason: Mapped[Long] = mapped_column(default="")
    """Why it was returned."""
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reviewed_at: Mapped[Moment]

    paper: Mapped[ClaimPaper] = relationship(back_populates="reviews")
    staff: Mapped[Staff] = relationship()


class PaperOpening(Base):
    """查阅记录: a member of staff opened somebody's paper."""

    __tablename__ = "paper_opening"
    __table_args__ = (Index(None, "opened_at"), Index(None, "paper_id"))

    id: Mapped[BigKey]
    paper_id: Mapped[int] = mapped_column(ForeignKey("claim_paper.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[Moment]
    reason: Mapped[Long] = mapped_column(default="", server_default="")
    """Why, where the person's data is restricted; empty otherwise."""

    paper: Mapped[ClaimPaper] = relationship()
    staff: Mapped[Staff] = relationship()
