"""Where a page of the queue ended, as addresses and the API carry it (pure)."""

from datetime import UTC, datetime
from uuid import UUID

from training.claims.views.lists.list_claims import Place

BETWEEN = "~"


def read_place(since: str, claim: str) -> Place | None:
    """None of what no page ever gave."""
    try:
        moment, claim_id = datetime.fromisoformat(since), UUID(claim)
        # Year 1 in a zone ahead of ours is no moment that a database knows.
        return Place(moment.astimezone(UTC), claim_id) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def write_place(place: Place | None) -> str | None:
    return f"{place.since.isoformat()}{BETWEEN}{place.claim}" if place else None
