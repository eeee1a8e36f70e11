"""Pictures of checks that were kept before pictures were sealed."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.pictures.pictures import SEALED_FOLDER
from training.records.checks.evidence import Evidence

AT_ONCE = 100


def unsealed_pictures(session: Session, after: str = "") -> Sequence[str]:
    """The next keys behind this one, in order; a picture that several checks have is one key."""
    keys = _keys().subquery()
    return session.scalars(
        select(keys.c[0]).where(keys.c[0] > after).order_by(keys.c[0]).limit(AT_ONCE)
    ).all()


def count_unsealed(session: Session) -> int:
    """Files, of which each picture has two."""
    return session.scalar(select(func.count()).select_from(_keys().subquery())) or 0


def _keys() -> Select[str]:
    named = union(*(_open(column) for column in (Evidence.original_key, Evidence.served_key))).subquery()
    return select(named.c[0])


def _open(column: InstrumentedAttribute[str]) -> Select[str]:
    return select(column).where(column.not_like(f"{SEALED_FOLDER}/%"), Evidence.purged_at.is_(None))
