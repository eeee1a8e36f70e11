"""Districts and their rule sets."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.notice.policy import Policy
from training.records.columns import Key, Long, Moment, Short


class District(Base):
    """旗县区: one of the ten that Baotou consists of; preloaded."""

    __tablename__ = "district"

    id: Mapped[Key]
    name: Mapped[Short] = mapped_column(unique=True)


class RuleSet(Base):
    """规则版本: one version of a district's numbers; no district means the city default (R47)."""

    __tablename__ = "rule_set"
    __table_args__ = (UniqueConstraint("district_id", "version"),)

    id: Mapped[Key]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    version: Mapped[int]
    effective_from: Mapped[date]
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As `Policy.to_numbers` writes them."""
    note: Mapped[Long] = mapped_column(default="")
    made_by: Mapped[Short]
    made_at: Mapped[Moment]
    is_historical: Mapped[bool] = mapped_column(default=False, server_default=false())
    """历史: for classes filed before the notice; from its first day on it holds for none."""

    district: Mapped[District | None] = relationship()

    @property
    def policy(self) -> Policy:
        return _policy(tuple(self.numbers.items()))


@lru_cache(maxsize=256)
def _policy(numbers: tuple[tuple[str, Any], ...]) -> Policy:
    """Read once for all the classes and requests that keep to it; it can never change."""
    return Policy.from_numbers(dict(numbers))
