"""Drafts of rules, and what the second person said of them (规则草案)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.notice.policy import Policy
from training.policies.terms import ProposalState
from training.records.classes.districts import District, RuleSet
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class RuleProposal(Base):
    """规则草案: numbers that somebody would put in force; nothing holds before another one agrees."""

    __tablename__ = "rule_proposal"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    """None: of the city."""
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As `Policy.to_numbers` writes them."""
    effective_from: Mapped[date]
    is_historical: Mapped[bool]
    seen: Mapped[Short]
    """The mark of the latest version that it was made from."""
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    proposed_by: Mapped[Short]
    proposed_at: Mapped[Moment]

    district: Mapped[District | None] = relationship()
    decision: Mapped["RuleDecision | None"] = relationship(viewonly=True)

    @property
    def policy(self) -> Policy:
        return Policy.from_numbers(dict(self.numbers))


class RuleDecision(Base):
    """草案办理: put in force, sent back, withdrawn by whoever proposed it, or replaced by a later draft."""

    __tablename__ = "rule_decision"

    id: Mapped[Key]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("rule_proposal.id"), unique=True)
    state: Mapped[ProposalState] = mapped_column(words(ProposalState))
    note: Mapped[Long] = mapped_column(default="")
    rule_set_id: Mapped[int | None] = mapped_column(ForeignKey("rule_set.id"))
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Short]
    decided_at: Mapped[Moment]

    rule_set: Mapped[RuleSet | None] = relationship()
