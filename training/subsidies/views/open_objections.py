from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct
from training.records.claims.claims import ClaimEvent

ENDS = frozenset({ClaimAct.SETTLE, ClaimAct.UPHOLD, ClaimAct.SEND_BACK})
"""Until the common chain one settlement ended all that were open."""


def open_objections(session: Session, claims: Collection[int]) -> Mapping[int, list[ClaimEvent]]:
    """异议: by claim the acts 收到异议 that nothing has ended yet, the first first (R21)."""
    rows = select(ClaimEvent).where(ClaimEvent.claim_id.in_(claims))
    own = rows.where(ClaimEvent.act.in_({ClaimAct.OBJECT, *ENDS})).order_by(ClaimEvent.ordinal)
    found: dict[int, list[ClaimEvent]] = defaultdict(list)
    for each in session.scalars(own):
        if each.act in ENDS:
            found[each.claim_id].clear()
        else:
            found[each.claim_id].append(each)
    return found
